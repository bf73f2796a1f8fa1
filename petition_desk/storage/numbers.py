"""Running numbers without gaps: given in the transaction that uses them, or not at all."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, insert, select, update

from petition_desk.storage.tables import number_series

CASE_SERIES: Final = "case"


def next_number(connection: Connection, series: str, year: int) -> int:
    """Return the next number of a series in a year, from 1, and take it.

    A transaction that rolls back gives its numbers back; one that commits without using them
    leaves a gap, so ask for a number only to use it.
    """
    of_series = (number_series.c.name == series) & (number_series.c.year == year)
    last = connection.execute(select(number_series.c.last).where(of_series)).scalar_one_or_none()
    if last is None:
        connection.execute(insert(number_series).values(name=series, year=year, last=1))
        return 1
    connection.execute(update(number_series).where(of_series).values(last=last + 1))
    return int(last) + 1


def peek_number(connection: Connection, series: str, year: int) -> int:
    """Return the number `next_number` would give, without taking it."""
    of_series = (number_series.c.name == series) & (number_series.c.year == year)
    last = connection.execute(select(number_series.c.last).where(of_series)).scalar_one_or_none()
    return int(last or 0) + 1
