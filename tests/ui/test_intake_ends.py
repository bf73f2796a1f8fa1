"""登记: drafts that are kept, and the ways a registration ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from petition_desk.services import casework, intake
from petition_desk.services.desk import Desk
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.intake import IntakeScreen
from petition_desk.ui.widgets.toast import ToastNote
from tests import desks
from tests.ui.intake_steps import (
    UNIT,
    Settled,
    answer_no_to_all,
    open_intake,
    type_visit,
)
from tests.ui.keyboard import ALT, CTRL, Key, focused, press, say, shown, until


@pytest.fixture
def screen(
    qtbot: QtBot, desk: Desk, context: ScreenContext, settled: Settled
) -> Iterator[IntakeScreen]:
    made = open_intake(qtbot, desk, context, settled)
    yield made
    made.put_in_order()
    settled()


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
        self, screen: IntakeScreen, settled: Settled
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
        settled: Settled,
    ) -> None:
        press(Key.Key_1)
        screen.put_in_order()
        again = IntakeScreen(context)
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
        self, qtbot: QtBot, desk: Desk, screen: IntakeScreen, settled: Settled
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
        self, desk: Desk, screen: IntakeScreen, settled: Settled
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
        self, desk: Desk, screen: IntakeScreen, settled: Settled
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
        self, desk: Desk, screen: IntakeScreen, settled: Settled
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
        self, desk: Desk, screen: IntakeScreen, settled: Settled
    ) -> None:
        type_visit()
        answer_no_to_all()
        press(Key.Key_F8)
        settled()
        assert screen.foot.faults.text() == "还有 3 处要改：承办单位、承办人、承办电话"
        assert focused() is screen.form.do.unit
        with desk.reading() as work:
            assert work.cases.get("XF2026-0001") is None

    def test_an_accusation_is_registered_sealed_and_its_notice_says_nothing_of_it(
        self, desk: Desk, screen: IntakeScreen, settled: Settled
    ) -> None:
        type_visit()
        press(*[Key.Key_Return] * 4, Key.Key_1, Key.Key_Return)
        press(Key.Key_F8)
        settled()
        view = casework.show(desk, "XF2026-0001")
        assert view.case.is_sealed
        assert {letter.kind for letter in view.letters} == {"report-notice", "service"}
        assert intake.drafts(desk) == ()

    def test_what_is_not_ours_is_refused_with_the_body_that_is_competent(
        self, desk: Desk, screen: IntakeScreen, settled: Settled
    ) -> None:
        type_visit(demands=("追讨合同欠款",))
        press(*[Key.Key_Return] * 3, Key.Key_1, Key.Key_Return)
        assert screen.form.do.act.value() == "not-ours"
        say("某某县人力资源和社会保障局")
        press(Key.Key_F8)
        settled()
        assert screen.foot.faults.text() == "还有 2 处要改：机关电话、材料去向"
        assert focused() is screen.form.do.phone
        say("0771-8888888")
        press(Key.Key_Return, Key.Key_3)
        press(Key.Key_F8)
        settled()
        view = casework.show(desk, "XF2026-0001")
        assert {letter.kind for letter in view.letters} == {"not-accept", "service"}
        refused = next(step for step in view.steps if step.kind == "not-accepted")
        assert refused.text("material") == "未提交材料"

    def test_what_another_body_sent_and_is_not_ours_goes_on_to_the_objection(
        self, desk: Desk, screen: IntakeScreen, settled: Settled
    ) -> None:
        places: list[Place] = []
        screen.place_requested.connect(places.append)
        type_visit(demands=("追讨合同欠款",))
        screen.form.how.source.set_value("县信访局")
        press(*[Key.Key_Return] * 3, Key.Key_1, Key.Key_Return)
        press(Key.Key_F8)
        settled()
        assert places == [Place("case", "XF2026-0001", "objection")]
        assert casework.show(desk, "XF2026-0001").letters == ()

    def test_an_inquiry_answered_at_the_desk_is_closed(
        self, desk: Desk, screen: IntakeScreen, settled: Settled
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


def test_a_form_begun_after_midnight_begins_with_the_new_day(
    screen: IntakeScreen, settled: Settled
) -> None:
    tomorrow = desks.TODAY + timedelta(days=1)
    screen.form.set_today(tomorrow)
    assert screen.form.how.received.day() == tomorrow
    press(Key.Key_1)
    screen.form.set_today(tomorrow + timedelta(days=1))
    assert screen.form.how.received.day() == tomorrow  # what was begun keeps its day
    settled()
