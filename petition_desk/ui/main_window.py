"""The frame: places at the left, search and new registration above, the screen, the line below.

All wiring between screens is here: a screen asks by a signal, and this window answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from petition_desk.ui.dialogs.keys_panel import KeysPanel
from petition_desk.ui.dialogs.letter_check import check_letter
from petition_desk.ui.dialogs.palette_offers import Command
from petition_desk.ui.dialogs.search_panel import SearchPanel
from petition_desk.ui.dialogs.why_panel import Asked, WhyPanel
from petition_desk.ui.error_box import Fault
from petition_desk.ui.frame import Frame
from petition_desk.ui.frame_facts import FrameFacts
from petition_desk.ui.presence import is_typing
from petition_desk.ui.screens import SCREENS, ScreenEntry
from petition_desk.ui.screens.base import Place, Screen, ScreenContext
from petition_desk.ui.window_acts import UndoActs, place_commands
from petition_desk.ui.work import Lane

#: Shown when the window opens; also where F9 goes when there is no other place.
HOME = Place("today")
BLANK = Place("intake", detail="blank")
#: Where the strip over everything leads.
LATE = Place("today", detail="overdue")


class MainWindow(Frame):
    """One window of one unlocked desk; locking closes it."""

    lock_requested = Signal()
    closed_act_requested = Signal(object)

    def __init__(self, context: ScreenContext, screens: Sequence[ScreenEntry] = SCREENS) -> None:
        """Build the frame; a screen is built when it is first gone to."""
        super().__init__(context.desk.account.name, [e for e in screens if e.is_in_sidebar])
        self.context = context
        self._entries = {entry.id: entry for entry in screens}
        self._screens: dict[str, Screen] = {}
        self._place = HOME
        self._history: list[Place] = []
        self._blanked: Place | None = None
        self._facts = Lane(context.work)
        self.keys_panel = KeysPanel(self)
        self.why_panel = WhyPanel(self, context)
        self.search_panel = SearchPanel(
            self, context, self.commands, place_commands(screens, self.go)
        )
        self.undo = UndoActs(self, self.toast, context.work.report)
        self._wire()
        self._bind_keys()

    def _wire(self) -> None:
        self.sidebar.chosen.connect(lambda name: self.go(Place(name)))
        self.top_bar.new_requested.connect(self.new_intake)
        self.top_bar.lock_requested.connect(self.lock_requested)
        self.top_bar.account_requested.connect(
            lambda: self.go(Place("settings", detail="accounts"))
        )
        self.top_bar.search_requested.connect(self.open_palette)
        self.search_panel.place_requested.connect(self.go)
        self.status_bar.pressed.connect(self._status_pressed)
        self.overdue_strip.act_requested.connect(self.go_to_late)
        self.context.relay.changed.connect(self.refresh)

    def _bind_keys(self) -> None:
        acts: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+N", self.new_intake),
            ("Ctrl+K", self.open_palette),
            ("Ctrl+L", self.lock_requested.emit),
            ("F5", self.refresh),
            ("F7", self.go_to_late),
            ("F9", self.blank),
            ("Alt+Left", self.back),
            ("Ctrl+B", lambda: self.sidebar.set_folded(not self.sidebar.is_folded)),
        ]
        for number, name in enumerate(self.sidebar.items, start=1):
            acts.append((f"Ctrl+{number}", partial(self.go, Place(name))))
        for key, act in acts:
            QShortcut(QKeySequence(key), self).activated.connect(act)
        for key in ("?", "Shift+?", "F1"):
            QShortcut(QKeySequence(key), self).activated.connect(self.show_keys)

    # Going

    def start(self, place: Place = HOME) -> None:
        """Show the first screen and ask for what stands around it."""
        self.go(place)
        self.refresh_frame()

    @property
    def place(self) -> Place:
        """Where the window is."""
        return self._place

    def screen_of(self, name: str) -> Screen:
        """Return a screen, building it the first time."""
        found = self._screens.get(name)
        if found is None:
            found = self._screens[name] = self._entries[name].factory(self.context)
            self._connect(found)
            self.stack.addWidget(found)
        return found

    def _connect(self, screen: Screen) -> None:
        screen.place_requested.connect(self.go)
        screen.back_requested.connect(self.back)
        screen.toast_requested.connect(self.undo.say)
        screen.why_requested.connect(self.ask_why)
        screen.fault_raised.connect(self.show_fault)
        screen.closed_act_requested.connect(self.closed_act_requested)

    def go(self, place: Place) -> None:
        """Go to a place; a place that this version does not have is answered with a word."""
        entry = self._entries.get(place.screen)
        if entry is None:
            self.show_fault(Fault("还没有这一处", "这个版本还没有这一处。", is_bug=False))
            return
        if self.stack.count() and place.screen != self._place.screen:
            self._history.append(self._place)
            del self._history[:-20]
        self._place = place
        screen = self.screen_of(place.screen)
        self.fault_bar.hide()
        self.sidebar.set_current(entry.stands_under or entry.id)
        self.stack.setCurrentWidget(screen)
        screen.open_at(place)
        screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> None:
        """Go back to where one came from."""
        if self._history:
            place = self._history.pop()
            self.go(place)
            if self._history and self._history[-1].screen != place.screen:
                self._history.pop()

    def go_to_late(self) -> None:
        """Go to what is late, one key away from everywhere; nothing happens where nothing is."""
        if self.overdue_strip.text and LATE.screen in self._entries:
            self.go(LATE)

    def new_intake(self) -> None:
        """Open a new registration."""
        self.go(Place("intake", detail="new"))

    def blank(self) -> None:
        """Hide the matter on the screen behind an empty registration, or bring it back."""
        for panel in (self.why_panel, self.search_panel, self.keys_panel):
            panel.close_panel()
        self.toast.dismiss()
        if self._blanked is not None:
            place, self._blanked = self._blanked, None
            self.go(place)
        else:
            here = self._place
            self.go(BLANK if BLANK.screen in self._entries else Place("settings"))
            self._blanked = here

    def open_palette(self) -> None:
        """Open the palette; the acts of the matter one is at come first."""
        here = self._place
        of_place = here.number if here.screen in ("case", "letter") else ""
        matter = self.screen_of(here.screen).current_matter() or of_place
        self.search_panel.open_search(matter=matter)

    def commands(self) -> tuple[Command, ...]:
        """Return what the window can do now, for the palette."""
        return (
            *self.undo.commands(),
            Command("新登记", self.new_intake, "Ctrl+N", "plus"),
            Command("导入表格", lambda: self.go(Place("import")), "", "import"),
            Command("核对文书", partial(check_letter, self, self.context), "", "doc", "PDF 真伪"),
            Command("遮屏", self.blank, "F9", "eyeoff"),
            Command("锁定", self.lock_requested.emit, "Ctrl+L", "lock"),
            Command("全部按键", self.show_keys, "?", "help"),
        )

    def show_keys(self) -> None:
        """Show all keys, unless a ? is being typed."""
        if is_typing():
            return
        entry = self._entries[self._place.screen]
        hints = [(hint.key, hint.word) for hint in self.screen_of(entry.id).hints()]
        self.keys_panel.open_for(entry.title, hints)

    def ask_why(self, asked: Asked) -> None:
        """Show why a date is this day."""
        self.why_panel.ask(asked)

    # Keeping up

    def refresh(self) -> None:
        """Ask again for what is shown."""
        self.screen_of(self._place.screen).refresh()
        self.refresh_frame()

    def refresh_frame(self) -> None:
        """Ask again for the counts and the line at the foot."""
        counts = [(entry.id, entry.count) for entry in self._entries.values() if entry.count]
        desk = self.context.desk
        self._facts.ask(lambda _job: FrameFacts.read(desk, counts), self.show_facts)

    def show_fault(self, fault: Fault) -> None:
        """Say at the head of the screen what could not be done."""
        self.fault_bar.say(fault.sentence)

    def _status_pressed(self, name: str) -> None:
        acts: dict[str, Callable[[], None]] = {"blank": self.blank, "keys": self.show_keys}
        if name in acts:
            acts[name]()
        elif "settings" in self._entries:
            self.go(Place("settings", detail=name))

    def draft_count(self) -> int:
        """Return how many drafts the screens keep."""
        return sum(screen.draft_count() for screen in self._screens.values())

    def put_in_order(self) -> None:
        """Let every screen write down what is half typed."""
        for screen in self._screens.values():
            screen.put_in_order()
