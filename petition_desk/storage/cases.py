"""Cases and their steps: kept, changed, found again; journalled and searchable at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, CursorResult, Table, delete, func, insert, select, update

from petition_desk.domain.case import Case, CaseId
from petition_desk.domain.matching import MatterKey
from petition_desk.domain.numbering import LocalNo, parse_local_no
from petition_desk.domain.steps import Step, StepId
from petition_desk.storage.case_reading import load_cases
from petition_desk.storage.case_rows import (
    StoredCase,
    case_row,
    demand_rows,
    first_standing,
    petitioner_rows,
    plain_values,
    standing_facts,
    step_row,
    visit_rows,
)
from petition_desk.storage.journal import Journal
from petition_desk.storage.matters import matter_key, possible_matters
from petition_desk.storage.numbers import CASE_SERIES, next_number, peek_number
from petition_desk.storage.search import INDEXED_STEP_KEYS, SearchStore
from petition_desk.storage.tables import cases, demands, petitioners, standings, steps, visits

__all__ = ["CaseStore", "StoredCase"]

_CHUNK: Final = 500
"""Identifiers asked for in one query; far below SQLite's limit of parameters."""

_DECIDING_STEPS: Final = frozenset(
    {"corrected", "screened", "accepted", "not-accepted", "retracted"}
)
"""Kinds of step that change facts the ledger filters by, or whether a case is sealed."""

_PARTS: Final[tuple[tuple[Table, Callable[[CaseId, Case], list[dict[str, Any]]]], ...]] = (
    (petitioners, petitioner_rows),
    (demands, demand_rows),
    (visits, visit_rows),
)


