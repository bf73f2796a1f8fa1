"""The faults of keeping: a wrong password, a damaged file, a lock, a full disk.

All of them are the environment's (exit 5) except names that nothing has (exit 2) and a recovery
key that was copied wrongly (exit 4). Every sentence says what the officer can do next.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from petition_desk.clock import CHINA
from petition_desk.errors import (
    EnvironmentFaultError,
    FieldFault,
    InputError,
    UnknownNameError,
    UsageError,
)


class WrongPasswordError(EnvironmentFaultError):
    """The password does not open this account.

    Attributes:
        account: Whose password was asked for.
    """

    def __init__(self, account: str) -> None:
        """Name the account; the password itself is never repeated."""
        self.account = account
        super().__init__(f"账户“{account}”的口令不对。")


class EmptyPasswordError(InputError):
    """A new password is empty or blank."""

    def __init__(self) -> None:
        """Say which field."""
        super().__init__("口令", "不能为空")


class UnknownAccountError(UnknownNameError):
    """No account has this name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        """Name the account and those that exist."""
        super().__init__("账户", name, known)


class AccountExistsError(UsageError):
    """An account of this name exists already.

    Attributes:
        name: The name that is taken.
    """

    def __init__(self, name: str) -> None:
        """Name it."""
        self.name = name
        super().__init__(f"已有名为“{name}”的账户。")


class LastAdminError(UsageError):
    """Without this account nobody could administer the data any more.

    Attributes:
        name: The only account with the right.
    """

    def __init__(self, name: str) -> None:
        """Name it."""
        self.name = name
        super().__init__(f"“{name}”是唯一有管理权的账户，先给另一个账户管理权。")


class RecoveryKeyTypingError(InputError):
    """The recovery key was copied wrongly; the groups at fault are known by their check signs.

    Attributes:
        groups: The groups at fault, counted from 1; empty when groups are missing.
    """

    def __init__(self, groups: Sequence[int], sign_count: int) -> None:
        """Name each group at fault, or how many signs there are instead of 48."""
        self.groups = tuple(groups)
        if not self.groups:
            super().__init__("恢复密钥", f"应有 6 组共 48 位，现为 {sign_count} 位")
            return
        faults = [FieldFault("恢复密钥", f"第 {n} 组抄写有误，请对照纸上核对") for n in groups]
        super().__init__(faults[0].field, faults[0].reason, *faults[1:])


class WrongRecoveryKeyError(EnvironmentFaultError):
    """The recovery key is well written, but belongs to other data or was replaced."""

    def __init__(self) -> None:
        """Say what it may be."""
        super().__init__("这把恢复密钥打不开这里的数据：它属于另一份数据，或者已经换过新的。")


class NoDataError(EnvironmentFaultError):
    """There is no database, or no key file, in the data folder.

    Attributes:
        path: The file that is missing.
    """

    def __init__(self, path: Path) -> None:
        """Name the missing file."""
        self.path = path
        super().__init__(f"找不到 {path}。数据文件夹不对，或者还没有建立数据。")


class DataExistsError(EnvironmentFaultError):
    """The folder already holds an office's data; it is never overwritten.

    Attributes:
        path: What is there.
    """

    def __init__(self, path: Path) -> None:
        """Name what is there."""
        self.path = path
        super().__init__(f"{path} 已经存在，不会覆盖。请换一个文件夹，或者直接打开它。")


class KeyfileDamagedError(EnvironmentFaultError):
    """The key file cannot be read, or what it says was changed by another hand.

    Attributes:
        path: The key file.
    """

    def __init__(self, path: Path, fault: str) -> None:
        """Say what is wrong (``fault``: a Chinese clause)."""
        self.path = path
        super().__init__(f"密钥文件 {path} {fault}。请从备份恢复。")


class KeyMismatchError(EnvironmentFaultError):
    """Database and key file are both whole, but not of one set.

    Attributes:
        path: The database.
    """

    def __init__(self, path: Path) -> None:
        """Name the database."""
        self.path = path
        super().__init__(f"{path} 与它旁边的密钥文件不是一套。请把同一份备份的两个文件放在一起。")


