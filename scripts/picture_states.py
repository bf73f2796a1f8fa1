"""Where the window is brought before a picture of it is taken.

How to add a state: a function that brings the window there, and its line in `STATES`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from petition_desk.ui.dialogs.print_panel import PrintPanel
from petition_desk.ui.screens import SCREENS
from petition_desk.ui.screens.base import Place, Screen, WhyQuestion
from petition_desk.ui.screens.importing import ImportScreen
from petition_desk.ui.screens.ledger import LedgerScreen
from petition_desk.ui.screens.settings import PAGES
from petition_desk.ui.screens.settings.calendar import CalendarPage
from petition_desk.ui.screens.template import TemplateScreen
from petition_desk.ui.screens.today import TodayScreen
from petition_desk.ui.shell import Shell
from petition_desk.ui.widgets.overlay import OverlayPanel

SAMPLE = Path(__file__).parents[1] / "tests" / "data" / "公安信访系统导出_2026年1-10月.xlsx"
NOTICE = SAMPLE.parent / "calendar" / "2027_invented.json"
BLANK = SAMPLE.parent / "上报模板_信访事项办理情况台账.xlsx"
#: How long the window is left alone before a picture.
STILL_MS = 400


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
