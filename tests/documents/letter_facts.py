"""Invented facts that are enough for every kind of letter."""

from __future__ import annotations

from datetime import date

from petition_desk.documents.letters import Fact
from petition_desk.domain.numbering import LETTER_WORDS
from petition_desk.domain.vocabulary import LETTER_LABELS

from .further_letter_facts import FURTHER
from .late_letter_facts import LATE

#: What all letters to this petitioner share.
COMMON: dict[str, Fact] = {
    "office.name": "某某县公安局",
    "office.query_phone": "0000-7654321",
    "office.reception_address": "某某县城关镇解放路1号信访接待室",
    "office.review_body.name": "某某市公安局",
    "office.review_body.address": "某某市人民路8号",
    "office.review_body.phone": "0000-8888888",
    "letter.issued_on": date(2026, 3, 3),
    "petitioner.name": "张𬱖",
    "case.local_no": "XF2026-0001",
    "case.received_on": date(2026, 3, 2),
    "case.petitioned_on": date(2026, 3, 2),
    "case.channel": "来访",
    "case.source": "本局直接",
    "case.summary": "反映车管所窗口服务态度生硬、解释不清",
    "case.people_count": 1,
    "case.query_code": "4T8W-27KD",
    "case.demands": (
        "请求窗口工作人员当面说明补领行驶证需要的材料，并赔礼道歉",
        "请求公开窗口服务的投诉电话",
    ),
    "demand.1.pathway": "31-6",
    "demand.2.pathway": "31-6",
    "accepted.on": date(2026, 3, 3),
    "accepted.unit": "警务督察大队",
    "accepted.handler": "赵警官",
    "accepted.handler_phone": "0000-1234567",
    "handle.length": 60,
    "handle.due_plain": date(2026, 5, 2),
    "notify.due_plain": date(2026, 3, 17),
}

_OUTCOMES: dict[str, Fact] = {
    "demand.1.facts": "2026年2月27日上午到车管所补领行驶证，两次被要求另带材料，没有得到书面清单",
    "demand.1.found": "当日窗口未按一次性告知要求出具材料清单，工作人员解释时语气生硬，情况属实。",
    "demand.1.outcome": "支持",
    "demand.1.basis": "《信访工作条例》第三十二条第一款第一项和公安机关一次性告知的规定",
    "demand.1.carry_out_unit": "交通警察大队车辆管理所",
    "demand.1.carry_out_by": date(2026, 5, 31),
    "demand.2.facts": "办事大厅没有公布投诉电话",
    "demand.2.found": "办事大厅公示栏已公布投诉电话，但位置不显眼。",
    "demand.2.outcome": "解释说明",
    "demand.2.reason": "投诉电话已经公布，将调整公示位置，使群众容易看到",
    "opinion.inquiry": "听取了您的陈述，询问了当日在岗的两名工作人员，调取了窗口监控录像",
}

_PATHWAY: dict[str, Fact] = {
    "case.summary": "不服交通事故责任认定",
    "case.demands": ("撤销事故认定书", "重新认定事故责任"),
    "demand.1.pathway": "31-1",
    "demand.2.pathway": "31-1",
    "screened.pathway": "31-1",
    "screened.reasons": "对交通事故认定不服，属于公安机关法律程序",
    "pathway.procedure": "道路交通事故认定复核",
    "pathway.basis": "《道路交通事故处理程序规定》第七十一条",
    "pathway.limit_rule": "自事故认定书送达之日起3个工作日内提出，以一次为限",
}

