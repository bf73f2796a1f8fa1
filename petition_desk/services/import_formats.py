"""Formats an office gave for headers of its own: kept with an import, asked before a guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from petition_desk.exchange.column_choice import (
    ColumnChoice,
    SheetGuess,
    format_text,
)
from petition_desk.exchange.column_guess import guess_columns
from petition_desk.exchange.headers import signature
from petition_desk.exchange.import_sheet import ImportReading, Remembered
from petition_desk.exchange.mapping import FormatError, TableFormat, load_format, read_format
from petition_desk.services.desk import Desk
from petition_desk.services.import_own import are_own_headings
from petition_desk.storage.unit_of_work import UnitOfWork

_NAME = "记住的列对应"


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """How the columns of a file are read where the guess is not enough.

    Attributes:
        file: A format file for every sheet; nothing is guessed then.
        chosen: Formats the officer made, by the signature of the header each is for.
        year: Of days written without one, where neither title nor sheet name tells.
    """

    file: Path | None = None
    chosen: Mapping[str, str] | None = None
    year: int | None = None

    def table_format(self) -> TableFormat | None:
        """Return the format of the file, if one was given.

        Raises:
            FormatError: it cannot be used.
        """
        return load_format(self.file) if self.file is not None else None


def columns_of(desk: Desk, path: Path) -> tuple[SheetGuess, ...]:
    """Say what each column of a file would be read as, sheet by sheet.

    Raises:
        InputError: the file is no workbook, is locked, damaged or empty (exit 4).
        EnvironmentFaultError: the system refuses (exit 5).
    """
    guesses = guess_columns(path, remembered_formats(desk, ImportMapping()))
    return tuple(
        replace(guess, is_own=are_own_headings(column.header for column in guess.columns))
        for guess in guesses
    )


def chosen_formats(choices: Sequence[tuple[SheetGuess, ColumnChoice]]) -> Mapping[str, str]:
    """Write what was chosen for each sheet, by signature; what is as guessed is not written."""
    return {
        guess.signature: format_text(choice, guess)
        for guess, choice in choices
        if _differs(guess, choice)
    }


def _differs(guess: SheetGuess, choice: ColumnChoice) -> bool:
    fields = {column.header: column.field for column in guess.columns}
    return any(choice.words.values()) or dict(choice.fields) != fields


def remembered_formats(desk: Desk, mapping: ImportMapping) -> Remembered:
    """Return what tells which headers are known; each question is one short look at the store."""
    chosen = {key: read_format(text, _NAME) for key, text in (mapping.chosen or {}).items()}

    def known(signatures: Sequence[str]) -> Mapping[str, TableFormat]:
        with desk.reading() as work:
            texts = {each: work.imports.mapping(each) for each in signatures}
        formats: dict[str, TableFormat] = {}
        for each, text in texts.items():
            if text is not None:
                # One that this version no longer understands is no reason to refuse the file.
                with suppress(FormatError):
                    formats[each] = read_format(text, _NAME)
        return formats | {each: chosen[each] for each in signatures if each in chosen}

    return known


def remember_mapping(work: UnitOfWork, reading: ImportReading, mapping: ImportMapping) -> None:
    """Keep what was given or chosen for the headers it was used on."""
    used = [signature(sheet.headers) for sheet in reading.mappings.values()]
    if mapping.file is not None:
        text = mapping.file.read_text(encoding="utf-8-sig")
        for each in used:
            work.imports.save_mapping(each, text)
    for each, text in (mapping.chosen or {}).items():
        if each in used:
            work.imports.save_mapping(each, text)
