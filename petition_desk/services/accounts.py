"""Accounts: who may open the data, with which rights. Every change stands in the journal."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from petition_desk.clock import Clock, SystemClock
from petition_desk.errors import InputError
from petition_desk.services.desk import Account, Desk, open_desk
from petition_desk.services.rights import ADMIN, require
from petition_desk.storage import keys
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.lock import DeskLock

RECOVERY_WAIT_SECONDS = 10.0


def accounts(desk: Desk) -> tuple[Account, ...]:
    """Every account of this data, in the order they were added."""
    return tuple(Account(each.name, each.rights) for each in keys.list_accounts(_keyfile(desk)))


def add_account(desk: Desk, name: str, password: str, rights: Collection[str]) -> Account:
    """Add an account.

    Raises:
        RightMissingError: the account at the desk is no administrator (exit 3).
        UsageError: the name is taken, or there is no such right (exit 2).
        InputError: name or password is unfit (exit 4).
    """
    require(desk, ADMIN)
    with desk.begin() as work:
        added = keys.add_account(_keyfile(desk), desk.database.keys, name, password, rights)
        work.journal.write("account.added", added.name, after={"rights": sorted(added.rights)})
        work.commit()
    return Account(added.name, added.rights)


def change_password(desk: Desk, name: str, old: str | None, new: str) -> None:
    """Change a password: one's own with the old one, anybody else's as an administrator.

    Raises:
        WrongPasswordError: the old one is wrong (exit 5).
        RightMissingError: another's, and no administrator (exit 3).
        UnknownAccountError: nobody of this name (exit 2).
        InputError: the new one is empty, or one's own old one is not given (exit 4).
    """
    is_own = name.strip().casefold() == desk.account.name.casefold()
    if not is_own:
        require(desk, ADMIN)
    elif old is None:
        raise InputError("原口令", "必须填写")
    else:
        keys.unlock(_keyfile(desk), name, old)
    with desk.begin() as work:
        keys.set_password(_keyfile(desk), desk.database.keys, name, new)
        work.journal.write("account.password", name)
        work.commit()


def set_rights(desk: Desk, name: str, rights: Collection[str]) -> None:
    """Give an account exactly these rights; they hold from its next unlock.

    Raises:
        RightMissingError: no administrator (exit 3).
        UsageError: no such account or right, or nobody could administer any more (exit 2).
    """
    require(desk, ADMIN)
    before = {each.name: sorted(each.rights) for each in accounts(desk)}
    with desk.begin() as work:
        keys.set_rights(_keyfile(desk), desk.database.keys, name, rights)
        was = {"rights": before.get(name, [])}
        work.journal.write("account.rights", name, before=was, after={"rights": sorted(rights)})
        work.commit()


def remove_account(desk: Desk, name: str) -> None:
    """Take an account away; what it recorded keeps its name.

    Raises:
        RightMissingError: no administrator (exit 3).
        UsageError: no such account, or the only one that may administer (exit 2).
    """
    require(desk, ADMIN)
    with desk.begin() as work:
        keys.remove_account(_keyfile(desk), desk.database.keys, name)
        work.journal.write("account.removed", name)
        work.commit()


def renew_recovery_key(desk: Desk) -> str:
    """A new recovery key in its printed form; the old one opens nothing from now on.

    Raises:
        RightMissingError: no administrator (exit 3).
    """
    require(desk, ADMIN)
    with desk.begin() as work:
        recovery_key = keys.renew_recovery_key(_keyfile(desk), desk.database.keys)
        work.journal.write("recovery-key.renewed")
        work.commit()
    return recovery_key


def recover(
    data_dir: Path,
    account: str,
    recovery_key: str,
    new_password: str,
    clock: Clock | None = None,
) -> None:
    """Set a new password by the recovery key; who did so stands in the journal.

    Raises:
        InputError: the key was copied wrongly, or the new password is empty (exit 4).
        EnvironmentFaultError: another key's, locked, no data (exit 5).
        UnknownAccountError: nobody of this name (exit 2).
    """
    asked = clock or SystemClock()
    folder = DataFolder(data_dir)
    wait = RECOVERY_WAIT_SECONDS
    with DeskLock.acquire(folder, account, asked.now(), wait_seconds=wait):
        keys.recover(folder.keyfile, recovery_key, account, new_password)
    desk = open_desk(data_dir, account, new_password, asked)
    try:
        with desk.begin() as work:
            work.journal.write("account.recovered", desk.account.name)
            work.commit()
    finally:
        desk.close()


def _keyfile(desk: Desk) -> Path:
    return DataFolder(desk.data_dir).keyfile
