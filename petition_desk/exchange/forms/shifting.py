"""Everything of a workbook that names rows, told anew after rows were put into a form.

Merges, lists to choose from, colours, links, breaks, names, tables, drawings, notes, charts, and
the formulas of this and every other sheet.
"""

from __future__ import annotations

import re
from typing import Final
from xml.dom import minidom

from petition_desk.exchange.forms.grid import Grid
from petition_desk.exchange.forms.package import FormPackage
from petition_desk.exchange.forms.references import Insertion, area_of
from petition_desk.exchange.forms.xml_tree import (
    Element,
    child,
    children,
    descendants,
    root_of,
    set_text,
    sibling,
    text_of,
    whole,
)

WORKBOOK: Final = "xl/workbook.xml"
CHAIN: Final = "xl/calcChain.xml"

#: Elements outside the rows that hold a formula, and attributes that hold areas.
_FORMULAS: Final = ("formula", "formula1", "formula2", "f")
_VML_ROW: Final = re.compile(r"(<x:Row>\s*)(\d+)(\s*</x:Row>)")
_VML_ANCHOR: Final = re.compile(r"(<x:Anchor>)([\d,\s]+)(</x:Anchor>)")
#: What follows the settings of calculation in a workbook part.
_AFTER_CALCULATION: Final = frozenset(
    {"oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes",
     "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"}
)  # fmt: skip


def shift_sheet(grid: Grid, insertion: Insertion) -> None:
    """Tell the form's own sheet anew, its rows excepted."""
    root = root_of(grid.document)
    for element in children(root):
        if element.localName == "mergeCells":
            _shift_merges(element, insertion)
        elif element.localName == "colBreaks" or element.localName == "sheetData":
            continue
        else:
            _shift_below(element, insertion, grid.name)


def shift_formulas(document: minidom.Document, insertion: Insertion, sheet: str) -> None:
    """Tell the formulas of another sheet anew."""
    for name in _FORMULAS:
        for element in descendants(root_of(document), name):
            _shift_formula(element, insertion, sheet)


def shift_row(element: Element, insertion: Insertion) -> int:
    """Move a row below the body, its cells with it; return its new number."""
    number = insertion.row(int(element.getAttribute("r")))
    element.setAttribute("r", str(number))
    for cell in children(element, "c"):
        letters = cell.getAttribute("r").rstrip("0123456789")
        cell.setAttribute("r", f"{letters}{number}")
    return number


def shift_cell_formulas(element: Element, insertion: Insertion, sheet: str) -> None:
    """Tell the formulas of one row anew; what they came to before is left out."""
    for cell in children(element, "c"):
        formula = child(cell, "f")
        if formula is None:
            continue
        _shift_formula(formula, insertion, sheet)
        if formula.hasAttribute("ref"):
            formula.setAttribute("ref", insertion.areas(formula.getAttribute("ref")))
        forget_result(cell)


def forget_result(cell: Element) -> None:
    """Leave out what a formula came to: it is worked out when the file is opened."""
    value = child(cell, "v")
    if value is not None:
        cell.removeChild(value)
    if cell.hasAttribute("t"):
        cell.removeAttribute("t")


def shifted_parts(
    package: FormPackage, grid: Grid, insertion: Insertion
) -> dict[str, bytes | None]:
    """Return the other parts that change, and None for those that have to go."""
    changed: dict[str, bytes | None] = {}
    for part in package.worksheet_parts():
        if part != grid.part and b"<" in package.parts[part] and _names_sheet(package, part, grid):
            document = package.tree(part)
            shift_formulas(document, insertion, "")
            changed[part] = whole(document)
    for part in package.related(grid.part, "/table"):
        changed[part] = _table(package.tree(part), insertion)
    for part in package.related(grid.part, "/drawing"):
        changed[part] = _drawing(package.tree(part), insertion)
    for part in (*package.related(grid.part, "/comments"),
                 *package.related(grid.part, "/threadedComment")):  # fmt: skip
        document = package.tree(part)
        _shift_below(root_of(document), insertion, grid.name)
        changed[part] = whole(document)
    for part in package.related(grid.part, "/vmlDrawing"):
        changed[part] = _vml(package.parts.get(part, b""), insertion)
    for part in package.parts:
        if part.startswith("xl/charts/chart"):
            document = package.tree(part)
            shift_formulas(document, insertion, "")
            changed[part] = whole(document)
    return {name: content for name, content in changed.items() if name in package.parts}


