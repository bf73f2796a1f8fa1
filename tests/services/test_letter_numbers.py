"""Numbers of letters: in a row, whoever takes turns, wherever the process dies."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from petition_desk.services import casework, letters, maintenance
from petition_desk.services.desk import Desk
from petition_desk.services.letter_voiding import void_letter
from tests import desks

from .letter_cases import UNIT, registered
from .letter_child import KILLED

ROOT = Path(__file__).parents[2]
#: Issuing has fewer moments than this; a child that outlives them all ends the test.
MOST_MOMENTS = 400


def accepted(desk: Desk) -> str:
    no = registered(desk, "31-6")
    casework.record_step(desk, no, "accepted", UNIT)
    return no


def child(data: Path, case: str, moment: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.services.letter_child", str(data), case, str(moment)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )


def dies_at(data: Path, case: str, moment: int) -> bool:
    """Issue in a process that dies at a moment; tell whether it came so far."""
    process = child(data, case, moment)
    _, complaint = process.communicate(timeout=120)
    assert process.returncode in (0, KILLED), complaint
    return process.returncode == KILLED


def serials(desk: Desk, no: str) -> list[int]:
    return [head.serial for head in casework.show(desk, no).letters]


def check_after_a_kill(data: Path, no: str) -> None:
    """The numbers given are 1, 2, 3 …; each letter has its bytes, its step and its journal."""
    desk = desks.open_again(data)
    try:
        given = serials(desk, no)
        assert given == list(range(1, len(given) + 1))
        for head in casework.show(desk, no).letters:
            assert letters.kept(desk, no, head.number).sha256 == head.sha256
        issued = [step for step in casework.show(desk, no).steps if step.kind == "issued"]
        assert len(issued) == len(given)
        assert maintenance.verify(desk).is_sound
        assert letters.blanks(desk, no, "accept").number_preview.endswith(f"{len(given) + 1}号")
    finally:
        desk.close()


def killed_at(desk: Desk, moments: range) -> int:
    """Kill issuing at some of its moments; return at which of them it had come to its end."""
    no = accepted(desk)
    desk.close()
    for moment in moments:
        if not dies_at(desk.data_dir, no, moment):
            return moment
        check_after_a_kill(desk.data_dir, no)
    raise AssertionError("issuing did not come to an end")


def test_a_process_that_dies_amid_issuing_gives_no_number_twice_and_skips_none(desk: Desk) -> None:
    assert killed_at(desk, range(3, MOST_MOMENTS, 17)) > 20


@pytest.mark.proof
def test_at_no_moment_of_issuing_a_death_costs_or_doubles_a_number(desk: Desk) -> None:
    assert killed_at(desk, range(1, MOST_MOMENTS)) > 20


def test_eight_processes_taking_turns_get_eight_numbers_in_a_row(desk: Desk) -> None:
    cases = [accepted(desk) for _ in range(8)]
    desk.close()
    processes = [child(desk.data_dir, no) for no in cases]
    told = []
    for process in processes:
        answer, complaint = process.communicate(timeout=300)
        assert process.returncode == 0, complaint
        told.append(int(answer))
    assert sorted(told) == list(range(1, 9))
    again = desks.open_again(desk.data_dir)
    try:
        assert [serials(again, no) for no in cases] == [[each] for each in told]
        assert maintenance.verify(again).is_sound
    finally:
        again.close()


def test_each_kind_and_each_year_counts_for_itself(desk: Desk) -> None:
    no = accepted(desk)
    given = [letters.issue(desk, no, kind).number for kind in ("accept", "visit-form", "accept")]
    assert given == ["某公信告〔2026〕1号", "某公信访〔2026〕1号", "某公信告〔2026〕2号"]
    void_letter(desk, no, given[2], "写错")
    assert letters.issue(desk, no, "accept").number == "某公信告〔2026〕3号"
    desk.close()
    later = desks.open_again(desk.data_dir, today=desks.TODAY.replace(year=2027, month=1, day=4))
    try:
        assert letters.issue(later, no, "visit-form").number == "某公信访〔2027〕1号"
    finally:
        later.close()
