"""The views and sets of columns an officer saved, in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from petition_desk.storage.journal import Journal
from petition_desk.storage.tables import ledger_views

Kind = Literal["view", "columns"]
VIEW: Final[Kind] = "view"
COLUMNS: Final[Kind] = "columns"


@dataclass(frozen=True, slots=True)
class KeptView:
    """One row: its key, title and content as it was handed in."""

    id: int
    title: str
    content: str


class LedgerViewStore:
    """Keeps what one account saved; others do not see it."""

    def __init__(self, connection: Connection, journal: Journal, account: str) -> None:
        """Work within the transaction of ``connection`` for ``account``."""
        self._connection = connection
        self._journal = journal
        self._account = account

    def all(self, kind: Kind = VIEW) -> list[KeptView]:
        """Return what was saved, in its order."""
        query = (
            select(ledger_views.c.id, ledger_views.c.title, ledger_views.c.content)
            .where(ledger_views.c.account == self._account, ledger_views.c.kind == kind)
            .order_by(ledger_views.c.position, ledger_views.c.id)
        )
        return [KeptView(*row) for row in self._connection.execute(query)]

    def add(self, title: str, content: str, kind: Kind = VIEW) -> int:
        """Keep a further one, behind the others; return its key."""
        last = select(func.max(ledger_views.c.position)).where(
            ledger_views.c.account == self._account, ledger_views.c.kind == kind
        )
        position = (self._connection.execute(last).scalar_one() or 0) + 1
        written = self._connection.execute(
            insert(ledger_views).values(
                account=self._account, position=position, kind=kind, title=title, content=content
            )
        )
        key = written.inserted_primary_key
        self._journal.write("ledger-view.saved", title, after={"kind": kind})
        return int(key[0]) if key is not None else 0

    def change(self, key: int, title: str, content: str) -> None:
        """Replace title and content."""
        mine = (ledger_views.c.id == key) & (ledger_views.c.account == self._account)
        values = {"title": title, "content": content}
        self._connection.execute(update(ledger_views).where(mine).values(values))
        self._journal.write("ledger-view.saved", title)

    def remove(self, key: int) -> None:
        """Take one away; it holds no case, only how cases are looked at."""
        mine = (ledger_views.c.id == key) & (ledger_views.c.account == self._account)
        self._connection.execute(delete(ledger_views).where(mine))
        self._journal.write("ledger-view.removed", str(key))

    def put_in_order(self, keys: list[int]) -> None:
        """Give these the places in which they stand."""
        for position, key in enumerate(keys, start=1):
            mine = (ledger_views.c.id == key) & (ledger_views.c.account == self._account)
            statement = update(ledger_views).where(mine).values(position=position)
            self._connection.execute(statement)
