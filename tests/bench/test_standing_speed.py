"""How long the one question takes from which state, clocks and lawful acts come."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from time import process_time

import pytest

from petition_desk.domain.case import Case, Demand, Petitioner
from petition_desk.domain.rules import load_rules
from petition_desk.domain.standing import stand
from petition_desk.domain.steps import Step, known_kind, parse_values
from petition_desk.domain.vocabulary import Channel
from petition_desk.domain.year_notices import parse_calendar
from petition_desk.paths import resource
from tests.bench.timing import beside, tell

TODAY = date(2026, 11, 20)
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
ACCEPT, OPINION = "某公信告〔2026〕1号", "某公信处〔2026〕1号"
MOST_SECONDS = 0.000_300
CALLS = 100

TOLD = (
    ("screened", 0, {"demand": "1", "pathway": "31-6"}),
    ("screened", 0, {"demand": "2", "pathway": "31-6"}),
    ("accepted", 1, {"pathway": "31-6", "unit": "户政科"}),
    ("issued", 1, {"kind": "accept", "number": ACCEPT}),
    ("served", 1, {"letter": ACCEPT, "way": "当面", "result": "本人签收"}),
    ("dispatched", 2, {"unit": "户政科"}),
    ("feedback", 30, {"unit": "户政科", "result": "已核实"}),
    ("inquiry", 40, {"way": "电话", "answer": "正在办理"}),
    ("issued", 49, {"kind": "opinion", "number": OPINION, "result": "支持"}),
    ("served", 51, {"letter": OPINION, "way": "邮寄", "result": "本人签收"}),
    ("review-requested", 70, {}),
    ("issued", 95, {"kind": "review", "number": "某公信复〔2026〕1号", "result": "维持"}),
)


def steps_of(received_on: date) -> tuple[Step, ...]:
    return tuple(
        Step(
            kind=kind,
            on=received_on + timedelta(days),
            recorded_at=AT + timedelta(days),
            by="王警官",
            values=parse_values(known_kind(kind), values),
        )
        for kind, days, values in TOLD
    )


@pytest.mark.bench
def test_where_a_case_of_twelve_steps_stands_is_told_in_no_time() -> None:
    received_on = date(2026, 3, 2)
    case = Case(
        local_no="XF2026-0001",
        received_on=received_on,
        petitioned_on=received_on,
        registered_at=AT,
        channel=Channel.VISIT,
        source="本局直接",
        summary="不服交通事故责任认定",
        demands=(Demand(1, "更正户籍姓名"), Demand(2, "赔礼道歉")),
        petitioners=(Petitioner("黄䶮"),),
    )
    steps = steps_of(received_on)
    assert len(steps) == 12
    rules = load_rules(resource("law", "clocks.toml"))
    workdays = parse_calendar(
        resource("law", "calendar", "workdays.toml").read_text(encoding="utf-8")
    )
    assert stand(case, steps, rules, workdays, TODAY).clocks

    def ask() -> None:
        for _ in range(CALLS):
            stand(case, steps, rules, workdays, TODAY)

    def copy() -> None:
        for _ in range(CALLS):
            deepcopy(steps)

    seconds, peer = (each / CALLS for each in beside(ask, copy, clock=process_time))
    tell("standing of 12 steps", seconds, MOST_SECONDS, "a deep copy of the steps", peer)
    assert seconds <= MOST_SECONDS
