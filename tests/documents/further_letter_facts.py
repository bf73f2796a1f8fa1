"""Invented facts for the letters beyond the daily ones: replies, reports, other bodies."""

from __future__ import annotations

from datetime import date

from petition_desk.documents.letters import Fact

#: Whose matter it is, as far as any letter may be told; the accused stand here to be left out.
PERSON: dict[str, Fact] = {
    "petitioner.mobile": "13812345678",
    "petitioner.address": "某某县城关镇幸福路1号",
    "petitioner.id_masked": "110105********1233",
    "case.accused": "某某派出所周某",
}
#: Nobody handles it yet.
NO_UNIT: dict[str, Fact] = {
    "accepted.on": "",
    "accepted.unit": "",
    "accepted.handler": "",
    "accepted.handler_phone": "",
}
#: Sent to us by another body.
SENT: dict[str, Fact] = {
    "case.source": "县信访局",
    "case.incoming_doc_no": "某信转〔2026〕31号",
    "case.incoming_on": date(2026, 3, 1),
}

_ACCUSATION: dict[str, Fact] = {
    **NO_UNIT,
    "case.summary": "反映某民警吃拿卡要",
    "case.is_sealed": "是",
    "demand.1.pathway": "30",
    "demand.2.pathway": "30",
}

_DUTY: dict[str, Fact] = {
    "case.summary": "邻居夜间噪声扰民无人处理",
    "case.demands": ("查处楼上夜间装修的噪声",),
    "demand.1.pathway": "31-5",
    "demand.2.pathway": "",
    "letter.issued_on": date(2026, 4, 20),
    "duty-reply.found": "3月2日至3月9日，楼上住户在夜间10时以后装修，情况属实",
    "duty-reply.basis": "《中华人民共和国噪声污染防治法》第八十七条",
}

