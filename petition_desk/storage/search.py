"""The search index: names by character and by sound, numbers, and what a case is about.

An FTS5 table without content of its own, written in the transaction of the change it follows, so
it is never stale. How texts are cut: `petition_desk.storage.spelling`. A local number is no text:
it is looked up, also where only its beginning was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    SelectBase,
    exists,
    literal_column,
    or_,
    select,
    text,
    true,
    union,
)

from petition_desk.domain.case import Case, CaseId
from petition_desk.domain.numbering import parse_local_no
from petition_desk.domain.steps import Step
from petition_desk.storage.case_rows import StoredCase
from petition_desk.storage.spelling import cut, query_of, short_forms, sounds
from petition_desk.storage.tables import cases, standings

CREATE_SEARCH: Final = (
    "CREATE VIRTUAL TABLE search USING fts5("
    "names, numbers, matter, shorts, "
    "content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')"
)

INDEXED_STEP_KEYS: Final = ("number", "waybill", "recheck_no", "archive_no")
"""Fields of steps that somebody may hold in hand and ask for."""

_ADD: Final = text(
    "INSERT INTO search (rowid, names, numbers, matter, shorts)"
    " VALUES (:case_id, :names, :numbers, :matter, :shorts)"
)
_REMOVE: Final = text("DELETE FROM search WHERE rowid = :case_id")
_MOST_DIGITS: Final = 6
_SERIALS_A_YEAR: Final = 1_000_000
#: XF2026, XF2026-, xf2026-01: the beginning of a local number, in the plain spelling.
_BEGUN_NUMBER: Final = re.compile(r"XF((?:19|20)\d\d)-?(\d{0,6})")
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−－_/.", "-"))


class SearchStore:
    """Finds cases by what an officer types: part of a name, its sound, a number, a word."""

    def __init__(self, connection: Connection) -> None:
        """Read and write within the transaction of ``connection``."""
        self._connection = connection

    def matching(self, typed: str, limit: int, *, may_see_sealed: bool = False) -> list[CaseId]:
        """Return the cases found: the one of this very number, then the latest registered first.

        Args:
            typed: Words separated by blanks, all of which must be found.
            limit: At most so many.
            may_see_sealed: Without it a sealed case is never found, not even counted.
        """
        found = dict.fromkeys(self._of_number(typed, may_see_sealed=may_see_sealed))
        query = _search(typed, limit, may_see_sealed=may_see_sealed)
        if query is not None:
            found.update(dict.fromkeys(self._connection.execute(query).scalars()))
        return [CaseId(case_id) for case_id in found][:limit]

    def _of_number(self, typed: str, *, may_see_sealed: bool) -> list[int]:
        number = parse_local_no(typed)
        if number is None:
            return []
        query = select(cases.c.id).where(cases.c.local_no == str(number))
        if not may_see_sealed:
            query = query.where(~_is_sealed(cases.c.id))
        return list(self._connection.execute(query).scalars())

    def add(self, cases: Iterable[tuple[CaseId, Case, Sequence[Step]]]) -> None:
        """Index cases that are new."""
        rows = [_row(case_id, case, steps) for case_id, case, steps in cases]
        if rows:
            self._connection.execute(_ADD, rows)

    def replace(self, case_id: CaseId, case: Case, steps: Sequence[Step]) -> None:
        """Index a case anew after it has changed."""
        self._connection.execute(_REMOVE, {"case_id": case_id})
        self.add([(case_id, case, steps)])


def fill_index(connection: Connection, known: Iterable[Sequence[StoredCase]]) -> None:
    """Index every case anew in an empty index: after its cut has changed."""
    store = SearchStore(connection)
    for batch in known:
        store.add((stored.id, stored.case, stored.steps) for stored in batch)


def matching_cases(typed: str) -> SelectBase | None:
    """Return the query of the cases that match, for a filter; None where nothing can be found.

    It says nothing of sealed cases: whoever asks leaves them out.
    """
    words, numbers = _parts(typed)
    whole = parse_local_no(typed)
    queries: list[Select[Any]] = []
    if words:
        query = select(_ROWID).select_from(text("search")).where(_matches(words))
        if numbers:
            query = query.where(_numbered(_ROWID, numbers))
        queries.append(query)
    elif numbers:
        queries.append(select(standings.c.case_id).where(*map(_in_range, numbers)))
    if whole is not None:
        queries.append(select(cases.c.id).where(cases.c.local_no == str(whole)))
    return union(*queries) if len(queries) > 1 else next(iter(queries), None)


def _search(typed: str, limit: int, *, may_see_sealed: bool) -> Select[Any] | None:
    """Return the query for the latest cases that match; None where nothing can be found."""
    words, numbers = _parts(typed)
    if not words and not numbers:
        return None
    if not words:
        query = select(standings.c.case_id).where(*map(_in_range, numbers))
        if not may_see_sealed:
            query = query.where(standings.c.is_sealed.is_(False))
        return query.order_by(standings.c.number_order.desc()).limit(limit)
    query = select(_ROWID).select_from(text("search")).where(_matches(words))
    if numbers:
        query = query.where(_numbered(_ROWID, numbers))
    if not may_see_sealed:
        # Asked of what matches alone: there is little of it before the limit is reached.
        query = query.where(~_is_sealed(_ROWID))
    return query.order_by(_ROWID.desc()).limit(limit)


_ROWID: Final[ColumnElement[int]] = literal_column("search.rowid")
_Ranges = tuple[tuple[int, int], ...]


def _matches(query: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = text("search MATCH :typed").bindparams(typed=query)  # type: ignore[assignment]
    return found


def _is_sealed(case_id: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(standings.c.case_id == case_id, standings.c.is_sealed == true())


def _numbered(case_id: ColumnElement[int], numbers: list[_Ranges]) -> ColumnElement[bool]:
    return exists().where(standings.c.case_id == case_id, *map(_in_range, numbers))


def _in_range(ranges: _Ranges) -> ColumnElement[bool]:
    return or_(*(standings.c.number_order.between(first, last) for first, last in ranges))


def _parts(typed: str) -> tuple[str, list[_Ranges]]:
    """Return the FTS5 query of the words typed, and the ranges of the local numbers begun."""
    words, numbers = [], []
    for part in typed.split():
        ranges = begun_numbers(part)
        if ranges:
            numbers.append(ranges)
        else:
            words.append(part)
    return query_of(" ".join(words)), numbers


def begun_numbers(part: str) -> _Ranges:
    """Return the orders of the local numbers that begin like this; nothing where none can.

    XF2026 begins all of 2026, XF2026-01 begins 0100 to 0199, and XF2026-12 also 12000 to 12999.
    """
    plain = unicodedata.normalize("NFKC", part.translate(_DASHES)).upper()
    found = _BEGUN_NUMBER.fullmatch(plain)
    if found is None:
        return ()
    year, digits = int(found[1]) * _SERIALS_A_YEAR, found[2]
    if not digits:
        return ((year + 1, year + _SERIALS_A_YEAR - 1),)
    ranges = []
    for length in range(max(len(digits), 4), _MOST_DIGITS + 1):
        if length > 4 and digits[0] == "0":
            break
        more = 10 ** (length - len(digits))
        ranges.append((year + int(digits) * more, year + (int(digits) + 1) * more - 1))
    return tuple(ranges)


def _row(case_id: CaseId, case: Case, steps: Sequence[Step]) -> dict[str, Any]:
    written, spoken = _names_of(case)
    numbers, matter = _numbers_of(case, steps), _matter_of(case)
    return {
        "case_id": case_id,
        "names": f"{written} {spoken}".strip(),
        "numbers": numbers,
        "matter": matter,
        "shorts": short_forms((spoken, numbers, matter), (written,)),
    }


def _names_of(case: Case) -> tuple[str, str]:
    """Return names as they are written, and as they sound."""
    names = ["".join(person.name.split()) for person in case.petitioners if person.name]
    spoken = [*names, *case.representatives]
    agents = [person.agent for person in case.petitioners if person.agent]
    return " ".join(map(cut, (*spoken, *agents))), sounds((*spoken, *agents))


def _numbers_of(case: Case, steps: Iterable[Step]) -> str:
    found = [
        case.local_no,
        # Typed without its dash the number is one run of digits, which is cut differently.
        case.local_no.replace("-", ""),
        case.official_letter_no,
        case.official_matter_no,
        case.query_code,
        case.incoming_doc_no,
        case.legal_case_no,
    ]
    for person in case.petitioners:
        found += [person.id_number, person.mobile, person.telephone]
    found += [step.text(key) for step in steps for key in INDEXED_STEP_KEYS]
    return " ".join(cut(number) for number in found if number)


def _matter_of(case: Case) -> str:
    parts = [case.summary, case.content, case.problem_place, case.accused_unit, case.remark]
    parts += [demand.text for demand in case.demands]
    return " ".join(cut(part) for part in parts if part)
