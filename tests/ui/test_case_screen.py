"""A case on the screen: covered, lawful, one key to the next act, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petition_desk.domain.office import Unit
from petition_desk.domain.step_kinds import STEP_KINDS
from petition_desk.services import casework, intake, letters, settings
from petition_desk.services.desk import Desk
from petition_desk.ui.presence import Reveal
from petition_desk.ui.relay import ChangeRelay
from petition_desk.ui.screens.base import Place, ScreenContext, WhyQuestion
from petition_desk.ui.screens.case import CaseScreen
from petition_desk.ui.screens.case.letter_row import LetterRow
from petition_desk.ui.screens.case.step_form import StepChoices, StepForm, text_of
from petition_desk.ui.widgets.edits import Choice, LineEdit
from petition_desk.ui.widgets.options import Options
from petition_desk.ui.work import Work
from tests import desks
from tests.ui.case_words import words_in
from tests.ui.keyboard import CTRL, Key, focused, press, say, shown, until

FULL = ("黄䶮", "11010519491231002X", "13812345678", "幸福路1号")
COVERED = ("黄**", "110105********002X", "138****5678", "某某县城关镇**")


@pytest.fixture
def number(desk: Desk) -> str:
    """A case that was accepted and told about, and is being handled."""
    raw = desks.registration(
        received_on="2026-11-06",
        petitioned_on="2026-11-06",
        summary="黄䶮反映户口登记姓名用字错误",
        demands=["更正户籍姓名", "书面道歉"],
    )
    local_no = intake.register(desk, raw).local_no
    settings.save_unit(desk, Unit("户政中心", "赵警官", "0771-2345678"))
    return local_no


@pytest.fixture
def screen(
    qtbot: QtBot, context: ScreenContext, number: str, settled: Callable[[], None]
) -> Iterator[CaseScreen]:
    made = CaseScreen(context)
    shown(qtbot, made)
    context.relay.changed.connect(made.refresh)
    made.open_at(Place("case", number))
    settled()
    made.setFocus()
    yield made
    made.close()


def ask(screen: CaseScreen, kind: str) -> StepForm:
    screen.acts.ask_step(kind)
    panel = screen.acts.step_panel
    assert panel is not None
    assert panel.form is not None
    return panel.form


def set_texts(form: StepForm, **values: str) -> None:
    form.set_typed(values)


def test_identities_are_covered_everywhere_on_the_screen(screen: CaseScreen) -> None:
    words = words_in(screen)
    for full in FULL:
        assert full not in words
    for covered in COVERED:
        assert covered in words
    assert "黄**反映户口登记姓名用字错误" in words


def test_a_held_f6_shows_them_and_the_journal_is_told_once(
    qtbot: QtBot, desk: Desk, screen: CaseScreen, number: str, settled: Callable[[], None]
) -> None:
    def reveals() -> int:
        with desk.reading() as work:
            return sum(entry.action == "case.reveal" for entry in work.journal.entries())

    before = reveals()
    screen.context.reveal._set(shown=True)
    settled()
    until(qtbot, lambda: "13812345678" in words_in(screen))
    assert "黄䶮" in words_in(screen)
    screen.context.reveal._set(shown=False)
    until(qtbot, lambda: "13812345678" not in words_in(screen))
    assert "黄䶮" not in words_in(screen)
    assert reveals() == before + 1


def test_the_head_says_state_and_the_sentence_that_matters(screen: CaseScreen, number: str) -> None:
    assert screen.head.number.text() == number
    assert screen.head.state.accessibleName() == "待告知"
    assert screen.head.chip.accessibleName().startswith("书面告知 剩 1 天")
    assert "期满 11-21 周六" in screen.head.says.text()
    assert "今天是期前最后一个工作日" in screen.head.says.text()


def test_the_timeline_tells_what_was_done_and_what_is_to_come(screen: CaseScreen) -> None:
    told = screen.middle.timeline.accessibleDescription()
    assert told.startswith("11-06 来访登记")
    assert "甄别途径" in told
    assert "书面告知" in told


def test_enter_does_the_likely_act_which_is_to_screen_the_demands(
    screen: CaseScreen, number: str
) -> None:
    primary = screen.foot.primary
    assert primary is not None
    assert primary.id == "screen"
    press(Key.Key_Return)
    screening = screen.acts.screening
    assert screening is not None
    assert screening.panel.isVisible()


def test_nine_times_enter_for_each_demand_records_both_pathways(
    qtbot: QtBot, desk: Desk, screen: CaseScreen, number: str, settled: Callable[[], None]
) -> None:
    press(Key.Key_Return)
    for _demand in range(2):
        until(qtbot, lambda: screen.acts.screening.panel.isVisible())
        while screen.acts.screening.panel.question is not None:
            press(Key.Key_Return)
        assert screen.acts.screening.panel.pathway is not None
        press(Key.Key_Return)
        settled()
    steps = casework.show(desk, number).steps
    assert [(step.kind, step.number("demand")) for step in steps] == [
        ("screened", 1),
        ("screened", 2),
    ]
    assert all("甄别：" in step.text("reasons") for step in steps)
    until(qtbot, lambda: screen.foot.primary is not None and screen.foot.primary.id == "accept")


def test_a_step_is_recorded_by_the_keyboard_and_the_unit_fills_in_who_handles(
    qtbot: QtBot, desk: Desk, screen: CaseScreen, number: str, settled: Callable[[], None]
) -> None:
    form = ask(screen, "accepted")
    unit = form.editor("unit")
    assert isinstance(unit, LineEdit)
    unit.setFocus()
    say("户政中心")
    assert form.typed()["handler"] == "赵警官"
    assert form.typed()["handler_phone"] == "0771-2345678"
    with qtbot.waitSignal(screen.toast_requested) as said:
        press(Key.Key_Return, mod=CTRL)
    settled()
    accepted = casework.show(desk, number).steps[-1]
    assert accepted.kind == "accepted"
    assert accepted.text("handler") == "赵警官"
    assert "办结起算，期满 01-19" in said.args[0].text
    assert "黄" not in said.args[0].text
    until(qtbot, lambda: "受理" in screen.middle.timeline.accessibleDescription())


def test_what_was_typed_by_hand_is_not_overwritten_by_the_directory(screen: CaseScreen) -> None:
    form = ask(screen, "dispatched")
    set_texts(form, handler="孙警官")
    set_texts(form, unit="户政中心")
    assert form.typed()["handler"] == "孙警官"
    assert form.typed()["handler_phone"] == "0771-2345678"


def test_enter_goes_on_and_ends_on_the_button(screen: CaseScreen) -> None:
    form = ask(screen, "transferred")
    panel = screen.acts.step_panel
    assert panel is not None
    assert focused() is form.editor("to")
    press(Key.Key_Return)
    assert focused() is form.editor("phone")
    press(Key.Key_Return, Key.Key_Return)
    assert focused() is panel.record_button


def test_a_missing_field_is_said_under_it(screen: CaseScreen, settled: Callable[[], None]) -> None:
    form = ask(screen, "transferred")
    press(Key.Key_Return, mod=CTRL)
    settled()
    assert form._fields["to"].note.text == "必须填写"
    assert focused() is form.editor("to")


def test_a_day_that_is_none_is_said_before_anything_is_sent(screen: CaseScreen) -> None:
    form = ask(screen, "withdrawn")
    set_texts(form, on="昨儿个")
    press(Key.Key_Return, mod=CTRL)
    assert "不是日期" in form._fields["on"].note.text


def test_what_was_typed_stands_there_again_after_esc(screen: CaseScreen) -> None:
    form = ask(screen, "lead")
    set_texts(form, leader="局长", note="先记着")
    press(Key.Key_Escape)
    assert not screen.acts.step_panel.isVisible()
    again = ask(screen, "lead")
    assert again.typed()["leader"] == "局长"
    assert again.typed()["note"] == "先记着"
    other = ask(screen, "aid")
    assert "局长" not in other.typed().values()


def test_what_the_law_refuses_is_refused_with_its_article_and_can_be_recorded_with_a_reason(
    qtbot: QtBot, desk: Desk, screen: CaseScreen, number: str, settled: Callable[[], None]
) -> None:
    close = next(act for act in screen.view.standing.lawful_next if act.id == "close")
    assert not close.is_allowed
    screen.acts.do(close)
    panel = screen.acts.step_panel
    assert panel is not None
    assert "《信访工作条例》" in panel.refusal.text
    set_texts(panel.form, how="已答复")
    press(Key.Key_Return, mod=CTRL)
    settled()
    assert panel.isVisible()
    assert casework.show(desk, number).steps == ()
    panel.violation.record_button.click()
    assert "写明实际情况" in panel.violation.note.text
    panel.violation.reason.setFocus()
    say("当天已口头答复并经本人同意，先行结案")
    panel.violation.record_button.click()
    settled()
    step = casework.show(desk, number).steps[-1]
    assert step.kind == "closed"
    assert step.violation.startswith("当天已口头答复")
    until(qtbot, lambda: "结案" in screen.middle.timeline.accessibleDescription())
    screen.middle.choose(1)
    assert "违规" in words_in(screen.middle.detail)


def test_the_refused_act_stands_at_the_right_with_its_reason(screen: CaseScreen) -> None:
    refused = screen.foot.refusals[0]
    assert refused.button.text() == "结案"
    assert not refused.button.isEnabled()
    assert "还没有甄别办理途径" in refused.reason.text()


def test_every_act_and_every_other_step_is_in_the_menu(screen: CaseScreen) -> None:
    menu = screen.foot.menu()
    allowed = [act for act in screen.view.standing.lawful_next if act.is_allowed]
    texts = [action.text() for action in menu.actions()]
    for act in allowed:
        assert any(text.startswith(act.label) for text in texts)
    submenus = {action.text(): action.menu() for action in menu.actions() if action.menu()}
    refused = [action.text() for action in submenus["现在不合规定的"].actions()]
    assert any(text.startswith("结案") and "还没有甄别" in text for text in refused)
    others = [action.text() for action in submenus["记其他步骤"].actions()]
    assert "会审…" in others
    assert "领导包案…" in others
    assert "转办…" not in others


def test_a_letter_act_goes_to_the_letter(
    qtbot: QtBot, desk: Desk, screen: CaseScreen, number: str, settled: Callable[[], None]
) -> None:
    casework.record_step(desk, number, "accepted", {"pathway": "31-6"})
    screen.refresh()
    settled()
    primary = screen.foot.primary
    assert primary is not None
    assert primary.letter == "accept"
    with qtbot.waitSignal(screen.place_requested) as asked:
        press(Key.Key_Return)
    assert asked.args == [Place("letter", number, "accept")]


def test_an_issued_letter_stands_at_the_right_and_opens_as_it_was_kept(
    qtbot: QtBot, desk: Desk, screen: CaseScreen, number: str, settled: Callable[[], None]
) -> None:
    casework.record_step(
        desk, number, "accepted",
        {"pathway": "31-6", "unit": "户政中心", "handler": "赵警官",
         "handler_phone": "0771-2345678"},
    )  # fmt: skip
    letter = letters.issue(desk, number, "accept")
    screen.refresh()
    settled()

    def rows_now() -> dict[str, LetterRow]:
        rows = screen.side.findChildren(LetterRow)
        return {row.line.kind: row for row in rows if row.isVisible()}

    until(qtbot, lambda: "accept" in rows_now())
    rows = rows_now()
    assert rows["accept"].line.number == letter.number
    assert rows["accept"].line.says == "未送达"
    assert rows["opinion"].line.says == "未出"
    with qtbot.waitSignal(screen.place_requested) as asked:
        rows["accept"].opened.emit()
    assert asked.args == [Place("letter", number, "accept", {"issued": letter.number})]


def test_the_form_of_serving_proposes_the_letter_that_has_not_arrived(
    desk: Desk, screen: CaseScreen, number: str, settled: Callable[[], None]
) -> None:
    for issued in ("告一号", "告二号"):
        casework.record_step(desk, number, "issued", {"kind": "notice", "number": issued})
    casework.record_step(
        desk, number, "served", {"letter": "告二号", "way": "当面", "result": "本人签收"}
    )
    screen.refresh()
    settled()
    form = ask(screen, "served")
    letter, way = form.editor("letter"), form.editor("way")
    assert isinstance(letter, Choice)
    assert letter.value() == "告一号"
    assert isinstance(way, Options)
    way.setFocus()
    press(Key.Key_2)
    assert way.value() == "邮寄"


def test_w_asks_why_of_the_next_clock_and_each_clock_asks_for_itself(
    qtbot: QtBot, screen: CaseScreen, number: str
) -> None:
    with qtbot.waitSignal(screen.why_requested) as asked:
        press(Key.Key_W)
    assert asked.args == [WhyQuestion(number, "notify-direct", "")]


def test_esc_goes_back_and_first_closes_the_chosen_step(qtbot: QtBot, screen: CaseScreen) -> None:
    screen.middle.timeline.choose(0)
    assert screen.middle.detail.isVisible()
    press(Key.Key_Escape)
    assert not screen.middle.detail.isVisible()
    with qtbot.waitSignal(screen.back_requested):
        press(Key.Key_Escape)


def test_a_place_with_a_kind_of_step_opens_its_form(
    screen: CaseScreen, number: str, settled: Callable[[], None]
) -> None:
    screen.open_at(Place("case", number, "entered-nationally"))
    settled()
    panel = screen.acts.step_panel
    assert panel is not None
    assert panel.isVisible()
    assert panel.form.editor("number") is not None
    panel.close_panel()
    screen.refresh()
    settled()
    assert not panel.isVisible()


def test_every_kind_of_step_has_a_form_whose_fields_are_named(qtbot: QtBot) -> None:
    choices = StepChoices(desks.TODAY, demands=(("1", "甲"), ("2", "乙")))
    for kind in STEP_KINDS:
        form = StepForm(kind.id, choices)
        qtbot.addWidget(form)
        assert set(form.typed()) == {"on", "note", *(item.key for item in kind.fields)}
        for editor in form.editors:
            assert editor.accessibleName()
            assert text_of(editor) in ("", desks.TODAY.isoformat())


def test_a_case_that_is_withheld_tells_number_and_clock_and_offers_nothing(
    qapp: QApplication, qtbot: QtBot, desk: Desk, work: Work, settled: Callable[[], None]
) -> None:
    sealed = intake.register(desk, desks.registration(confidential=True)).local_no
    folder = desk.data_dir
    desk.close()
    other = desks.open_again(folder, account=desks.COLLEAGUE)
    relay = ChangeRelay(other)
    made = CaseScreen(ScreenContext(other, relay, work, Reveal(qapp)))
    shown(qtbot, made)
    made.open_at(Place("case", sealed, "facts"))
    settled()
    words = words_in(made)
    assert sealed in words
    assert "保密件" in words
    assert "书面告知" in words
    for told in ("黄", "户口", "138", "来访登记"):
        assert told not in words
    assert made.foot.primary is None
    assert not made.foot.more_button.isVisible()
    assert made.acts.facts_panel is None
    made.setFocus(Qt.FocusReason.OtherFocusReason)
    press(Key.Key_E, Key.Key_Return)
    assert made.acts.facts_panel is None
    assert made.acts.step_panel is None
    made.close()
    relay.stop()
    other.close()
