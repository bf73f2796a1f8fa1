"""The data folder: what lies where, and whether the folder can carry an office's data."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from petition_desk.storage.errors import NetworkDriveError
from petition_desk.storage.files import disk_faults_spoken

_DRIVE_REMOTE: Final = 4
"""What ``GetDriveTypeW`` answers for a drive of another machine."""

_MOUNTS: Final = Path("/proc/self/mounts")
_NETWORK_FILE_SYSTEMS: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "fuse.sshfs", "fuse.davfs",
     "davfs", "glusterfs", "fuse.glusterfs", "lustre", "9p"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Names every file of one office's data.

    Attributes:
        root: The folder itself.
    """

    root: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.root / "petition-desk.db"

    @property
    def keyfile(self) -> Path:
        """Accounts, rights and the wrapped data key; useless without a password."""
        return self.root / "keys.json"

    @property
    def lock(self) -> Path:
        """The file the operating system locks; its content means nothing."""
        return self.root / "petition-desk.lock"

    @property
    def holder(self) -> Path:
        """Who holds the lock; another file, as Windows lets nobody read a locked one."""
        return self.root / "petition-desk.holder.json"

    @property
    def journal_head(self) -> Path:
        """The last journal entry known outside the database."""
        return self.root / "journal-head.json"

    @property
    def backups(self) -> Path:
        """Where verified copies go unless another folder is set."""
        return self.root / "backups"

    @property
    def aside(self) -> Path:
        """Where a restore puts what it replaces, and a migration the file before it."""
        return self.root / "aside"

    def holds_data(self) -> bool:
        """Say whether an office's data is here already."""
        return self.keyfile.exists() or self.database.exists()

    def make_ready(self) -> None:
        """Create the folder if need be and see that it can carry data.

        Raises:
            NetworkDriveError: it lies on a drive of another machine.
            ReadOnlyFolderError, DiskFullError, DiskFaultError: it cannot be written.
        """
        with disk_faults_spoken(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
        if is_on_network(self.root):
            raise NetworkDriveError(self.root)
        probe = self.root / f"write-probe-{os.getpid()}.part"
        with disk_faults_spoken(self.root):
            # The only honest question: rights, quotas and read-only mounts all answer here.
            probe.write_bytes(b"probe")
            probe.unlink()


def is_on_network(folder: Path) -> bool:
    """Say whether ``folder`` lies on a network drive, where the system can tell."""
    resolved = folder.resolve()
    if sys.platform == "win32":
        return _is_remote_on_windows(resolved)
    if _MOUNTS.exists():
        kind = file_system_of(resolved, _MOUNTS.read_text(encoding="utf-8", errors="replace"))
        return kind in _NETWORK_FILE_SYSTEMS
    return False


def _is_remote_on_windows(folder: Path) -> bool:
    if folder.anchor.startswith("\\\\"):
        return True
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows' ctypes has it
    return bool(kernel.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE)


def file_system_of(folder: Path, mounts: str) -> str:
    r"""Return the type of the file system ``folder`` lies on, out of a Linux mount table.

    Args:
        folder: An absolute path without links.
        mounts: Lines of ``device point type options …``; blanks in a point read ``\040``.

    Returns:
        The type of the longest mount point that contains ``folder``; empty if none does.
    """
    best_depth, best_kind = 0, ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = Path(fields[1].replace("\\040", " "))
        depth = len(point.parts)
        if depth >= best_depth and folder.is_relative_to(point):
            best_depth, best_kind = depth, fields[2]
    return best_kind