class DamagedFileError(EnvironmentFaultError):
    """The database is damaged; the key is right.

    Attributes:
        path: The database, or the copy that was looked at.
    """

    def __init__(self, path: Path) -> None:
        """Name the file and the way out."""
        self.path = path
        super().__init__(f"数据文件 {path} 已损坏。请用“恢复”取回最近的备份；现有的备份没有动过。")


class NewerFileError(EnvironmentFaultError):
    """A newer version of the program wrote this file; it is left as it is.

    Attributes:
        path: The database.
        found: The schema number in the file.
        known: The highest schema number this program knows.
    """

    def __init__(self, path: Path, found: int, known: int) -> None:
        """Name both schema numbers."""
        self.path = path
        self.found = found
        self.known = known
        super().__init__(
            f"{path} 由更新版本的程序写成（结构 {found}，本程序到 {known}）。请升级程序后再打开，"
            "文件没有改动。"
        )


class LockedError(EnvironmentFaultError):
    """Another process has the data open.

    Attributes:
        account: The account that works there; empty when the holder did not say.
        pid: Its process number; 0 when unknown.
        since: When it opened the data, aware; None when unknown.
    """

    def __init__(self, account: str = "", pid: int = 0, since: datetime | None = None) -> None:
        """Name the holder as far as it is known."""
        self.account = account
        self.pid = pid
        self.since = since
        facts = [
            f"账户“{account}”" if account else "",
            f"{since.astimezone(CHINA):%m-%d %H:%M} 起" if since else "",
            f"进程 {pid}" if pid else "",
        ]
        known = "，".join(fact for fact in facts if fact)
        named = f"（{known}）" if known else ""
        super().__init__(f"数据正在另一个窗口或命令中使用{named}，请先在那里关闭。")


class LockUnsupportedError(EnvironmentFaultError):
    """The file system cannot hold a lock, so two processes could write at once.

    Attributes:
        path: The data folder.
    """

    def __init__(self, path: Path) -> None:
        """Name the folder."""
        self.path = path
        super().__init__(f"{path} 所在的磁盘不支持文件锁，请把数据放在本机硬盘上。")


class NetworkDriveError(EnvironmentFaultError):
    """The data folder lies on a network drive, where neither lock nor journal can be trusted.

    Attributes:
        path: The data folder.
    """

    def __init__(self, path: Path) -> None:
        """Name the folder."""
        self.path = path
        super().__init__(f"{path} 在网络驱动器上，容易损坏数据。请把数据放在本机硬盘上。")


class ReadOnlyFolderError(EnvironmentFaultError):
    """The folder, or a file in it, cannot be written.

    Attributes:
        path: What could not be written.
    """

    def __init__(self, path: Path) -> None:
        """Name it."""
        self.path = path
        super().__init__(f"{path} 不能写入（只读，或者没有权限）。什么都没有改动。")


class DiskFullError(EnvironmentFaultError):
    """There is no room left; the transaction was rolled back.

    Attributes:
        path: What was being written.
    """

    def __init__(self, path: Path) -> None:
        """Name it."""
        self.path = path
        super().__init__(f"磁盘已满，写不下 {path}。刚才的操作没有保存，请腾出空间后再试。")


class DiskFaultError(EnvironmentFaultError):
    """Reading or writing failed for a reason of the disk's own.

    Attributes:
        path: What was being read or written.
    """

    def __init__(self, path: Path, reason: str) -> None:
        """Name the file and what the system said."""
        self.path = path
        super().__init__(f"读写 {path} 失败（{reason}）。刚才的操作没有保存。")


class DamagedLetterError(EnvironmentFaultError):
    """The kept bytes of a letter are not those that were issued.

    Attributes:
        name: The letter's number, or its title where it has none.
    """

    def __init__(self, name: str) -> None:
        """Name the letter."""
        self.name = name
        super().__init__(f"文书“{name}”的存档与出具时不一致，不能再打印。请用“恢复”取回备份。")


class DamagedAttachmentError(EnvironmentFaultError):
    """The kept bytes of an attachment are not those that were handed in.

    Attributes:
        name: Its title.
    """

    def __init__(self, name: str) -> None:
        """Name the attachment."""
        self.name = name
        super().__init__(f"附件“{name}”的存档与存入时不一致，不能使用。请用“恢复”取回备份。")
