"""The parts of the registration and of the letter, each alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from petition_desk.domain.screening import NO
from petition_desk.ui.dialogs.screening_panel import Screened, ScreeningPanel
from petition_desk.ui.widgets.blanks_form import BlankLine, BlanksForm
from petition_desk.ui.widgets.category_picker import CategoryPicker
from petition_desk.ui.widgets.counted_edit import CountedEdit
from petition_desk.ui.widgets.demand_list import DemandList
from petition_desk.ui.widgets.field_chain import FieldChain
from petition_desk.ui.widgets.suggest_edit import SuggestEdit
from tests import desks
from tests.ui.keyboard import Key, compose, focused, press, say, shown

Make = Callable[[QWidget], None]


@pytest.fixture
def at_work(qtbot: QtBot) -> Iterator[Make]:
    """Show a part in a window and give it the focus."""
    windows: list[QWidget] = []  # nobody else keeps them

    def show(part: QWidget) -> None:
        window = QWidget()
        windows.append(window)
        QVBoxLayout(window).addWidget(part)
        shown(qtbot, window, 400, 300)
        part.setFocus()

    yield show
    windows.clear()


class TestCategoryPicker:
    def test_digits_lead_down_the_levels(self, at_work: Make) -> None:
        picker = CategoryPicker()
        at_work(picker)
        press(Key.Key_2, Key.Key_2, Key.Key_4)
        assert picker.value() == "投诉举报/执法办案/事故处理不公"

    def test_a_letter_chooses_what_stands_behind_nine(self, at_work: Make) -> None:
        picker = CategoryPicker()
        at_work(picker)
        press(Key.Key_2, Key.Key_2, Key.Key_B)
        assert picker.value() == "投诉举报/执法办案/关系案人情案"

    def test_arrows_choose_too_and_a_level_can_be_left(self, at_work: Make) -> None:
        picker = CategoryPicker()
        at_work(picker)
        press(Key.Key_Down, Key.Key_Right, Key.Key_Left, Key.Key_Down, Key.Key_Return)
        press(Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Return)
        assert picker.value() == "投诉举报/其他"

    def test_tab_takes_the_level_that_is_open(self, at_work: Make) -> None:
        picker = CategoryPicker()
        at_work(picker)
        press(Key.Key_5, Key.Key_Tab)
        assert picker.value() == "咨询"

    def test_esc_changes_nothing(self, at_work: Make) -> None:
        picker = CategoryPicker()
        picker.set_value("表扬")
        at_work(picker)
        press(Key.Key_2, Key.Key_Escape)
        assert picker.value() == "表扬"
        press(Key.Key_Backspace)
        assert picker.value() == ""


class TestSuggestEdit:
    def test_what_contains_the_text_is_proposed(self, at_work: Make) -> None:
        edit = SuggestEdit(["治安管理大队", "交通警察大队"])
        at_work(edit)
        say("交通")
        assert edit.is_proposing
        press(Key.Key_Down, Key.Key_Return)
        assert edit.text() == "交通警察大队"

    def test_nothing_is_proposed_while_characters_are_composed(self, at_work: Make) -> None:
        edit = SuggestEdit(["治安管理大队"])
        at_work(edit)
        say("治")
        assert edit.is_proposing
        edit._popup.hide()
        edit.setFocus()
        compose("an")
        assert not edit.is_proposing
        assert edit.text() == "治"
        say("安")
        assert edit.text() == "治安"
        assert edit.is_proposing

    def test_down_shows_all_and_what_is_unknown_is_taken(self, at_work: Make) -> None:
        edit = SuggestEdit(["治安管理大队", "交通警察大队"])
        at_work(edit)
        press(Key.Key_Down)
        assert edit.is_proposing
        press(Key.Key_Escape)
        say("某某公司")
        assert edit.text() == "某某公司"
        assert not edit.is_proposing


class TestDemandList:
    def test_down_on_an_empty_demand_adds_none(self, at_work: Make) -> None:
        demands = DemandList()
        at_work(demands)
        press(Key.Key_Down)
        assert len(demands.lines) == 1

    def test_what_the_questions_gave_stays_with_its_demand(self, at_work: Make) -> None:
        demands = DemandList()
        at_work(demands)
        demands.set_value([{"text": "甲", "pathway": "31-6"}, {"text": ""}, "乙"])
        assert demands.value() == [{"text": "甲", "pathway": "31-6"}, {"text": "乙"}]
        assert demands.line_of(1) is demands.lines[2]
        demands.set_value([])
        assert demands.value() == []
        assert demands.lines[0].facts == {}


def test_the_count_says_how_much_is_too_much(at_work: Make) -> None:
    edit = CountedEdit(5)
    at_work(edit)
    say("六个汉字太多")
    assert edit.text() == "六个汉字太多"
    assert edit.count_text == "6 / 5"


def test_enter_passes_by_what_is_hidden_and_says_when_it_is_at_the_end(at_work: Make) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    edits = [QLineEdit() for _ in range(3)]
    for edit in edits:
        column.addWidget(edit)
    chain = FieldChain(holder)
    chain.set_fields(list(edits))
    ends: list[bool] = []
    chain.ended.connect(lambda: ends.append(True))
    at_work(holder)
    edits[1].hide()
    edits[0].setFocus()
    press(Key.Key_Return)
    assert focused() is edits[2]
    press(Key.Key_Return)
    assert ends == [True]


class TestScreeningPanel:
    @pytest.fixture
    def panel(self, qtbot: QtBot) -> Iterator[ScreeningPanel]:
        window = QWidget()
        shown(qtbot, window, 1000, 640)
        made = ScreeningPanel(window, desks.TODAY)
        made.open_for("说明原因", "本局直接", {})
        yield made
        window.close()

    def test_nine_times_enter_is_the_petition_procedure(self, panel: ScreeningPanel) -> None:
        found: list[Screened] = []
        panel.decided.connect(found.append)
        press(*[Key.Key_Return] * 10)
        assert (found[0].pathway, found[0].letter) == ("31-6", "accept")
        assert set(found[0].answers.values()) == {NO}
        assert not panel.isVisible()

    def test_a_digit_is_one_of_the_ways_of_yes(self, panel: ScreeningPanel) -> None:
        found: list[Screened] = []
        panel.decided.connect(found.append)
        press(Key.Key_Return, Key.Key_2, Key.Key_Return)
        assert (found[0].pathway, found[0].letter) == ("", "no-longer")
        assert found[0].facts()["letter"] == "no-longer"

    def test_backspace_takes_the_last_answer_back(self, panel: ScreeningPanel) -> None:
        press(Key.Key_Return, Key.Key_Return, Key.Key_Return)
        assert panel.question.number == 4
        press(Key.Key_Backspace)
        assert panel.question.number == 3
        press(Key.Key_1)
        assert panel.pathway.value == "not-ours"
        press(Key.Key_Backspace)
        assert panel.question.number == 3

    def test_esc_decides_nothing(self, panel: ScreeningPanel) -> None:
        found: list[Screened] = []
        panel.decided.connect(found.append)
        press(Key.Key_Return, Key.Key_Escape)
        assert found == []
        assert not panel.isVisible()

    def test_the_challenged_paper_is_asked_for_where_a_right_may_be_lost(
        self, panel: ScreeningPanel
    ) -> None:
        found: list[Screened] = []
        panel.decided.connect(found.append)
        press(*[Key.Key_Return] * 4, Key.Key_1)
        press(Key.Key_Home, Key.Key_Return)
        say("道路交通事故认定书")
        panel._found.served.setFocus()
        say("2026-11-19")
        press(Key.Key_Return, Key.Key_Return)
        assert found[0].pathway == "31-1"
        assert found[0].document["served_on"] == "2026-11-19"


class TestBlanksForm:
    LINES = (
        BlankLine("case.summary", "摘要", "反映", is_missing=False, is_required=True),
        BlankLine("accepted.unit", "承办单位", "户政大队", is_missing=False, is_required=True),
        BlankLine("accepted.handler", "承办人", "", is_missing=True, is_required=True),
        BlankLine("case.query_code", "查询码", "", is_missing=False, is_required=False),
    )

    @pytest.fixture
    def form(self, at_work: Make) -> BlanksForm:
        made = BlanksForm(date(2026, 11, 20))
        made.begin("受理告知书", {})
        made.show_blanks(self.LINES)
        at_work(made)
        return made

    def test_what_was_recorded_is_only_read_here(self, form: BlanksForm) -> None:
        assert list(form._fields) == ["accepted.handler"]
        form.focus_first()
        say("孙警官")
        assert form.typed() == {"accepted.handler": "孙警官"}

    def test_a_coded_blank_is_chosen_from_its_words(self, form: BlanksForm) -> None:
        line = BlankLine("not-accepted.material", "材料去向", "", is_missing=True, is_required=True)
        form.show_blanks((*self.LINES, line))
        choice = form._fields["not-accepted.material"].editor
        choice.set_value("未提交材料")
        assert form.typed() == {"not-accepted.material": "未提交材料"}

    def test_a_day_counts_once_it_is_one(self, form: BlanksForm) -> None:
        line = BlankLine("pathway.imported_on", "导入日期", "", is_missing=True, is_required=True)
        form.show_blanks((*self.LINES, line))
        form._fields["pathway.imported_on"].editor.setFocus()
        say("2026-1")
        assert form.typed() == {}
        say("1-19")
        assert form.typed() == {"pathway.imported_on": "2026-11-19"}
