"""What the form of a service asks, by way and result; and how it is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from petition_desk.domain.vocabulary import ServiceResult, ServiceWay

OTHER: Final = "other"
SEND: Final = "send"
RESULT: Final = "result"

WAYS: Final = (
    (ServiceWay.IN_PERSON.value, "当面"),
    (ServiceWay.POST.value, "邮寄"),
    (ServiceWay.LEFT.value, "留置"),
    (OTHER, "其他"),
)
OTHER_WAYS: Final = (
    (ServiceWay.ENTRUSTED.value, "委托"),
    (ServiceWay.ELECTRONIC.value, "电子"),
    (ServiceWay.PUBLIC_NOTICE.value, "公告"),
)
STAGES: Final = ((SEND, "现在交寄"), (RESULT, "登记结果"))
"""What is recorded of a letter that goes through other hands: that it left, or what came of it."""
_RESULTS: Final = (
    (ServiceResult.SIGNED.value, "本人"),
    (ServiceResult.SUBSTITUTE.value, "代收"),
    (ServiceResult.REFUSED.value, "拒收"),
    (ServiceResult.RETURNED.value, "退件"),
)
SENT_FIRST: Final = frozenset(
    {ServiceWay.POST.value, ServiceWay.ENTRUSTED.value, ServiceWay.ELECTRONIC.value}
)


def results_of(way: str) -> tuple[tuple[str, str], ...]:
    """The results on offer; none where the way is the result (公告, 留置)."""
    if way in (ServiceWay.PUBLIC_NOTICE.value, ServiceWay.LEFT.value):
        return ()
    return _RESULTS


#: What a way asks for, whatever comes of it.
_OF_WAY: Final = {
    ServiceWay.POST.value: ["waybill"],
    ServiceWay.ELECTRONIC.value: ["consent"],
    ServiceWay.ENTRUSTED.value: ["entrusted"],
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which fields a way and a result ask for, and which of them must be filled."""

    fields: tuple[str, ...]
    required: frozenset[str]
    day_label: str


def asked_of(way: str, result: str, *, is_sending: bool = False) -> Asked:
    """What is to be filled in for a way and a result, or for sending it."""
    if way == ServiceWay.PUBLIC_NOTICE.value:
        return Asked(("days",), frozenset({"days"}), "刊登日期")
    if way == ServiceWay.LEFT.value:
        return Asked(("reason", "witness"), frozenset({"witness"}), "送达日期")
    fields = _OF_WAY.get(way, [])[:]
    if is_sending:
        return Asked(tuple(fields), frozenset(fields), "交寄日期")
    # Who agreed, or was entrusted, may stand with the sending already.
    required: set[str] = set()
    if result == ServiceResult.SUBSTITUTE.value:
        fields += ["receiver", "relation", "reason"]
        required |= {"receiver", "relation"}
    elif result == ServiceResult.REFUSED.value:
        fields += ["reason", "witness"]
    elif result == ServiceResult.RETURNED.value:
        fields += ["reason"]
        required |= {"reason"}
    label = "退回日期" if result == ServiceResult.RETURNED.value else "送达日期"
    return Asked(tuple(fields), frozenset(required), label)


FIELD_LABELS: Final = {
    "waybill": "邮件号",
    "consent": "同意电子送达的凭据",
    "entrusted": "受委托的单位",
    "receiver": "代收人",
    "relation": "与受送达人关系",
    "reason": "事由",
    "witness": "见证人",
    "days": "公告日数",
}
"""The words of the fields, as the step names them in its faults."""

SHORT_LABELS: Final = {
    **FIELD_LABELS,
    "relation": "关系",
    "consent": "同意凭据",
    "entrusted": "受托单位",
}
