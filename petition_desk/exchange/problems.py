"""A problem of an import, named by sheet, row and column, without showing whose row it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from petition_desk.exchange.cells import CellProblem, CellValue, Severity, is_blank, plain_text
from petition_desk.exchange.field_kinds import ColumnKind

_LONGEST_SHOWN: Final = 40
_LONG_NUMBER: Final = re.compile(r"\d{10,}")
#: Of identifying cells only so many leading characters are shown.
_SHOWN_HEAD: Final = {ColumnKind.NAME: 1, ColumnKind.ID: 6, ColumnKind.PHONE: 3}
_ADDRESS_HEAD: Final = 6


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file.

    Attributes:
        sheet: Name of the worksheet.
        row: Row as Excel counts it, from 1; None for the sheet as a whole.
        column: Header as in the file; "" for the row as a whole.
        value: What stands there, personal data covered.
        reason: What is wrong, a Chinese clause with the fact.
        severity: A row with an error stays out.
    """

    sheet: str
    row: int | None
    column: str
    value: str
    reason: str
    severity: Severity

    def as_json(self) -> dict[str, object]:
        """Return the problem as the command line prints it."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "reason": self.reason,
            "severity": self.severity.value,
        }

    @classmethod
    def of_cell(
        cls, place: tuple[str, int, str], kind: ColumnKind, raw: CellValue, fault: CellProblem
    ) -> Problem:
        """Name the fault of a cell; ``place`` is sheet, row and header."""
        sheet, row, column = place
        return cls(sheet, row, column, covered(kind, raw), fault.reason, fault.severity)


def covered(kind: ColumnKind, raw: CellValue) -> str:
    """Return a cell's value fit for a list of problems: recognisable in place, telling nobody.

    A wrong value may be anything, so masks for right ones do not serve: heads are shown and the
    rest covered, texts are given by their length, and long figures are covered in any column
    but that of case numbers.
    """
    if is_blank(raw):
        return "（空）"
    text = " ".join(plain_text(raw).split())
    if kind in _SHOWN_HEAD:
        return _head(text, _SHOWN_HEAD[kind])
    if kind is ColumnKind.ADDRESS:
        return text[:_ADDRESS_HEAD] + "…"
    if kind in (ColumnKind.CONTENT, ColumnKind.DEMANDS):
        return f"（{len(text)} 字）"
    if kind is not ColumnKind.CODE:
        text = _LONG_NUMBER.sub(lambda found: _head(found.group(), 3), text)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def _head(text: str, shown: int) -> str:
    if "e+" in text.lower():  # 1.40100195005091E+17: the figures before the exponent identify
        shown += 1
    return text[:shown] + "*" * min(max(len(text) - shown, 2), 12)
