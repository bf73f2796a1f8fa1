"""Every kind of step, as data: one entry makes the form, the timeline line and the command line.

`line` is the headline on the timeline; blanks in braces are the step's own fields, and a part
between 〈 〉 is left out when a blank in it is empty. Sources: 《信访工作条例》 (2022) chapter 4.
"""

from __future__ import annotations

from dataclasses import dataclass

from petition_desk.domain.step_fields import (
    FieldType,
    StepField,
    choice,
    day,
    letter,
    long_text,
    text,
    unit,
)
from petition_desk.domain.vocabulary import (
    CORRECTABLE_LABELS,
    LETTER_LABELS,
    ClosingWay,
    ServiceResult,
    ServiceWay,
)

_DEMAND = StepField("demand", "诉求序号", FieldType.DEMAND)
_PATHWAY = StepField("pathway", "办理途径", FieldType.PATHWAY)
_LETTER_KIND = StepField("kind", "文书种类", FieldType.CHOICE, True, tuple(LETTER_LABELS.items()))
_CORRECTED_FACT = StepField(
    "field", "更正的事项", FieldType.CHOICE, True, tuple(CORRECTABLE_LABELS.items())
)
_GROUND = StepField(
    "ground",
    "不予受理的理由",
    FieldType.CHOICE,
    True,
    (("not-ours", "不属公安机关职权"), ("art-19", "下级机关正在办理")),
)
_POSTMARK = day("postmark_on", "邮戳日期")
_CONSENT = text("consent", "同意电子送达的凭据")
_ENTRUSTED = text("entrusted", "受委托的单位")
_ORIGINAL_OFFICE = text("original_office", "作出意见的机关（由本局复查、复核的才填）")
_EXEMPT_CLOCK = StepField(
    "clock",
    "免除的期限",
    FieldType.CHOICE,
    True,
    (("notify-direct", "书面告知（直接提出）"), ("notify-assigned", "书面告知（转送交办）")),
)
_EXEMPT_REASON = StepField(
    "reason",
    "免除的理由",
    FieldType.CHOICE,
    True,
    (("address-unclear", "姓名（名称）、住址不清"), ("told-in-writing", "同一事项已书面告知")),
)


@dataclass(frozen=True, slots=True)
class StepKind:
    """One kind of step: identifier, Chinese name, fields and the line it makes."""

    id: str
    label: str
    fields: tuple[StepField, ...] = ()
    line: str = ""

    def field(self, key: str) -> StepField | None:
        """The field with this key, or None."""
        return next((item for item in self.fields if item.key == key), None)


