"""Letters as they were issued: numbers without gaps, exact bytes, their hash."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from petition_desk.domain.case import CaseId
from petition_desk.domain.kept_letters import KeptLetter, LetterHead, LetterId
from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.errors import UnknownNameError
from petition_desk.storage.errors import DamagedLetterError
from petition_desk.storage.journal import Journal
from petition_desk.storage.numbers import next_number, peek_number
from petition_desk.storage.tables import cases, letter_files, letters, standings

_HEAD_FIELDS: Final = tuple(item.name for item in fields(LetterHead))


class LetterStore:
    """Keeps letters. None is ever changed or removed; a void one keeps number and bytes."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection
        self._journal = journal

    def next_number(self, kind_word: str, year: int) -> int:
        """Return the next running number of a 字 in a year of issue, and take it."""
        return next_number(self._connection, _series(kind_word), year)

    def peek_number(self, kind_word: str, year: int) -> int:
        """Return the number the next letter of this 字 will get, without taking it."""
        return peek_number(self._connection, _series(kind_word), year)

    def counts_of_year(self, year: int, *, may_see_sealed: bool) -> dict[str, int]:
        """Return how many letters of each kind were issued in a year, void ones left out.

        Without the right those of sealed cases are not counted.
        """
        query = (
            select(letters.c.kind, func.count())
            .join(standings, standings.c.case_id == letters.c.case_id)
            .where(letters.c.year == year, letters.c.is_void.is_(False))
            .group_by(letters.c.kind)
        )
        if not may_see_sealed:
            query = query.where(standings.c.is_sealed.is_(False))
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def add(self, letter: KeptLetter) -> LetterId:
        """Keep a letter and its bytes.

        Raises:
            ValueError: the hash is not that of the bytes.
        """
        if hashlib.sha256(letter.pdf).hexdigest() != letter.sha256:
            raise ValueError("the hash of a letter must be that of its bytes")
        row = {name: getattr(letter, name) for name in _HEAD_FIELDS if name != "id"}
        row |= {"number": letter.number or None, "serial": letter.serial or None}
        key = self._connection.execute(insert(letters).values(row)).inserted_primary_key
        if key is None:
            raise RuntimeError("the database gave no identifier")
        letter_id = LetterId(int(key[0]))
        self._connection.execute(insert(letter_files).values(letter_id=letter_id, pdf=letter.pdf))
        self._journal.write(
            "letter.issued",
            self._local_no(letter.case_id),
            after={
                "kind": letter.kind,
                "number": letter.number,
                "issued_on": letter.issued_on.isoformat(),
                "sha256": letter.sha256,
            },
        )
        return letter_id

    def get(self, letter_id: LetterId) -> KeptLetter:
        """Return a letter with its bytes, after they were compared with their hash.

        Raises:
            UnknownNameError: no letter has this identifier.
            DamagedLetterError: the bytes are not those that were issued.
        """
        kept = self._kept(_with_file().where(letters.c.id == letter_id))
        if kept is None:
            raise UnknownNameError("文书", str(letter_id))
        return kept

    def find(self, case_id: CaseId, number_or_kind: str) -> KeptLetter | None:
        """Return the letter with this number, else the latest valid one of this kind.

        Args:
            case_id: Whose letter.
            number_or_kind: Its number, or its kind as identifier or in Chinese.

        Raises:
            DamagedLetterError: the bytes are not those that were issued.
        """
        of_case = _with_file().where(letters.c.case_id == case_id)
        by_number = self._kept(of_case.where(letters.c.number == number_or_kind))
        if by_number is not None:
            return by_number
        kinds = [kind for kind, label in LETTER_LABELS.items() if number_or_kind in (kind, label)]
        valid = of_case.where(letters.c.kind.in_(kinds), letters.c.is_void.is_(False))
        return self._kept(valid.order_by(letters.c.id.desc()).limit(1))

    def head(self, letter_id: LetterId) -> LetterHead:
        """Return a letter without its bytes.

        Raises:
            UnknownNameError: no letter has this identifier.
        """
        row = self._connection.execute(select(letters).where(letters.c.id == letter_id)).first()
        if row is None:
            raise UnknownNameError("文书", str(letter_id))
        return LetterHead(**_head(row))

    def of_case(self, case_id: CaseId) -> list[LetterHead]:
        """Return the letters of a case without their bytes, in order of issue."""
        query = select(letters).where(letters.c.case_id == case_id).order_by(letters.c.id)
        return [LetterHead(**_head(row)) for row in self._connection.execute(query)]

    def by_sha256(self, sha256: str) -> list[LetterHead]:
        """Return the letters whose bytes have this hash; a form may have been printed twice."""
        query = select(letters).where(letters.c.sha256 == sha256.lower()).order_by(letters.c.id)
        return [LetterHead(**_head(row)) for row in self._connection.execute(query)]

    def void(self, letter_id: LetterId, reason: str) -> None:
        """Mark a letter void; number and bytes stay.

        Raises:
            UnknownNameError: no letter has this identifier.
        """
        query = select(letters).where(letters.c.id == letter_id)
        row = self._connection.execute(query).first()
        if row is None:
            raise UnknownNameError("文书", str(letter_id))
        changed = update(letters).where(letters.c.id == letter_id)
        self._connection.execute(changed.values(is_void=True, void_reason=reason))
        self._journal.write(
            "letter.voided",
            self._local_no(row.case_id),
            before={"number": row.number or "", "is_void": row.is_void},
            after={"number": row.number or "", "is_void": True, "reason": reason},
        )

    def _kept(self, query: Select[Any]) -> KeptLetter | None:
        row = self._connection.execute(query).first()
        if row is None:
            return None
        letter = KeptLetter(**_head(row), pdf=bytes(row.pdf))
        if hashlib.sha256(letter.pdf).hexdigest() != letter.sha256:
            raise DamagedLetterError(letter.number or letter.title)
        return letter

    def _local_no(self, case_id: CaseId) -> str:
        query = select(cases.c.local_no).where(cases.c.id == case_id)
        return str(self._connection.execute(query).scalar_one())


def _series(kind_word: str) -> str:
    return f"letter {kind_word}"


def _with_file() -> Select[Any]:
    return select(letters, letter_files.c.pdf).join(
        letter_files, letter_files.c.letter_id == letters.c.id
    )


def _head(row: Row[Any]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in _HEAD_FIELDS}
    return {**values, "number": row.number or "", "serial": row.serial or 0}
