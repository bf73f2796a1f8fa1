"""The ledger's queries: identifiers in order, rows by identifier.

Filters and orders read `standings` alone, a narrow table with an index for every order on offer;
only the rows on screen are gathered from the facts. Without the right to see sealed cases such a
case is listed under its number, and no filter that tells anything about it lets it through.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Row, false, func, literal, select, true
from sqlalchemy.exc import DBAPIError

from petition_desk.domain.case import CaseId
from petition_desk.domain.conditions import without_column
from petition_desk.domain.ledger import LedgerFilter, LedgerRow, LedgerSort
from petition_desk.domain.ledger_columns import FilterKind, ledger_column
from petition_desk.storage.engine import DriverError
from petition_desk.storage.ledger_details import details_of
from petition_desk.storage.ledger_filter import column_of, conditions_of, ordered
from petition_desk.storage.people import main_people
from petition_desk.storage.search import matching_cases
from petition_desk.storage.tables import cases, demands, standings

T = TypeVar("T")
Cancelled = Callable[[], bool]

_CHUNK: Final = 500
#: SQLite asks whether to go on after so many of its own steps, some milliseconds.
_STEPS_BETWEEN_ASKING: Final = 20_000
_FETCHED: Final = 10_000
#: A text in so many cases is looked for along the order that is shown.
_FREQUENT: Final = 2_000
_MOST_WORDS: Final = 60
_FROM_STANDING: Final = (
    "received_on", "channel", "source", "matter_kind", "category", "people_count", "unit",
    "pathway", "state", "next_rule", "next_name", "next_deadline", "next_is_provisional",
    "next_owed_by", "official_due_on", "is_sealed", "is_void", "closed_on",
    "entered_nationally_no",
)  # fmt: skip
_FROM_CASE: Final = (
    "local_no", "official_letter_no", "official_matter_no", "petitioned_on", "summary",
    "problem_place", "first_contact", "batch", "remark", "repeat_of", "is_anonymous",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Totals:
    """How many cases, and how many people they speak of."""

    cases: int
    people: int


class LedgerStore:
    """Answers what the ledger asks; it changes nothing."""

    def __init__(self, connection: Connection) -> None:
        """Read within the transaction of ``connection``."""
        self._connection = connection

    def matching_ids(
        self, wanted: LedgerFilter, sort: LedgerSort, cancelled: Cancelled | None = None
    ) -> array[int]:
        """Return the identifiers of all matching cases in order (8 bytes each).

        ``cancelled`` is asked now and then; once it says yes the answer is empty.

        Raises:
            UnknownNameError: the ledger cannot be sorted by this column.
        """
        ids: array[int] = array("q")
        with self._given_up(cancelled):
            for query in ordered(wanted, sort):
                # Past the rows of SQLAlchemy: a million of them cost seconds, the numbers a tenth.
                cursor: Any = self._connection.execute(query).cursor
                while rows := cursor.fetchmany(_FETCHED):
                    ids.extend([row[0] for row in rows])
        return array("q") if cancelled is not None and cancelled() else ids

    def first_ids(
        self,
        wanted: LedgerFilter,
        sort: LedgerSort,
        limit: int,
        cancelled: Cancelled | None = None,
    ) -> array[int]:
        """Return the first so many of `matching_ids`, for the first screen.

        Raises:
            UnknownNameError: the ledger cannot be sorted by this column.
        """
        ids: array[int] = array("q")
        with self._given_up(cancelled):
            for query in ordered(wanted, sort, walks=self._is_frequent(wanted.text)):
                if len(ids) < limit:
                    ids.extend(self._connection.execute(query.limit(limit - len(ids))).scalars())
        return ids

    def _is_frequent(self, typed: str) -> bool:
        """Say whether so many cases hold a text that the first ones are met on the way."""
        found = matching_cases(typed) if typed.strip() else None
        if found is None:
            return False
        some = select(literal(1)).select_from(found.subquery()).limit(_FREQUENT).subquery()
        count = self._connection.execute(select(func.count()).select_from(some)).scalar_one()
        return int(count) == _FREQUENT

    @contextmanager
    def _given_up(self, cancelled: Cancelled | None) -> Iterator[None]:
        """Stop a query that is under way when it is no longer wanted."""
        if cancelled is None:
            yield
            return
        raw: Any = self._connection.connection.dbapi_connection
        raw.set_progress_handler(lambda: int(cancelled()), _STEPS_BETWEEN_ASKING)
        try:
            yield
        except (DBAPIError, DriverError):
            # The second, where rows are fetched past SQLAlchemy.
            if not cancelled():
                raise
        finally:
            raw.set_progress_handler(None, 0)

    def count(self, wanted: LedgerFilter, cancelled: Cancelled | None = None) -> int:
        """Count the matching cases; none once it was cancelled."""
        query = select(func.count()).select_from(standings).where(*conditions_of(wanted))
        return self._answer(lambda: int(self._connection.execute(query).scalar_one()), 0, cancelled)

    def totals(self, wanted: LedgerFilter, cancelled: Cancelled | None = None) -> Totals:
        """Count the matching cases, and the people they speak of; none once it was cancelled.

        How many people a sealed case speaks of is told to nobody without the right.
        """
        query = select(func.count(), func.coalesce(func.sum(standings.c.people_count), 0))
        query = query.select_from(standings).where(*conditions_of(wanted))

        def ask() -> Totals:
            count, people = self._connection.execute(query).one()
            if not wanted.may_see_sealed:
                hidden = query.where(standings.c.is_sealed == true())
                people -= self._connection.execute(hidden).one()[1]
            return Totals(count, people)

        return self._answer(ask, Totals(0, 0), cancelled)

    def _answer(self, ask: Callable[[], T], nothing: T, cancelled: Cancelled | None) -> T:
        """Return what ``ask`` finds, or ``nothing`` once it was cancelled."""
        found = [nothing]
        with self._given_up(cancelled):
            found.append(ask())
        return found[-1]

    def totals_of(self, ids: Sequence[int], *, may_see_sealed: bool) -> Totals:
        """Count the people of these very cases; the same holds of sealed ones."""
        people = 0
        for first in range(0, len(ids), _CHUNK):
            chosen = standings.c.case_id.in_(ids[first : first + _CHUNK])
            query = select(func.coalesce(func.sum(standings.c.people_count), 0)).where(chosen)
            if not may_see_sealed:
                query = query.where(standings.c.is_sealed == false())
            people += int(self._connection.execute(query).scalar_one())
        return Totals(len(ids), people)

    def word_counts(self, wanted: LedgerFilter, column: str) -> dict[str, int]:
        """Return the words that a coded column holds among the matching cases, with their counts.

        What is asked of that column itself is left out, so that other words stay on offer. Sealed
        cases are not counted without the right. The most frequent come first, sixty at most.
        """
        told, kept = ledger_column(column), column_of(column)
        if told is None or told.filter is not FilterKind.WORDS:
            # Names and numbers of people are never counted.
            return {}
        if kept is None or kept.table is not standings:
            return {}
        others = replace(wanted, conditions=without_column(wanted.conditions, column))
        query = select(kept, func.count()).where(*conditions_of(others)).group_by(kept)
        if not wanted.may_see_sealed:
            query = query.where(standings.c.is_sealed == false())
        counts: Counter[str] = Counter()
        for word, count in self._connection.execute(query):
            for part in str(word).split("、") if column == "pathway" else (str(word),):
                counts[part] += count
        return {word: count for word, count in counts.most_common(_MOST_WORDS) if word}

    def rows_for(self, ids: Sequence[int], *, details: bool = False) -> list[LedgerRow]:
        """Return the rows of these cases in the order given; unknown ones are left out.

        ``details`` asks for what `LedgerColumn.is_detail` columns show as well.
        """
        found: dict[int, LedgerRow] = {}
        for first in range(0, len(ids), _CHUNK):
            part = ids[first : first + _CHUNK]
            rows = self._rows(part)
            if details:
                told = details_of(self._connection, part)
                rows = {key: replace(row, details=told[key]) for key, row in rows.items()}
            found.update(rows)
        return [found[case_id] for case_id in ids if case_id in found]

    def _rows(self, ids: Sequence[int]) -> dict[int, LedgerRow]:
        columns: list[Any] = [cases.c.id, *(cases.c[name] for name in _FROM_CASE)]
        columns += [standings.c[name] for name in _FROM_STANDING]
        query = (
            select(*columns)
            .join(standings, standings.c.case_id == cases.c.id)
            .where(cases.c.id.in_(ids))
        )
        rows = self._connection.execute(query).all()
        people = main_people(self._connection, ids)
        asked = self._demand_texts(ids)
        return {row.id: _row(row, people.get(row.id), asked.get(row.id, [])) for row in rows}

    def _demand_texts(self, ids: Sequence[int]) -> dict[int, list[str]]:
        query = (
            select(demands.c.case_id, demands.c.text)
            .where(demands.c.case_id.in_(ids))
            .order_by(demands.c.case_id, demands.c.number)
        )
        texts: dict[int, list[str]] = {}
        for row in self._connection.execute(query):
            texts.setdefault(row.case_id, []).append(row.text)
        return texts


def _row(row: Row[Any], person: Row[Any] | None, texts: Sequence[str]) -> LedgerRow:
    numbered = [f"{count}. {part}" for count, part in enumerate(texts, 1)]
    facts = {name: getattr(row, name) for name in (*_FROM_CASE, *_FROM_STANDING)}
    is_repeat, is_anonymous = bool(facts.pop("repeat_of")), facts.pop("is_anonymous")
    name = "匿名" if is_anonymous and not (person and person.name) else ""
    return LedgerRow(
        case_id=CaseId(row.id),
        name=person.name if person and person.name else name,
        id_number=person.id_number if person else "",
        mobile=(person.mobile or person.telephone) if person else "",
        address=person.address if person else "",
        demands="；".join(numbered if len(texts) > 1 else texts),
        is_repeat=is_repeat,
        **facts,
    )
