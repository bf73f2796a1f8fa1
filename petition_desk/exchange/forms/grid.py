"""A sheet of a form as rows and cells: what stands where, under which style, in which merges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.dom import minidom

from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from petition_desk.exchange.forms.package import FormError, FormPackage
from petition_desk.exchange.forms.references import Area, area_of
from petition_desk.exchange.forms.xml_tree import (
    Element,
    child,
    children,
    descendants,
    root_of,
    set_text,
    sibling,
    text_of,
)

MOST_ROWS: Final = 20_000
_STRINGS: Final = "xl/sharedStrings.xml"


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell of a form.

    Attributes:
        row, column: From 1.
        text: What it shows, "" for none; a number as the file writes it.
        formula: Without its =, "" for none.
        style: Index of its format.
        element: Where it stands in the tree.
    """

    row: int
    column: int
    text: str
    formula: str
    style: int
    element: Element

    @property
    def is_blank(self) -> bool:
        """Whether it holds neither text nor formula."""
        return not self.text.strip() and not self.formula


@dataclass(slots=True)
class Grid:
    """A sheet.

    Attributes:
        name: Of the sheet.
        part: Of the file.
        document: The tree it stands in.
        strings: The shared texts of the workbook, each as its element.
        rows: The elements of its rows by number.
        cells: By row and column.
        merges: Areas that show as one cell.
    """

    name: str
    part: str
    document: minidom.Document
    strings: tuple[Element, ...]
    rows: dict[int, Element] = field(default_factory=dict)
    cells: dict[tuple[int, int], FormCell] = field(default_factory=dict)
    merges: tuple[Area, ...] = ()

    @property
    def data(self) -> Element:
        """The element that holds the rows."""
        found = child(root_of(self.document), "sheetData")
        if found is None:
            raise ValueError("a sheet without rows")
        return found

    @property
    def last_row(self) -> int:
        """The last row with a cell."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        """The last column with a cell that is filled, or that belongs to a filled merge."""
        last = 0
        for (row, column), cell in self.cells.items():
            if not cell.is_blank:
                area = self.merge_at(row, column)
                last = max(last, area.last_column if area is not None else column)
        return last

    def cell(self, row: int, column: int) -> FormCell | None:
        """Return a cell of the file."""
        return self.cells.get((row, column))

    def made_cell(self, row: int, column: int) -> FormCell:
        """Return a cell of a row of the file, made where the file leaves it out."""
        known = self.cells.get((row, column))
        if known is not None:
            return known
        beside = [each for (at, _), each in sorted(self.cells.items()) if at == row]
        element = sibling(beside[0].element, "c")
        element.setAttribute("r", _place(row, column))
        after = next((each.element for each in beside if each.column > column), None)
        self.rows[row].insertBefore(element, after)
        made = FormCell(row, column, "", "", 0, element)
        self.cells[row, column] = made
        return made

    def text(self, row: int, column: int) -> str:
        """Return the text of one cell."""
        cell = self.cells.get((row, column))
        return cell.text.strip() if cell is not None else ""

    def merge_at(self, row: int, column: int) -> Area | None:
        """Return the merge a cell lies in."""
        return next((area for area in self.merges if area.holds(row, column)), None)

    def shown(self, row: int, column: int) -> str:
        """Return the text that is seen at a place: within a merge, that of its first cell."""
        area = self.merge_at(row, column)
        return self.text(area.first_row, area.first_column) if area else self.text(row, column)

    def filled(self, row: int) -> tuple[FormCell, ...]:
        """Return the cells of a row that hold something, from the left."""
        columns = range(1, self.last_column + 1)
        cells = (self.cells.get((row, column)) for column in columns)
        return tuple(cell for cell in cells if cell is not None and not cell.is_blank)

    def rich_text(self, cell: FormCell) -> Element | None:
        """Return the element that holds the text of a cell, parts of it formatted or not."""
        kind = cell.element.getAttribute("t")
        if kind == "inlineStr":
            return child(cell.element, "is")
        if kind != "s":
            return None
        return _shared(cell.element, self.strings)


def read_grid(package: FormPackage, name: str, part: str) -> Grid:
    """Read one sheet.

    Raises:
        FormError: it is damaged or too long for a form.
    """
    document = package.tree(part)
    root = root_of(document)
    data = child(root, "sheetData")
    if data is None:
        raise FormError(package.file_name, f"工作表“{name}”里没有表格")
    grid = Grid(name, part, document, shared_strings(package))
    for number, element in _numbered_rows(data):
        grid.rows[number] = element
        if len(grid.rows) > MOST_ROWS:
            raise FormError(package.file_name, "表里有格式的空行太多，请删去多余的行再用")
        for cell in _cells(number, element, grid.strings):
            grid.cells[cell.row, cell.column] = cell
    grid.merges = tuple(_merges(root))
    _unshare(grid)
    return grid


def shared_strings(package: FormPackage) -> tuple[Element, ...]:
    """Return the shared texts of a workbook in their order."""
    if _STRINGS not in package.parts:
        return ()
    return tuple(children(root_of(package.tree(_STRINGS)), "si"))


def plain(element: Element) -> str:
    """Return the text of a shared or inline string, phonetic hints left out."""
    pieces = []
    for each in children(element):
        if each.localName == "t":
            pieces.append(text_of(each))
        elif each.localName == "r":
            pieces += [text_of(part) for part in children(each, "t")]
    return "".join(pieces)


def _numbered_rows(data: Element) -> Iterator[tuple[int, Element]]:
    number = 0
    for element in children(data, "row"):
        told = element.getAttribute("r")
        number = int(told) if told.isdigit() else number + 1
        element.setAttribute("r", str(number))
        yield number, element


def _cells(row: int, element: Element, strings: tuple[Element, ...]) -> Iterator[FormCell]:
    column = 0
    for each in children(element, "c"):
        area = area_of(each.getAttribute("r"))
        column = area.first_column if area is not None else column + 1
        each.setAttribute("r", _place(row, column))
        formula = child(each, "f")
        style = each.getAttribute("s")
        yield FormCell(
            row,
            column,
            _text(each, strings),
            text_of(formula) if formula is not None else "",
            int(style) if style.isdigit() else 0,
            each,
        )


def _text(element: Element, strings: tuple[Element, ...]) -> str:
    kind = element.getAttribute("t")
    if kind == "inlineStr":
        inline = child(element, "is")
        return plain(inline) if inline is not None else ""
    if kind == "s":
        shared = _shared(element, strings)
        return plain(shared) if shared is not None else ""
    value = child(element, "v")
    return text_of(value) if value is not None else ""


def _shared(element: Element, strings: tuple[Element, ...]) -> Element | None:
    value = child(element, "v")
    index = text_of(value).strip() if value is not None else ""
    return strings[int(index)] if index.isdigit() and int(index) < len(strings) else None


def _merges(root: Element) -> Iterator[Area]:
    for each in descendants(root, "mergeCell"):
        area = area_of(each.getAttribute("ref"))
        if area is not None:
            yield area


def _unshare(grid: Grid) -> None:
    """Write shared formulas out: what several cells have in common cannot move with one of them."""
    masters: dict[str, FormCell] = {}
    for key in sorted(grid.cells):
        cell = grid.cells[key]
        element = child(cell.element, "f")
        if element is None or element.getAttribute("t") != "shared":
            continue
        index = element.getAttribute("si")
        if cell.formula:
            masters[index] = cell
        elif index in masters:
            master = masters[index]
            origin, place = (_place(each.row, each.column) for each in (master, cell))
            translator = Translator("=" + master.formula, origin=origin)
            formula = str(translator.translate_formula(place)).removeprefix("=")
            set_text(element, formula)
            grid.cells[key] = FormCell(*key, cell.text, formula, cell.style, cell.element)
        for name in ("t", "si", "ref"):
            if element.hasAttribute(name):
                element.removeAttribute(name)


def _place(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"
