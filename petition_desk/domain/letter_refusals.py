"""The refusals that stand against a letter: one check for each kind that the law ties to an act.

A check answers for a letter that is recorded and, without a step, for one that is only on offer.
"""

from __future__ import annotations

from petition_desk.domain.reading import Reading
from petition_desk.domain.refusals import (
    REGULATION,
    STEP_CHECKS,
    Check,
    Clocks,
    Refusal,
    open_case,
)
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import IMPORTED_PATHWAYS, Pathway, SourceKind


def _opinion(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    article = f"{REGULATION}第三十一条第六项、第三十四条"
    accepted = [
        act for act in reading.all_of("accepted") if act.pathway in (None, Pathway.PETITION)
    ]
    if not accepted:
        return Refusal("还没有受理，不能出具处理意见书", article)
    if step is not None and step.on < accepted[0].on:
        return Refusal("处理意见书不能早于受理日期", article)
    return open_case(reading)


def _accept_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    accepted = [
        act for act in reading.all_of("accepted") if act.pathway in (None, Pathway.PETITION)
    ]
    if not accepted:
        return Refusal(
            "还没有按第三十一条第六项受理，不能出具受理告知书", f"{REGULATION}第二十三条"
        )
    return None


def _pathway_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if not reading.has_pathway(*IMPORTED_PATHWAYS, Pathway.DUTY):
        return Refusal("没有请求被甄别到第三十一条第一项至第五项", f"{REGULATION}第三十一条")
    return None


def _not_accept_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if any(not act.violation for act in reading.all_of("not-accepted")):
        return None
    # What the decision itself may not be says more than that it was not made.
    refusal = STEP_CHECKS["not-accepted"](reading, clocks, None)
    return refusal or Refusal("还没有作出不予受理的决定", f"{REGULATION}第二十三条第一款")


def _transfer_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.all_of("transferred", "assigned"):
        return None
    return Refusal("还没有转送或者交办", f"{REGULATION}第二十三条第一款")


def _extend_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    # The notice tells of an extension that was made: by itself it would tell a date nobody granted.
    article = f"{REGULATION}第三十四条"
    made = [act for act in reading.all_of("extended") if not act.violation]
    if not made:
        return Refusal("还没有经批准延长", article)
    on_paper = made[-1].text("number")
    if on_paper and (step is None or step.text("number") != on_paper):
        return Refusal(f"延长已由纸质告知书 {on_paper} 告知，不另行出具", article)
    return None


def _no_longer_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.all_of("no-longer-accepted"):
        return None
    return Refusal("还没有作出不再受理的决定", f"{REGULATION}第三十六条第三款")


def _duty_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.has_pathway(Pathway.DUTY):
        return None
    return Refusal("没有请求被甄别到第三十一条第五项", f"{REGULATION}第三十一条第五项")


def _review_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.all_of("review-requested"):
        return None
    return Refusal("信访人没有请求复查", f"{REGULATION}第三十五条")


def _recheck_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.all_of("recheck-requested"):
        return None
    return Refusal("信访人没有请求复核", f"{REGULATION}第三十六条第一款")


def _accusation_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.is_accusation:
        return None
    return Refusal("不是检举控告", f"{REGULATION}第三十条")


def _reply_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.has_pathway(Pathway.SUGGESTION):
        return None
    return Refusal("没有请求被甄别为建议意见", f"{REGULATION}第二十九条")


def _status_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.case.repeat_of:
        return None
    return Refusal("没有关联初件，不是重复提出的信访事项", f"{REGULATION}第十九条第三款")


def _objection_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    # Raised in time, its paper may follow; by one against the law nothing is issued.
    if any(not act.violation for act in reading.all_of("objection")):
        return None
    return STEP_CHECKS["objection"](reading, clocks, None)


def _handling_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.is_accusation:
        return Refusal(
            "有检举控告的请求，应当另立保密件，移送有权处理的纪检监察、督察机构，不用转办、转送文书",
            f"{REGULATION}第三十条",
        )
    return open_case(reading)


def _result_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.is_accusation and not reading.all_of("handed-over"):
        return Refusal("还没有移送有权处理的机构，没有可以告知的结果", f"{REGULATION}第三十条")
    return _accusation_letter(reading, clocks, step)


def _urge_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if not reading.all_of("accepted", "dispatched", "transferred", "assigned", "handed-over"):
        return Refusal("还没有交由单位办理，没有督办对象", "本局规定：督办的是承办单位")
    return open_case(reading)


def _close_report(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    article = f"{REGULATION}第二十二条第一款第三项"
    if reading.case.source_kind is SourceKind.DIRECT:
        return Refusal("信访人直接提出的没有来文机关，不需要报送办结报告", article)
    wants_opinion = reading.has_pathway(Pathway.PETITION) and not reading.is_settled
    if wants_opinion and not reading.letters_of("opinion") and not reading.is_withdrawn:
        return Refusal("处理意见书未出，还没有可以报告的办理结果", article)
    return None


def _approval_form(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.all_of("extended"):  # approved in time; its form may be printed for the file
        return None
    return STEP_CHECKS["extended"](reading, clocks, None)


def _review_form(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.letters_of("opinion"):
        return None
    return Refusal("处理意见书未出，没有可以请求复查的意见", f"{REGULATION}第三十五条")


def _further_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    return open_case(reading)


def _hearing_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if not reading.all_of("accepted", "recheck-requested"):
        return Refusal(
            "还没有受理，不举行信访听证", f"{REGULATION}第三十一条第六项、第三十六条第二款"
        )
    return open_case(reading)


def _mediation_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    article = f"{REGULATION}第三十三条"
    if reading.is_accusation:
        return Refusal("检举控告不能调解、和解", article)
    last = reading.last_of("mediated")
    if last is not None and last.text("result") == "未达成":
        return Refusal("调解、和解没有达成一致，没有可以签订的协议", article)
    return open_case(reading)


def _suggestion_letter(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.is_accusation:
        return Refusal(
            "检举控告只移送有权处理的机构，不从保密件写建议", f"{REGULATION}第三十条第三款"
        )
    return None


def _card(reading: Reading, clocks: Clocks, step: Step | None) -> Refusal | None:
    if reading.letters_of("opinion", "review", "pathway", "duty-reply"):
        return None
    return Refusal(
        "还没有出具可以不服的文书，没有可以告知的权利期限", f"{REGULATION}第三十五条、第三十六条"
    )


LETTER_CHECKS: dict[str, Check] = {
    "dispatch": _handling_letter,
    "forward": _handling_letter,
    "supplement": _further_letter,
    "report-result": _result_letter,
    "urge": _urge_letter,
    "close-report": _close_report,
    "discipline-handover": _accusation_letter,
    "sealed-annex": _accusation_letter,
    "withdrawal": _further_letter,
    "extension-approval": _approval_form,
    "review-form": _review_form,
    "report-notice": _accusation_letter,
    "reply": _reply_letter,
    "status": _status_letter,
    "objection": _objection_letter,
    "opinion": _opinion,
    "accept": _accept_letter,
    "pathway": _pathway_letter,
    "not-accept": _not_accept_letter,
    "transfer": _transfer_letter,
    "extend": _extend_letter,
    "no-longer": _no_longer_letter,
    "duty-reply": _duty_letter,
    "review": _review_letter,
    "recheck": _recheck_letter,
    "hearing": _hearing_letter,
    "mediation": _mediation_letter,
    "suggestion": _suggestion_letter,
    "card": _card,
}
