"""Every screen opens in every look, and no word on it is cut that should not be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from petition_desk.services import clock_watch, demo
from petition_desk.services.desk import open_desk
from petition_desk.services.today import due
from petition_desk.ui import theme
from petition_desk.ui.app import let_go_of
from petition_desk.ui.error_box import ErrorBox, Fault
from petition_desk.ui.shell import Shell
from petition_desk.ui.theme import Appearance, Scheme
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.labels import Words
from scripts import screenshots
from tests import desks

SMALL, USUAL = QSize(1366, 696), QSize(1920, 1080)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = desks.make_template(tmp_path_factory.mktemp("office") / "data")
    desk = desks.open_again(folder)
    demo.invent(desk, 60)
    number = due(desk, days=30)[-1].local_no
    desk.close()
    _agree_on_the_time(folder)
    return folder, number


def _agree_on_the_time(folder: Path) -> None:
    """Let the morning of the pictures be no clock that was set back."""
    desk = open_desk(folder, desks.OFFICER, desks.PASSWORD, screenshots.CLOCK, wait_seconds=0)
    clock_watch.accept(desk)
    desk.close()


@pytest.fixture
def faults() -> list[Fault]:
    return []


@pytest.fixture
def stage(
    qtbot: QtBot, office: tuple[Path, str], tmp_path: Path, faults: list[Fault]
) -> Iterator[screenshots.Stage]:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "ini"))
    folder, number = office
    box = ErrorBox(tmp_path / "log", screenshots.CLOCK)
    box.raised.connect(faults.append)
    shell = Shell(folder, desks.OFFICER, screenshots.CLOCK, box)
    shell.show()
    shell.begin()
    screenshots.wait_until(lambda: shell.is_at_rest)
    yield screenshots.Stage(shell, number)
    let_go_of(shell)


def cut_words(window: QWidget) -> list[str]:
    """Name every button and every line of text that is narrower or lower than its words."""
    found = []
    QApplication.sendPostedEvents()
    for button in window.findChildren(Button):
        if button.isVisible() and button.width() < button.minimumSizeHint().width():
            found.append(f"button {button.text()}")
    for words in window.findChildren(Words):
        if not words.isVisible() or not words.text():
            continue
        if words.wordWrap():
            needed = words.heightForWidth(words.width())
            if words.height() < needed - 1:
                found.append(f"lines {words.text()}")
        elif words.width() < QFontMetrics(words.font()).horizontalAdvance(words.text()) - 1:
            found.append(f"word {words.text()}")
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "scheme", "percent"),
    [
        (SMALL, Scheme.LIGHT, 100),
        (SMALL, Scheme.DARK, 150),
        (USUAL, Scheme.DARK, 100),
        (USUAL, Scheme.LIGHT, 150),
    ],
    ids=["1366-light", "1366-dark-150", "1920-dark", "1920-light-150"],
)
def test_every_screen_opens_and_no_word_is_cut(
    qapp: QApplication,
    stage: screenshots.Stage,
    faults: list[Fault],
    size: QSize,
    scheme: Scheme,
    percent: int,
) -> None:
    theme.apply(qapp, Appearance(scheme, percent))
    stage.shell.resize(size)
    screen = stage.shell.shown
    assert screen is not None
    screen.unlock_requested.emit(desks.OFFICER, desks.PASSWORD)  # type: ignore[attr-defined]
    screenshots.settle(stage.shell)
    cut: dict[str, list[str]] = {}
    for name, bring in screenshots.states():
        bring(stage)
        screenshots.settle(stage.shell)
        assert stage.shell.size() == size, f"{name} needs more room than {size}"
        if found := cut_words(stage.shell):
            cut[name] = found
        screenshots.close_panels(stage)
    assert faults == []
    assert cut == {}
