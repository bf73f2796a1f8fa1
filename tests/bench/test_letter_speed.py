"""How long letters take: one, the first of a process, five hundred joined, five thousand issued."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import pytest
from reportlab.pdfgen.canvas import Canvas

from petition_desk.documents.compose import compose
from petition_desk.documents.fonts import FontRole, FontSet
from petition_desk.documents.joining import joined
from petition_desk.documents.letters import document, render
from tests.documents.letter_facts import FACTS

ROUNDS = 40
#: Breaking lines, page rules and titles may cost this much over drawing text as it comes.
MOST_TIMES_BARE = 2.5
FIRST_LETTER_SECONDS = 0.5
JOINED = 500
JOINED_SECONDS_EACH = 0.003
BATCH = 5_000
BATCH_MEGABYTES = 300

_FIRST = """
from time import process_time
start = process_time()
from petition_desk.documents.fonts import FontSet
from petition_desk.documents.letters import render
from tests.documents.letter_facts import FACTS
render("accept", FACTS["accept"], FontSet.bundled())
print(process_time() - start)
"""


def bare(lines: list[str], font: str) -> bytes:
    """Draw lines of text in one font, as simply as reportlab can."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pageCompression=1, invariant=1, initialFontName=font)
    canvas.setFont(font, 16)
    for number, line in enumerate(lines):
        canvas.drawString(80, 700 - 28 * (number % 22), line)
    canvas.save()
    return buffer.getvalue()


@pytest.mark.bench
def test_a_letter_costs_little_more_than_its_text() -> None:
    fonts = FontSet.bundled()
    blocks = document("accept", FACTS["accept"])
    text = "".join(run.text for block in blocks.blocks for run in getattr(block, "runs", ()))
    plain = "".join(char for char in text if "一" <= char <= "龥")
    lines = [plain[start : start + 28] for start in range(0, len(plain), 28)]
    name = fonts.face_for("信", FontRole.BODY).name
    compose(blocks, fonts), bare(lines, name)
    letters, bares = [], []
    for _ in range(ROUNDS):
        start = perf_counter()
        compose(blocks, fonts)
        middle = perf_counter()
        bare(lines, name)
        letters.append(middle - start)
        bares.append(perf_counter() - middle)
    ratio = median(letters) / median(bares)
    sys.stdout.write(
        f"\naccept letter {median(letters) * 1000:.1f} ms, "
        f"its text alone {median(bares) * 1000:.1f} ms, {ratio:.2f}×\n"
    )
    assert ratio < MOST_TIMES_BARE


@pytest.mark.bench
def test_the_first_letter_of_a_process_comes_at_once() -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", _FIRST]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, encoding="utf-8")
    seconds = float(done.stdout)
    sys.stdout.write(f"\nfirst letter, imports and fonts included: {seconds * 1000:.0f} ms\n")
    assert seconds < FIRST_LETTER_SECONDS


@pytest.mark.bench
def test_five_hundred_kept_letters_are_joined_to_one_job() -> None:
    fonts = FontSet.bundled()
    papers = [
        render("accept", {**FACTS["accept"], "letter.number": f"某公信告〔2026〕{number}号"}, fonts)
        for number in range(1, JOINED + 1)
    ]
    start = process_time()
    whole = joined(papers)
    each = (process_time() - start) / JOINED
    sys.stdout.write(
        f"\n{JOINED} letters joined: {each * 1000:.2f} ms each "
        f"(bound {JOINED_SECONDS_EACH * 1000:.0f}), {len(whole) / 1e6:.0f} MB\n"
    )
    assert each <= JOINED_SECONDS_EACH


@pytest.mark.bench
def test_a_batch_of_five_thousand_letters_stays_small(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.bench.letter_batch", str(tmp_path / "data"), str(BATCH)]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8")
    assert not done.returncode, done.stderr
    told = json.loads(done.stdout)
    sys.stdout.write(
        f"\n{told['letters']} letters issued, kept, read back and joined by the hundred: "
        f"{told['megabytes']:.0f} MB at most (bound {BATCH_MEGABYTES}), "
        f"{told['seconds'] / told['letters'] * 1000:.1f} ms each\n"
    )
    assert told["letters"] > 0.9 * BATCH  # void ones take no letter
    assert told["megabytes"] < BATCH_MEGABYTES
