"""A text with chips: nothing is lost between document and pieces, and everything can be undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from petition_desk.documents.letters import LETTER_KINDS
from petition_desk.documents.letters.wording import table_of, wording_of
from petition_desk.domain.template_text import (
    BlankPiece,
    ClosePiece,
    OpenPiece,
    TemplateParagraph,
    WordsPiece,
    template_of,
)
from petition_desk.ui.widgets.chip_edit import ChipEdit
from petition_desk.ui.widgets.chip_text import ChipNames
from tests.ui.keyboard import shown

NAMES = ChipNames(
    {"case.summary": "摘要", "accepted.unit": "承办单位", "#case.query_code": "有查询码"},
    {"demands": "请求清单"},
    frozenset({"accepted.unit"}),
)
LINE = (
    WordsPiece("由"),
    BlankPiece("accepted.unit"),
    BlankPiece("accepted.unit"),
    WordsPiece("办理𬱖。", is_bold=True),
)


@pytest.fixture
def edit(qtbot: QtBot) -> ChipEdit:
    made = ChipEdit("正文")
    made.set_names(NAMES)
    made.resize(500, 400)
    shown(qtbot, made)
    made.setFocus()
    return made


def only(edit: ChipEdit) -> TemplateParagraph:
    (paragraph,) = edit.paragraphs()
    return paragraph


class TestContent:
    @pytest.mark.parametrize("kind", [each.id for each in LETTER_KINDS])
    def test_every_wording_is_read_as_it_was_written(self, edit: ChipEdit, kind: str) -> None:
        template = template_of(table_of(wording_of(kind)))
        edit.show_paragraphs(template.paragraphs)
        assert edit.paragraphs() == template.paragraphs

    def test_two_chips_of_a_kind_side_by_side_stay_two(self, edit: ChipEdit) -> None:
        edit.show_paragraphs((TemplateParagraph("text", LINE),))
        assert only(edit).pieces == LINE

    def test_one_line_stays_one_line(self, qtbot: QtBot) -> None:
        title = ChipEdit("标题", one_line=True)
        qtbot.addWidget(title)
        title.show_pieces(LINE)
        QTest.keyClick(title, Qt.Key.Key_Return)
        assert title.pieces() == LINE


class TestEditing:
    def test_a_chip_is_deleted_whole_and_comes_back_with_one_undo(self, edit: ChipEdit) -> None:
        edit.show_paragraphs((TemplateParagraph("text", LINE),))
        edit.moveCursor(QTextCursor.MoveOperation.Right)
        QTest.keyClick(edit, Qt.Key.Key_Delete)
        assert only(edit).pieces == (LINE[0], *LINE[2:])
        QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert only(edit).pieces == LINE

    def test_a_blank_is_put_in_and_words_typed_after_it_are_words(self, edit: ChipEdit) -> None:
        edit.insert_blank("case.summary")
        QTest.keyClicks(edit, "x")
        assert only(edit).pieces == (BlankPiece("case.summary"), WordsPiece("x"))

    def test_a_condition_goes_around_what_is_selected(self, edit: ChipEdit) -> None:
        QTest.keyClicks(edit, "abcd")
        cursor = edit.textCursor()
        cursor.setPosition(1)
        cursor.setPosition(3, QTextCursor.MoveMode.KeepAnchor)
        edit.setTextCursor(cursor)
        edit.insert_condition("case.query_code")
        assert only(edit).pieces == (
            WordsPiece("a"),
            OpenPiece("case.query_code"),
            WordsPiece("bc"),
            ClosePiece(),
            WordsPiece("d"),
        )
        edit.undo()
        assert only(edit).pieces == (WordsPiece("abcd"),)

    def test_heavy_words_are_set_and_taken_back(self, edit: ChipEdit) -> None:
        QTest.keyClicks(edit, "abcd")
        edit.selectAll()
        edit.toggle_bold()
        assert only(edit).pieces == (WordsPiece("abcd", is_bold=True),)
        edit.toggle_bold()
        assert only(edit).pieces == (WordsPiece("abcd"),)

    def test_a_paragraph_after_a_heading_is_text(self, edit: ChipEdit) -> None:
        edit.show_paragraphs((TemplateParagraph("heading", (WordsPiece("一、查明"),)),))
        edit.moveCursor(QTextCursor.MoveOperation.End)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        QTest.keyClicks(edit, "x")
        assert [each.kind for each in edit.paragraphs()] == ["heading", "text"]

    def test_a_phrase_without_its_head_is_a_phrase_no_longer(self, edit: ChipEdit) -> None:
        edit.show_paragraphs((TemplateParagraph("phrase", LINE, "支持"),))
        assert only(edit).name == "支持"
        QTest.keyClick(edit, Qt.Key.Key_Delete)
        assert (only(edit).kind, only(edit).name) == ("text", "")

    def test_what_is_at_the_cursor_is_said(self, edit: ChipEdit) -> None:
        edit.show_paragraphs((TemplateParagraph("text", LINE),))
        edit.moveCursor(QTextCursor.MoveOperation.Right)
        edit.moveCursor(QTextCursor.MoveOperation.Right)
        assert edit.accessibleDescription() == "空格：承办单位，必写"


class TestPasting:
    def paste(self, edit: ChipEdit, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        edit.insertFromMimeData(data)

    def test_what_is_copied_comes_back_as_chips(self, edit: ChipEdit) -> None:
        edit.show_paragraphs((TemplateParagraph("text", LINE),))
        edit.selectAll()
        copied = edit.createMimeDataFromSelection()
        assert copied.text() == "由{{accepted.unit}}{{accepted.unit}}**办理𬱖。**"
        self.paste(edit, copied.text())
        assert only(edit).pieces == LINE

    def test_a_pasted_blank_that_nobody_knows_is_shown_as_one(self, edit: ChipEdit) -> None:
        self.paste(edit, "{{case.nobody}}")
        assert only(edit).pieces == (BlankPiece("case.nobody"),)
        edit.moveCursor(QTextCursor.MoveOperation.End)
        assert "不认识" in edit.accessibleDescription()

    def test_markup_prints_as_typed(self, edit: ChipEdit) -> None:
        data = QMimeData()
        data.setHtml("<b>重</b>")
        data.setText("<b>重</b>")
        edit.insertFromMimeData(data)
        assert only(edit).pieces == (WordsPiece("<b>重</b>"),)
