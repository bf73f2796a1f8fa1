"""What must not be missed: the strip over every screen, the clock that was set back, the tray."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from petition_desk.clock import CHINA
from petition_desk.domain.case import CaseId
from petition_desk.services import intake, letters
from petition_desk.services.casework import record_step
from petition_desk.services.clock_watch import SetBack
from petition_desk.services.desk import Desk
from petition_desk.services.today import OverdueState
from petition_desk.services.today_items import TodayItem
from petition_desk.ui.desk_view import DeskView
from petition_desk.ui.frame_facts import overdue_sentence
from petition_desk.ui.screens.base import Place
from petition_desk.ui.tray import Tray, badge, message_of
from petition_desk.ui.work import Work
from tests import desks

FRIDAY = date(2026, 11, 20)
LATE = {"received_on": "2026-11-02", "petitioned_on": "2026-11-02", "demands": ["说明情况"]}


class MovingClock:
    """A clock that a test moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def today(self) -> date:
        return self.at.astimezone(CHINA).date()

    def now(self) -> datetime:
        return self.at.astimezone(UTC)


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, work: Work, settled: Callable[[], None]) -> Iterator[DeskView]:
    desk.clock = MovingClock(datetime(2026, 11, 20, 9, 0, tzinfo=CHINA))
    made = DeskView(desk, work)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 700)
    made.window.show()
    made.window.activateWindow()
    made.begin(None)
    settled()
    yield made
    made._stop()
    made.window.close()


def settle(qtbot: QtBot, work: Work) -> None:
    qtbot.wait(80)
    qtbot.waitUntil(lambda: not work.is_busy, timeout=10_000)


def moved_to(view: DeskView, at: datetime) -> None:
    clock = view.desk.clock
    assert isinstance(clock, MovingClock)
    clock.at = at
    view._pulse.look()


def test_while_nothing_is_late_there_is_no_strip(view: DeskView) -> None:
    assert not view.window.overdue_strip.isVisible()
    assert overdue_sentence(OverdueState(FRIDAY, 0, None, 3)) == ""


def test_the_strip_says_how_many_and_one_key_goes_there(
    qtbot: QtBot, view: DeskView, work: Work
) -> None:
    intake.register(view.desk, desks.registration(**LATE))
    settle(qtbot, work)
    strip = view.window.overdue_strip
    assert strip.isVisible()
    assert strip.text == "1 件期限已逾期，最久的已逾期 3 天"
    view.window.go(Place("settings"))
    QTest.keyClick(view.window, Qt.Key.Key_F7)
    assert view.window.place == Place("today", detail="overdue")
    settle(qtbot, work)
    today = view.window.screen_of("today")
    assert today.model.shown == "overdue"  # type: ignore[attr-defined]


def test_nothing_on_the_strip_puts_it_away_but_the_act_that_is_owed(
    qtbot: QtBot, view: DeskView, work: Work
) -> None:
    raw = desks.registration(
        received_on="2026-11-02",
        petitioned_on="2026-11-02",
        demands=[{"text": "更正户籍姓名", "pathway": "31-6"}],
    )
    number = intake.register(view.desk, raw).local_no
    settle(qtbot, work)
    strip = view.window.overdue_strip
    assert [button.text() for button in strip.findChildren(QAbstractButton)] == ["去处理"]
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F9, Qt.Key.Key_F5):
        QTest.keyClick(view.window, key)
        settle(qtbot, work)
        assert strip.isVisible(), key
    unit = {"unit": "户政科", "handler": "赵警官", "handler_phone": "0771-1112222"}
    record_step(view.desk, number, "accepted", {"pathway": "31-6", **unit})
    kept = letters.issue(view.desk, number, "accept")
    letters.handed_over(view.desk, number, kept.number)
    settle(qtbot, work)
    assert not strip.isVisible()


def test_midnight_with_the_window_open_makes_it_late(
    qtbot: QtBot, view: DeskView, work: Work
) -> None:
    raw = desks.registration(
        received_on="2026-11-05", petitioned_on="2026-11-05", demands=["说明情况"]
    )
    intake.register(view.desk, raw)
    settle(qtbot, work)
    assert not view.window.overdue_strip.isVisible()
    moved_to(view, datetime(2026, 11, 21, 0, 0, 5, tzinfo=CHINA))
    settle(qtbot, work)
    assert view.window.overdue_strip.text == "1 件期限已逾期，最久的已逾期 1 天"


