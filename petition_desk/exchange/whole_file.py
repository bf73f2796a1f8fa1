"""A file that is there whole or not at all: made in a folder beside its place, then renamed.

Nothing of it ever lies in the system's folder for temporary files. Cancelled or failed, what stood
in its place stands there still, and nothing is left beside it.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from petition_desk.errors import EnvironmentFaultError
from petition_desk.exchange.protect import encipher

_MADE: Final = "whole.part"
_ENCIPHERED: Final = "locked.part"
_FOLDER_PREFIX: Final = ".petition-desk-"
_LEFT_BEHIND_SECONDS: Final = 86_400


class FileUnwritableError(EnvironmentFaultError):
    """The system does not let us write a file; nothing was changed (exit 5).

    Attributes:
        file_name: Its name without the folders.
        is_disk_full: Whether for want of space.
    """

    def __init__(self, file_name: str, cause: OSError) -> None:
        """Write the sentence out of the system's error."""
        self.file_name = file_name
        self.is_disk_full = cause.errno in (errno.ENOSPC, errno.EDQUOT)
        if self.is_disk_full:
            reason = "磁盘空间不足"
        elif isinstance(cause, FileNotFoundError):
            reason = "文件夹不存在"
        else:
            reason = "没有写入权限，或者文件正被 Excel 打开，请关闭后再试"
        super().__init__(f"不能写入 {file_name}：{reason}。")


@dataclass(frozen=True, slots=True)
class FileInMaking:
    """A file that is being made.

    Attributes:
        folder: Where its parts may lie until it is whole.
        made: Where it grows.
        path: Where it will be.
    """

    folder: Path
    made: Path
    path: Path

    def put(self, password: str = "") -> str:
        """Put the file in its place, enciphered where a password is given.

        Returns:
            The SHA-256 of its bytes, in hexadecimal.
        """
        whole = self.made
        if password:
            whole = self.folder / _ENCIPHERED
            encipher(self.made, whole, password)
            wipe(self.made)
        digest = _digest(whole)
        whole.replace(self.path)
        return digest


@contextmanager
def whole_file(path: Path) -> Iterator[FileInMaking]:
    """Give a file to be made; unless it is `put`, nothing of it is left.

    Raises:
        FileUnwritableError: no right, no space, or the file is open elsewhere.
    """
    with _refusals_named(path), _folder_beside(path) as folder:
        yield FileInMaking(folder, folder / _MADE, path)


def wipe(path: Path) -> None:
    """Overwrite a file before it is removed: in clear text it was never meant to stay."""
    size = path.stat().st_size
    with path.open("r+b") as stream:
        for _ in range(0, size, 2**20):
            stream.write(bytes(min(2**20, size - stream.tell())))
        stream.flush()
        os.fsync(stream.fileno())
    path.unlink()


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        digest = sha256()
        while piece := stream.read(2**20):
            digest.update(piece)
    return digest.hexdigest()


@contextmanager
def _folder_beside(path: Path) -> Iterator[Path]:
    """Give a folder on the same disk that is gone afterwards, whatever happens."""
    with tempfile.TemporaryDirectory(
        prefix=_FOLDER_PREFIX, dir=path.parent, ignore_cleanup_errors=True
    ) as name:
        folder = Path(name)
        _sweep(folder)
        yield folder


def _sweep(own: Path) -> None:
    """Remove folders that a killed program left here; a day old, none is still being written."""
    now = own.stat().st_mtime
    for other in own.parent.glob(f"{_FOLDER_PREFIX}*"):
        with suppress(OSError):  # another's, or gone in the meantime
            if now - other.stat().st_mtime > _LEFT_BEHIND_SECONDS:
                shutil.rmtree(other, ignore_errors=True)


@contextmanager
def _refusals_named(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise FileUnwritableError(path.name, fault) from fault
