"""Acts on many cases at once: first what will happen and what will not and why, then it happens.

Each case is a transaction of its own and goes through the same checks as alone, so that one that
is refused holds up no other, and stopping leaves whole cases behind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from petition_desk.domain.case import CaseId
from petition_desk.domain.masking import mask_name
from petition_desk.domain.steps import Step
from petition_desk.errors import InputError, LawRefusalError, UsageError
from petition_desk.services import casework, printing
from petition_desk.services.desk import Desk
from petition_desk.services.recording import check_step, typed_step
from petition_desk.storage.cases import StoredCase

MOST_CASES = 1_000
"""More at once were chosen by mistake."""

_BATCH = 200
_SEALED = "保密件，本账户无权办理"

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class BulkAct(StrEnum):
    """What can be done with many cases."""

    PRINT = "print"
    EXPORT = "export"
    DISPATCH = "dispatched"
    FOLLOW_UP = "follow-up"

    @property
    def is_step(self) -> bool:
        """Whether it records a step in every case; its value is then the kind of step."""
        return self in (BulkAct.DISPATCH, BulkAct.FOLLOW_UP)


BULK_LABELS: Mapping[BulkAct, str] = {
    BulkAct.PRINT: "打印文书",
    BulkAct.EXPORT: "导出",
    BulkAct.DISPATCH: "转办",
    BulkAct.FOLLOW_UP: "回访",
}


@dataclass(frozen=True, slots=True)
class BulkLine:
    """One case: `refusal` says why nothing will happen to it, empty where it will.

    `name` is masked, and empty where the account may not see the case.
    """

    case_id: CaseId
    local_no: str
    name: str
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class BulkReport:
    """What happened: to which cases, to which not and why; `is_stopped` where the rest was left."""

    done: tuple[str, ...]
    refused: tuple[BulkLine, ...]
    is_stopped: bool = False


def preview(
    desk: Desk,
    act: BulkAct,
    case_ids: Sequence[int],
    raw: Mapping[str, str],
    *,
    on: date | None = None,
    note: str = "",
    cancelled: Cancelled | None = None,
) -> tuple[BulkLine, ...]:
    """What an act would do with each of these cases; nothing is recorded.

    Raises:
        InputError: too many cases, or the form itself has faults (exit 4).
    """
    if len(case_ids) > MOST_CASES and act is not BulkAct.EXPORT:
        raise InputError("选中", f"一次最多 {MOST_CASES} 件，现选中 {len(case_ids)} 件")
    step = typed_step(desk, act.value, raw, on, note) if act.is_step else None
    lines: list[BulkLine] = []
    for first in range(0, len(case_ids), _BATCH):
        if cancelled is not None and cancelled():
            break
        with desk.reading() as work:
            stored = work.cases.get_many(map(CaseId, case_ids[first : first + _BATCH]))
        lines += [_line(desk, act, item, step) for item in stored]
    return tuple(lines)


def carry_out(
    desk: Desk,
    act: BulkAct,
    lines: Sequence[BulkLine],
    raw: Mapping[str, str],
    *,
    on: date | None = None,
    note: str = "",
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> BulkReport:
    """Record a step in each of these cases that was not refused.

    What changed since the preview is refused now, with its reason. Stopped, the cases done stay
    done: nothing of them is half.

    Raises:
        ValueError: the act records no step.
    """
    if not act.is_step:
        raise ValueError(f"{act} records no step")
    done: list[str] = []
    refused = [line for line in lines if line.refusal]
    wanted = [line for line in lines if not line.refusal]
    for place, line in enumerate(wanted, start=1):
        if cancelled is not None and cancelled():
            return BulkReport(tuple(done), tuple(refused), is_stopped=True)
        try:
            casework.record_step(desk, line.local_no, act.value, raw, on=on, note=note)
        except (LawRefusalError, InputError, UsageError) as refusal:
            refused.append(BulkLine(line.case_id, line.local_no, line.name, _reason(refusal)))
        else:
            done.append(line.local_no)
        if progress is not None:
            progress(place, len(wanted))
    return BulkReport(tuple(done), tuple(refused))


def _line(desk: Desk, act: BulkAct, stored: StoredCase, step: Step | None) -> BulkLine:
    number = stored.case.local_no
    if not desk.may_see(is_sealed=stored.is_sealed):
        # An export writes its number and clock, as the ledger shows them.
        return BulkLine(stored.id, number, "", "" if act is BulkAct.EXPORT else _SEALED)
    person = stored.case.main_petitioner
    name = mask_name(person.name) if person is not None else ""
    return BulkLine(stored.id, number, name, _refusal(desk, act, stored, step))


def _refusal(desk: Desk, act: BulkAct, stored: StoredCase, step: Step | None) -> str:
    if act is BulkAct.PRINT:
        waiting = printing.waiting_letters(desk, [stored.case.local_no])
        return "" if waiting else "没有还未打印的文书"
    if step is None:
        return ""
    try:
        check_step(desk, stored, step)
    except (LawRefusalError, InputError) as refusal:
        return _reason(refusal)
    return ""


def _reason(refusal: Exception) -> str:
    return str(refusal).rstrip("。")
