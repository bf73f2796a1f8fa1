"""What the machine can do to the data: kill the program, fill the disk, lie open to a reader."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from petition_desk.storage.unit_of_work import Database
from tests.storage.desks import AT, PASSWORD
from tests.storage.samples import (
    CLOCK,
    FULL,
    PERSON,
    clock_row,
    committed,
    letter,
    new_database,
    simple,
    standing_row,
    step,
)

ROOT = Path(__file__).resolve().parents[2]

WRITE_FOREVER = """
import sys
from pathlib import Path
from petition_desk.storage.unit_of_work import Database
from tests.storage.desks import AT, PASSWORD
from tests.storage.samples import CLOCK, simple
database = Database.open(Path(sys.argv[1]), "王警官", PASSWORD, CLOCK)
while True:
    with database.begin("王警官", AT) as work:
        no = work.cases.next_local_no(2026)
        work.cases.add(simple(int(no[7:])))
        work.commit()
    print(no, flush=True)
    with database.begin("王警官", AT) as work:
        no = work.cases.next_local_no(2026)
        work.cases.add_many([(simple(int(no[7:])), ())])
        print("in mid-transaction", flush=True)
        # Left here half of the time; else it rolls back and goes on.
"""

FILL_THE_DISK = """
import resource, sys
from pathlib import Path
from petition_desk.errors import EnvironmentFaultError
from petition_desk.storage.unit_of_work import Database
from tests.storage.desks import AT, PASSWORD
from tests.storage.samples import CLOCK, simple
database = Database.open(Path(sys.argv[1]), "王警官", PASSWORD, CLOCK)
limit = max(path.stat().st_size for path in Path(sys.argv[1]).iterdir()) + 200_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
done = 0
try:
    while True:
        with database.begin("王警官", AT) as work:
            first = work.cases.next_local_nos(2026, 50)[0]
            number = int(first[7:])
            work.cases.add_many([(simple(number + n, content="内容" * 200), ()) for n in range(50)])
            work.commit()
        done += 50
except EnvironmentFaultError as fault:
    print(done, fault.exit_code, fault)
"""


def run(script: str, root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(root)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )


def test_a_killed_program_loses_nothing_it_confirmed_and_keeps_nothing_it_did_not(
    tmp_path: Path,
) -> None:
    new_database(tmp_path).close()
    confirmed: list[str] = []
    for round_number in range(6):
        process = run(WRITE_FOREVER, tmp_path)
        assert process.stdout is not None
        # Killed after a few lines: after a commit in one round, inside a transaction in the next.
        for _ in range(3 + 5 * round_number):
            line = process.stdout.readline().strip()
            if line.startswith("XF"):
                confirmed.append(line)
        process.kill()
        for line in process.stdout:
            if line.startswith("XF"):
                confirmed.append(line.strip())
        process.stdout.close()
        process.wait()
        database = Database.open(tmp_path, "王警官", PASSWORD, CLOCK)
        report = database.verify()
        with database.begin("王警官", AT, read_only=True) as work:
            kept = [stored.case.local_no for stored in work.cases.get_many(range(1, 10_000))]  # type: ignore[arg-type]
            found = work.search.matching("张三", 10_000)
        database.close()
        assert report.holds
        assert report.entry_count == len(kept) == len(found)
        assert set(confirmed) <= set(kept)
        # At most the one that was committed and not yet told.
        assert len(kept) - len(confirmed) <= round_number + 1
        assert kept == [f"XF2026-{number:04}" for number in range(1, len(kept) + 1)]
    assert len(confirmed) > 20


@pytest.mark.skipif(sys.platform == "win32", reason="a file size limit is set by resource")
def test_a_full_disk_is_told_and_what_was_confirmed_before_is_there(tmp_path: Path) -> None:
    new_database(tmp_path).close()
    process = run(FILL_THE_DISK, tmp_path)
    told, _ = process.communicate()
    assert process.returncode == 0
    done, exit_code, sentence = told.strip().split(" ", 2)
    assert exit_code == "5"
    assert "磁盘" in sentence
    database = Database.open(tmp_path, "王警官", PASSWORD, CLOCK)
    assert database.verify().holds
    with database.begin("王警官", AT, read_only=True) as work:
        kept = work.cases.get_many(range(1, 10_000))  # type: ignore[arg-type]
    database.close()
    assert len(kept) == int(done) > 0


def test_no_file_of_the_data_folder_shows_a_name_an_id_or_a_telephone_number(
    tmp_path: Path,
) -> None:
    root = tmp_path / "office"
    database = new_database(root)
    with committed(database) as work:
        case_id = work.cases.add(FULL, [step("inquiry", way="电话", answer="单晓彤来电")])
        work.cases.add_many([(simple(n, petitioners=(PERSON,)), ()) for n in range(2, 300)])
        work.cases.update(replace(FULL, id=case_id, remark="单晓彤的备注"))
        work.deadlines.write(case_id, standing_row(clock_row()))
        work.letters.add(letter(case_id, pdf="单晓彤".encode() * 100))
        work.drafts.save(None, "王警官", '{"name": "单晓彤", "mobile": "13812345678"}')
        work.settings.set("office.name", "某某县公安局")
    database.copy_to(root / "backups")
    log = root / "petition-desk.db-wal"
    assert log.stat().st_size > 0
    while_open = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    database.close()
    closed = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert len(while_open) >= 7
    secrets = [
        "单晓彤", "张三", "曾文", "11010519491231002X", "13812345678", "0774-1234567",
        "城关镇1号", "不服交通事故责任认定", "某某县公安局", PASSWORD,
        "shanxiaotong",
    ]  # fmt: skip
    for path, content in [*while_open.items(), *closed.items()]:
        for secret in secrets:
            for encoding in ("utf-8", "utf-16-le", "gb18030"):
                assert secret.encode(encoding) not in content, f"{secret} in {path.name}"


def test_no_temporary_file_is_left_beside_the_data(tmp_path: Path) -> None:
    root = tmp_path / "office"
    database = new_database(root)
    with committed(database) as work:
        work.cases.add_many([(simple(number), ()) for number in range(1, 200)])
    database.copy_to(root / "backups")
    database.close()
    assert {path.name for path in root.iterdir()} == {
        "petition-desk.db", "keys.json", "journal-head.json", "petition-desk.lock", "backups"
    }  # fmt: skip
