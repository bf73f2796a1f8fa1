"""Imports: which header means which fact, which files came in, and what each of them did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, insert, select, update

from petition_desk.domain.case import Case, CaseId
from petition_desk.domain.steps import StepId
from petition_desk.storage.case_images import case_of, image_of
from petition_desk.storage.journal import Journal
from petition_desk.storage.tables import (
    import_batches,
    import_cases,
    import_files,
    import_mappings,
    journal,
)

_CHUNK: Final = 500
_ONLY_LOOKED: Final = ("case.reveal", "case.copy")
"""Entries of the journal that changed nothing."""


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """One import as it was carried out.

    Attributes:
        id: Its identifier.
        file_name: The file's name without its folders; empty of imports before this was kept.
        sha256: Hash of the file in hexadecimal.
        at: When, UTC.
        account: By whom.
        counts: Rows by what became of them.
        taken_back_at: When it was taken back, UTC; None if it was not.
        can_be_taken_back: Whether what it did is known and still stands.
    """

    id: int
    file_name: str
    sha256: str
    at: datetime
    account: str
    counts: Mapping[str, int]
    taken_back_at: datetime | None
    can_be_taken_back: bool


@dataclass(frozen=True, slots=True)
class ImportedCase:
    """What one import did to one case.

    Attributes:
        case_id: Which.
        before: Its facts before it; None where the case came with the import.
        steps: Of a case that was there, the steps that came.
    """

    case_id: CaseId
    before: Case | None = None
    steps: tuple[StepId, ...] = ()


class ImportStore:
    """What earlier imports taught: which header means which fact, and which files came in."""

    def __init__(
        self, connection: Connection, journal: Journal, account: str, at: datetime
    ) -> None:
        """Work within the transaction of ``connection``, as ``account`` at the instant ``at``."""
        self._connection = connection
        self._journal = journal
        self._account = account
        self._at = at

    def mapping(self, headers: str) -> str | None:
        """Return the mapping remembered for these headers, or None."""
        query = select(import_mappings.c.content).where(import_mappings.c.headers == headers)
        return self._connection.execute(query).scalar_one_or_none()

    def save_mapping(self, headers: str, content: str) -> None:
        """Remember a mapping for these headers."""
        old = self.mapping(headers)
        if old == content:
            return
        same = import_mappings.c.headers == headers
        self._connection.execute(delete(import_mappings).where(same))
        row = {"headers": headers, "content": content, "saved_at": self._at}
        self._connection.execute(insert(import_mappings).values(row))
        before = None if old is None else {"content": old}
        self._journal.write("import.mapped", "", before, {"content": content})

    def add_batch(
        self,
        file_name: str,
        sha256: str,
        counts: Mapping[str, int],
        did: Iterable[ImportedCase] = (),
    ) -> int:
        """Record an import and what it did; returns its identifier."""
        row = {
            "sha256": sha256, "at": self._at, "account": self._account, "counts": dict(counts)
        }  # fmt: skip
        written = self._connection.execute(insert(import_batches).values(row))
        key = written.inserted_primary_key
        if key is None:
            raise RuntimeError("the database gave no identifier")
        batch_id = int(key[0])
        after = {"sha256": sha256, "counts": dict(counts)}
        seq = self._journal.write("import.done", "", None, after)
        source = {
            "batch_id": batch_id, "file_name": file_name, "journal_seq": seq, "taken_back_by": "",
        }  # fmt: skip
        self._connection.execute(insert(import_files).values(source))
        rows = (
            {
                "batch_id": batch_id,
                "case_id": done.case_id,
                "before": None if done.before is None else image_of(done.before),
                "steps": list(done.steps),
            }
            for done in did
        )
        while chunk := list(islice(rows, _CHUNK)):
            self._connection.execute(insert(import_cases), chunk)
        return batch_id

    def batches(self, limit: int | None = None) -> list[ImportBatch]:
        """Return the imports, the latest first."""
        query = _BATCHES.order_by(import_batches.c.id.desc()).limit(limit)
        return [_batch(row) for row in self._connection.execute(query)]

    def batch(self, batch_id: int) -> ImportBatch | None:
        """Return one import, or None."""
        query = _BATCHES.where(import_batches.c.id == batch_id)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _batch(row)

    def did(self, batch_id: int) -> list[ImportedCase]:
        """Return what an import did to which cases."""
        query = select(import_cases).where(import_cases.c.batch_id == batch_id)
        return [
            ImportedCase(
                CaseId(row.case_id),
                None if row.before is None else case_of(row.before),
                tuple(StepId(step) for step in row.steps),
            )
            for row in self._connection.execute(query.order_by(import_cases.c.id))
        ]

    def touched_since(self, batch_id: int, numbers: Sequence[str]) -> set[str]:
        """Return which of some local numbers were worked on after an import."""
        after = select(import_files.c.journal_seq).where(import_files.c.batch_id == batch_id)
        found: set[str] = set()
        for first in range(0, len(numbers), _CHUNK):
            query = select(journal.c.subject).where(
                journal.c.subject.in_(numbers[first : first + _CHUNK]),
                journal.c.seq > after.scalar_subquery(),
                journal.c.action.not_in(_ONLY_LOOKED),
            )
            found.update(self._connection.execute(query.distinct()).scalars())
        return found

    def take_back(self, batch_id: int, counts: Mapping[str, int]) -> None:
        """Note that an import was taken back."""
        self._connection.execute(
            update(import_files)
            .where(import_files.c.batch_id == batch_id)
            .values(taken_back_at=self._at, taken_back_by=self._account)
        )
        self._journal.write("import.taken-back", "", None, {"import": batch_id, **counts})


_BATCHES: Final = select(
    import_batches, import_files.c.file_name, import_files.c.taken_back_at
).outerjoin(import_files, import_files.c.batch_id == import_batches.c.id)


def _batch(row: Row[Any]) -> ImportBatch:
    return ImportBatch(
        id=row.id,
        file_name=row.file_name or "",
        sha256=row.sha256,
        at=row.at,
        account=row.account,
        counts=row.counts,
        taken_back_at=row.taken_back_at,
        can_be_taken_back=row.file_name is not None and row.taken_back_at is None,
    )
