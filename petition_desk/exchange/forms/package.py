"""The file of a form: its parts, read within bounds; refused where something in it acts by itself.

Whoever fills a form gives it the names of petitioners. A form that would run a program, ask a
server or look into another file when it is opened is therefore not filled, but sent back with the
reason, to be saved again without it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from xml.dom import minidom

from petition_desk.exchange.container import FileKind, WorkbookError, check_container
from petition_desk.exchange.forms.xml_tree import (
    BrokenPartError,
    Element,
    descendants,
    parse,
)

MAX_FORM_BYTES: Final = 8 * 2**20
MAX_UNPACKED_BYTES: Final = 48 * 2**20
#: A sheet of 60,000 formatted cells; as a tree it takes about twenty times as much memory.
MAX_SHEET_BYTES: Final = 4 * 2**20

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_ACTING_PARTS: Final = (
    (re.compile(r"vbaProject|customUI/|/macrosheets/|/dialogsheets/", re.I), "带有宏（程序）"),
    (re.compile(r"/externalLinks/", re.I), "有公式或下拉选项取自别的文件"),
    (re.compile(r"/connections\.xml|/queryTables/|/customData/", re.I), "连着外部的数据"),
    (re.compile(r"/activeX/|/embeddings/|/webextensions/", re.I), "嵌有别的文件或控件"),
)
_ACTING_FORMULA: Final = re.compile(
    rb"<(?:\w+:)?(?:f|definedName)\b[^>]*>[^<]*(?:\b(?:WEBSERVICE|RTD|CALL|REGISTER(?:\.ID)?|EXEC|DDE|IMPORT\w+)"
    rb"\s*\(|[\w.]\|(?:'|&apos;))",
    re.I,
)
_SAVE_AGAIN: Final = "；请在 Excel 中去掉后另存为 .xlsx 再用"


class FormError(WorkbookError):
    """A workbook cannot serve as a form (exit 4)."""


@dataclass(frozen=True)
class FormPackage:
    """The parts of a form.

    Attributes:
        file_name: Its name without the folders.
        content: The file itself.
        parts: Every part by its name in the file, in the order of the file.
    """

    file_name: str
    content: bytes
    parts: Mapping[str, bytes]

    @cached_property
    def sheets(self) -> tuple[tuple[str, str], ...]:
        """Name and part of every visible worksheet."""
        found = []
        for _, element in self._sheet_elements():
            if element.getAttribute("state") in ("", "visible"):
                part = self._targets.get(_relation(element), "")
                if part.startswith("xl/worksheets/"):
                    found.append((element.getAttribute("name"), part))
        return tuple(found)

    @cached_property
    def sheet_names(self) -> tuple[str, ...]:
        """Names of all sheets in their order, hidden ones too."""
        return tuple(element.getAttribute("name") for _, element in self._sheet_elements())

    def part_of(self, sheet: str) -> str:
        """Return the part of a sheet; "" if there is none."""
        for _, element in self._sheet_elements():
            if element.getAttribute("name").casefold() == sheet.casefold():
                return self._targets.get(_relation(element), "")
        return ""

    def worksheet_parts(self) -> tuple[str, ...]:
        """Return every part that is a worksheet."""
        return tuple(name for name in self.parts if name.startswith("xl/worksheets/sheet"))

    def tree(self, part: str) -> minidom.Document:
        """Return a part as a tree, anew each time.

        Raises:
            FormError: the part is damaged or too large.
        """
        content = self.parts.get(part, b"")
        if len(content) > MAX_SHEET_BYTES:
            raise FormError(self.file_name, "表里有格式的空行太多，请删去多余的行再用")
        try:
            return parse(content)
        except BrokenPartError as fault:
            raise FormError(self.file_name, "文件已损坏，请重新取得") from fault

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """Return the parts that a part names in its relations, of one kind (``/drawing``)."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.parts:
            return ()
        found = []
        for each in descendants(self.tree(rels), "Relationship"):
            is_outside = each.getAttribute("TargetMode") == "External"
            if each.getAttribute("Type").endswith(kind) and not is_outside:
                found.append(_joined(folder, each.getAttribute("Target")))
        return tuple(found)

    def _sheet_elements(self) -> Iterator[tuple[int, Element]]:
        yield from enumerate(descendants(self.tree(_WORKBOOK), "sheet"))

    @cached_property
    def _targets(self) -> dict[str, str]:
        rels = "xl/_rels/workbook.xml.rels"
        if rels not in self.parts:
            raise FormError(self.file_name, "文件已损坏，请重新取得")
        return {
            each.getAttribute("Id"): _joined("xl", each.getAttribute("Target"))
            for each in descendants(self.tree(rels), "Relationship")
        }


def read_package(content: bytes, file_name: str) -> FormPackage:
    """Read the parts of a form.

    Raises:
        FormError, WorkbookError: it is no .xlsx, locked, damaged, too large, or acts by itself.
    """
    if len(content) > MAX_FORM_BYTES:
        raise FormError(file_name, f"作为上报表太大（超过 {MAX_FORM_BYTES // 2**20} MB）")
    if check_container(content, file_name) is not FileKind.XLSX:
        raise FormError(file_name, "上报表须是 .xlsx；请在 Excel 中另存为 .xlsx 再用")
    parts = _parts(content, file_name)
    _refuse_what_acts(parts, file_name)
    if _WORKBOOK not in parts or "[Content_Types].xml" not in parts:
        raise FormError(file_name, "文件已损坏，请重新取得")
    return FormPackage(file_name, content, parts)


def _parts(content: bytes, file_name: str) -> dict[str, bytes]:
    left = MAX_UNPACKED_BYTES
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                if member.is_dir():
                    continue
                with archive.open(member) as stream:
                    parts[member.filename] = stream.read(left + 1)
                left -= len(parts[member.filename])
                if left < 0:
                    raise FormError(file_name, "解开后太大，不能用作上报表")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as fault:
        raise FormError(file_name, "文件已损坏，请重新取得") from fault
    return parts


def _refuse_what_acts(parts: Mapping[str, bytes], file_name: str) -> None:
    for name in parts:
        for pattern, reason in _ACTING_PARTS:
            if pattern.search(f"/{name}"):
                raise FormError(file_name, reason + _SAVE_AGAIN)
    for name, content in parts.items():
        if name.startswith(("xl/worksheets/", _WORKBOOK)) and _ACTING_FORMULA.search(content):
            raise FormError(file_name, "有向外取数的公式" + _SAVE_AGAIN)


def _relation(element: Element) -> str:
    for space in (_RELATIONS, _STRICT_RELATIONS):
        if element.hasAttributeNS(space, "id"):
            return element.getAttributeNS(space, "id")
    return ""


def _joined(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))
