"""How the self-test gets a case to each kind of letter, and what only an officer would know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_UNIT: Final = {"unit": "城关派出所", "handler": "李民警", "handler_phone": "0100-5550110"}
#: Stands in a value for the day of the self-test.
DAY: Final = "{today}"


@dataclass(frozen=True, slots=True)
class Trial:
    """A letter and how a case gets to it.

    Attributes:
        pathway: Of the demand at registration; empty: not yet decided.
        step: The step before the letter, with its fields.
        values: What only the officer knows.
        form: What the case is registered with besides.
        then: A further step before the letter.
    """

    kind: str
    pathway: str = ""
    step: tuple[str, Mapping[str, str]] | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, object] = field(default_factory=dict)
    then: tuple[str, Mapping[str, str]] | None = None


#: Sent to us by the 信访部门.
_SENT: Final = {
    "source": "县信访局",
    "incoming_doc_no": "某信转〔2026〕1号",
    "incoming_on": "2026-01-05",
}
_ACCEPTED: Final = ("accepted", {"pathway": "31-6", **_UNIT})


def _reviewed(kind: str) -> Trial:
    """A review or recheck of an opinion of a body below the office."""
    values = {
        "original_office": "某某县森林公安局",
        "original_number": "某森公信〔2026〕1号",
        "original_on": "2026-01-05",
        "claims": "自检用的请求",
        "found": "自检用的事实",
        "outcome": "维持",
        "reason": "自检用的理由",
        "basis": "自检用的依据",
    }
    known = {f"{kind}.{key}": value for key, value in values.items()}
    asked = {"original_office": values["original_office"]}
    return Trial(kind, "31-6", (f"{kind}-requested", asked), known)


TRIALS: Final = (
    Trial("accept", step=_ACCEPTED),
    Trial("notice", "31-5", ("dispatched", _UNIT), {"pathway.procedure": "履行法定职责的程序"}),
    Trial(
        "pathway",
        "31-1",
        None,
        {
            "screened.reasons": "属于公安机关的法律程序",
            "pathway.procedure": "道路交通事故认定复核",
            "pathway.basis": "《道路交通事故处理程序规定》第七十一条",
            "pathway.mode": "yours",
            "pathway.body": "某某市公安局交通管理支队",
            "pathway.body_phone": "0100-5550201",
            "pathway.papers": "身份证明和事故认定书",
            "pathway.limit_rule": "自收到事故认定书之日起3个工作日内",
        },
    ),
    Trial(
        "not-accept",
        "",
        (
            "not-accepted",
            {
                "ground": "not-ours",
                "body": "某某县自然资源局",
                "body_phone": "0100-5550300",
                "material": "随本告知退回",
            },
        ),
    ),
    Trial("transfer", "", ("transferred", {"to": "邻县公安局", "phone": "0100-5550400"})),
    Trial(
        "opinion",
        step=_ACCEPTED,
        values={
            "demand.1.facts": "自检用的事实和理由。",
            "demand.1.found": "自检用的查明事实。",
            "demand.1.outcome": "解释说明",
            "demand.1.reason": "自检用的说明。",
        },
    ),
    Trial(
        "receipt",
        values={
            "receipt.items": "身份证复印件|1|1|复印件|否",
            "receipt.received_on": "2026-01-05",
            "receipt.received_by": "王警官",
            "receipt.submitted_by": "欧阳䶮",
        },
    ),
    Trial("report-notice", "30"),
    Trial(
        "duty-reply",
        "31-5",
        values={
            "duty-reply.found": "自检用的事实",
            "duty-reply.basis": "自检用的依据",
            "duty-reply.outcome": "不履行",
            "duty-reply.reason": "自检用的理由",
        },
    ),
    Trial(
        "reply",
        "29",
        values={
            "reply.answer": "自检用的答复",
            "reply.adopted": "采纳",
            "reply.measures": "自检用的做法",
        },
    ),
    Trial(
        "status",
        "31-6",
        values={
            "original.accepted_on": "2026-01-05",
            "original.unit": "城关派出所",
            "original.handler_phone": "0100-5550110",
            "original.due_plain": "2026-03-06",
        },
        form={"repeat_of": "XF2026-0001"},
    ),
    Trial(
        "objection",
        "not-ours",
        values={
            "objection.basis": "《中华人民共和国土地管理法》第六十七条",
            "objection.competent_body": "县自然资源局",
            "objection.own_duty": "维护治安秩序",
            "objection.reasons": "自检用的事实情况",
            "attachments.count": "1",
        },
        form=_SENT,
    ),
    Trial(
        "dispatch",
        step=_ACCEPTED,
        values={
            "dispatched.unit": "城关派出所",
            "dispatched.notify_by": DAY,
            "dispatched.feedback_on": DAY,
            "attachments.count": "0",
        },
    ),
    Trial("forward", values={"transferred.to": "邻县公安局", "attachments.count": "2"}),
    Trial(
        "no-longer",
        "",
        (
            "no-longer-accepted",
            {"recheck_no": "某复核〔2026〕1号", "body": "某某省公安厅", "served_on": "2026-01-05"},
        ),
    ),
    Trial("supplement", values={"supplement-asked.what": "事故认定书"}),
    Trial(
        "report-result",
        "30",
        ("handed-over", {"unit": "驻局纪检监察组"}),
        {
            "report-result.body": "驻局纪检监察组",
            "report-result.result": "自检用的结果",
            "report-result.approver": "驻局纪检监察组",
        },
    ),
    Trial(
        "urge",
        "",
        ("dispatched", _UNIT),
        {"urge.problem": "自检用的问题", "urge.request": "办理", "urge.answer_by": DAY},
    ),
    Trial(
        "close-report",
        "31-5",
        values={"close-report.found": "自检用的情况", "close-report.outcome": "自检用的意见"},
        form={**_SENT, "must_report_back": True},
    ),
    Trial(
        "discipline-handover",
        "30",
        values={"handed-over.unit": "驻局纪检监察组", "handed-over.annex_pages": "3"},
    ),
    Trial("sealed-annex", "30"),
    Trial(
        "urgent-report",
        values={
            "reported.to": "县委政法委",
            "urgent-report.matter": "自检用的事项",
            "urgent-report.measures": "自检用的措施",
        },
        form={"urgent": True},
    ),
    Trial("withdrawal"),
    Trial("visit-form"),
    Trial(
        "extension-approval",
        step=_ACCEPTED,
        values={"extended.days": "15", "extended.reason": "需等待鉴定意见"},
    ),
    Trial(
        "review-form",
        step=_ACCEPTED,
        then=("issued", {"kind": "opinion", "number": "某公信意〔2026〕1号"}),
    ),
    Trial(
        "hearing",
        step=_ACCEPTED,
        values={
            "hearing.scheduled_on": DAY,
            "hearing.scheduled_at": "9时",
            "hearing.place": "会议室",
            "hearing.presider": "周主任",
            "hearing.topic": "自检用的内容",
        },
    ),
    Trial(
        "mediation",
        step=_ACCEPTED,
        values={
            "mediated.way": "调解",
            "mediated.other_party": "城关派出所",
            "mediated.facts": "自检用的事实",
            "mediated.terms": "自检用的要点",
            "mediated.performance": "当场履行",
        },
    ),
    _reviewed("review"),
    _reviewed("recheck"),
    Trial(
        "suggestion",
        values={
            "suggestion.to": "城关派出所",
            "suggestion.kind": "改进工作",
            "suggestion.problem": "自检用的问题",
            "suggestion.proposal": "自检用的建议",
            "suggestion.reply_by": DAY,
        },
    ),
    Trial(
        "reception-form",
        values={
            "reception.leader": "周局长",
            "reception.post": "局长",
            "reception.on": DAY,
            "reception.place": "第一接待室",
        },
    ),
    Trial("label"),
    Trial(
        "card",
        step=_ACCEPTED,
        then=("issued", {"kind": "opinion", "number": "某公信意〔2026〕2号"}),
    ),
    Trial("mailing-list", values={"mailing.items": "欧阳䶮|某某县城关镇1号|告知书|10000"}),
)
"""One trial a kind; `extend` is issued by its step and `service` with the first of them."""
