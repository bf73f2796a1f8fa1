"""The ledger as an account may see it: identities masked, confidential cases withheld."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from petition_desk.domain.ledger import (
    SHIPPED_VIEWS,
    CellValue,
    LedgerFilter,
    LedgerRow,
    LedgerSort,
    LedgerView,
)
from petition_desk.domain.masking import mask_address, mask_id, mask_name, mask_phone, mask_text
from petition_desk.domain.person_words import is_free
from petition_desk.errors import UnknownNameError
from petition_desk.services import ledger_views
from petition_desk.services.desk import Desk
from petition_desk.services.regions import region_of
from petition_desk.services.rights import SEE_SEALED
from petition_desk.storage.ledger import Totals

Cancelled = Callable[[], bool]

SEALED_SUMMARY = "保密件"
Details = dict[str, CellValue]
_MASKS: dict[str, Callable[[str], str]] = {
    "representatives": mask_name,
    "accused_person": mask_name,
    "agent": mask_name,
    "mailing_address": mask_address,
    "telephone": mask_phone,
}


def views(desk: Desk) -> tuple[LedgerView, ...]:
    """The views on offer to this account: those that ship, then the officer's own."""
    may_see = desk.account.may(SEE_SEALED)
    offered = (*SHIPPED_VIEWS, *ledger_views.own_views(desk))
    return tuple(view for view in offered if may_see or not view.needs_see_sealed)


def view_named(desk: Desk, name: str) -> LedgerView:
    """The view with this identifier or title.

    Raises:
        UnknownNameError: this account has no such view, naming those it has (exit 2).
    """
    offered = views(desk)
    for view in offered:
        if name in (view.id, view.title):
            return view
    raise UnknownNameError("视图", name, (view.title for view in offered))


def matching_ids(
    desk: Desk, wanted: LedgerFilter, sort: LedgerSort, *, cancelled: Cancelled | None = None
) -> array[int]:
    """The identifiers of all matching cases, in order; none once it was cancelled."""
    with desk.reading() as work:
        return work.ledger.matching_ids(_allowed(desk, wanted), sort, cancelled)


def first_ids(
    desk: Desk,
    wanted: LedgerFilter,
    sort: LedgerSort,
    limit: int,
    *,
    cancelled: Cancelled | None = None,
) -> array[int]:
    """The first so many of them, for the first screen."""
    with desk.reading() as work:
        return work.ledger.first_ids(_allowed(desk, wanted), sort, limit, cancelled)


def count(desk: Desk, wanted: LedgerFilter) -> int:
    """How many cases match."""
    with desk.reading() as work:
        return work.ledger.count(_allowed(desk, wanted))


def totals(desk: Desk, wanted: LedgerFilter, *, cancelled: Cancelled | None = None) -> Totals:
    """How many cases match, and how many people they speak of."""
    with desk.reading() as work:
        return work.ledger.totals(_allowed(desk, wanted), cancelled)


def totals_of(desk: Desk, ids: Sequence[int]) -> Totals:
    """The same of these very cases."""
    with desk.reading() as work:
        return work.ledger.totals_of(ids, may_see_sealed=desk.account.may(SEE_SEALED))


def word_counts(desk: Desk, wanted: LedgerFilter, column: str) -> dict[str, int]:
    """The words a coded column holds among the matching cases, each with its count.

    What was searched for, and what a free text is asked for, narrows no count: it may be a person.
    """
    others = tuple(each for each in wanted.conditions if not is_free(each))
    counted = replace(wanted, text="", conditions=others)
    with desk.reading() as work:
        return work.ledger.word_counts(_allowed(desk, counted), column)


def condition_counts(desk: Desk, wanted: LedgerFilter) -> dict[str, int]:
    """How many cases each condition alone would leave, by its column."""
    with desk.reading() as work:
        return {
            each.column: work.ledger.count(_allowed(desk, LedgerFilter(conditions=(each,))))
            for each in wanted.conditions
        }


def rows_for(desk: Desk, ids: Sequence[int], *, details: bool = False) -> list[LedgerRow]:
    """The rows of these cases as they may stand on a screen: masked, or withheld."""
    rows = _read_rows(desk, ids, details=details)
    return [shown_row(desk, row) for row in rows]


def full_rows_for(desk: Desk, ids: Sequence[int], *, details: bool = False) -> list[LedgerRow]:
    """The same with identities in full, for an export that was allowed to have them."""
    rows = _read_rows(desk, ids, details=details)
    return [row if desk.may_see(is_sealed=row.is_sealed) else withheld_row(row) for row in rows]


def view_counts(desk: Desk, *, cancelled: Cancelled | None = None) -> dict[str, int]:
    """How many cases each view on offer holds, by its identifier."""
    today = desk.clock.today()
    found: dict[str, int] = {}
    for view in views(desk):
        if cancelled is not None and cancelled():
            break
        with desk.reading() as work:
            wanted = _allowed(desk, view.filter_on(today))
            found[view.id] = work.ledger.count(wanted, cancelled)
    return found


def _read_rows(desk: Desk, ids: Sequence[int], *, details: bool) -> list[LedgerRow]:
    with desk.reading() as work:
        rows = work.ledger.rows_for(ids, details=details)
    if not details:
        return rows
    return [
        replace(row, details={**row.details, "region": region_of(row.id_number)}) for row in rows
    ]


def shown_row(desk: Desk, row: LedgerRow) -> LedgerRow:
    """A row as this account may see it on a screen."""
    return masked_row(row) if desk.may_see(is_sealed=row.is_sealed) else withheld_row(row)


def masked_row(row: LedgerRow) -> LedgerRow:
    """A row with its identities covered, also where they stand in the texts."""
    names = (row.name,)
    return replace(
        row,
        name=mask_name(row.name),
        id_number=mask_id(row.id_number),
        mobile=mask_phone(row.mobile),
        address=mask_address(row.address),
        summary=mask_text(row.summary, names),
        demands=mask_text(row.demands, names),
        remark=mask_text(row.remark, names),
        details=_masked_details(row.details, names) if row.details else row.details,
    )


def _masked_details(details: Mapping[str, CellValue], names: tuple[str, ...]) -> Details:
    """Cover what tells who somebody is; a day of birth is half an ID number."""
    others = tuple(str(details.get(key) or "") for key in ("agent", "representatives"))
    covered: Details = {}
    for key, value in details.items():
        if key in _MASKS and isinstance(value, str):
            covered[key] = _MASKS[key](value)
        elif key == "birth_on":
            covered[key] = None
        elif isinstance(value, str):
            covered[key] = mask_text(value, (*names, *filter(None, others)))
        else:
            covered[key] = value
    return covered


def withheld_row(row: LedgerRow) -> LedgerRow:
    """A confidential case as everybody may know it: its number and its clock, nothing else."""
    return LedgerRow(
        case_id=row.case_id,
        local_no=row.local_no,
        received_on=row.received_on,
        summary=SEALED_SUMMARY,
        channel="",
        people_count=0,
        state="",
        next_rule=row.next_rule,
        next_name=row.next_name,
        next_deadline=row.next_deadline,
        next_is_provisional=row.next_is_provisional,
        next_owed_by=row.next_owed_by,
        is_sealed=True,
        is_void=row.is_void,
    )


def _allowed(desk: Desk, wanted: LedgerFilter) -> LedgerFilter:
    return replace(
        wanted,
        may_see_sealed=desk.account.may(SEE_SEALED),
        looked_at_on=desk.clock.today(),
    )
