"""Finding the header of a sheet, of one row or of two, and saying of every column what it is.

A head of two rows is read column by column: what stands above several columns (信访人基本情况) and
what stands below it (姓名) are joined by a stroke. Where a row of its own and a pair name equally
much, the pair is the header only if each of its joined names is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from petition_desk.exchange.cells import CellValue, is_blank
from petition_desk.exchange.field_kinds import ColumnKind
from petition_desk.exchange.mapping import (
    OWN_HEADERS,
    ColumnRule,
    SheetMapping,
    TableFormat,
    never_read_words,
    normal_header,
    shown_header,
)
from petition_desk.exchange.row_kinds import is_note

#: How far down a header row may stand, below titles and the line of who reports.
HEADER_SEARCH_ROWS: Final = 20

NumberedRows = Sequence[tuple[int, Sequence[CellValue]]]

_STROKE: Final = "/"
#: A row with fewer filled cells is no header, whatever is in it.
_FEWEST_HEADS: Final = 3
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)")
_OWN: Final = frozenset(map(normal_header, OWN_HEADERS))
_SOURCE_FILE: Final = ColumnRule(OWN_HEADERS[2], "source_file", ColumnKind.TEXT)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above one column: its name, and that of the group it stands in, or ""."""

    name: str
    group: str = ""

    @property
    def shown(self) -> str:
        """As it is told: 信访人基本情况/姓名."""
        return f"{self.group}{_STROKE}{self.name}" if self.group else self.name

    @property
    def spellings(self) -> frozenset[str]:
        """How a header that is repeated further down may write it, for comparison."""
        return frozenset(filter(None, map(normal_header, (self.name, self.group, self.shown))))


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A row, or a pair of rows, that may be the header.

    Attributes:
        first: Index of its first row among the rows looked at.
        number: Number of its last row, from 1.
        headings: For every column.
    """

    first: int
    number: int
    headings: tuple[Heading, ...]
    is_pair: bool = False


@dataclass(frozen=True, slots=True)
class _Match:
    """How well a format fits a row: the rule of every column it knows, and whose are others'."""

    row: HeaderRow
    rules: tuple[ColumnRule | None, ...]
    are_others: tuple[bool, ...]
    unread: frozenset[str] = frozenset()

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(rule.field for rule in self.rules if rule is not None)

    @property
    def rank(self) -> tuple[int, int]:
        named = len(self.fields) + sum(self.are_others)
        if not self.row.is_pair:
            return (named, 1)
        known = zip(self.row.headings, self.rules, self.are_others, strict=True)
        joined = [bool(rule) or is_other for head, rule, is_other in known if head.group]
        return (named, 2 if joined and all(joined) else 0)


def find_header(rows: NumberedRows, table_format: TableFormat) -> SheetMapping | None:
    """Find the header among the first rows of a sheet and map its columns.

    Args:
        rows: The first rows of a sheet with their numbers.
        table_format: What is looked for.

    Returns:
        The mapping of the row or pair of rows that names most known columns and everything
        needed; None if there is none.
    """
    spellings = _spellings(table_format)
    best: _Match | None = None
    for row in header_rows(rows):
        match = _matched(row, spellings, table_format)
        if missing_needs(match.fields, table_format):
            continue
        if best is None or match.rank > best.rank:
            best = match
    return None if best is None else _mapped(best, rows)


def best_header(
    rows: NumberedRows, formats: Iterable[TableFormat]
) -> tuple[TableFormat, SheetMapping] | None:
    """Return the format that names most columns of a sheet, and what they say; the first of two."""
    best: tuple[TableFormat, SheetMapping] | None = None
    for table_format in formats:
        mapping = find_header(rows, table_format)
        if mapping is not None and (best is None or len(mapping.rules) > len(best[1].rules)):
            best = (table_format, mapping)
    return best


def remembered_header(
    rows: NumberedRows, formats: Mapping[str, TableFormat]
) -> tuple[TableFormat, SheetMapping] | None:
    """Return the format an office once gave for this very header, and what its columns say.

    Args:
        rows: The first rows of a sheet with their numbers.
        formats: By `signature` of the header.
    """
    for row in header_rows(rows):
        table_format = formats.get(signature(heading.shown for heading in row.headings))
        if table_format is None:
            continue
        match = _matched(row, _spellings(table_format), table_format)
        if not missing_needs(match.fields, table_format):
            return table_format, _mapped(match, rows)
    return None


