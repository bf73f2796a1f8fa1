"""登记, by keyboard: the form, what it means beside it, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petition_desk.services import intake
from petition_desk.services.desk import Desk
from petition_desk.ui import theme
from petition_desk.ui.dialogs.why_panel import WhyPanel
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.intake import IntakeScreen
from petition_desk.ui.theme import Appearance, Scheme
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark
from tests import desks
from tests.ui.intake_steps import (
    ACCUSED,
    UNIT,
    Settled,
    answer_no_to_all,
    checked,
    open_intake,
    type_visit,
)
from tests.ui.keyboard import ALT, CTRL, Key, compose, focus_name, focused, press, say, shown, until


@pytest.fixture
def screen(
    qtbot: QtBot, desk: Desk, context: ScreenContext, settled: Settled
) -> Iterator[IntakeScreen]:
    made = open_intake(qtbot, desk, context, settled)
    yield made
    made.put_in_order()
    settled()


class TestTyping:
    def test_a_plain_visit_is_typed_without_the_mouse(self, screen: IntakeScreen) -> None:
        type_visit(demands=("说明原因", "赔礼道歉"))
        answer_no_to_all(2)
        say(UNIT)
        raw = screen.form.raw()
        assert raw["channel"] == "来访"
        assert raw["matter_kind"] == "申诉求决"
        assert raw["category"] == "投诉举报/接处警/不出警、出警慢"
        assert raw["accused_unit"] == ACCUSED
        assert raw["petitioners"][0]["name"] == "刘芳"
        assert [d["text"] for d in raw["demands"]] == ["说明原因", "赔礼道歉"]
        assert [d["pathway"] for d in raw["demands"]] == ["31-6", "31-6"]
        assert raw["_notice"]["handler"] == "赵警官"
        assert raw["_notice"]["handler_phone"] == "0771-1112223"

    def test_a_digit_chooses_and_goes_on(self, screen: IntakeScreen) -> None:
        press(Key.Key_2)
        assert screen.form.how.channel.value() == "来信"
        assert focus_name() == "来源"

    def test_alt_and_a_digit_jump_to_a_section(self, screen: IntakeScreen) -> None:
        press(Key.Key_3, mod=ALT)
        assert focus_name().startswith("事项类别")
        press(Key.Key_2, mod=ALT)
        assert focus_name() == "姓名"

    def test_an_identity_is_masked_as_soon_as_it_is_left(self, screen: IntakeScreen) -> None:
        press(Key.Key_2, mod=ALT)
        say("刘芳")
        assert screen.form.who.name.text() == "刘芳"
        press(Key.Key_Return)
        assert screen.form.who.name.text() == "刘**"
        assert screen.form.who.name.value() == "刘芳"

    def test_enter_is_left_to_the_input_method_while_it_composes(
        self, screen: IntakeScreen
    ) -> None:
        press(Key.Key_2, mod=ALT)
        compose("liufang")
        press(Key.Key_Return)
        assert focus_name() == "姓名"
        say("刘芳")
        press(Key.Key_Return)
        assert focus_name() == "证件号码"

    def test_tab_goes_through_every_field_in_reading_order(self, screen: IntakeScreen) -> None:
        names = []
        for _ in range(9):
            names.append(focus_name().partition("：")[0])
            press(Key.Key_Tab)
        assert names == [
            "信访形式", "匿名", "联名", "来源", "收到日期", "人数", "姓名", "证件号码", "手机",
        ]  # fmt: skip

    def test_backspace_takes_an_empty_demand_away(self, screen: IntakeScreen) -> None:
        screen.form.what.demands.lines[0].setFocus()
        say("说明原因")
        press(Key.Key_Down)
        assert len(screen.form.what.demands.lines) == 2
        press(Key.Key_Backspace)
        assert len(screen.form.what.demands.lines) == 1
        assert focused() is screen.form.what.demands.lines[0]

    def test_what_came_by_another_body_asks_for_its_letter(self, screen: IntakeScreen) -> None:
        field = screen.form.how.fields["incoming_doc_no"]
        assert not field.isVisible()
        screen.form.how.source.set_value("县信访局")
        assert field.isVisible()


class TestBeside:
    def test_the_notice_clock_stands_there_from_the_first_field_on(
        self, qtbot: QtBot, screen: IntakeScreen
    ) -> None:
        press(Key.Key_1)
        until(qtbot, lambda: screen.live.facts is not None)
        rules = [clock.rule.id for clock in screen.live.facts.check.clocks]
        assert "notify-direct" in rules

    def test_the_same_person_with_the_same_telephone_may_be_the_same_matter(
        self, qtbot: QtBot, desk: Desk, screen: IntakeScreen, settled: Settled
    ) -> None:
        first = intake.register(desk, desks.registration())
        settled()
        press(Key.Key_1)
        press(Key.Key_2, mod=ALT)
        say("黄䶮")
        press(Key.Key_Return, Key.Key_Return)
        say("13812345678")
        press(Key.Key_Return)
        until(qtbot, lambda: screen.panel.first_candidate == first.local_no)
        press(Key.Key_R, mod=ALT)
        assert screen.form.raw()["repeat_of"] == first.local_no
        press(Key.Key_R, mod=ALT)
        assert "repeat_of" not in screen.form.raw()
        press(Key.Key_B, mod=ALT)
        assert screen.panel.first_candidate == ""

    def test_the_unit_complained_of_is_not_proposed_to_handle_it(
        self, qtbot: QtBot, screen: IntakeScreen
    ) -> None:
        assert set(screen.form.do.unit.words) == {UNIT, ACCUSED}
        screen.form.what.accused.setText(ACCUSED)
        assert screen.form.do.unit.words == [UNIT]
        checked(qtbot, screen)

        def says_so() -> bool:
            labels = [label for label in screen.panel.findChildren(Words) if label.isVisible()]
            return any(ACCUSED in label.text() and "排除" in label.text() for label in labels)

        until(qtbot, says_so)

    def test_the_last_day_of_another_right_stands_there(
        self, qtbot: QtBot, screen: IntakeScreen
    ) -> None:
        screen.form.show_raw(
            {
                "channel": "来访",
                "received_on": "2026-11-20",
                "demands": [
                    {
                        "text": "撤销认定书",
                        "pathway": "31-1",
                        "reasons": "x",
                        "challenged_document": {
                            "name": "道路交通事故认定书",
                            "served_on": "2026-11-19",
                        },
                    }
                ],
            }
        )
        checked(qtbot, screen)
        last = screen.live.facts.check.rights[0]
        assert last.on.isoformat() == "2026-11-24"  # three working days

    def test_alt_w_explains_the_first_date(self, qtbot: QtBot, screen: IntakeScreen) -> None:
        press(Key.Key_1)
        until(qtbot, lambda: screen.live.facts is not None)
        press(Key.Key_W, mod=ALT)
        panel = screen.window().findChild(WhyPanel)
        assert panel.isVisible()
        assert any("12月5日" in words.text() for words in panel.findChildren(Words))
        press(Key.Key_Escape)
        assert not panel.isVisible()

    def test_large_text_puts_the_panel_behind_a_key_and_keeps_the_form_whole(
        self, qtbot: QtBot, qapp: QApplication, context: ScreenContext, settled: Settled
    ) -> None:
        theme.apply(qapp, Appearance(Scheme.LIGHT, 150))
        large = IntakeScreen(context)
        shown(qtbot, large, 1150, 550)
        settled()
        assert large.width() == 1150
        assert large.panel.isHidden()
        assert large.form.minimumSizeHint().width() <= large.width()
        press(Key.Key_P, mod=ALT)
        assert large.panel.isVisible()
        press(Key.Key_P, mod=ALT)
        assert large.panel.isHidden()

    def test_nothing_beside_the_form_takes_the_focus(
        self, qtbot: QtBot, screen: IntakeScreen
    ) -> None:
        type_visit()
        checked(qtbot, screen)
        before = focused()
        for _ in range(60):
            press(Key.Key_Tab)
            assert not screen.panel.isAncestorOf(focused())
        before.setFocus()


class TestFaults:
    def test_a_wrong_telephone_warns_and_does_not_block(
        self, qtbot: QtBot, screen: IntakeScreen
    ) -> None:
        press(Key.Key_1)
        press(Key.Key_2, mod=ALT)
        screen.form.who.mobile.setFocus()
        say("1385566213")
        press(Key.Key_Return)
        field = screen.form.who.fields["petitioners.0.mobile"]
        until(qtbot, lambda: field.mark is Mark.TODAY)
        assert field.note.text == "手机号应为 11 位，现为 10 位"
        assert not screen.foot.faults.isVisible()

    def test_what_is_missing_is_said_only_when_registering_is_tried(
        self, qtbot: QtBot, screen: IntakeScreen, settled: Settled
    ) -> None:
        press(Key.Key_1)
        checked(qtbot, screen)
        field = screen.form.what.fields["summary"]
        assert field.mark is Mark.NONE
        press(Key.Key_Return, mod=CTRL)
        settled()
        assert field.mark is Mark.OVERDUE
        assert screen.foot.faults.text() == "还有 1 处要改：摘要"
        assert focused() is screen.form.what.summary
        screen.form.how.source.setFocus()
        screen.foot.faults.click()
        assert focused() is screen.form.what.summary

    def test_nothing_is_told_before_the_questions_were_asked(
        self, screen: IntakeScreen, settled: Settled, desk: Desk
    ) -> None:
        type_visit()
        press(Key.Key_F8)
        settled()
        assert screen.form.do.fields["pathway"].mark is Mark.OVERDUE
        assert focused() is screen.form.do.pathway
        with desk.reading() as work:
            assert work.cases.get("XF2026-0001") is None
