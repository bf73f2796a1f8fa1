"""规范性自查: what the room has not done yet, and what was done unlike the rules want it.

A pure function over the standing of one case. What it finds is stored beside the case, so that the
room is counted by a query; the day on which a thing becomes late is kept with it, so that counting
needs no recomputing when a day passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from petition_desk.domain.clocks import ClockStanding
from petition_desk.domain.events import PRESUMED_AFTER_DAYS
from petition_desk.domain.missing import Missing
from petition_desk.domain.reading import Reading
from petition_desk.domain.standing import Standing
from petition_desk.domain.vocabulary import ClockState


class CheckKind(StrEnum):
    """One question of the self-check; the value is what is stored."""

    NOTICE = "notice"
    DECISION = "decision"
    OPINION = "opinion"
    SERVICE = "service"
    SLIP = "slip"
    CARRY_OUT = "carry-out"
    FOLLOW_UP = "follow-up"
    NATIONAL = "national"
    REPORT_BACK = "report-back"
    RECEIPT = "receipt"
    LATE_ENTRY = "late-entry"
    VIOLATION = "violation"
    EXEMPT = "exempt"
    UNKNOWN = "unknown"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Check:
    """A question as the officer reads it. `is_owed`: still to be done; else a mark to look at."""

    kind: CheckKind
    title: str
    says: str
    is_owed: bool = True


CHECKS: Final = (
    Check(CheckKind.NOTICE, "未告知", "收到后十五日内没有书面告知（第二十三条）"),
    Check(CheckKind.DECISION, "未甄别", "没有确定办理途径；十五日届满的推定受理"),
    Check(CheckKind.OPINION, "未答复", "没有出具处理意见书、履行职责答复书或者答复函"),
    Check(CheckKind.SERVICE, "未送达", "告知、答复的文书没有送达信访人"),
    Check(CheckKind.SLIP, "无回证", "已经送出，没有登记送达结果、送达回证"),
    Check(CheckKind.CARRY_OUT, "支持未落实", "意见支持的请求没有登记落实（第三十二条第二款）"),
    Check(CheckKind.FOLLOW_UP, "未回访", "办结后没有回访（本局规定）"),
    Check(CheckKind.NATIONAL, "未录国网", "没有录入国家信访信息系统的编号"),
    Check(CheckKind.REPORT_BACK, "未报告结果", "交办要求报告，没有办结报告（第二十二条第三项）"),
    Check(CheckKind.RECEIPT, "移送无回执", "移送公安业务单位，没有登记回执编号"),
    Check(CheckKind.LATE_ENTRY, "补录", "发生三日以后才录入的步骤", is_owed=False),
    Check(CheckKind.VIOLATION, "违规记录", "法律不允许、如实补记的步骤", is_owed=False),
    Check(CheckKind.EXEMPT, "免除", "期限因故免除，请核对理由和时间", is_owed=False),
    Check(CheckKind.UNKNOWN, "导入前无记录", "导入前起算、没有记录的期限", is_owed=False),
    Check(CheckKind.VOID, "作废", "作废的登记，编号保留", is_owed=False),
)

#: The columns of the weekly table by unit.
BY_UNIT: Final = (
    CheckKind.NOTICE, CheckKind.SERVICE, CheckKind.SLIP, CheckKind.CARRY_OUT, CheckKind.FOLLOW_UP,
    CheckKind.NATIONAL, CheckKind.LATE_ENTRY,
)  # fmt: skip

SEALED_UNIT: Final = "保密件"
"""What confidential cases are counted under: where they are handled tells too much."""

CHECK_OF: Final[Mapping[str, CheckKind]] = {
    "notice": CheckKind.NOTICE,
    "screened": CheckKind.DECISION,
    "opinion": CheckKind.OPINION,
    "duty-reply": CheckKind.OPINION,
    "reply": CheckKind.OPINION,
    "served": CheckKind.SERVICE,
    "slip": CheckKind.SLIP,
    "carried-out": CheckKind.CARRY_OUT,
    "follow-up": CheckKind.FOLLOW_UP,
    "entered-nationally": CheckKind.NATIONAL,
    "close-report": CheckKind.REPORT_BACK,
    "receipt": CheckKind.RECEIPT,
}
"""Which question each missing act or paper answers; facts of the case stand under 待补全."""

_RULES: Final[Mapping[str, tuple[str, ...]]] = {
    "notice": ("notify-direct", "notify-assigned"),
    "opinion": ("handle", "handle-extended", "handle-again", "handle-again-undated"),
    "duty-reply": ("duty",),
    "reply": ("suggestion-reply",),
    "served": ("serve",),
    "slip": ("serve",),
    "carried-out": ("carry-out",),
    "follow-up": ("callback",),
    "close-report": ("report-back",),
    "receipt": ("hand-over",),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one question finds in a case.

    `on` is the last day on which it is not late yet; of a mark, the day it is about; None where no
    day is set. `detail` holds no name: it may be shown in a list.
    """

    kind: CheckKind
    on: date | None
    detail: str = ""


