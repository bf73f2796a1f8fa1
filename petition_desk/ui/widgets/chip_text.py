"""Blanks and conditions inside a text: one object each, drawn as a chip, kept as pieces.

A chip is one character of the document, so it is selected, moved, deleted and undone as a whole,
and nobody can mistype half of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from petition_desk.domain.template_text import (
    BlankPiece,
    ClosePiece,
    InsertPiece,
    OpenPiece,
    ParagraphKind,
    Piece,
    TemplateParagraph,
    WordsPiece,
)
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint

CHIP: Final = "\ufffc"
CHIP_OBJECT: Final = QTextFormat.ObjectTypes.UserObject.value + 1
_SORT: Final = QTextFormat.Property.UserProperty.value + 1
_VALUE: Final = QTextFormat.Property.UserProperty.value + 2
_PARAGRAPH: Final = QTextFormat.Property.UserProperty.value + 3
_PHRASE: Final = QTextFormat.Property.UserProperty.value + 4
_BLANK, _OPEN, _CLOSE, _INSERT, _NAME = "blank", "open", "close", "insert", "name"
_PADDING: Final = 6
#: Runs of words between two paragraphs, in characters of the text.
_INDENT_CELLS: Final = 2


@dataclass(frozen=True, slots=True)
class ChipNames:
    """What chips are called, and which of them a letter may not lose.

    Attributes:
        words: By identifier of a blank, and by condition after a ``#``.
        inserts: By the name of what the program fills.
        must: The blanks that must stay.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    inserts: Mapping[str, str] = field(default_factory=dict)
    must: frozenset[str] = frozenset()

    def is_known(self, identifier: str) -> bool:
        """Whether a blank is one that letters have."""
        return self.words.get(identifier, identifier) != identifier


# Formats


def chip_of(piece: Piece, name: str = "") -> QTextCharFormat:
    """Return the format of the one character that a piece is; ``name`` heads a phrase."""
    shape = QTextCharFormat()
    shape.setObjectType(CHIP_OBJECT)
    shape.setFont(theme.font(Type.TEXT))
    shape.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    sort, value = _NAME, name
    if isinstance(piece, BlankPiece):
        sort, value = _BLANK, piece.identifier
        shape.setFontWeight(_weight(is_bold=piece.is_bold))
    elif isinstance(piece, OpenPiece):
        sort, value = _OPEN, piece.condition
    elif isinstance(piece, ClosePiece):
        sort, value = _CLOSE, ""
    elif isinstance(piece, InsertPiece):
        sort, value = _INSERT, piece.name
    shape.setProperty(_SORT, sort)
    shape.setProperty(_VALUE, value)
    return shape


def words_format(*, is_bold: bool) -> QTextCharFormat:
    """Return the format of words."""
    shape = QTextCharFormat()
    shape.setFont(theme.font(Type.TEXT))
    shape.setFontWeight(_weight(is_bold=is_bold))
    return shape


