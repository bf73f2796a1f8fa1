"""Which column of a table says what: headers to fields, words to words, as data.

A **format** is a file of `resources/exchange` (or one the office gives): the columns a kind of
table has, their other spellings, and the words of its coded columns. Recognising a table means
finding its header row and saying of every column: this field, never read, or not known.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from petition_desk.domain.vocabulary import Channel, MatterKind
from petition_desk.errors import InputError
from petition_desk.exchange.cells import CellValue, is_blank, plain_text
from petition_desk.paths import resource

#: How far down a header row may stand, below titles and the line of who reports.
HEADER_SEARCH_ROWS: Final = 20
#: Columns that our own workbook of faulty rows adds and that carry no information back.
OWN_HEADERS: Final = ("不能导入的原因", "原行号")

_DECORATION: Final = re.compile(r"[\s*＊:：]+")
_SUPPORTED_FORMAT: Final = 1


class ColumnKind(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    CODE = "code"
    NAME = "name"
    ID = "id"
    PHONE = "phone"
    ADDRESS = "address"
    CONTENT = "content"
    DEMANDS = "demands"
    DATE = "date"
    INSTANT = "instant"
    COUNT = "count"
    CATEGORY = "category"
    CODED = "coded"


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """One column of a format.

    Attributes:
        header: Its name as the format writes it.
        field: What its cells become.
        kind: How its cells are read.
        aliases: Other spellings of the header.
        may_be_future: For days: they may lie after today.
        keep_unknown: For coded words: one without an entry is kept as it stands.
    """

    header: str
    field: str
    kind: ColumnKind
    aliases: tuple[str, ...] = ()
    may_be_future: bool = False
    keep_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """A header without which a sheet is not this format.

    Attributes:
        name: What the officer is told is missing.
        any_of: Fields, one of which must have a column.
    """

    name: str
    any_of: frozenset[str]


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A kind of table.

    Attributes:
        id: Its short name.
        title: What the officer calls it.
        columns: Its columns, in its own order.
        needs: What has to be there.
        values: For each coded field the words of the table and ours.
    """

    id: str
    title: str
    columns: tuple[ColumnRule, ...]
    needs: tuple[Need, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What the columns of one sheet say.

    Attributes:
        header_row: Number of the (last) header row, from 1.
        headers: The header of every column as in the file, "" where there is none.
        rules: For the columns that are read, their index (from 0) and rule.
        skipped: Headers never read because of what they are about, in the file's order.
        unknown: Headers nothing is known of; not read.
        repeated: Headers of columns that say what an earlier column says already; not read.
        title: The text of the title row above the header, "" without one.
    """

    header_row: int
    headers: tuple[str, ...]
    rules: Mapping[int, ColumnRule]
    skipped: tuple[str, ...]
    unknown: tuple[str, ...]
    repeated: tuple[str, ...] = ()
    title: str = ""
    skipped_indexes: frozenset[int] = frozenset()

    def header_of(self, field_name: str) -> str:
        """Return the header as in the file of the column that becomes a field, or ""."""
        for index, rule in self.rules.items():
            if rule.field == field_name:
                return self.headers[index]
        return ""


class FormatError(InputError):
    """A format file cannot be used (exit 4)."""

    def __init__(self, file_name: str, key: str, reason: str) -> None:
        """Name the file, the key and the reason."""
        self.file_name = file_name
        self.key = key
        super().__init__(f"{file_name} 的 {key}", reason)


class HeaderNotFoundError(InputError):
    """A sheet has no header row that the format knows (exit 4).

    Attributes:
        sheet: Its name.
        missing: The needed headers that no row has.
    """

    def __init__(self, file_name: str, sheet: str, missing: Iterable[str]) -> None:
        """Say which sheet, and what was looked for."""
        self.sheet = sheet
        self.missing = tuple(missing)
        super().__init__(
            f"{file_name} 的工作表“{sheet}”", f"认不出表头，找不到这些列：{'、'.join(self.missing)}"
        )


def normal_header(raw: CellValue) -> str:
    """Return a header for comparison: full-width folded, no white space, colon or asterisk."""
    return _DECORATION.sub("", unicodedata.normalize("NFKC", plain_text(raw))).lower()


def shown_header(raw: CellValue) -> str:
    """Return a header as it is shown: one line."""
    return " ".join(plain_text(raw).split())


def official_format() -> TableFormat:
    """Return the format of the police petition system's export."""
    return load_format(resource("exchange", "official_export.toml"))


def load_format(path: Path) -> TableFormat:
    """Read a format file.

    Raises:
        FormatError: it is not TOML, not a format this program knows, or lacks something; the
            file and the key are named.
    """
    table = _toml(path)
    try:
        columns = tuple(_column(path, each) for each in table["column"])
        needs = tuple(Need(n["name"], frozenset(n["any_of"])) for n in table.get("needs", ()))
        values = table.get("values", {})
        _check_words(path, "channel", values, {each.value for each in Channel})
        _check_words(path, "purpose", values, {each.value for each in MatterKind})
        return TableFormat(table["id"], table["title"], columns, needs, values)
    except KeyError as fault:
        raise FormatError(path.name, str(fault.args[0]), "没有写") from fault
    except (TypeError, AttributeError) as fault:
        raise FormatError(path.name, "column", "写法不对") from fault


def never_read_words() -> tuple[str, ...]:
    """Return the words whose columns are skipped in every table."""
    path = resource("exchange", "never_read.toml")
    words = _toml(path).get("words")
    if not isinstance(words, list) or not words:
        raise FormatError(path.name, "words", "没有写")
    return tuple(normal_header(word) for word in words)


def _toml(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise FormatError(path.name, "全文", f"不是正确的 TOML（{fault}）") from fault
    except OSError as fault:
        raise FormatError(path.name, "全文", "读不到这个文件") from fault
    if table.get("format") != _SUPPORTED_FORMAT:
        raise FormatError(path.name, "format", f"应为 {_SUPPORTED_FORMAT}")
    return table


def _check_words(path: Path, key: str, values: Mapping[str, Any], known: set[str]) -> None:
    """Refuse a table of words that leads out of the closed lists of the domain."""
    for word, ours in values.get(key, {}).items():
        if ours not in known:
            raise FormatError(path.name, f"values.{key}.{word}", f"没有“{ours}”这个词")


def _column(path: Path, table: Mapping[str, Any]) -> ColumnRule:
    header = str(table["header"])
    try:
        kind = ColumnKind(table["kind"])
    except ValueError as fault:
        raise FormatError(path.name, f"{header}.kind", f"没有“{table['kind']}”这一种") from fault
    return ColumnRule(
        header,
        str(table["field"]),
        kind,
        tuple(table.get("aliases", ())),
        bool(table.get("may_be_future", False)),
        bool(table.get("keep_unknown", False)),
    )


def find_header(
    rows: Sequence[tuple[int, Sequence[CellValue]]], table_format: TableFormat
) -> SheetMapping | None:
    """Find the header among the first rows of a sheet and map its columns.

    Args:
        rows: The first rows of a sheet with their numbers.
        table_format: What is looked for.

    Returns:
        The mapping of the row that names most known columns and everything needed; None if no
        row does.
    """
    known = _spellings(table_format)
    best: tuple[int, int] | None = None
    for position, (_, row) in enumerate(rows[:HEADER_SEARCH_ROWS]):
        fields = {known[name].field for name in map(normal_header, row) if name in known}
        if missing_needs(fields, table_format):
            continue
        if best is None or len(fields) > best[0]:
            best = (len(fields), position)
    if best is None:
        return None
    number, header = rows[best[1]]
    title = _title_of(row for _, row in rows[: best[1]])
    return _mapped(number, header, known, title)


def missing_needs(fields: Iterable[str], table_format: TableFormat) -> tuple[str, ...]:
    """Return the names of what is needed and not among the fields."""
    present = set(fields)
    return tuple(need.name for need in table_format.needs if not need.any_of & present)


def known_fields(
    rows: Iterable[tuple[int, Sequence[CellValue]]], table_format: TableFormat
) -> frozenset[str]:
    """Return every field that some cell of the first rows names; tells what is missing."""
    known = _spellings(table_format)
    names = (normal_header(cell) for _, row in rows for cell in row)
    return frozenset(known[name].field for name in names if name in known)


def _spellings(table_format: TableFormat) -> dict[str, ColumnRule]:
    """Return every spelling of every header; a column's own name wins over another's alias."""
    spellings: dict[str, ColumnRule] = {}
    for rule in table_format.columns:
        for alias in rule.aliases:
            spellings.setdefault(normal_header(alias), rule)
    spellings.update({normal_header(rule.header): rule for rule in table_format.columns})
    return spellings


def _title_of(rows: Iterable[Sequence[CellValue]]) -> str:
    """Return the first row above a header that has a single filled cell, as its title."""
    for row in rows:
        filled = [cell for cell in row if not is_blank(cell)]
        if len(filled) == 1:
            return shown_header(filled[0])
    return ""


def _mapped(
    number: int, row: Sequence[CellValue], known: Mapping[str, ColumnRule], title: str
) -> SheetMapping:
    never = never_read_words()
    rules: dict[int, ColumnRule] = {}
    skipped: list[int] = []
    unknown: list[str] = []
    repeated: list[str] = []
    taken: set[str] = set()
    own = {normal_header(name) for name in OWN_HEADERS}
    for index, cell in enumerate(row):
        name = normal_header(cell)
        if not name or name in own:
            continue
        rule = known.get(name)
        if any(word in name for word in never):
            skipped.append(index)
        elif rule is None:
            unknown.append(shown_header(cell))
        elif rule.field in taken:
            repeated.append(shown_header(cell))
        else:
            rules[index] = rule
            taken.add(rule.field)
    headers = tuple(shown_header(cell) for cell in row)
    return SheetMapping(
        header_row=number,
        headers=headers,
        rules=rules,
        skipped=tuple(headers[index] for index in skipped),
        unknown=tuple(unknown),
        repeated=tuple(repeated),
        title=title,
        skipped_indexes=frozenset(skipped),
    )