FURTHER: dict[str, dict[str, Fact]] = {
    "report-notice": {
        **PERSON,
        **_ACCUSATION,
        "accepted.unit": "警务督察大队",
        "accepted.handler": "赵警官",
        "report-notice.way": "当面",
        "handed-over.on": date(2026, 3, 3),
        "handed-over.unit": "某某县纪委监委驻公安局纪检监察组",
    },
    "duty-reply": {
        **PERSON,
        **_DUTY,
        "duty-reply.outcome": "已履行",
        "duty-reply.done_on": date(2026, 4, 8),
        "duty-reply.done": "对该住户予以警告，并责令其改正",
    },
    "duty-reply-refused": {
        **PERSON,
        **_DUTY,
        "duty-reply.outcome": "不履行",
        "duty-reply.reason": "该处噪声由城市管理部门负责查处，我局没有处罚的职权",
        "office.reconsideration_body.name": "某某县人民政府",
        "office.reconsideration_body.address": "某某县人民路1号",
        "office.reconsideration_body.phone": "0000-9999999",
    },
    "reply": {
        **PERSON,
        "letter.issued_on": date(2026, 4, 10),
        "case.summary": "建议在学府路口安装信号灯",
        "reply.studying_unit": "交通警察大队",
        "reply.answer": "学府路口早晚高峰行人较多，近一年发生轻微事故四起，确有设置信号灯的必要",
        "reply.adopted": "部分采纳",
        "reply.measures": "将于2026年6月底前安装行人信号灯",
        "reply.reason": "路口车流未达到设置机动车信号灯的标准",
        "accepted.on": "",
        "accepted.unit": "交通警察大队",
    },
    "status": {
        **PERSON,
        **NO_UNIT,
        "case.repeat_of": "XF2026-0001",
        "case.local_no": "XF2026-0016",
        "case.received_on": date(2026, 3, 20),
        "case.petitioned_on": date(2026, 3, 19),
        "letter.issued_on": date(2026, 3, 20),
        "original.accepted_on": date(2026, 3, 3),
        "original.unit": "警务督察大队",
        "original.handler": "赵警官",
        "original.handler_phone": "0000-1234567",
        "original.due_plain": date(2026, 5, 2),
        "status.materials": "照片和录音",
    },
    "objection": {
        **PERSON,
        **SENT,
        **NO_UNIT,
        "case.summary": "要求解决征地补偿费",
        "case.demands": ("足额支付征地补偿费", "公开征地补偿安置方案"),
        "demand.1.pathway": "not-ours",
        "demand.2.pathway": "not-ours",
        "objection.to": "某某县信访局",
        "objection.basis": "《中华人民共和国土地管理法》第四十七条、第六十七条",
        "objection.competent_body": "县人民政府和县自然资源局",
        "objection.own_duty": "维护征地拆迁现场的治安秩序",
        "objection.reasons": "信访人与村委会就补偿费分配发生争议，没有报警，也没有治安、刑事案件",
        "attachments.count": 3,
        "attachments.pages": 12,
    },
    "dispatch": {
        **PERSON,
        "case.source": "县信访局",
        "dispatched.unit": "警务督察大队",
        "dispatched.sign_by": date(2026, 3, 4),
        "dispatched.notify_by": date(2026, 3, 12),
        "dispatched.feedback_on": date(2026, 4, 20),
        "notify.is_open": "是",
        "notify.act_by": date(2026, 3, 17),
        "handle.is_open": "是",
        "handle.act_by": date(2026, 4, 30),
        "attachments.count": 2,
        "attachments.pages": 5,
    },
    "forward": {
        **PERSON,
        **NO_UNIT,
        "transferred.to": "某某县森林公安局",
        "attachments.count": 2,
        "attachments.pages": 5,
    },
    "forward-assigned": {
        **PERSON,
        **NO_UNIT,
        "assigned.to": "某某县森林公安局",
        "assigned.report_back_on": date(2026, 4, 30),
        "attachments.count": 0,
    },
    "no-longer": {
        **PERSON,
        **NO_UNIT,
        "no-longer-accepted.body": "某某省公安厅",
        "no-longer-accepted.recheck_no": "某公复核〔2025〕8号",
        "no-longer-accepted.served_on": date(2025, 12, 8),
    },
    "supplement": {
        **PERSON,
        "supplement-asked.what": "1. 2026年2月27日的排队号票\n2. 窗口交谈的录音",
    },
    "report-result": {
        **PERSON,
        **_ACCUSATION,
        "letter.issued_on": date(2026, 6, 8),
        "report-result.body": "某某县纪委监委驻公安局纪检监察组",
        "report-result.result": "对反映的问题作了核查，已按规定处理有关责任人员",
        "report-result.approver": "组长",
    },
    "urge": {
        **PERSON,
        "letter.issued_on": date(2026, 4, 21),
        "urged.to": "警务督察大队",
        "dispatched.feedback_on": date(2026, 4, 20),
        "handle.is_open": "是",
        "urge.problem": "至今没有联系信访人，反馈期限已过没有反馈",
        "urge.request": "联系信访人、查清事实并提出逐项处理建议",
        "urge.answer_by": date(2026, 4, 24),
    },
    "close-report": {
        **PERSON,
        **SENT,
        "case.must_report_back": "是",
        "letter.issued_on": date(2026, 5, 6),
        "close-report.to": "某某县信访局",
        "close-report.found": "当日窗口没有出具材料清单，工作人员语气生硬，情况属实",
        "close-report.outcome": "依照《信访工作条例》第三十二条，支持第1项请求，解释说明第2项",
        "close-report.attitude": "表示认可",
        "close-report.carried_out": "车管所已当面说明并赔礼道歉",
        "answer.title": "《信访处理意见书》",
        "answer.number": "某公信意〔2026〕5号",
        "answer.issued_on": date(2026, 4, 30),
        "answer.served_on": date(2026, 5, 2),
    },
    "discipline-handover": {
        **PERSON,
        **_ACCUSATION,
        "handed-over.unit": "某某县纪委监委驻公安局纪检监察组",
        "handed-over.annex_pages": 4,
    },
    "sealed-annex": {
        **PERSON,
        **_ACCUSATION,
        "case.content": "2026年1月以来，周某先后三次接受辖区一家饭店的宴请，没有付款。",
        "case.demands": ("查处周某",),
        "demand.2.pathway": "",
        "handed-over.materials": "照片3张",
    },
    "urgent-report": {
        **PERSON,
        "case.source": "12345",
        "reported.to": "县委、县政府，某某市公安局",
        "urgent-report.received_at": "2026年3月2日9时30分",
        "urgent-report.source": "12345",
        "urgent-report.matter": "某小区数十名业主因供暖中断，准备当日下午到县政府门前聚集",
        "urgent-report.effect": "可能堵塞道路",
        "urgent-report.measures": "城关派出所已到场维持秩序，已通报住房和城乡建设部门",
        "urgent-report.advice": "请住房和城乡建设部门到场答复",
        "letter.issued_on": date(2026, 3, 2),
    },
    "withdrawal": {**PERSON, **NO_UNIT},
    "visit-form": {
        **PERSON,
        "case.content": "两次到窗口补领行驶证，被要求另带材料，没有得到书面清单。",
        "visit.arrived_at": "2026年3月2日9时5分",
        "visit.left_at": "2026年3月2日9时40分",
        "visit.room": "第一接待室",
        "visit.mode": "开门接访",
        "visit.received_by": "王警官",
    },
    "extension-approval": {
        **PERSON,
        "letter.issued_on": date(2026, 4, 27),
        "extended.days": 30,
        "extended.reason": "两名关键证人在外地，需要补充询问",
        "extended.progress": "已询问在岗工作人员",
    },
    "review-form": {
        **PERSON,
        "opinion.number": "某公信意〔2026〕5号",
        "opinion.issued_on": date(2026, 4, 30),
    },
    "mailing-list": {
        **PERSON,
        "mailing.items": (
            "张𬱖|某某县城关镇幸福路1号|信访事项受理告知书、送达回证|1012345678901",
            "李䶮|某某县城关镇幸福路2号|信访事项受理告知书、送达回证|1012345678902",
        ),
    },
}
"""By example; what all letters share is added where they are used."""
