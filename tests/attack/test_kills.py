"""``kill -9`` at any point: what was confirmed is there, nothing is half, numbers have no gap."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.services import intake, letters, maintenance, search
from petition_desk.services.deadlines import refresh
from petition_desk.services.desk import Desk
from petition_desk.services.today import today_page
from petition_desk.storage.cases import StoredCase
from tests import desks
from tests.attack.commands import ROOT, Office, accepted
from tests.exchange.books import row_with, write_export

ROWS_A_FILE = 60

#: Works on as an officer would, and tells every act once it is confirmed.
WORK = """
import sys
from itertools import count
from pathlib import Path
from petition_desk.services import casework, imports, intake, letters
from tests import desks
from tests.attack.commands import accepted
folder, books = Path(sys.argv[1]), sys.argv[2:]
desk = desks.open_again(folder)
def tell(*words):
    print(*words, flush=True)
tell("open")
for turn in count():
    number = intake.register(desk, desks.registration(summary=f"第{turn}件")).local_no
    tell("case", number)
    draft = intake.save_draft(desk, None, desks.registration())
    tell("draft", draft)
    accepted(desk, number)
    tell("step", number)
    letter = letters.issue(desk, number, "accept")
    tell("letter", letter.number, letter.sha256)
    letters.handed_over(desk, number, letter.number)
    tell("served", number)
    if books and turn % 3 == 0:
        book = books.pop()
        report = imports.run_import(desk, Path(book))
        tell("import", report.new)
"""


@dataclass
class Confirmed:
    """What processes told before they were killed."""

    told: list[list[str]] = field(default_factory=list)

    def of(self, act: str) -> list[str]:
        """Return the first word of every confirmation of one act."""
        return [words[1] for words in self.told if words[0] == act]


def killed_somewhere(
    command: list[str], chance: random.Random, office: Office, most_lines: int
) -> list[str]:
    """Start a process, kill it at some point after its first line; return its lines."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, cwd=ROOT, env=office.variables(), encoding="utf-8"
    )
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(chance.randint(1, most_lines))]
    try:
        # A line is told just after a commit; some milliseconds later it is amid the next act.
        process.wait(timeout=chance.uniform(0.0, 0.12))
    except subprocess.TimeoutExpired:
        process.kill()
    lines += process.stdout
    process.stdout.close()
    process.wait()
    # The last line may be cut off; it then confirms nothing.
    return [line.strip() for line in lines if line.endswith("\n")]


def all_cases(desk: Desk) -> list[StoredCase]:
    with desk.reading() as work:
        ids = work.ledger.matching_ids(
            LedgerFilter(may_see_sealed=True), LedgerSort("local_no", is_descending=False)
        )
        return work.cases.get_many(ids)  # type: ignore[arg-type]


def survey(office: Office, confirmed: Confirmed) -> int:
    """See that everything confirmed is there and nothing is half there; return the cases."""
    with office.desk() as desk:
        report = maintenance.verify(desk)
        assert report.is_sound, report.reason
        refresh(desk)
        cases = all_cases(desk)
        numbers = [stored.case.local_no for stored in cases]
        assert numbers == [f"XF2026-{place:04}" for place in range(1, len(numbers) + 1)]
        assert set(confirmed.of("case")) <= set(numbers)
        by_number = {stored.case.local_no: stored for stored in cases}
        for act, kind in (("step", "accepted"), ("served", "served")):
            for number in confirmed.of(act):
                assert kind in {step.kind for step in by_number[number].steps}
        check_letters(desk, cases, confirmed)
        check_imports(cases, confirmed)
        found = search.search(desk, "黄䶮", limit=10_000)
        assert len(found) == sum(not stored.case.is_imported for stored in cases)
        drafts = {str(draft.id) for draft in intake.drafts(desk)}
        assert set(confirmed.of("draft")) <= drafts
        assert today_page(desk).groups
    return len(cases)


def check_letters(desk: Desk, cases: list[StoredCase], confirmed: Confirmed) -> None:
    """Bytes match their hashes; each letter has its step; numbers have no gap."""
    hashes: dict[str, str] = {}
    serials = []
    with desk.reading() as work:
        for stored in cases:
            heads = work.letters.of_case(stored.id)
            steps = [step for step in stored.steps if step.kind == "issued"]
            assert [head.number for head in heads] == [step.text("number") for step in steps]
            for head in heads:
                letter = work.letters.get(head.id)
                assert letter is not None
                assert letter.pdf.startswith(b"%PDF")
                assert hashlib.sha256(letter.pdf).hexdigest() == letter.sha256
                hashes[letter.number] = letter.sha256
                serials.append(letter.serial)
    assert sorted(serials) == list(range(1, len(serials) + 1))
    for words in confirmed.told:
        if words[0] == "letter":
            assert hashes[words[1]] == words[2]


