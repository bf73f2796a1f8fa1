"""Which of our columns fills which of a form's, kept as text and proposed by a guess."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from petition_desk.exchange.forms.headings import ROW_NUMBER
from petition_desk.exchange.forms.layout import FormColumn, FormLayout

#: Spellings of a day as text; "" is a real day, shown in the form's own way.
DAY_SPELLINGS: Final[Mapping[str, str]] = {
    "": "日期（按表内格式）",
    "dash": "2026-03-02",
    "dot": "2026.3.2",
    "dots": "2026.03.02",
    "slash": "2026/3/2",
    "packed": "20260302",
    "words": "2026年3月2日",
    "short": "3月2日",
}
_TEMPLATES: Final = {
    "dash": "{0:04}-{1:02}-{2:02}",
    "dot": "{0}.{1}.{2}",
    "dots": "{0:04}.{1:02}.{2:02}",
    "slash": "{0}/{1}/{2}",
    "packed": "{0:04}{1:02}{2:02}",
    "words": "{0}年{1}月{2}日",
    "short": "{1}月{2}日",
}
_HINTS: Final = (
    ("dots", re.compile(r"(?:20\d\d|[xXyY]{4})\.(?:0\d|1[0-2]|[xXmM]{2})\.(?:\d\d|[xXdD]{2})")),
    ("dot", re.compile(r"20\d\d\.\d{1,2}\.\d{1,2}")),
    ("packed", re.compile(r"20\d{6}(?!\d)|[yY]{4}[mM]{2}[dD]{2}")),
    ("dash", re.compile(r"20\d\d-\d{1,2}-\d{1,2}|[yYxX]{4}-[mMxX]{2}-[dDxX]{2}")),
    ("slash", re.compile(r"20\d\d/\d{1,2}/\d{1,2}|[yYxX]{4}/[mMxX]{1,2}/[dDxX]{1,2}")),
    ("words", re.compile(r"(?:20\d\d|[xX]{4})年(?:\d{1,2}|[xX]{1,2})月(?:\d{1,2}|[xX]{1,2})日")),
)


@dataclass(frozen=True, slots=True)
class FilledColumn:
    """What fills one column of a form.

    Attributes:
        key: The column (`FormColumn.key`).
        sources: Identifiers of our columns, or `ROW_NUMBER`; several are written below each
            other, and of a|b the first that is not blank; () leaves the column as it is.
        words: Theirs for ours, where they choose from a list.
        day_spelling: Of `DAY_SPELLINGS`.
    """

    key: str
    sources: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    day_spelling: str = ""


@dataclass(frozen=True, slots=True)
class FormMapping:
    """What fills a form."""

    columns: tuple[FilledColumn, ...]

    def of(self, key: str) -> FilledColumn | None:
        """Return what fills a column."""
        return next((column for column in self.columns if column.key == key), None)

    def with_column(self, changed: FilledColumn) -> FormMapping:
        """Return the mapping with one column told anew."""
        columns = tuple(changed if each.key == changed.key else each for each in self.columns)
        return FormMapping(columns)

    @property
    def sources(self) -> tuple[str, ...]:
        """Every column of ours that is needed, each once."""
        named = (name for column in self.columns for each in column.sources
                 for name in each.split("|"))  # fmt: skip
        return tuple(dict.fromkeys(name for name in named if name != ROW_NUMBER))

    def as_text(self) -> str:
        """Return it as it is kept."""
        return json.dumps(
            [
                {
                    "key": column.key,
                    "sources": list(column.sources),
                    "words": dict(column.words),
                    "day": column.day_spelling,
                }
                for column in self.columns
            ],
            ensure_ascii=False,
        )

    @classmethod
    def from_text(cls, text: str) -> FormMapping:
        """Read a kept mapping."""
        return cls(
            tuple(
                FilledColumn(
                    str(entry["key"]),
                    tuple(map(str, entry["sources"])),
                    {str(ours): str(theirs) for ours, theirs in entry["words"].items()},
                    str(entry["day"]),
                )
                for entry in json.loads(text)
            )
        )


def guessed_mapping(layout: FormLayout, known: Collection[str]) -> FormMapping:
    """Propose what fills each column, out of the columns of ours that are known.

    A source fills one column only: where a form asks twice, the second is left to the officer.
    """
    taken: set[tuple[str, ...]] = set()
    columns = []
    for column in layout.columns:
        sources = tuple(filter(None, (_known(each, known) for each in column.sources)))
        if column.is_formula or column.is_never or sources in taken:
            sources = ()
        if sources:
            taken.add(sources)
        columns.append(FilledColumn(column.key, sources, {}, day_hint(column.heading)))
    return FormMapping(tuple(columns))


def fitted_mapping(kept: FormMapping, layout: FormLayout, known: Collection[str]) -> FormMapping:
    """Return a kept mapping for a form as it is now: its columns in its order, unknown ones out."""
    columns = []
    for column in layout.columns:
        told = kept.of(column.key)
        if told is None:
            columns.append(FilledColumn(column.key))
            continue
        sources = tuple(filter(None, (_known(each, known) for each in told.sources)))
        columns.append(FilledColumn(column.key, sources, told.words, told.day_spelling))
    return FormMapping(tuple(columns))


def day_hint(text: str) -> str:
    """Return the spelling of days that a heading or an example shows; "" for none."""
    return next((name for name, pattern in _HINTS if pattern.search(text)), "")


def spelled_day(day: date, spelling: str) -> str:
    """Return a day as text."""
    return _TEMPLATES[spelling].format(day.year, day.month, day.day)


def fillable(columns: tuple[FormColumn, ...]) -> tuple[FormColumn, ...]:
    """Return the columns an officer may choose for: not those that the form works out."""
    return tuple(column for column in columns if not column.is_formula and not column.is_never)


def _known(offered: str, known: Collection[str]) -> str:
    """Return what is known of a choice (a|b): the second is told where the first is blank."""
    names = offered.split("|")
    return "|".join(name for name in names if name == ROW_NUMBER or name in known)
