"""The rooms of letters for everybody: parts have names, the keyboard reaches them, all fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from petition_desk.services import casework, intake
from petition_desk.services.desk import Desk
from petition_desk.ui import theme
from petition_desk.ui.dialogs.print_panel import PrintPanel
from petition_desk.ui.printing import PaperDialog, PaperOptions
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.letter import LetterScreen
from petition_desk.ui.screens.settings.fonts import FontsPage
from petition_desk.ui.screens.settings.letters import LettersPage
from petition_desk.ui.screens.template import TemplateScreen
from petition_desk.ui.theme import Appearance, Scheme
from tests import desks
from tests.ui.keyboard import shown

SETTLED = Callable[[], None]
Room = Callable[[], QWidget]
#: What a PC of 1366 × 768 leaves a screen, beside the places at its left and below its title.
ROOM = (1222, 600)


@pytest.fixture
def rooms(
    qtbot: QtBot, context: ScreenContext, desk: Desk, settled: SETTLED
) -> Iterator[dict[str, Room]]:
    number = intake.register(desk, desks.registration()).local_no
    casework.record_step(desk, number, "accepted", {"pathway": "31-6", "unit": "户政大队"})

    held: list[QWidget] = []  # a window that nobody holds is gone

    def screen(factory: type[LetterScreen | TemplateScreen], place: Place) -> Room:
        def make() -> QWidget:
            made = factory(context)
            made.resize(*ROOM)
            held.append(made)
            shown(qtbot, made)
            made.open_at(place)
            settled()
            return made

        return make

    def page(factory: type[LettersPage | FontsPage]) -> Room:
        def make() -> QWidget:
            made = factory(context)
            made.resize(ROOM[0] - 184, ROOM[1])
            held.append(made)
            shown(qtbot, made)
            made.read()
            settled()
            return made

        return make

    def panel() -> QWidget:
        window = QWidget()
        window.resize(1366, 696)
        shown(qtbot, window)
        made = PrintPanel(window, context)
        held.extend((window, made))
        made.open_for([])
        settled()
        return window

    def dialog() -> QWidget:
        window = QWidget()
        shown(qtbot, window)
        made = PaperDialog(window, "受理告知书", PaperOptions())
        held.extend((window, made))
        made.show()
        return made

    yield {
        "letter": screen(LetterScreen, Place("letter", number, "accept")),
        "template": screen(TemplateScreen, Place("template", detail="opinion")),
        "letters": page(LettersPage),
        "fonts": page(FontsPage),
        "batch": panel,
        "paper": dialog,
    }
    settled()


EVERY = ("letter", "template", "letters", "fonts", "batch", "paper")


def reachable(room: QWidget) -> list[QWidget]:
    """Return what Tab can reach, as a hand would find it."""
    QApplication.processEvents()
    return [
        part
        for part in room.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.isVisible()
        and part.isEnabled()
        and not isinstance(part, QScrollArea)
        and part.focusProxy() is None
    ]


@pytest.mark.parametrize("name", EVERY)
def test_every_part_that_takes_the_focus_says_its_name(rooms: dict[str, Room], name: str) -> None:
    room = rooms[name]()
    nameless = [
        type(part).__name__
        for part in reachable(room)
        if not (part.accessibleName() or getattr(part, "text", lambda: "")())
    ]
    assert nameless == []


@pytest.mark.parametrize("name", EVERY)
def test_tab_alone_comes_to_every_part(rooms: dict[str, Room], name: str) -> None:
    room = rooms[name]()
    wanted = reachable(room)
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    met: list[QWidget] = []
    for _ in range(2 * len(wanted) + 20):
        now = QApplication.focusWidget()
        assert now is not None
        if now not in met:
            met.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    missed = [part.accessibleName() or type(part).__name__ for part in wanted if part not in met]
    assert missed == []


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.HIGH_CONTRAST])
def test_no_room_asks_for_more_than_a_small_screen_has(
    qapp: QApplication, rooms: dict[str, Room], scheme: Scheme, percent: int
) -> None:
    theme.apply(qapp, Appearance(scheme, percent))
    for name in ("letter", "template", "letters", "fonts"):
        room = rooms[name]()
        assert room.minimumSizeHint().width() <= ROOM[0], name
        assert room.minimumSizeHint().height() <= ROOM[1], name
        image = room.grab().toImage()
        assert image.width() > 0
        colours = {image.pixelColor(x, y).rgb() for x in range(0, 800, 7) for y in range(0, 500, 7)}
        assert len(colours) > 3, f"{name} is painted"