def check_named(kind: CheckKind) -> Check:
    """The question of this kind."""
    return next(check for check in CHECKS if check.kind is kind)


def late_after(item: Missing, standing: Standing, received_on: date) -> date | None:
    """The last day on which a missing thing is in time; None where no period runs for it."""
    if item.id == "screened":
        # Whoever has not decided by then is presumed to have accepted.
        return received_on + timedelta(days=PRESUMED_AFTER_DAYS) if standing.clocks else None
    rules = _RULES.get(item.id, ())
    days = [clock.reminds_on for clock in standing.open_clocks if clock.rule.id in rules]
    return min(days, default=None)


def findings_of(standing: Standing, reading: Reading) -> tuple[Finding, ...]:
    """Everything the self-check finds in a case, each question once, in the order of `CHECKS`."""
    if reading.is_void:
        step = reading.all_of("voided")[-1]
        return (Finding(CheckKind.VOID, step.on, step.text("reason")),)
    found = {
        **_owed(standing, reading),
        **{mark.kind: mark for mark in _marks(standing.clocks, reading)},
    }
    return tuple(found[check.kind] for check in CHECKS if check.kind in found)


def _owed(standing: Standing, reading: Reading) -> dict[CheckKind, Finding]:
    found: dict[CheckKind, Finding] = {}
    for item in standing.missing:
        kind = CHECK_OF.get(item.id)
        if item.is_fact or kind is None:
            continue
        day = late_after(item, standing, reading.case.received_on)
        earlier = found.get(kind)
        if earlier is None:
            found[kind] = Finding(kind, day, item.label)
        else:
            days = [one for one in (earlier.on, day) if one is not None]
            label = f"{earlier.detail}、{item.label}"
            found[kind] = Finding(kind, min(days, default=None), label)
    return found


def _marks(clocks: Iterable[ClockStanding], reading: Reading) -> Iterable[Finding]:
    late = [step for step in reading.steps if step.is_late_entry]
    if late:
        yield Finding(CheckKind.LATE_ENTRY, late[-1].on, f"{len(late)} 步")
    unlawful = [step for step in reading.steps if step.violation]
    if unlawful:
        yield Finding(CheckKind.VIOLATION, unlawful[-1].on, f"{len(unlawful)} 步")
    for kind, state in (
        (CheckKind.EXEMPT, ClockState.EXEMPT),
        (CheckKind.UNKNOWN, ClockState.UNKNOWN),
    ):
        these = [clock for clock in clocks if clock.state is state]
        if these:
            # A thing excused only after its last day is looked at first.
            these.sort(key=lambda clock: not clock.is_exempted_late)
            names = "、".join(dict.fromkeys(clock.rule.name for clock in these))
            late_word = "（届满后才免除）" if these[0].is_exempted_late else ""
            yield Finding(kind, these[0].exempted_on or these[0].started_on, names + late_word)
