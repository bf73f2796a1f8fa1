"""After a whole day's work no name, ID or telephone number is readable in any file but the asked.

What the officer asked to be written in full (a letter, an unmasked export) is theirs to keep.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from openpyxl import load_workbook

from petition_desk.services import intake
from tests import desks
from tests.attack.commands import ROOT, SAMPLE, Office

PEOPLE: Final = (
    {"name": "欧阳䶮㛃", "id_number": "11010519491231002X", "mobile": "13812345678",
     "address": "某某县城关镇幸福路一号院", "mailing_address": "第七信箱转欧阳"},
    {"name": "尉迟𬱖𫖯", "id_number": "110101199003074514", "telephone": "0774-7654321"},
)  # fmt: skip
DRAFTED: Final = {"name": "慕容骉淼", "id_number": "440308199901011512", "mobile": "15987654321"}
ENCODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
#: Shorter than this, bytes meet by chance in megabytes of encrypted pages.
FEWEST_BYTES: Final = 6

#: Opens the data, is amid a transaction, and ends as a crash does.
CRASH: Final = """
import os, sys
from pathlib import Path
from petition_desk.services import intake
from tests import desks
desk = desks.open_again(Path(sys.argv[1]))
person = {"name": "司马犇犇", "mobile": "13700001111"}
intake.register(desk, desks.registration(petitioners=[person]))
with desk.begin() as work:
    work.drafts.save(None, desks.OFFICER, '{"name": "司马犇犇"}')
    print("amid", flush=True)
    os._exit(9)
"""


#: Told of everything Python does with a socket, however deep in a library.
WATCH: Final = """
import sys
def watch(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        sys.stderr.write(f"NETWORK {event}\\n")
sys.addaudithook(watch)
"""


def secrets() -> set[str]:
    """Every name, number and address of the people of this test and of the sample."""
    found = {value for person in (*PEOPLE, DRAFTED) for value in person.values()}
    found |= {"司马犇犇", "13700001111", desks.PASSWORD, "欧阳䶮", "ouyang", "oyyx"}
    header, *rows = load_workbook(SAMPLE)["信访件列表"].iter_rows(values_only=True)
    for title in ("姓名", "身份证号", "手机号码", "住址"):
        column = header.index(title)
        found |= {str(row[column]).strip() for row in rows if row[column]}
    return found - {""}


def needles() -> list[tuple[bytes, str]]:
    """The secrets in every encoding, where they are long enough to be found by no chance."""
    encoded = {(secret.encode(code), secret) for secret in secrets() for code in ENCODINGS}
    return sorted(pair for pair in encoded if len(pair[0]) >= FEWEST_BYTES)


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Return every file below a folder, and what is packed in workbooks."""
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        yield f"name of {path}", str(path.relative_to(folder)).encode()
        yield str(path), path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                for name in packed.namelist():
                    yield f"{path}!{name}", packed.read(name)


def readable(folder: Path) -> list[str]:
    """Return what can be read of the secrets below a folder."""
    wanted = needles()
    return [
        f"“{secret}” in {place}"
        for place, content in contents(folder)
        for needle, secret in wanted
        if needle in content
    ]


@pytest.fixture
def lived(office: Office) -> Office:
    """An office whose processes have every folder of their own below the test's."""
    room = office.data.parent / "room"
    for name in ("tmp", "home", "second", "out"):
        (room / name).mkdir(parents=True)
    office.environment |= {
        **{name: str(room / "tmp") for name in ("TMPDIR", "TEMP", "TMP")},
        **{name: str(room / "home") for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")},
        **{f"XDG_{name}_HOME": str(room / "home") for name in ("DATA", "CONFIG", "STATE", "CACHE")},
    }
    return office


def a_days_work(office: Office) -> list[str]:
    """Do the main job by the command line; return everything it said but what it was asked for."""
    room, kept = office.data.parent / "room", office.data.parent / "asked-for"
    kept.mkdir()
    said = []
    form = kept / "form.json"
    office.form(desks.registration(petitioners=list(PEOPLE)), "asked-for/form.json")
    done = office.run("register", form, before=WATCH)
    number = done.out.strip()
    said += [done.out, done.err]
    for arguments in (
        ["step", number, "accepted", "pathway=31-6", "unit=城关派出所", "handler=赵警官",
         "handler_phone=0771-1112222"],
        ["letter", number, "accept", "--out", kept / "letter.pdf"],
        ["import", SAMPLE],
        ["export", room / "out" / "masked.xlsx"],
        ["export", kept / "full.xlsx", "--full", "--purpose", "核对"],
        ["backup"],
        ["backup", room / "second"],
        ["due", "--days", "400"],
        ["verify"],
    ):  # fmt: skip
        done = office.run(*arguments, before=WATCH)
        said += [done.out, done.err]
    with office.desk() as desk:
        intake.save_draft(desk, None, desks.registration(petitioners=[DRAFTED]))
    return said


def test_nothing_personal_is_readable_but_where_it_was_asked_for_and_no_socket_is_opened(
    lived: Office,
) -> None:
    said = a_days_work(lived)
    command = [sys.executable, "-c", CRASH, str(lived.data)]
    crashed = subprocess.run(
        command, cwd=ROOT, env=lived.variables(), capture_output=True, encoding="utf-8", check=False
    )
    assert (crashed.returncode, crashed.stdout) == (9, "amid\n")
    assert (lived.data / "petition-desk.db-wal").stat().st_size > 0
    assert readable(lived.data) == []
    assert readable(lived.data.parent / "room") == []
    assert list((lived.data.parent / "room" / "tmp").iterdir()) == []
    in_full = readable(lived.data.parent / "asked-for")
    assert any("full.xlsx" in place for place in in_full), "the search finds what is there"
    told = "".join(said)
    assert "NETWORK" not in told
    assert [secret for secret in secrets() if len(secret) > 2 and secret in told] == []


def test_a_fault_while_working_tells_no_name(lived: Office) -> None:
    form = lived.form(desks.registration(petitioners=[*PEOPLE, 5], channel="飞鸽"))
    done = lived.run("register", form, code=4)
    number = lived.register(petitioners=list(PEOPLE))
    refused = lived.run("step", number, "extended", "days=30", "reason=x", "approver=y", code=3)
    for secret in secrets():
        assert secret not in done.err + refused.err


def test_the_watch_for_connections_sees_one() -> None:
    script = WATCH + "import socket; socket.socket().close()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
    assert "NETWORK socket.__new__" in done.stderr
