"""A text with chips: blanks that cannot be mistyped, conditions around words, heavy words.

Undo and redo are the document's own (Ctrl+Z, Ctrl+Y). What is copied is plain text with marks, so
it can go through a mail or another program and come back as chips.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from petition_desk.domain.template_text import (
    BlankPiece,
    ClosePiece,
    OpenPiece,
    ParagraphKind,
    Piece,
    TemplateParagraph,
    pieces_of,
    text_of,
)
from petition_desk.ui import theme
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.chip_text import (
    CHIP,
    CHIP_OBJECT,
    ChipNames,
    ChipShape,
    block_format,
    chip_of,
    kind_of,
    piece_at,
    read_paragraphs,
    read_selection,
    words_format,
    write_paragraphs,
    write_pieces,
)
from petition_desk.ui.widgets.edits import leaves_to_program

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChipEdit(QTextEdit):
    """The wording of a letter, or one line of it."""

    #: What stands at the cursor, in words; for the line below and for a screen reader.
    met = Signal(str)

    def __init__(self, name: str, *, one_line: bool = False, parent: QWidget | None = None) -> None:
        """Show nothing; ``name`` is what a screen reader says."""
        super().__init__(parent)
        self._one_line = one_line
        self._shape = ChipShape(ChipNames())
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(theme.dp(1 if one_line else 4))
        self.document().documentLayout().registerHandler(CHIP_OBJECT, self._shape)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if one_line:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.document().contentsChanged.connect(self.updateGeometry)
        self.cursorPositionChanged.connect(self._tell)

    # Content

    def set_names(self, names: ChipNames) -> None:
        """Call chips by ``names``."""
        self._shape.names = names
        self.document().markContentsDirty(0, self.document().characterCount())

    def show_paragraphs(self, paragraphs: Sequence[TemplateParagraph]) -> None:
        """Show a wording; what was done before cannot be undone beyond it."""
        write_paragraphs(self.document(), paragraphs)
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def replace_paragraphs(self, paragraphs: Sequence[TemplateParagraph]) -> None:
        """Put another wording in its place; one undo brings the first one back."""
        write_paragraphs(self.document(), paragraphs)

    def paragraphs(self) -> tuple[TemplateParagraph, ...]:
        """Return what stands here."""
        return read_paragraphs(self.document())

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show one line."""
        self.show_paragraphs((TemplateParagraph("salutation", tuple(pieces)),))

    def pieces(self) -> tuple[Piece, ...]:
        """Return the one line that stands here."""
        return tuple(piece for each in self.paragraphs() for piece in each.pieces)

    # Editing

    def insert_blank(self, identifier: str) -> None:
        """Put a blank where the cursor stands, in place of what is selected."""
        cursor = self.textCursor()
        is_bold = cursor.charFormat().fontWeight() >= QFont.Weight.Bold.value
        cursor.insertText(CHIP, chip_of(BlankPiece(identifier, is_bold)))
        cursor.setCharFormat(words_format(is_bold=is_bold))
        self._take(cursor)

    def insert_condition(self, condition: str) -> None:
        """Put a condition around what is selected; around nothing where nothing is."""
        cursor = self.textCursor()
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        cursor.beginEditBlock()
        cursor.setPosition(last)
        cursor.insertText(CHIP, chip_of(ClosePiece()))
        cursor.setPosition(first)
        cursor.insertText(CHIP, chip_of(OpenPiece(condition)))
        cursor.endEditBlock()
        cursor.setPosition(last + 1)
        cursor.setCharFormat(words_format(is_bold=False))
        self._take(cursor)

    def toggle_bold(self) -> None:
        """Set what is selected in 黑体, or no longer."""
        cursor = self.textCursor()
        is_bold = cursor.charFormat().fontWeight() >= QFont.Weight.Bold.value
        shape = QTextCharFormat()
        shape.setFontWeight(QFont.Weight.Normal if is_bold else QFont.Weight.Bold)
        cursor.mergeCharFormat(shape)
        self.mergeCurrentCharFormat(shape)

    def paragraph_kind(self) -> ParagraphKind:
        """Return how the paragraph at the cursor is set."""
        return kind_of(self.textCursor().block())

    def set_paragraph_kind(self, kind: ParagraphKind) -> None:
        """Set the paragraph at the cursor in another way."""
        if self.paragraph_kind() not in ("insert", "phrase"):
            self.textCursor().setBlockFormat(block_format(kind))

    def show_faulty(self, numbers: Sequence[int]) -> None:
        """Mark paragraphs, counted from 1 as they are printed: empty ones do not count."""
        marked = []
        for number, block in enumerate(self._printed_blocks(), start=1):
            if number in numbers:
                selection = QTextEdit.ExtraSelection()
                selection.format.setBackground(theme.colour(Role.OVERDUE_BG))
                selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
                selection.cursor = QTextCursor(block)
                marked.append(selection)
        self.setExtraSelections(marked)

    def go_to(self, number: int) -> None:
        """Put the cursor into a paragraph, counted as in `show_faulty`."""
        for place, block in enumerate(self._printed_blocks(), start=1):
            if place == number:
                self._take(QTextCursor(block))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _printed_blocks(self) -> list[QTextBlock]:
        blocks = []
        block = self.document().begin()
        while block.isValid():
            if block.text().strip():
                blocks.append(block)
            block = block.next()
        return blocks

    def _take(self, cursor: QTextCursor) -> None:
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _tell(self) -> None:
        """Say which chip stands left of the cursor."""
        cursor = self.textCursor()
        shape = cursor.charFormat()
        is_chip = shape.objectType() == CHIP_OBJECT and cursor.positionInBlock() > 0
        says = self._shape.words_of(shape) if is_chip else ""
        piece = piece_at(shape) if is_chip else None
        if isinstance(piece, BlankPiece):
            must = "，必写" if piece.identifier in self._shape.names.must else ""
            says = f"空格：{says}{must}"
        self.setAccessibleDescription(says)
        self.met.emit(says)

    # Qt's own

    def event(self, event: QEvent) -> bool:
        """Leave the program its keys."""
        return False if leaves_to_program(event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line goes on; a paragraph after a heading is text again."""
        if event.key() in _ENTER and self._one_line:
            self.focusNextChild()
            return
        was_chip = self.textCursor().charFormat().objectType() == CHIP_OBJECT
        if was_chip and event.text() and event.text().isprintable():
            # Words typed behind a chip are words: they must not take its shape.
            self.setCurrentCharFormat(words_format(is_bold=False))
        before = self.paragraph_kind()
        super().keyPressEvent(event)
        if event.key() in _ENTER and before != "text":
            self.textCursor().setBlockFormat(block_format("text"))

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy as plain text with marks."""
        data = QMimeData()
        data.setText("\n".join(text_of(row) for row in read_selection(self.textCursor())))
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text alone."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text; marks in it become chips, also those that nobody knows."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        lines = source.text().replace("\r\n", "\n").split("\n")
        for place, line in enumerate([" ".join(lines)] if self._one_line else lines):
            if place:
                cursor.insertBlock(block_format("text"))
            write_pieces(cursor, pieces_of(line))
        cursor.setCharFormat(words_format(is_bold=False))
        cursor.endEditBlock()
        self._take(cursor)

    def sizeHint(self) -> QSize:
        """Return the lines it has, where it is one line; else room for a page."""
        if not self._one_line:
            return QSize(theme.dp(400), theme.dp(320))
        high = max(int(self.document().size().height()), paint.height_of())
        return QSize(theme.dp(200), max(high + theme.dp(6), theme.dp(32)))

    def minimumSizeHint(self) -> QSize:
        """Return as much of a line; of a page, less."""
        if self._one_line:
            return QSize(theme.dp(80), self.sizeHint().height())
        return QSize(theme.dp(200), theme.dp(72))
