"""What the machine can refuse: each a sentence, exit 5, and nothing changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest

from petition_desk.storage import keys as key_room
from petition_desk.storage.engine import new_engine
from petition_desk.storage.folder import DataFolder
from tests import desks
from tests.attack.commands import LIMITED, ROOT, Office, accepted

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and limits of POSIX")

HOLD = """
import sys
from pathlib import Path
from tests import desks
desk = desks.open_again(Path(sys.argv[1]), account=desks.COLLEAGUE)
print("held", flush=True)
sys.stdin.readline()
desk.close()
"""


def test_the_program_itself_is_a_module_that_ends_with_its_exit_code(office: Office) -> None:
    command = [sys.executable, "-m", "petition_desk", "--data", str(office.data)]
    named = [*command, "--account", desks.OFFICER]
    environment = office.variables()
    done = subprocess.run([*named, "verify"], capture_output=True, encoding="utf-8",
                          env=environment, check=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("日志完整，共 ")
    done = subprocess.run([*named, "show", "XF2026-0001", "--json"], capture_output=True,
                          encoding="utf-8", env=environment, check=False)  # fmt: skip
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"] == done.stderr.strip()


def test_a_wrong_password_names_the_account_and_never_the_password(office: Office) -> None:
    office.password = "wrong 口令"
    done = office.run("show", "XF2026-0001", "--json", code=5)
    assert done.json() == {"error": f"账户“{desks.OFFICER}”的口令不对。", "exit": 5, "faults": []}
    assert office.password not in done.out + done.err
    office.password = desks.PASSWORD
    office.entries()


def test_an_unknown_account_is_named_with_those_that_exist(office: Office) -> None:
    office.account = "赵六"
    done = office.run("verify", code=2)
    assert "赵六" in done.err
    assert desks.OFFICER in done.err


@pytest.mark.parametrize("file", ["petition-desk.db", "keys.json"])
def test_a_folder_that_lacks_a_file_is_told_so(office: Office, file: str) -> None:
    (office.data / file).unlink()
    done = office.run("verify", code=5)
    assert str(office.data) in done.err
    assert sorted(path.name for path in office.data.iterdir() if path.name == file) == []


def test_data_held_by_another_process_names_the_holder_and_waits_no_longer_than_it_may(
    office: Office,
) -> None:
    with held(office) as holder:
        start = perf_counter()
        done = office.run("register", office.form(desks.registration()), code=5)
        assert perf_counter() - start < 8
        assert desks.COLLEAGUE in done.err
        assert str(holder.pid) in done.err
        release(holder)
    office.register()


def test_a_command_gets_its_turn_when_the_holder_lets_go_in_time(office: Office) -> None:
    office.lock_wait = 10.0
    with held(office) as holder:
        waiting = office.start("register", office.form(desks.registration()))
        release(holder)
        out, err = waiting.communicate()
    assert (waiting.returncode, out.strip()) == (0, "XF2026-0001"), err


@pytest.mark.proof
def test_the_command_line_waits_ten_seconds_and_no_more(office: Office) -> None:
    command = [sys.executable, "-m", "petition_desk", "--data", str(office.data),
               "--account", desks.OFFICER, "verify"]  # fmt: skip
    with held(office) as holder:
        start = perf_counter()
        done = subprocess.run(command, capture_output=True, env=office.variables(), check=False)
        waited = perf_counter() - start
        release(holder)
    assert done.returncode == 5
    assert 10 <= waited < 13


def held(office: Office) -> subprocess.Popen[str]:
    """Start another process that opens the data and keeps it."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(office.data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        encoding="utf-8",
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def release(holder: subprocess.Popen[str]) -> None:
    """Let it close the data and end."""
    assert holder.stdin is not None
    holder.stdin.write("\n")
    holder.stdin.close()
    assert holder.wait() == 0


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(office: Office) -> None:
    folder = DataFolder(office.data)
    unlocked = key_room.unlock(folder.keyfile, desks.OFFICER, desks.PASSWORD)
    engine = new_engine(folder.database, unlocked)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 9999")
    engine.dispose()
    before = folder.database.read_bytes()
    done = office.run("verify", code=5)
    assert "更新版本" in done.err
    assert "升级" in done.err
    assert folder.database.read_bytes() == before


def test_a_key_file_of_a_newer_version_is_refused(office: Office) -> None:
    keyfile = office.data / "keys.json"
    fields = json.loads(keyfile.read_text(encoding="utf-8"))
    keyfile.write_text(json.dumps({**fields, "format": 99}), encoding="utf-8")
    done = office.run("verify", code=5)
    assert "更新版本" in done.err


def cut_in_half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def emptied(_: bytes) -> bytes:
    return b""


