"""The closed word lists of the trade: what a field may hold, and nothing else.

Values that the officer reads and types (channels, sources, matter kinds) are stored as their
Chinese words, because the command line, the workbooks and the screen all speak them; values that
only rules read (pathways, grounds) are stored as short identifiers. Legal source of the lists:
《信访工作条例》 (2022) art. 17, 22, 23, 29–31.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

REGULATION_FROM = date(2022, 5, 1)
"""《信访工作条例》 is in force from this day (art. 50); before it there is no rule and no clock."""


class Channel(StrEnum):
    """信访形式: how a petition came in (art. 17)."""

    VISIT = "来访"
    LETTER = "来信"
    CALL = "来电"
    ONLINE = "网上"
    FAX = "传真"
    OTHER = "其他"


class SourceKind(StrEnum):
    """Which sentence of art. 23 governs a piece: who brought it to us decides the clocks."""

    DIRECT = "direct"
    XINFANG = "xinfang"
    UPPER = "upper"
    OTHER = "other"


SOURCES: dict[str, SourceKind] = {
    "本局直接": SourceKind.DIRECT,
    "局长信箱": SourceKind.DIRECT,
    "县信访局": SourceKind.XINFANG,
    "市信访局": SourceKind.XINFANG,
    "省信访局": SourceKind.XINFANG,
    "国家信访局": SourceKind.XINFANG,
    "市局信访": SourceKind.UPPER,
    "省厅信访": SourceKind.UPPER,
    "部信访": SourceKind.UPPER,
    "12345": SourceKind.OTHER,
    "12389": SourceKind.OTHER,
    "领导批示": SourceKind.OTHER,
    "政法委": SourceKind.OTHER,
    "纪委监委": SourceKind.OTHER,
    "人大": SourceKind.OTHER,
    "政协": SourceKind.OTHER,
    "法院": SourceKind.OTHER,
    "检察院": SourceKind.OTHER,
    "其他": SourceKind.OTHER,
}
"""Every source on offer and its kind; a table without an empty cell."""

DIRECT_SOURCE = "本局直接"


class MatterKind(StrEnum):
    """信访目的: what kind of matter the petitioner brings."""

    SUGGESTION = "建议意见"
    ACCUSATION = "检举控告"
    CLAIM = "申诉求决"
    INQUIRY = "咨询"
    HELP = "求助"
    PRAISE = "表扬"
    OFFENCE_CLUE = "违法线索"
    OTHER = "其他"


class Pathway(StrEnum):
    """办理途径 of one demand (art. 23 and 29–31)."""

    POLICE_REPORT = "police-report"
    NOT_OURS = "not-ours"
    SUGGESTION = "29"
    ACCUSATION = "30"
    PROCEDURE = "31-1"
    ARBITRATION = "31-2"
    PARTY_APPEAL = "31-3"
    ADMINISTRATIVE = "31-4"
    DUTY = "31-5"
    PETITION = "31-6"
    ANSWERED = "answer-now"


PATHWAY_LABELS: dict[Pathway, str] = {
    Pathway.POLICE_REPORT: "报警报案",
    Pathway.NOT_OURS: "不属公安机关职权",
    Pathway.SUGGESTION: "第二十九条 建议意见",
    Pathway.ACCUSATION: "第三十条 检举控告",
    Pathway.PROCEDURE: "第三十一条第一项 诉讼、复议、公安机关法律程序",
    Pathway.ARBITRATION: "第三十一条第二项 仲裁",
    Pathway.PARTY_APPEAL: "第三十一条第三项 党员申诉、复审",
    Pathway.ADMINISTRATIVE: "第三十一条第四项 行政复议、许可、处罚等程序",
    Pathway.DUTY: "第三十一条第五项 履行职责",
    Pathway.PETITION: "第三十一条第六项 信访程序",
    Pathway.ANSWERED: "咨询、表扬，当场答复",
}

IMPORTED_PATHWAYS = frozenset(
    {Pathway.PROCEDURE, Pathway.ARBITRATION, Pathway.PARTY_APPEAL, Pathway.ADMINISTRATIVE}
)
"""Pathways that lead into another procedure: the pathway letter belongs to them (art. 31 I–IV)."""


class Outcome(StrEnum):
    """What an opinion says to one demand (art. 32)."""

    SUPPORTED = "支持"
    PARTLY_SUPPORTED = "部分支持"
    EXPLAINED = "解释说明"
    NOT_SUPPORTED = "不予支持"


class DutyOutcome(StrEnum):
    """What a duty-reply says (art. 31 (5)); a refusal opens 行政复议."""

    DONE = "已履行"
    REFUSED = "不履行"


class ServiceWay(StrEnum):
    """送达方式: how a letter was brought to its addressee."""

    IN_PERSON = "当面"
    POST = "邮寄"
    LEFT = "留置"
    ENTRUSTED = "委托"
    ELECTRONIC = "电子"
    PUBLIC_NOTICE = "公告"


class ServiceResult(StrEnum):
    """送达结果: what became of one service."""

    SIGNED = "本人签收"
    SUBSTITUTE = "他人代收"
    REFUSED = "拒收"
    RETURNED = "退件"


class ClosingWay(StrEnum):
    """How a case ended."""

    ANSWERED_ON_THE_SPOT = "当场答复"
    ANSWERED = "已答复"
    IMPORTED = "已导入"
    TRANSFERRED = "已转送"
    MEDIATED = "调解"
    WITHDRAWN = "撤回"
    MERGED = "并案"
    FILED = "存"


class Owner(StrEnum):
    """Who owes a clock's act."""

    US = "us"
    UNIT = "unit"
    PETITIONER = "petitioner"
    BODY = "body"


