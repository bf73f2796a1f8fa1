"""Which wording a letter is written in: the office's own where it has one, else the shipped one."""

from __future__ import annotations

import json
from typing import Any

from petition_desk.documents.letters import LetterKind, letter_kind
from petition_desk.documents.letters.own_wording import office_wording
from petition_desk.documents.letters.wording import Wording
from petition_desk.domain.vocabulary import LETTER_LABELS
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


def version_name(version: int) -> str:
    """Return what a letter remembers of the office's wording it was written in."""
    return f"本局第{version}版"
