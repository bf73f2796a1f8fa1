"""The right of the petitioner that a 告知卡 tells of: what may be asked, of whom, until when.

The last day comes from the clock of that right, which starts when the paper is served; a day that
may still move is not told, the rule is (DOMAIN: no provisional date is printed as an end).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from petition_desk.domain.clocks import ClockStanding
from petition_desk.domain.office import Body, Office
from petition_desk.domain.reading import Reading

#: The paper a right stands against: its clock, the name of the paper, what may be asked for.
_RIGHTS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "opinion": ("right-review", "《信访处理意见书》", "请求复查"),
        "review": ("right-recheck", "《信访复查意见书》", "请求复核"),
    }
)
_RULE: Final = "自收到之日起30日内；邮寄的，以交邮日期为准"


def right_facts(
    reading: Reading, clocks: tuple[ClockStanding, ...], office: Office
) -> dict[str, str | date]:
    """Return the facts ``right.*`` of the latest paper that a right stands against; maybe none."""
    papers = reading.letters_of(*_RIGHTS)
    if not papers:
        return {}
    paper = papers[-1]
    rule, name, act = _RIGHTS[paper.kind]
    facts: dict[str, str | date] = {
        "right.paper": name,
        "right.paper_number": paper.number,
        "right.act": act,
        "right.rule": _RULE,
        **_body(office.review_body),
    }
    clock = next((each for each in reversed(clocks) if each.rule.id == rule), None)
    is_certain = clock is not None and clock.is_open and not clock.is_provisional
    if clock is not None and is_certain and clock.of in ("", paper.number, paper.kind):
        facts["right.due_on"] = clock.deadline
    return facts


def _body(body: Body) -> dict[str, str | date]:
    # Who reviews our opinions is also who rechecks a review of ours: the organ above us.
    return {
        "right.body": body.name,
        "right.body_address": body.address,
        "right.body_phone": body.phone,
    }
