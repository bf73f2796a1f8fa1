"""文书文本: the editor beside the live page, its drafts and versions, the list in the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from petition_desk.domain.template_text import BlankPiece, Template, WordsPiece
from petition_desk.services import template_sets, templates
from petition_desk.services.desk import Desk
from petition_desk.ui.dialogs.template_set import TemplateSetDialog
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.settings.letters import LettersPage
from petition_desk.ui.screens.template import TemplateScreen
from petition_desk.ui.widgets.toast import ToastNote
from tests import desks
from tests.ui.keyboard import shown, until

SETTLED = Callable[[], None]


@pytest.fixture
def screen(qtbot: QtBot, context: ScreenContext, settled: SETTLED) -> TemplateScreen:
    made = TemplateScreen(context)
    made.resize(1222, 600)
    shown(qtbot, made)
    made.open_at(Place("template", detail="accept"))
    settled()
    return made


def page(screen: TemplateScreen) -> str:
    pdf = screen.pane._pdf
    assert pdf is not None
    return "".join(pdf.text_of(n) for n in range(pdf.page_count)).replace("\n", "").replace(" ", "")


def type_at_end(screen: TemplateScreen, text: str) -> None:
    screen.form.body.moveCursor(QTextCursor.MoveOperation.End)
    data = screen.form.body.createMimeDataFromSelection()
    data.setText(text)
    screen.form.body.insertFromMimeData(data)


def remove(screen: TemplateScreen, identifier: str) -> None:
    """Delete a blank as the officer does: the cursor behind it, Backspace."""
    body = screen.form.body
    cursor = QTextCursor(body.document())
    while not cursor.atEnd():
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        if identifier in str(cursor.charFormat().property(0x100000 + 2)):
            break
    body.setTextCursor(cursor)
    body.setFocus()
    QTest.keyClick(body, Qt.Key.Key_Backspace)


class TestThePage:
    def test_it_is_the_real_letter_of_an_invented_case(self, screen: TemplateScreen) -> None:
        assert "信访事项受理告知书" in page(screen)
        assert "张某某" in page(screen)

    def test_it_follows_what_is_typed(
        self, qtbot: QtBot, screen: TemplateScreen, settled: SETTLED
    ) -> None:
        type_at_end(screen, "另行说明")
        until(qtbot, lambda: "另行说明" in page(screen))
        settled()

    def test_it_is_shown_with_and_without_what_is_optional(
        self, qtbot: QtBot, screen: TemplateScreen, settled: SETTLED
    ) -> None:
        assert "4T8W-27KD" in page(screen)
        screen.variant.set_value("bare")
        screen.variant.activated.emit(screen.variant.currentIndex())
        settled()
        assert "4T8W-27KD" not in page(screen)


class TestFaults:
    def test_a_required_fact_that_was_deleted_keeps_it_from_being_saved_and_is_named(
        self, qtbot: QtBot, screen: TemplateScreen, desk: Desk, settled: SETTLED
    ) -> None:
        remove(screen, "accepted.handler_phone")
        until(qtbot, lambda: screen.foot.text.startswith("不能保存"))
        assert "承办电话" in screen.foot.text
        assert not screen.foot.save.isEnabled()
        QTest.keyClick(screen.form.body, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        until(qtbot, lambda: not screen.foot.text.startswith("不能保存"))
        settled()
        assert templates.opened(desk, "accept").versions == ()

    def test_an_unknown_blank_is_said_at_its_paragraph_which_the_link_goes_to(
        self, qtbot: QtBot, screen: TemplateScreen, settled: SETTLED
    ) -> None:
        type_at_end(screen, "{{case.nobody}}")
        until(qtbot, lambda: "不认识的空格" in screen.foot.text)
        assert "第8段" in screen.foot.text
        screen.form.body.moveCursor(QTextCursor.MoveOperation.Start)
        screen.foot.to_fault.click()
        assert screen.form.body.textCursor().blockNumber() == 7
        settled()

    def test_a_wrong_number_pattern_is_said_at_its_field(
        self, qtbot: QtBot, screen: TemplateScreen, settled: SETTLED
    ) -> None:
        screen.form.number.setFocus()
        QTest.keyClicks(screen.form.number, "abc")
        until(qtbot, lambda: bool(screen.form.fields["文号格式"].note.text))
        assert not screen.foot.save.isEnabled()
        settled()


class TestSavingAndDrafts:
    def test_saving_makes_a_version_and_the_head_says_so(
        self, qtbot: QtBot, screen: TemplateScreen, desk: Desk, settled: SETTLED
    ) -> None:
        type_at_end(screen, "另行说明。")
        until(qtbot, screen.foot.save.isEnabled)
        screen.foot.reason.setText("按法制科意见")
        screen.save()
        settled()
        (version,) = templates.opened(desk, "accept").versions
        assert (version.version, version.reason) == (1, "按法制科意见")
        assert not screen.foot.save.isEnabled()
        assert screen.versions_button.isEnabled()

    def test_what_is_typed_is_kept_as_a_draft_when_the_window_locks(
        self, qtbot: QtBot, screen: TemplateScreen, desk: Desk, settled: SETTLED
    ) -> None:
        type_at_end(screen, "没写完")
        screen.put_in_order()
        settled()
        assert templates.opened(desk, "accept").head.has_draft
        screen.open_at(Place("template", detail="accept"))
        settled()
        assert "没写完" in page(screen)

    def test_a_change_can_be_given_up_and_had_again(
        self, qtbot: QtBot, screen: TemplateScreen, desk: Desk, settled: SETTLED
    ) -> None:
        notes: list[ToastNote] = []
        screen.toast_requested.connect(notes.append)
        type_at_end(screen, "没写完")
        until(qtbot, screen.foot.give_up.isEnabled)
        screen.give_up()
        settled()
        assert "没写完" not in page(screen)
        act = notes[-1].act
        assert act is not None
        act()
        until(qtbot, lambda: "没写完" in page(screen))
        settled()

    def test_the_shipped_wording_comes_back_and_that_can_be_undone(
        self, qtbot: QtBot, screen: TemplateScreen, desk: Desk, settled: SETTLED
    ) -> None:
        notes: list[ToastNote] = []
        screen.toast_requested.connect(notes.append)
        type_at_end(screen, "另行说明。")
        until(qtbot, screen.foot.save.isEnabled)
        screen.save()
        settled()
        screen.take_shipped()
        settled()
        assert templates.opened(desk, "accept").head.version == 0
        act = notes[-1].act
        assert act is not None
        act()
        settled()
        assert templates.opened(desk, "accept").head.version == 3
        assert "另行说明" in page(screen)

    def test_an_account_without_the_right_looks_and_changes_nothing(
        self, qtbot: QtBot, desk: Desk, settled: SETTLED, context: ScreenContext
    ) -> None:
        folder = desk.data_dir
        desk.close()
        colleague = desks.open_again(folder, account=desks.COLLEAGUE)
        try:
            own = ScreenContext(colleague, context.relay, context.work, context.reveal)
            made = TemplateScreen(own)
            shown(qtbot, made)
            made.open_at(Place("template", detail="accept"))
            settled()
            assert made.form.body.isReadOnly()
            assert not made.foot.save.isEnabled()
            assert made.foot.text == "只有有管理权的账户可以改动"
        finally:
            settled()
            colleague.close()


class TestChips:
    def test_the_keyboard_opens_the_blanks_and_puts_one_in(
        self, qtbot: QtBot, screen: TemplateScreen, settled: SETTLED
    ) -> None:
        screen.form.body.setFocus()
        screen.form.body.moveCursor(QTextCursor.MoveOperation.End)
        menu = screen.form.offer_blanks()
        assert menu is not None
        words = [action.text() for action in menu.actions()]
        assert "承办电话　必写" in words
        menu.actions()[words.index("承办电话　必写")].trigger()
        menu.close()
        last = screen.form.body.paragraphs()[-1].pieces[-1]
        assert last == BlankPiece("accepted.handler_phone")
        settled()


class TestTheList:
    def test_it_says_which_wording_is_in_force(
        self, qtbot: QtBot, context: ScreenContext, desk: Desk, settled: SETTLED
    ) -> None:
        shown_now = templates.opened(desk, "accept").shown
        templates.keep_draft(desk, templates.opened(desk, "notice").shown)
        changed = _renamed(shown_now)
        templates.save(desk, changed)
        pane = LettersPage(context)
        shown(qtbot, pane)
        pane.read()
        settled()
        model = pane.list.view.model()
        rows = {row[0]: row for row in (model.record(n).cells for n in range(model.rowCount()))}
        assert rows["受理告知书"][1:3] == ("本局第 1 版", "2026-11-20 王警官")
        assert rows["接收情况告知书"][3] == "▲ 有没保存的修改"

    def test_enter_goes_to_the_editor(
        self, qtbot: QtBot, context: ScreenContext, settled: SETTLED
    ) -> None:
        pane = LettersPage(context)
        shown(qtbot, pane)
        pane.read()
        settled()
        places: list[Place] = []
        pane.place_requested.connect(places.append)
        pane.list.view.setFocus()
        QTest.keyClick(pane.list.view, Qt.Key.Key_Return)
        assert places == [Place("template", detail="accept")]

    def test_a_set_goes_out_and_its_question_says_what_taking_it_does(
        self, qtbot: QtBot, context: ScreenContext, desk: Desk, settled: SETTLED, tmp_path: Path
    ) -> None:
        templates.save(desk, _renamed(templates.opened(desk, "accept").shown))
        pane = LettersPage(context)
        shown(qtbot, pane)
        pane.write_set(tmp_path / "set.json")
        settled()
        templates.reset(desk, "accept")
        read = template_sets.read_set(desk, tmp_path / "set.json")
        dialog = TemplateSetDialog(pane, read)
        qtbot.addWidget(dialog)
        assert dialog.take_button.text() == "换上 1 种"
        assert "某某县公安局" in dialog.says.text()
        pane.take_set(read)
        settled()
        assert templates.opened(desk, "accept").head.version == 3


def _renamed(template: Template) -> Template:
    return replace(template, title=(WordsPiece("受理通知书"),))
