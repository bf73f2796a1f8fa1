"""The journal: every change, who, when, what; a chain that shows where it was broken.

Each entry carries ``mac_n = HMAC-SHA-256(key, mac_{n-1} || entry_n)``, where ``entry_n`` is one
fixed JSON form of all its fields, its number included; numbers have no gaps. The entry is written
in the transaction of the change it tells of, so neither exists without the other.

A chain alone does not show that its tail was cut off. So its head (last number and mac) is kept a
second time, sealed, in `meta`, and a third time outside the database (`write_head_file`), where
it finds a database that was exchanged for an older one.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Row, RowMapping, Text, insert, select, type_coerce

from petition_desk.storage.columns import instant_text
from petition_desk.storage.files import disk_faults_spoken, write_beside_and_rename
from petition_desk.storage.meta import read_meta, write_meta
from petition_desk.storage.tables import journal

_MOST_PENDING: Final = 1_000
HEAD_KEY: Final = "journal_head"
_BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class JournalHead:
    """The end of the chain.

    Attributes:
        seq: Number of the last entry; 0 for an empty journal.
        mac: Its mac; for an empty journal the mac the first entry builds on.
    """

    seq: int
    mac: bytes


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One change as it was recorded.

    Attributes:
        seq: Its number, from 1, without gaps.
        at: When, UTC.
        account: Who.
        action: What was done, an identifier such as ``case.registered``.
        subject: To what, e.g. a case number; may be empty.
        before: The changed values as they were; None where there were none.
        after: The changed values as they are now; None where none are left.
    """

    seq: int
    at: datetime
    account: str
    action: str
    subject: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


class BreakKind(StrEnum):
    """How a chain can be broken."""

    GAP = "gap"
    ALTERED = "altered"
    TRUNCATED = "truncated"
    HEAD_ALTERED = "head-altered"
    OLDER_FILE = "older-file"


@dataclass(frozen=True, slots=True)
class JournalBreak:
    """One place where the chain does not hold.

    Attributes:
        kind: What is wrong.
        seq: The first entry concerned.
        sentence: The same in plain Chinese, with its closing 。
    """

    kind: BreakKind
    seq: int
    sentence: str


@dataclass(frozen=True, slots=True)
class JournalReport:
    """What a verification found.

    Attributes:
        entry_count: Entries read.
        head: The end of the chain as it stands.
        breaks: In order of the chain; empty when it holds.
    """

    entry_count: int
    head: JournalHead
    breaks: tuple[JournalBreak, ...]

    @property
    def holds(self) -> bool:
        """Say whether nothing is broken."""
        return not self.breaks