FACTS: dict[str, dict[str, Fact]] = {
    "accept": {**COMMON},
    "accept-joint": {
        **COMMON,
        "case.source": "县信访局",
        "case.people_count": 12,
        "case.representatives": ("张𬱖", "李䶮"),
        "case.query_code": "",
        "office.reception_address": "",
        "demand.2.pathway": "31-4",
    },
    "notice": {
        **COMMON,
        "case.summary": "建议在学府路口安装信号灯",
        "screened.pathway": "29",
        "pathway.procedure": "由交通警察大队研究论证，采纳情况书面答复您",
        "accepted.unit": "交通警察大队",
        "accepted.on": "",
    },
    "notice-duty": {
        **COMMON,
        "case.summary": "邻居夜间噪声扰民无人处理",
        "screened.pathway": "31-5",
        "pathway.procedure": "由派出所调查处理，并书面答复您",
        "accepted.unit": "",
        "accepted.handler": "",
        "accepted.handler_phone": "",
        "dispatched.unit": "城关派出所",
        "dispatched.handler": "钱警官",
        "dispatched.handler_phone": "0000-2222222",
        "duty.due_plain": date(2026, 5, 2),
    },
    "pathway": {
        **COMMON,
        **_PATHWAY,
        "pathway.mode": "yours",
        "pathway.body": "某某市公安局交通警察支队",
        "pathway.body_address": "某某市建设路5号",
        "pathway.body_phone": "0000-3333333",
        "pathway.papers": "身份证、事故认定书",
        "pathway.limit_due": date(2026, 3, 4),
        "case.challenged_document.name": "《道路交通事故认定书》",
        "case.challenged_document.served_on": date(2026, 2, 27),
        "accepted.unit": "",
        "accepted.handler": "",
        "accepted.handler_phone": "",
    },
    "pathway-ours": {
        **COMMON,
        **_PATHWAY,
        "pathway.mode": "ours",
        "pathway.unit": "交通警察大队",
        "pathway.imported_on": "2026-03-03",
        "pathway.phone": "0000-4444444",
        "accepted.unit": "",
        "accepted.handler": "",
        "accepted.handler_phone": "",
    },
    "not-accept": {
        **COMMON,
        "case.summary": "要求解决物业收费纠纷和治安问题",
        "case.demands": ("退还多收的物业费", "加强小区夜间巡逻"),
        "demand.1.pathway": "not-ours",
        "demand.2.pathway": "29",
        "not-accepted.ground": "not-ours",
        "not-accepted.body": "某某县住房和城乡建设局",
        "not-accepted.body_address": "某某县建设路2号",
        "not-accepted.body_phone": "0000-5555555",
        "not-accepted.material": "复印留存，原件退回",
        "accepted.unit": "",
        "accepted.handler": "",
        "accepted.handler_phone": "",
    },
    "not-accept-art-19": {
        **COMMON,
        "not-accepted.ground": "art-19",
        "not-accepted.body": "某某县公安局城关派出所",
        "not-accepted.body_phone": "0000-6666666",
        "not-accepted.body_accepted_on": date(2026, 2, 20),
        "not-accepted.material": "未提交材料",
        "accepted.unit": "",
        "accepted.handler": "",
        "accepted.handler_phone": "",
    },
    "transfer": {
        **COMMON,
        "transferred.to": "某某县森林公安局",
        "transferred.on": date(2026, 3, 3),
        "transferred.phone": "0000-7777777",
        "accepted.unit": "",
        "accepted.handler": "",
        "accepted.handler_phone": "",
    },
    "extend": {
        **COMMON,
        "letter.issued_on": date(2026, 4, 28),
        "extended.on": date(2026, 4, 27),
        "extended.days": 30,
        "extended.reason": "两名关键证人在外地，需要补充询问",
        "extended.approver": "孙局长",
        "extended.progress": "已询问在岗工作人员，正在联系证人",
        "handle-extended.due_plain": date(2026, 6, 1),
    },
    "opinion": {**COMMON, **_OUTCOMES, "letter.issued_on": date(2026, 4, 30)},
    "receipt": {
        **COMMON,
        "receipt.items": (
            ("身份证", "2", "1", "复印件", "否"),
            ("补领行驶证的申请表和两次到窗口办理时取得的排队号票", "3", "2", "原件", "是"),
        ),
        "receipt.received_on": date(2026, 3, 2),
        "receipt.received_by": "王警官",
        "receipt.submitted_by": "张𬱖",
    },
    "service": {
        **COMMON,
        "served_letter.kind": "accept",
        "served_letter.title": "信访事项受理告知书",
        "served_letter.number": "某公信告〔2026〕203号",
        "served_letter.pages": 2,
        "served.way": "当面",
        "service.place": "某某县公安局信访接待室",
    },
}


FACTS |= {example: {**COMMON, **facts} for example, facts in {**FURTHER, **LATE}.items()}


def kind_of(example: str) -> str:
    """Return the kind of letter of an example: the longest kind its name begins with."""
    return max((kind for kind in LETTER_LABELS if example.startswith(kind)), key=len)


for _example, _facts in FACTS.items():
    if _word := LETTER_WORDS.get(kind_of(_example)):
        _facts.setdefault("letter.number", f"某公信{_word}〔2026〕12号")