def shifted_workbook(package: FormPackage, insertion: Insertion) -> bytes:
    """Return the workbook part: names told anew, everything worked out on opening."""
    document = package.tree(WORKBOOK)
    root = root_of(document)
    for element in descendants(root, "definedName"):
        _shift_formula(element, insertion, "")
    calculation = child(root, "calcPr")
    if calculation is None:
        calculation = sibling(root, "calcPr")
        after = next((e for e in children(root) if e.localName in _AFTER_CALCULATION), None)
        root.insertBefore(calculation, after)
    calculation.setAttribute("fullCalcOnLoad", "1")
    return whole(document)


def _shift_merges(element: Element, insertion: Insertion) -> None:
    """Move the merges; those of the body's last row are there in each row put in."""
    for each in list(children(element, "mergeCell")):
        area = area_of(each.getAttribute("ref"))
        if area is None:
            continue
        each.setAttribute("ref", insertion.area(area, is_rule=False).text)
        if area.first_row == area.last_row == insertion.last:
            for number in range(1, insertion.count + 1):
                copied = sibling(each, "mergeCell")
                row = insertion.last + number
                moved = type(area)(row, area.first_column, row, area.last_column)
                copied.setAttribute("ref", moved.text)
                element.appendChild(copied)
    element.setAttribute("count", str(len(list(children(element, "mergeCell")))))


def _shift_below(element: Element, insertion: Insertion, sheet: str) -> None:
    """Tell an element and all below it anew."""
    if element.hasAttribute("sqref"):
        element.setAttribute("sqref", insertion.areas(element.getAttribute("sqref")))
    if element.hasAttribute("ref"):
        is_rule = element.localName in ("autoFilter", "sortState", "sortCondition", "table")
        ref = insertion.areas(element.getAttribute("ref"), is_rule=is_rule)
        element.setAttribute("ref", ref)
    if element.localName == "brk" and element.getAttribute("id").isdigit():
        element.setAttribute("id", str(insertion.row(int(element.getAttribute("id")))))
    if element.localName in _FORMULAS:
        _shift_formula(element, insertion, sheet)
    if element.localName == "sqref":
        set_text(element, insertion.areas(text_of(element)))
    for each in children(element):
        _shift_below(each, insertion, sheet)


def _shift_formula(element: Element, insertion: Insertion, sheet: str) -> None:
    before = text_of(element)
    if before.strip():
        after = insertion.formula(before, sheet)
        if after != before:
            set_text(element, after)


def _names_sheet(package: FormPackage, part: str, grid: Grid) -> bool:
    """Return whether a sheet may speak of another, so that others stay as they are."""
    return grid.name.encode() in package.parts[part] or b"!" in package.parts[part]


def _table(document: minidom.Document, insertion: Insertion) -> bytes:
    _shift_below(root_of(document), insertion, insertion.sheet)
    for element in descendants(root_of(document), "calculatedColumnFormula"):
        _shift_formula(element, insertion, insertion.sheet)
    return whole(document)


def _drawing(document: minidom.Document, insertion: Insertion) -> bytes:
    """Move what is anchored below the body; what reaches below it grows."""
    for name in ("from", "to"):
        for place in descendants(root_of(document), name):
            row = child(place, "row")
            if row is not None and text_of(row).strip().isdigit():
                # Rows of anchors count from 0.
                set_text(row, str(insertion.row(int(text_of(row)) + 1) - 1))
    return whole(document)


def _vml(content: bytes, insertion: Insertion) -> bytes:
    """Move the boxes of notes; this part is often no proper XML, so it is changed as text."""
    text = content.decode("utf-8", errors="surrogateescape")

    def row(found: re.Match[str]) -> str:
        return f"{found[1]}{insertion.row(int(found[2]) + 1) - 1}{found[3]}"

    def anchor(found: re.Match[str]) -> str:
        places = [each.strip() for each in found[2].split(",")]
        if len(places) == 8 and all(each.isdigit() for each in places):
            for index in (2, 6):
                places[index] = str(insertion.row(int(places[index]) + 1) - 1)
        return found[1] + ", ".join(places) + found[3]

    text = _VML_ANCHOR.sub(anchor, _VML_ROW.sub(row, text))
    return text.encode("utf-8", errors="surrogateescape")
