"""The regions of ID numbers (GB/T 2260), read once when they are first asked for."""

from __future__ import annotations

from functools import lru_cache

from petition_desk.domain.identity import Regions, check_id, parse_regions
from petition_desk.paths import resource


@lru_cache(maxsize=1)
def known_regions() -> Regions:
    """The table that ships."""
    return parse_regions(resource("regions", "regions.tsv").read_text(encoding="utf-8"))


def region_of(id_number: str) -> str:
    """Province, city and county of first issue; empty where the number does not tell."""
    return check_id(id_number, known_regions()).region if id_number else ""
