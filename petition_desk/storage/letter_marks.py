"""Which letter carries which identifier inside: found again even where its bytes were changed."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from petition_desk.domain.kept_letters import LetterId
from petition_desk.storage.tables import letter_marks


class LetterMarkStore:
    """Keeps the identifier of each letter; written when the letter is, and never changed."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    def add(self, letter_id: LetterId, mark: str) -> None:
        """Keep the identifier of a letter that was just added."""
        self._connection.execute(insert(letter_marks).values(letter_id=letter_id, mark=mark))

    def letters_with(self, mark: str) -> list[LetterId]:
        """Return the letters that carry an identifier, in order of issue; none for an empty one."""
        if not mark:
            return []
        query = select(letter_marks.c.letter_id).where(letter_marks.c.mark == mark)
        found = self._connection.execute(query.order_by(letter_marks.c.letter_id)).scalars()
        return [LetterId(each) for each in found]
