"""The unlocked desk: one data folder, one account, one clock, and what every use-case needs.

A `Desk` owns the open database and nothing else; use-cases are functions that take it first. The
rule book and the calendar are read once and kept until a setting or a year's notice changes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from petition_desk.clock import Clock
from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.rules import RuleBook
from petition_desk.domain.year_notices import parse_calendar, parse_year_notices
from petition_desk.paths import resource
from petition_desk.services import font_choice
from petition_desk.services.changes import Changes
from petition_desk.services.law import law_of
from petition_desk.storage.keyfile import list_accounts
from petition_desk.storage.unit_of_work import Database, UnitOfWork

__all__ = ["Account", "Desk", "account_names", "create_desk", "open_desk"]

LOCK_WAIT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Account:
    """Who sits at the desk, and the rights: `see-sealed`, `export-full`, `admin`."""

    name: str
    rights: frozenset[str]

    def may(self, right: str) -> bool:
        """Whether the account has this right."""
        return right in self.rights


@dataclass(slots=True)
class Desk:
    """An unlocked data folder in one account's hands. Close it to release the folder's lock."""

    data_dir: Path
    account: Account
    clock: Clock
    database: Database
    is_closed: bool = False
    _rules: RuleBook | None = None
    _calendar: WorkCalendar | None = None
    _subscribers: list[Callable[[Changes], None]] = field(default_factory=list)
    _guard: threading.RLock = field(default_factory=threading.RLock)

    def begin(self) -> UnitOfWork:
        """A transaction that rolls back unless it is committed."""
        return self.database.begin(self.account.name, self.clock.now())

    def reading(self) -> UnitOfWork:
        """A transaction that only reads and never waits for a writer."""
        return self.database.begin(self.account.name, self.clock.now(), read_only=True)

    def rules(self) -> RuleBook:
        """The shipped rules under the office's policy and lengths, with the changes it made."""
        with self._guard:
            if self._rules is None:
                with self.reading() as work:
                    settings = work.settings.all()
                self._rules = law_of(settings).book
            return self._rules

    def calendar(self) -> WorkCalendar:
        """The built-in years and those that the office loaded."""
        with self._guard:
            if self._calendar is None:
                shipped = resource("law", "calendar", "workdays.toml")
                calendar = parse_calendar(shipped.read_text(encoding="utf-8"))
                with self.reading() as work:
                    for text in work.calendars.all().values():
                        for notice in parse_year_notices(text):
                            calendar = calendar.with_year(notice)
                self._calendar = calendar
            return self._calendar

    def forget_cached(self) -> None:
        """Read the rules and the calendar again when they are next asked for."""
        with self._guard:
            self._rules = None
            self._calendar = None

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Call back after every commit, in the thread that committed; the answer unsubscribes."""
        self._subscribers.append(callback)

        def unsubscribe() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return unsubscribe

    def announce(self, changes: Changes) -> None:
        """Tell the subscribers what a use-case committed."""
        if changes.settings:
            self.forget_cached()
            self.choose_fonts()
        for callback in tuple(self._subscribers):
            callback(changes)

    def choose_fonts(self) -> None:
        """Let letters be set in the fonts that this office chose."""
        with self.reading() as work:
            font_choice.choose(work.settings.get(font_choice.KEY))

    def may_see(self, *, is_sealed: bool) -> bool:
        """Whether this account may see a case: a sealed one needs the right (art. 30 III)."""
        return not is_sealed or self.account.may("see-sealed")

    def close(self) -> None:
        """Release the folder. The desk cannot be used afterwards; closing twice does no harm."""
        if self.is_closed:
            return
        self.is_closed = True
        self._subscribers.clear()
        self.database.close()


def open_desk(
    data_dir: Path,
    account: str,
    password: str,
    clock: Clock,
    *,
    wait_seconds: float = LOCK_WAIT_SECONDS,
) -> Desk:
    """Unlock a data folder.

    Raises:
        EnvironmentFaultError: wrong password, another instance holds it, newer file, damaged
            file, no data there (exit 5); nothing was changed.
    """
    database = Database.open(data_dir, account, password, clock, wait_seconds=wait_seconds)
    desk = Desk(data_dir, _account_of(database), clock, database)
    desk.choose_fonts()
    return desk


def create_desk(
    data_dir: Path, office_name: str, account: str, password: str, clock: Clock
) -> tuple[Desk, str]:
    """Create a data folder with its first account, which has every right, and open it.

    Returns:
        The desk, and the recovery key: shown and printed once, never stored.
    """
    database, recovery_key = Database.create(data_dir, account, password, clock)
    desk = Desk(data_dir, _account_of(database), clock, database)
    with desk.begin() as work:
        work.settings.set("office.name", office_name.strip())
        work.commit()
    desk.choose_fonts()
    return desk, recovery_key


def account_names(data_dir: Path) -> tuple[str, ...]:
    """The accounts of a data folder, without a password; empty where there is no data yet."""
    keyfile = data_dir / "keys.json"
    return tuple(item.name for item in list_accounts(keyfile)) if keyfile.exists() else ()


def _account_of(database: Database) -> Account:
    return Account(database.keys.account, database.keys.rights)
