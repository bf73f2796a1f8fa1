"""What is done while the visitor waits: register, decide, and give the paper that tells it.

`intake.register_and_notify` gives the notices that need no decision beyond the pathway. Here are
the others: sent to another body, refused because it is not ours, answered at the desk. The
registration is committed first, so that nothing a letter lacks can cost it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from petition_desk.documents.letters import LETTER_KINDS
from petition_desk.domain.case import Case
from petition_desk.domain.vocabulary import LETTER_LABELS, NOTICE_KINDS, ClosingWay, Pathway
from petition_desk.errors import InputError, LawRefusalError, UsageError
from petition_desk.services import casework, intake, letters
from petition_desk.services.desk import Desk
from petition_desk.services.intake import LetterOnOffer, Notice, Notified, Registered
from petition_desk.services.other_rights import paper_values

OURS: Final = "ours"
TRANSFER: Final = "transfer"
NOT_OURS: Final = "not-ours"
ANSWERED: Final = "answered"


@dataclass(frozen=True, slots=True)
class Telling:
    """What the officer does with the case at once.

    Attributes:
        act: `OURS`, `TRANSFER`, `NOT_OURS` or `ANSWERED`.
        unit: The handling unit; for the two acts in the middle the other body.
        handler: The handler; for `NOT_OURS` the other body's address.
        phone: Telephone of the handler, or of the other body.
        values: Further blanks of the letter.
    """

    act: str
    unit: str = ""
    handler: str = ""
    phone: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def notice_kind(act: str, on_offer: Iterable[LetterOnOffer]) -> str:
    """The letter that is given on the spot; empty where there is none to give."""
    if act == TRANSFER:
        return "transfer"
    if act == ANSWERED:
        return ""
    return next((item.kind for item in on_offer if item.kind in NOTICE_KINDS), "")


def register_and_tell(
    desk: Desk, raw: Mapping[str, object], kind: str, telling: Telling
) -> Notified:
    """Register, record what was decided, issue the notice of this kind and its service sheet.

    Raises:
        InputError: faults of the form (exit 4); nothing was registered.
    """
    if telling.act == ANSWERED:
        return _answer(desk, intake.register(desk, raw))
    if kind and kind not in {item.id for item in LETTER_KINDS}:
        label = LETTER_LABELS.get(kind, kind)
        says = f"{label}还不能由本程序出具，请另行制作，送达后在案件里登记。"
        return Notified(intake.register(desk, raw), (), (), says)
    if kind in _DECISIONS:
        return _refer(desk, intake.register(desk, raw), kind, telling)
    if not kind:
        return Notified(intake.register(desk, raw), (), (), "")
    notice = Notice(kind, telling.unit, telling.handler, telling.phone, telling.values)
    return intake.register_and_notify(desk, raw, notice)


def _answer(desk: Desk, registered: Registered) -> Notified:
    values = {"how": ClosingWay.ANSWERED_ON_THE_SPOT.value}
    try:
        casework.record_step(desk, registered.local_no, "closed", values)
    except LawRefusalError as refusal:
        return Notified(registered, (), (), str(refusal))
    return Notified(registered, (), (), "")


def _refer(desk: Desk, registered: Registered, kind: str, telling: Telling) -> Notified:
    step, values = _DECISIONS[kind](telling)
    number = registered.local_no
    try:
        casework.record_step(desk, number, step, {k: v for k, v in values.items() if v})
        letter = letters.issue(desk, number, kind, telling.values)
        sheet = letters.issue_service_sheet(desk, number, letter)
    except letters.LetterLacksError as error:
        return Notified(registered, (), error.lacks, "")
    except (InputError, LawRefusalError, UsageError) as error:
        return Notified(registered, (), (), str(error))
    return Notified(registered, (letter, sheet), (), "")


def _transferred(telling: Telling) -> tuple[str, dict[str, str]]:
    return "transferred", {"to": telling.unit, "phone": telling.phone}


def _not_accepted(telling: Telling) -> tuple[str, dict[str, str]]:
    return "not-accepted", {
        "ground": "not-ours",
        "body": telling.unit,
        "body_address": telling.handler,
        "body_phone": telling.phone,
        "material": telling.values.get("not-accepted.material", ""),
    }


_DECISIONS: Final = {"transfer": _transferred, "not-accept": _not_accepted}


#: How a notice of receipt explains the procedure (art. 29, 31 V); proposed, to be changed freely.
_PROCEDURES: Final = {
    Pathway.SUGGESTION: "由承办单位研究论证，并将研究情况答复您",
    Pathway.DUTY: "由承办单位依法调查处理，并将处理情况书面答复您",
}


def proposed_values(desk: Desk, kind: str, case: Case) -> dict[str, str]:
    """The blanks of a letter that the pathways and challenged papers of a case already answer."""
    if kind == "notice":
        return procedure_values(demand.pathway for demand in case.demands)
    return paper_values(desk, case, {}) if kind == "pathway" else {}


def procedure_values(pathways: Iterable[Pathway | None]) -> dict[str, str]:
    """The procedure that a notice of receipt explains for these pathways."""
    found = [_PROCEDURES[pathway] for pathway in pathways if pathway in _PROCEDURES]
    return {"pathway.procedure": "；".join(dict.fromkeys(found))} if found else {}
