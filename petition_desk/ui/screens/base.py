"""What every screen is: a widget that shows itself, asks to go elsewhere and names its keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from petition_desk.ui.presence import Reveal, is_typing
from petition_desk.ui.relay import ChangeRelay
from petition_desk.ui.work import Work

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Place:
    """Where one can go.

    Attributes:
        screen: Id of the screen in `SCREENS`.
        number: The case it is about (XF2026-0001); empty where it is about none.
        detail: What of it: the kind of a letter, a page of the settings, a view of the ledger.
        values: Anything typed that goes along, as the screen that is gone to reads it.
    """

    screen: str
    number: str = ""
    detail: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WhyQuestion:
    """Which date is asked about.

    Attributes:
        number: The case.
        rule: The rule of the clock.
        of: Which of several clocks of that rule (a letter, a demand); may be empty.
    """

    number: str
    rule: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class ClosedAct:
    """Something that needs the data closed: the window locks, runs it, and says what it did.

    Attributes:
        says: Shown while it runs.
        run: Done off the thread of the window; returns the sentence that is shown afterwards.
    """

    says: str
    run: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Hint:
    """A key of a screen.

    Attributes:
        key: As it stands on the keyboard.
        word: What it does, in a few characters.
    """

    key: str
    word: str


@dataclass(frozen=True, slots=True)
class ScreenContext:
    """What a screen is given.

    Attributes:
        desk: Whom the services are asked through.
        relay: Says that something was committed.
        work: Where long work runs.
        reveal: Whether identities are shown.
    """

    desk: Desk
    relay: ChangeRelay
    work: Work
    reveal: Reveal


class Screen(QWidget):
    """One screen. It asks by signals; the window answers them.

    Single letters are looked up in `letter_keys()` and never fire while a field has the focus.
    """

    place_requested = Signal(object)
    back_requested = Signal()
    toast_requested = Signal(object)
    why_requested = Signal(object)
    fault_raised = Signal(object)
    closed_act_requested = Signal(object)

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        """Keep what was given."""
        super().__init__(parent)
        self.context = context

    def open_at(self, place: Place) -> None:
        """Show what ``place`` is about; called each time the screen is gone to."""

    def refresh(self) -> None:
        """Ask again for what is shown; called when cases changed, a day passed, or F5."""

    def put_in_order(self) -> None:
        """Write down what is half typed; called before the window locks or closes."""

    def draft_count(self) -> int:
        """Return how many drafts this screen keeps, for the locked window to say."""
        return 0

    def current_matter(self) -> str:
        """Return the number of the case the screen is about now; empty where it is about none."""
        return ""

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of this screen, for its foot and for the panel of all keys."""
        return ()

    def letter_keys(self) -> Mapping[Qt.Key, Callable[[], None]]:
        """Return what single keys do here."""
        return {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a single key asks, unless it belongs to a field."""
        act = self.letter_keys().get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if act is not None and plain and not is_typing() and not event.isAutoRepeat():
            act()
            event.accept()
        else:
            super().keyPressEvent(event)
