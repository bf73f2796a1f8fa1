"""The ledger as an account may see it: identities masked, confidential cases withheld."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from petition_desk.domain.case import CaseId
from petition_desk.domain.ledger import (
    SHIPPED_VIEWS,
    LedgerFilter,
    LedgerRow,
    LedgerSort,
    LedgerView,
)
from petition_desk.domain.masking import mask_address, mask_id, mask_name, mask_phone, mask_text
from petition_desk.errors import UnknownNameError
from petition_desk.services.desk import Desk
from petition_desk.services.rights import SEE_SEALED

SEALED_SUMMARY = "保密件"


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One case found; the name is masked."""

    case_id: CaseId
    local_no: str
    name: str
    summary: str
    state: str
    is_sealed: bool


def views(desk: Desk) -> tuple[LedgerView, ...]:
    """The views on offer to this account."""
    may_see = desk.account.may(SEE_SEALED)
    return tuple(view for view in SHIPPED_VIEWS if may_see or not view.needs_see_sealed)


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


def matching_ids(desk: Desk, wanted: LedgerFilter, sort: LedgerSort) -> array[int]:
    """The identifiers of all matching cases, in order."""
    with desk.reading() as work:
        return work.ledger.matching_ids(_allowed(desk, wanted), sort)


def first_ids(desk: Desk, wanted: LedgerFilter, sort: LedgerSort, limit: int) -> array[int]:
    """The first so many of them, for the first screen."""
    with desk.reading() as work:
        return work.ledger.first_ids(_allowed(desk, wanted), sort, limit)


def count(desk: Desk, wanted: LedgerFilter) -> int:
    """How many cases match."""
    with desk.reading() as work:
        return work.ledger.count(_allowed(desk, wanted))


def rows_for(desk: Desk, ids: Sequence[int]) -> list[LedgerRow]:
    """The rows of these cases as they may stand on a screen: masked, or withheld."""
    with desk.reading() as work:
        rows = work.ledger.rows_for(ids)
    return [shown_row(desk, row) for row in rows]


def full_rows_for(desk: Desk, ids: Sequence[int]) -> list[LedgerRow]:
    """The same with identities in full, for an export that was allowed to have them."""
    with desk.reading() as work:
        rows = work.ledger.rows_for(ids)
    return [row if desk.may_see(is_sealed=row.is_sealed) else withheld_row(row) for row in rows]


def view_counts(desk: Desk) -> dict[str, int]:
    """How many cases each view on offer holds, by its identifier."""
    today = desk.clock.today()
    with desk.reading() as work:
        return {
            view.id: work.ledger.count(_allowed(desk, view.filter_on(today)))
            for view in views(desk)
        }


def search(desk: Desk, text: str, limit: int = 50) -> tuple[SearchHit, ...]:
    """Cases found by number, name, pinyin, telephone or what they are about, the best first.

    Confidential cases are not found, nor counted, without the right to see them.
    """
    with desk.reading() as work:
        ids = work.search.matching(text, limit, may_see_sealed=desk.account.may(SEE_SEALED))
    return tuple(_hits(rows_for(desk, ids)))


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
    )


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


def _hits(rows: Iterable[LedgerRow]) -> Iterable[SearchHit]:
    for row in rows:
        yield SearchHit(row.case_id, row.local_no, row.name, row.summary, row.state, row.is_sealed)
