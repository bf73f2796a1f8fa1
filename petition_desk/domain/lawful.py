"""What may lawfully be done now, and why the rest may not, each refusal with its article.

What happened although the law forbids it is recorded all the same when its reason is given
(`violation`), marked 违规; that is decided by the caller, never here.
"""

from __future__ import annotations

from dataclasses import dataclass

from petition_desk.domain.letter_offers import LETTER_OFFERS
from petition_desk.domain.letter_refusals import LETTER_CHECKS
from petition_desk.domain.reading import Reading
from petition_desk.domain.refusals import STEP_CHECKS, Clocks, Refusal
from petition_desk.domain.retraction import RETRACTED
from petition_desk.domain.steps import Step

_VOID = "本局规定：作废的记录不再变动"


@dataclass(frozen=True, slots=True)
class LawfulAct:
    """One act on the action bar. `step` is the kind of step it records, `letter` the letter it
    begins with (empty when none). A refused act carries the reason and the article.
    """

    id: str
    label: str
    step: str
    letter: str
    refusal: Refusal | None = None

    @property
    def is_allowed(self) -> bool:
        """Whether the button works."""
        return self.refusal is None


def refusal_of(reading: Reading, clocks: Clocks, step: Step) -> Refusal | None:
    """Why this step may not be recorded, or None; the step is not yet part of the reading."""
    if reading.is_void and step.kind != RETRACTED:
        return Refusal("已作废的信访件不能再记步骤，编号和记录保留", _VOID)
    if step.kind == "issued":
        return letter_refusal(reading, clocks, step.text("kind"), step)
    check = STEP_CHECKS.get(step.kind)
    return check(reading, clocks, step) if check is not None else None


def letter_refusal(
    reading: Reading, clocks: Clocks, kind: str, step: Step | None = None
) -> Refusal | None:
    """Why this kind of letter may not be issued now, or None."""
    if reading.is_void:
        return Refusal("已作废的信访件不能再出具文书", _VOID)
    check = LETTER_CHECKS.get(kind)
    return check(reading, clocks, step) if check is not None else None


def lawful_acts(reading: Reading, clocks: Clocks) -> tuple[LawfulAct, ...]:
    """Every act on offer for the case as it stands, allowed or refused with the reason."""
    if reading.is_void:
        return ()
    acts = [_checked(act, reading, clocks) for act in _ALLOWED]
    acts += [
        _checked(act, reading, clocks)
        for offer, act in _ALLOWED_LETTERS
        if offer.belongs_to(reading)
    ]
    return tuple(acts)


def _checked(act: LawfulAct, reading: Reading, clocks: Clocks) -> LawfulAct:
    """Return the act as it stands: most are allowed, and are not made anew for every case."""
    checks = LETTER_CHECKS if act.letter else STEP_CHECKS
    check = checks.get(act.letter or act.step)
    refusal = check(reading, clocks, None) if check is not None else None
    if refusal is None:
        return act
    return LawfulAct(act.id, act.label, act.step, act.letter, refusal)


_ACTS: tuple[tuple[str, str, str, str], ...] = (
    ("screen", "甄别途径", "screened", ""),
    ("accept", "受理", "accepted", ""),
    ("accept-letter", "出受理告知书", "issued", "accept"),
    ("notice-letter", "出接收情况告知书", "issued", "notice"),
    ("pathway-letter", "出导入途径告知书", "issued", "pathway"),
    ("not-accept", "不予受理", "not-accepted", ""),
    ("not-accept-letter", "出不予受理告知书", "issued", "not-accept"),
    ("object", "提出异议", "objection", ""),
    ("dispatch", "转办", "dispatched", ""),
    ("transfer", "转送", "transferred", ""),
    ("transfer-letter", "出转送告知书", "issued", "transfer"),
    ("notify", "登记告知", "notified", ""),
    ("serve", "登记送达", "served", ""),
    ("urge", "督办", "urged", ""),
    ("feedback", "登记反馈", "feedback", ""),
    ("extend", "延长办理", "extended", ""),
    ("opinion-letter", "写处理意见书", "issued", "opinion"),
    ("review", "登记申请复查", "review-requested", ""),
    ("recheck", "登记申请复核", "recheck-requested", ""),
    ("carry-out", "登记落实", "carried-out", ""),
    ("withdraw", "登记撤回", "withdrawn", ""),
    ("close", "结案", "closed", ""),
    ("reopen", "恢复办理", "reopened", ""),
    ("follow-up", "登记回访", "follow-up", ""),
    ("enter-nationally", "登记录入国网", "entered-nationally", ""),
    ("correct", "更正", "corrected", ""),
    ("void", "作废", "voided", ""),
)
_ALLOWED = tuple(LawfulAct(*act) for act in _ACTS)
_ALLOWED_LETTERS = tuple(
    (offer, LawfulAct(offer.id, offer.label, "issued", offer.kind)) for offer in LETTER_OFFERS
)
