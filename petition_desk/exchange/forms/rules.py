"""What a form accepts in its columns: lists to choose from, days, numbers, lengths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from petition_desk.exchange.forms.grid import Grid, read_grid
from petition_desk.exchange.forms.layout import FormLayout
from petition_desk.exchange.forms.package import FormPackage
from petition_desk.exchange.forms.references import Area, area_of
from petition_desk.exchange.forms.xml_tree import (
    Element,
    child,
    descendants,
    root_of,
    text_of,
)

_MOST_CHOICES: Final = 2_000
_WORKBOOK: Final = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class CellRule:
    """What a cell accepts.

    Attributes:
        kind: ``list`` ``date`` ``whole`` ``decimal`` ``textLength`` and others of Excel's.
        choices: Of a list; () where it cannot be read.
        operator: Of a length or number: ``between``, ``equal`` …
        low, high: Its bounds; None where they are formulas.
    """

    kind: str
    choices: tuple[str, ...] = ()
    operator: str = "between"
    low: float | None = None
    high: float | None = None

    def accepts_number(self, number: float) -> bool:
        """Return whether a number, or the length of a text, lies within the bounds."""
        low, high = self.low, self.high
        if low is None:
            return True
        if self.operator in ("between", "notBetween"):
            is_within = low <= number <= (high if high is not None else number)
            return is_within == (self.operator == "between")
        return {
            "equal": number == low,
            "notEqual": number != low,
            "greaterThan": number > low,
            "lessThan": number < low,
            "greaterThanOrEqual": number >= low,
            "lessThanOrEqual": number <= low,
        }.get(self.operator, True)


def rules_of(package: FormPackage, grid: Grid, layout: FormLayout) -> dict[int, CellRule]:
    """Return the rule of every column of the body that has one, by column."""
    found: dict[int, CellRule] = {}
    for element in descendants(root_of(grid.document), "dataValidation"):
        rule = None
        for area in _areas(element):
            if not area.first_row <= layout.first <= area.last_row:
                continue
            rule = rule or _rule(package, grid, element)
            for column in layout.columns:
                if rule and area.first_column <= column.column <= area.last_column:
                    found.setdefault(column.column, rule)
    return found


def _areas(element: Element) -> Iterator[Area]:
    text = element.getAttribute("sqref")
    inner = child(element, "sqref")
    for each in (text or (text_of(inner) if inner is not None else "")).split():
        area = area_of(each)
        if area is not None:
            yield area


def _rule(package: FormPackage, grid: Grid, element: Element) -> CellRule | None:
    kind = element.getAttribute("type")
    if not kind or kind in ("none", "custom"):
        return None
    first, second = _formula(element, "formula1"), _formula(element, "formula2")
    if kind == "list":
        return CellRule(kind, _choices(package, grid, first))
    operator = element.getAttribute("operator") or "between"
    return CellRule(kind, (), operator, _number(first), _number(second))


def _formula(element: Element, name: str) -> str:
    formula = child(element, name)
    if formula is None:
        return ""
    inner = child(formula, "f")
    return text_of(inner if inner is not None else formula).strip()


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _choices(package: FormPackage, grid: Grid, formula: str) -> tuple[str, ...]:
    if len(formula) > 1 and formula.startswith('"') and formula.endswith('"'):
        return tuple(filter(None, (each.strip() for each in formula[1:-1].split(","))))
    sheet, _, reference = _named(package, formula.removeprefix("=")).rpartition("!")
    area = area_of(reference)
    if area is None:
        return ()
    name = sheet.strip("'").replace("''", "'") or grid.name
    if name.casefold() != grid.name.casefold():
        part = package.part_of(name)
        if not part:
            return ()
        grid = read_grid(package, name, part)
    cells = (
        cell
        for (row, column), cell in sorted(grid.cells.items())
        if area.holds(row, column) and cell.text.strip()
    )
    return tuple(cell.text.strip() for _, cell in zip(range(_MOST_CHOICES), cells, strict=False))


def _named(package: FormPackage, formula: str) -> str:
    """Return what a name stands for; a reference stands for itself."""
    for element in descendants(package.tree(_WORKBOOK), "definedName"):
        if element.getAttribute("name").casefold() == formula.casefold():
            return text_of(element).strip()
    return formula
