"""What kind of file this is, by its bytes, and whether opening it is safe for this PC's memory.

The reader behind `workbook` lays a sheet out as one dense rectangle and unpacks without a limit;
a stray value in the last cell of a sheet, or a packed file made to burst, would take the whole
program down. So everything is measured here first, in bounded memory, on what really unpacks and
not on what the file claims of itself.
"""

from __future__ import annotations

import codecs
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum
from typing import Final
from xml.parsers import expat

from petition_desk.errors import InputError
from petition_desk.exchange.extent import (
    Budget,
    TooLargeError,
    measure_ods,
    measure_xlsb_sheet,
    measure_xlsx_sheet,
)

#: Largest file read at all. 100,000 rows of the official export pack into about 15 MB.
MAX_FILE_BYTES: Final = 64 * 2**20
DAMAGED: Final = "文件已损坏或没有下载完整，请重新取得"
NO_TABLE: Final = "不是 Excel 表格文件（扩展名不说明内容）"
_CHUNK: Final = 2**18


class FileKind(StrEnum):
    """The kinds of workbook that are read; .xlsm counts as .xlsx, its macros are not looked at."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    TEXT = "csv"


class WorkbookError(InputError):
    """A file cannot be read as a workbook.

    Attributes:
        file_name: Its name without the folders.
    """

    def __init__(self, file_name: str, reason: str) -> None:
        """Name the file and the reason, a Chinese clause without its closing 。."""
        self.file_name = file_name
        super().__init__(file_name, reason)


def check_container(content: bytes, file_name: str) -> FileKind:
    """Return what kind of workbook the bytes are; a text may yet turn out to be no table.

    Raises:
        WorkbookError: they are none, are locked with a password, damaged, or too large to open.
    """
    if not content:
        raise WorkbookError(file_name, "文件是空的（0 字节）")
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _check_zip(content, file_name)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _check_ole(content, file_name)
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        raise WorkbookError(
            file_name, "内容是网页，不是 Excel 表格；请用 Excel 打开后另存为 .xlsx 再导入"
        )
    if start.startswith(b"<?xml"):
        raise WorkbookError(
            file_name, "内容是 XML 文本，不是 Excel 工作簿；请用 Excel 打开后另存为 .xlsx 再导入"
        )
    if start.startswith(b"%pdf"):
        raise WorkbookError(file_name, "内容是 PDF，不是 Excel 表格")
    if b"\0" in content[:512] and start[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise WorkbookError(file_name, NO_TABLE)
    return FileKind.TEXT


def unpacked_part(content: bytes, part: str) -> Iterator[bytes]:
    """Give what one part of a packed file unpacks to, some hundred kilobytes at a time.

    Args:
        content: A file that `check_container` found sound.
        part: The part's name; it must be there.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        member = archive.getinfo(part)
    return _unpacked(content, member)


def _check_ole(content: bytes, file_name: str) -> FileKind:
    """Tell an old workbook from a locked one and from other documents in the same container."""
    # Loaded here: it draws in a cryptography library that reading an ordinary file never needs.
    import msoffcrypto
    from msoffcrypto.exceptions import FileFormatError

    try:
        document = msoffcrypto.OfficeFile(io.BytesIO(content))
        is_encrypted = bool(document.is_encrypted())
    except (FileFormatError, OSError, struct.error, ValueError, IndexError, KeyError) as fault:
        raise WorkbookError(file_name, "不是 Excel 表格文件，或者已经损坏") from fault
    if is_encrypted:
        raise WorkbookError(
            file_name, "设有打开密码；请在 Excel 中输入密码打开，另存为没有密码的副本再导入"
        )
    if getattr(document, "format", "") not in ("xls97", "xls"):
        raise WorkbookError(file_name, "是 Office 文档，但不是 Excel 表格")
    return FileKind.XLS


def _check_zip(content: bytes, file_name: str) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError) as fault:
        raise WorkbookError(file_name, DAMAGED) from fault
    names = {member.filename for member in members}
    if "xl/workbook.xml" in names or any(n.startswith("xl/worksheets/") for n in names):
        kind = FileKind.XLSB if "xl/workbook.bin" in names else FileKind.XLSX
    elif "content.xml" in names and "mimetype" in names:
        kind = FileKind.ODS
    else:
        raise WorkbookError(file_name, "是压缩文件，但里面不是 Excel 表格")
    budget = Budget()
    try:
        for member in members:
            _check_member(content, member, kind, budget, file_name)
    except TooLargeError as fault:
        raise WorkbookError(file_name, fault.reason) from fault
    return kind


def _check_member(
    content: bytes, member: zipfile.ZipInfo, kind: FileKind, budget: Budget, file_name: str
) -> None:
    """Unpack one part piece by piece, counting, and measure it if it is a sheet."""
    if member.flag_bits & 0x1:
        raise WorkbookError(file_name, "压缩包设有密码，请另存为没有密码的副本再导入")
    try:
        pieces = _unpacked(content, member)
        if kind is FileKind.ODS and member.filename == "content.xml":
            measure_ods(pieces, budget)
        elif not member.filename.startswith("xl/worksheets/"):
            for piece in pieces:
                budget.spend(len(piece))
        elif kind is FileKind.XLSX:
            measure_xlsx_sheet(pieces, budget)
        else:
            measure_xlsb_sheet(pieces, budget)
    except (zlib.error, struct.error, expat.ExpatError, ValueError, NotImplementedError) as fault:
        raise WorkbookError(file_name, DAMAGED) from fault


def _unpacked(content: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Give what a part really unpacks to, whatever size its header claims.

    `zipfile` stops at the claimed size; the workbook reader does not.
    """
    name_size, extra_size = struct.unpack_from("<HH", content, member.header_offset + 26)
    begin = member.header_offset + 30 + name_size + extra_size
    packed = memoryview(content)[begin : begin + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        for at in range(0, len(packed), _CHUNK):
            yield bytes(packed[at : at + _CHUNK])
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError(member.compress_type)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    while not inflater.eof:
        piece = inflater.decompress(rest, _CHUNK)
        rest = inflater.unconsumed_tail
        if piece:
            yield piece
        elif not rest and not inflater.eof:
            raise zlib.error("ends before its end mark")
