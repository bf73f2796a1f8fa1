"""Whose case it is: the main petitioner of many cases at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from petition_desk.storage.tables import petitioners

_CHUNK: Final = 500


def main_people(connection: Connection, case_ids: Iterable[int]) -> dict[int, Row[Any]]:
    """Return the row of `petitioners` letters go to: the one marked main, else the first."""
    wanted = list(dict.fromkeys(case_ids))
    found: dict[int, Row[Any]] = {}
    for first in range(0, len(wanted), _CHUNK):
        query = (
            select(petitioners)
            .where(petitioners.c.case_id.in_(wanted[first : first + _CHUNK]))
            .order_by(petitioners.c.case_id, petitioners.c.is_main.desc(), petitioners.c.position)
        )
        for row in connection.execute(query):
            found.setdefault(row.case_id, row)
    return found


def main_names(connection: Connection, case_ids: Iterable[int]) -> dict[int, str]:
    """Return the main petitioner's name of each case that has one."""
    return {case_id: row.name for case_id, row in main_people(connection, case_ids).items()}
