"""A program of its own that prints: a print system is found once for a process and then kept.

usage: python -m tests.proof.print_child SCENARIO FOLDER QUEUE; writes a JSON object on standard
output.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from petition_desk.domain.kept_letters import LetterId
from petition_desk.services import casework, intake, letters
from petition_desk.services import printing as log
from petition_desk.services.desk import Desk
from petition_desk.ui import printing
from petition_desk.ui.dialogs.print_panel import PURPOSE, PrintPanel
from petition_desk.ui.error_box import ErrorBox
from petition_desk.ui.presence import Reveal
from petition_desk.ui.printing import Paper, PaperOptions, PrintReport, Sides
from petition_desk.ui.relay import ChangeRelay
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.letter import LetterScreen
from petition_desk.ui.work import Work
from tests import desks


class Scene:
    """A desk with letters, a window with the panel of a batch."""

    def __init__(self, app: QApplication, folder: Path, queue: str, count: int) -> None:
        self.queue = queue
        self.desk = desks.open_copy(desks.make_template(folder / "template"), folder / "data")
        self.letters = [_issued(self.desk) for _ in range(count)]
        self.work = Work(ErrorBox(folder / "log", self.desk.clock))
        relay = ChangeRelay(self.desk)
        self.context = ScreenContext(self.desk, relay, self.work, Reveal(app))
        self.window = QWidget()
        self.window.resize(1222, 696)
        self.window.show()
        self.panel = PrintPanel(self.window, self.context)
        self.reports: list[PrintReport] = []
        self.panel.printed.connect(self.reports.append)

    def choose(self, options: PaperOptions) -> None:
        """Open the panel for every letter, with the queue chosen."""
        printing.remember(PURPOSE, options)
        self.panel.open_for(self.letters)
        self.settle()

    def settle(self) -> None:
        """Wait until everything that was asked is answered."""
        deadline, loop = QDeadlineTimer(120_000), QEventLoop()
        while self.work.is_busy:
            if deadline.hasExpired():
                raise TimeoutError
            loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def told(self) -> dict[str, Any]:
        """Return what is known afterwards."""
        with self.desk.reading() as work:
            actions = [entry.action for entry in work.journal.entries()]
        report = self.reports[-1]
        return {
            "outcome": report.outcome.name,
            "reason": report.reason,
            "fates": [fate.value for fate in report.fates],
            "note": self.panel.note.text,
            "pages": [choice.page_count for choice in log.choices(self.desk, self.letters)],
            "kept": [
                hashlib.sha256(log.pdf_of(self.desk, letter)).hexdigest() for letter in self.letters
            ],
            "logged": [
                [each.fate.value for each in log.history(self.desk, letter)]
                for letter in self.letters
            ],
            "printed": actions.count("letter.printed"),
            "reprinted": actions.count("letter.reprinted"),
        }


def _issued(desk: Desk) -> LetterId:
    number = intake.register(desk, desks.registration()).local_no
    values = {"pathway": "31-6", "unit": "户政大队", "handler": "孙警官", "handler_phone": "1"}
    casework.record_step(desk, number, "accepted", values)
    letter = letters.issue(desk, number, "accept")
    if letter.id is None:
        raise RuntimeError("a letter was kept without an identifier")
    return letter.id


def batch(scene: Scene) -> dict[str, Any]:
    """Print every letter, then the first one again."""
    scene.choose(PaperOptions(scene.queue, copies=2))
    scene.panel.print_all()
    scene.settle()
    first = scene.told()
    printing.remember(PURPOSE, PaperOptions(scene.queue))
    scene.panel.open_for(scene.letters[:1])
    scene.settle()
    scene.panel.print_all()
    scene.settle()
    (Path(scene.desk.data_dir).parent / "letter.pdf").write_bytes(
        log.pdf_of(scene.desk, scene.letters[0])
    )
    return {"first": first, "second": scene.told()}


def tray(scene: Scene) -> dict[str, Any]:
    """Print on both sides out of a tray; say what the queue is known to offer."""
    fields = scene.panel.fields
    scene.choose(PaperOptions(scene.queue, tray="Upper", sides=Sides.LONG_EDGE))
    offered = [fields.tray.itemText(n) for n in range(fields.tray.count())]
    sides = [fields.sides.itemText(n) for n in range(fields.sides.count())]
    chosen = fields.options()
    scene.panel.print_all()
    scene.settle()
    return {
        **scene.told(),
        "trays": offered,
        "sides": sides,
        "chosen": [chosen.tray, chosen.sides.value],
        "remembered": printing.remembered(PURPOSE).tray,
    }


def stopped_queue(scene: Scene) -> dict[str, Any]:
    """Print on a queue that was stopped, then go on when it works again."""
    subprocess.run(["/usr/sbin/cupsdisable", scene.queue], check=True)
    scene.choose(PaperOptions(scene.queue))
    scene.panel.print_all()
    scene.settle()
    first = scene.told()
    subprocess.run(["/usr/sbin/cupsenable", scene.queue], check=True)
    scene.panel.print_rest()
    scene.settle()
    return {"first": first, "second": scene.told()}


def queue_taken_away(scene: Scene) -> dict[str, Any]:
    """Take the queue away while the job is being made."""
    return _reported(scene, lambda: subprocess.run(["/usr/sbin/lpadmin", "-x", scene.queue]))


def cancelled(scene: Scene) -> dict[str, Any]:
    """Stop after some letters."""
    scene.choose(PaperOptions(scene.queue))
    scene.panel.progress.valueChanged.connect(
        lambda done: scene.panel.stop() if done >= 2 else None
    )
    scene.panel.print_all()
    scene.settle()
    return scene.told()


def letter(scene: Scene) -> dict[str, Any]:
    """Write a letter on its screen and press F8, with a printer chosen for its kind before."""
    printing.remember("accept", PaperOptions(scene.queue, copies=2))
    number = intake.register(scene.desk, desks.registration()).local_no
    values = {"pathway": "31-6", "unit": "户政大队", "handler": "孙警官", "handler_phone": "1"}
    casework.record_step(scene.desk, number, "accepted", values)
    screen = LetterScreen(scene.context)
    told: list[str] = []
    screen.toast_requested.connect(lambda note: told.append(note.text))
    screen.resize(1222, 696)
    screen.show()
    screen.open_at(Place("letter", number, "accept"))
    scene.settle()
    QTest.keyClick(screen, Qt.Key.Key_F8)
    scene.settle()
    page = screen.issued
    if page is None or page.sheet is None or page.letter.id is None:
        raise RuntimeError("nothing was issued")
    return {
        "told": told,
        "pages": [page.letter.page_count, page.sheet.page_count],
        "printed_words": page.printed_words,
        "waits": screen.serve_bar.isVisible(),
        "logged": [each.copies for each in log.history(scene.desk, page.letter.id)],
    }


def _reported(scene: Scene, act: Callable[[], object]) -> dict[str, Any]:
    """Print a job as the panel does, with something that happens after its second letter."""
    options = PaperOptions(scene.queue)
    choices = log.choices(scene.desk, scene.letters)
    papers = [
        Paper(lambda each=each: log.pdf_of(scene.desk, each.letter_id), each.page_count)
        for each in choices
    ]

    def progress(done: int, _total: int) -> None:
        if done == 2:
            act()

    report = printing.print_papers(papers, options, "proof", progress=progress)
    return {
        "outcome": report.outcome.name,
        "reason": report.reason,
        "fates": [fate.value for fate in report.fates],
    }


SCENARIOS: dict[str, tuple[int, Callable[[Scene], dict[str, Any]]]] = {
    "batch": (6, batch),
    "tray": (1, tray),
    "stopped": (2, stopped_queue),
    "gone": (4, queue_taken_away),
    "cancelled": (12, cancelled),
    "letter": (0, letter),
}


def main(name: str, folder: Path, queue: str) -> None:
    """Play a scenario and say what came of it."""
    app = QApplication([])
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "remembered")
    )
    count, play = SCENARIOS[name]
    scene = Scene(app, folder, queue, count)
    told = play(scene)
    scene.work.shut_down()
    scene.desk.close()
    json.dump(told, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