def block_format(kind: ParagraphKind, name: str = "") -> QTextBlockFormat:
    """Return the format of a paragraph."""
    shape = QTextBlockFormat()
    shape.setProperty(_PARAGRAPH, kind)
    shape.setProperty(_PHRASE, name)
    shape.setBottomMargin(theme.dp(6))
    shape.setLineHeight(theme.dp(4), QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
    if kind == "text":
        shape.setTextIndent(_INDENT_CELLS * paint.width_of("一"))
    return shape


def kind_of(block: QTextBlock) -> ParagraphKind:
    """Return how a paragraph is set."""
    stored = block.blockFormat().property(_PARAGRAPH)
    kinds: tuple[ParagraphKind, ...] = ("salutation", "text", "heading", "insert", "phrase")
    return next((kind for kind in kinds if kind == stored), "text")


def piece_at(shape: QTextCharFormat) -> Piece | None:
    """Return the piece a character stands for; None for words and for the head of a phrase."""
    if shape.objectType() != CHIP_OBJECT:
        return None
    sort, value = str(shape.property(_SORT)), str(shape.property(_VALUE) or "")
    made: dict[str, Piece] = {
        _BLANK: BlankPiece(value, _is_bold(shape)),
        _OPEN: OpenPiece(value),
        _CLOSE: ClosePiece(),
        _INSERT: InsertPiece(value),
    }
    return made.get(sort)


def _weight(*, is_bold: bool) -> QFont.Weight:
    return QFont.Weight.Bold if is_bold else QFont.Weight.Normal


def _is_bold(shape: QTextCharFormat) -> bool:
    return int(shape.fontWeight()) >= QFont.Weight.Bold.value


# Writing and reading


def write_pieces(cursor: QTextCursor, pieces: Sequence[Piece]) -> None:
    """Write pieces where the cursor stands."""
    for piece in pieces:
        if isinstance(piece, WordsPiece):
            cursor.insertText(piece.text, words_format(is_bold=piece.is_bold))
        else:
            cursor.insertText(CHIP, chip_of(piece))


def write_paragraphs(document: QTextDocument, paragraphs: Sequence[TemplateParagraph]) -> None:
    """Replace everything in a document."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.removeSelectedText()
    for place, paragraph in enumerate(paragraphs):
        if place:
            cursor.insertBlock()
        cursor.setBlockFormat(block_format(paragraph.kind, paragraph.name))
        cursor.setBlockCharFormat(words_format(is_bold=False))
        if paragraph.kind == "phrase":
            cursor.insertText(CHIP, chip_of(WordsPiece(""), paragraph.name))
        write_pieces(cursor, paragraph.pieces)
    cursor.endEditBlock()


def read_paragraphs(document: QTextDocument) -> tuple[TemplateParagraph, ...]:
    """Return what stands in a document; the phrases last."""
    found = []
    block = document.begin()
    while block.isValid():
        found.append(read_paragraph(block))
        block = block.next()
    return tuple(sorted(found, key=lambda paragraph: paragraph.kind == "phrase"))


def read_paragraph(block: QTextBlock) -> TemplateParagraph:
    """Return one paragraph; a phrase is one that still has its head."""
    pieces: list[Piece] = []
    name = ""
    for char, shape in _characters(block, 0, block.length()):
        if shape.objectType() == CHIP_OBJECT and char == CHIP:
            piece = piece_at(shape)
            if piece is None:
                name = str(shape.property(_VALUE))
            else:
                pieces.append(piece)
        else:
            _add_char(pieces, char, is_bold=_is_bold(shape))
    kind = kind_of(block)
    if name:
        return TemplateParagraph("phrase", tuple(pieces), name)
    if any(isinstance(piece, InsertPiece) for piece in pieces):
        kind = "insert"
    elif kind in ("insert", "phrase"):
        kind = "text"
    return TemplateParagraph(kind, tuple(pieces))


def read_selection(cursor: QTextCursor) -> list[list[Piece]]:
    """Return the pieces of what is selected, a row for each paragraph."""
    rows: list[list[Piece]] = []
    block = cursor.document().findBlock(cursor.selectionStart())
    while block.isValid() and block.position() <= cursor.selectionEnd():
        row: list[Piece] = []
        first = max(cursor.selectionStart() - block.position(), 0)
        last = cursor.selectionEnd() - block.position()
        for char, shape in _characters(block, first, last):
            piece = piece_at(shape) if char == CHIP else None
            if piece is not None:
                row.append(piece)
            elif char != CHIP:
                _add_char(row, char, is_bold=_is_bold(shape))
        rows.append(row)
        block = block.next()
    return rows


def _characters(block: QTextBlock, first: int, last: int) -> Iterator[tuple[str, QTextCharFormat]]:
    """Yield the characters of a block from place ``first`` up to ``last``, as Qt counts them."""
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        place = fragment.position() - block.position()
        for char in fragment.text():
            if first <= place < last:
                yield char, fragment.charFormat()
            place += 2 if ord(char) > 0xFFFF else 1
        iterator += 1


def _add_char(pieces: list[Piece], char: str, *, is_bold: bool) -> None:
    last = pieces[-1] if pieces else None
    if isinstance(last, WordsPiece) and last.is_bold is is_bold:
        pieces[-1] = WordsPiece(last.text + char, is_bold)
    else:
        pieces.append(WordsPiece(char, is_bold))


# Drawing


class ChipShape(QPyTextObject):
    """Draws a chip in the line of the text."""

    def __init__(self, names: ChipNames) -> None:
        """Call chips by ``names``."""
        super().__init__()
        self.names = names

    def words_of(self, shape: QTextFormat) -> str:
        """Return what a chip says."""
        sort, value = str(shape.property(_SORT)), str(shape.property(_VALUE) or "")
        if sort == _BLANK:
            known = self.names.is_known(value)
            return self.names.words[value] if known else f"不认识的空格 {value}"
        if sort == _OPEN:
            return f"条件：{self.names.words.get(f'#{value}', value)}"
        if sort == _INSERT:
            return f"程序填写：{self.names.inserts.get(value, value)}"
        return "完" if sort == _CLOSE else f"用语：{value}"

    def _roles(self, shape: QTextFormat) -> tuple[Role | None, Role, Role]:
        """Return ground, edge and words of a chip."""
        sort, value = str(shape.property(_SORT)), str(shape.property(_VALUE) or "")
        if sort == _BLANK:
            if not self.names.is_known(value):
                return Role.OVERDUE_BG, Role.OVERDUE, Role.OVERDUE
            must = value in self.names.must
            return Role.SEL, Role.ACCENT if must else Role.EDGE, Role.INK
        if sort in (_OPEN, _CLOSE):
            return Role.TODAY_BG, Role.TODAY, Role.TODAY
        return Role.HOVER, Role.EDGE, Role.INK2

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        """Return the room of a chip: its words and a little at both ends."""
        metrics = QFontMetricsF(theme.font(Type.TEXT))
        width = metrics.horizontalAdvance(self.words_of(format)) + 2 * theme.dp(_PADDING)
        return QSizeF(width + theme.dp(2), metrics.height())

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,
    ) -> None:
        """Draw ground, edge and words."""
        ground, edge, ink = self._roles(format)
        inner = QRectF(rect).adjusted(theme.dp(1), 0, -theme.dp(1), 0)
        paint.box(painter, inner, ground, edge)
        font = theme.font(Type.TEXT)
        painter.save()
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        painter.drawText(inner, paint.CENTRE, self.words_of(format))
        painter.restore()