def check_imports(cases: list[StoredCase], confirmed: Confirmed) -> None:
    """Of a file either every row is in, or none."""
    files = Counter(
        stored.case.official_letter_no[:7] for stored in cases if stored.case.is_imported
    )
    assert set(files.values()) <= {ROWS_A_FILE}
    assert len(files) >= len(confirmed.of("import"))


def books(folder: Path, count: int) -> list[str]:
    """Write workbooks of new rows; the first seven signs of the key name the file."""
    return [
        str(
            write_export(
                folder / f"导出{place}.xlsx",
                *(
                    row_with(
                        信访件编号=f"G{place:06}{row:06}", 信访事项编号=f"SX{place:03}{row:05}"
                    )
                    for row in range(ROWS_A_FILE)
                ),
            )
        )
        for place in range(count)
    ]


def work_and_kill(office: Office, rounds: int) -> Confirmed:
    chance = random.Random(20261120)
    waiting = books(office.data.parent, 3 * rounds)
    confirmed = Confirmed()
    for _ in range(rounds):
        given = [waiting.pop(), waiting.pop(), waiting.pop()]
        command = [sys.executable, "-c", WORK, str(office.data), *given]
        lines = killed_somewhere(command, chance, office, 14)
        assert lines[0] == "open"
        confirmed.told += [line.split() for line in lines[1:]]
        survey(office, confirmed)
    return confirmed


def test_work_killed_at_any_point_loses_nothing_that_was_confirmed(office: Office) -> None:
    confirmed = work_and_kill(office, rounds=6)
    assert len(confirmed.told) > 20


@pytest.mark.proof
def test_work_killed_forty_times_loses_nothing_that_was_confirmed(office: Office) -> None:
    confirmed = work_and_kill(office, rounds=40)
    assert len(confirmed.of("letter")) > 20
    assert len(confirmed.of("import")) > 5


def register_and_kill(office: Office, rounds: int) -> int:
    """Kill the command line itself while it registers a list; return how often it was amid it."""
    chance = random.Random(1)
    # A name alone makes no two cases the same matter, so that none is told and read anew.
    forms = [
        desks.registration(summary=f"第{place}件", petitioners=[{"name": "黄䶮"}])
        for place in range(150)
    ]
    form = office.form(forms)
    confirmed = Confirmed()
    amid = 0
    for _ in range(rounds):
        lines = killed_somewhere(office.command("register", form), chance, office, 60)
        confirmed.told += [["case", line] for line in lines]
        amid += 0 < len(lines) < len(forms)
        known = survey(office, confirmed)
        # At most the one of each round that was committed and not yet told.
        assert known - len(confirmed.told) <= rounds
    return amid


def test_a_command_killed_while_it_registers_a_list_keeps_what_it_told(office: Office) -> None:
    assert register_and_kill(office, rounds=3) > 0


@pytest.mark.proof
def test_a_command_killed_thirty_times_keeps_what_it_told(office: Office) -> None:
    assert register_and_kill(office, rounds=30) > 15


def test_letters_of_eight_processes_bear_eight_numbers_in_a_row(office: Office) -> None:
    with office.desk() as desk:
        cases = [intake.register(desk, desks.registration()).local_no for _ in range(8)]
        for number in cases:
            accepted(desk, number)
    office.lock_wait = 60.0
    folder = office.data.parent
    running = [
        office.start("letter", number, "accept", "--out", folder / f"{number}.pdf")
        for number in cases
    ]
    told = [process.communicate() for process in running]
    assert [process.returncode for process in running] == [0] * 8, told
    numbers = sorted(out.strip() for out, _ in told)
    assert numbers == [f"某公信告〔2026〕{serial}号" for serial in range(1, 9)]
    with office.desk() as desk:
        for number in cases:
            letter = letters.kept(desk, number, "accept")
            assert (folder / f"{number}.pdf").read_bytes() == letter.pdf


@pytest.mark.proof
def test_cases_of_eight_processes_bear_eight_numbers_in_a_row(office: Office) -> None:
    office.lock_wait = 60.0
    running = [office.start("register", office.form(desks.registration())) for _ in range(8)]
    told = [process.communicate() for process in running]
    assert [process.returncode for process in running] == [0] * 8, told
    numbers = sorted(out.strip() for out, _ in told)
    assert numbers == [f"XF2026-{serial:04}" for serial in range(1, 9)]
