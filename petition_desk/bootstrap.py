"""The wiring: which data, which account, which clock; a desk opened for one command, or the window.

Passwords come from a file or from the environment, never from an argument: arguments can be read
by every program of the PC.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from petition_desk import paths
from petition_desk.clock import Clock, SystemClock
from petition_desk.errors import EnvironmentFaultError, UsageError

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk

LOCK_WAIT_SECONDS = 10.0
"""How long the command line waits for the window, or another command, to let go of the data."""


class AccountNotNamedError(UsageError):
    """There are several accounts and none was named (exit 2)."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """List them."""
        self.names = names
        super().__init__(f"有 {len(names)} 个账户，请用 --account 写明：{'、'.join(names)}。")


class NoDataYetError(EnvironmentFaultError):
    """The data folder holds no data (exit 5)."""

    def __init__(self, folder: Path) -> None:
        """Name the folder and the way to begin."""
        self.folder = folder
        super().__init__(f"{folder} 里没有数据。先用 init 建立，或者用 --data 写明数据文件夹。")


class SecretNotGivenError(UsageError):
    """A password or key is needed and was not given (exit 2)."""

    def __init__(self, noun: str, ways: str) -> None:
        """Say which, and how it can be given."""
        super().__init__(f"没有给出{noun}：请用 {ways}。命令行从不询问。")


class PasswordFileError(EnvironmentFaultError):
    """The password file cannot be read (exit 5)."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        self.path = path
        super().__init__(f"读不到口令文件 {path}。")


@dataclass(frozen=True, slots=True)
class Start:
    """How one run of the program begins.

    Attributes:
        data_dir: The data folder.
        account: The account that was named; empty for the only one.
        password_file: Where the password stands; None for the environment.
        clock: Who is asked for the day.
        environment: Where passwords are looked for.
    """

    data_dir: Path
    account: str = ""
    password_file: Path | None = None
    clock: Clock = field(default_factory=SystemClock)
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)

    @classmethod
    def given(
        cls,
        data_dir: Path | None,
        account: str | None,
        password_file: Path | None,
        clock: Clock | None = None,
    ) -> Start:
        """Fill what was not said with the defaults."""
        return cls(
            data_dir or paths.data_dir(), account or "", password_file, clock or SystemClock()
        )

    def password(self) -> str:
        """Return the password of the account.

        Raises:
            SecretNotGivenError, PasswordFileError: there is none, or its file cannot be read.
        """
        if self.password_file is not None:
            return read_secret(self.password_file)
        return self._secret("口令", "PETITION_DESK_PASSWORD", "--password-file 或 ")

    def first_password(self) -> str:
        """Return the password of the first account, where the data is only being made.

        Raises:
            SecretNotGivenError, PasswordFileError: there is none, or its file cannot be read.
        """
        if self.password_file is None and not self.environment.get("PETITION_DESK_PASSWORD"):
            return self.new_password()
        return self.password()

    def new_password(self) -> str:
        """Return the password that is to be set.

        Raises:
            SecretNotGivenError: there is none.
        """
        return self._secret("新口令", "PETITION_DESK_NEW_PASSWORD")

    def recovery_key(self) -> str:
        """Return the recovery key.

        Raises:
            SecretNotGivenError: there is none.
        """
        return self._secret("恢复密钥", "PETITION_DESK_RECOVERY_KEY")

    def account_name(self) -> str:
        """Return the account that was named, else the only one.

        Raises:
            AccountNotNamedError: there are several.
            NoDataYetError: there is no data.
        """
        from petition_desk.services.desk import account_names

        names = account_names(self.data_dir)
        if not names:
            raise NoDataYetError(self.data_dir)
        return self.account or self.only_account(names)

    @staticmethod
    def only_account(names: tuple[str, ...]) -> str:
        """Return the one account there is.

        Raises:
            AccountNotNamedError: there are several.
        """
        if len(names) != 1:
            raise AccountNotNamedError(names)
        return names[0]

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Open the desk for one command, brought up to the day, and close it.

        Raises:
            EnvironmentFaultError, UsageError: as the desk says: locked, wrong password …
        """
        from petition_desk.services.clock_watch import doubt
        from petition_desk.services.deadlines import refresh
        from petition_desk.services.desk import open_desk
        from petition_desk.services.settings import finish_restating

        account = self.account_name()
        desk = open_desk(
            self.data_dir, account, self.password(), self.clock, wait_seconds=LOCK_WAIT_SECONDS
        )
        try:
            set_back = doubt(desk)
            if set_back is not None:
                sys.stderr.write(f"{set_back.sentence}\n")
            finish_restating(desk)
            refresh(desk)
            yield desk
        finally:
            desk.close()

    def run_window(self) -> int:
        """Open the window and return its exit code."""
        # No collecting before the first paint: nothing is garbage yet, and looking costs the
        # officer some milliseconds. The window turns it on again as soon as it is painted.
        gc.disable()
        from petition_desk.ui.app import run

        return run(self.data_dir, self.account, self.clock)

    def _secret(self, noun: str, variable: str, before: str = "") -> str:
        secret = self.environment.get(variable, "")
        if not secret:
            raise SecretNotGivenError(noun, f"{before}环境变量 {variable}")
        return secret


def read_secret(path: Path) -> str:
    """Return what a password file holds, without the line end an editor puts there.

    Raises:
        PasswordFileError: it cannot be read as UTF-8 text.
    """
    try:
        return path.read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as fault:
        raise PasswordFileError(path) from fault
