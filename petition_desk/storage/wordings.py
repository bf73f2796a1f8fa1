"""The office's own wordings of letters: every version that was ever saved, and drafts of the next.

The content is the text of one wording as `documents.letters` reads it; here it is opaque.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from petition_desk.storage.journal import Journal
from petition_desk.storage.tables import letter_wordings, wording_drafts


@dataclass(frozen=True, slots=True)
class KeptWording:
    """One version of the wording of a kind.

    Attributes:
        kind: The kind of letter.
        version: Counted from 1 for each kind.
        content: The wording; empty where the shipped one was taken back.
        reason: What the office said of the change; may be empty.
        account: Who saved it.
        saved_at: When, UTC.
    """

    kind: str
    version: int
    content: str
    reason: str
    account: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class WordingDraft:
    """A wording somebody is working on; `saved_at` is UTC."""

    kind: str
    content: str
    saved_at: datetime


class WordingStore:
    """Versions are added and never changed; a draft is one a kind and account."""

    def __init__(
        self, connection: Connection, journal: Journal, account: str, at: datetime
    ) -> None:
        """Work within the transaction of ``connection``, as ``account`` at the instant ``at``."""
        self._connection = connection
        self._journal = journal
        self._account = account
        self._at = at

    def current(self, kind: str) -> KeptWording | None:
        """Return the wording of the office in force; None where the shipped one holds."""
        latest = next(iter(self._versions(kind, limit=1)), None)
        return latest if latest is not None and latest.content else None

    def next_version(self, kind: str) -> int:
        """Return the number that the next version of a kind will bear."""
        query = select(func.max(letter_wordings.c.version)).where(letter_wordings.c.kind == kind)
        return (self._connection.execute(query).scalar_one() or 0) + 1

    def versions(self, kind: str) -> list[KeptWording]:
        """Return every version of a kind, the latest first."""
        return self._versions(kind)

    def own_kinds(self) -> dict[str, KeptWording]:
        """Return the kinds for which a wording of the office is in force, with it."""
        kinds = self._connection.execute(select(letter_wordings.c.kind).distinct()).scalars()
        found = {kind: self.current(kind) for kind in kinds}
        return {kind: kept for kind, kept in found.items() if kept is not None}

    def add(self, kind: str, content: str, reason: str = "") -> int:
        """Keep a version, which holds from now on; an empty content takes the shipped one back."""
        before = self.current(kind)
        version = self.next_version(kind)
        row = {
            "kind": kind,
            "version": version,
            "content": content,
            "reason": reason,
            "account": self._account,
            "saved_at": self._at,
        }
        self._connection.execute(insert(letter_wordings).values(row))
        self._journal.write(
            "wording.saved" if content else "wording.reset",
            kind,
            {"version": before.version, "content": before.content} if before else None,
            {"version": version, "content": content, "reason": reason},
        )
        return version

    def _versions(self, kind: str, limit: int | None = None) -> list[KeptWording]:
        query = (
            select(letter_wordings)
            .where(letter_wordings.c.kind == kind)
            .order_by(letter_wordings.c.version.desc())
        )
        return [
            KeptWording(row.kind, row.version, row.content, row.reason, row.account, row.saved_at)
            for row in self._connection.execute(query.limit(limit) if limit else query)
        ]

    # Drafts: saved every few seconds, so not journalled

    def draft(self, kind: str) -> WordingDraft | None:
        """Return what this account has begun for a kind."""
        own = wording_drafts.c.account == self._account
        query = select(wording_drafts).where(own, wording_drafts.c.kind == kind)
        row = self._connection.execute(query).first()
        return WordingDraft(row.kind, row.content, row.saved_at) if row is not None else None

    def drafted_kinds(self) -> frozenset[str]:
        """Return the kinds for which this account has begun something."""
        own = wording_drafts.c.account == self._account
        return frozenset(
            self._connection.execute(select(wording_drafts.c.kind).where(own)).scalars()
        )

    def keep_draft(self, kind: str, content: str) -> None:
        """Keep a draft in place of the one before."""
        self.drop_draft(kind)
        row = {
            "account": self._account, "kind": kind, "content": content, "saved_at": self._at
        }  # fmt: skip
        self._connection.execute(insert(wording_drafts).values(row))

    def drop_draft(self, kind: str) -> None:
        """Take a draft away; one that is gone already is no fault."""
        own = wording_drafts.c.account == self._account
        self._connection.execute(delete(wording_drafts).where(own, wording_drafts.c.kind == kind))