def recognised_header(
    rows: NumberedRows,
    formats: Iterable[TableFormat],
    remembered: Callable[[Sequence[str]], Mapping[str, TableFormat]] | None,
) -> tuple[TableFormat, SheetMapping] | None:
    """Return what a sheet is: by what the office gave for its header, else by the best guess."""
    if remembered is not None:
        known = remembered(signatures(rows))
        found = remembered_header(rows, known) if known else None
        if found is not None:
            return found
    return best_header(rows, formats)


def bare_header(rows: NumberedRows) -> SheetMapping | None:
    """Return the fullest row of words among the first, as a header of which nothing is known."""
    best: HeaderRow | None = None
    for row in header_rows(rows):
        texts = [cell for cell in rows[row.first][1] if isinstance(cell, str) and cell.strip()]
        filled = [cell for cell in rows[row.first][1] if not is_blank(cell)]
        if row.is_pair or len(filled) < _FEWEST_HEADS or len(texts) < len(filled):
            continue
        if best is None or len(filled) > sum(bool(head.name) for head in best.headings):
            best = row
    if best is None:
        return None
    nothing = (None,) * len(best.headings)
    return _mapped(_Match(best, nothing, (False,) * len(best.headings)), rows)


def signatures(rows: NumberedRows) -> tuple[str, ...]:
    """Return the signature of every row and pair of rows that may be the header."""
    found = (signature(heading.shown for heading in row.headings) for row in header_rows(rows))
    return tuple(dict.fromkeys(filter(None, found)))


def signature(headers: Iterable[str]) -> str:
    """Return one text for a header, the same for every spelling of blanks and width.

    Columns that are never read, and ours in the workbook of faulty rows, do not count: that
    workbook is known by the header of the file it came from.
    """
    never = never_read_words()
    names = (normal_header(header) for header in headers)
    return "\n".join(
        name for name in names if name and name not in _OWN and not any(w in name for w in never)
    )


def missing_needs(fields: Iterable[str], table_format: TableFormat) -> tuple[str, ...]:
    """Return the names of what is needed and not among the fields."""
    present = set(fields)
    return tuple(need.name for need in table_format.needs if not need.any_of & present)


def missing_of(rows: NumberedRows, formats: Iterable[TableFormat]) -> tuple[str, ...]:
    """Return what no cell of the first rows names, of the format that comes nearest."""
    nearest: tuple[str, ...] | None = None
    for table_format in formats:
        known = _spellings(table_format)
        names = (normal_header(cell) for _, row in rows for cell in row)
        fields = {known[name].field for name in names if name in known}
        missing = missing_needs(fields, table_format)
        missing = missing or tuple(need.name for need in table_format.needs)
        if nearest is None or len(missing) < len(nearest):
            nearest = missing
    return nearest or ()


def header_rows(rows: NumberedRows) -> Iterator[HeaderRow]:
    """Give every row that may be the header, and every pair of rows one below the other."""
    above: Sequence[CellValue] | None = None
    for index, (number, row) in enumerate(rows[:HEADER_SEARCH_ROWS]):
        yield HeaderRow(index, number, tuple(Heading(shown_header(cell)) for cell in row))
        if above is not None and _may_be_heads(above):
            yield HeaderRow(index - 1, number, tuple(_joined(above, row)), is_pair=True)
        above = row


def _may_be_heads(row: Sequence[CellValue]) -> bool:
    """Return whether a row can stand above names: no title, and no line of who reports."""
    filled = [cell for cell in row if not is_blank(cell)]
    return len(filled) > 1 and not any(
        is_note(cell) and shown_header(cell)[-1] not in ":：" for cell in filled
    )


def _joined(above: Sequence[CellValue], below: Sequence[CellValue]) -> Iterator[Heading]:
    """Give the headings of two rows; a head reaches over the blanks to its right that have names.

    A head without a name below it is that of its own column alone.
    """
    group = ""
    for index in range(max(len(above), len(below))):
        head = shown_header(above[index]) if index < len(above) else ""
        name = shown_header(below[index]) if index < len(below) else ""
        if head or not name:
            group = head if name else ""
        yield Heading(name, group) if name and name != head else Heading(head)


