"""Writing many cases at once: what an import and the invented year share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from petition_desk.storage.unit_of_work import UnitOfWork


def numbered_in_year(work: UnitOfWork, years: Sequence[int]) -> list[str]:
    """Take a local number for each of these years of receipt; in order, few questions."""
    taken = {
        year: iter(work.cases.next_local_nos(year, count)) for year, count in Counter(years).items()
    }
    return [next(taken[year]) for year in years]
