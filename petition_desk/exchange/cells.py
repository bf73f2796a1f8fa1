"""What one spreadsheet cell says: the common ground, plain text, numbers that are names, counts.

Pure functions. Each takes the cell as the workbook gives it and returns a `Cell`: the value, or
none, and what is wrong with it in plain Chinese. Nothing is ever invented: what cannot be read
stays out and is named. Days are read in `cell_dates`, who and how to reach them in
`cell_people`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Generic, TypeAlias, TypeVar

#: What a workbook gives for one cell; an empty cell is ``""`` or None.
CellValue: TypeAlias = int | float | str | bool | date | datetime | time | timedelta | None

T_co = TypeVar("T_co", covariant=True)


class Severity(StrEnum):
    """How much a problem weighs: a warning comes in, an error keeps its row out."""

    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One thing wrong with one cell.

    Attributes:
        severity: Whether the row still comes in.
        reason: A Chinese clause with the fact, without its closing 。 and without personal data.
    """

    severity: Severity
    reason: str


@dataclass(frozen=True, slots=True)
class Cell(Generic[T_co]):
    """What was read out of a cell.

    Attributes:
        value: What it says; None where it is blank, masked or not readable.
        problems: What is wrong with it, in the order found.
        is_masked: It is covered by asterisks (张**): no information that may replace any. The value
            is None then, but for a text that is covered only in part.
    """

    value: T_co | None = None
    problems: tuple[CellProblem, ...] = ()
    is_masked: bool = False


# Control characters, zero-width and direction marks, non-characters and lone surrogates: they
# are invisible on paper and can hide or reorder text. The joiners U+200C and U+200D stay, some
# scripts are written with them.
_CONTROL: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
LINE_END: Final = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
SPACES: Final = re.compile(r"\s+")
_SPACE_RUN: Final = re.compile(r"[^\S\n]+")
#: Asterisks as a masked list writes them; one alone may be a footnote mark, unless it ends a name.
MASKED: Final = re.compile(r"[*＊]{2,}|[*＊]$")
_ONLY_ASTERISKS: Final = re.compile(r"[*＊]+")
_BLANK_MARKS: Final = frozenset(
    {"-", "--", "—", "——", "–", "―", "/", "//", "\\", "无", "暂无", "空", "不详", "未知", "没有"}
    | {"null", "none", "nan", "n/a", "#n/a"}
)
_EXCEL_ERRORS: Final = frozenset(
    {"#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#N/A", "#GETTING_DATA"}
)
#: A double holds fifteen decimal digits for certain; Excel drops every further one.
EXACT_LIMIT: Final = 10**15


def warning(reason: str) -> CellProblem:
    """Return a problem that lets its row in."""
    return CellProblem(Severity.WARNING, reason)


def error(reason: str) -> CellProblem:
    """Return a problem that keeps its row out."""
    return CellProblem(Severity.ERROR, reason)


def plain_text(raw: CellValue) -> str:
    """Return a cell as it reads on the sheet: whole floats without their ``.0``, days as ISO."""
    if isinstance(raw, str):
        return raw
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < EXACT_LIMIT:
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.isoformat(" ") if raw.time() != time() else raw.date().isoformat()
    return str(raw)


def is_blank(raw: CellValue) -> bool:
    """Return whether a cell holds nothing but white space or invisible characters."""
    if raw is None:
        return True
    if not isinstance(raw, str):
        return False
    return not raw or (not raw.isprintable() and not _CONTROL.sub("", raw).strip()) or raw.isspace()


def is_nothing(text: str) -> bool:
    """Return whether a text is empty or one of the marks that say so (—, 无, 不详)."""
    return not text or text.lower() in _BLANK_MARKS


def uncontrolled(raw: CellValue) -> tuple[str, tuple[CellProblem, ...]]:
    """Return the text without control characters, and the report of how many there were."""
    text, count = _CONTROL.subn("", plain_text(raw))
    if text in _EXCEL_ERRORS:
        return "", (warning(f"单元格公式出错（{text}），按空白处理"),)
    return text, (warning(f"含 {count} 个看不见的控制字符，已去掉"),) if count else ()


def clean_text(raw: CellValue, *, keep_lines: bool = False) -> Cell[str]:
    """Read a text cell: control characters removed and reported, white space in order.

    Args:
        raw: The cell.
        keep_lines: Keep line ends (the content of a petition); else the text becomes one line.

    Returns:
        The text, None if nothing is left or only a mark for "nothing" (—, 无) is.
    """
    text, problems = uncontrolled(raw)
    if keep_lines:
        lines = LINE_END.sub("\n", text).split("\n")
        text = "\n".join(filter(None, (_SPACE_RUN.sub(" ", line).strip() for line in lines)))
    else:
        text = SPACES.sub(" ", text).strip()
    if is_nothing(text):
        return Cell(None, problems)
    if _ONLY_ASTERISKS.fullmatch(text):
        return Cell(None, problems, is_masked=True)
    # A longer text with covered numbers in it still tells something to who has nothing better.
    return Cell(text, problems, is_masked=MASKED.search(text) is not None)


def clean_code(raw: CellValue) -> Cell[str]:
    """Read a number that is a name (a case number): full-width to plain, no inner spaces."""
    cell = clean_text(raw)
    if cell.value is None:
        return cell
    if isinstance(raw, float) and abs(raw) >= EXACT_LIMIT:
        return Cell(None, (warning("编号被存成了数字，后几位已丢失，按空白处理"),))
    return Cell(SPACES.sub("", unicodedata.normalize("NFKC", cell.value)), cell.problems)


_CHINESE_DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_COUNT: Final = re.compile(
    r"(?:共|计|合计)?\s*(-?\d+(?:\.0*)?|[一二两三四五六七八九十]{1,3})\s*[人名位个]?"
)
#: More people than a county bureau's hall, street or petition list can hold: a wrong column.
_MOST_PEOPLE: Final = 100_000


def chinese_number(text: str) -> int | None:
    """Read 三, 十二, 二十, 二十三; None for what is no number below one hundred."""
    tens, ten, ones = text.rpartition("十")
    if any(part not in _CHINESE_DIGITS for part in (tens, ones) if part):
        return None
    units = _CHINESE_DIGITS[ones] if ones else 0
    if not ten:
        return units
    return (_CHINESE_DIGITS[tens] if tens else 1) * 10 + units


def parse_count(raw: CellValue) -> Cell[int]:
    """Read a number of people: ``3``, ``3.0``, ``3人``, ``共3人``, ``三人``.

    A count of nought, below nought, in words (若干) or out of reason is an error: any number
    put in its place would be invented. A blank cell is no problem.
    """
    cell = clean_text(raw)
    if cell.value is None:
        return Cell(None, cell.problems, cell.is_masked)
    text = unicodedata.normalize("NFKC", cell.value)
    found = _COUNT.fullmatch(text)
    if found is None:
        return Cell(None, (*cell.problems, error("人数不是整数，请填写数字")))
    digits = found.group(1)
    try:
        count = int(float(digits)) if digits[-1] in "0123456789." else chinese_number(digits)
    except OverflowError:
        count = _MOST_PEOPLE + 1
    if count is None:
        return Cell(None, (*cell.problems, error("人数不是整数，请填写数字")))
    if count < 1:
        return Cell(None, (*cell.problems, error(f"人数是 {count}，至少应为 1")))
    if count > _MOST_PEOPLE:
        return Cell(None, (*cell.problems, error("人数大得不合情理，可能填错了列")))
    return Cell(count, cell.problems)
