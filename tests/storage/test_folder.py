from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from petition_desk.storage import folder as folder_module
from petition_desk.storage.errors import DiskFaultError, NetworkDriveError
from petition_desk.storage.folder import DataFolder, file_system_of

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /srv/office nfs4 rw 0 0
//server/share /srv/my\\040share cifs rw 0 0
/dev/sdb1 /srv/office/local ext4 rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/wang/data", "ext4"),
        ("/srv/office", "nfs4"),
        ("/srv/office/data", "nfs4"),
        ("/srv/officer", "ext4"),
        ("/srv/my share/data", "cifs"),
        ("/srv/office/local/data", "ext4"),
    ],
)
def test_the_nearest_mount_tells_the_file_system(path: str, kind: str) -> None:
    assert file_system_of(Path(path), MOUNTS) == kind


def test_a_network_drive_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/x {tmp_path} nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(folder_module, "_MOUNTS", mounts)
    with pytest.raises(NetworkDriveError, match="网络驱动器") as caught:
        DataFolder(tmp_path / "data").make_ready()
    assert caught.value.exit_code == 5


def test_a_folder_is_made_ready_and_left_without_a_trace(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "信访 数据" / "2026")
    folder.make_ready()
    assert list(folder.root.iterdir()) == []
    assert not folder.holds_data()


def test_a_file_where_the_folder_should_be_is_a_fault_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")
    with pytest.raises(DiskFaultError):
        DataFolder(tmp_path / "data").make_ready()


@pytest.mark.skipif(os.name != "posix", reason="rights of a folder are set by mode here")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    # Root may write anywhere, so the check runs as somebody else where the tests run as root.
    target = tmp_path / "data"
    target.mkdir()
    target.chmod(0o555)
    for parent in [target, *target.parents]:
        if parent == Path(parent.anchor) or parent.stat().st_uid != os.getuid():
            break
        parent.chmod(parent.stat().st_mode | 0o055)
    script = (
        "import os, sys; from pathlib import Path\n"
        "from petition_desk.storage.errors import ReadOnlyFolderError\n"
        "from petition_desk.storage.folder import DataFolder\n"
        "if os.getuid() == 0: os.setuid(65534)\n"
        "try: DataFolder(Path(sys.argv[1])).make_ready()\n"
        "except ReadOnlyFolderError as fault: sys.exit(fault.exit_code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(target)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (5, "")