OWNER_LABELS: dict[Owner, str] = {
    Owner.US: "本局",
    Owner.UNIT: "承办单位",
    Owner.PETITIONER: "信访人",
    Owner.BODY: "复查、复核机关",
}


class ClockState(StrEnum):
    """What a clock says on a day."""

    RUNNING = "running"
    MET = "met"
    MET_LATE = "met-late"
    OVERDUE = "overdue"
    PAUSED = "paused"
    EXEMPT = "exempt"
    LAPSED = "lapsed"
    REPLACED = "replaced"
    UNKNOWN = "unknown"


CLOCK_STATE_LABELS: dict[ClockState, str] = {
    ClockState.RUNNING: "进行中",
    ClockState.MET: "按期",
    ClockState.MET_LATE: "逾期办理",
    ClockState.OVERDUE: "逾期",
    ClockState.PAUSED: "暂停",
    ClockState.EXEMPT: "免除",
    ClockState.LAPSED: "期限已过",
    ClockState.REPLACED: "已由延长期限代替",
    ClockState.UNKNOWN: "导入前，无记录",
}

OPEN_CLOCK_STATES = frozenset({ClockState.RUNNING, ClockState.OVERDUE, ClockState.PAUSED})


class CaseState(StrEnum):
    """Where a case stands; the word is what screens and workbooks show."""

    UNDECIDED = "待甄别"
    TO_NOTIFY = "待告知"
    HANDLING = "办理中"
    TO_SERVE = "待送达"
    ANSWERED = "已答复"
    IN_REVIEW = "复查中"
    IN_RECHECK = "复核中"
    IMPORTED = "已导入"
    TRANSFERRED = "已转送"
    NOT_ACCEPTED = "不予受理"
    RETURNED = "已退回"
    WITHDRAWN = "已撤回"
    CLOSED = "已办结"
    VOID = "作废"


CLOSED_CASE_STATES = frozenset(
    {CaseState.CLOSED, CaseState.VOID, CaseState.WITHDRAWN, CaseState.RETURNED}
)

NOTICE_KINDS = frozenset(
    {
        "accept",
        "notice",
        "report-notice",
        "pathway",
        "not-accept",
        "no-longer",
        "transfer",
        "status",
        "duty-reply",
        "reply",
        "opinion",
    }
)
"""Letter kinds whose handing over or posting ends the 15-day notice clock (DOMAIN: art. 23 II)."""

LETTER_LABELS: dict[str, str] = {
    "accept": "受理告知书",
    "notice": "接收情况告知书",
    "pathway": "导入法定途径告知书",
    "not-accept": "不予受理告知书",
    "no-longer": "不再受理告知书",
    "transfer": "转送（交办）告知书",
    "status": "办理情况告知书",
    "extend": "延长办理期限告知书",
    "supplement": "补充材料告知书",
    "opinion": "信访处理意见书",
    "duty-reply": "履行职责答复书",
    "reply": "建议意见答复函",
    "review": "复查意见书",
    "recheck": "复核意见书",
    "report-notice": "检举控告接收告知书",
    "report-result": "检举控告办理情况告知书",
    "hearing": "听证通知书",
    "mediation": "调解（和解）协议书",
    "dispatch": "转办单",
    "forward": "转送函",
    "discipline-handover": "移送函",
    "sealed-annex": "密封附件",
    "objection": "异议函",
    "urge": "督办通知",
    "close-report": "办结报告",
    "urgent-report": "重大紧急事项报告",
    "suggestion": "三项建议",
    "service": "送达回证",
    "receipt": "材料接收凭证",
    "withdrawal": "撤回申请",
    "extension-approval": "延期审批表",
    "visit-form": "来访登记表",
    "review-form": "复查申请书",
    "mailing-list": "寄递清单",
    "reception-form": "领导接访登记表",
    "label": "邮寄标签",
    "card": "告知卡",
}

SERVED_KINDS = frozenset(NOTICE_KINDS | {"extend", "review", "recheck", "report-result", "hearing"})
"""Letter kinds that go to a petitioner and whose arrival has to be proved."""

CORRECTABLE_LABELS: dict[str, str] = {
    "received_on": "收到日期",
    "petitioned_on": "提出日期",
    "postmark_on": "邮戳日期",
    "incoming_on": "来文日期",
    "report_back_on": "反馈期限",
    "channel": "信访形式",
    "source": "来源",
    "people_count": "人数",
    "matter_kind": "事项类别",
    "must_report_back": "要求反馈结果",
    "is_urgent": "重大紧急",
    "is_confidential": "保密",
}
"""Facts that only a `corrected` step sets, because clocks hang on them."""
