"""What is written into a cell of a form, and what does not fit there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from petition_desk.exchange.cells import CellValue, plain_text
from petition_desk.exchange.forms.form_mapping import FilledColumn, FormMapping, spelled_day
from petition_desk.exchange.forms.headings import ROW_NUMBER
from petition_desk.exchange.forms.layout import FormColumn, FormLayout
from petition_desk.exchange.forms.rules import CellRule
from petition_desk.exchange.mapping import official_format

FormRow = Mapping[str, CellValue]
"""Values of one case by the identifiers of our columns."""

_MOST_TOLD: Final = 200


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value the form does not accept.

    Attributes:
        key: The column.
        row: Which row of ours, from 1.
        value: What would be written.
        reason: Why it does not fit, a Chinese clause.
        choices: What the form would accept; () where it has no list.
    """

    key: str
    row: int
    value: str
    reason: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnFiller:
    """Works out the values of one column.

    Attributes:
        column: The form's.
        filled: What fills it.
        rule: What it accepts; None for anything.
        is_day: Its format shows days.
    """

    column: FormColumn
    filled: FilledColumn
    rule: CellRule | None
    is_day: bool

    def value(self, row: FormRow, number: int) -> CellValue:
        """Return what is written for a row; days as days where the form shows days."""
        parts: list[CellValue] = []
        for source in self.filled.sources:
            for name in source.split("|"):
                part = number if name == ROW_NUMBER else row.get(name)
                if part not in (None, ""):
                    parts.append(self._spelled(part))
                    break
        if not parts:
            return None
        if len(parts) == 1:
            return parts[0]
        return "\n".join(map(plain_text, parts))

    def _spelled(self, part: CellValue) -> CellValue:
        if isinstance(part, datetime):
            part = part.date()
        if isinstance(part, date):
            spelling = self.filled.day_spelling
            return spelled_day(part, spelling) if spelling else part
        text = plain_text(part)
        return self.filled.words.get(text, part)

    def misfit(self, value: CellValue, number: int) -> Misfit | None:
        """Return why a value does not fit; None if it does."""
        if value is None or value == "":
            return None
        reason = self._reason(value)
        if not reason:
            return None
        choices = self.rule.choices if self.rule is not None else ()
        return Misfit(self.column.key, number, plain_text(value), reason, choices)

    def _reason(self, value: CellValue) -> str:
        rule, text = self.rule, plain_text(value)
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if rule is None:
            return "表内是日期格式，这里不是日期" if self.is_day and _is_words(value) else ""
        if rule.kind == "list":
            return "不在表内的下拉选项里" if rule.choices and text not in rule.choices else ""
        if rule.kind in ("date", "time"):
            return "" if isinstance(value, date) else "表内只收日期"
        if rule.kind == "textLength":
            return "" if rule.accepts_number(len(text)) else f"表内限定字数，这里有 {len(text)} 字"
        if rule.kind in ("whole", "decimal"):
            if not is_number or not isinstance(value, (int, float)):
                return "表内只收数字"
            return "" if rule.accepts_number(value) else "超出表内限定的范围"
        return ""


def fillers(
    layout: FormLayout,
    mapping: FormMapping,
    rules: Mapping[int, CellRule],
    days: Iterable[int],
) -> tuple[ColumnFiller, ...]:
    """Return what fills the columns that are filled.

    Args:
        layout: Of the form.
        mapping: What fills what.
        rules: By column.
        days: Columns whose format shows days.
    """
    shown_as_days = frozenset(days)
    found = []
    for column in layout.columns:
        filled = mapping.of(column.key)
        if filled is None or not filled.sources or column.is_formula:
            continue
        rule, is_day = rules.get(column.column), column.column in shown_as_days
        found.append(ColumnFiller(column, filled, rule, is_day))
    return tuple(found)


def misfits(columns: Sequence[ColumnFiller], rows: Iterable[FormRow]) -> tuple[Misfit, ...]:
    """Return every value that does not fit, of each column and value the first row only."""
    found: dict[tuple[str, str], Misfit] = {}
    for number, row in enumerate(rows, 1):
        for column in columns:
            misfit = column.misfit(column.value(row, number), number)
            if misfit is not None and len(found) < _MOST_TOLD:
                found.setdefault((misfit.key, misfit.value), misfit)
    return tuple(found.values())


def proposed_words(rule: CellRule, ours: Iterable[str]) -> dict[str, str]:
    """Return their words for ours, where one list means what another does (网上 → 网上信访)."""
    meanings = [words for name, words in official_format().values.items() if name == "channel"]
    found: dict[str, str] = {}
    for word in ours:
        if word in rule.choices:
            continue
        alike = [
            choice
            for choice in rule.choices
            if any(words.get(choice, choice) == word for words in meanings)
        ] or [choice for choice in rule.choices if word and (word in choice or choice in word)]
        if len(alike) == 1 or (alike and len(set(alike)) > 1 and alike[0].startswith(word)):
            found[word] = alike[0]
    return found


def _is_words(value: CellValue) -> bool:
    return isinstance(value, str)
