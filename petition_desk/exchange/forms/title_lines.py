"""What is left blank in the lines above and below a form's table: period, unit, day.

Only the blanks are replaced (spaces, underscores, ××), sign by sign, so that a line of which parts
are underlined or large stays so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

_BLANK: Final = r"[\s_＿﹍\u3000×xX＊*○〇□…—-]"
_YEAR: Final = rf"(?P<year>{_BLANK}*|20\d{{2}}|20{_BLANK}{{1,4}})年"
#: ____年____月, 2026年__月, ____年第__季度, and a whole day ____年__月__日.
_DAY: Final = re.compile(rf"{_YEAR}(?P<month>{_BLANK}*)月(?P<day>{_BLANK}*)日")
_MONTH: Final = re.compile(rf"{_YEAR}(?P<month>{_BLANK}*)月(?!{_BLANK}*日)(?:份)?")
_QUARTER: Final = re.compile(rf"{_YEAR}(?P<open>\s*第?)(?P<quarter>{_BLANK}*)(?=季度|季)")
_YEAR_ALONE: Final = re.compile(rf"(?P<year>{_BLANK}+)年(?=度|信访|上半年|下半年)")
_UNIT_WORDS: Final = (
    r"(?:填报|报送|上报|填表|制表|报告|统计)(?:单位|部门|机关)(?:名称)?|单位名称|单位"
)
_UNIT: Final = re.compile(
    rf"^\s*(?:{_UNIT_WORDS})\s*(?:[(（][^)）]*[)）])?\s*[:：](?P<unit>{_BLANK}*)"
)
_SPAN: Final = re.compile(
    rf"(?:统计|报告|起止|填报)?(?:期间|时段|时间段|统计时间|起止时间|起止日期)\s*[:：]"
    rf"(?P<span>{_BLANK}*)$"
)
_DAY_LABEL: Final = re.compile(
    rf"(?:填报|报送|上报|填表|制表|报告|统计)(?:日期|时间)\s*[:：](?P<on>{_BLANK}*)$"
)


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of a text to be replaced: from, up to, and with what."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What a form asks for beside its rows.

    Attributes:
        unit: Name of the office.
        today: The day it is filled.
        first, last: The period it tells of; None where none was named.
    """

    unit: str
    today: date
    first: date | None = None
    last: date | None = None

    @property
    def year(self) -> str:
        """The year of the period, "" where it has several or none."""
        if self.first is None or self.last is None or self.first.year != self.last.year:
            return ""
        return str(self.first.year)

    @property
    def months(self) -> str:
        """The months of the period: 10, or 1-10."""
        if not self.year or self.first is None or self.last is None:
            return ""
        if self.first.month == self.last.month:
            return str(self.first.month)
        return f"{self.first.month}-{self.last.month}"

    @property
    def quarter(self) -> str:
        """The quarter of the period, in Chinese; "" where it is none."""
        if not self.year or self.first is None or self.last is None:
            return ""
        is_quarter = self.first.month % 3 == 1 and self.last.month == self.first.month + 2
        return "一二三四"[self.first.month // 3] if is_quarter else ""

    @property
    def span(self) -> str:
        """The period as it is written after its name."""
        if self.first is None or self.last is None:
            return ""
        return f"{_day(self.first)}至{_day(self.last)}"


def asks_for_period(text: str) -> bool:
    """Return whether a line has a blank for the period."""
    return any(
        pattern.search(text) is not None for pattern in (_MONTH, _QUARTER, _YEAR_ALONE, _SPAN)
    )


def edits(text: str, facts: FormFacts) -> tuple[Edit, ...]:
    """Return what is put into the blanks of a line, from the left; blanks alone are replaced."""
    found = list(_edits(text, facts))
    kept: list[Edit] = []
    for edit in sorted(found, key=lambda each: (each.start, each.end)):
        if edit.text and (not kept or edit.start >= kept[-1].end):
            kept.append(edit)
    return tuple(kept)


def edited(text: str, changes: tuple[Edit, ...]) -> str:
    """Return a text with its blanks filled."""
    for edit in reversed(changes):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _edits(text: str, facts: FormFacts) -> Iterator[Edit]:
    for found in _DAY.finditer(text):
        today = facts.today
        parts = (("year", today.year), ("month", today.month), ("day", today.day))
        for name, number in parts:
            yield _at(found, name, str(number))
    if facts.year:
        for found in _MONTH.finditer(text):
            yield _at(found, "year", facts.year)
            yield _at(found, "month", facts.months)
        for found in _QUARTER.finditer(text):
            if facts.quarter:
                yield _at(found, "year", facts.year)
                yield _at(found, "quarter", facts.quarter)
        for found in _YEAR_ALONE.finditer(text):
            yield _at(found, "year", facts.year)
    unit = _UNIT.search(text)
    if unit is not None:
        yield _after_label(unit, "unit", facts.unit, text)
    span = _SPAN.search(text)
    if span is not None:
        yield _at(span, "span", facts.span)
    on = _DAY_LABEL.search(text)
    if on is not None:
        yield _at(on, "on", _day(facts.today))


def _at(found: re.Match[str], name: str, text: str) -> Edit:
    """Replace a group, unless a figure of four stands there already."""
    start, end = found.span(name)
    return Edit(start, end, "" if found.group(name).strip().isdigit() else text)


def _after_label(found: re.Match[str], name: str, text: str, whole: str) -> Edit:
    """Put a text after a label; what follows on the same line keeps a blank before it."""
    start, end = found.span(name)
    if end < len(whole):
        if not re.match(_UNIT_WORDS + r"|填报|审核|日期|时间|负责|联系|\d|_", whole[end:]):
            return Edit(start, end, "")  # somebody has written there already
        text += "    "
    return Edit(start, end, text)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