class Journal:
    """Appends to the chain within one transaction; `seal` closes it before the commit."""

    def __init__(self, connection: Connection, key: bytes, account: str, at: datetime) -> None:
        """Write as ``account`` at the instant ``at``; ``connection`` is in a transaction."""
        self._connection = connection
        self._key = key
        self._account = account
        self._at = at
        self._head: JournalHead | None = None
        self._pending: list[dict[str, Any]] = []

    def write(
        self,
        action: str,
        subject: str = "",
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> int:
        """Add an entry and return its number; values must be plain JSON values."""
        last = self._head or self._stored_head()
        row: dict[str, Any] = {
            "seq": last.seq + 1,
            "at": self._at,
            "account": self._account,
            "action": action,
            "subject": subject,
            "before": _json(before),
            "after": _json(after),
        }
        row["mac"] = _entry_mac(self._key, last.mac, {**row, "at": instant_text(self._at)})
        self._head = JournalHead(row["seq"], row["mac"])
        self._pending.append(row)
        if len(self._pending) >= _MOST_PENDING:
            self._flush()
        return int(row["seq"])

    def entries(
        self, *, subject: str | None = None, newest: int | None = None
    ) -> tuple[JournalEntry, ...]:
        """Return committed entries in order; of one subject, or the newest so many."""
        return entries(self._connection, subject=subject, newest=newest)

    def seal(self) -> None:
        """Write what was recorded, and the sealed head; the unit of work does so on commit."""
        if self._head is None:
            return
        self._flush()
        write_meta(self._connection, HEAD_KEY, _sealed_head_text(self._key, self._head))

    def _flush(self) -> None:
        """Write what is pending, within the transaction; an import makes a hundred thousand."""
        if self._pending:
            self._connection.execute(insert(journal), self._pending)
            self._pending.clear()

    def _stored_head(self) -> JournalHead:
        return last_entry_head(self._connection, self._key)


def entries(
    connection: Connection, *, subject: str | None = None, newest: int | None = None
) -> tuple[JournalEntry, ...]:
    """Return entries in order; of one subject, or the newest so many."""
    query = select(journal).order_by(journal.c.seq.desc())
    if subject is not None:
        query = query.where(journal.c.subject == subject)
    if newest is not None:
        query = query.limit(newest)
    return tuple(reversed([_entry_of(row) for row in connection.execute(query)]))


def last_entry_head(connection: Connection, key: bytes) -> JournalHead:
    """Return the end of the chain as its last entry tells it."""
    query = select(journal.c.seq, journal.c.mac).order_by(journal.c.seq.desc()).limit(1)
    row = connection.execute(query).first()
    return JournalHead(row.seq, row.mac) if row else JournalHead(0, _first_mac(key))


def verify_journal(
    connection: Connection, key: bytes, outside_head: JournalHead | None = None
) -> JournalReport:
    """Recompute the whole chain and say exactly where it breaks.

    Args:
        connection: A transaction that reads.
        key: The journal key.
        outside_head: The head known outside the database, if there is one.
    """
    breaks: list[JournalBreak] = []
    last, count = JournalHead(0, _first_mac(key)), 0
    outside_mac: bytes | None = None
    for row in _rows(connection):
        count += 1
        seq, mac = row["seq"], row["mac"] if isinstance(row["mac"], bytes) else b""
        if seq != last.seq + 1:
            breaks.append(_gap(last.seq + 1, seq - 1))
        elif not hmac.compare_digest(mac, _entry_mac(key, last.mac, row)):
            breaks.append(_altered(seq))
        last = JournalHead(seq, mac)
        if outside_head is not None and seq == outside_head.seq:
            outside_mac = mac
    breaks.extend(_head_breaks(key, last, read_meta(connection, HEAD_KEY)))
    if outside_head is not None and outside_head.seq > 0 and outside_mac != outside_head.mac:
        breaks.append(_older_file(last.seq, outside_head.seq))
    return JournalReport(count, last, tuple(breaks))


def tail_holds(connection: Connection, key: bytes) -> bool:
    """Say whether the chain ends where its sealed head says; cheap, for every copy."""
    head = last_entry_head(connection, key)
    return not _head_breaks(key, head, read_meta(connection, HEAD_KEY))


def write_head_file(path: Path, key: bytes, head: JournalHead) -> None:
    """Keep the head outside the database, sealed.

    Raises:
        DiskFullError, ReadOnlyFolderError, DiskFaultError: the old head stays.
    """
    write_beside_and_rename(path, _sealed_head_text(key, head).encode("ascii"))


def read_head_file(path: Path, key: bytes) -> JournalHead | None:
    """Return the head kept outside; None where there is none, or its seal is not ours.

    A head file is proof only while it is whole: whoever deletes it deletes the proof, no more.
    """
    with disk_faults_spoken(path):
        try:
            text = path.read_text(encoding="ascii")
        except (FileNotFoundError, UnicodeDecodeError):
            return None
    return _opened_head(key, text)


def _rows(connection: Connection) -> Iterator[RowMapping]:
    # Cells as they stand in the file: a tampered instant may be no instant at all.
    cells = [type_coerce(column, Text).label(column.name) for column in journal.c]
    query = select(*cells).order_by(journal.c.seq).execution_options(yield_per=_BATCH)
    yield from connection.execute(query).mappings()


def _entry_of(row: Row[Any]) -> JournalEntry:
    return JournalEntry(
        row.seq,
        row.at,
        row.account,
        row.action,
        row.subject,
        json.loads(row.before) if row.before is not None else None,
        json.loads(row.after) if row.after is not None else None,
    )


def _json(values: Mapping[str, Any] | None) -> str | None:
    if values is None:
        return None
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _first_mac(key: bytes) -> bytes:
    return hmac.digest(key, b"first", "sha256")


def _entry_mac(key: bytes, last_mac: bytes, row: Mapping[Any, Any]) -> bytes:
    """Return the mac of an entry given as it is stored, ``at`` as text."""
    fields = [
        row[name] for name in ("seq", "at", "account", "action", "subject", "before", "after")
    ]
    # A tampered cell may hold what JSON has no form for; it must read as altered, not as a fault.
    text = json.dumps(fields, ensure_ascii=True, separators=(",", ":"), default=repr)
    return hmac.digest(key, last_mac + text.encode("ascii"), "sha256")


def _sealed_head_text(key: bytes, head: JournalHead) -> str:
    return json.dumps({"seq": head.seq, "mac": head.mac.hex(), "seal": _head_seal(key, head).hex()})


def _head_seal(key: bytes, head: JournalHead) -> bytes:
    return hmac.digest(key, b"head %d " % head.seq + head.mac, "sha256")


def _opened_head(key: bytes, text: str) -> JournalHead | None:
    try:
        fields = json.loads(text)
        head = JournalHead(int(fields["seq"]), bytes.fromhex(fields["mac"]))
        seal = bytes.fromhex(fields["seal"])
    except (ValueError, KeyError, TypeError):
        return None
    return head if hmac.compare_digest(seal, _head_seal(key, head)) else None


def _head_breaks(key: bytes, last: JournalHead, text: str | None) -> list[JournalBreak]:
    if text is None:
        return [] if last.seq == 0 else [_head_altered(last.seq)]
    head = _opened_head(key, text)
    if head is None or head.seq < last.seq:
        return [_head_altered(last.seq)]
    if head.seq > last.seq:
        return [_truncated(last.seq + 1, head.seq)]
    return [] if hmac.compare_digest(head.mac, last.mac) else [_head_altered(last.seq)]


def _span(first: int, last: int) -> str:
    return f"第 {first} 条" if first == last else f"第 {first} 至 {last} 条"


def _gap(first: int, last: int) -> JournalBreak:
    return JournalBreak(BreakKind.GAP, first, f"日志缺少{_span(first, last)}。")


def _altered(seq: int) -> JournalBreak:
    return JournalBreak(BreakKind.ALTERED, seq, f"日志第 {seq} 条被改动过。")


def _truncated(first: int, last: int) -> JournalBreak:
    sentence = f"日志末尾缺少{_span(first, last)}。"
    return JournalBreak(BreakKind.TRUNCATED, first, sentence)


def _head_altered(seq: int) -> JournalBreak:
    sentence = f"日志的末尾标记与第 {seq} 条不符，末尾可能被删改。"
    return JournalBreak(BreakKind.HEAD_ALTERED, seq, sentence)


def _older_file(last: int, known: int) -> JournalBreak:
    sentence = f"日志到第 {last} 条，而此前已记到第 {known} 条：数据文件可能被换成较旧的一份。"
    return JournalBreak(BreakKind.OLDER_FILE, min(last, known), sentence)