class CaseStore:
    """Keeps cases. Facts change by `update`; what was done is only ever appended."""

    def __init__(self, connection: Connection, journal: Journal, search: SearchStore) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection
        self._journal = journal
        self._search = search

    def next_local_no(self, year: int) -> str:
        """Return the next local number of a year of receipt, and take it."""
        return str(LocalNo(year, next_number(self._connection, CASE_SERIES, year)))

    def next_local_nos(self, year: int, count: int) -> list[str]:
        """Return the next ``count`` local numbers of a year, and take them; for imports."""
        if count < 1:
            return []
        first = next_number(self._connection, CASE_SERIES, year, count=count)
        return [str(LocalNo(year, first + further)) for further in range(count)]

    def peek_local_no(self, year: int) -> str:
        """Return the local number the next case of that year will get, without taking it."""
        return str(LocalNo(year, peek_number(self._connection, CASE_SERIES, year)))

    def add(self, case: Case, steps: Sequence[Step] = ()) -> CaseId:
        """Keep a new case, journal it and make it searchable."""
        (case_id,) = self.add_many([(case, steps)])
        return case_id

    def add_many(self, entries: Sequence[tuple[Case, Sequence[Step]]]) -> list[CaseId]:
        """Keep many new cases at once; the way an import writes.

        Returns:
            Their identifiers, in order.
        """
        if not entries:
            return []
        last = self._connection.execute(select(func.max(cases.c.id))).scalar_one() or 0
        kept = [
            (CaseId(last + count), replace(case, id=CaseId(last + count)), done)
            for count, (case, done) in enumerate(entries, 1)
        ]
        self._insert(cases, [case_row(case) for _, case, _ in kept])
        for table, rows_of in _PARTS:
            self._insert(table, [row for key, case, _ in kept for row in rows_of(key, case)])
        self._insert(steps, [step_row(key, step) for key, _, done in kept for step in done])
        unknown = first_standing()
        self._insert(standings, [standing_facts(*entry) | unknown for entry in kept])
        self._search.add(kept)
        for _, case, done in kept:
            self._journal.write("case.registered", case.local_no, after=_registered(case, done))
        return [case_id for case_id, _, _ in kept]

    def update(self, case: Case) -> bool:
        """Replace the facts of a kept case; what changed is journalled, old and new.

        Returns:
            Whether anything changed.

        Raises:
            ValueError: the case was never added.
        """
        if case.id is None:
            raise ValueError("only a case that was added can be updated")
        (stored,) = self.get_many([case.id])
        old, new = plain_values(stored.case), plain_values(case)
        changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        if not changed:
            return False
        row = case_row(case)
        self._connection.execute(update(cases).where(cases.c.id == case.id).values(row))
        for table, rows_of in _PARTS:
            rows = rows_of(case.id, case)
            if rows != rows_of(case.id, stored.case):
                self._connection.execute(delete(table).where(table.c.case_id == case.id))
                self._insert(table, rows)
        self._write_derived(replace(stored, case=case))
        self._journal.write(
            "case.changed",
            case.local_no,
            before={key: old[key] for key in changed if key in old},
            after={key: new[key] for key in changed if key in new},
        )
        return True

    def append_step(self, case_id: CaseId, step: Step) -> Step:
        """Append what was done; nothing is ever taken out again.

        Returns:
            The step with its identifier.
        """
        written = self._connection.execute(insert(steps).values(step_row(case_id, step)))
        kept = replace(step, id=StepId(_new_id(written)))
        if step.kind in _DECIDING_STEPS or any(step.text(key) for key in INDEXED_STEP_KEYS):
            self._write_derived(*self.get_many([case_id]))
        local_no = select(cases.c.local_no).where(cases.c.id == case_id)
        subject = self._connection.execute(local_no).scalar_one()
        self._journal.write("step.recorded", subject, after=plain_values(kept))
        return kept

    def get(self, local_no: str) -> StoredCase | None:
        """Return the case of this local number, in any spelling; None if there is none."""
        number = parse_local_no(local_no)
        plain = str(number) if number else local_no.strip()
        return self._one(cases.c.local_no == plain)

    def get_by_id(self, case_id: CaseId) -> StoredCase | None:
        """Return the case with this identifier; None if there is none."""
        return self._one(cases.c.id == case_id)

    def get_many(self, case_ids: Iterable[CaseId]) -> list[StoredCase]:
        """Return cases in the order asked for, five queries a chunk; unknown ones are left out."""
        return load_cases(self._connection, case_ids)

    def touched_since(self, day: date) -> list[CaseId]:
        """Return the cases that came in, or in which anything was done, on or after a day."""
        stepped = select(steps.c.case_id).where(steps.c.on >= day)
        query = select(cases.c.id).where(cases.c.received_on >= day).union(stepped)
        return sorted(CaseId(case_id) for case_id in self._connection.execute(query).scalars())

    def by_import_key(self, keys: Iterable[str]) -> dict[str, StoredCase]:
        """Return the cases an earlier import made, by the key of their row."""
        wanted = list(dict.fromkeys(key for key in keys if key))
        ids: list[CaseId] = []
        for first in range(0, len(wanted), _CHUNK):
            chunk = wanted[first : first + _CHUNK]
            query = select(cases.c.id).where(cases.c.import_key.in_(chunk))
            ids += self._connection.execute(query).scalars()
        return {stored.case.import_key: stored for stored in self.get_many(ids)}

    def matter_keys(
        self,
        name: str = "",
        id_number: str = "",
        phones: Iterable[str] = (),
        official_letter_no: str = "",
        official_matter_no: str = "",
        *,
        text: str = "",
        may_see_sealed: bool = False,
    ) -> list[MatterKey]:
        """Return what may be of the same matter, to be compared by `domain.matching.candidates`.

        By an official number, or by name together with ID number or telephone, and where ``text``
        tells what it is about the latest of that name; void records are
        left out, and sealed ones unless the account may see them.
        """
        probe = MatterKey(
            official_letter_no=official_letter_no,
            official_matter_no=official_matter_no,
            name=name,
            id_number=id_number,
            phones=tuple(phones),
            content=text,
        )
        ids = possible_matters(self._connection, probe, may_see_sealed=may_see_sealed)
        return [matter_key(stored.case) for stored in self.get_many(ids)]

    def _one(self, condition: Any) -> StoredCase | None:  # noqa: ANN401 - an SQL expression
        found = self._connection.execute(select(cases.c.id).where(condition)).scalars().all()
        return next(iter(self.get_many(found)), None)

    def _write_derived(self, stored: StoredCase) -> None:
        facts = standing_facts(stored.id, stored.case, stored.steps)
        self._connection.execute(
            update(standings).where(standings.c.case_id == facts.pop("case_id")).values(facts)
        )
        self._search.replace(stored.id, stored.case, stored.steps)

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)


def _registered(case: Case, done: Sequence[Step]) -> Mapping[str, Any]:
    facts: dict[str, Any] = plain_values(case)
    if done:
        facts["steps"] = [plain_values(step) for step in done]
    return facts


def _new_id(written: CursorResult[Any]) -> int:
    key = written.inserted_primary_key
    if key is None:
        raise RuntimeError("the database gave no identifier")
    return int(key[0])
