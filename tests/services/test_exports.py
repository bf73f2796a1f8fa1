"""Exported workbooks, read back by another library than the one that wrote them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from petition_desk.domain.ledger import LEDGER_COLUMNS, LedgerFilter, LedgerSort
from petition_desk.errors import InputError, UnknownNameError
from petition_desk.services import accounts, exports, intake
from petition_desk.services.demo import invent
from petition_desk.services.desk import Desk
from petition_desk.services.exports import ExportOrder
from petition_desk.services.rights import RightMissingError
from petition_desk.storage.journal import JournalEntry, entries
from tests.desks import COLLEAGUE, open_again, registration

BY_NUMBER = LedgerSort("local_no", is_descending=False)
ALL = LedgerFilter()


def read(path: Path) -> list[dict[str, object]]:
    """Return the rows of the first sheet by header."""
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def journal_of(desk: Desk) -> tuple[JournalEntry, ...]:
    with desk.reading() as work:
        return tuple(e for e in entries(work._connection) if e.action.startswith("export."))


@pytest.fixture
def two(desk: Desk) -> Desk:
    intake.register(desk, registration())
    sealed = registration(matter_kind="检举控告", summary="检举吃拿卡要", demands=["查处"])
    intake.register(desk, sealed | {"petitioners": [{"name": "欧阳密"}]})
    return desk


def test_dates_are_dates_numbers_texts_and_identities_masked(two: Desk, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    done = exports.export_ledger(two, path, ALL, BY_NUMBER)
    assert done is not None
    assert (done.path, done.rows) == (path, 2)
    row = read(path)[0]
    assert list(row) == [column.title for column in LEDGER_COLUMNS]
    assert row["编号"] == "XF2026-0001"
    assert row["收到"] == date(2026, 11, 20)
    assert (row["姓名"], row["证件号码"]) == ("黄**", "110105********002X")
    assert row["人数"] == 1


def test_a_masked_export_stands_in_the_journal_with_its_hash(two: Desk, tmp_path: Path) -> None:
    done = exports.export_ledger(two, tmp_path / "a.xlsx", ALL, BY_NUMBER)
    assert done is not None
    (entry,) = journal_of(two)
    assert entry.after == {
        "kind": "ledger", "rows": 2, "sha256": done.sha256, "is_full": False,
        "has_password": False,
    }  # fmt: skip


def test_a_full_export_needs_the_right_and_a_purpose(
    two: Desk, tmp_path: Path, reopen: Callable[..., Desk]
) -> None:
    path = tmp_path / "a.xlsx"
    with pytest.raises(InputError, match="用途"):
        exports.export_list(two, path, ExportOrder(is_full=True, purpose=" "))
    desk = reopen(account=COLLEAGUE)
    with pytest.raises(RightMissingError, match="不遮盖导出"):
        exports.export_list(desk, path, ExportOrder(is_full=True, purpose="核对"))
    assert not path.exists()
    assert journal_of(desk) == ()


def test_a_full_export_is_noted_before_its_first_byte(two: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    exports.export_list(two, path, ExportOrder(is_full=True, purpose="年度核对", is_plain=True))
    row = read(path)[0]
    assert (row["姓名"], row["证件号码"], row["电话"]) == (
        "黄䶮",
        "11010519491231002X",
        "13812345678",
    )
    first = journal_of(two)[0]
    assert (first.action, first.after) == ("export.full", {"rows": 2, "purpose": "年度核对"})


def test_of_a_confidential_case_number_and_clock_alone_leave_the_room(
    two: Desk, tmp_path: Path
) -> None:
    accounts.set_rights(two, COLLEAGUE, {"export-full"})
    two.close()
    desk = open_again(two.data_dir, account=COLLEAGUE)
    path = tmp_path / "a.xlsx"
    exports.export_list(desk, path, ExportOrder(is_full=True, purpose="核对", is_plain=True))
    desk.close()
    common, sealed = read(path)
    assert common["姓名"] == "黄䶮"
    told = {title: value for title, value in sealed.items() if value not in ("", None)}
    assert set(told) == {"编号", "摘要", "下一期限", "期满日", "还剩"}
    assert told["摘要"] == "保密件"


def test_exactly_what_is_asked_for_is_written_in_its_order(desk: Desk, tmp_path: Path) -> None:
    invent(desk, 60)
    wanted = LedgerFilter(received_from=date(2026, 10, 1))
    path = tmp_path / "a.xlsx"
    columns = ("received_on", "local_no")
    by_date = LedgerSort("received_on", is_descending=True)
    done = exports.export_ledger(desk, path, wanted, by_date, columns=columns)
    rows = read(path)
    assert done is not None
    assert len(rows) == done.rows
    assert list(rows[0]) == ["收到", "编号"]
    days = [row["收到"] for row in rows]
    assert days == sorted(days, key=str, reverse=True)
    assert min(map(str, days)) >= "2026-10-01"


def test_an_unknown_column_is_a_usage_fault(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="nonesuch"):
        exports.export_ledger(desk, tmp_path / "a.xlsx", ALL, BY_NUMBER, columns=("nonesuch",))


def test_cancelled_the_old_file_stands_and_nothing_is_left_beside_it(
    desk: Desk, tmp_path: Path
) -> None:
    invent(desk, 250)
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "a.xlsx"
    path.write_bytes(b"old")
    done = exports.export_ledger(desk, path, ALL, BY_NUMBER, cancelled=lambda: True)
    assert done is None
    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]


def test_progress_ends_with_every_row(desk: Desk, tmp_path: Path) -> None:
    invent(desk, 250)
    seen: list[tuple[int, int]] = []
    exports.export_ledger(
        desk, tmp_path / "a.xlsx", ALL, BY_NUMBER, progress=lambda *told: seen.append(told)
    )
    assert seen[-1] == (250, 250)


def test_a_text_that_begins_like_a_formula_stays_a_text(desk: Desk, tmp_path: Path) -> None:
    intake.register(desk, registration(summary="=1+1"))
    path = tmp_path / "a.xlsx"
    exports.export_ledger(desk, path, ALL, BY_NUMBER)
    assert read(path)[0]["摘要"] == "=1+1"
