"""Reminders that were put off: one at most for each clock, every change in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, delete, insert, select

from petition_desk.domain.case import CaseId
from petition_desk.domain.postponing import Postponement
from petition_desk.storage.journal import Journal
from petition_desk.storage.tables import cases, postponements


@dataclass(frozen=True, slots=True)
class KeptPostponement:
    """A postponement and the case it is of; `by` put it off."""

    case_id: CaseId
    local_no: str
    by: str
    postponement: Postponement


class PostponementStore:
    """Keeps what was put off; one whose day has come stays as a trace and holds nothing."""

    def __init__(
        self, connection: Connection, journal: Journal, account: str, at: datetime
    ) -> None:
        """Work within the transaction of ``connection``, as ``account`` at the instant ``at``."""
        self._connection = connection
        self._journal = journal
        self._account = account
        self._at = at

    def running(self, today: date) -> list[KeptPostponement]:
        """Return those whose day has not come yet."""
        query = _KEPT.where(postponements.c.until > today).order_by(postponements.c.until)
        return [_kept(row) for row in self._connection.execute(query)]

    def get(self, case_id: CaseId, rule: str, of: str) -> KeptPostponement | None:
        """Return the one of this clock, whether its day has come or not."""
        query = _KEPT.where(
            postponements.c.case_id == case_id,
            postponements.c.rule == rule,
            postponements.c.of == of,
        )
        row = self._connection.execute(query).first()
        return None if row is None else _kept(row)

    def save(self, case_id: CaseId, local_no: str, postponement: Postponement) -> None:
        """Put a reminder off, in place of an earlier postponement of the same clock."""
        old = self.get(case_id, postponement.rule, postponement.of)
        if old is not None:
            self._delete(case_id, old.postponement)
        row = {
            "case_id": case_id,
            "rule": postponement.rule,
            "of": postponement.of,
            "until": postponement.until,
            "reason": postponement.reason,
            "by": self._account,
            "at": self._at,
        }
        self._connection.execute(insert(postponements).values(row))
        before = None if old is None else _told(old.postponement)
        self._journal.write("reminder.postponed", local_no, before, _told(postponement))

    def remove(self, case_id: CaseId, local_no: str, rule: str, of: str) -> bool:
        """Let a reminder stand again; return whether it had been put off."""
        old = self.get(case_id, rule, of)
        if old is None:
            return False
        self._delete(case_id, old.postponement)
        self._journal.write("reminder.resumed", local_no, _told(old.postponement), None)
        return True

    def _delete(self, case_id: CaseId, postponement: Postponement) -> None:
        self._connection.execute(
            delete(postponements).where(
                postponements.c.case_id == case_id,
                postponements.c.rule == postponement.rule,
                postponements.c.of == postponement.of,
            )
        )


_KEPT: Final[Select[Any]] = select(postponements, cases.c.local_no).join(
    cases, cases.c.id == postponements.c.case_id
)


def _kept(row: Row[Any]) -> KeptPostponement:
    postponement = Postponement(row.rule, row.of, row.until, row.reason)
    return KeptPostponement(CaseId(row.case_id), row.local_no, row.by, postponement)


def _told(postponement: Postponement) -> Mapping[str, str]:
    return {
        "rule": postponement.rule,
        "of": postponement.of,
        "until": postponement.until.isoformat(),
        "reason": postponement.reason,
    }
