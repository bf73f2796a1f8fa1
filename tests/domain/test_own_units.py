"""What goes to our own units is dispatched; only other bodies are transferred or assigned to."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from petition_desk.domain.office import Unit
from petition_desk.domain.own_units import refusal_to_own
from petition_desk.domain.steps import Step

OFFICE = "某某县公安局"
UNITS = (Unit("城关派出所"), Unit("邻县公安局", is_own=False))


def to(name: str, kind: str = "transferred") -> Step:
    return Step(kind, date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC), "王警官", {"to": name})


@pytest.mark.parametrize("kind", ["transferred", "assigned"])
@pytest.mark.parametrize("name", ["城关派出所", "城关 派出所", "某某县公安局城关派出所", OFFICE])
def test_our_own_are_refused(kind: str, name: str) -> None:
    refusal = refusal_to_own(to(name, kind), OFFICE, UNITS)
    assert refusal is not None
    assert "第二十三条第一款" in refusal.article


@pytest.mark.parametrize("name", ["邻县公安局", "邻县公安局城关派出所", "某某市公安局", ""])
def test_others_are_not(name: str) -> None:
    assert refusal_to_own(to(name), OFFICE, UNITS) is None


def test_dispatching_to_our_own_is_what_dispatching_is() -> None:
    step = Step("dispatched", date(2026, 3, 2), datetime.now(UTC), "王", {"unit": "城关派出所"})
    assert refusal_to_own(step, OFFICE, UNITS) is None
