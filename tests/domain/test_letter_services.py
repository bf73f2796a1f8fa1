"""How far a service is, what was tried, and the rate: read out of the steps alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from petition_desk.domain.addressees import Addressees
from petition_desk.domain.case import Case, Petitioner
from petition_desk.domain.letter_services import (
    LetterService,
    ServiceState,
    attempts_at,
    rate_of,
    service_faults,
    services_of,
)
from petition_desk.domain.reading import Reading
from petition_desk.domain.steps import Step, known_kind, parse_values

FIRST = date(2026, 3, 2)
MONTH_END = date(2026, 3, 31)


def a_case(*names: str) -> Case:
    people = tuple(Petitioner(name, is_main=place == 0) for place, name in enumerate(names))
    return Case("XF2026-0001", FIRST, datetime(2026, 3, 2, tzinfo=UTC), petitioners=people)


def steps(*rows: tuple[str, int, dict[str, str]]) -> list[Step]:
    """Steps of March by kind, day and fields, entered in their order."""
    begun = datetime(2026, 3, 2, 1, tzinfo=UTC)
    return [
        Step(
            kind,
            date(2026, 3, day),
            begun + timedelta(days=day, minutes=place),
            "王警官",
            parse_values(known_kind(kind), values),
        )
        for place, (kind, day, values) in enumerate(rows)
    ]


ISSUED = ("issued", 3, {"kind": "opinion", "number": "意1"})


def read(case: Case, *rows: tuple[str, int, dict[str, str]], today: int = 31) -> Reading:
    return Reading(case, steps(ISSUED, *rows), date(2026, 3, today))


def only(reading: Reading) -> LetterService:
    (service,) = services_of(reading, {"意1": date(2026, 3, 10)})
    return service


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([], ServiceState.TO_SEND),
        ([("notified", 4, {"way": "邮寄"})], ServiceState.SENT),
        ([("notified", 4, {"way": "当面"})], ServiceState.SERVED),
        ([("served", 4, {"way": "邮寄", "result": "退件"})], ServiceState.RETURNED),
        ([("served", 4, {"way": "当面", "result": "拒收"})], ServiceState.REFUSED),
        ([("served", 4, {"way": "当面", "result": "拒收", "witness": "张"})], ServiceState.SERVED),
        ([("served", 4, {"way": "留置", "witness": "张"})], ServiceState.SERVED),
        ([("served", 4, {"way": "公告", "days": "30"})], ServiceState.SENT),
        ([("served", 4, {"way": "公告", "days": "27"})], ServiceState.SERVED),
        (
            [
                ("served", 4, {"way": "邮寄", "result": "退件"}),
                ("notified", 5, {"way": "邮寄"}),
            ],
            ServiceState.SENT,
        ),
    ],
)
def test_the_last_act_says_how_far_it_is(
    rows: list[tuple[str, int, dict[str, str]]], state: ServiceState
) -> None:
    named = [(kind, day, {**values, "letter": "意1"}) for kind, day, values in rows]
    assert only(read(a_case("张三"), *named)).state is state


def test_a_result_answers_its_own_sending_and_another_way_is_another_try() -> None:
    reading = read(
        a_case("张三"),
        ("notified", 4, {"letter": "意1", "way": "邮寄", "waybill": "EA1"}),
        ("served", 6, {"letter": "意1", "way": "邮寄", "result": "退件"}),
        ("notified", 7, {"letter": "意1", "way": "邮寄", "waybill": "EA2"}),
        ("served", 9, {"letter": "意1", "way": "当面", "result": "本人签收"}),
    )
    letter = reading.letters[0]
    tries = attempts_at(letter, "张三", Addressees.of(reading.case))
    told = [(one.text("waybill"), one.text("result"), one.text("way")) for one in tries]
    assert told == [("EA1", "退件", "邮寄"), ("EA2", "", "邮寄"), ("", "本人签收", "当面")]
    service = only(reading)
    assert (service.attempt_count, service.way, service.served_on) == (3, "当面", date(2026, 3, 9))


def test_a_posting_to_one_is_no_posting_to_the_other() -> None:
    reading = read(
        a_case("张三", "李四"),
        ("notified", 4, {"letter": "意1", "way": "邮寄", "addressee": "李四", "waybill": "EA1"}),
    )
    found = {one.addressee: one for one in services_of(reading, {})}
    assert found["张三"].state is ServiceState.TO_SEND
    assert (found["李四"].state, found["李四"].waybill) == (ServiceState.SENT, "EA1")
    to_all = read(a_case("张三", "李四"), ("notified", 4, {"letter": "意1", "way": "邮寄"}))
    assert {one.state for one in services_of(to_all, {})} == {ServiceState.SENT}


def test_a_paper_to_a_unit_and_a_void_case_have_no_service() -> None:
    unit = steps(("issued", 3, {"kind": "dispatch", "number": "转1"}))
    assert services_of(Reading(a_case("张三"), unit, MONTH_END), {}) == ()
    void = [*steps(ISSUED), *steps(("voided", 4, {"reason": "错登"}))]
    assert services_of(Reading(a_case("张三"), void, MONTH_END), {}) == ()


def test_who_served_is_the_officer_who_recorded_it_unless_another_is_named() -> None:
    reading = read(a_case("张三"), ("served", 4, {"letter": "意1", "way": "当面"}))
    assert only(reading).server == "王警官"
    named = {"letter": "意1", "way": "当面", "server": "李警官"}
    assert only(read(a_case("张三"), ("served", 4, named))).server == "李警官"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"result": "他人代收"}, "与受送达人关系"),
        ({"result": "他人代收", "relation": "母亲"}, ""),
        ({"way": "留置"}, "见证人"),
        ({"way": "留置", "result": "拒收"}, "见证人"),
        ({"way": "留置", "witness": "张"}, ""),
        ({"way": "当面", "days": "30"}, "公告日数"),
        ({"way": "公告", "days": "30"}, ""),
        ({}, ""),
    ],
)
def test_what_a_service_lacks_is_said_at_its_field(values: dict[str, str], field: str) -> None:
    (step,) = steps(("served", 4, {"letter": "意1", **values}))
    assert next((fault.field for fault in service_faults(step)), "") == field


def a_service(letter: str, limit: int, state: ServiceState, name: str = "") -> LetterService:
    return LetterService(letter, "opinion", name, FIRST, date(2026, 3, limit), state, is_told=True)


def test_the_rate_counts_letters_not_addressees_and_leaves_out_what_is_not_due() -> None:
    served, sent = ServiceState.SERVED, ServiceState.SENT
    rows = [
        a_service("意1", 10, served, "张三"),
        a_service("意1", 10, sent, "李四"),
        a_service("意2", 12, served),
        a_service("意3", 13, ServiceState.RETURNED),
        a_service("意4", 25, sent),
        a_service("意5", 26, served),
    ]
    rate = rate_of(rows, date(2026, 3, 20))
    assert (rate.due, rate.served, rate.returned, rate.pending) == (4, 2, 1, 1)
    assert rate.percent == 50.0
    assert rate_of([], date(2026, 3, 20)).percent is None
    assert rate_of(rows, date(2026, 3, 25)).pending == 1, "on the last day it is not late"
    assert rate_of(rows, date(2026, 3, 26)).pending == 0
