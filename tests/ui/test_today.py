"""Today: late things first, each once, one key away, and no name more than it must show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petition_desk.domain.case import CaseId
from petition_desk.services import intake
from petition_desk.services.desk import Desk
from petition_desk.services.today import TodayGroup, TodayItem, TodayPage
from petition_desk.ui.models.today_model import (
    TodayModel,
    chip_of,
    mark_of,
    mark_of_group,
    standing_once,
)
from petition_desk.ui.pdf import PdfFile
from petition_desk.ui.screens.base import Place, ScreenContext, WhyQuestion
from petition_desk.ui.screens.today import TodayScreen, waiting_count
from petition_desk.ui.screens.today_acts import place_of_act
from petition_desk.ui.widgets.marks import Mark
from tests import desks

KEY = Qt.Key


def item(number: int, **facts: object) -> TodayItem:
    values: dict[str, object] = {
        "case_id": CaseId(number),
        "local_no": f"XF2026-{number:04}",
        "name": "张**",
        "summary": "反映户口登记",
        "unit": "",
        "is_sealed": False,
        "task": "书面告知",
        "rule": "notify-direct",
        "days_left": 0,
        "act": "notice",
        "act_label": "填告知书",
    }
    return TodayItem(**{**values, **facts})  # type: ignore[arg-type]


def group(group_id: str, *items: TodayItem, is_queue: bool = False) -> TodayGroup:
    return TodayGroup(group_id, group_id, "", items, len(items), is_queue=is_queue)


@pytest.fixture
def registered(desk: Desk) -> list[str]:
    """A late case, one that is due soon, and a confidential one."""
    facts = (
        {"received_on": "2026-11-02", "petitioned_on": "2026-11-02"},
        {"received_on": "2026-11-06", "petitioned_on": "2026-11-06"},
        {"received_on": "2026-11-03", "petitioned_on": "2026-11-03", "confidential": True},
    )
    return [intake.register(desk, desks.registration(**fact)).local_no for fact in facts]


@pytest.fixture
def screen(
    qtbot: QtBot, context: ScreenContext, registered: list[str], settled: Callable[[], None]
) -> Iterator[TodayScreen]:
    made = TodayScreen(context)
    qtbot.addWidget(made)
    made.resize(1222, 692)
    made.show()
    made.activateWindow()
    made.open_at(Place("today"))
    settled()
    made.list.setFocus()
    yield made
    made.close()


@pytest.mark.parametrize(
    ("days_left", "chip", "mark"),
    [
        (-231, "逾期231天", Mark.OVERDUE),
        (-10, "逾期10天", Mark.OVERDUE),
        (-1, "逾期 1 天", Mark.OVERDUE),
        (0, "今天", Mark.TODAY),
        (3, "剩 3 天", Mark.TODAY),
        (4, "剩 4 天", Mark.FINE),
        (None, "待办", Mark.PAUSED),
    ],
)
def test_a_chip_says_how_long(days_left: int | None, chip: str, mark: Mark) -> None:
    assert chip_of(item(1, days_left=days_left)) == chip
    assert mark_of(item(1, days_left=days_left)) is mark


def test_a_thing_stands_once_and_the_queue_says_where() -> None:
    serve = item(1, rule="serve", of="告〔2026〕1号")
    other = item(2, rule="serve", of="告〔2026〕2号")
    _late, queue, alone = standing_once(
        (
            group("overdue", serve),
            group("to-serve", serve, other, is_queue=True),
            group("awaiting-slip", serve, is_queue=True),
        )
    )
    assert queue.items == (other,)
    assert queue.total == 2
    assert queue.hint == "另有 1 件列在上面各期限中"
    assert alone.items == ()
    assert alone.hint == "1 件均已列在上面各期限中"


def test_the_model_is_a_sound_model_and_passes_over_heads(qapp: QApplication) -> None:
    model = TodayModel()
    tester = QAbstractItemModelTester(model)
    assert tester.model() is model
    queue = group("to-serve", item(1), item(3, rule="serve"), is_queue=True)
    groups = (group("overdue", item(1)), group("today", item(2)), queue)
    model.show_page(TodayPage(desks.TODAY, groups, {}, 1, 2, None))
    assert [model.item(row) is None for row in range(model.rowCount())] == [
        True, False, True, False, True, False,
    ]  # fmt: skip
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    model.show_group("today")
    assert model.rowCount() == 2
    assert "XF2026-0002" in model.data(model.index(1))
    model.show_group("to-serve")
    assert model.rowCount() == 3, "alone, a queue shows what stands above as well"


def test_only_what_is_late_or_soon_is_coloured() -> None:
    assert mark_of_group(group("overdue", item(1))) is Mark.OVERDUE
    assert mark_of_group(group("overdue")) is Mark.NONE
    assert mark_of_group(group("within-7", item(1))) is Mark.NONE


def test_the_late_case_stands_first_and_is_chosen(screen: TodayScreen) -> None:
    current = screen.current_item()
    assert current is not None
    assert current.days_left is not None
    assert current.days_left < 0
    assert screen.head.accessibleName() == ""
    assert screen.tabs.current == "all"


def test_enter_goes_where_the_act_is_done(screen: TodayScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.place_requested) as asked:
        QTest.keyClick(screen.list, KEY.Key_Return)
    current = screen.current_item()
    assert current is not None
    assert asked.args == [place_of_act(current)]


def test_a_letter_is_done_at_the_letter_and_a_step_at_the_case() -> None:
    assert place_of_act(item(1, act="notice")) == Place("letter", "XF2026-0001", "notice")
    assert place_of_act(item(1, act="urged")) == Place("case", "XF2026-0001", "urged")
    served = item(1, act="served", of="告〔2026〕1号")
    assert place_of_act(served) == Place("service", "XF2026-0001", "告〔2026〕1号")
    there = Place("service", "XF2026-0001")
    assert place_of_act(item(1, act="notified")) == there
    entry = item(1, rule="", act="entered-nationally")
    assert place_of_act(entry) == Place("national", "XF2026-0001")


def test_space_opens_the_case_and_w_asks_why(screen: TodayScreen, qtbot: QtBot) -> None:
    current = screen.current_item()
    assert current is not None
    with qtbot.waitSignal(screen.place_requested) as asked:
        QTest.keyClick(screen.list, KEY.Key_Space)
    assert asked.args == [Place("case", current.local_no)]
    with qtbot.waitSignal(screen.why_requested) as asked:
        QTest.keyClick(screen.list, KEY.Key_W)
    assert asked.args == [WhyQuestion(current.local_no, current.rule, current.of)]


def test_the_arrows_pass_over_heads_and_the_panel_follows(
    screen: TodayScreen, settled: Callable[[], None]
) -> None:
    first = screen.current_item()
    QTest.keyClick(screen.list, KEY.Key_Down)
    settled()
    second = screen.current_item()
    assert first is not None
    assert second is not None
    assert first != second
    assert second.deadline is not None
    assert f"{second.deadline:%m-%d}" in screen.panel._why_head._word.text()


def test_a_press_on_the_button_of_a_row_does_it(screen: TodayScreen, qtbot: QtBot) -> None:
    row = screen.model.row_of(None)
    rect = screen.list.button_rect(screen.list.visualRect(screen.model.index(row)))
    with qtbot.waitSignal(screen.place_requested):
        QTest.mouseClick(screen.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    with qtbot.assertNotEmitted(screen.place_requested):
        QTest.mouseClick(
            screen.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, rect.center().y())
        )


def test_a_name_shows_while_f6_is_held_and_the_journal_knows(
    screen: TodayScreen, settled: Callable[[], None], desk: Desk
) -> None:
    current, row = screen.current_item(), screen.list.currentIndex().row()
    assert current is not None
    assert screen.list.name_in(row, current.name) == "黄**"
    QTest.keyPress(screen.list, KEY.Key_F6)
    settled()
    assert screen.list.name_in(row, current.name) == "黄䶮"
    QTest.keyRelease(screen.list, KEY.Key_F6)
    assert screen.list.name_in(row, current.name) == "黄**"
    with desk.reading() as work:
        assert any(entry.action == "case.reveal" for entry in work.journal.entries())


def test_a_new_commit_is_seen_and_the_row_is_kept(
    screen: TodayScreen, context: ScreenContext, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    context.relay.changed.connect(screen.refresh)
    kept, before = screen.current_item(), screen.model.rowCount()
    intake.register(context.desk, desks.registration(received_on="2026-11-05"))
    qtbot.waitUntil(lambda: screen.model.rowCount() > before, timeout=5000)
    settled()
    assert screen.current_item() == kept


def test_nothing_to_do_teaches_what_belongs_here(
    qtbot: QtBot, context: ScreenContext, settled: Callable[[], None]
) -> None:
    screen = TodayScreen(context)
    qtbot.addWidget(screen)
    screen.show()
    screen.open_at(Place("today"))
    settled()
    assert screen.middle.currentWidget() is screen.empty
    with qtbot.waitSignal(screen.place_requested) as asked:
        screen._new.click()
    assert asked.args == [Place("intake", detail="new")]


def test_ctrl_p_shows_the_page_that_prints(
    screen: TodayScreen, settled: Callable[[], None], qtbot: QtBot
) -> None:
    QTest.keyClick(screen.list, KEY.Key_P, Qt.KeyboardModifier.ControlModifier)
    settled()
    panel = screen.acts.page_panel
    assert panel.isVisible()
    assert panel.pdf.startswith(b"%PDF-")
    text = PdfFile(panel.pdf).text_of(0)
    assert "11月20日 星期五" in text
    assert "黄**" in text
    assert "黄䶮" not in text
    with qtbot.waitSignal(screen.toast_requested) as said:
        panel.print_button.click()
    assert said.args is not None
    assert said.args[0].text == "今日清单：本机没有打印机"


def test_a_reminder_is_put_off_with_a_reason_and_taken_back(
    screen: TodayScreen, settled: Callable[[], None], context: ScreenContext, qtbot: QtBot
) -> None:
    context.relay.changed.connect(screen.refresh)
    raw = desks.registration(received_on="2026-11-11", petitioned_on="2026-11-11", demands=["甲"])
    number = intake.register(context.desk, raw).local_no
    qtbot.waitUntil(lambda: _row_of(screen, number) >= 0, timeout=5000)
    settled()
    screen.list.setCurrentIndex(screen.model.index(_row_of(screen, number)))
    QTest.keyClick(screen.list, KEY.Key_P)
    settled()
    panel = screen.acts.postpone_panel
    assert panel.isVisible()
    panel.postpone_button.click()
    settled()
    assert "必须写明" in panel.reason_field.note.text
    panel.day.set_day(date(2026, 11, 26))
    panel.reason.setText("承办人外出取证")
    panel.postpone_button.click()
    settled()
    assert "最晚推迟到 2026-11-25" in panel.day_field.note.text
    panel.day.set_day(date(2026, 11, 24))
    with qtbot.waitSignal(screen.toast_requested) as said:
        panel.postpone_button.click()
    note = said.args[0] if said.args else None
    assert note.text == f"{number} 书面告知 推迟到 11-24 再提醒"
    qtbot.waitUntil(lambda: _postponed(screen) == [number], timeout=5000)
    settled()
    screen.open_at(Place("today", detail="postponed"))
    settled()
    put_off = screen.model.item(_row_of(screen, number))
    assert put_off is not None
    assert (chip_of(put_off), mark_of(put_off)) == ("至 11-24", Mark.PAUSED)
    note.act()
    qtbot.waitUntil(lambda: _postponed(screen) == [], timeout=5000)


def _row_of(screen: TodayScreen, number: str) -> int:
    rows = range(screen.model.rowCount())
    found = [row for row in rows if (one := screen.model.item(row)) and one.local_no == number]
    return found[0] if found else -1


def _postponed(screen: TodayScreen) -> list[str]:
    groups = screen._page.groups if screen._page else ()
    return [one.local_no for each in groups if each.id == "postponed" for one in each.items]


def test_what_is_late_cannot_be_put_off_and_a_queue_without_a_day_neither(
    screen: TodayScreen, settled: Callable[[], None], qtbot: QtBot
) -> None:
    QTest.keyClick(screen.list, KEY.Key_P)
    settled()
    panel = screen.acts.postpone_panel
    assert panel.offer is not None
    assert panel.offer.refusal == "已经逾期的事项不能推迟"
    assert not panel.postpone_button.isVisible()
    panel.close_panel()
    with qtbot.waitSignal(screen.toast_requested) as said:
        screen.acts.postpone(item(1, rule="", act="entered-nationally"))
    assert said.args is not None
    assert said.args[0].text == "这一项没有期限，不用推迟"


def test_a_place_names_the_group_that_is_shown_alone(
    screen: TodayScreen, settled: Callable[[], None]
) -> None:
    screen.open_at(Place("today", detail="overdue"))
    settled()
    assert screen.tabs.current == "overdue"
    screen.open_at(Place("today", detail="to-follow-up"))
    settled()
    assert screen.tabs.current == "all", "a group that holds nothing is not shown empty"


def test_the_sidebar_counts_what_is_late_or_due(desk: Desk, registered: list[str]) -> None:
    assert waiting_count(desk) >= 1
