"""Which cases the desk already has under the official numbers of a file, however they came in.

A row is found by its import key first; what is asked here is the rest: a case that was registered
by hand under the same 信访件编号, and the first piece of the same 信访事项.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.domain.matching import name_key
from petition_desk.exchange.import_sheet import ImportedRow
from petition_desk.storage.unit_of_work import UnitOfWork

#: Reading the numbers of so many kept cases costs about as much as asking for one row's.
_CASES_A_QUESTION: Final = 20
_BATCH: Final = 500

Piece = tuple[date, str]
"""Day of receipt and local number: the smallest of a matter is its first piece."""


@dataclass(slots=True)
class KnownNumbers:
    """Local numbers by official number; keys are `matching.name_key` of the official ones."""

    pieces: dict[str, str] = field(default_factory=dict)
    first_pieces: dict[str, Piece] = field(default_factory=dict)

    def case_of(self, row: ImportedRow) -> str | None:
        """Return the local number of the very piece a row speaks of."""
        return self.pieces.get(_key(row, "official_letter_no"))

    def first_piece(self, row: ImportedRow) -> Piece | None:
        """Return the first kept piece of the matter a row belongs to."""
        return self.first_pieces.get(_key(row, "official_matter_no"))

    def add(self, local_no: str, letter_no: str, matter_no: str, received_on: date | None) -> None:
        """Take a kept case into account."""
        if letter_no:
            self.pieces.setdefault(name_key(letter_no), local_no)
        if matter_no:
            key, piece = name_key(matter_no), (received_on or date.max, local_no)
            self.first_pieces[key] = min(piece, self.first_pieces.get(key, piece))


def known_numbers(work: UnitOfWork, rows: Sequence[ImportedRow]) -> KnownNumbers:
    """Find the cases that share an official number with one of the rows.

    Confidential ones too: nothing of them is told, a row only finds its own case.
    """
    known = KnownNumbers()
    everything = LedgerFilter(may_see_sealed=True)
    if work.ledger.count(everything) > _CASES_A_QUESTION * len(rows):
        _ask_for_each(work, rows, known)
        return known
    ids = work.ledger.matching_ids(everything, LedgerSort())
    for first in range(0, len(ids), _BATCH):
        for kept in work.ledger.rows_for(ids[first : first + _BATCH]):
            if not kept.is_void:
                known.add(
                    kept.local_no,
                    kept.official_letter_no,
                    kept.official_matter_no,
                    kept.received_on,
                )
    return known


def _ask_for_each(work: UnitOfWork, rows: Iterable[ImportedRow], known: KnownNumbers) -> None:
    for row in rows:
        letter_no = str(row.values.get("official_letter_no", ""))
        matter_no = str(row.values.get("official_matter_no", ""))
        if not letter_no and not matter_no:
            continue
        for key in work.cases.matter_keys(
            official_letter_no=letter_no, official_matter_no=matter_no, may_see_sealed=True
        ):
            known.add(key.no, key.official_letter_no, key.official_matter_no, key.received_on)


def _key(row: ImportedRow, fact: str) -> str:
    # No kept number has an empty key, so a row without the fact finds nothing.
    return name_key(str(row.values.get(fact, "")))