def overwritten(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + b"\xff" * 4096 + content[middle + 4096 :]


def of_another_kind(_: bytes) -> bytes:
    return b"%PDF-1.7 not a database" * 500


@pytest.mark.parametrize("damage", [cut_in_half, emptied, overwritten, of_another_kind])
def test_a_damaged_database_is_told_and_never_mended_in_silence(
    office: Office, damage: Callable[[bytes], bytes]
) -> None:
    database = office.data / "petition-desk.db"
    office.run("backup")
    database.write_bytes(damage(database.read_bytes()))
    damaged = database.read_bytes()
    # What `verify` checks does not hold (4), unless it cannot even be opened (5).
    done = office.run("verify", code=5 if damage is of_another_kind else 4)
    assert "petition-desk.db" in done.err
    refused = office.run("backup", code=5)
    assert "损坏" in refused.err or "不是一套" in refused.err
    assert database.read_bytes() == damaged
    copies = sorted((office.data / "backups").glob("*.db"))
    assert len(copies) == 1, "the good copy still stands, and stands alone"
    office.run("restore", copies[0])
    office.entries()


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"format": "x"}', "\0\0\0", "{" * 9999])
def test_a_key_file_that_cannot_be_read_is_told(office: Office, text: str) -> None:
    (office.data / "keys.json").write_text(text, encoding="utf-8")
    done = office.run("verify", code=5)
    assert "keys.json" in done.err


def test_a_database_beside_the_keys_of_another_office_is_told(
    office: Office, tmp_path: Path
) -> None:
    other = desks.make_template(tmp_path / "other")
    shutil.copyfile(other / "keys.json", office.data / "keys.json")
    done = office.run("verify", code=5)
    assert "不是一套" in done.err


def without_override() -> list[str]:
    """The prefix under which even root obeys the modes of files."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root obeys no modes, and there is no setpriv to make it")
    return ["setpriv", "--bounding-set=-dac_override"]


@needs_posix
def test_a_read_only_folder_is_told_and_left_as_it_is(office: Office) -> None:
    office.prefix = without_override()
    form = office.form(desks.registration())
    with office.unchanged():
        for path in office.data.iterdir():
            path.chmod(0o400)
        office.data.chmod(0o500)
        try:
            for arguments in (["register", form], ["verify"], ["backup"]):
                done = office.run(*arguments, code=5)
                assert "不能写入" in done.err
        finally:
            office.data.chmod(0o700)
            for path in office.data.iterdir():
                path.chmod(0o600)


@needs_posix
def test_a_read_only_target_is_told_before_a_letter_uses_up_a_number(office: Office) -> None:
    number = office.register()
    office.run("step", number, "accepted", "pathway=31-6", "unit=城关派出所", "handler=赵警官",
               "handler_phone=0771-1112222")  # fmt: skip
    target = office.data.parent / "closed"
    target.mkdir(mode=0o500)
    office.prefix = without_override()
    with office.unchanged():
        office.run("letter", number, "accept", "--out", target / "a.pdf", code=5)
        office.run("export", target / "a.xlsx", code=5)
        office.run("backup", target, code=5)
    assert list(target.iterdir()) == []


@needs_posix
def test_a_full_disk_is_told_and_the_registration_is_not_half_there(office: Office) -> None:
    office.register()
    form = office.form(desks.registration(content="内容" * 200_000))
    size = max(path.stat().st_size for path in office.data.iterdir())
    with office.unchanged():
        done = office.run("register", form, code=5, before=LIMITED, first=str(size + 60_000))
        assert "磁盘" in done.err
    assert office.register() == "XF2026-0002"


@needs_posix
def test_a_full_disk_leaves_no_half_written_file_of_any_kind(office: Office) -> None:
    number = office.register()
    with office.desk() as desk:
        accepted(desk, number)
    out = office.data.parent / "out"
    out.mkdir()
    with office.unchanged():
        for arguments in (["backup", out], ["export", out / "a.xlsx"]):
            done = office.run(*arguments, code=5, before=LIMITED, first="4096")
            assert done.err
    assert [path.name for path in out.rglob("*")] == []


@needs_posix
def test_a_number_that_cannot_be_told_is_a_fault_and_the_case_is_there(office: Office) -> None:
    command = office.command("register", office.form(desks.registration()))
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT,
                              env=office.variables(), encoding="utf-8", check=False)  # fmt: skip
    assert done.returncode == 5
    assert "Traceback" not in done.stderr
    assert "磁盘" in done.stderr
    office.run("show", "XF2026-0001")
    office.entries()


@pytest.mark.parametrize("name", ["petition-desk.db", "keys.json", "台账.xlsx"])
def test_nothing_is_ever_written_among_the_data(office: Office, name: str) -> None:
    with office.unchanged():
        done = office.here("export", office.data / name, code=2)
    assert "数据文件夹" in done.err


def test_an_office_without_a_name_is_not_made(office: Office) -> None:
    new = replace(office, data=office.data.parent / "new")
    assert "单位名称" in new.here("init", "--office", "  ", code=4).err
    assert not new.data.exists()
