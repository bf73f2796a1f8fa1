"""A workbook to rows that can be registered, each problem named by sheet, row and column.

Nothing is stored here and nothing known of what is stored: whether a row is new, known or changed
is asked by the services, with the row's key. Rows with an error are kept, as they came, for the
workbook that goes back to be mended.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from petition_desk.exchange.case_row import RowCompletion
from petition_desk.exchange.cells import Severity
from petition_desk.exchange.field_kinds import ColumnKind
from petition_desk.exchange.headers import (
    HEADER_SEARCH_ROWS,
    NumberedRows,
    missing_of,
    recognised_header,
)
from petition_desk.exchange.mapping import (
    NOTE_SHEET,
    HeaderNotFoundError,
    SheetMapping,
    TableFormat,
    hand_kept_format,
    official_format,
)
from petition_desk.exchange.problems import Problem, covered
from petition_desk.exchange.row_keys import hash_key, whole_key
from petition_desk.exchange.row_kinds import RowKind, row_kind
from petition_desk.exchange.row_reader import RowFacts, RowReader
from petition_desk.exchange.row_steps import ImportedStep
from petition_desk.exchange.row_values import RowShapes
from petition_desk.exchange.sheet_notes import channel_of, header_problems
from petition_desk.exchange.workbook import (
    SourceRow,
    SourceSheet,
    SourceWorkbook,
    read_workbook,
)

#: Called with the rows done and the rows there are in all.
Progress = Callable[[int, int], None]
#: Asked now and then; True stops the work.
Cancelled = Callable[[], bool]
#: Given the `signature` of every row that may be a header, tells those an office gave a format for.
Remembered = Callable[[Sequence[str]], Mapping[str, TableFormat]]

_PROGRESS_STEP: Final = 200
_NOTHING_MASKED: Final = frozenset[str]()
_YEAR: Final = re.compile(r"(?<!\d)(20\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One row of data.

    Attributes:
        sheet: Name of its worksheet.
        row_number: As Excel counts it, from 1.
        key: What the same row is known by the next time: ``letter:`` and the 信访件编号, else
            ``row:`` with title, sheet and running number, else ``hash:``.
        values: Facts by the names of `domain.case`; ``petitioner.…`` and ``official.…`` for those
            of the person and of the official record. Blank ones are not there.
        steps: What the old columns tell was done.
        problems: What is wrong; a row with an error stays out.
        masked: Fields covered by asterisks: no information, they never replace what is known.
        repeat_of: Key of the first piece of the same matter in this file; "" for that one itself
            and for matters with one piece (重件 and 初件).
        raw: The cells as they came, without those that are never read; only of rows that are
            rejected, or will be if nobody knows their case.
    """

    sheet: str
    row_number: int
    key: str
    values: Mapping[str, object]
    steps: tuple[ImportedStep, ...] = ()
    problems: tuple[Problem, ...] = ()
    masked: frozenset[str] = frozenset()
    repeat_of: str = ""
    raw: SourceRow = ()

    @property
    def is_rejected(self) -> bool:
        """Whether an error keeps the row out."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def needs_known_case(self) -> bool:
        """Whether the row can only speak of a case already there: its name is covered."""
        return "petitioner.name" in self.masked and "petitioner.name" not in self.values


@dataclass(frozen=True, slots=True)
class ImportReading:
    """Everything read out of one file.

    Attributes:
        file_name: Its name without the folders.
        rows: The rows of data in their order, rejected ones included.
        problems: Every problem: those of sheets and their headers, then those of the rows.
        skipped_columns: Headers never read because of what they are about.
        unknown_columns: Headers nothing is known of.
        mappings: What the columns of each sheet say.
    """

    file_name: str
    rows: tuple[ImportedRow, ...]
    problems: tuple[Problem, ...]
    skipped_columns: tuple[str, ...]
    unknown_columns: tuple[str, ...]
    mappings: Mapping[str, SheetMapping]

    @property
    def accepted(self) -> tuple[ImportedRow, ...]:
        """The rows that can come in."""
        return tuple(row for row in self.rows if not row.is_rejected)

    def of_rejected(self) -> ImportReading:
        """Return the same without the rows that came in: what is told of those that did not."""
        kept = tuple(row for row in self.rows if row.is_rejected or row.needs_known_case)
        return replace(self, rows=kept)

    @property
    def rejected(self) -> tuple[ImportedRow, ...]:
        """The rows that stay out."""
        return tuple(row for row in self.rows if row.is_rejected)


def read_import(
    path: Path,
    *,
    today: date,
    table_format: TableFormat | None = None,
    remembered: Remembered | None = None,
    year: int | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportReading | None:
    """Read and check a workbook.

    Args:
        path: The file.
        today: The day; what has happened cannot lie after it.
        table_format: What the table is; if not given it is guessed sheet by sheet: the official
            export or a ledger kept by hand, whichever knows more of its columns.
        remembered: Asked before guessing.
        year: Of days written without one, where neither title nor sheet name tells.
        progress: Told how far the work is.
        cancelled: Asked whether to stop.

    Returns:
        What was read; None if it was cancelled.

    Raises:
        WorkbookError, FileUnreadableError: as `read_workbook`.
        HeaderNotFoundError: no sheet has a header the format knows.
    """
    workbook = read_workbook(path)
    formats = (table_format,) if table_format else (official_format(), hand_kept_format())
    reader = _FileReader(workbook, formats, None if table_format else remembered, today, year)
    return reader.result() if _read_all(reader, workbook, progress, cancelled) else None


def _read_all(
    reader: _FileReader,
    workbook: SourceWorkbook,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> bool:
    """Read every sheet; return whether it was not cancelled."""
    done, row_total = 0, sum(sheet.row_count for sheet in workbook.sheets)
    for sheet in workbook.sheets:
        for count in reader.read_sheet(sheet):
            if count % _PROGRESS_STEP == 0:
                if cancelled is not None and cancelled():
                    return False
                if progress is not None:
                    progress(done + count, row_total)
        done += sheet.row_count
    if progress is not None:
        progress(row_total, row_total)
    return True


def as_repeats(rows: Iterable[ImportedRow]) -> tuple[ImportedRow, ...]:
    """Mark the later pieces of a matter as repeats of its first one.

    Pieces of one 信访事项编号 are linked, never merged; the first is the one received first, of two
    on one day the one that stands first in the file.
    """
    rows = tuple(rows)
    first: dict[str, ImportedRow] = {}
    for row in rows:
        matter = row.values.get("official_matter_no")
        if not isinstance(matter, str) or row.is_rejected:
            continue
        known = first.get(matter)
        if known is None or _received(row) < _received(known):
            first[matter] = row
    marked = []
    for row in rows:
        head = first.get(str(row.values.get("official_matter_no", "")))
        is_repeat = head is not None and head.key != row.key and not row.is_rejected
        marked.append(replace(row, repeat_of=head.key) if head and is_repeat else row)
    return tuple(marked)


def _received(row: ImportedRow) -> date:
    received_on = row.values.get("received_on")
    return received_on if isinstance(received_on, date) else date.max


@dataclass(slots=True)
class _Seen:
    """Where a key was met first, and what its row said."""

    sheet: str
    row_number: int
    said: int


@dataclass(slots=True)
class _FileReader:
    """Collects the rows of a file, sheet by sheet."""

    workbook: SourceWorkbook
    formats: tuple[TableFormat, ...]
    remembered: Remembered | None
    today: date
    year: int | None
    rows: list[ImportedRow] = field(default_factory=list)
    sheet_problems: list[Problem] = field(default_factory=list)
    mappings: dict[str, SheetMapping] = field(default_factory=dict)
    seen: dict[str, _Seen] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    shapes: RowShapes = field(default_factory=RowShapes)

    def read_sheet(self, sheet: SourceSheet) -> Iterable[int]:
        """Read one sheet; yields the number of every row passed."""
        head = list(islice(sheet.rows(), HEADER_SEARCH_ROWS))
        found = recognised_header(head, self.formats, self.remembered)
        if found is None:
            self._no_header(sheet, head)
            return
        table_format, mapping = found
        self.mappings[sheet.name] = mapping
        channel = channel_of(table_format, sheet.name, mapping.title)
        self.sheet_problems += header_problems(sheet.name, mapping, table_format, channel)
        year = self._year_of(mapping.title, sheet.name)
        reader = RowReader(sheet.name, mapping, table_format, today=self.today, year=year)
        completion = RowCompletion(
            sheet.name,
            mapping,
            today=self.today,
            year=year,
            channel=channel,
            remark_sources=table_format.values.get("remark"),
        )
        before = len(self.rows)
        for number, row in sheet.rows():
            if number > mapping.header_row and row_kind(row, mapping) is RowKind.DATA:
                facts = reader.read(number, row)
                steps = completion.complete(number, facts)
                self.rows.append(self._row(mapping, number, row, facts, steps, sheet.name))
            yield number
        if len(self.rows) == before:
            self._note(sheet.name, "只有表头，没有数据行")

    def result(self) -> ImportReading:
        """Put everything together once all sheets are read."""
        if not self.mappings:
            sheet = self.workbook.sheets[0].name
            raise HeaderNotFoundError(self.workbook.file_name, sheet, self.missing)
        for name in self.workbook.empty_sheets:
            self._note(name, "工作表是空的")
        for name in self.workbook.hidden_sheets:
            self._note(name, "工作表是隐藏的，没有读取；要导入请先取消隐藏")
        rows = as_repeats(self.rows)
        return ImportReading(
            self.workbook.file_name,
            rows,
            (*self.sheet_problems, *(p for row in rows for p in row.problems)),
            _in_order(name for m in self.mappings.values() for name in m.skipped),
            _in_order(name for m in self.mappings.values() for name in m.unknown),
            self.mappings,
        )

    def _row(
        self,
        mapping: SheetMapping,
        number: int,
        row: SourceRow,
        facts: RowFacts,
        steps: tuple[ImportedStep, ...],
        sheet: str,
    ) -> ImportedRow:
        key = self._key(mapping, sheet, facts.values)
        for own in ("row_label", "source_file"):
            facts.values.pop(own, None)
        if not any(problem.severity is Severity.ERROR for problem in facts.problems):
            key = self._own_key(key, mapping, sheet, number, facts)
        read = ImportedRow(
            sheet,
            number,
            key,
            self.shapes.keep(facts.values),
            steps,
            tuple(facts.problems),
            frozenset(facts.masked) if facts.masked else _NOTHING_MASKED,
        )
        # A row that may stay out has to be able to go back as it came.
        is_kept = read.is_rejected or read.needs_known_case
        return replace(read, raw=_without(row, mapping)) if is_kept else read

    def _key(self, mapping: SheetMapping, sheet: str, values: Mapping[str, object]) -> str:
        letter_no = values.get("official_letter_no")
        if letter_no:
            return f"letter:{letter_no}"
        label = values.get("row_label")
        if label:
            title = mapping.title or values.get("source_file") or self.workbook.title
            return f"row:{title}|{sheet}|{label}"
        return hash_key(values)

    def _own_key(
        self, key: str, mapping: SheetMapping, sheet: str, number: int, facts: RowFacts
    ) -> str:
        """Return the row's key once it is sure that no other row of the file has it.

        The same row twice is named and harmless; two different rows with one case number are an
        error of the later; two with one running number get keys of their own.
        """
        said = hash((*facts.values.items(), *sorted(facts.masked)))
        known = self.seen.setdefault(key, _Seen(sheet, number, said))
        if (known.sheet, known.row_number) == (sheet, number):
            return key
        where = f"第 {known.row_number} 行"
        if known.sheet != sheet:
            where = f"工作表“{known.sheet}”{where}"
        if known.said == said:
            reason, severity = f"与{where}完全相同，只导入一次", Severity.WARNING
        elif key.startswith("letter:"):
            reason, severity = f"与{where}的编号相同，内容却不同", Severity.ERROR
        elif key.startswith("hash:"):
            reason = f"与{where}的姓名、日期和内容相同，其余不同，当作另一件导入"
            severity = Severity.WARNING
        else:
            reason, severity = f"与{where}的序号相同，内容不同，当作另一件导入", Severity.WARNING
        by_letter = key.startswith("letter:")
        column = mapping.header_of("official_letter_no" if by_letter else "row_label")
        value = covered(ColumnKind.CODE, key.rpartition("|")[2].removeprefix("letter:"))
        if key.startswith("hash:"):
            column, value = "", ""
        facts.problems.append(Problem(sheet, number, column, value, reason, severity))
        if known.said == said or by_letter:
            return key
        # Of two rows with one name, day and content the later is known by all it tells.
        is_hash = key.startswith("hash:")
        further = whole_key(facts.values, facts.masked) if is_hash else hash_key(facts.values)
        return self._own_key(further, mapping, sheet, number, facts)

    def _year_of(self, title: str, sheet_name: str) -> int | None:
        for text in (title, sheet_name):
            years = set(_YEAR.findall(text))
            if len(years) == 1:
                return int(years.pop())
        return self.year

    def _no_header(self, sheet: SourceSheet, head: NumberedRows) -> None:
        if sheet.name == NOTE_SHEET:
            return
        missing = missing_of(head, self.formats)
        self.missing = self.missing or missing
        self._note(sheet.name, f"认不出表头，没有读取；找不到这些列：{'、'.join(missing)}")

    def _note(self, sheet: str, reason: str) -> None:
        self.sheet_problems.append(Problem(sheet, None, "", "", reason, Severity.WARNING))


def _without(row: SourceRow, mapping: SheetMapping) -> SourceRow:
    """Return a row with the cells blanked that are never read and never kept."""
    return tuple("" if i in mapping.skipped_indexes else cell for i, cell in enumerate(row))


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
