"""What the office sets up: settings, units, years of the calendar, mappings of imports, drafts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from petition_desk.domain.office import Unit
from petition_desk.errors import UnknownNameError
from petition_desk.storage.journal import Journal
from petition_desk.storage.tables import (
    calendar_years,
    drafts,
    settings,
    units,
)


class SettingsStore:
    """Texts by key; an empty text is a setting that is not set."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection
        self._journal = journal

    def get(self, key: str, default: str = "") -> str:
        """Return the text of a setting, or ``default`` where it was never set."""
        query = select(settings.c.value).where(settings.c.key == key)
        value = self._connection.execute(query).scalar_one_or_none()
        return default if value is None else value

    def set(self, key: str, value: str) -> None:
        """Set it; the old and the new text are journalled."""
        old = self.all().get(key)
        if old == value:
            return
        if old is None:
            self._connection.execute(insert(settings).values(key=key, value=value))
        else:
            changed = update(settings).where(settings.c.key == key)
            self._connection.execute(changed.values(value=value))
        self._journal.write(
            "setting.changed", key, None if old is None else {"value": old}, {"value": value}
        )

    def all(self) -> dict[str, str]:
        """Return every setting that was ever set."""
        return {row.key: row.value for row in self._connection.execute(select(settings))}


class UnitStore:
    """The directory of units, in the office's own order."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection
        self._journal = journal

    def all(self) -> list[Unit]:
        """Return every unit in order."""
        query = select(units).order_by(units.c.position, units.c.name)
        return [
            Unit(row.name, row.handler, row.telephone, row.address, row.is_own)
            for row in self._connection.execute(query)
        ]

    def get(self, name: str) -> Unit | None:
        """Return the unit of this name, or None."""
        return next((unit for unit in self.all() if unit.name == name), None)

    def save(self, unit: Unit) -> None:
        """Add a unit at the end, or replace the one of this name."""
        old = self.get(unit.name)
        if old == unit:
            return
        if old is None:
            last = self._connection.execute(select(func.max(units.c.position))).scalar_one()
            row = {**asdict(unit), "position": (last or 0) + 1}
            self._connection.execute(insert(units).values(row))
        else:
            changed = update(units).where(units.c.name == unit.name)
            self._connection.execute(changed.values(asdict(unit)))
        self._journal.write("unit.saved", unit.name, asdict(old) if old else None, asdict(unit))

    def remove(self, name: str) -> None:
        """Take a unit out of the directory; cases keep its name.

        Raises:
            UnknownNameError: there is no such unit.
        """
        old = self.get(name)
        if old is None:
            raise UnknownNameError("单位", name)
        self._connection.execute(delete(units).where(units.c.name == name))
        self._journal.write("unit.removed", name, asdict(old), None)


class CalendarStore:
    """The yearly notices the office loaded, each as the text of its file."""

    def __init__(self, connection: Connection, journal: Journal, at: datetime) -> None:
        """Work within the transaction of ``connection``, at the instant ``at``."""
        self._connection = connection
        self._journal = journal
        self._at = at

    def all(self) -> dict[int, str]:
        """Return the text of each loaded year."""
        query = select(calendar_years).order_by(calendar_years.c.year)
        return {row.year: row.content for row in self._connection.execute(query)}

    def save(self, year: int, content: str) -> None:
        """Keep the notice of a year, replacing an earlier one."""
        old = self.all().get(year)
        if old is not None:
            self._connection.execute(delete(calendar_years).where(calendar_years.c.year == year))
        row = {"year": year, "content": content, "loaded_at": self._at}
        self._connection.execute(insert(calendar_years).values(row))
        before = None if old is None else {"content": old}
        self._journal.write("calendar.loaded", str(year), before, {"content": content})


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A form somebody has begun: its text, and when it was last saved (UTC)."""

    id: int
    content: str
    saved_at: datetime


class DraftStore:
    """Forms that were begun and not registered; saved every few seconds, so not journalled."""

    def __init__(self, connection: Connection, at: datetime) -> None:
        """Work within the transaction of ``connection``, at the instant ``at``."""
        self._connection = connection
        self._at = at

    def save(self, draft_id: int | None, account: str, content: str) -> int:
        """Keep a draft under its number; without one, or where it is gone, under a new one."""
        row = {"account": account, "content": content, "saved_at": self._at}
        if draft_id is not None:
            changed = update(drafts).where(drafts.c.id == draft_id).values(row)
            if self._connection.execute(changed).rowcount:
                return draft_id
        key = self._connection.execute(insert(drafts).values(row)).inserted_primary_key
        if key is None:
            raise RuntimeError("the database gave no identifier")
        return int(key[0])

    def all(self, account: str) -> list[KeptDraft]:
        """Return the drafts of an account in the order they were begun."""
        query = select(drafts).where(drafts.c.account == account).order_by(drafts.c.id)
        return [
            KeptDraft(row.id, row.content, row.saved_at) for row in self._connection.execute(query)
        ]

    def remove(self, draft_id: int) -> None:
        """Take a draft away; one that is gone already is no fault."""
        self._connection.execute(delete(drafts).where(drafts.c.id == draft_id))
