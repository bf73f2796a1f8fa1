"""Acts on many cases: what will happen is said before, and every case stands for itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from petition_desk.errors import InputError
from petition_desk.services import bulk_acts, casework, intake
from petition_desk.services.bulk_acts import BulkAct
from petition_desk.services.desk import Desk
from tests.desks import COLLEAGUE, registration

UNIT = {"unit": "城关派出所"}


@pytest.fixture
def three(desk: Desk) -> list[int]:
    """A plain case, one that was voided, and a confidential one."""
    made = [
        intake.register(desk, registration(summary="反映户口")),
        intake.register(desk, registration(summary="登记错了")),
        intake.register(desk, registration(summary="检举", matter_kind="检举控告")),
    ]
    casework.record_step(desk, made[1].local_no, "voided", {"reason": "重复"})
    return [int(casework.show(desk, each.local_no).case.id or 0) for each in made]


def test_the_preview_says_of_each_case_what_will_happen_and_why_not(
    desk: Desk, three: list[int]
) -> None:
    plain, voided, _ = bulk_acts.preview(desk, BulkAct.DISPATCH, three, UNIT)
    assert plain.refusal == ""
    assert plain.name == "黄**"
    assert "作废" in voided.refusal
    view = casework.show(desk, plain.local_no)
    assert "dispatched" not in {step.kind for step in view.steps}


def test_what_was_refused_holds_up_no_other(desk: Desk, three: list[int]) -> None:
    lines = bulk_acts.preview(desk, BulkAct.DISPATCH, three[:2], UNIT)
    told: list[tuple[int, int]] = []
    report = bulk_acts.carry_out(
        desk, BulkAct.DISPATCH, lines, UNIT, progress=lambda *place: told.append(place)
    )
    assert report.done == (lines[0].local_no,)
    assert [line.local_no for line in report.refused] == [lines[1].local_no]
    steps = casework.show(desk, lines[0].local_no).steps
    assert steps[-1].kind == "dispatched"
    assert steps[-1].text("unit") == "城关派出所"
    assert told == [(1, 1)]


def test_what_changed_since_the_preview_is_refused_when_it_is_done(
    desk: Desk, three: list[int]
) -> None:
    lines = bulk_acts.preview(desk, BulkAct.DISPATCH, three[:1], UNIT)
    casework.record_step(desk, lines[0].local_no, "voided", {"reason": "撤销"})
    report = bulk_acts.carry_out(desk, BulkAct.DISPATCH, lines, UNIT)
    assert report.done == ()
    assert "作废" in report.refused[0].refusal


def test_stopped_it_leaves_whole_cases(desk: Desk, three: list[int]) -> None:
    lines = bulk_acts.preview(desk, BulkAct.DISPATCH, three[:1], UNIT)
    report = bulk_acts.carry_out(desk, BulkAct.DISPATCH, lines, UNIT, cancelled=lambda: True)
    assert report.is_stopped
    assert report.done == ()


def test_a_sealed_case_is_named_by_its_number_alone_without_the_right(
    desk: Desk, three: list[int], reopen: Callable[..., Desk]
) -> None:
    other = reopen(account=COLLEAGUE)
    for act, raw in ((BulkAct.DISPATCH, UNIT), (BulkAct.PRINT, {})):
        sealed = bulk_acts.preview(other, act, three, raw)[2]
        assert (sealed.name, sealed.refusal) == ("", "保密件，本账户无权办理")
    assert bulk_acts.preview(other, BulkAct.EXPORT, three, {})[2].refusal == ""


def test_printing_names_the_cases_without_a_letter(desk: Desk, three: list[int]) -> None:
    lines = bulk_acts.preview(desk, BulkAct.PRINT, three, {})
    assert {line.refusal for line in lines} == {"没有还未打印的文书"}


def test_a_form_with_faults_and_too_many_cases_are_refused(desk: Desk, three: list[int]) -> None:
    with pytest.raises(InputError, match="必须填写"):
        bulk_acts.preview(desk, BulkAct.DISPATCH, three, {})
    with pytest.raises(InputError, match="最多"):
        bulk_acts.preview(desk, BulkAct.DISPATCH, range(bulk_acts.MOST_CASES + 1), UNIT)
    with pytest.raises(ValueError, match="records no step"):
        bulk_acts.carry_out(desk, BulkAct.EXPORT, (), {})
