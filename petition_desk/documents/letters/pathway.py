"""`pathway` 导入法定途径告知书: another procedure, which we import or the person begins."""

from __future__ import annotations

from collections.abc import Mapping

from petition_desk.documents.letters.demands import (
    article_of,
    demands_on_or_all,
    listed,
)
from petition_desk.documents.letters.facts import Fact, Facts
from petition_desk.documents.letters.kind import LetterKind, days_in_order
from petition_desk.domain.vocabulary import IMPORTED_PATHWAYS
from petition_desk.errors import FieldFault

_MODES = ("ours", "yours")


def contact_of(address: str, phone: str) -> str:
    """Return address and telephone of a body as they follow its name; what is there."""
    parts = [f"地址：{address}"] if address else []
    if phone:
        parts.append(f"电话：{phone}")
    return "".join(f"，{part}" for part in parts)


def _imported_demands(facts: Facts) -> tuple[int, ...]:
    return demands_on_or_all(facts, (facts.text("screened.pathway"),))


def _blanks(facts: Facts) -> Mapping[str, Fact]:
    return {
        "letter.article": article_of(facts.text("screened.pathway")),
        "letter.body_contact": contact_of(
            facts.text("pathway.body_address"), facts.text("pathway.body_phone")
        ),
    }


def _check(facts: Facts) -> tuple[FieldFault, ...]:
    faults = days_in_order(facts, "case.received_on", "pathway.imported_on", "letter.issued_on")
    if facts.text("screened.pathway") not in IMPORTED_PATHWAYS:
        faults += (FieldFault("办理途径", "导入法定途径告知书用于第三十一条第一项至第四项"),)
    elif not _imported_demands(facts):
        faults += (FieldFault("诉求", "没有走这一途径的请求"),)
    if facts.text("pathway.mode") not in _MODES:
        faults += (FieldFault("由本局转入或者自行提出", "只能是 ours 或者 yours"),)
    return faults


KIND = LetterKind(
    "pathway", blanks=_blanks, inserts={"demands": listed(_imported_demands)}, check=_check
)
