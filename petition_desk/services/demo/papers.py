"""A few letters really issued for the invented cases, so that there is a page to look at.

They are dated today, as every letter of the program is; all other papers of the invented year are
recorded as made outside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from petition_desk.services.demo.year import InventedCase
from petition_desk.services.desk import Desk
from petition_desk.services.letters import issue_within, service_sheet_within
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.unit_of_work import UnitOfWork

IN_PERSON = "当面"


def issue_papers(
    desk: Desk, work: UnitOfWork, entries: Iterable[tuple[StoredCase, InventedCase]]
) -> None:
    """Issue the letters that the year asks for, each with its service sheet."""
    for stored, item in entries:
        if item.letter:
            known = replace(stored, case=replace(stored.case, id=stored.id))
            letter, grown, _ = issue_within(desk, work, known, item.letter, _blanks(stored))
            service_sheet_within(desk, work, grown, letter, IN_PERSON)


def _blanks(stored: StoredCase) -> Mapping[str, str]:
    """Return what only an officer could have written."""
    blanks = {}
    for demand in stored.case.demands:
        key = f"demand.{demand.number}"
        blanks[f"{key}.facts"] = stored.case.content
        blanks[f"{key}.found"] = "经查阅接处警记录、听取双方陈述，信访人反映的主要情况属实。"
        blanks[f"{key}.outcome"] = "解释说明"
        blanks[f"{key}.reason"] = "承办单位已当面说明情况，并制定改进措施，请信访人予以理解。"
    return blanks
