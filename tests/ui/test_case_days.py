"""Days that cannot be are refused below their field, where the officer typed them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from petition_desk.services import casework, intake, letters
from petition_desk.services.desk import Desk
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.case import CaseScreen
from petition_desk.ui.screens.case.step_form import StepForm
from tests import desks
from tests.ui.keyboard import shown


@pytest.fixture
def number(desk: Desk) -> str:
    """A case that came in on 6 November."""
    raw = desks.registration(received_on="2026-11-06", petitioned_on="2026-11-06")
    return intake.register(desk, raw).local_no


@pytest.fixture
def screen(
    qtbot: QtBot, context: ScreenContext, number: str, settled: Callable[[], None]
) -> Iterator[CaseScreen]:
    made = CaseScreen(context)
    shown(qtbot, made)
    made.open_at(Place("case", number))
    settled()
    yield made
    made.close()


def ask(screen: CaseScreen, kind: str) -> StepForm:
    """Open the form of a step."""
    screen.acts.ask_step(kind)
    panel = screen.acts.step_panel
    assert panel is not None
    assert panel.form is not None
    return panel.form


@pytest.mark.parametrize(
    ("kind", "values", "key", "said"),
    [
        ("hearing", {"on": "2026-11-12", "until": "2026-11-11"}, "until", "早于开始日期"),
        ("hearing", {"on": "2026-11-12", "until": "1948-12-31"}, "until", "1949 年至 2100 年"),
        ("inquiry", {"on": "2101-01-01"}, "on", "1949 年至 2100 年"),
        ("inquiry", {"on": "1948-12-31"}, "on", "1949 年至 2100 年"),
        ("inquiry", {"on": "2026-13-01"}, "on", "不是日期"),
        ("inquiry", {"on": "2026-11-05"}, "on", "早于收到日期"),
    ],
)
def test_a_day_that_cannot_be_is_refused_below_its_field(
    screen: CaseScreen,
    settled: Callable[[], None],
    kind: str,
    values: dict[str, str],
    key: str,
    said: str,
) -> None:
    form = ask(screen, kind)
    form.set_typed(values)
    panel = screen.acts.step_panel
    assert panel is not None
    panel.record()
    settled()
    assert said in form._fields[key].note.text
    assert panel.isVisible(), "nothing was recorded"


def test_a_paper_is_not_served_before_it_was_written(
    screen: CaseScreen, desk: Desk, number: str, settled: Callable[[], None]
) -> None:
    unit = {"unit": "户政中心", "handler": "赵警官", "handler_phone": "0771-2345678"}
    casework.record_step(desk, number, "accepted", {"pathway": "31-6", **unit})
    letter = letters.issue(desk, number, "accept")
    screen.refresh()
    settled()
    form = ask(screen, "served")
    form.set_typed({"on": "2026-11-19", "letter": letter.number, "way": "当面"})
    panel = screen.acts.step_panel
    assert panel is not None
    panel.record()
    settled()
    assert "早于文书出具日期 2026-11-20" in form._fields["on"].note.text
