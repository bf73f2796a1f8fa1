"""One row of a table to the facts of one case, each cell's problem named.

Pure: a row in, values and problems out. What the values are called is what `domain.case` calls
them, with ``petitioner.`` and ``official.`` before those of the person and of the official record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from petition_desk.clock import day_of
from petition_desk.domain.identity import check_id
from petition_desk.domain.vocabulary import Channel, MatterKind
from petition_desk.exchange.cell_dates import names_no_year, parse_date, parse_instant
from petition_desk.exchange.cell_people import (
    LOST_ID_REASON,
    PhoneNumbers,
    WrittenNames,
    parse_address,
    parse_id_number,
    parse_name,
    parse_phone,
)
from petition_desk.exchange.cells import (
    SPACES,
    Cell,
    CellProblem,
    CellValue,
    clean_code,
    clean_text,
    error,
    parse_count,
    plain_text,
    warning,
)
from petition_desk.exchange.field_kinds import ColumnKind
from petition_desk.exchange.mapping import ColumnRule, SheetMapping, TableFormat
from petition_desk.exchange.problems import Problem
from petition_desk.exchange.workbook import SourceRow

Read: TypeAlias = Cell[object]

_CATEGORY_BREAK: Final = re.compile(r"\s*[/／\\>＞→]\s*")
#: 1. 2、 （3） 一、 at the start of a line or after a stop; not the point of 2025.3.7 or 3.5万元.
_NUMBER_MARK: Final = re.compile(
    r"(?:^|(?<=[\s；;。，,]))(?:[（(]\d{1,2}[)）]|\d{1,2}(?:[、．]|\.(?!\d))"
    r"|[（(][一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]{1,2}、)"
)
_EDGES: Final = re.compile(r"^[\s\-—·•●]+|[\s；;]+$")
#: Kinds of columns whose cells say the same few things over and over.
_REPEATING: Final = frozenset(
    {ColumnKind.TEXT, ColumnKind.DATE, ColumnKind.COUNT, ColumnKind.CATEGORY, ColumnKind.CODED}
    | {ColumnKind.DEMANDS}
)
_MOST_KNOWN: Final = 5_000
#: Days without which no case can be registered: an unreadable one keeps its row out. Where a
#: table has no column for either, the day of registration is such a one.
NEEDED_DAYS: Final = ("received_on", "petitioned_on")
#: Where the number in 王伟等3人 waits until it is compared with the column of numbers.
COUNT_IN_NAME: Final = "people_count in the name"


@dataclass(slots=True)
class RowFacts:
    """What one row says, while it is being read.

    Attributes:
        values: Field name to value; blank fields are not there.
        problems: What is wrong, in the order of the columns.
        masked: Fields whose cells were covered by asterisks: no information, never a change.
        undated: Days after receipt that are written without a year: field name to cell.
    """

    values: dict[str, object] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    masked: set[str] = field(default_factory=set)
    undated: dict[str, CellValue] = field(default_factory=dict)


class RowReader:
    """Reads the rows of one sheet.

    Attributes:
        sheet: Its name.
        mapping: What its columns say.
    """

    def __init__(
        self,
        sheet: str,
        mapping: SheetMapping,
        table_format: TableFormat,
        *,
        today: date,
        year: int | None,
    ) -> None:
        """Prepare for one sheet.

        Args:
            sheet: Name of the worksheet.
            mapping: What its columns say.
            table_format: Gives the words of the coded columns.
            today: What happened lies on or before it.
            year: Of days written without one.
        """
        self.sheet = sheet
        self.mapping = mapping
        self._words = table_format.values
        self._not_done = table_format.not_done
        self._needed = NEEDED_DAYS if mapping.has(*NEEDED_DAYS) else ("registered_on",)
        self._today = today
        self._year = year
        self._columns = tuple(mapping.rules.items())
        self._readers = self._readers_by_kind()
        self._known: dict[tuple[str, type, CellValue], Read] = {}

    def _readers_by_kind(self) -> Mapping[ColumnKind, Callable[[ColumnRule, CellValue], Read]]:
        return {
            ColumnKind.TEXT: lambda _, raw: clean_text(raw),
            ColumnKind.CODE: lambda _, raw: clean_code(raw),
            ColumnKind.NAME: lambda _, raw: parse_name(raw),
            ColumnKind.ID: self._id_number,
            ColumnKind.PHONE: lambda _, raw: parse_phone(raw),
            ColumnKind.ADDRESS: lambda _, raw: parse_address(raw),
            ColumnKind.CONTENT: lambda _, raw: clean_text(raw, keep_lines=True),
            ColumnKind.DEMANDS: _demands,
            ColumnKind.DATE: self._date,
            ColumnKind.INSTANT: self._instant,
            ColumnKind.COUNT: lambda _, raw: parse_count(raw),
            ColumnKind.CATEGORY: _category,
            ColumnKind.CODED: self._coded,
        }

    def read(self, number: int, row: SourceRow) -> RowFacts:
        """Read one row.

        Args:
            number: As Excel counts it, from 1.
            row: Its cells from column A.
        """
        facts = RowFacts()
        for index, rule in self._columns:
            raw = row[index] if index < len(row) else None
            if raw == "" or raw is None:
                continue
            if rule.follows_receipt and self._year is not None and names_no_year(raw):
                facts.undated[rule.field] = raw
                continue
            cell = self._cell(rule, raw)
            if cell.problems:
                place = (self.sheet, number, self.mapping.headers[index])
                facts.problems += [Problem.of_cell(place, rule.kind, raw, p) for p in cell.problems]
            if cell.is_masked:
                facts.masked.add(rule.field)
            if cell.value is not None:
                facts.values.update(self._named(rule, cell.value))
        return facts

    def _cell(self, rule: ColumnRule, raw: CellValue) -> Read:
        """Read a cell; the few words that fill a column are read once, not once a row."""
        if rule.kind not in _REPEATING:
            return self._readers[rule.kind](rule, raw)
        # The type belongs to the key: 1, 1.0 and True are equal and do not say the same.
        key = (rule.field, type(raw), raw)
        cell = self._known.get(key)
        if cell is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            cell = self._readers[rule.kind](rule, raw)
            self._known[key] = cell
        return cell

    def _id_number(self, _: ColumnRule, raw: CellValue) -> Read:
        cell = parse_id_number(raw)
        if cell.value is None:
            return cell
        doubts = check_id(cell.value, today=self._today).warnings
        if doubts and len(cell.value) == 18 and cell.value.endswith("000"):
            # Excel's fifteen digits and three noughts, and the check character says so too.
            return Cell(None, (*cell.problems, warning(LOST_ID_REASON)))
        return Cell(cell.value, (*cell.problems, *map(warning, doubts)))

    def _date(self, rule: ColumnRule, raw: CellValue) -> Read:
        if rule.follows_receipt and SPACES.sub("", plain_text(raw)) in self._not_done:
            return Cell(None)
        cell = parse_date(raw, year=self._year)
        if cell.value is not None and not rule.may_be_future and cell.value > self._today:
            return Cell(None, (*cell.problems, self._is_future()))
        return Cell(cell.value, self._weighed(rule, cell.problems), cell.is_masked)

    def _instant(self, rule: ColumnRule, raw: CellValue) -> Read:
        cell = parse_instant(raw)
        if cell.value is not None and day_of(cell.value) > self._today:
            return Cell(None, (*cell.problems, self._is_future()))
        return Cell(cell.value, self._weighed(rule, cell.problems), cell.is_masked)

    def _is_future(self) -> CellProblem:
        return error(f"晚于今天（{self._today}），已经发生的事不能在将来")

    def _weighed(
        self, rule: ColumnRule, problems: tuple[CellProblem, ...]
    ) -> tuple[CellProblem, ...]:
        """Weigh unreadable days: one a case needs keeps its row out, any other comes in blank."""
        if rule.field in self._needed:
            return problems
        return tuple(warning(f"{p.reason}，按空白处理") for p in problems)

    def _coded(self, rule: ColumnRule, raw: CellValue) -> Read:
        cell = clean_text(raw)
        words = self._words.get(rule.field)
        if cell.value is None or words is None or cell.value in words:
            return cell
        known = "、".join(dict.fromkeys(words.values()))
        if rule.keep_unknown:
            return Cell(cell.value, (*cell.problems, warning(f"不在词表中（{known}），照原样保留")))
        return Cell(None, (*cell.problems, warning(f"不在词表中（{known}），按空白处理")))

    def _named(self, rule: ColumnRule, value: object) -> Mapping[str, object]:
        """Return the facts that one cell's value makes, by the names of `domain.case`."""
        if isinstance(value, WrittenNames):
            return _name_facts(value)
        if isinstance(value, PhoneNumbers):
            numbers = {"mobile": value.mobile, "telephone": value.telephone}
            return {f"petitioner.{key}": number for key, number in numbers.items() if number}
        if rule.kind is not ColumnKind.CODED:
            return {rule.field: value}
        word = self._words.get(rule.field, {}).get(str(value))
        if rule.field == "channel" and word is not None:
            return {"channel": Channel(word)}
        if rule.field == "purpose" and word is not None:
            return {"purpose": value, "matter_kind": MatterKind(word)}
        return {rule.field: word or value}


