"""录国网: the backlog by right and by age, the sheet of a case, the journal of what was copied."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from petition_desk.services import casework, intake, national_entry
from petition_desk.services.desk import Desk
from petition_desk.services.recording import SealedCaseError
from tests import desks
from tests.desks import TODAY, registration


def register(desk: Desk, day: date, **facts: object) -> str:
    return intake.register(desk, registration(received_on=day.isoformat(), **facts)).local_no


def test_the_oldest_receipt_comes_first_whatever_was_registered_first(desk: Desk) -> None:
    newer = register(desk, TODAY)
    older = register(desk, TODAY - timedelta(days=9))
    page = national_entry.backlog(desk)
    assert [row.local_no for row in page.rows] == [older, newer]
    assert national_entry.backlog_count(desk) == 2


def test_a_case_that_is_entered_leaves_the_backlog(desk: Desk) -> None:
    number = register(desk, TODAY)
    assert not national_entry.entry_sheet(desk, number).is_entered
    casework.record_step(desk, number, "entered-nationally", {"number": "GA2026112000001"})
    assert national_entry.backlog_count(desk) == 0
    assert national_entry.entry_sheet(desk, number).is_entered


def test_a_confidential_case_is_neither_listed_nor_counted_nor_read_without_the_right(
    desk: Desk, tmp_path: Path
) -> None:
    number = register(desk, TODAY, matter_kind="检举控告", demands=[])
    assert national_entry.backlog_count(desk) == 1
    desk.close()
    colleague = desks.open_again(desk.data_dir, account=desks.COLLEAGUE)
    try:
        assert national_entry.backlog(colleague).rows == ()
        assert national_entry.backlog_count(colleague) == 0
        with pytest.raises(SealedCaseError):
            national_entry.entry_sheet(colleague, number)
        with pytest.raises(SealedCaseError):
            national_entry.note_copying(colleague, number)
    finally:
        colleague.close()


def test_the_sheet_shows_the_facts_as_corrected(desk: Desk) -> None:
    number = register(desk, TODAY)
    casework.record_step(
        desk, number, "corrected", {"field": "收到日期", "value": "2026-11-18", "reason": "邮戳"}
    )
    values = {
        entry.title: entry.value for entry in national_entry.entry_sheet(desk, number).entries
    }
    assert values["收到日期"] == "2026-11-18"
    assert values["登记单位"] == "某某县公安局"


def test_copying_is_noted_in_the_journal_without_what_was_copied(desk: Desk) -> None:
    number = register(desk, TODAY)
    national_entry.note_copying(desk, number)
    with desk.reading() as work:
        last = list(work.journal.entries())[-1]
    assert (last.action, last.subject, last.before, last.after) == ("case.copy", number, None, None)