def test_a_weekend_asleep_is_caught_up_on_waking(qtbot: QtBot, view: DeskView, work: Work) -> None:
    raw = desks.registration(
        received_on="2026-11-07", petitioned_on="2026-11-07", demands=["说明情况"]
    )
    intake.register(view.desk, raw)
    settle(qtbot, work)
    moved_to(view, datetime(2026, 11, 23, 8, 30, tzinfo=CHINA))
    settle(qtbot, work)
    assert "最久的已逾期 1 天" in view.window.overdue_strip.text
    assert not view.window.clock_strip.isVisible()


def test_a_clock_set_back_is_said_until_somebody_says_that_it_is_right(
    qtbot: QtBot, view: DeskView, work: Work
) -> None:
    intake.register(view.desk, desks.registration(**LATE))
    moved_to(view, datetime(2026, 11, 20, 9, 1, tzinfo=CHINA))
    settle(qtbot, work)
    moved_to(view, datetime(2026, 11, 10, 9, 1, tzinfo=CHINA))
    settle(qtbot, work)
    strip = view.window.clock_strip
    assert strip.isVisible()
    assert "早了约 10 天" in strip.text
    assert "已登记的都在" in strip.text
    assert not view.window.overdue_strip.isVisible(), "counted as of the day the clock shows"
    moved_to(view, datetime(2026, 11, 10, 10, 1, tzinfo=CHINA))
    settle(qtbot, work)
    assert strip.isVisible()
    strip.button.click()
    settle(qtbot, work)
    assert not strip.isVisible()
    moved_to(view, datetime(2026, 11, 10, 11, 1, tzinfo=CHINA))
    settle(qtbot, work)
    assert not strip.isVisible()


def test_the_sentence_names_hours_where_it_is_less_than_a_day() -> None:
    seen = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    says = SetBack(seen, seen - timedelta(hours=3)).sentence
    assert "2026-11-20 17:00" in says
    assert "早了约 3 小时" in says


def item(number: int, **facts: object) -> TodayItem:
    values: dict[str, object] = {
        "case_id": CaseId(number), "local_no": f"XF2026-{number:04}", "name": "张**",
        "summary": "反映户口登记", "unit": "户政科", "is_sealed": False, "task": "书面告知",
    }  # fmt: skip
    return TodayItem(**{**values, **facts})  # type: ignore[arg-type]


def test_the_word_about_what_is_due_has_numbers_and_clocks_and_no_name() -> None:
    says = message_of([item(1), item(2), item(3), item(4), item(5)])
    assert says == "XF2026-0001 书面告知\nXF2026-0002 书面告知\nXF2026-0003 书面告知\n另有 2 件"


def test_what_is_newly_due_is_told_once_and_only_behind_the_window(
    qtbot: QtBot, view: DeskView, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[TodayItem, ...]] = []
    view.newly_due.connect(told.append)
    monkeypatch.setattr(view.window, "isActiveWindow", lambda: False)
    intake.register(view.desk, desks.registration(**LATE))
    settle(qtbot, work)
    for minute in (1, 2):
        moved_to(view, datetime(2026, 11, 20, 9 + minute, 0, 5, tzinfo=CHINA))
        settle(qtbot, work)
    assert [[each.task for each in items] for items in told] == [["书面告知"]]


def test_without_a_tray_nothing_is_shown_and_nothing_fails(qapp: QApplication) -> None:
    tray = Tray(MovingClock(datetime(2026, 11, 20, 9, 0, tzinfo=CHINA)))
    tray.show_state(OverdueState(FRIDAY, 2, date(2026, 11, 18), 5))
    tray.tell([item(1)])
    tray.lock()
    tray.close()


def test_a_locked_window_leaves_a_number_and_nothing_else(qapp: QApplication) -> None:
    clock = MovingClock(datetime(2026, 11, 20, 17, 30, tzinfo=CHINA))
    tray = Tray(clock)
    ahead = {date(2026, 11, 21): 1, date(2026, 11, 22): 2, date(2026, 11, 24): 4}
    tray.show_state(OverdueState(FRIDAY, 2, date(2026, 11, 18), 2, ahead))
    assert tray.words == "信访接待台：今天要办 2 件，其中 2 件已逾期"
    tray.lock()
    assert tray.words == "信访接待台 2"
    clock.at = datetime(2026, 11, 23, 8, 0, tzinfo=CHINA)
    assert tray.words == "信访接待台 5", "a weekend locked: what came due is counted on"


def test_the_badge_has_a_number_only_where_there_is_one(qapp: QApplication) -> None:
    pictures = [badge(number).pixmap(64, 64).toImage() for number in (0, 3, 100)]
    assert len({bytes(picture.constBits()) for picture in pictures}) == 3
