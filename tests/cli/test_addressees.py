"""Several petitioners: each is served, the last one starts the right."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Office

PEOPLE = [{"name": "张三", "main": True, "address": "某镇1号"}, {"name": "李四"}]


@pytest.fixture
def no(office: Office) -> str:
    """A case of two people with an opinion on paper."""
    no = office.register(
        received_on="2026-10-12", petitioned_on="2026-10-12", people_count=2, petitioners=PEOPLE
    )
    office.run("step", no, "accepted", "on=2026-10-12", "pathway=31-6")
    office.run(
        "step", no, "issued", "on=2026-11-02", "kind=opinion", "number=意1", "result=不予支持"
    )
    return no


def right(office: Office, no: str) -> dict[str, object] | None:
    clocks = office.json("show", no)["clocks"]
    return next((clock for clock in clocks if clock["rule"] == "right-review"), None)


def serve(office: Office, no: str, day: str, *values: str, code: int = 0) -> str:
    return office.run("step", no, "served", f"on={day}", "letter=意1", *values, code=code).stderr


def test_the_right_runs_from_the_last_of_them(office: Office, no: str) -> None:
    serve(office, no, "2026-11-03", "way=当面", "result=本人签收", "receiver=张三")
    assert right(office, no) is None
    assert office.json("show", no)["state"] == "to-serve"
    serve(office, no, "2026-11-09", "way=邮寄", "result=退件", "reason=查无此人", "addressee=李四")
    assert right(office, no) is None
    serve(office, no, "2026-11-16", "way=邮寄", "result=本人签收", "receiver=李四")
    found = right(office, no)
    assert found is not None
    assert (found["started_on"], found["due_plain"]) == ("2026-11-16", "2026-12-16")


def test_the_order_of_entering_makes_no_difference(office: Office, no: str) -> None:
    serve(office, no, "2026-11-16", "result=本人签收", "receiver=李四")
    serve(office, no, "2026-11-03", "result=本人签收", "receiver=张三")
    found = right(office, no)
    assert found is not None
    assert found["started_on"] == "2026-11-16"


def test_whoever_has_it_may_ask_for_a_review_before_the_others_have(
    office: Office, no: str
) -> None:
    office.run("step", no, "review-requested", "on=2026-11-03", code=3)
    serve(office, no, "2026-11-03", "result=本人签收", "receiver=张三")
    office.run("step", no, "review-requested", "on=2026-11-10")


def test_a_substitute_names_for_whom_he_takes_it(office: Office, no: str) -> None:
    took = ("way=邮寄", "result=他人代收", "receiver=赵六", "relation=同住家属")
    said = serve(office, no, "2026-11-03", *took, code=4)
    assert "受送达人" in said
    assert "张三、李四" in said
    serve(office, no, "2026-11-03", *took, "addressee=张三")
    assert "不是本件的受送达人" in serve(office, no, "2026-11-04", "addressee=王五", code=4)


def test_together_at_the_desk_both_are_served_at_once(office: Office, no: str) -> None:
    serve(office, no, "2026-11-03", "way=当面", "result=本人签收")
    found = right(office, no)
    assert found is not None
    assert found["started_on"] == "2026-11-03"
