"""Copies, taking one back, and the proof of the journal, on real files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from petition_desk.clock import FixedClock
from petition_desk.services import casework, intake, ledger, maintenance, settings
from petition_desk.services.desk import Desk, open_desk
from petition_desk.storage.errors import LockedError, NoDataError, WrongPasswordError
from petition_desk.storage.journal import entries
from tests.desks import COLLEAGUE, OFFICER, PASSWORD, TODAY, registration

CLOCK = FixedClock.on(TODAY)


def test_a_copy_goes_beside_the_data_until_a_second_folder_is_set(
    desk: Desk, tmp_path: Path
) -> None:
    assert maintenance.last_backup_at(desk) is None
    assert maintenance.backup(desk).parent == desk.data_dir / "backups"
    second = tmp_path / "second"
    settings.set_setting(desk, "backup.second_folder", str(second))
    assert maintenance.last_backup_at(desk) is None
    copy = maintenance.backup(desk)
    assert copy.parent == second
    assert maintenance.backups(desk) == (copy,)
    assert maintenance.last_backup_at(desk) == CLOCK.now()


def test_what_came_after_a_copy_is_gone_once_it_is_restored_and_kept_aside(
    desk: Desk, tmp_path: Path
) -> None:
    intake.register(desk, registration(summary="先来的"))
    copy = maintenance.backup(desk, tmp_path / "copies")
    intake.register(desk, registration(summary="后来的"))
    desk.close()
    aside = maintenance.restore(desk.data_dir, copy, OFFICER, PASSWORD, CLOCK)
    assert aside is not None
    assert aside.is_file()
    again = open_desk(desk.data_dir, OFFICER, PASSWORD, CLOCK)
    assert ledger.view_counts(again)["all"] == 1
    assert casework.show(again, "XF2026-0001").case.summary == "先来的"
    with again.reading() as work:
        last = entries(work._connection, newest=1)[0]
    assert (last.action, last.after) == ("backup.restored", {"copy": copy.name})
    assert maintenance.verify(again).is_sound
    again.close()


def test_a_copy_opens_in_a_new_folder_and_by_its_folder_alone(desk: Desk, tmp_path: Path) -> None:
    intake.register(desk, registration())
    copy = maintenance.backup(desk, tmp_path / "copies")
    assert set(maintenance.backup_account_names(copy)) == {OFFICER, COLLEAGUE}
    new = tmp_path / "new pc"
    assert maintenance.restore(new, copy.parent, OFFICER, PASSWORD, CLOCK) is None
    again = open_desk(new, OFFICER, PASSWORD, CLOCK)
    assert ledger.view_counts(again)["all"] == 1
    again.close()


def test_a_wrong_password_or_no_copy_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    copy = maintenance.backup(desk, tmp_path / "copies")
    before = (desk.data_dir / "petition-desk.db").read_bytes()
    desk.close()
    with pytest.raises(WrongPasswordError):
        maintenance.restore(desk.data_dir, copy, OFFICER, "wrong", CLOCK)
    with pytest.raises(NoDataError):
        maintenance.restore(desk.data_dir, tmp_path / "none.db", OFFICER, PASSWORD, CLOCK)
    assert (desk.data_dir / "petition-desk.db").read_bytes() == before


def test_data_that_somebody_has_open_is_not_replaced(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = maintenance.backup(desk, tmp_path / "copies")
    monkeypatch.setattr(maintenance, "RESTORE_WAIT_SECONDS", 0)
    with pytest.raises(LockedError, match=OFFICER):
        maintenance.restore(desk.data_dir, copy, OFFICER, PASSWORD, CLOCK)


def test_a_sound_journal_is_called_sound(desk: Desk) -> None:
    intake.register(desk, registration())
    report = maintenance.verify(desk)
    assert report.is_sound
    assert (report.broken_at, report.reason) == (None, "")
    assert report.entries > 1


def test_an_altered_entry_is_found_and_named(reopen: Callable[..., Desk], desk: Desk) -> None:
    intake.register(desk, registration())
    with desk.begin() as work:
        work._connection.execute(text("UPDATE journal SET account = '别人' WHERE seq = 3"))
        work.commit()
    report = maintenance.verify(desk)
    assert not report.is_sound
    assert report.broken_at == 3
    assert "第 3 条" in report.reason
