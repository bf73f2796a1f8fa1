"""Windows for tests: real parts on the offscreen screen, over a real encrypted desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petition_desk.services.desk import Desk
from petition_desk.ui import theme
from petition_desk.ui.error_box import ErrorBox
from petition_desk.ui.presence import Reveal
from petition_desk.ui.relay import ChangeRelay
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.theme import Appearance, Scheme
from petition_desk.ui.work import Work
from tests import desks

#: The stand-in for a screen has no window manager (least sizes, raising, grabs), and says so.
NO_WINDOW_MANAGER = "This plugin does not support"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.gui)
            item.add_marker(pytest.mark.qt_log_ignore(NO_WINDOW_MANAGER))


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    """Dress every test alike."""
    theme.apply(qapp, Appearance(Scheme.LIGHT))


@pytest.fixture(autouse=True)
def _own_pc(tmp_path: Path) -> None:
    """Give every test a PC that remembers nothing: no look, no printer, no column."""
    folder = str(tmp_path / "remembered")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desks.make_template(tmp_path_factory.mktemp("template") / "data")


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Iterator[Desk]:
    opened = desks.open_copy(template, tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def error_box(tmp_path: Path, desk: Desk) -> ErrorBox:
    return ErrorBox(tmp_path / "log", desk.clock)


@pytest.fixture
def work(qapp: QApplication, error_box: ErrorBox) -> Iterator[Work]:
    made = Work(error_box)
    yield made
    made.shut_down()


@pytest.fixture
def context(qapp: QApplication, desk: Desk, work: Work) -> Iterator[ScreenContext]:
    relay, reveal = ChangeRelay(desk), Reveal(qapp)
    yield ScreenContext(desk, relay, work, reveal)
    relay.stop()
    reveal.stop()


@pytest.fixture
def settled(qtbot: QtBot, work: Work) -> Callable[[], None]:
    """Wait until everything that was asked has been answered."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not work.is_busy, timeout=10_000)

    return wait