def _spellings(table_format: TableFormat) -> dict[str, ColumnRule]:
    """Return every spelling of every header; a column's own name wins over another's alias."""
    spellings: dict[str, ColumnRule] = {}
    for rule in table_format.columns:
        for alias in rule.aliases:
            spellings.setdefault(normal_header(alias), rule)
    spellings.update({normal_header(rule.header): rule for rule in table_format.columns})
    return spellings


def _matched(row: HeaderRow, known: Mapping[str, ColumnRule], table_format: TableFormat) -> _Match:
    others = table_format.other_groups
    unread = table_format.unread
    rules = [
        None if normal_header(heading.shown) in unread else _rule_of(heading, known)
        for heading in row.headings
    ]
    are_others = tuple(
        rule is not None and _is_of_others(heading, rule, known, others)
        for heading, rule in zip(row.headings, rules, strict=True)
    )
    own = (None if is_other else r for r, is_other in zip(rules, are_others, strict=True))
    return _Match(row, tuple(own), are_others, unread)


def _is_of_others(
    heading: Heading, rule: ColumnRule, known: Mapping[str, ColumnRule], others: Sequence[str]
) -> bool:
    """Return whether a name or telephone is that of somebody else than the petitioner."""
    whole = normal_header(heading.shown)
    group = whole.rpartition(_STROKE)[0]
    if _named(whole, known) is not None or not rule.field.startswith("petitioner."):
        return False
    return any(word in group for word in others)


def _rule_of(heading: Heading, known: Mapping[str, ColumnRule]) -> ColumnRule | None:
    """Return what a column is: by its whole heading, else by its name within the group."""
    whole = normal_header(heading.shown)
    rule = _named(whole, known)
    if rule is not None or not whole:
        return rule
    # A pair of rows that was joined once, in our workbook of faulty rows, reads the same again.
    group, _, name = whole.rpartition(_STROKE)
    if not group:
        return None
    rule = _named(name, known)
    if rule is None:
        return None
    head = known.get(group)
    is_two_days = head is not None and head.kind is rule.kind is ColumnKind.DATE
    return None if is_two_days and not heading.group else rule


def _named(name: str, known: Mapping[str, ColumnRule]) -> ColumnRule | None:
    return known.get(name) or known.get(_IN_BRACKETS.sub("", name))


def _title_of(rows: Iterable[Sequence[CellValue]]) -> str:
    """Return the first row above a header that has a single filled cell, as its title."""
    for row in rows:
        filled = [cell for cell in row if not is_blank(cell)]
        if len(filled) == 1:
            return shown_header(filled[0])
    return ""


def _mapped(match: _Match, rows: NumberedRows) -> SheetMapping:
    never = never_read_words()
    rules: dict[int, ColumnRule] = {}
    skipped: list[int] = []
    unknown: list[str] = []
    repeated: list[str] = []
    taken: set[str] = set()
    headings = match.row.headings
    for index, (heading, rule) in enumerate(zip(headings, match.rules, strict=True)):
        name = normal_header(heading.shown)
        if name == normal_header(_SOURCE_FILE.header):
            rules[index] = _SOURCE_FILE
        if not name or name in _OWN:
            continue
        if any(word in name for word in never):
            skipped.append(index)
        elif rule is None and name not in match.unread:
            unknown.append(heading.shown)
        elif rule is None:
            continue
        elif rule.field in taken:
            repeated.append(heading.shown)
        else:
            rules[index] = rule
            taken.add(rule.field)
    return SheetMapping(
        header_row=match.row.number,
        headers=tuple(heading.shown for heading in headings),
        rules=rules,
        skipped=tuple(headings[index].shown for index in skipped),
        unknown=tuple(unknown),
        repeated=tuple(repeated),
        title=_title_of(row for _, row in rows[: match.row.first]),
        skipped_indexes=frozenset(skipped),
        spellings=tuple(heading.spellings for heading in headings),
    )
