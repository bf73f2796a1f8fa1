"""Pictures of every screen, at two sizes, light and dark, into ``docs/screenshots``.

Everything on them is invented (`petition_desk.services.demo`), the day is Friday 2026-11-20, so
two runs give the same pictures. Every entry of `SCREENS` is taken by itself; `STATES` adds what
needs a hand: a panel, a page of the settings, the first start.

    python -m scripts.screenshots [FOLDER] [--only NAME] [--text 150]

How to add a state: see `scripts.picture_states`.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QSettings, QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from petition_desk.clock import FixedClock
from petition_desk.services import demo
from petition_desk.services.desk import Desk, create_desk, open_desk
from petition_desk.ui import theme
from petition_desk.ui.app import let_go_of, make_application
from petition_desk.ui.error_box import ErrorBox, Fault
from petition_desk.ui.shell import Shell
from petition_desk.ui.start.unlock import LockReason, UnlockScreen
from petition_desk.ui.start.wizard import Wizard
from petition_desk.ui.theme import Appearance, Scheme
from petition_desk.ui.work import Work
from scripts.picture_states import Stage, close_panels, settle, states, wait_until

OUT = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
CLOCK = FixedClock(datetime(2026, 11, 20, 1, 58, tzinfo=UTC))
OFFICER, PASSWORD = "王警官", "correct horse battery"
SIZES = (QSize(1366, 768), QSize(1920, 1080))
SCHEMES = (Scheme.LIGHT, Scheme.DARK)
#: Relative, so that the pictures do not tell on whose PC they were made.
FOLDER = Path("信访数据")
COLOURS = 256


@contextmanager
def invented_office() -> Iterator[Path]:
    """Make an office full of invented cases in a folder of its own, and take it away again."""
    home, before = Path(tempfile.mkdtemp(prefix="screenshots-")), Path.cwd()
    os.chdir(home)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home / "ini"))
    try:
        desk, _key = create_desk(FOLDER, "某某县公安局", OFFICER, PASSWORD, CLOCK)
        demo.invent(desk, 240)
        desk.close()
        yield home
    finally:
        os.chdir(before)
        shutil.rmtree(home)


def number_for_pictures() -> str:
    """Return a case with a notice still to be given, else the first one there is."""
    desk: Desk = open_desk(FOLDER, OFFICER, PASSWORD, CLOCK)
    from petition_desk.services.today import due

    items = due(desk, days=14)
    desk.close()
    running = [item.local_no for item in items if item.rule.startswith("notify") and item.name]
    return (running or [item.local_no for item in items])[0]


def open_shell(faults: list[Fault]) -> Shell:
    """Open the window and unlock it."""
    box = ErrorBox(Path("log"), CLOCK)
    box.raised.connect(faults.append)
    shell = Shell(FOLDER, OFFICER, CLOCK, box)
    shell.show()
    shell.begin()
    wait_until(lambda: shell.is_at_rest)
    return shell


def unlock(shell: Shell) -> None:
    """Type the password."""
    screen = shell.shown
    if isinstance(screen, UnlockScreen):
        screen.unlock_requested.emit(OFFICER, PASSWORD)
    settle(shell)


def start_screens(save: Callable[[QWidget, str], None], size: QSize) -> None:
    """Take what is shown before any data is open."""
    locked = UnlockScreen("信访数据", CLOCK, LockReason("已锁定", "10 分钟未操作", 2))
    locked.show_office("某某县公安局")
    locked.show_accounts([OFFICER])
    work = Work(ErrorBox(Path("log"), CLOCK))
    wizard = Wizard(Path(FOLDER.anchor or os.sep) / FOLDER, CLOCK, work)
    for widget, name in ((locked, "locked"), (wizard, "first-start")):
        widget.resize(size)
        widget.show()
        widget.activateWindow()
        QApplication.processEvents()
        if isinstance(widget, UnlockScreen):
            widget.password.setFocus()
        save(widget, name)
        let_go_of(widget)
    work.shut_down()


def keep(picture: QPixmap, path: Path) -> None:
    """Write a picture in the few colours it has: a third of the size in the repository."""
    data = QBuffer()
    data.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(data, "PNG")
    with Image.open(io.BytesIO(data.data().data())) as drawn:
        # Coverage keeps the few green points of a picture green; the median would not.
        few = drawn.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        few.save(path, optimize=True)


def take_all(app: QApplication, out: Path, *, only: str = "", text: int = 100) -> list[Path]:
    """Take every picture.

    Raises:
        RuntimeError: a screen met a fault while it was shown.
    """
    out.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []
    faults: list[Fault] = []
    with invented_office():
        number = number_for_pictures()
        for scheme in SCHEMES:
            theme.apply(app, Appearance(scheme, text))
            for size in SIZES:
                tail = f"{size.width()}-{scheme.value}" + (f"-{text}" if text != 100 else "")

                def save(widget: QWidget, name: str, tail: str = tail) -> None:
                    if only in ("", name):
                        path = out / f"{name}-{tail}.png"
                        keep(widget.grab(), path)
                        taken.append(path)

                start_screens(save, size)
                shell = open_shell(faults)
                shell.resize(size)
                unlock(shell)
                stage = Stage(shell, number)
                for name, bring in states():
                    if only in ("", name):
                        bring(stage)
                        settle(shell)
                        save(shell, name)
                        close_panels(stage)
                let_go_of(shell)
    if faults:
        raise RuntimeError("; ".join(fault.sentence for fault in faults))
    return taken


def main() -> None:
    """Read the arguments and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=OUT)
    parser.add_argument("--only", default="", help="one picture by its name")
    parser.add_argument("--text", type=int, default=100, help="size of the text in per cent")
    given = parser.parse_args()
    app = make_application()
    taken = take_all(app, given.folder.resolve(), only=given.only, text=given.text)
    print(f"{len(taken)} pictures in {given.folder}")


if __name__ == "__main__":
    sys.exit(main())
