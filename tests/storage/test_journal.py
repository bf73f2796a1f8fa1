from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from petition_desk.storage.engine import reading
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.journal import (
    BreakKind,
    Journal,
    JournalHead,
    JournalReport,
    entries,
    last_entry_head,
    read_head_file,
    verify_journal,
    write_head_file,
)
from petition_desk.storage.keys import UnlockedKeys
from tests.storage.desks import AT, add_entries, desk_with_journal

Desk = tuple[DataFolder, UnlockedKeys, Engine]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_with_journal(tmp_path / "data", entry_count=5)


def verified(desk: Desk, outside: JournalHead | None = None) -> JournalReport:
    with reading(desk[2]).connect() as connection:
        return verify_journal(connection, desk[1].journal_key, outside)


def test_an_untouched_journal_holds(desk: Desk) -> None:
    report = verified(desk)
    assert report.holds
    assert (report.entry_count, report.head.seq) == (5, 5)


def test_an_empty_journal_holds(tmp_path: Path) -> None:
    report = verified(desk_with_journal(tmp_path / "empty"))
    assert report.holds
    assert report.entry_count == 0


def test_an_entry_says_who_when_what_and_both_values(desk: Desk) -> None:
    at = AT.astimezone(UTC) + timedelta(microseconds=7)
    with desk[2].begin() as connection:
        journal = Journal(connection, desk[1].journal_key, "王警官", at)
        number = journal.write(
            "case.changed", "XF2026-0001", before={"summary": "旧"}, after={"summary": "新"}
        )
        journal.seal()
    with desk[2].connect() as connection:
        (entry,) = entries(connection, newest=1)
        assert len(entries(connection, subject="XF2026-0001")) == 2
    assert (entry.seq, entry.at, entry.account) == (number, at, "王警官")
    assert (entry.action, entry.subject) == ("case.changed", "XF2026-0001")
    assert (entry.before, entry.after) == ({"summary": "旧"}, {"summary": "新"})
    assert verified(desk).holds


def test_entries_of_one_transaction_are_chained_and_numbered_without_gaps(desk: Desk) -> None:
    with desk[2].begin() as connection:
        journal = Journal(connection, desk[1].journal_key, "王警官", AT)
        assert [journal.write("x") for _ in range(3)] == [6, 7, 8]
        journal.seal()
    report = verified(desk)
    assert report.holds
    assert report.entry_count == 8


def test_a_rolled_back_change_leaves_neither_entry_nor_gap(desk: Desk) -> None:
    with desk[2].connect() as connection:
        journal = Journal(connection, desk[1].journal_key, "王警官", AT)
        journal.write("case.registered", "XF2026-0009")
        journal.seal()
        connection.rollback()
    add_entries(desk[2], desk[1], 1)
    report = verified(desk)
    assert report.holds
    assert report.head.seq == 6


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE journal SET after = \'{"summary":"乙"}\' WHERE seq = 3',
        "UPDATE journal SET account = 'li' WHERE seq = 3",
        "UPDATE journal SET at = '2026-11-21T01:30:00.000000+00:00' WHERE seq = 3",
        "UPDATE journal SET at = 'yesterday' WHERE seq = 3",
        "UPDATE journal SET subject = x'00ff' WHERE seq = 3",
        "UPDATE journal SET before = after, after = NULL WHERE seq = 3",
    ],
)
def test_an_altered_entry_is_named_and_only_that_one(desk: Desk, statement: str) -> None:
    tamper(desk, statement)
    (broken,) = verified(desk).breaks
    assert (broken.kind, broken.seq) == (BreakKind.ALTERED, 3)
    assert broken.sentence == "日志第 3 条被改动过。"


@pytest.mark.parametrize("mac", ["zeroblob(32)", "'text'"])
def test_an_altered_mac_is_found(desk: Desk, mac: str) -> None:
    tamper(desk, f"UPDATE journal SET mac = {mac} WHERE seq = 3")
    assert [broken.seq for broken in verified(desk).breaks] == [3, 4]


def test_an_entry_cut_out_is_a_gap_named_by_its_number(desk: Desk) -> None:
    tamper(desk, "DELETE FROM journal WHERE seq IN (2, 3)")
    (broken,) = verified(desk).breaks
    assert (broken.kind, broken.seq) == (BreakKind.GAP, 2)
    assert broken.sentence == "日志缺少第 2 至 3 条。"


