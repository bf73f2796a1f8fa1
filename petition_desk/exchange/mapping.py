"""Which column of a table says what: headers to fields, words to words, as data.

A **format** is a file of `resources/exchange` (or one the office gives): the columns a kind of
table has, their other spellings, and the words of its coded columns. Recognising a table means
finding its header row and saying of every column: this field, never read, or not known.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from petition_desk.domain.vocabulary import SOURCES, Channel, MatterKind
from petition_desk.errors import InputError
from petition_desk.exchange.cells import CellValue, plain_text
from petition_desk.exchange.field_kinds import FIELD_KINDS, ColumnKind
from petition_desk.paths import resource

#: Columns that our own workbook of faulty rows adds: why, which row it was, and, where only the
#: file's name tells a row from those of other files, that name.
OWN_HEADERS: Final = ("不能导入的原因", "原行号", "原文件")
#: The sheet of our exports that only explains them.
NOTE_SHEET: Final = "导出说明"

_DECORATION: Final = re.compile(r"[\s*＊:：]+")
_SUPPORTED_FORMAT: Final = 1
_SHIPPED: Final = {"official-export": "official_export.toml", "hand-kept": "hand_kept.toml"}
#: Fields whose words lead into a closed list of the domain.
_CLOSED_LISTS: Final = {
    "channel": {each.value for each in Channel},
    "purpose": {each.value for each in MatterKind},
    "source": set(SOURCES),
    "remark": set(SOURCES),
}


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """One column of a format.

    Attributes:
        header: Its name as the format writes it.
        field: What its cells become.
        kind: How its cells are read.
        aliases: Other spellings of the header.
        may_be_future: For days: they may lie after today.
        follows_receipt: For days: of something done after the piece was received. One without a
            year is the first such day after that, and a word of `TableFormat.not_done` says that
            it has not been done.
        keep_unknown: For coded words: one without an entry is kept as it stands.
    """

    header: str
    field: str
    kind: ColumnKind
    aliases: tuple[str, ...] = ()
    may_be_future: bool = False
    keep_unknown: bool = False
    follows_receipt: bool = False


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
        values: For each coded field the words of the table and ours; for `remark` those that tell
            the source where no column does.
        sheet_words: For a field without a cell, the words in a sheet's name or title that tell it.
        not_done: Words that stand in the place of a day and say that it has not come.
        other_groups: Words of a group of columns that tell of somebody else than the petitioner.
        unread: Headers the office left out itself; nothing is said of them.
    """

    id: str
    title: str
    columns: tuple[ColumnRule, ...]
    needs: tuple[Need, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheet_words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    not_done: frozenset[str] = frozenset()
    other_groups: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What the columns of one sheet say.

    Attributes:
        header_row: Number of the (last) header row, from 1.
        headers: The header of every column as in the file, "" where there is none; those of a
            header of two rows are joined by a stroke.
        rules: For the columns that are read, their index (from 0) and rule.
        skipped: Headers never read because of what they are about, in the file's order.
        unknown: Headers nothing is known of; not read.
        repeated: Headers of columns that say what an earlier column says already; not read.
        title: The text of the title row above the header, "" without one.
        skipped_indexes: The columns that are never read.
        spellings: For every column how a repeated header may write it, for comparison.
    """

    header_row: int
    headers: tuple[str, ...]
    rules: Mapping[int, ColumnRule]
    skipped: tuple[str, ...]
    unknown: tuple[str, ...]
    repeated: tuple[str, ...] = ()
    title: str = ""
    skipped_indexes: frozenset[int] = frozenset()
    spellings: tuple[frozenset[str], ...] = ()

    def header_of(self, field_name: str) -> str:
        """Return the header as in the file of the column that becomes a field, or ""."""
        for index, rule in self.rules.items():
            if rule.field == field_name:
                return self.headers[index]
        return ""

    def has(self, *field_names: str) -> bool:
        """Return whether some column becomes one of these fields."""
        return any(rule.field in field_names for rule in self.rules.values())


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


def hand_kept_format() -> TableFormat:
    """Return the guess for a ledger kept by hand: every spelling of a column met so far."""
    return load_format(resource("exchange", "hand_kept.toml"))


def load_format(path: Path) -> TableFormat:
    """Read a format file.

    Raises:
        FormatError: it is not TOML, not a format this program knows, or lacks something; the
            file and the key are named.
    """
    return read_format(_file_text(path), path.name)


def read_format(text: str, file_name: str) -> TableFormat:
    """Read a format from its text; errors as `load_format`, which name ``file_name``."""
    table = _toml(text, file_name)
    try:
        columns = tuple(_column(file_name, each) for each in table["column"])
        needs = tuple(Need(n["name"], frozenset(n["any_of"])) for n in table.get("needs", ()))
        values = table.get("values", {})
        sheet_words = table.get("sheet_words", {})
        for name, words in (("values", values), ("sheet_words", sheet_words)):
            for key, known in _CLOSED_LISTS.items():
                _check_words(file_name, f"{name}.{key}", words.get(key, {}), known)
        own = TableFormat(
            table["id"],
            table["title"],
            columns,
            needs,
            values,
            sheet_words,
            frozenset(table.get("not_done", ())),
            tuple(map(normal_header, table.get("other_groups", ()))),
            frozenset(map(normal_header, table.get("unread", ()))),
        )
    except KeyError as fault:
        raise FormatError(file_name, str(fault.args[0]), "没有写") from fault
    except (TypeError, AttributeError) as fault:
        raise FormatError(file_name, "column", "写法不对") from fault
    return _extended(own, table.get("extends"), file_name)


def _extended(own: TableFormat, base_id: object, file_name: str) -> TableFormat:
    """Return a format with the columns and words of the one it extends; its own come first."""
    if base_id is None:
        return own
    if base_id not in _SHIPPED:
        raise FormatError(file_name, "extends", f"应为 {'、'.join(_SHIPPED)} 之一")
    base = load_format(resource("exchange", _SHIPPED[str(base_id)]))
    claimed = {name for rule in own.columns for name in _names_of(rule)}
    left = (_without_names(rule, claimed) for rule in base.columns)
    return replace(
        own,
        columns=(*own.columns, *(rule for rule in left if rule is not None)),
        needs=own.needs or base.needs,
        values={**base.values, **own.values},
        sheet_words={**base.sheet_words, **own.sheet_words},
        not_done=own.not_done | base.not_done,
        other_groups=(*own.other_groups, *base.other_groups),
    )


def _names_of(rule: ColumnRule) -> tuple[str, ...]:
    return tuple(map(normal_header, (rule.header, *rule.aliases)))


def _without_names(rule: ColumnRule, claimed: set[str]) -> ColumnRule | None:
    """Return a column under those of its names that nobody else has claimed."""
    names = [n for n in (rule.header, *rule.aliases) if normal_header(n) not in claimed]
    return replace(rule, header=names[0], aliases=tuple(names[1:])) if names else None


def never_read_words() -> tuple[str, ...]:
    """Return the words whose columns are skipped in every table."""
    path = resource("exchange", "never_read.toml")
    words = read_toml(path).get("words")
    if not isinstance(words, list) or not words:
        raise FormatError(path.name, "words", "没有写")
    return tuple(normal_header(word) for word in words)


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a file of this kind says.

    Raises:
        FormatError: it is not there, no UTF-8, no TOML, or of another version.
    """
    return _toml(_file_text(path), path.name)


def _file_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FormatError(path.name, "全文", "不是 UTF-8 文本") from fault
    except OSError as fault:
        raise FormatError(path.name, "全文", "读不到这个文件") from fault


def _toml(text: str, file_name: str) -> dict[str, Any]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise FormatError(file_name, "全文", f"不是正确的 TOML（{fault}）") from fault
    if table.get("format") != _SUPPORTED_FORMAT:
        raise FormatError(file_name, "format", f"应为 {_SUPPORTED_FORMAT}")
    return table


def _check_words(file_name: str, key: str, words: Mapping[str, Any], known: set[str]) -> None:
    """Refuse a table of words that leads out of the closed lists of the domain."""
    for word, ours in words.items():
        if ours not in known:
            raise FormatError(file_name, f"{key}.{word}", f"没有“{ours}”这个词")


def _column(file_name: str, table: Mapping[str, Any]) -> ColumnRule:
    header = str(table["header"])
    try:
        kind = ColumnKind(table["kind"])
    except ValueError as fault:
        raise FormatError(file_name, f"{header}.kind", f"没有“{table['kind']}”这一种") from fault
    field_name = str(table["field"])
    if field_name not in FIELD_KINDS:
        raise FormatError(file_name, f"{header}.field", f"没有“{field_name}”这一项")
    if kind not in FIELD_KINDS[field_name]:
        known = "、".join(sorted(FIELD_KINDS[field_name]))
        raise FormatError(file_name, f"{header}.kind", f"“{field_name}”应为 {known}")
    return ColumnRule(
        header,
        field_name,
        kind,
        tuple(map(str, table.get("aliases", ()))),
        bool(table.get("may_be_future", False)),
        bool(table.get("keep_unknown", False)),
        bool(table.get("follows_receipt", False)),
    )
