"""What a letter is made of, before it has lines and pages.

A `LetterDocument` is plain data: the kinds of letter build it out of facts, `compose` turns it
into the bytes of a PDF. Text prints exactly as it stands here; nothing in it is markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from petition_desk.documents.fonts import FontRole
from petition_desk.documents.linebreak import Run
from petition_desk.documents.page import OFFICIAL, PARAGRAPH_INDENT_CELLS, Sheet


class Align(StrEnum):
    """Where the lines of a block stand."""

    JUSTIFIED = "justified"
    LEFT = "left"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Title:
    """The title, centred, 二号小标宋; broken into lines of like length.

    Attributes:
        lines: Lines of their own: the office, then the name of the paper.
    """

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """The number of the paper (文号), centred under the title.

    Attributes:
        text: ``某公信告〔2026〕1号``.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text on the grid of 28 characters.

    Attributes:
        runs: The text.
        first_indent: Empty cells before the first line; a salutation has none.
        align: How the lines stand.
        keep_with_next: Whether a page may not end behind it (a heading).
    """

    runs: tuple[Run, ...]
    first_indent: int = PARAGRAPH_INDENT_CELLS
    align: Align = Align.JUSTIFIED
    keep_with_next: bool = False

    @classmethod
    def plain(cls, text: str, *, first_indent: int = PARAGRAPH_INDENT_CELLS) -> Paragraph:
        """Return a paragraph in the font of the body."""
        return cls((Run(text),), first_indent)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a line of its own: level 1 一、 in 黑体, level 2 （一） in 楷体.

    Attributes:
        text: With its number.
        level: 1 or 2.
    """

    text: str
    level: int = 1

    def as_paragraph(self) -> Paragraph:
        """Return it as the paragraph it is set as."""
        role = FontRole.HEADING if self.level == 1 else FontRole.SUBHEADING
        return Paragraph((Run(self.text, role),), keep_with_next=True)


@dataclass(frozen=True, slots=True)
class Signature:
    """The office and the date, four characters from the right, with room for the seal (落款).

    It never stands alone on a page: lines of the text before it come along.

    Attributes:
        office: The name of the office, centred over the date.
        date: ``2026年3月2日``.
        contact: Whom to ask, on the left below; empty where nobody is.
    """

    office: str
    date: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Space:
    """Empty lines; none at the head of a page.

    Attributes:
        lines: How many.
    """

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a ruled table.

    Attributes:
        text: Its text; a line end begins a new line.
        span: How many columns it takes.
        align: Where its lines stand; `JUSTIFIED` fills them.
        role: Which font draws it.
    """

    text: str = ""
    span: int = 1
    align: Align = Align.LEFT
    role: FontRole = FontRole.BODY


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a ruled table.

    Attributes:
        cells: Their spans together make the number of columns.
        min_height: In points; more where the text needs it.
        keep_with_next: Whether a page may not end behind it (the head of a group).
    """

    cells: tuple[Cell, ...]
    min_height: float = 0.0
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table as wide as the text block.

    Attributes:
        columns: The width of each column, as parts of the whole.
        rows: From above.
        header_rows: How many of them stand again at the head of each further page.
    """

    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    header_rows: int = 0

    def __post_init__(self) -> None:
        """Refuse rows that do not fit the columns.

        Raises:
            ValueError: the spans of a row do not add up to the number of columns.
        """
        for row in self.rows:
            if sum(cell.span for cell in row.cells) != len(self.columns):
                raise ValueError("the spans of a row must add up to the number of columns")


Block = Title | DocumentNumber | Paragraph | Heading | Signature | Space | Table


@dataclass(frozen=True, slots=True)
class FieldText:
    """A text the officer typed, and the field it came from, to name the field of a fault.

    Attributes:
        label: The field in Chinese.
        text: What stands in it.
    """

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterDocument:
    """One paper, ready to be set.

    Attributes:
        title: The title of the PDF; names the paper, never a person.
        blocks: From above.
        fields: What was typed into it, for messages.
        page_numbers: Whether pages are numbered; forms are not.
        sheet: The paper it is set on.
    """

    title: str
    blocks: tuple[Block, ...]
    fields: tuple[FieldText, ...] = ()
    page_numbers: bool = True
    sheet: Sheet = OFFICIAL