def test_an_entry_cut_out_and_the_rest_renumbered_is_found(desk: Desk) -> None:
    tamper(desk, "DELETE FROM journal WHERE seq = 2")
    tamper(desk, "UPDATE journal SET seq = seq - 1 WHERE seq > 2")
    kinds = {broken.kind for broken in verified(desk).breaks}
    assert kinds == {BreakKind.ALTERED, BreakKind.TRUNCATED}


def test_a_tail_cut_off_is_found_and_counted(desk: Desk) -> None:
    tamper(desk, "DELETE FROM journal WHERE seq > 3")
    (broken,) = verified(desk).breaks
    assert (broken.kind, broken.seq) == (BreakKind.TRUNCATED, 4)
    assert broken.sentence == "日志末尾缺少第 4 至 5 条。"


def test_a_journal_emptied_altogether_is_found(desk: Desk) -> None:
    tamper(desk, "DELETE FROM journal")
    (broken,) = verified(desk).breaks
    assert (broken.kind, broken.seq) == (BreakKind.TRUNCATED, 1)


def test_a_forged_entry_at_the_end_is_found(desk: Desk) -> None:
    tamper(
        desk,
        "INSERT INTO journal SELECT 6, at, account, action, subject, before, after, mac"
        " FROM journal WHERE seq = 5",
    )
    assert {broken.kind for broken in verified(desk).breaks} == {
        BreakKind.ALTERED, BreakKind.HEAD_ALTERED
    }  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM meta WHERE key = 'journal_head'",
        "UPDATE meta SET value = '{}' WHERE key = 'journal_head'",
        "UPDATE meta SET value = replace(value, '\"seq\": 5', '\"seq\": 3')",
    ],
)
def test_a_head_that_was_removed_or_forged_is_found(desk: Desk, statement: str) -> None:
    tamper(desk, statement)
    (broken,) = verified(desk).breaks
    assert broken.kind is BreakKind.HEAD_ALTERED


def test_a_chain_cut_together_with_its_head_is_found_by_the_head_outside(desk: Desk) -> None:
    folder, unlocked, engine = desk
    with engine.connect() as connection:
        outside = last_entry_head(connection, unlocked.journal_key)
    write_head_file(folder.journal_head, unlocked.journal_key, outside)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM journal WHERE seq > 3"))
        shorter = Journal(connection, unlocked.journal_key, "王警官", AT)
        shorter.write("x")
        shorter.seal()
    assert verified(desk).holds
    known = read_head_file(folder.journal_head, unlocked.journal_key)
    assert known == outside
    (broken,) = verified(desk, known).breaks
    assert broken.kind is BreakKind.OLDER_FILE
    assert "第 5 条" in broken.sentence


def test_a_journal_that_went_on_agrees_with_the_head_outside(desk: Desk) -> None:
    with desk[2].connect() as connection:
        outside = last_entry_head(connection, desk[1].journal_key)
    add_entries(desk[2], desk[1], 2)
    assert verified(desk, outside).holds


@pytest.mark.parametrize("spoil", [bytes.upper, lambda content: content[:-5], lambda _: b"\xff"])
def test_a_head_file_without_our_seal_proves_nothing(
    desk: Desk, spoil: Callable[[bytes], bytes]
) -> None:
    folder, unlocked, _ = desk
    write_head_file(folder.journal_head, unlocked.journal_key, JournalHead(5, b"\x01" * 32))
    folder.journal_head.write_bytes(spoil(folder.journal_head.read_bytes()))
    assert read_head_file(folder.journal_head, unlocked.journal_key) is None


def test_another_key_finds_every_entry_altered(desk: Desk) -> None:
    with desk[2].connect() as connection:
        report = verify_journal(connection, b"another key".ljust(32))
    assert [broken.seq for broken in report.breaks if broken.kind is BreakKind.ALTERED] == [
        1, 2, 3, 4, 5
    ]  # fmt: skip


def tamper(desk: Desk, statement: str) -> None:
    """Change the file as somebody with the key and a database tool would."""
    with desk[2].begin() as connection:
        _execute(connection, statement)


def _execute(connection: Connection, statement: str) -> None:
    changed = connection.execute(text(statement)).rowcount
    assert changed > 0
