"""Which wording a letter is written in: the office's own where it has one, else the shipped one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from petition_desk.documents.letters import LetterKind, letter_kind
from petition_desk.documents.letters.own_wording import office_wording
from petition_desk.documents.letters.wording import Wording
from petition_desk.domain.numbering import (
    DEFAULT_LETTER_PATTERN,
    LETTER_WORDS,
    LetterNumberPattern,
    office_code,
    same_numbers,
)
from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.errors import FieldFault
from petition_desk.services.office import office_of
from petition_desk.storage.unit_of_work import UnitOfWork
from petition_desk.storage.wordings import KeptWording


def kind_in_use(work: UnitOfWork, kind: str) -> LetterKind:
    """Return a kind of letter with the wording it is written in now.

    Raises:
        UnknownNameError: no such kind (exit 2).
        WordingError, InputError: a wording that was kept can no longer be used, because a newer
            program asks for more; it is named (exit 4).
    """
    chosen = letter_kind(kind)
    kept = work.wordings.current(chosen.id)
    return chosen if kept is None else chosen.worded(wording_of_kept(kept))


def wording_of_kept(kept: KeptWording) -> Wording:
    """Read a version that was kept.

    Raises:
        WordingError, InputError: it can no longer be used (exit 4).
    """
    return office_wording(table_of_kept(kept), f"{LETTER_LABELS[kept.kind]}的本局文本")


def table_of_kept(kept: KeptWording) -> dict[str, Any]:
    """Return a version as the table of a wording file; its name is that of its number."""
    table: dict[str, Any] = json.loads(kept.content)
    return {**table, "kind": kept.kind, "version": version_name(kept.version)}


def number_faults(work: UnitOfWork, changed: Mapping[str, str]) -> tuple[FieldFault, ...]:
    """Why two kinds would get the same numbers, each counting from 1; nothing where none do.

    Args:
        work: The transaction, for the patterns in force.
        changed: Patterns about to be saved, by kind; empty for the office's own.
    """
    office = office_of(work.settings.all())
    general = work.settings.get("letters.number_pattern") or DEFAULT_LETTER_PATTERN
    own = {
        kind: str(json.loads(kept.content).get("number_pattern", ""))
        for kind, kept in work.wordings.own_kinds().items()
    }
    patterns = {
        kind: LetterNumberPattern({**own, **changed}.get(kind) or general)
        for kind, word in LETTER_WORDS.items()
        if word
    }
    code = office.code or office_code(office.name)
    return tuple(
        FieldFault(
            "文号格式", f"{LETTER_LABELS[one]}和{LETTER_LABELS[other]}的文号会相同，请加上 {{字}}"
        )
        for one, other in same_numbers(patterns, code)
    )


def version_name(version: int) -> str:
    """Return what a letter remembers of the office's wording it was written in."""
    return f"本局第{version}版"
