"""Which wording a letter is written in: the office's own where it has one, else the shipped one."""

from __future__ import annotations

from petition_desk.documents.letters import LetterKind, letter_kind
from petition_desk.storage.unit_of_work import UnitOfWork


def kind_in_use(work: UnitOfWork, kind: str) -> LetterKind:
    """Return a kind of letter with the wording it is written in now.

    Raises:
        UnknownNameError: no such kind (exit 2).
    """
    del work  # no wording of an office is kept yet
    return letter_kind(kind)
