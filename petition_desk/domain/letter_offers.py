"""Which further letters stand on the action bar of a case: those that can have to do with it.

A letter that belongs to the case but may not be written yet is offered with its refusal; one of
another kind of matter is not offered at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from petition_desk.domain.reading import Reading
from petition_desk.domain.vocabulary import Channel, Pathway, SourceKind


@dataclass(frozen=True, slots=True)
class LetterOffer:
    """One letter on offer.

    Attributes:
        kind: Its kind.
        label: What the button says.
        belongs_to: Whether it can have to do with a case.
    """

    kind: str
    label: str
    belongs_to: Callable[[Reading], bool]

    @property
    def id(self) -> str:
        """The identifier of the act."""
        return f"{self.kind}-letter"


def _on(pathway: Pathway) -> Callable[[Reading], bool]:
    return lambda reading: reading.has_pathway(pathway)


def _is_repeat(reading: Reading) -> bool:
    return bool(reading.case.repeat_of)


def _was_sent_to_us(reading: Reading) -> bool:
    return reading.case.source_kind in (SourceKind.XINFANG, SourceKind.UPPER)


def _is_accusation(reading: Reading) -> bool:
    return reading.is_accusation


def _is_no_accusation(reading: Reading) -> bool:
    return not reading.is_accusation


def _is_ended_by_recheck(reading: Reading) -> bool:
    return bool(reading.all_of("no-longer-accepted"))


def _is_open(reading: Reading) -> bool:
    return not reading.is_closed


def _is_urgent(reading: Reading) -> bool:
    return reading.case.is_urgent


def _is_in_a_unit(reading: Reading) -> bool:
    return not reading.is_closed and bool(
        reading.all_of("accepted", "dispatched", "transferred", "assigned", "handed-over")
    )


def _is_visit(reading: Reading) -> bool:
    return reading.case.channel is Channel.VISIT


def _is_in_handling(reading: Reading) -> bool:
    return bool(reading.all_of("accepted")) and not reading.letters_of("opinion")


def _has_opinion(reading: Reading) -> bool:
    return bool(reading.letters_of("opinion"))


def _has_letters(reading: Reading) -> bool:
    return bool(reading.letters)


def _must_report_back(reading: Reading) -> bool:
    return reading.case.must_report_back


def _may_be_heard(reading: Reading) -> bool:
    return not reading.is_closed and bool(reading.all_of("accepted", "recheck-requested"))


def _may_be_settled(reading: Reading) -> bool:
    return not reading.is_closed and not reading.is_accusation


def _was_asked_for(kind: str) -> Callable[[Reading], bool]:
    return lambda reading: bool(reading.all_of(kind))


def _gives_a_right(reading: Reading) -> bool:
    return bool(reading.letters_of("opinion", "review", "pathway", "duty-reply"))


LETTER_OFFERS: tuple[LetterOffer, ...] = (
    LetterOffer("report-notice", "出检举控告接收告知书", _is_accusation),
    LetterOffer("duty-reply", "写履行职责答复书", _on(Pathway.DUTY)),
    LetterOffer("reply", "写建议意见答复函", _on(Pathway.SUGGESTION)),
    LetterOffer("status", "出办理情况告知书", _is_repeat),
    LetterOffer("objection", "写异议函", _was_sent_to_us),
    LetterOffer("dispatch", "写转办单", _is_no_accusation),
    LetterOffer("forward", "写转送函、交办函", _is_no_accusation),
    LetterOffer("no-longer", "出不再受理告知书", _is_ended_by_recheck),
    LetterOffer("supplement", "出补充材料告知书", _is_open),
    LetterOffer("discipline-handover", "写移送函", _is_accusation),
    LetterOffer("sealed-annex", "写密封附件", _is_accusation),
    LetterOffer("report-result", "出检举控告办理情况告知书", _is_accusation),
    LetterOffer("urge", "写督办通知", _is_in_a_unit),
    LetterOffer("close-report", "写办结报告", _must_report_back),
    LetterOffer("urgent-report", "写重大紧急事项报告", _is_urgent),
    LetterOffer("withdrawal", "打印撤回申请", _is_open),
    LetterOffer("visit-form", "打印来访登记表", _is_visit),
    LetterOffer("extension-approval", "打印延期审批表", _is_in_handling),
    LetterOffer("review-form", "打印复查申请书", _has_opinion),
    LetterOffer("mailing-list", "打印寄递清单", _has_letters),
    LetterOffer("hearing", "出听证通知书", _may_be_heard),
    LetterOffer("mediation", "写调解（和解）协议书", _may_be_settled),
    LetterOffer("review", "写复查意见书", _was_asked_for("review-requested")),
    LetterOffer("recheck", "写复核意见书", _was_asked_for("recheck-requested")),
    LetterOffer("suggestion", "写三项建议", _is_no_accusation),
    LetterOffer("reception-form", "打印领导接访登记表", _is_visit),
    LetterOffer("label", "打印邮寄标签", _has_letters),
    LetterOffer("card", "打印告知卡", _gives_a_right),
)
"""Every letter beyond those that stand among the acts of every case."""
