"""The extension as one act: approval, reason and notice together, on or before the last day.

《信访工作条例》 art. 34 asks that the petitioner is told the reason, so the step and its letter
are one transaction: either both are there or neither.
"""

from __future__ import annotations

from petition_desk.domain.kept_letters import KeptLetter
from petition_desk.domain.standing import Standing
from petition_desk.services.desk import Desk
from petition_desk.services.letters import issue_within
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.unit_of_work import UnitOfWork


def extend(
    desk: Desk, work: UnitOfWork, stored: StoredCase
) -> tuple[KeptLetter, StoredCase, Standing]:
    """Issue the 延期告知书 of an extension just recorded, within the caller's transaction.

    Raises:
        LetterLacksError: the notice lacks a fact, so the extension is not recorded either.
    """
    return issue_within(desk, work, stored, "extend", {})
