"""Formats an office gave for headers of its own: kept with an import, asked before a guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from petition_desk.exchange.headers import signature
from petition_desk.exchange.import_sheet import ImportReading, Remembered
from petition_desk.exchange.mapping import FormatError, TableFormat, read_format
from petition_desk.services.desk import Desk
from petition_desk.storage.unit_of_work import UnitOfWork

_NAME = "记住的列对应"


def remembered_formats(desk: Desk) -> Remembered:
    """Return what tells which headers are known; each question is one short look at the store."""

    def known(signatures: Sequence[str]) -> Mapping[str, TableFormat]:
        with desk.reading() as work:
            texts = {each: work.imports.mapping(each) for each in signatures}
        formats: dict[str, TableFormat] = {}
        for each, text in texts.items():
            if text is not None:
                # One that this version no longer understands is no reason to refuse the file.
                with suppress(FormatError):
                    formats[each] = read_format(text, _NAME)
        return formats

    return known


def remember_format(work: UnitOfWork, reading: ImportReading, mapping: Path) -> None:
    """Keep a format file for the headers it was used on."""
    text = mapping.read_text(encoding="utf-8-sig")
    for sheet in reading.mappings.values():
        work.imports.save_mapping(signature(sheet.headers), text)
