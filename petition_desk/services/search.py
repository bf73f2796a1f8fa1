"""The search over all cases, as an account may see them: what was found, and where it stands.

Names stay masked in what is found; a match under a mask is named by its field and not shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from petition_desk.domain.case import Case, CaseId
from petition_desk.domain.highlights import Marked, excerpt, marked
from petition_desk.domain.ledger import LedgerRow, days_left
from petition_desk.domain.masking import mask_id, mask_name, mask_phone, mask_text
from petition_desk.domain.numbering import parse_local_no
from petition_desk.services import ledger
from petition_desk.services.desk import Desk
from petition_desk.services.rights import SEE_SEALED
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.search import INDEXED_STEP_KEYS

#: So much of a text is shown where a mask covers the match itself.
_SHORT = 40


_NOTHING = Marked("")


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One case found; the name is masked.

    Attributes:
        number: Its local number, with what was typed of it.
        told: Its summary, with what was typed of it.
        field: Where else the match stands (电话, 内容, 姓名 …); empty where it is in sight already.
        found: The text of that field as it may be shown, with what was typed of it.
        days_left: Until its next deadline of ours, negative when late; None where none runs.
    """

    case_id: CaseId
    local_no: str
    name: str
    summary: str
    state: str
    is_sealed: bool
    number: Marked
    told: Marked
    field: str = ""
    found: Marked = _NOTHING
    days_left: int | None = None


def search(desk: Desk, typed: str, limit: int = 20) -> tuple[SearchHit, ...]:
    """Cases found by number, name, pinyin, telephone or what they are about, the best first.

    Confidential cases are not found, nor counted, without the right to see them.
    """
    may_see = desk.account.may(SEE_SEALED)
    with desk.reading() as work:
        ids = work.search.matching(typed, limit, may_see_sealed=may_see)
        rows = [ledger.shown_row(desk, row) for row in work.ledger.rows_for(ids)]
        hits = [_hit(row, typed, desk.clock.today()) for row in rows]
        hidden = [hit.case_id for hit in hits if not hit.told.spans and not hit.number.spans]
        stored = {item.id: item for item in work.cases.get_many(hidden)}
    return tuple(_told_where(hit, stored.get(hit.case_id), typed) for hit in hits)


def _hit(row: LedgerRow, typed: str, today: date) -> SearchHit:
    return SearchHit(
        row.case_id,
        row.local_no,
        row.name,
        row.summary,
        row.state,
        row.is_sealed,
        _number(row.local_no, typed),
        marked(row.summary, typed),
        days_left=None if row.is_void else days_left(row, today),
    )


def _number(local_no: str, typed: str) -> Marked:
    whole = parse_local_no(typed)
    if whole is not None and str(whole) == local_no:
        # Typed in another spelling: 2026-1.
        return Marked(local_no, ((0, len(local_no)),))
    return marked(local_no, typed)


def _told_where(hit: SearchHit, stored: StoredCase | None, typed: str) -> SearchHit:
    if stored is None:
        return hit
    field, found = _where(stored, typed)
    return SearchHit(
        hit.case_id, hit.local_no, hit.name, hit.summary, hit.state, hit.is_sealed,
        hit.number, hit.told, field, found, hit.days_left,
    )  # fmt: skip


def _where(stored: StoredCase, typed: str) -> tuple[str, Marked]:
    """Return the first field that holds a part of what was typed, and its text as shown."""
    for field, kept, shown in _fields(stored):
        if any(marked(kept, part).spans for part in typed.split()):
            told = excerpt(shown, typed)
            return field, told if told.spans else Marked(shown[:_SHORT])
    # Nothing is written like this, so a name sounds like it.
    return "姓名读音", _NOTHING


def _fields(stored: StoredCase) -> Iterator[tuple[str, str, str]]:
    """Yield each field that can be searched: its title, what is kept, what may be shown of it."""
    case = stored.case
    names = tuple(filter(None, (person.name for person in case.petitioners)))
    for person in case.petitioners:
        yield "姓名", person.name, mask_name(person.name)
        yield "电话", person.mobile, mask_phone(person.mobile)
        yield "电话", person.telephone, mask_phone(person.telephone)
        yield "证件", person.id_number, mask_id(person.id_number)
        yield "代理人", person.agent, mask_name(person.agent)
    for name in case.representatives:
        yield "代表人", name, mask_name(name)
    for field, kept in _numbers(case):
        yield field, kept, kept
    for step in stored.steps:
        for key in INDEXED_STEP_KEYS:
            yield "文号", step.text(key), step.text(key)
    for field, kept in _texts(case):
        yield field, kept, mask_text(kept, names)


def _numbers(case: Case) -> tuple[tuple[str, str], ...]:
    return (
        ("信访件编号", case.official_letter_no),
        ("信访事项编号", case.official_matter_no),
        ("查询码", case.query_code),
        ("来文号", case.incoming_doc_no),
        ("案件编号", case.legal_case_no),
    )


def _texts(case: Case) -> Iterator[tuple[str, str]]:
    for demand in case.demands:
        yield "诉求", demand.text
    yield "内容", case.content
    yield "问题属地", case.problem_place
    yield "被反映单位", case.accused_unit
    yield "备注", case.remark
