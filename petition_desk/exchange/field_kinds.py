"""What a column of a format may become, and how the cells of such a column can be read.

A format may come from the office; one that would put a day where a text belongs is refused when
it is read, not when the first row is.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class ColumnKind(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    CODE = "code"
    NAME = "name"
    ID = "id"
    PHONE = "phone"
    ADDRESS = "address"
    CONTENT = "content"
    DEMANDS = "demands"
    DATE = "date"
    INSTANT = "instant"
    COUNT = "count"
    CATEGORY = "category"
    CODED = "coded"


_TEXTS: Final = frozenset(
    {ColumnKind.TEXT, ColumnKind.CODE, ColumnKind.CONTENT, ColumnKind.CATEGORY, ColumnKind.CODED}
)
_DAYS: Final = frozenset({ColumnKind.DATE})
_WORDS: Final = frozenset({ColumnKind.CODED})

_OF_TEXT: Final = (
    "official_letter_no", "official_matter_no", "query_code", "incoming_doc_no",
    "first_received_by", "problem_place", "accused_unit", "accused_person", "content", "category",
    "legal_case_no", "first_contact", "batch", "remark", "handling_unit", "row_label", "answer_no",
    "official.status", "official.closing_status", "official.registering_unit",
    "official.responsible_unit", "official.police_branch", "official.handling_way",
    "official.forwarded_to", "official.archive_no", "petitioner.postcode", "petitioner.agent",
)  # fmt: skip
_OF_DAYS: Final = (
    "petitioned_on", "received_on", "registered_on", "postmark_on", "problem_on", "incoming_on",
    "report_back_on", "accepted_on", "answered_on", "closed_on", "followed_up_on",
    "official.due_on",
)  # fmt: skip

FIELD_KINDS: Final[Mapping[str, frozenset[ColumnKind]]] = {
    **dict.fromkeys(_OF_TEXT, _TEXTS),
    **dict.fromkeys(_OF_DAYS, _DAYS),
    **dict.fromkeys(("channel", "source", "purpose", "repeat", "satisfaction"), _WORDS),
    "petitioner.name": frozenset({ColumnKind.NAME}),
    "petitioner.id_number": frozenset({ColumnKind.ID}),
    "petitioner.phone": frozenset({ColumnKind.PHONE}),
    "petitioner.address": frozenset({ColumnKind.ADDRESS}),
    "petitioner.mailing_address": frozenset({ColumnKind.ADDRESS}),
    "official.registered_at": frozenset({ColumnKind.INSTANT}),
    "people_count": frozenset({ColumnKind.COUNT}),
    "demands": frozenset({ColumnKind.DEMANDS}),
}
"""Every field of a format and the kinds its column may have."""

FIELD_LABELS: Final[Mapping[str, str]] = {
    "petitioner.name": "姓名",
    "petitioner.id_number": "身份证号",
    "petitioner.phone": "联系电话",
    "petitioner.address": "住址",
    "petitioner.mailing_address": "通讯地址",
    "petitioner.postcode": "邮编",
    "petitioner.agent": "代理人",
    "received_on": "收到日期",
    "petitioned_on": "提出日期",
    "registered_on": "登记日期",
    "postmark_on": "邮戳日期",
    "channel": "信访形式",
    "source": "来源",
    "incoming_doc_no": "来文文号",
    "incoming_on": "来文日期",
    "first_received_by": "首收单位",
    "first_contact": "首接人",
    "people_count": "人数",
    "content": "主要内容",
    "demands": "诉求",
    "purpose": "信访目的",
    "category": "问题类别",
    "problem_place": "问题发生地",
    "problem_on": "问题发生日期",
    "accused_unit": "被反映单位",
    "accused_person": "被反映人",
    "repeat": "初件或重件",
    "handling_unit": "承办单位",
    "accepted_on": "受理日期",
    "report_back_on": "要求反馈日期",
    "answered_on": "答复日期",
    "answer_no": "答复文号",
    "closed_on": "办结日期",
    "followed_up_on": "回访日期",
    "satisfaction": "满意度",
    "official_letter_no": "信访件编号",
    "official_matter_no": "信访事项编号",
    "query_code": "查询码",
    "legal_case_no": "案件编号",
    "batch": "专项积案",
    "remark": "备注",
    "row_label": "序号",
    "official.registered_at": "国网登记时间",
    "official.due_on": "限办日期",
    "official.status": "国网状态",
    "official.closing_status": "国网办结状态",
    "official.registering_unit": "国网登记单位",
    "official.responsible_unit": "国网责任部门",
    "official.police_branch": "警种",
    "official.handling_way": "办理方式",
    "official.forwarded_to": "转往处",
    "official.archive_no": "档案编号",
}
"""Every field a column may become, as the officer reads it, in the order of a case."""
