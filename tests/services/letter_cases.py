"""Cases and values that the tests of letters share."""

from __future__ import annotations

from typing import Any

from petition_desk.services import casework, intake
from petition_desk.services.desk import Desk
from tests.desks import TODAY, registration

UNIT = {"unit": "户政科", "handler": "赵警官", "handler_phone": "0771-1112222"}
OBJECTION = {
    "objection.basis": "《中华人民共和国土地管理法》第六十七条",
    "objection.competent_body": "县自然资源局",
    "objection.own_duty": "维护治安秩序",
    "objection.reasons": "没有治安、刑事案件",
    "attachments.count": "2",
}
OPINION = {
    "demand.1.facts": "申请更正未果",
    "demand.1.found": "情况属实",
    "demand.1.outcome": "解释说明",
    "demand.1.reason": "正在核对档案",
}
SENT = {
    "source": "县信访局",
    "incoming_doc_no": "某信转〔2026〕31号",
    "incoming_on": TODAY.isoformat(),
}


def registered(desk: Desk, pathway: str, **facts: object) -> str:
    demands = [{"text": "说明理由", "pathway": pathway}]
    return intake.register(desk, registration(demands=demands, **facts)).local_no


def kinds_of_steps(desk: Desk, no: str) -> list[str]:
    return [step.kind for step in casework.show(desk, no).steps]


def offered(desk: Desk, no: str) -> dict[str, Any]:
    return {act.id: act for act in casework.show(desk, no).standing.lawful_next}


def clock_state(desk: Desk, no: str, rule: str) -> str:
    clock = casework.show(desk, no).standing.clock(rule)
    assert clock is not None
    return clock.state.value
