"""What an import does with each row: a new case, a change, no news, or a case nobody knows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from petition_desk.exchange.cells import Severity
from petition_desk.exchange.import_sheet import ImportedRow, ImportReading
from petition_desk.exchange.problems import Problem
from petition_desk.services.desk import Desk
from petition_desk.services.import_keys import keyed_rows
from petition_desk.services.import_known import KnownNumbers, known_numbers
from petition_desk.services.import_own import own_pieces
from petition_desk.services.import_plan import Amendment, amendment
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.imports import ImportedCase
from petition_desk.storage.unit_of_work import UnitOfWork


@dataclass(slots=True)
class ImportPlan:
    """What is to be done with the rows of a file.

    Attributes:
        numbers: Local numbers of kept cases by official number.
        problems: What is to be said of keys that are another's.
        new: Rows that become cases, by day of receipt; taken off as they are written.
        new_count: How many those were.
        changed: What becomes of cases that are here.
        unchanged: How many rows say nothing new.
        orphans: Rows of a covered name whose case nobody knows.
        rejected: How many rows stay out for an error.
        row_count: Rows of data in the file.
        first_pieces: Keys of rows that later pieces of the same matter are repeats of.
        local_nos: The numbers of the cases of those.
        did: What was written.
    """

    numbers: KnownNumbers
    problems: tuple[Problem, ...] = ()
    new: list[ImportedRow] = field(default_factory=list)
    new_count: int = 0
    changed: list[Amendment] = field(default_factory=list)
    unchanged: int = 0
    orphans: list[ImportedRow] = field(default_factory=list)
    rejected: int = 0
    row_count: int = 0
    first_pieces: frozenset[str] = frozenset()
    local_nos: dict[str, str] = field(default_factory=dict)
    did: list[ImportedCase] = field(default_factory=list)

    def note_number(self, row: ImportedRow, local_no: str) -> None:
        """Keep the number of a row's case where later pieces of the matter will ask for it."""
        if row.key in self.first_pieces:
            self.local_nos[row.key] = local_no

    def first_piece(self, row: ImportedRow) -> str:
        """Return the number of the first piece of the same matter, kept or in this file."""
        kept = self.numbers.first_piece(row)
        if kept is not None and kept[0] <= received_on(row):
            return kept[1]
        return self.local_nos.get(row.repeat_of, "") if row.repeat_of else ""


def planned(desk: Desk, work: UnitOfWork, reading: ImportReading) -> ImportPlan:
    """Compare the rows with what is kept; each key once, also where the file repeats a row."""
    keyed = keyed_rows(work, {row.key: row for row in reversed(reading.accepted)})
    rows, by_key = keyed.rows, keyed.kept
    unseen = [row for row in reversed(rows.values()) if row.key not in by_key]
    numbers = known_numbers(work, unseen)
    ours = own_pieces(work, reading, unseen)
    rejected = len(reading.rejected)
    plan = ImportPlan(
        numbers,
        keyed.problems,
        unchanged=len(reading.rows) - rejected - len(rows),
        rejected=rejected,
        row_count=len(reading.rows),
        first_pieces=frozenset(row.repeat_of for row in unseen if row.repeat_of),
    )
    for row in reversed(rows.values()):
        stored = by_key.get(row.key) or _of_number(work, numbers.case_of(row))
        if stored is None and row.key in ours:
            plan.unchanged += 1
            continue
        if stored is None:
            (plan.orphans if row.needs_known_case else plan.new).append(row)
            continue
        plan.note_number(row, stored.case.local_no)
        amended = amendment(stored, row, recorded_at=desk.clock.now(), by=desk.account.name)
        if amended.is_change:
            plan.changed.append(amended)
        else:
            plan.unchanged += 1
    plan.new.sort(key=received_on)
    plan.new_count = len(plan.new)
    return plan


def _of_number(work: UnitOfWork, local_no: str | None) -> StoredCase | None:
    return work.cases.get(local_no) if local_no is not None else None


def received_on(row: ImportedRow) -> date:
    """The day a row says its piece was received; the last of all days where it says none."""
    value = row.values["received_on"]
    return value if isinstance(value, date) else date.max


def orphan(row: ImportedRow) -> ImportedRow:
    """Return a row that speaks of a case nobody knows, with that as its error."""
    reason = "姓名被遮盖，而库中没有这一件，不能登记"
    problem = Problem(row.sheet, row.row_number, "", "", reason, Severity.ERROR)
    return replace(row, problems=(*row.problems, problem))
