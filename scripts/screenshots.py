"""Pictures of every screen, at two sizes, light and dark, into ``docs/screenshots``.

Everything on them is invented (`petition_desk.services.demo`), the day is Friday 2026-11-20, so
two runs give the same pictures. Every entry of `SCREENS` is taken by itself; `STATES` adds what
needs a hand: a panel, a page of the settings, the first start.

    python scripts/screenshots.py [FOLDER] [--only NAME] [--text 150]

How to add a state: a function that brings the window there, and its line in `STATES`.
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
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QDeadlineTimer, QEventLoop, QSettings, QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from petition_desk.clock import FixedClock
from petition_desk.services import demo
from petition_desk.services.desk import Desk, create_desk, open_desk
from petition_desk.ui import theme
from petition_desk.ui.app import let_go_of, make_application
from petition_desk.ui.dialogs.print_panel import PrintPanel
from petition_desk.ui.error_box import ErrorBox, Fault
from petition_desk.ui.screens import SCREENS
from petition_desk.ui.screens.base import Place, Screen, WhyQuestion
from petition_desk.ui.screens.importing import ImportScreen
from petition_desk.ui.screens.ledger import LedgerScreen
from petition_desk.ui.screens.settings import PAGES
from petition_desk.ui.screens.settings.calendar import CalendarPage
from petition_desk.ui.screens.template import TemplateScreen
from petition_desk.ui.screens.today import TodayScreen
from petition_desk.ui.shell import Shell
from petition_desk.ui.start.unlock import LockReason, UnlockScreen
from petition_desk.ui.start.wizard import Wizard
from petition_desk.ui.theme import Appearance, Scheme
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.work import Work

OUT = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
CLOCK = FixedClock(datetime(2026, 11, 20, 1, 58, tzinfo=UTC))
SAMPLE = OUT.parent.parent / "tests" / "data" / "公安信访系统导出_2026年1-10月.xlsx"
NOTICE = SAMPLE.parent / "calendar" / "2027_invented.json"
OFFICER, PASSWORD = "王警官", "correct horse battery"
SIZES = (QSize(1366, 768), QSize(1920, 1080))
SCHEMES = (Scheme.LIGHT, Scheme.DARK)
#: Relative, so that the pictures do not tell on whose PC they were made.
FOLDER = Path("信访数据")
#: How long the window is left alone before a picture.
STILL_MS = 400
COLOURS = 256
BLANK = Path(__file__).parents[1] / "tests" / "data" / "上报模板_信访事项办理情况台账.xlsx"


@dataclass(frozen=True, slots=True)
class Stage:
    """An open window and what a state may need.

    Attributes:
        shell: The window.
        number: A case with a clock that runs.
    """

    shell: Shell
    number: str

    def go(self, place: Place) -> None:
        """Go to a place of the open desk."""
        view = self.shell._view  # noqa: SLF001  the pictures' own hand on the window
        if view is None:
            raise RuntimeError("the desk is locked")
        view.window.go(place)
        settle(self.shell)


def settle(shell: Shell) -> None:
    """Wait until everything that was asked is answered and painted."""
    wait_until(lambda: shell.is_at_rest)
    # A panel that follows the cursor asks only when the cursor has stood still for a moment.
    still = QDeadlineTimer(STILL_MS)
    wait_until(still.hasExpired)
    wait_until(lambda: shell.is_at_rest)
    QApplication.processEvents()


def wait_until(condition: Callable[[], bool], seconds: int = 60) -> None:
    """Run the event loop until ``condition`` holds.

    Raises:
        TimeoutError: it did not within ``seconds``.
    """
    deadline = QDeadlineTimer(seconds * 1000)
    loop = QEventLoop()
    while not condition():
        if deadline.hasExpired():
            raise TimeoutError("the window did not come to rest")
        loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def why(stage: Stage) -> None:
    """Open the explanation of the current row of Today."""
    stage.go(Place("today"))
    view = stage.shell._view  # noqa: SLF001
    screen = view.window.screen_of("today") if view else None
    item = screen.current_item() if isinstance(screen, TodayScreen) else None
    if view is not None and item is not None:
        view.window.ask_why(WhyQuestion(item.local_no, item.rule, item.of))
        settle(stage.shell)


def morning_page(stage: Stage) -> None:
    """Show the page of the day as it prints."""
    stage.go(Place("today"))
    screen = screen_of(stage, "today")
    if isinstance(screen, TodayScreen):
        screen.acts.print_day()
        settle(stage.shell)


def postpone(stage: Stage) -> None:
    """Ask until when the last reminder of the week is put off."""
    stage.go(Place("today", detail="within-7"))
    screen = screen_of(stage, "today")
    if isinstance(screen, TodayScreen):
        last = screen.model.item(screen.model.rowCount() - 1)
        screen.acts.postpone(last)
        settle(stage.shell)


def keys(stage: Stage) -> None:
    """Open the panel of all keys."""
    stage.go(Place("today"))
    if stage.shell._view:  # noqa: SLF001
        stage.shell._view.window.show_keys()  # noqa: SLF001


def search(stage: Stage) -> None:
    """Search by pinyin."""
    stage.go(Place("today"))
    if stage.shell._view:  # noqa: SLF001
        stage.shell._view.window.search_panel.open_search("zhang")  # noqa: SLF001
        settle(stage.shell)


def screen_of(stage: Stage, name: str) -> Screen:
    """Return a screen of the open desk."""
    view = stage.shell._view  # noqa: SLF001
    if view is None:
        raise RuntimeError("the desk is locked")
    return view.window.screen_of(name)


def export(stage: Stage) -> None:
    """Ask how the ledger is exported, in full."""
    stage.go(Place("ledger"))
    ledger = screen_of(stage, "ledger")
    if isinstance(ledger, LedgerScreen):
        ledger.export()
        if ledger.export_panel is not None:
            ledger.export_panel.full.setChecked(True)


def form(stage: Stage) -> None:
    """Ask how another office's form is filled."""
    export(stage)
    ledger = screen_of(stage, "ledger")
    if isinstance(ledger, LedgerScreen) and ledger.export_panel is not None:
        ledger.export_panel.ask_for_form()
        if ledger.exporting.form_panel is not None:
            ledger.exporting.form_panel.open_blank(BLANK)
    settle(stage.shell)


