"""When the program last knew the time: by it a clock that was set back is noticed at start.

The instant only grows; the journal's last entry counts too, because every act leaves one. Where
the PC's clock had been ahead by mistake, somebody says so (`accept`), and the journal keeps that.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from petition_desk.storage.columns import instant_text
from petition_desk.storage.journal import Journal
from petition_desk.storage.meta import read_meta, write_meta
from petition_desk.storage.tables import journal as journal_table

_KEY: Final = "last_seen_at"


class LastSeenStore:
    """Keeps the latest instant at which the program was seen running."""

    def __init__(self, connection: Connection, journal: Journal, at: datetime) -> None:
        """Work within the transaction of ``connection`` at the instant ``at``."""
        self._connection = connection
        self._journal = journal
        self._at = at

    def at(self) -> datetime | None:
        """Return the latest instant known, UTC; None in a folder where nothing happened yet."""
        noted = read_meta(self._connection, _KEY)
        entry = select(journal_table.c.at).order_by(journal_table.c.seq.desc()).limit(1)
        last_entry: datetime | None = self._connection.execute(entry).scalar_one_or_none()
        known = [datetime.fromisoformat(noted)] if noted else []
        if last_entry is not None:
            known.append(last_entry)
        return max(known, default=None)

    def note(self, seen: datetime | None = None) -> None:
        """Keep the present instant, or one that was ``seen`` before; only ever the latest."""
        known = self.at()
        latest = max(each for each in (self._at, seen) if each is not None)
        if known is None or known < latest:
            write_meta(self._connection, _KEY, instant_text(latest))

    def accept(self) -> None:
        """Take the present instant for right although a later one is known; journalled."""
        known = self.at()
        write_meta(self._connection, _KEY, instant_text(self._at))
        before = None if known is None else {"last_seen_at": instant_text(known)}
        self._journal.write("clock.accepted", "", before, {"at": instant_text(self._at)})
