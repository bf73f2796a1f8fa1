"""What the person may lose by waiting for us stands in red, in the case as at intake."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtGui import QPalette
from pytestqt.qtbot import QtBot

from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.other_rights import LastDay, rights_at_stake
from petition_desk.services import intake
from petition_desk.services.desk import Desk
from petition_desk.services.other_rights import other_rights
from petition_desk.ui import theme
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.case import CaseScreen
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets.right_card import RightCard
from tests import desks
from tests.ui.case_words import words_in


def accident(calendar: WorkCalendar) -> LastDay:
    """Three working days from Monday 31 August 2026."""
    (last,) = rights_at_stake(other_rights(), "道路交通事故认定书", date(2026, 8, 31), calendar)
    return last


@pytest.mark.parametrize(("day", "rest"), [(1, "剩 2 天"), (3, "今天是最后一日"), (4, "已过")])
def test_it_says_how_many_days_are_left(qtbot: QtBot, desk: Desk, day: int, rest: str) -> None:
    card = RightCard(accident(desk.calendar()), date(2026, 9, day))
    qtbot.addWidget(card)
    assert card.title.text() == f"申请复核至 2026-09-03 周四，{rest}"
    ink = card.title.palette().color(QPalette.ColorRole.WindowText)
    assert ink == theme.colour(Role.OVERDUE)
    assert "3个工作日" in words_in(card)
    assert "《道路交通事故处理程序规定》" in words_in(card)


def test_it_stands_in_the_case_and_never_in_one_without_a_paper(
    qtbot: QtBot, desk: Desk, context: ScreenContext, settled: Callable[[], None]
) -> None:
    paper = {"name": "道路交通事故认定书", "number": "第7号", "served_on": "2026-11-19"}
    demand = {"text": "重新认定", "pathway": "31-1", "challenged_document": paper}
    no = intake.register(desk, desks.registration(demands=[demand])).local_no
    plain = intake.register(desk, desks.registration()).local_no
    screen = CaseScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1222, 692)
    screen.show()
    screen.open_at(Place("case", no))
    settled()
    cards = screen.findChildren(RightCard)
    assert [card.title.text() for card in cards] == ["申请复核至 2026-11-24 周二，剩 4 天"]
    qtbot.waitUntil(cards[0].isVisible)
    screen.open_at(Place("case", plain))
    settled()
    assert [card for card in screen.findChildren(RightCard) if card.isVisible()] == []
    screen.close()
