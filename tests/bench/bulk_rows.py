"""Invented cases as rows, written past the stores: the same row functions, many at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from sqlalchemy import Table
from sqlalchemy.dialects.sqlite import dialect

from petition_desk.domain.case import Case, CaseId
from petition_desk.domain.deadline_rows import DeadlineRow, StandingRow
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import CLOSED_CASE_STATES, OPEN_CLOCK_STATES, CaseState
from petition_desk.storage.case_rows import (
    case_row,
    demand_rows,
    petitioner_rows,
    standing_facts,
    step_row,
    visit_rows,
)
from petition_desk.storage.letter_services import service_row
from petition_desk.storage.spelling import name_order
from petition_desk.storage.tables import (
    cases,
    clocks,
    demands,
    letter_services,
    petitioners,
    standings,
    steps,
    visits,
)

BULK_TABLES: Final = (
    cases, petitioners, demands, visits, steps, standings, clocks, letter_services,
)  # fmt: skip
_CLOCK_FIELDS: Final = tuple(item.name for item in fields(DeadlineRow))
_STANDING_FIELDS: Final = tuple(
    item.name for item in fields(StandingRow) if item.name not in ("clocks", "services")
)


@dataclass(frozen=True, slots=True)
class Template:
    """One invented case with what stands in the tables of it."""

    case: Case
    steps: tuple[Step, ...]
    standing: StandingRow

    @property
    def is_open(self) -> bool:
        return self.standing.state not in CLOSED_CASE_STATES

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is left to do, as of an old case in an office in order."""
        row = self.standing
        owes = row.owes_facts or row.owes_national_entry or row.awaits_slip
        runs = any(clock.state in OPEN_CLOCK_STATES for clock in row.clocks)
        return not (self.is_open or owes or runs)


def write_cases(raw: Any, batch: Sequence[tuple[CaseId, Case, Template]]) -> None:  # noqa: ANN401  the driver has no types
    rows: dict[Table, list[tuple[Any, ...]]] = {table: [] for table in BULK_TABLES}
    for case_id, case, template in batch:
        rows[cases].append(_BOUND[cases](case_row(case)))
        for table, rows_of in ((petitioners, petitioner_rows), (demands, demand_rows),
                               (visits, visit_rows)):  # fmt: skip
            rows[table] += map(_BOUND[table], rows_of(case_id, case))
        known = _known_rows(template)
        rows[standings].append(_BOUND[standings]({**known.standing, **_own(case_id, case)}))
        rows[steps] += [(None, case_id, *row) for row in known.steps]
        rows[clocks] += [(None, case_id, *row) for row in known.clocks]
        rows[letter_services] += [(None, case_id, *row) for row in known.services]
    raw.execute("BEGIN")
    for table, values in rows.items():
        marks = ", ".join("?" * len(table.columns))
        raw.executemany(f"INSERT INTO {table.name} VALUES ({marks})", values)
    raw.execute("COMMIT")


@dataclass(frozen=True, slots=True)
class _KnownRows:
    """What is the same in every repetition; parts of a case without their first two columns."""

    standing: dict[str, Any]
    steps: tuple[tuple[Any, ...], ...]
    clocks: tuple[tuple[Any, ...], ...]
    services: tuple[tuple[Any, ...], ...]


_KNOWN: Final[dict[int, _KnownRows]] = {}


def _known_rows(template: Template) -> _KnownRows:
    found = _KNOWN.get(id(template))
    if found is None:
        found = _KNOWN[id(template)] = _rows_of(template)
    return found


def _rows_of(template: Template) -> _KnownRows:
    row, nobody = template.standing, CaseId(0)
    standing = standing_facts(nobody, template.case, template.steps)
    standing |= {name: getattr(row, name) for name in _STANDING_FIELDS}
    standing |= {"is_open": template.is_open, "is_void": row.state is CaseState.VOID}
    done = [_BOUND[steps](step_row(nobody, step)) for step in template.steps]
    running = [
        _BOUND[clocks](
            {name: getattr(clock, name) for name in _CLOCK_FIELDS}
            | {"is_open": clock.state in OPEN_CLOCK_STATES, "case_id": nobody}
        )
        for clock in row.clocks
    ]
    served = [_BOUND[letter_services](service_row(nobody, one)) for one in row.services]
    parts = (tuple(each[2:] for each in rows) for rows in (done, running, served))
    return _KnownRows(standing, *parts)


def _own(case_id: CaseId, case: Case) -> dict[str, Any]:
    serial = int(case.local_no.partition("-")[2])
    return {
        "case_id": case_id,
        "number_order": case.received_on.year * 1_000_000 + serial,
        "name_order": name_order(case.petitioners[0].name),
        "official_letter_no": case.official_letter_no,
    }


def _bound(table: Table) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """Return what writes a row of ``table`` as the driver stores it, in the order of columns."""
    plain = dialect()
    parts = [(c.name, c.type.dialect_impl(plain).bind_processor(plain)) for c in table.columns]

    def bind(row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(
            row.get(name) if write is None else write(row.get(name)) for name, write in parts
        )

    return bind


_BOUND: Final = {table: _bound(table) for table in BULK_TABLES}
