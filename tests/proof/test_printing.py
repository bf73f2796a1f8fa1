"""Letters through a real queue: what came out of the printer is what was kept, and all of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops

from tests.proof.print_queue import PLAIN, WITH_TRAYS, PrintSystem, print_system, why_not

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "a queue can be set up"),
]
SENT, NOT_SENT, UNSURE = "已送打印机", "没有打印", "不能确定，请核对纸张"
#: A picture of a picture of a page: edges of strokes differ, strokes do not.
_DOTS = 60

Play = Callable[[str, str], dict[str, Any]]


@pytest.fixture
def queues() -> Iterator[PrintSystem]:
    with print_system() as system:
        yield system


@pytest.fixture
def play(queues: PrintSystem, tmp_path: Path) -> Play:
    """Play a scenario of `print_child` in a process of its own."""

    def run(name: str, queue: str) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-m", "tests.proof.print_child", name, str(tmp_path), queue],
            env=queues.environment,
            cwd=Path(__file__).parents[2],
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        told: dict[str, Any] = json.loads(done.stdout)
        return told

    return run


def page_count(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def pictures(path: Path, folder: Path) -> list[Image.Image]:
    """Draw the pages of a file with a program that is not ours."""
    folder.mkdir()
    command = ["pdftoppm", "-r", str(_DOTS), "-gray", str(path), str(folder / "page")]
    subprocess.run(command, check=True, timeout=300)
    return [Image.open(page).convert("L") for page in sorted(folder.iterdir())]


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return how much two pictures differ, in grey levels a point."""
    small = ImageChops.difference(one, other.resize(one.size)).resize(
        (60, 85), Image.Resampling.BOX
    )
    return sum(small.tobytes()) / (small.width * small.height)


def test_a_batch_is_one_job_and_holds_every_page_of_every_copy_in_order(
    play: Play, queues: PrintSystem, tmp_path: Path
) -> None:
    told = play("batch", PLAIN)
    first, again = told["first"], told["second"]
    assert first["outcome"] == "DONE"
    assert first["fates"] == [SENT] * 6
    assert first["printed"] == 6
    assert queues.job_count() == 2
    file = queues.finished_file(1)
    assert page_count(file) == 2 * sum(first["pages"])
    # A letter printed again: the same bytes, the same page, said in the journal alone.
    assert again["reprinted"] == 1
    assert again["kept"] == first["kept"]
    reprint = queues.finished_file(2)
    assert page_count(reprint) == first["pages"][0]
    shown = pictures(tmp_path / "letter.pdf", tmp_path / "shown")
    printed = pictures(reprint, tmp_path / "printed")
    batch = pictures(file, tmp_path / "batch")
    for page, picture in enumerate(shown):
        assert difference(picture, printed[page]) < 6
        assert difference(picture, batch[page]) < 6
    blank = Image.new("L", shown[0].size, 255)
    assert difference(shown[0], blank) > 6, "the measure tells a page from an empty one"


def test_f8_prints_letter_and_service_sheet_as_it_was_chosen_and_ends_no_clock(
    play: Play, queues: PrintSystem
) -> None:
    told = play("letter", PLAIN)
    assert told["told"] == [SENT]
    assert told["logged"] == [2]
    assert told["printed_words"].endswith("共 1 次")
    assert told["waits"], "printing alone does not serve it"
    letter, sheet = told["pages"]
    assert page_count(queues.finished_file(1)) == 2 * letter + sheet


def test_tray_and_sides_reach_the_printer_and_are_remembered(
    play: Play, queues: PrintSystem
) -> None:
    told = play("tray", WITH_TRAYS)
    assert told["trays"] == ["由打印机决定", "上纸盒", "手动进纸"]
    assert told["sides"] == ["单面", "双面，长边翻页", "双面，短边翻页"]
    assert told["chosen"] == ["Upper", "双面，长边翻页"]
    assert told["remembered"] == "Upper"
    file = queues.finished_file(1)
    assert "InputSlot=Upper" in queues.log()
    assert "sides=two-sided-long-edge" in queues.log()
    pages = told["pages"][0]
    assert page_count(file) == pages + pages % 2


def test_a_stopped_printer_prints_nothing_loses_nothing_and_goes_on_later(
    play: Play, queues: PrintSystem
) -> None:
    told = play("stopped", PLAIN)
    first, second = told["first"], told["second"]
    assert first["outcome"] == "FAILED"
    assert first["fates"] == [NOT_SENT] * 2
    assert "已停用或者有故障" in first["note"]
    assert "文书都已保存" in first["note"]
    assert first["printed"] == 0
    assert second["fates"] == [SENT] * 2
    assert second["kept"] == first["kept"]
    assert second["logged"] == [[SENT, NOT_SENT]] * 2
    assert queues.job_count() == 1
    assert page_count(queues.finished_file(1)) == sum(second["pages"])


def test_a_printer_taken_away_in_the_middle_says_that_nobody_knows(
    play: Play, queues: PrintSystem
) -> None:
    told = play("gone", PLAIN)
    assert told["outcome"] == "FAILED"
    assert told["fates"] == [UNSURE] * 4
    assert "没有名为" in told["reason"]


def test_a_stopped_batch_prints_whole_letters_alone_and_says_which(
    play: Play, queues: PrintSystem
) -> None:
    told = play("cancelled", PLAIN)
    assert told["outcome"] == "CANCELLED"
    sent = told["fates"].count(SENT)
    assert 2 <= sent < 12
    assert told["fates"] == [SENT] * sent + [NOT_SENT] * (12 - sent)
    assert page_count(queues.finished_file(1)) == sum(told["pages"][:sent])