def _name_facts(names: WrittenNames) -> Mapping[str, object]:
    if names.is_anonymous:
        return {"is_anonymous": True}
    main, *others = names.names
    facts: dict[str, object] = {"petitioner.name": main}
    if others:
        facts["petitioner.others"] = tuple(others)
    if others or names.names_others or names.people_count:
        facts["is_joint"] = True
    if names.people_count:
        facts[COUNT_IN_NAME] = names.people_count
    return facts


def _category(_: ColumnRule, raw: CellValue) -> Cell[str]:
    """Read a path of levels (投诉举报类/接处警投诉/不出警、出警慢) with one kind of stroke."""
    cell = clean_text(raw)
    if cell.value is None:
        return cell
    levels = filter(None, _CATEGORY_BREAK.split(cell.value))
    return Cell("/".join(levels) or None, cell.problems)


def _demands(_: ColumnRule, raw: CellValue) -> Cell[tuple[str, ...]]:
    """Read the requests of one cell: a numbered list or lines make several, all else is one."""
    cell = clean_text(raw, keep_lines=True)
    if cell.value is None:
        return Cell(None, cell.problems, cell.is_masked)
    parts = _NUMBER_MARK.split(cell.value)
    if len(parts) < 3:  # a single mark numbers nothing
        parts = cell.value.split("\n")
    demands = (" ".join(_EDGES.sub("", part).split()) for part in parts)
    return Cell(tuple(filter(None, demands)) or None, cell.problems)
