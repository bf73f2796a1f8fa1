"""登记 and 登记并当场告知: asks the services off the thread of the window, then goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from petition_desk.domain.vocabulary import NOTICE_KINDS, Pathway
from petition_desk.errors import EnvironmentFaultError, FieldFault, InputError
from petition_desk.services.on_the_spot import (
    ANSWERED,
    OURS,
    Telling,
    notice_kind,
    procedure_values,
    register_and_tell,
)
from petition_desk.services.other_rights import pathway_values
from petition_desk.ui.alive import while_alive
from petition_desk.ui.error_box import Fault
from petition_desk.ui.screens.base import Place
from petition_desk.ui.screens.intake.do_section import NOTICE_KEY
from petition_desk.ui.screens.intake.drafts import PAPER_KEY, OpenDraft, Raw, case_facts
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.work import Work

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk
    from petition_desk.services.intake import Notified

#: What is said where there is no letter to give on the spot.
_FIRST_ASK = "先甄别途径，才知道当场告知什么"
_FIRST_DEMAND = "先写明诉求，才能甄别和告知"
_NAME_THEM = "告知书须写明；只登记请按 Ctrl+Enter"
#: What is not ours and was sent by another body goes back with reasons, within five working days.
OBJECTION = "objection"
#: What a notice names of those who handle it.
_NAMED_IN = {
    "accept": ("unit", "handler", "handler_phone"),
    "notice": ("unit", "handler_phone"),
    "transfer": ("unit", "handler_phone"),
    "not-accept": ("unit", "handler_phone", "material"),
}


class TellRefusedError(InputError):
    """The form could be registered, but there is nothing yet to tell on the spot."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a draft.

    Attributes:
        done: The registration and the letters.
        kind: The letter that was to be given; empty where there was none.
        blanks: What the form said for it.
    """

    done: Notified
    kind: str
    blanks: Mapping[str, str]


class Registering(QObject):
    """One registration under way at a time."""

    #: The draft is a case now; what became of it.
    registered = Signal(object, object)
    #: The form has faults; none was registered.
    refused = Signal(object)
    failed = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, desk: Desk, work: Work, parent: QObject | None = None) -> None:
        """Ask ``desk`` through ``work``."""
        super().__init__(parent)
        self._desk = desk
        self._work = work
        self._is_busy = False

    def register(self, draft: OpenDraft) -> None:
        """Register ``draft``; whatever is told, is told later."""
        self._run(draft, tells=False)

    def tell(self, draft: OpenDraft) -> None:
        """Register ``draft`` and give the notice with its service sheet."""
        self._run(draft, tells=True)

    def _run(self, draft: OpenDraft, *, tells: bool) -> None:
        if self._is_busy:
            return
        self._set_busy(busy=True)
        desk, raw = self._desk, draft.raw
        self._work.run(
            lambda _job: register_draft(desk, raw, tells=tells),
            while_alive(self, lambda told: self._done(draft, told)),
            failed=while_alive(self, self._failed),
        )

    def _done(self, draft: OpenDraft, told: Told) -> None:
        self._set_busy(busy=False)
        self.registered.emit(draft, told)

    def _failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, InputError):
            self.refused.emit(error.faults)
        else:
            self.failed.emit(error)

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self.busy_changed.emit(busy)


def register_draft(desk: Desk, raw: Raw, *, tells: bool) -> Told:
    """Register what stands in a form, and tell it on the spot where that was asked for.

    Raises:
        InputError: faults of the form, or nothing to tell yet; nothing was registered (exit 4).
    """
    paper = _paper_of(desk, raw)
    told = _register(desk, raw, tells=tells)
    if paper is not None:
        from petition_desk.services.attachments import NewAttachment, attach_bytes

        name, data = paper
        attach_bytes(desk, told.done.registered.local_no, data, name, NewAttachment())
    return told


def _paper_of(desk: Desk, raw: Raw) -> tuple[str, bytes] | None:
    """Read the scanned paper before anything is registered: a damaged one registers nothing.

    Raises:
        InputError: it cannot be attached, or is not there; at its field (exit 4).
    """
    from petition_desk.services.attachments import check_file

    typed = str(raw.get(PAPER_KEY, "")).strip()
    if not typed:
        return None
    path = Path(typed)
    try:
        check_file(desk, path)
        return path.name, path.read_bytes()
    except InputError as error:
        raise InputError.from_faults([FieldFault(PAPER_KEY, error.reason)]) from error
    except (EnvironmentFaultError, OSError) as error:
        reason = "读不到这个文件：不存在、被占用，或者没有权限"
        raise InputError.from_faults([FieldFault(PAPER_KEY, reason)]) from error


def _register(desk: Desk, raw: Raw, *, tells: bool) -> Told:
    from petition_desk.services import intake

    facts = case_facts(raw)
    telling = telling_of(desk, raw)
    if not tells:
        kept = telling if telling.act == ANSWERED else Telling(OURS)
        return Told(register_and_tell(desk, facts, "", kept), "", {})
    check = intake.check(desk, facts)
    kind = notice_kind(telling.act, check.letters) or _letter_of_earlier_matter(raw)
    faults = [
        *check.faults,
        *(_nothing_to_tell(raw, kind, telling.act) or _nobody_named(kind, telling)),
    ]
    if faults:
        raise TellRefusedError.from_faults(faults)
    if not kind and any(item.kind == OBJECTION for item in check.letters):
        return Told(register_and_tell(desk, facts, "", Telling(OURS)), OBJECTION, {})
    return Told(register_and_tell(desk, facts, kind, telling), kind, telling.values)


def _letter_of_earlier_matter(raw: Raw) -> str:
    """Return the letter where the second question found an earlier matter: it has no pathway."""
    demands = raw.get("demands")
    found = (
        str(demand.get("letter", ""))
        for demand in (demands if isinstance(demands, list) else [])
        if isinstance(demand, Mapping) and not demand.get("pathway")
    )
    return next((kind for kind in found if kind in NOTICE_KINDS), "")


def place_after(told: Told) -> Place | None:
    """Return where the officer goes on: to the letter, to the objection, or nowhere."""
    number, done = told.done.registered.local_no, told.done
    if done.letters:
        issued = {"issued": done.letters[0].number, "print": "yes"}
        return Place("letter", number, told.kind, issued)
    if told.kind == OBJECTION:
        return Place("case", number, OBJECTION)
    return Place("letter", number, told.kind, dict(told.blanks)) if told.kind else None


def not_told(number: str, refusal: str) -> Fault:
    """Say that the case is registered all the same."""
    return Fault("没有告知", f"{number} 已登记，但没有当场告知：{refusal}", is_bug=False)


def _nothing_to_tell(raw: Raw, kind: str, act: str) -> list[FieldFault]:
    if kind or act == ANSWERED:
        return []
    demands = raw.get("demands")
    if not demands:
        return [FieldFault("demands", _FIRST_DEMAND)]
    is_open = any(
        isinstance(demand, Mapping) and not demand.get("reasons")
        for demand in (demands if isinstance(demands, list) else [])
    )
    return [FieldFault("pathway", _FIRST_ASK)] if is_open else []


def _nobody_named(kind: str, telling: Telling) -> list[FieldFault]:
    """Say who has to be named, before the paper and the record could part."""
    typed = {
        "unit": telling.unit,
        "handler": telling.handler,
        # Of another body the address will do: the petitioner has to find it.
        "handler_phone": telling.phone or (telling.handler if kind == "not-accept" else ""),
        "material": telling.values.get("not-accepted.material", ""),
    }
    return [FieldFault(path, _NAME_THEM) for path in _NAMED_IN.get(kind, ()) if not typed[path]]


def telling_of(desk: Desk, raw: Raw) -> Telling:
    """Return what the officer does with it at once, as the form says."""
    found = raw.get(NOTICE_KEY)
    notice = {str(k): str(v) for k, v in found.items()} if isinstance(found, Mapping) else {}
    return Telling(
        act=notice.get("act") or OURS,
        unit=notice.get("unit", ""),
        handler=notice.get("handler", ""),
        phone=notice.get("handler_phone", ""),
        values=_further_blanks(desk, raw, notice.get("material", "")),
    )


def _further_blanks(desk: Desk, raw: Raw, material: str) -> dict[str, str]:
    """Return the blanks of the letter that the form and its questions already answer."""
    if material:
        return {"not-accepted.material": material}
    listed = raw.get("demands")
    demands = [
        each for each in (listed if isinstance(listed, list) else []) if isinstance(each, Mapping)
    ]
    for demand in demands:
        if demand.get("right"):
            paper = demand.get("challenged_document")
            served = str(paper.get("served_on", "")) if isinstance(paper, Mapping) else ""
            return pathway_values(desk, str(demand["right"]), served)
    return procedure_values(_pathway_of(demand) for demand in demands)


def _pathway_of(demand: Mapping[str, object]) -> Pathway | None:
    value = str(demand.get("pathway", ""))
    return Pathway(value) if value in {pathway.value for pathway in Pathway} else None


def registered_note(desk: Desk, number: str) -> ToastNote:
    """Say what was registered; one key voids it again, the number keeps its record."""

    def take_back() -> None:
        from petition_desk.services import taking_back

        taking_back.take_back_registration(desk, number)

    return ToastNote(f"已登记 {number}", "撤销", take_back, undoes=f"登记 {number}")
