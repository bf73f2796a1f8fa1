"""Lists that this program wrote itself, given to it again: they are no news, and change nothing.

A ledger, a list of letters or of periods is known by its headings and by our numbers in its first
column. A list in the official order has no column for our number: there a piece without a number
of the official system is known by its day and content, the name as far as it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from petition_desk.domain.case import Case
from petition_desk.domain.ledger import LEDGER_COLUMNS
from petition_desk.domain.masking import mask_name, mask_text
from petition_desk.domain.numbering import parse_local_no
from petition_desk.exchange.cell_dates import parse_date
from petition_desk.exchange.cells import Severity, plain_text
from petition_desk.exchange.import_sheet import ImportedRow, ImportReading
from petition_desk.exchange.mapping import NOTE_SHEET
from petition_desk.exchange.problems import Problem
from petition_desk.exchange.workbook import SourceSheet, read_workbook
from petition_desk.services.export_kinds import DEADLINES, LETTERS, OFFICIAL
from petition_desk.storage.unit_of_work import UnitOfWork

_NUMBER: Final = "编号"
_RECEIVED: Final = "收到"
_HEAD_ROWS: Final = 3
_FEWEST_HEADINGS: Final = 2
_OURS: Final = frozenset(
    {column.title for column in LEDGER_COLUMNS}
    | {column.title for each in (LETTERS, DEADLINES) for column in each.columns}
)
_OFFICIAL: Final = tuple(column.title for column in OFFICIAL.columns)
_UNKNOWN: Final = "本程序导出的表，库中没有这一编号，没有导入；搬到别处请用备份，或按国网顺序导出"
_NO_NEWS: Final = "是本程序导出的表，已有的件不改动；要改请在案件里更正"


@dataclass(frozen=True, slots=True)
class OwnList:
    """A list of ours that was read.

    Attributes:
        known: Rows of cases that are here.
        unknown: Rows of cases that are not.
        problems: What is to be said of them.
    """

    known: int
    unknown: int
    problems: tuple[Problem, ...]


def may_be_own(reading: ImportReading) -> bool:
    """Return whether the headings of a table are all ours, our number among them."""
    heads = [mapping.headers for mapping in reading.mappings.values()]
    return bool(heads) and all(map(are_own_headings, heads))


def are_own_headings(headers: Iterable[str]) -> bool:
    """Return whether all headings are of a list that this program writes, our number among them."""
    named = set(filter(None, headers))
    return _NUMBER in named and len(named) >= _FEWEST_HEADINGS and named <= _OURS


def own_list(work: UnitOfWork, path: Path) -> OwnList | None:
    """Read a list of ours by our numbers; None for any other table.

    Raises:
        WorkbookError, FileUnreadableError: as `read_workbook`.
    """
    workbook = read_workbook(path)
    sheets = [sheet for sheet in workbook.sheets if sheet.name != NOTE_SHEET]
    found: dict[str, list[_Line]] = {}
    for sheet in sheets:
        lines = _lines_of(sheet)
        if lines is None:
            return None
        found[sheet.name] = lines
    return _compared(work, found) if found else None


def own_pieces(
    work: UnitOfWork, reading: ImportReading, rows: Iterable[ImportedRow]
) -> frozenset[str]:
    """Return the keys of rows in a list of ours in the official order whose case is here."""
    ours = {
        name for name, mapping in reading.mappings.items()
        if tuple(mapping.headers[: len(_OFFICIAL)]) == _OFFICIAL
    }  # fmt: skip
    mine = [row for row in rows if row.sheet in ours and "official_letter_no" not in row.values]
    here = work.exports.numbers_of_days(day for day in map(_day_of, mine) if day is not None)
    return frozenset(
        row.key for row in mine if any(_is_it(work, no, row) for no in _candidates(here, row))
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a list of ours: where it stands, its number, and the day of receipt if told."""

    row: int
    number: str
    received_on: date | None


def _lines_of(sheet: SourceSheet) -> list[_Line] | None:
    """Return every row of a list of ours; None for any other sheet."""
    rows = sheet.rows()
    for _, row in islice(rows, _HEAD_ROWS):
        heads = [plain_text(cell).strip() for cell in row]
        named = [head for head in heads if head]
        if _NUMBER in heads and len(named) >= _FEWEST_HEADINGS and _OURS.issuperset(named):
            break
    else:
        return None
    number_at = heads.index(_NUMBER)
    day_at = heads.index(_RECEIVED) if _RECEIVED in heads else None
    lines = []
    for at, row in rows:
        text = plain_text(row[number_at]).strip() if number_at < len(row) else ""
        if text and parse_local_no(text) is None:
            return None
        if text:
            day = parse_date(row[day_at]).value if day_at is not None else None
            lines.append(_Line(at, text, day))
    return lines


def _compared(work: UnitOfWork, sheets: Mapping[str, list[_Line]]) -> OwnList:
    known, unknown, problems = 0, 0, []
    for name, lines in sheets.items():
        problems.append(Problem(name, None, _NUMBER, "", _NO_NEWS, Severity.WARNING))
        here = work.exports.received_on(line.number for line in lines)
        for line in lines:
            kept_on = here.get(line.number)
            if kept_on is not None and line.received_on in (None, kept_on):
                known += 1
                continue
            unknown += 1
            problem = Problem(name, line.row, _NUMBER, line.number, _UNKNOWN, Severity.ERROR)
            problems.append(problem)
    return OwnList(known, unknown, tuple(problems))


def _day_of(row: ImportedRow) -> date | None:
    day = row.values.get("petitioned_on") or row.values.get("received_on")
    return day if isinstance(day, date) else None


def _candidates(here: Mapping[date, set[str]], row: ImportedRow) -> set[str]:
    day = _day_of(row)
    return here.get(day, set()) if day is not None else set()


def _is_it(work: UnitOfWork, local_no: str, row: ImportedRow) -> bool:
    told = str(row.values.get("content", ""))
    stored = work.cases.get(local_no) if told else None
    return stored is not None and _says_the_same(stored.case, row, told)


def _says_the_same(case: Case, row: ImportedRow, told: str) -> bool:
    person = case.main_petitioner
    name = person.name if person is not None else ""
    said = case.content or case.summary
    is_same = _plain(told) in (_plain(said), _plain(mask_text(said, (name,))))
    row_name = str(row.values.get("petitioner.name", ""))
    return is_same and (not row_name or row_name in (name, mask_name(name)))


def _plain(text: str) -> str:
    return "".join(text.split())
