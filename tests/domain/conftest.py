"""What the tests of the domain share: the shipped calendar, and one with an invented 2027."""

from __future__ import annotations

from pathlib import Path

import pytest

from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.identity import Regions, parse_regions
from petition_desk.domain.other_rights import OtherRight, parse_other_rights
from petition_desk.domain.screening import Questionnaire, parse_screening
from petition_desk.domain.year_notices import parse_calendar, parse_year_notices

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def workdays() -> WorkCalendar:
    """The calendar as shipped: 2020 to 2026."""
    text = (ROOT / "resources" / "law" / "calendar" / "workdays.toml").read_text("utf-8")
    return parse_calendar(text)


@pytest.fixture(scope="session")
def invented_2027() -> str:
    """The text of an invented notice for 2027."""
    return (ROOT / "tests" / "data" / "calendar" / "2027_invented.json").read_text("utf-8")


@pytest.fixture(scope="session")
def workdays_2027(workdays: WorkCalendar, invented_2027: str) -> WorkCalendar:
    """The shipped calendar with the invented 2027 loaded."""
    (notice,) = parse_year_notices(invented_2027)
    return workdays.with_year(notice)


@pytest.fixture(scope="session")
def regions() -> Regions:
    """The names of region codes as shipped."""
    return parse_regions((ROOT / "resources" / "regions" / "regions.tsv").read_text("utf-8"))


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    """The screening questions as shipped."""
    return parse_screening((ROOT / "resources" / "law" / "screening.toml").read_text("utf-8"))


@pytest.fixture(scope="session")
def other_rights() -> tuple[OtherRight, ...]:
    """The table of other rights as shipped."""
    return parse_other_rights((ROOT / "resources" / "law" / "other_rights.toml").read_text("utf-8"))
