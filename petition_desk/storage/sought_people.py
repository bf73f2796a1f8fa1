"""Whether words name somebody who is kept, and whether cases are all of one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, literal, or_, select, true

from petition_desk.domain.person_words import SHORTEST_NAME, is_one_person
from petition_desk.storage.people import main_people
from petition_desk.storage.tables import cases, petitioners, standings

_CHUNK: Final = 500
_SEALED: Final = select(standings.c.case_id).where(standings.c.is_sealed == true())


class SoughtPeople:
    """Answers yes or no; it tells no name, and nothing of sealed cases without the right."""

    def __init__(self, connection: Connection) -> None:
        """Read within the transaction of ``connection``."""
        self._connection = connection

    def is_named_in(self, words: Iterable[str], *, may_see_sealed: bool) -> bool:
        """Say whether the name of a petitioner, agent, representative or accused stands in one."""
        asked = [word for word in words if len(word) >= SHORTEST_NAME]
        if not asked:
            return False
        told = func.json_each(cases.c.representatives).table_valued("value")
        queries = (
            select(petitioners.c.case_id).where(
                or_(_stands_in(petitioners.c.name, asked), _stands_in(petitioners.c.agent, asked))
            ),
            select(cases.c.id).where(_stands_in(cases.c.accused_person, asked)),
            select(cases.c.id)
            .select_from(cases.join(told, true()))
            .where(cases.c.representatives != [], _stands_in(told.c.value, asked)),
        )
        return any(self._finds(query, may_see_sealed=may_see_sealed) for query in queries)

    def _finds(self, query: Select[Any], *, may_see_sealed: bool) -> bool:
        if not may_see_sealed:
            # A refusal would tell that the name stands in a case nobody may know of.
            query = query.where(query.selected_columns[0].not_in(_SEALED))
        return self._connection.execute(query.limit(1)).first() is not None

    def are_of_one(self, case_ids: Sequence[int], *, may_see_sealed: bool) -> bool:
        """Say whether several cases are all of one person; of a sealed one nobody is known."""
        seen: set[tuple[str, str]] = set()
        for first in range(0, len(case_ids), _CHUNK):
            part = case_ids[first : first + _CHUNK]
            hidden = set() if may_see_sealed else self._sealed_of(part)
            people = main_people(self._connection, (key for key in part if key not in hidden))
            found = (people.get(case_id) for case_id in part)
            seen |= {("", "") if row is None else (row.name, row.id_number) for row in found}
            if not is_one_person(seen):
                return False
        return len(case_ids) > 1

    def _sealed_of(self, case_ids: Sequence[int]) -> set[int]:
        query = _SEALED.where(standings.c.case_id.in_(case_ids))
        return set(self._connection.execute(query).scalars())


def _stands_in(name: ColumnElement[Any], words: Sequence[str]) -> ColumnElement[bool]:
    is_in = (func.instr(literal(word), name) > 0 for word in words)
    return (func.length(name) >= SHORTEST_NAME) & or_(*is_in)
