"""Accounts: who may change whom, and what the journal says of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from petition_desk.clock import FixedClock
from petition_desk.errors import InputError, UsageError
from petition_desk.services import accounts
from petition_desk.services.desk import Desk, create_desk, open_desk
from petition_desk.services.rights import RightMissingError
from petition_desk.storage.errors import WrongPasswordError
from petition_desk.storage.journal import entries
from tests.desks import COLLEAGUE, OFFICER, PASSWORD, TODAY

CLOCK = FixedClock.on(TODAY)


def reopened(desk: Desk, account: str, password: str) -> Desk:
    desk.close()
    return open_desk(desk.data_dir, account, password, CLOCK, wait_seconds=0)


def test_a_new_account_opens_the_data_with_its_rights(desk: Desk) -> None:
    added = accounts.add_account(desk, "赵警官", "new word", {"see-sealed"})
    assert added in accounts.accounts(desk)
    again = reopened(desk, "赵警官", "new word")
    assert again.account.rights == {"see-sealed"}
    again.close()


def test_only_an_administrator_adds_removes_or_gives_rights(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    colleague = reopen(account=COLLEAGUE)
    for act in (
        lambda: accounts.add_account(colleague, "x", "y", ()),
        lambda: accounts.remove_account(colleague, OFFICER),
        lambda: accounts.set_rights(colleague, COLLEAGUE, {"admin"}),
        lambda: accounts.change_password(colleague, OFFICER, None, "z"),
        lambda: accounts.renew_recovery_key(colleague),
    ):
        with pytest.raises(RightMissingError, match="管理"):
            act()
    assert {each.name for each in accounts.accounts(colleague)} == {OFFICER, COLLEAGUE}


def test_ones_own_password_needs_the_old_one(desk: Desk) -> None:
    with pytest.raises(InputError, match="原口令"):
        accounts.change_password(desk, OFFICER, None, "new")
    with pytest.raises(WrongPasswordError):
        accounts.change_password(desk, OFFICER, "wrong", "new")
    accounts.change_password(desk, OFFICER, PASSWORD, "new")
    reopened(desk, OFFICER, "new").close()


def test_an_administrator_sets_anothers_password_without_the_old_one(desk: Desk) -> None:
    accounts.change_password(desk, COLLEAGUE, None, "set for him")
    reopened(desk, COLLEAGUE, "set for him").close()


def test_somebody_must_be_left_to_administer(desk: Desk) -> None:
    with pytest.raises(UsageError, match="管理权"):
        accounts.set_rights(desk, OFFICER, ())
    with pytest.raises(UsageError, match="管理权"):
        accounts.remove_account(desk, OFFICER)


def test_every_change_stands_in_the_journal_and_no_password_does(desk: Desk) -> None:
    accounts.add_account(desk, "赵警官", "hush hush", {"export-full"})
    accounts.set_rights(desk, "赵警官", {"see-sealed"})
    accounts.change_password(desk, "赵警官", None, "hush again")
    accounts.remove_account(desk, "赵警官")
    with desk.reading() as work:
        told = [(e.action, e.subject, e.before, e.after) for e in entries(work._connection)][-4:]
    assert [action for action, *_ in told] == [
        "account.added",
        "account.rights",
        "account.password",
        "account.removed",
    ]
    assert told[1][2:] == ({"rights": ["export-full"]}, {"rights": ["see-sealed"]})
    assert "hush" not in repr(told)


def test_a_refused_change_leaves_no_entry(desk: Desk) -> None:
    with desk.reading() as work:
        before = len(entries(work._connection))
    with pytest.raises(UsageError, match="已有"):
        accounts.add_account(desk, COLLEAGUE, "x", ())
    with desk.reading() as work:
        assert len(entries(work._connection)) == before


def test_the_recovery_key_sets_a_new_password_and_says_so_in_the_journal(tmp_path: Path) -> None:
    desk, key = create_desk(tmp_path / "d", "某某县公安局", "wang", "forgotten", CLOCK)
    desk.close()
    accounts.recover(tmp_path / "d", "wang", key, "remembered", CLOCK)
    with pytest.raises(WrongPasswordError):
        open_desk(tmp_path / "d", "wang", "forgotten", CLOCK)
    again = open_desk(tmp_path / "d", "wang", "remembered", CLOCK)
    with again.reading() as work:
        assert entries(work._connection)[-1].action == "account.recovered"
    again.close()


def test_a_renewed_recovery_key_replaces_the_old_one(tmp_path: Path) -> None:
    desk, old = create_desk(tmp_path / "d", "某某县公安局", "wang", "one", CLOCK)
    new = accounts.renew_recovery_key(desk)
    desk.close()
    with pytest.raises(Exception, match="换过新的"):
        accounts.recover(tmp_path / "d", "wang", old, "two", CLOCK)
    accounts.recover(tmp_path / "d", "wang", new, "two", CLOCK)
    open_desk(tmp_path / "d", "wang", "two", CLOCK).close()
