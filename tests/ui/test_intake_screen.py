"""登记, by keyboard: the form, its drafts, what it means beside it, and the ways to end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from petition_desk.domain.office import Unit
from petition_desk.services import casework, intake, settings
from petition_desk.services.desk import Desk
from petition_desk.ui.error_box import Fault
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.intake import IntakeScreen
from petition_desk.ui.screens.intake.screen import IntakeScreen as _Screen
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.toast import ToastNote
from tests import desks
from tests.ui.keyboard import (
    ALT,
    CTRL,
    Key,
    compose,
    focus_name,
    focused,
    press,
    say,
    shown,
    until,
)

SETTLED = Callable[[], None]
UNIT, ACCUSED = "治安管理大队", "河东派出所"


@pytest.fixture
def screen(
    qtbot: QtBot, desk: Desk, context: ScreenContext, settled: SETTLED
) -> Iterator[IntakeScreen]:
    settings.save_unit(desk, Unit(UNIT, "赵警官", "0771-1112223"))
    settings.save_unit(desk, Unit(ACCUSED, "钱警官", "0771-2223334"))
    made = IntakeScreen(context)
    shown(qtbot, made)
    made.open_at(Place("intake"))
    settled()
    until(qtbot, lambda: focus_name().startswith("信访形式"))
    yield made
    made.put_in_order()
    settled()


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
        self, qtbot: QtBot, desk: Desk, screen: IntakeScreen, settled: SETTLED
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
        words = [label.text() for label in screen.panel.findChildren(Words) if label.isVisible()]
        assert any(ACCUSED in text and "排除" in text for text in words)

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
        self, qtbot: QtBot, screen: IntakeScreen, settled: SETTLED
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
        self, screen: IntakeScreen, settled: SETTLED, desk: Desk
    ) -> None:
        type_visit()
        press(Key.Key_F8)
        settled()
        assert screen.form.do.fields["pathway"].mark is Mark.OVERDUE
        assert focused() is screen.form.do.pathway
        with desk.reading() as work:
            assert work.cases.get("XF2026-0001") is None


class TestDrafts:
    def test_what_is_typed_is_kept_within_two_seconds(
        self, qtbot: QtBot, desk: Desk, screen: IntakeScreen
    ) -> None:
        press(Key.Key_1)
        press(Key.Key_2, mod=ALT)
        say("刘芳")
        qtbot.waitUntil(lambda: len(intake.drafts(desk)) == 1, timeout=2_000)
        until(qtbot, lambda: screen.head.saved_text.startswith("草稿已自动保存"))
        assert intake.drafts(desk)[0].raw["petitioners"][0]["name"] == "刘芳"

    def test_ctrl_tab_goes_to_the_next_draft_and_back(
        self, screen: IntakeScreen, settled: SETTLED
    ) -> None:
        press(Key.Key_1)
        screen.drafts.blank()
        press(Key.Key_2)
        assert [tab.word for tab in screen.drafts.book.tabs()] == ["来访", "来信"]
        press(Key.Key_Tab, mod=CTRL)
        assert screen.form.how.channel.value() == "来访"
        press(Key.Key_Tab, mod=CTRL)
        assert screen.form.how.channel.value() == "来信"

    def test_a_name_stands_masked_on_its_tab(self, screen: IntakeScreen) -> None:
        press(Key.Key_1)
        press(Key.Key_2, mod=ALT)
        say("刘芳")
        assert screen.drafts.book.tabs()[0].word == "来访 · 刘**"

    def test_kept_drafts_are_opened_again(
        self,
        qtbot: QtBot,
        desk: Desk,
        context: ScreenContext,
        screen: IntakeScreen,
        settled: SETTLED,
    ) -> None:
        press(Key.Key_1)
        screen.put_in_order()
        again = _Screen(context)
        shown(qtbot, again)
        again.open_at(Place("intake"))
        settled()
        assert [tab.word for tab in again.drafts.book.tabs()] == ["新登记", "来访"]
        assert again.draft_count() == 1

    def test_f9_hides_the_matter_behind_an_empty_form_and_brings_it_back(
        self, screen: IntakeScreen
    ) -> None:
        here = Place("intake", detail="new")
        screen.open_at(here)
        press(Key.Key_1)
        screen.form.who.name.setFocus()
        say("刘芳")
        screen.open_at(Place("intake", detail="blank"))
        assert screen.form.raw() == {}
        screen.open_at(here)
        assert screen.form.who.name.value() == "刘芳"
        screen.open_at(Place("intake", detail="blank"))
        screen.open_at(Place("intake", detail="new"))  # Ctrl+N instead of F9
        assert screen.form.raw() == {}

    def test_a_draft_given_up_can_be_taken_back(
        self, qtbot: QtBot, desk: Desk, screen: IntakeScreen, settled: SETTLED
    ) -> None:
        press(Key.Key_1)
        screen.put_in_order()
        notes: list[ToastNote] = []
        screen.toast_requested.connect(notes.append)
        screen.foot.discard.click()
        settled()
        assert intake.drafts(desk) == ()
        assert screen.form.raw() == {}
        notes[0].act()
        settled()
        assert screen.form.how.channel.value() == "来访"
        assert len(intake.drafts(desk)) == 1


class TestEnding:
    def test_ctrl_enter_registers_and_the_draft_is_gone(
        self, desk: Desk, screen: IntakeScreen, settled: SETTLED
    ) -> None:
        type_visit()
        screen.put_in_order()
        press(Key.Key_Return, mod=CTRL)
        settled()
        case = casework.show(desk, "XF2026-0001").case
        assert case.summary == "反映民警到场迟缓"
        assert case.main_petitioner.name == "刘芳"
        assert intake.drafts(desk) == ()
        assert screen.form.raw() == {}

    def test_f8_registers_issues_notice_and_sheet_and_goes_to_the_letter(
        self, desk: Desk, screen: IntakeScreen, settled: SETTLED
    ) -> None:
        places: list[Place] = []
        screen.place_requested.connect(places.append)
        type_visit()
        answer_no_to_all()
        say(UNIT)
        press(Key.Key_F8)
        settled()
        view = casework.show(desk, "XF2026-0001")
        assert {letter.kind for letter in view.letters} == {"accept", "service"}
        assert any(step.kind == "accepted" and step.text("unit") == UNIT for step in view.steps)
        screened = next(step for step in view.steps if step.kind == "screened")
        assert "1否；2否" in screened.text("reasons")
        accept = next(letter for letter in view.letters if letter.kind == "accept")
        values = {"issued": accept.number, "print": "yes"}
        assert places == [Place("letter", "XF2026-0001", "accept", values)]

    def test_a_letter_that_lacks_a_fact_never_costs_the_registration(
        self, desk: Desk, screen: IntakeScreen, settled: SETTLED
    ) -> None:
        places: list[Place] = []
        screen.place_requested.connect(places.append)
        type_visit(name="")
        answer_no_to_all()
        say(UNIT)
        press(Key.Key_F8)
        settled()
        view = casework.show(desk, "XF2026-0001")
        assert view.letters == ()
        assert places == [Place("letter", "XF2026-0001", "accept", {})]

    def test_who_handles_it_is_asked_for_before_anything_is_registered(
        self, desk: Desk, screen: IntakeScreen, settled: SETTLED
    ) -> None:
        type_visit()
        answer_no_to_all()
        press(Key.Key_F8)
        settled()
        assert screen.foot.faults.text() == "还有 3 处要改：承办单位、承办人、承办电话"
        assert focused() is screen.form.do.unit
        with desk.reading() as work:
            assert work.cases.get("XF2026-0001") is None

    def test_an_accusation_is_registered_sealed_and_its_notice_made_elsewhere(
        self, desk: Desk, screen: IntakeScreen, settled: SETTLED
    ) -> None:
        faults: list[Fault] = []
        screen.fault_raised.connect(faults.append)
        type_visit()
        press(*[Key.Key_Return] * 4, Key.Key_1, Key.Key_Return)
        press(Key.Key_F8)
        settled()
        assert faults[0].sentence.startswith(
            "XF2026-0001 已登记，但没有当场告知：检举控告接收告知书"
        )
        assert casework.show(desk, "XF2026-0001").case.is_sealed
        assert intake.drafts(desk) == ()

    def test_an_inquiry_answered_at_the_desk_is_closed(
        self, desk: Desk, screen: IntakeScreen, settled: SETTLED
    ) -> None:
        type_visit(demands=("户口怎么迁",))
        press(Key.Key_Return)
        press(*[Key.Key_Return] * 8)
        press(Key.Key_2, Key.Key_Return)
        assert screen.form.do.act.value() == "answered"
        press(Key.Key_F8)
        settled()
        steps = casework.show(desk, "XF2026-0001").steps
        assert any(s.kind == "closed" and s.text("how") == "当场答复" for s in steps)
