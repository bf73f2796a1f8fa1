"""The refusals of the law and of the office: one check for each kind of step.

A check answers both questions: for a step that is to be recorded, and, without a step, for an act
that is only on offer today. None means that nothing stands against it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from petition_desk.domain.clocks import ClockStanding
from petition_desk.domain.events import may_be_answered_on_the_spot
from petition_desk.domain.occurrences import is_ours_to_review
from petition_desk.domain.reading import Reading
from petition_desk.domain.step_fields import parse_date
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import (
    LETTER_LABELS,
    ClockState,
    ClosingWay,
    Owner,
    Pathway,
    SourceKind,
)
from petition_desk.errors import LawRefusalError

REGULATION = "《信访工作条例》"
MAX_EXTENSION_DAYS = 30
VAGUE_REASONS = frozenset({"", "情况复杂", "案情复杂", "复杂", "情况复杂。"})

_OBJECTION_SOURCES = (SourceKind.XINFANG, SourceKind.UPPER)
"""What they send must be objected to within 5 workdays (art. 23 III); others are written to."""

Clocks = tuple[ClockStanding, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act is not lawful now."""

    sentence: str
    article: str

    def as_error(self) -> LawRefusalError:
        """The error that refuses the act (exit 3)."""
        return LawRefusalError(self.article, self.sentence)


Check = Callable[[Reading, Clocks, Step | None], Refusal | None]


def open_case(reading: Reading) -> Refusal | None:
    """What stands against any further act on a closed case."""
    if reading.is_closed:
        return Refusal("已经结案，要继续办理请先恢复办理", "本局规定：结案后的步骤须先恢复办理")
    return None


def _clock(clocks: Clocks, rule_id: str) -> ClockStanding | None:
    found = [clock for clock in clocks if clock.rule.id == rule_id]
    return found[-1] if found else None


