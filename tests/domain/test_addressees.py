"""On whom a letter is served: who has to be, which step is whose, which day is the last."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.domain.addressees import ALL, Addressees
from petition_desk.domain.case import Case, Petitioner
from petition_desk.domain.reading import Reading
from petition_desk.domain.steps import Step
from tests.domain.test_standing import a_case, a_step

ON = date(2026, 4, 2)


def two_people(**changes: object) -> Case:
    people = (Petitioner("张三", agent="周律师"), Petitioner("李四", is_main=False))
    case = replace(a_case(), petitioners=people, people_count=2)
    return replace(case, **changes)  # type: ignore[arg-type]


def a_service(**values: str) -> Step:
    return Step("served", ON, datetime(2026, 4, 2, tzinfo=UTC), values={"letter": "意1", **values})


def test_every_petitioner_is_served_and_of_a_joint_petition_every_representative() -> None:
    assert Addressees.of(two_people()).names == ("张三", "李四")
    joint = two_people(is_joint=True, people_count=9, representatives=("李 四", "王五"))
    assert Addressees.of(joint).names == ("李四", "王五")
    alone = two_people(people_count=1, representatives=("王五",))
    assert Addressees.of(alone).names == ("张三", "李四"), "one person speaks for himself"
    assert Addressees.of(two_people(petitioners=())).names == ()


@pytest.mark.parametrize(
    ("values", "whose"),
    [
        ({"addressee": "李四", "receiver": "张三"}, "李四"),
        ({"receiver": "李 四"}, "李四"),
        ({"receiver": "周律师"}, "张三"),
        ({"addressee": "周律师"}, "张三"),
        ({}, ALL),
        ({"receiver": "赵六", "result": "他人代收", "relation": "家属"}, ALL),
        ({"receiver": "赵六", "result": "本人签收"}, ALL),
    ],
)
def test_a_service_is_of_whom_it_names(values: dict[str, str], whose: str) -> None:
    assert Addressees.of(two_people()).of_act(a_service(**values)) == whose


def test_of_one_petitioner_every_service_is_his_whoever_took_it() -> None:
    one = Addressees.of(two_people(petitioners=(Petitioner("张三"),)))
    assert one.of_act(a_service(receiver="赵六", result="他人代收")) == "张三"
    assert one.fault_of(a_service(receiver="赵六")) == ""


def test_where_nobody_is_known_those_who_sign_for_themselves_are_told_apart() -> None:
    nobody = Addressees.of(two_people(petitioners=()))
    first = a_service(receiver="张三", result="本人签收")
    second = replace(a_service(receiver="李四", result="本人签收"), on=date(2026, 4, 9))
    served = {
        one.name: one.served_on for one in nobody.services([first, second], date(2026, 12, 31))
    }
    assert served == {"张三": ON, "李四": date(2026, 4, 9)}
    assert nobody.fault_of(a_service(addressee="谁都行")) == ""


def test_a_service_for_nobody_of_the_case_is_named_as_a_fault() -> None:
    people = Addressees.of(two_people())
    assert "“王五”不是本件的受送达人，应为张三、李四" in people.fault_of(
        a_service(addressee="王五")
    )
    assert "请写明赵六收的是送给谁的" in people.fault_of(a_service(receiver="赵六"))
    assert people.fault_of(a_service(receiver="赵六", addressee="李四")) == ""


def test_a_letter_says_who_still_has_to_get_it() -> None:
    steps = [
        a_step("issued", date(2026, 4, 1), kind="opinion", number="意1"),
        a_step("served", ON, letter="意1", result="本人签收", receiver="张三"),
    ]
    (letter,) = Reading(two_people(), steps, date(2026, 4, 3)).letters
    assert letter.unserved == ("李四",)
    assert letter.first_served_on == ON
    assert letter.served_on is None
    assert letter.awaits_result


def test_a_paper_to_a_unit_has_no_addressees_among_the_petitioners() -> None:
    steps = [
        a_step("issued", date(2026, 4, 1), kind="dispatch", number="转1"),
        a_step("served", ON, letter="转1", result="本人签收", receiver="内勤"),
    ]
    (letter,) = Reading(two_people(), steps, date(2026, 4, 3)).letters
    assert letter.served_on == ON


RESULTS = ("本人签收", "他人代收", "退件", "拒收")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("张三", "李四", "")), st.sampled_from(RESULTS), st.integers(0, 60)
        ),
        max_size=8,
    )
)
def test_a_letter_is_served_on_the_day_of_the_last_addressee_and_not_before_all_have_it(
    told: list[tuple[str, str, int]],
) -> None:
    steps = [a_step("issued", ON, kind="opinion", number="意1")]
    days: dict[str, date | None] = {"张三": None, "李四": None}
    for name, result, after in sorted(told, key=lambda each: each[2]):
        day = ON + timedelta(days=after)
        values = {"letter": "意1", "result": result, **({"addressee": name} if name else {})}
        moment = datetime(2026, 4, 2, tzinfo=UTC) + timedelta(seconds=len(steps))
        steps.append(Step("served", day, moment, values=values))
        for one in [name] if name else list(days):
            days[one] = day if result in ("本人签收", "他人代收") else None
    (letter,) = Reading(two_people(), steps, date(2026, 12, 31)).letters
    known = [day for day in days.values() if day is not None]
    assert letter.served_on == (max(known) if len(known) == 2 else None)
    assert letter.first_served_on == min(known, default=None)
    assert set(letter.unserved) == {name for name, day in days.items() if day is None}
