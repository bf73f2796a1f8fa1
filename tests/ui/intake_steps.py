"""Somebody who registers a visit by keyboard, for the tests of the registration."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from petition_desk.domain.office import Unit
from petition_desk.services import settings
from petition_desk.services.desk import Desk
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.intake import IntakeScreen
from tests.ui.keyboard import Key, focus_name, press, say, shown, until

Settled = Callable[[], None]
UNIT, ACCUSED = "治安管理大队", "河东派出所"


def open_intake(qtbot: QtBot, desk: Desk, context: ScreenContext, settled: Settled) -> IntakeScreen:
    """Open the registration with two units in the directory and the cursor in the first field."""
    settings.save_unit(desk, Unit(UNIT, "赵警官", "0771-1112223"))
    settings.save_unit(desk, Unit(ACCUSED, "钱警官", "0771-2223334"))
    screen = IntakeScreen(context)
    shown(qtbot, screen)
    screen.open_at(Place("intake"))
    settled()
    until(qtbot, lambda: focus_name().startswith("信访形式"))
    return screen


def checked(qtbot: QtBot, screen: IntakeScreen) -> None:
    """Wait until the panel speaks about what stands in the form."""
    screen.live.forget()
    screen.live.ask_now(screen.form.raw())
    until(qtbot, lambda: screen.live.facts is not None)


def type_visit(*, name: str = "刘芳", demands: tuple[str, ...] = ("说明原因",)) -> None:
    """Type a visit as far as the demands, beginning in the first field."""
    press(Key.Key_1, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    say(name)
    press(Key.Key_Return, Key.Key_Return)
    say("13812345678")
    press(Key.Key_Return)
    say("某某县城关镇人民路3号")
    press(Key.Key_Return, Key.Key_3, Key.Key_2, Key.Key_1, Key.Key_1)
    say(ACCUSED)
    press(Key.Key_Return)
    say("反映民警到场迟缓")
    press(Key.Key_Return)
    say("报警后约50分钟民警才到场。")
    press(Key.Key_Return)
    for place, demand in enumerate(demands):
        if place:
            press(Key.Key_Down)
        say(demand)
    press(Key.Key_Return, Key.Key_1)


def answer_no_to_all(count: int = 1) -> None:
    """Ask the questions for each demand and answer 否 nine times."""
    press(Key.Key_Return)
    for _ in range(count):
        press(*[Key.Key_Return] * 9)
        press(Key.Key_Return)