def _screened(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    return open_case(reading)


def _accepted(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if step is not None and step.on < reading.case.received_on:
        return Refusal("受理日期不能早于收到日期", f"{REGULATION}第二十三条")
    if reading.case.repeat_of and (step is None or step.pathway in (None, Pathway.PETITION)):
        return Refusal(
            f"这是 {reading.case.repeat_of} 的重件，随初件办理，不另行受理、不重复起算办理期限；"
            "有新的请求或者新的事实的，先取消与初件的关联",
            f"{REGULATION}第三十四条",
        )
    return _handed_to("unit")(reading, clocks, step)


def _not_accepted(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    ground = step.text("ground") if step is not None else "not-ours"
    if ground == "art-19":
        return open_case(reading)
    if reading.case.source_kind in _OBJECTION_SOURCES:
        return Refusal(
            "转送、交办来的事项不属于本局职权的，应当在5个工作日内提出异议，不能直接不予受理",
            f"{REGULATION}第二十三条第三款",
        )
    demand = step.number("demand") if step is not None else None
    meant = reading.demand_numbers if demand is None else (demand,)
    if any(reading.pathways.get(number) not in (None, Pathway.NOT_OURS) for number in meant):
        return Refusal("已有请求属于本局职权，不能整件不予受理", f"{REGULATION}第四十四条第二项")
    return open_case(reading)


def _no_longer(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if step is not None and not step.text("recheck_no"):
        return Refusal("没有复核意见书文号，不能不再受理", f"{REGULATION}第三十六条第三款")
    return open_case(reading)


def _notified(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if step is None:
        if any(letter.is_notice and letter.notified_on is None for letter in reading.letters):
            return None
        return Refusal("还没有出具可以交付的告知书", f"{REGULATION}第二十三条第二款")
    return None if reading.letters_called(step.text("letter")) else _no_such_letter(step)


def _no_such_letter(step: Step) -> Refusal:
    name = LETTER_LABELS.get(step.text("letter"), step.text("letter"))
    return Refusal(f"本件没有出具过“{name}”", "本局规定：先出具文书，再登记告知和送达")


def _served(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if step is None:
        if reading.letters:
            return None
        return Refusal("还没有出具文书", "本局规定：先出具文书，再登记告知和送达")
    return None if reading.letters_called(step.text("letter")) else _no_such_letter(step)


def _handed_to(key: str) -> Check:
    kept_from = _kept_from_accused(key)

    def check(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
        refusal = kept_from(reading, clocks, step)
        if refusal is not None:
            return refusal
        if step is not None and not step.note and _is_accused(reading, step.text(key)):
            return Refusal(
                "交由被反映的单位办理，须在备注中写明理由和批准人",
                f"{REGULATION}第二十八条第三款",
            )
        return open_case(reading)

    return check


def _kept_from_accused(key: str) -> Check:
    """Whoever is written to about 检举控告 learns of it: also who is urged or reported to."""

    def check(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
        to = step.text(key) if step is not None else ""
        if reading.is_sealed and _is_accused(reading, to):
            return Refusal("检举控告材料不得转给被检举控告的单位", f"{REGULATION}第三十条第三款")
        return None

    return check


def _is_accused(reading: Reading, unit: str) -> bool:
    """Whether a unit is the accused one, with or without the bureau's name before its own."""
    to, accused = ("".join(name.split()) for name in (unit, reading.case.accused_unit))
    if not to or not accused:
        return False
    shorter, longer = sorted((to, accused), key=len)
    return shorter == longer or (len(shorter) >= _OWN_NAME and longer.endswith(shorter))


_OWN_NAME = 4
"""A name of fewer characters (派出所) names a sort of unit, not one."""


def _dispatched(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    refusal = _handed_to("unit")(reading, clocks, step)
    if refusal is None and reading.is_accusation:
        refusal = Refusal(
            "检举控告只移送有权处理的纪检监察、督察机构，不转办所属单位", f"{REGULATION}第三十条"
        )
    if refusal is not None or step is None:
        return refusal
    limits = [
        clock.dates.act_by for clock in clocks if clock.is_open and clock.rule.owed_by is Owner.US
    ]
    for key, label in (("notify_by", "告知期限"), ("feedback_on", "反馈期限")):
        day = step.day(key)
        last = max(limits, default=None) if key == "feedback_on" else min(limits, default=None)
        if day is not None and last is not None and day > last >= step.on:
            return Refusal(
                f"{label} {day.isoformat()} 晚于本局自己的最后工作日 {last.isoformat()}",
                "本局规定：转办不免除、不顺延本局的期限",
            )
    return None


def _exempted(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    article = f"{REGULATION}第二十三条第二款"
    reason = step.text("reason") if step is not None else ""
    person = reading.case.main_petitioner
    can_be_reached = person is not None and bool(person.mobile or person.telephone)
    if reason == "address-unclear" and can_be_reached and not reading.all_of("inquiry"):
        return Refusal("已知联系电话，须先电话问询并记录，仍不清楚的才可免除告知", article)
    is_told = step is not None and bool(step.text("number") and step.day("told_on"))
    if reason == "told-in-writing" and not is_told:
        return Refusal("须写明原书面告知的文号和日期", article)
    return None


def _objection(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.case.source_kind is SourceKind.DIRECT:
        return Refusal(
            "信访人直接提出的没有来文机关，不能提出异议；不属本局职权的，应当告知向有权机关提出",
            f"{REGULATION}第二十三条第三款",
        )
    clock = _clock(clocks, "object-assigned")
    on = step.on if step is not None else reading.today
    if clock is not None and on > clock.deadline:
        return Refusal(
            f"提出异议的5个工作日已于 {clock.deadline.isoformat()} 届满，视同接收",
            f"{REGULATION}第二十三条第三款",
        )
    return open_case(reading)


def _objection_answered(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.all_of("objection"):
        return None
    return Refusal("没有提出过异议", f"{REGULATION}第二十三条第三款")


def _extended(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    article = f"{REGULATION}第三十四条"
    clock = _clock(clocks, "handle")
    if clock is None or clock.is_presumed:
        return Refusal("还没有受理为第三十一条第六项的请求，没有可以延长的办理期限", article)
    if any(not act.violation for act in reading.all_of("extended")):
        return Refusal("已经延长过一次", f"{article}；本局规定：延期以一次为限")
    if clock.ended_on is not None or clock.state is ClockState.EXEMPT:
        return Refusal("已经办结或者不再办理，不能再延长", article)
    on = _effective_on(reading, step)
    if on > clock.dates.due_plain:
        return Refusal(
            f"办理期限已于 {clock.dates.due_plain.isoformat()} 届满，只能在期满前（含当日）延长",
            article,
        )
    return _extension_facts(step, article) if step is not None else open_case(reading)


def _effective_on(reading: Reading, step: Step | None) -> date:
    """The day an extension counts as made: with no number its notice is made and dated today."""
    if step is None:
        return reading.today
    return step.on if step.text("number") else max(step.on, reading.today)


def _extension_facts(step: Step, article: str) -> Refusal | None:
    days = step.number("days") or 0
    if not 1 <= days <= MAX_EXTENSION_DAYS:
        return Refusal(f"延长期限为 1 至 30 日，现为 {days} 日", article)
    if step.text("reason").strip() in VAGUE_REASONS:
        return Refusal("延长须写明具体理由，只写“情况复杂”不够", article)
    return None


def _review_requested(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    served = [letter for letter in reading.letters_of("opinion") if letter.first_served_on]
    if served or (step is not None and is_ours_to_review(step)):
        return None
    return Refusal("处理意见书还没有送达", f"{REGULATION}第三十五条")


def _recheck_requested(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    served = [letter for letter in reading.letters_of("review") if letter.first_served_on]
    if served or (step is not None and is_ours_to_review(step)):
        return None
    return Refusal("复查意见书还没有送达", f"{REGULATION}第三十六条第一款")


def _carried_out(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.has_pathway(Pathway.DUTY):
        return None
    if any(letter.is_supporting for letter in reading.letters_of("opinion")):
        return None
    return Refusal("没有支持请求的处理意见", f"{REGULATION}第三十二条第二款")


def _closed(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.is_closed:
        return Refusal("已经结案", "本局规定：结案一次")
    how = step.text("how") if step is not None else ""
    if how == ClosingWay.ANSWERED_ON_THE_SPOT.value:
        return _on_the_spot(reading)
    if how == ClosingWay.WITHDRAWN.value and not reading.is_withdrawn:
        return Refusal("没有登记信访人撤回", "本局规定：以撤回结案须先登记撤回")
    if how == ClosingWay.MEDIATED.value and not reading.is_settled:
        return Refusal("没有登记调解、和解达成一致", f"{REGULATION}第三十三条")
    if how in _SETTLED_WITHOUT_ANSWER:
        return None
    return _answer_owed(reading, clocks)


_SETTLED_WITHOUT_ANSWER = frozenset(
    {ClosingWay.WITHDRAWN.value, ClosingWay.MERGED.value, ClosingWay.MEDIATED.value}
)


def _on_the_spot(reading: Reading) -> Refusal | None:
    if may_be_answered_on_the_spot(reading):
        return None
    return Refusal(
        "只有咨询、表扬和案件之外的求助可以当场答复结案，请求须书面答复",
        f"{REGULATION}第二十三条第二款、第三十一条",
    )


def _answer_owed(reading: Reading, clocks: Clocks) -> Refusal | None:
    wants_opinion = reading.has_pathway(Pathway.PETITION) and not reading.is_settled
    if wants_opinion and not reading.letters_of("opinion") and not reading.case.repeat_of:
        return Refusal("处理意见书未出", f"{REGULATION}第三十一条第六项、第三十四条")
    is_done = bool(reading.letters_of("duty-reply") or reading.all_of("carried-out"))
    if reading.has_pathway(Pathway.DUTY) and not is_done and not reading.case.repeat_of:
        return Refusal("履行职责答复书未出", f"{REGULATION}第三十一条第五项")
    if not reading.is_decided:
        return Refusal("还没有甄别办理途径", f"{REGULATION}第二十三条第一款")
    for clock in clocks:
        if clock.rule.id.startswith("notify-") and clock.is_open:
            return Refusal("还没有书面告知信访人", clock.rule.article)
    return None


def _corrected(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if step is None or step.text("field") not in ("received_on", "收到日期"):
        return None
    received_on = parse_date(step.text("value"))
    accepted = reading.all_of("accepted")
    if received_on is not None and accepted and received_on > accepted[0].on:
        return Refusal("更正后的收到日期晚于受理日期", f"{REGULATION}第二十三条")
    return None


def _reopened(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.is_closed or reading.is_withdrawn:
        return None
    return Refusal("没有结案，不需要恢复办理", "本局规定：结案后才能恢复办理")


def _follow_up(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.is_closed:
        return None
    return Refusal("还没有结案，回访在结案之后", "本局规定：结案后回访")


STEP_CHECKS: dict[str, Check] = {
    "screened": _screened,
    "accepted": _accepted,
    "not-accepted": _not_accepted,
    "no-longer-accepted": _no_longer,
    "notified": _notified,
    "served": _served,
    "dispatched": _dispatched,
    "transferred": _handed_to("to"),
    "assigned": _handed_to("to"),
    "handed-over": _handed_to("unit"),
    "urged": _kept_from_accused("to"),
    "suggestion": _kept_from_accused("to"),
    "reported": _kept_from_accused("to"),
    "exempted": _exempted,
    "objection": _objection,
    "objection-answered": _objection_answered,
    "extended": _extended,
    "review-requested": _review_requested,
    "recheck-requested": _recheck_requested,
    "carried-out": _carried_out,
    "corrected": _corrected,
    "closed": _closed,
    "reopened": _reopened,
    "follow-up": _follow_up,
}
