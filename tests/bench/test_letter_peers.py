"""The same letter set by others, in the same run: typst, WeasyPrint, docxtpl with LibreOffice.

They are asked for where they can be found: in this Python, or in the one that the variable
``LETTER_PEERS_PYTHON`` names. What is not there is said, and nothing is claimed of it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, Final

import pytest

from petition_desk.documents.blocks import (
    DocumentNumber,
    Heading,
    LetterDocument,
    Paragraph,
    Signature,
    Title,
)
from petition_desk.documents.compose import compose
from petition_desk.documents.fonts import FontRole, FontSet
from petition_desk.documents.letters import document, render
from petition_desk.paths import resource
from tests.documents.letter_facts import FACTS

OURS_AT_MOST_MS: Final = 15.0
#: Rounds, and how many times slower than ours each peer is at least; 0 where it is only told.
PEERS: Final = {"typst": (40, 0.0), "weasyprint": (15, 3.0), "libreoffice": (5, 30.0)}
ROUNDS: Final = 60


def letter() -> LetterDocument:
    return document("accept", FACTS["accept"])


def as_data(paper: LetterDocument) -> dict[str, Any]:
    """The letter as the peers read it: titles, paragraphs with their fonts, the end."""
    data: dict[str, Any] = {"title": [], "paragraphs": [], "signature": []}
    for block in paper.blocks:
        match block:
            case Title():
                data["title"] += block.lines
            case Heading():
                data["paragraphs"].append(
                    {"indent": 2, "runs": [[block.text, FontRole.HEADING.value]]}
                )
            case Paragraph():
                runs = [[run.text, run.role.value] for run in block.runs]
                data["paragraphs"].append({"indent": block.first_indent, "runs": runs})
            case Signature():
                data["signature"] = [block.office, block.date, block.contact]
    return data


def numbered(paper: LetterDocument, number: int) -> LetterDocument:
    blocks = tuple(
        DocumentNumber(f"某公信告〔2026〕{number}号")
        if isinstance(block, DocumentNumber)
        else block
        for block in paper.blocks
    )
    return replace(paper, blocks=blocks)


@lru_cache(maxsize=1)
def ours() -> tuple[float, float]:
    """How long one letter of ours takes, in ms: facts, wording, lines, PDF/A.

    First on the clock on the wall, as the peers are timed; then of the processor alone, which
    other programs disturb less.
    """
    fonts = FontSet.bundled()
    render("accept", FACTS["accept"], fonts)
    walls, processors = [], []
    for number in range(1, ROUNDS + 1):
        facts = {**FACTS["accept"], "letter.number": f"某公信告〔2026〕{number}号"}
        wall, processor = perf_counter(), process_time()
        render("accept", facts, fonts)
        walls.append(perf_counter() - wall)
        processors.append(process_time() - processor)
    return median(walls) * 1000, median(processors) * 1000


def python_with(module: str) -> str | None:
    """The Python that has a program: this one, or the one the machine names for peers."""
    for python in (sys.executable, os.environ.get("LETTER_PEERS_PYTHON", "")):
        if python and Path(python).exists():
            found = subprocess.run([python, "-c", f"import {module}"], capture_output=True)
            if not found.returncode:
                return python
    return None


@pytest.mark.bench
def test_one_letter_is_set_and_written_in_time() -> None:
    pdf = compose(numbered(letter(), 1), FontSet.bundled())
    wall, processor = ours()
    sys.stdout.write(
        f"\none letter: {wall:.1f} ms, {processor:.1f} ms of the processor "
        f"(bound {OURS_AT_MOST_MS:.0f}), {len(pdf)} bytes\n"
    )
    assert processor <= OURS_AT_MOST_MS


@pytest.mark.bench
@pytest.mark.parametrize("peer", PEERS)
def test_the_same_letter_by_another_program(peer: str, tmp_path: Path) -> None:
    rounds, times_slower = PEERS[peer]
    wall, _ = ours()
    python = python_with("docxtpl" if peer == "libreoffice" else peer)
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if python is None or (peer == "libreoffice" and office is None):
        sys.stdout.write(f"\n{peer}: not on this machine; ours {wall:.1f} ms\n")
        return
    data = tmp_path / "letter.json"
    data.write_text(json.dumps(as_data(letter()), ensure_ascii=False), encoding="utf-8")
    script = Path(__file__).with_name("letter_peers.py")
    command = [python, str(script), peer, str(data), str(resource("fonts")), str(rounds)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert not done.returncode, done.stderr
    told = json.loads(done.stdout)
    sys.stdout.write(
        f"\n{peer}: {told['ms']:.1f} ms, {told['bytes']} bytes; "
        f"ours {wall:.1f} ms; {told['ms'] / wall:.1f}×\n"
    )
    assert told["ms"] >= times_slower * wall
