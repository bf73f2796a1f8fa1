"""Reading a workbook of any kind: sheets, rows, cells; never its formulas, macros or links.

The file is read whole into memory (it is at most `MAX_FILE_BYTES`) and closed at once, so that
nothing stays locked on Windows while the officer looks at the result.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from petition_desk.errors import EnvironmentFaultError
from petition_desk.exchange.cells import CellValue
from petition_desk.exchange.container import (
    DAMAGED,
    MAX_FILE_BYTES,
    NO_TABLE,
    FileKind,
    WorkbookError,
    check_container,
    unpacked_part,
)
from petition_desk.exchange.extent import MAX_SHEET_CELLS, sheet_extent
from petition_desk.exchange.sheet_names import sheet_name
from petition_desk.exchange.sheet_pieces import PiecedSheet, part_to_cut
from petition_desk.exchange.text_table import TextTableError, decoded, text_table

SourceRow = tuple[CellValue, ...]

_LOCKED: Final = "设有打开密码；请在 Excel 中输入密码打开，另存为没有密码的副本再导入"


class FileUnreadableError(EnvironmentFaultError):
    """The system does not let us read a file (exit 5).

    Attributes:
        file_name: Its name without the folders.
    """

    def __init__(self, file_name: str) -> None:
        """Name the file."""
        self.file_name = file_name
        super().__init__(f"没有权限读取 {file_name}，或者它正被别的程序独占，请关闭后再试。")


class _Grid(Protocol):
    """Cells in rows, whatever kind of file they come from."""

    @property
    def start(self) -> tuple[int, int] | None:
        """Row and column, from 0, of the first cell given; None without any."""

    def iter_rows(self) -> Iterator[Sequence[CellValue]]:
        """Give the rows, the first one that of the sheet's first row."""


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """One visible worksheet.

    Attributes:
        name: As on its tab.
        row_count: Rows down to the last filled one, counted from the top of the sheet.
        column_count: Columns to the last filled one, counted from column A.
    """

    name: str
    row_count: int
    column_count: int
    _sheet: _Grid

    def rows(self) -> Iterator[tuple[int, SourceRow]]:
        """Give every row with its number as Excel counts it (from 1), padded from column A."""
        start = self._sheet.start
        padding: SourceRow = ("",) * (start[1] if start else 0)
        for number, row in enumerate(self._sheet.iter_rows(), 1):
            yield number, (*padding, *row)


@dataclass(frozen=True, slots=True)
class SourceWorkbook:
    """A workbook that was read.

    Attributes:
        file_name: Its name without the folders.
        sheets: The visible worksheets that hold something, in their order.
        empty_sheets: Names of the visible worksheets without a filled cell.
        hidden_sheets: Names of the hidden worksheets; they are not read, what nobody sees on
            opening the file would otherwise come in unseen.
    """

    file_name: str
    sheets: tuple[SourceSheet, ...]
    empty_sheets: tuple[str, ...]
    hidden_sheets: tuple[str, ...]

    @property
    def title(self) -> str:
        """The file's name without its ending."""
        return Path(self.file_name).stem


def read_workbook(path: Path) -> SourceWorkbook:
    """Read a workbook: .xlsx .xlsm .xls .xlsb .ods .csv, recognised by content, not by name.

    Raises:
        WorkbookError: there is no such file, or it is no workbook, is locked with a password,
            damaged, too large, or holds no filled cell.
        FileUnreadableError: the system refuses.
    """
    content = read_content(path)
    kind = check_container(content, path.name)
    if kind is FileKind.TEXT:
        return _of_text(content, path)
    try:
        return _opened(content, path.name, may_cut=kind is FileKind.XLSX)
    except PasswordError as fault:
        raise WorkbookError(path.name, _LOCKED) from fault
    except CalamineError as fault:
        raise WorkbookError(path.name, DAMAGED) from fault


def read_content(path: Path) -> bytes:
    """Return the bytes of a file that is to be read as a workbook.

    Raises:
        WorkbookError: there is no such file, or it is too large.
        FileUnreadableError: the system refuses.
    """
    try:
        if path.is_dir():
            raise WorkbookError(path.name, "是一个文件夹，不是文件")
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            limit = MAX_FILE_BYTES // 2**20
            raise WorkbookError(path.name, f"文件有 {size // 2**20} MB，超过 {limit} MB，不予打开")
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise WorkbookError(path.name, "找不到这个文件") from fault
    except OSError as fault:
        raise FileUnreadableError(path.name) from fault


def _of_text(content: bytes, path: Path) -> SourceWorkbook:
    """Read a table of text; its one sheet bears the file's name, as where Excel opens it."""
    text = decoded(content)
    try:
        table = text_table(text, MAX_SHEET_CELLS) if text is not None else None
    except TextTableError as fault:
        raise WorkbookError(path.name, fault.reason) from fault
    if table is None:
        raise WorkbookError(path.name, NO_TABLE)
    sheet = SourceSheet(sheet_name(path.stem), table.row_count, table.column_count, table)
    return SourceWorkbook(path.name, (sheet,), (), ())


def _opened(content: bytes, file_name: str, *, may_cut: bool) -> SourceWorkbook:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets: list[SourceSheet] = []
    empty: list[str] = []
    hidden: list[str] = []
    for index, meta in enumerate(workbook.sheets_metadata):
        if meta.typ is not SheetTypeEnum.WorkSheet:
            continue
        if meta.visible is not SheetVisibleEnum.Visible:
            hidden.append(meta.name)
            continue
        part = part_to_cut(content, index) if may_cut else None
        if part is not None:
            found = _pieced(content, meta.name, part, index, file_name)
        else:
            found = _whole(workbook, meta.name, index)
        if found is None:
            empty.append(meta.name)
        else:
            sheets.append(found)
    if not sheets:
        named = "、".join(f"“{name}”" for name in empty)
        reason = f"工作表{named}是空的" if empty else "里面没有看得见的工作表"
        if empty and hidden:
            reason += "，其余的工作表是隐藏的"
        raise WorkbookError(file_name, reason)
    return SourceWorkbook(file_name, tuple(sheets), tuple(empty), tuple(hidden))


def _whole(workbook: CalamineWorkbook, name: str, index: int) -> SourceSheet | None:
    """Return a sheet that is laid out at once; None without a filled cell."""
    sheet = workbook.get_sheet_by_index(index)
    end = sheet.end
    return None if end is None else SourceSheet(name, end[0] + 1, end[1] + 1, sheet)


def _pieced(content: bytes, name: str, part: str, index: int, file_name: str) -> SourceSheet | None:
    """Return a large sheet that is read in pieces; None without a filled cell."""
    rows, columns = sheet_extent(unpacked_part(content, part))
    pieces = PiecedSheet(content, part, index, file_name)
    return SourceSheet(name, rows, columns, pieces) if rows else None