_RECORDED_KINDS: tuple[StepKind, ...] = (
    StepKind(
        "screened",
        "甄别",
        (
            _DEMAND,
            StepField("pathway", "办理途径", FieldType.PATHWAY, True),
            long_text("reasons", "理由"),
        ),
        "甄别〈第{demand}项〉：{pathway}",
    ),
    StepKind(
        "accepted",
        "受理",
        (
            _DEMAND,
            _PATHWAY,
            unit("unit", "承办单位"),
            text("handler", "承办人"),
            text("handler_phone", "承办电话"),
        ),
        "受理〈，{unit}承办〉",
    ),
    StepKind(
        "not-accepted",
        "不予受理",
        (
            _DEMAND,
            _GROUND,
            text("body", "有权机关"),
            text("body_phone", "有权机关电话"),
            text("body_address", "有权机关地址"),
            day("body_accepted_on", "该机关受理日期"),
            choice("material", "材料去向", "随本告知退回", "复印留存，原件退回", "未提交材料"),
        ),
        "不予受理：{ground}〈，告知向{body}提出〉",
    ),
    StepKind(
        "no-longer-accepted",
        "不再受理",
        (
            text("recheck_no", "复核意见书文号", required=True),
            text("body", "复核机关"),
            day("served_on", "复核意见书送达日"),
        ),
        "不再受理，复核意见书{recheck_no}",
    ),
    StepKind(
        "notified",
        "书面告知",
        (
            letter(),
            choice("way", "方式", *(way.value for way in ServiceWay)),
            text("waybill", "邮件号"),
            text("addressee", "受送达人"),
            text("server", "送达人"),
            _CONSENT,
            _ENTRUSTED,
        ),
        "书面告知〈，{way}〉：{letter}",
    ),
    StepKind(
        "dispatched",
        "转办",
        (
            unit("unit", "承办单位", required=True),
            text("handler", "承办人"),
            text("handler_phone", "承办电话"),
            day("notify_by", "告知期限"),
            day("feedback_on", "反馈期限"),
        ),
        "转办{unit}〈，限 {feedback_on} 反馈〉",
    ),
    StepKind(
        "transferred",
        "转送",
        (text("to", "去向单位", required=True), text("phone", "去向电话")),
        "转送{to}",
    ),
    StepKind(
        "assigned",
        "交办",
        (
            text("to", "去向单位", required=True),
            text("phone", "去向电话"),
            day("report_back_on", "反馈期限"),
        ),
        "交办{to}〈，限 {report_back_on} 反馈〉",
    ),
    StepKind("signed-for", "签收", (text("by", "签收人"),), "签收〈：{by}〉"),
    StepKind(
        "objection",
        "提出异议",
        (
            long_text("reasons", "理由", required=True),
            text("competent_body", "有权机关"),
            text("basis", "职权依据"),
        ),
        "向来文机关提出异议",
    ),
    StepKind(
        "objection-answered",
        "异议答复",
        (choice("result", "结果", "同意", "不同意", required=True),),
        "异议答复：{result}",
    ),
    StepKind(
        "returned",
        "退回",
        (long_text("reasons", "理由"), unit("unit", "退回的承办单位")),
        "〈{unit}〉退回〈：{reasons}〉",
    ),
    StepKind(
        "handed-over",
        "移送",
        (text("unit", "接收单位"), text("receipt_no", "回执编号")),
        "移送〈{unit}〉〈，回执 {receipt_no}〉",
    ),
    StepKind(
        "feedback",
        "反馈",
        (unit("unit", "承办单位"), long_text("result", "结果")),
        "〈{unit}〉反馈〈：{result}〉",
    ),
    StepKind(
        "urged",
        "督办",
        (choice("way", "方式", "电话", "网上", "实地", "挂牌", "书面"), unit("to", "督办对象")),
        "〈{way}〉督办〈{to}〉",
    ),
    StepKind(
        "lead",
        "领导包案",
        (text("leader", "领导", required=True), text("post", "职务")),
        "包案：{leader}〈（{post}）〉",
    ),
    StepKind(
        "joint-review",
        "会审",
        (text("forum", "会议"), text("members", "参加"), long_text("opinion", "意见")),
        "会审〈：{opinion}〉",
    ),
    StepKind("hearing", "听证", (day("until", "结束日期"),), "听证〈，至 {until}〉"),
    StepKind(
        "mediated",
        "调解和解",
        (choice("way", "方式", "调解", "和解"), choice("result", "结果", "达成", "未达成")),
        "调解和解〈：{way}〉〈，{result}〉",
    ),
    StepKind("aid", "帮扶救助", (text("kind", "种类"),), "帮扶救助〈：{kind}〉"),
    StepKind(
        "supplement-asked",
        "请补充材料",
        (long_text("what", "材料", required=True),),
        "请信访人补充：{what}",
    ),
    StepKind(
        "inquiry",
        "问询",
        (text("way", "方式"), long_text("answer", "答复")),
        "〈{way}〉问询〈：{answer}〉",
    ),
    StepKind(
        "extended",
        "延长办理期限",
        (
            StepField("days", "延长日数", FieldType.NUMBER, True),
            long_text("reason", "延长理由", required=True),
            text("approver", "批准人", required=True),
            text("number", "文号"),
            long_text("progress", "目前进展"),
        ),
        "延长办理期限 {days} 日，{approver}批准",
    ),
    StepKind(
        "issued",
        "出具文书",
        (
            _LETTER_KIND,
            text("number", "文号"),
            _DEMAND,
            text("result", "结论"),
            day("redo_by", "重办期限"),
        ),
        "出具{kind}〈 {number}〉〈，{result}〉",
    ),
    StepKind(
        "served",
        "送达",
        (
            letter(),
            choice("way", "方式", *(way.value for way in ServiceWay)),
            choice("result", "结果", *(result.value for result in ServiceResult)),
            text("receiver", "收件人"),
            text("relation", "与受送达人关系"),
            text("waybill", "邮件号"),
            text("witness", "见证人"),
            text("reason", "事由"),
            text("addressee", "受送达人"),
            StepField("days", "公告日数", FieldType.NUMBER),
            text("server", "送达人"),
            _CONSENT,
            _ENTRUSTED,
        ),
        "送达〈，{way}〉〈，{result}〉：{letter}",
    ),
    StepKind(
        "review-requested",
        "申请复查",
        (_POSTMARK, _ORIGINAL_OFFICE),
        "信访人请求复查〈{original_office}的处理意见〉〈，邮戳 {postmark_on}〉",
    ),
    StepKind(
        "recheck-requested",
        "申请复核",
        (_POSTMARK, _ORIGINAL_OFFICE),
        "信访人请求复核〈{original_office}的复查意见〉〈，邮戳 {postmark_on}〉",
    ),
    StepKind(
        "carried-out",
        "意见落实",
        (long_text("what", "落实情况", required=True),),
        "意见落实：{what}",
    ),
    StepKind("withdrawn", "撤回", (), "信访人撤回"),
    StepKind(
        "closed",
        "结案",
        (choice("how", "方式", *(way.value for way in ClosingWay), required=True),),
        "结案：{how}",
    ),
    StepKind(
        "follow-up",
        "回访",
        (
            text("way", "方式"),
            choice("satisfaction", "评价", "满意", "基本满意", "不满意", "未评价"),
        ),
        "回访〈：{satisfaction}〉",
    ),
    StepKind(
        "suggestion",
        "三项建议",
        (
            choice("kind", "种类", "改进工作", "完善政策", "追究责任", required=True),
            text("to", "建议对象"),
            choice("adopted", "采纳情况", "采纳", "部分采纳", "未采纳"),
        ),
        "{kind}建议〈，致{to}〉〈，{adopted}〉",
    ),
    StepKind("reported", "报告", (text("to", "报告对象", required=True),), "报告{to}"),
    StepKind(
        "reopened", "恢复办理", (long_text("reason", "理由", required=True),), "恢复办理：{reason}"
    ),
    StepKind("archived", "归档", (text("archive_no", "档案编号"),), "归档〈 {archive_no}〉"),
    StepKind(
        "entered-nationally",
        "录入国家信访系统",
        (text("number", "国网编号", required=True),),
        "已录入国家信访系统，{number}",
    ),
    StepKind(
        "exempted",
        "免除告知",
        (
            _EXEMPT_CLOCK,
            _EXEMPT_REASON,
            text("number", "原告知文号"),
            day("told_on", "原告知日期"),
        ),
        "免除告知：{reason}〈，{told_on} {number}〉",
    ),
    StepKind(
        "corrected",
        "更正",
        (
            _CORRECTED_FACT,
            text("value", "正确的内容", required=True),
            long_text("reason", "理由", required=True),
        ),
        "更正{field}为 {value}〈：{reason}〉",
    ),
    StepKind("voided", "作废", (long_text("reason", "理由", required=True),), "作废：{reason}"),
)

STEP_KINDS: tuple[StepKind, ...] = (
    *_RECORDED_KINDS,
    StepKind(
        "retracted",
        "撤销记录",
        (
            StepField(
                "kind",
                "撤销哪一步",
                FieldType.CHOICE,
                True,
                tuple((kind.id, kind.label) for kind in _RECORDED_KINDS),
            ),
            day("done_on", "那一步的日期", required=True),
            text("recorded_at", "那一步的记录时间"),
            text("number", "那一步的文号"),
            long_text("reason", "理由", required=True),
        ),
        "撤销 {done_on} 的“{kind}”：{reason}",
    ),
)
"""Every kind of step there is; explicit, so that search, types and the freezer all see it."""

_BY_ID = {kind.id: kind for kind in STEP_KINDS}


def step_kind(kind_id: str) -> StepKind | None:
    """The kind with this identifier, or None."""
    return _BY_ID.get(kind_id)