def columns(stage: Stage) -> None:
    """Choose the columns of the ledger."""
    stage.go(Place("ledger"))
    ledger = screen_of(stage, "ledger")
    if isinstance(ledger, LedgerScreen):
        ledger.choice.open_panel()


def step(stage: Stage) -> None:
    """Open the form of a step."""
    stage.go(Place("case", stage.number, "served"))


def refused(stage: Stage) -> None:
    """Open an act that the law refuses now."""
    stage.go(Place("case", stage.number, "closed"))


def facts(stage: Stage) -> None:
    """Complete the facts of a case."""
    stage.go(Place("case", stage.number, "facts"))


def import_check(stage: Stage) -> None:
    """Look at what an import would do; nothing is written."""
    stage.go(Place("import"))
    importing = screen_of(stage, "import")
    if isinstance(importing, ImportScreen):
        importing.look_at(SAMPLE)
        settle(stage.shell)
        importing.check()
        settle(stage.shell)


def import_columns(stage: Stage) -> None:
    """Look at what the columns of a file would be read as."""
    stage.go(Place("import"))
    importing = screen_of(stage, "import")
    if isinstance(importing, ImportScreen):
        importing.look_at(SAMPLE)
        settle(stage.shell)


def calendar_draft(stage: Stage) -> None:
    """Click the days of the next year's notice."""
    page = calendar_page(stage)
    page.begin_draft(2027)
    page.grid.span_pressed.emit(date(2026, 12, 31), date(2027, 1, 3))
    settle(stage.shell)


def calendar_page(stage: Stage) -> CalendarPage:
    """Go to the page of the calendar."""
    stage.go(Place("settings", detail="calendar"))
    (page,) = stage.shell.findChildren(CalendarPage)
    page.drop_draft()
    return page


def print_many(stage: Stage) -> None:
    """Ask how the letters of several cases are printed; nothing is."""
    stage.go(Place("ledger"))
    view = stage.shell._view  # noqa: SLF001
    if view is not None:
        panel = PrintPanel(view.window, screen_of(stage, "ledger").context)
        numbers = [f"XF2026-{number:04}" for number in range(1, 400)]
        panel.open_for_cases(numbers)
        settle(stage.shell)


def template_fault(stage: Stage) -> None:
    """Put a blank that nobody knows into a wording."""
    stage.go(Place("template", detail="opinion"))
    editor = screen_of(stage, "template")
    if isinstance(editor, TemplateScreen):
        editor.form.body.insert_blank("case.nobody")
        settle(stage.shell)


def close_panels(stage: Stage) -> None:
    """Close whatever lies over the window."""
    for panel in stage.shell.findChildren(OverlayPanel):
        panel.close_panel()


def place_of(screen_id: str, number: str) -> Place:
    """Return a place that shows a screen with something on it."""
    details = {"letter": "notice", "template": "accept"}
    needs_case = screen_id in ("case", "letter")
    return Place(screen_id, number if needs_case else "", details.get(screen_id, ""))


def states() -> Iterator[tuple[str, Callable[[Stage], None]]]:
    """Yield every picture of an open desk: its name and what brings the window there."""
    for entry in SCREENS:
        yield entry.id, lambda stage, name=entry.id: stage.go(place_of(name, stage.number))
    for page in PAGES:
        name = f"settings-{page.id}"
        yield name, lambda stage, page=page.id: stage.go(Place("settings", detail=page))
    yield from STATES


STATES: tuple[tuple[str, Callable[[Stage], None]], ...] = (
    ("today-page", morning_page),
    ("today-postpone", postpone),
    ("why", why),
    ("calendar-draft", calendar_draft),
    ("calendar-load", lambda stage: calendar_page(stage).load_file(NOTICE)),
    ("keys", keys),
    ("search", search),
    ("ledger-columns", columns),
    ("ledger-export", export),
    ("ledger-form", form),
    ("print-panel", print_many),
    ("template-fault", template_fault),
    ("case-step", step),
    ("case-refused", refused),
    ("case-facts", facts),
    ("import-columns", import_columns),
    ("import-check", import_check),
)


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
