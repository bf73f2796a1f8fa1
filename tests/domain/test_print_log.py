"""What became of each paper of a printing job."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from petition_desk.domain.print_log import PaperFate, fates, pages_of

SENT, NOT_SENT, UNSURE = PaperFate.SENT, PaperFate.NOT_SENT, PaperFate.UNSURE


def test_a_job_that_ended_well_printed_all() -> None:
    assert fates([2, 1, 3], 6, ended_well=True) == (SENT, SENT, SENT)


def test_a_job_stopped_between_two_papers_printed_the_first_alone() -> None:
    assert fates([2, 1, 3], 3, ended_well=True) == (SENT, SENT, NOT_SENT)


def test_a_paper_cut_off_in_its_middle_is_to_be_looked_for() -> None:
    assert fates([2, 1, 3], 4, ended_well=True) == (SENT, SENT, UNSURE)


def test_what_a_failing_printer_took_may_or_may_not_have_come_out() -> None:
    assert fates([2, 1, 3], 3, ended_well=False) == (UNSURE, UNSURE, NOT_SENT)


def test_a_printer_that_took_nothing_printed_nothing() -> None:
    assert fates([2, 1], 0, ended_well=False) == (NOT_SENT, NOT_SENT)


def test_each_copy_begins_on_a_sheet_of_its_own() -> None:
    assert pages_of(3, 2, two_sided=True) == 8
    assert pages_of(3, 2, two_sided=False) == 6
    assert pages_of(4, 2, two_sided=True) == 8


@given(st.lists(st.integers(1, 9)), st.data())
def test_no_paper_is_said_to_be_printed_that_lacks_a_page(
    counts: list[int], data: st.DataObject
) -> None:
    sent = data.draw(st.integers(0, sum(counts)))
    ended_well = data.draw(st.booleans())
    found = fates(counts, sent, ended_well=ended_well)
    assert len(found) == len(counts)
    whole = sum(count for count, fate in zip(counts, found, strict=True) if fate is SENT)
    assert whole <= sent
    assert ended_well or SENT not in found
    # What was not sent comes last: a printer takes pages in order.
    first = found.index(NOT_SENT) if NOT_SENT in found else len(found)
    assert set(found[first:]) <= {NOT_SENT}
