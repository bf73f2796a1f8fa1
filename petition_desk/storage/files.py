"""Writing small files safely: beside, flushed, then renamed; faults spoken as sentences."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from petition_desk.storage.errors import DiskFaultError, DiskFullError, ReadOnlyFolderError

_FULL: Final = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_READ_ONLY: Final = {errno.EACCES, errno.EPERM, errno.EROFS}
#: Windows opens files in text mode at this level unless told otherwise.
_BINARY: Final = getattr(os, "O_BINARY", 0)
PRIVATE_MODE: Final = 0o600


@contextmanager
def disk_faults_spoken(path: Path) -> Iterator[None]:
    """Turn what the system refuses about ``path`` into a sentence.

    Raises:
        DiskFullError: no room.
        ReadOnlyFolderError: no right to write.
        DiskFaultError: anything else the system says.
    """
    try:
        yield
    except OSError as fault:
        if fault.errno in _FULL:
            raise DiskFullError(path) from fault
        if fault.errno in _READ_ONLY:
            raise ReadOnlyFolderError(path) from fault
        raise DiskFaultError(path, fault.strerror or type(fault).__name__) from fault


def write_beside_and_rename(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content`` so that a reader sees the old file or the new one, whole.

    The file belongs to the user alone (mode 0600 where the system has modes).

    Raises:
        DiskFullError, ReadOnlyFolderError, DiskFaultError: the old file is untouched.
    """
    part = path.with_name(f"{path.name}.part")
    with disk_faults_spoken(path):
        try:
            handle = os.open(
                part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, mode=PRIVATE_MODE
            )
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        flush_folder(path.parent)


def flush_file(path: Path) -> None:
    """Wait until the content of a closed file is on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Wait until a rename is on the disk; on Windows the file system's own journal does it."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
