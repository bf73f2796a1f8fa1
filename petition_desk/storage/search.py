"""The search index: names by character and by sound, numbers, and what a case is about.

An FTS5 table without content of its own, written in the transaction of the change it follows, so
it is never stale. How texts are cut: `petition_desk.storage.spelling`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, text

from petition_desk.domain.case import Case, CaseId
from petition_desk.domain.steps import Step
from petition_desk.storage.spelling import cut, query_of, sounds

CREATE_SEARCH: Final = (
    "CREATE VIRTUAL TABLE search USING fts5("
    "names, numbers, matter, "
    "content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')"
)

INDEXED_STEP_KEYS: Final = ("number", "waybill", "recheck_no", "archive_no")
"""Fields of steps that somebody may hold in hand and ask for."""

_ADD: Final = text(
    "INSERT INTO search (rowid, names, numbers, matter)"
    " VALUES (:case_id, :names, :numbers, :matter)"
)
_REMOVE: Final = text("DELETE FROM search WHERE rowid = :case_id")
_FIND: Final = (
    "SELECT rowid FROM search WHERE search MATCH :query {visible} ORDER BY rowid DESC LIMIT :limit"
)
_VISIBLE: Final = "AND rowid NOT IN (SELECT case_id FROM standings WHERE is_sealed = 1)"


class SearchStore:
    """Finds cases by what an officer types: part of a name, its sound, a number, a word."""

    def __init__(self, connection: Connection) -> None:
        """Read and write within the transaction of ``connection``."""
        self._connection = connection

    def matching(self, typed: str, limit: int, *, may_see_sealed: bool = False) -> list[CaseId]:
        """Return the cases found, the latest registered first.

        Args:
            typed: Words separated by blanks, all of which must be found.
            limit: At most so many.
            may_see_sealed: Without it a sealed case is never found, not even counted.
        """
        query = query_of(typed)
        if not query:
            return []
        statement = text(_FIND.format(visible="" if may_see_sealed else _VISIBLE))
        found = self._connection.execute(statement, {"query": query, "limit": limit})
        return [CaseId(case_id) for case_id in found.scalars()]

    def add(self, cases: Iterable[tuple[CaseId, Case, Sequence[Step]]]) -> None:
        """Index cases that are new."""
        rows = [
            {
                "case_id": case_id,
                "names": _names_of(case),
                "numbers": _numbers_of(case, steps),
                "matter": _matter_of(case),
            }
            for case_id, case, steps in cases
        ]
        if rows:
            self._connection.execute(_ADD, rows)

    def replace(self, case_id: CaseId, case: Case, steps: Sequence[Step]) -> None:
        """Index a case anew after it has changed."""
        self._connection.execute(_REMOVE, {"case_id": case_id})
        self.add([(case_id, case, steps)])


def _names_of(case: Case) -> str:
    names = ["".join(person.name.split()) for person in case.petitioners if person.name]
    spoken = [*names, *case.representatives]
    agents = [person.agent for person in case.petitioners if person.agent]
    written = [*spoken, *agents]
    # The last character begins no pair, so that alone it would not be found.
    lasts = [cut(name[-1]) for name in written]
    return " ".join((*map(cut, written), *lasts, sounds(spoken)))


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
