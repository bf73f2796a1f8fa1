"""One case as the ledger shows it: what its columns are read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from petition_desk.domain.case import CaseId
from petition_desk.domain.vocabulary import CaseState, Channel, Owner

CellValue = str | int | date | None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One case as the ledger shows it; identities are of the main petitioner.

    `state` is a `CaseState`; `next_*` describe the most pressing open clock and are empty where
    none runs. `next_owed_by` tells a duty of ours from a right of the petitioner. `demands` holds
    the texts of the demands, counted. `details` holds what `LedgerColumn.is_detail` columns show,
    by their identifier; it is filled only where such a column is asked for.
    """

    case_id: CaseId
    local_no: str
    received_on: date
    name: str = ""
    official_letter_no: str = ""
    official_matter_no: str = ""
    petitioned_on: date | None = None
    channel: str = Channel.VISIT.value
    source: str = ""
    matter_kind: str = ""
    category: str = ""
    summary: str = ""
    people_count: int = 1
    unit: str = ""
    pathway: str = ""
    state: str = CaseState.TO_NOTIFY.value
    next_rule: str = ""
    next_name: str = ""
    next_deadline: date | None = None
    next_is_provisional: bool = False
    next_owed_by: str = ""
    official_due_on: date | None = None
    is_repeat: bool = False
    is_sealed: bool = False
    is_void: bool = False
    id_number: str = ""
    mobile: str = ""
    address: str = ""
    problem_place: str = ""
    demands: str = ""
    closed_on: date | None = None
    entered_nationally_no: str = ""
    first_contact: str = ""
    batch: str = ""
    remark: str = ""
    details: Mapping[str, CellValue] = field(default_factory=dict)


def days_left(row: LedgerRow, today: date) -> int | None:
    """Days until the next deadline, negative when late; None where nothing of ours runs."""
    if row.next_deadline is None or row.next_owed_by == Owner.PETITIONER:
        return None
    return (row.next_deadline - today).days


def deadline_cell(day: date | None, *, is_provisional: bool) -> CellValue:
    """Return a last day as a cell: a day, or in words where a notice to come may move it."""
    return f"{day.isoformat()}（暂定）" if day is not None and is_provisional else day
