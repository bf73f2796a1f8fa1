"""The formats of a form's cells: which are days, and copies that differ in one thing alone.

Fonts, borders and fills are never touched. A format is copied only where a day would show as a
number, or where a text that looks like a formula would become one when the cell is edited.
"""

from __future__ import annotations

import re
from typing import Final, cast

from petition_desk.exchange.forms.package import FormPackage
from petition_desk.exchange.forms.xml_tree import (
    Element,
    child,
    children,
    root_of,
    sibling,
    whole,
)

STYLES: Final = "xl/styles.xml"
_DAY_FORMAT: Final = "yyyy-mm-dd"
_FIRST_OWN_FORMAT: Final = 164
#: Formats for days that every Excel knows without a description, Chinese ones among them.
_BUILT_IN_DAYS: Final = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_COMMON_SIZE: Final = 11.0
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')


class Formats:
    """The table of formats of a form, which grows at its end only."""

    def __init__(self, package: FormPackage) -> None:
        """Read it."""
        self._document = package.tree(STYLES) if STYLES in package.parts else None
        self._codes: dict[int, str] = {}
        self._list: Element | None = None
        self._formats: list[Element] = []
        self._made: dict[tuple[int, str], int] = {}
        self._sizes: list[float] = []
        if self._document is not None:
            root = root_of(self._document)
            for table in children(root, "numFmts"):
                for each in children(table, "numFmt"):
                    number = each.getAttribute("numFmtId")
                    if number.isdigit():
                        self._codes[int(number)] = each.getAttribute("formatCode")
            self._list = child(root, "cellXfs")
            self._formats = list(children(self._list, "xf")) if self._list is not None else []
            self._sizes = [_size(font) for table in children(root, "fonts")
                           for font in children(table, "font")]  # fmt: skip

    def is_day(self, style: int) -> bool:
        """Return whether a number in this format shows as a day."""
        number = self._number_format(style)
        return number in _BUILT_IN_DAYS or _tells_day(self._codes.get(number, ""))

    def wraps(self, style: int) -> bool:
        """Return whether a long text goes on below in this format."""
        if style >= len(self._formats):
            return False
        alignment = child(self._formats[style], "alignment")
        return alignment is not None and alignment.getAttribute("wrapText") in ("1", "true")

    def font_size(self, style: int) -> float:
        """Return the size of a format's font, in points."""
        font = self._formats[style].getAttribute("fontId") if style < len(self._formats) else ""
        known = font.isdigit() and int(font) < len(self._sizes)
        return self._sizes[int(font)] if known else _COMMON_SIZE

    def as_day(self, style: int) -> int:
        """Return the same format, showing days."""
        return self._copy(style, "day")

    def as_text(self, style: int) -> int:
        """Return the same format with Excel's own mark that its text stays text."""
        return self._copy(style, "text")

    def content(self) -> bytes | None:
        """Return the part as it is to be written; None where nothing was added."""
        if self._document is None or not self._made:
            return None
        return whole(self._document)

    def _number_format(self, style: int) -> int:
        if style >= len(self._formats):
            return 0
        number = self._formats[style].getAttribute("numFmtId")
        return int(number) if number.isdigit() else 0

    def _copy(self, style: int, purpose: str) -> int:
        known = self._made.get((style, purpose))
        if known is not None:
            return known
        if self._list is None or style >= len(self._formats):
            return style
        copied = cast("Element", self._formats[style].cloneNode(deep=True))
        if purpose == "day":
            copied.setAttribute("numFmtId", str(self._day_format()))
            copied.setAttribute("applyNumberFormat", "1")
        else:
            copied.setAttribute("quotePrefix", "1")
        self._list.appendChild(copied)
        self._formats.append(copied)
        self._list.setAttribute("count", str(len(self._formats)))
        self._made[style, purpose] = len(self._formats) - 1
        return len(self._formats) - 1

    def _day_format(self) -> int:
        for number, code in self._codes.items():
            if code == _DAY_FORMAT:
                return number
        number = max([*self._codes, _FIRST_OWN_FORMAT - 1]) + 1
        self._codes[number] = _DAY_FORMAT
        self._describe(number)
        return number

    def _describe(self, number: int) -> None:
        if self._document is None or self._list is None:
            return
        root = root_of(self._document)
        table = child(root, "numFmts")
        if table is None:
            table = sibling(self._list, "numFmts")
            root.insertBefore(table, root.firstChild)
        entry = sibling(table, "numFmt")
        entry.setAttribute("numFmtId", str(number))
        entry.setAttribute("formatCode", _DAY_FORMAT)
        table.appendChild(entry)
        table.setAttribute("count", str(len(list(children(table, "numFmt")))))


def _size(font: Element) -> float:
    size = child(font, "sz")
    try:
        return float(size.getAttribute("val")) if size is not None else _COMMON_SIZE
    except ValueError:
        return _COMMON_SIZE


def _tells_day(code: str) -> bool:
    bare = _QUOTED.sub("", code.split(";")[0]).lower()
    return "y" in bare or "d" in bare or ("m" in bare and "h" not in bare and "s" not in bare)
