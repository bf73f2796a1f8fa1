"""Running numbers without gaps: given in the transaction that uses them, or not at all."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, bindparam, insert, select, update

from petition_desk.storage.tables import number_series

CASE_SERIES: Final = "case"

# Made once: an import asks for thousands of numbers.
_OF_SERIES: Final = (number_series.c.name == bindparam("of_series")) & (
    number_series.c.year == bindparam("of_year")
)
_LAST: Final = select(number_series.c.last).where(_OF_SERIES)
_TAKE: Final = (
    update(number_series)
    .where(_OF_SERIES)
    .values(last=number_series.c.last + bindparam("further"))
    .returning(number_series.c.last)
)


def next_number(connection: Connection, series: str, year: int, *, count: int = 1) -> int:
    """Take the next ``count`` numbers of a series in a year and return the first of them.

    A transaction that rolls back gives its numbers back; one that commits without using them
    leaves a gap, so ask for a number only to use it.
    """
    wanted = {"of_series": series, "of_year": year, "further": count}
    last = connection.execute(_TAKE, wanted).scalar_one_or_none()
    if last is None:
        row = {"name": series, "year": year, "last": count}
        connection.execute(insert(number_series).values(row))
        return 1
    return int(last) - count + 1


def peek_number(connection: Connection, series: str, year: int) -> int:
    """Return the number `next_number` would give, without taking it."""
    last = connection.execute(_LAST, {"of_series": series, "of_year": year}).scalar_one_or_none()
    return int(last or 0) + 1
