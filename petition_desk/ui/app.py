"""The start of the window: paint the locked window first, load everything else behind it.

Nothing of the services or the storage is imported here, so that the officer sees the window in
the time a bare window takes (``tests/bench/bench_start.py`` measures it).
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication, QWidget

from petition_desk.clock import Clock
from petition_desk.ui import theme
from petition_desk.ui.appearance import load_appearance
from petition_desk.ui.error_box import ErrorBox
from petition_desk.ui.shell import Shell


def run(data_dir: Path, account: str, clock: Clock) -> int:
    """Open the window on a data folder and stay until it is closed.

    Args:
        data_dir: The data folder; where it holds nothing yet, the first start is shown.
        account: Chosen beforehand among the accounts; may be empty.
        clock: Who is asked for the time.

    Returns:
        The exit code of the program.
    """
    app = make_application()
    error_box = ErrorBox(data_dir / "log", clock, app)
    error_box.install()
    shell = Shell(data_dir, account, clock, error_box)
    shell.showMaximized()
    shell.begin()
    exit_code = app.exec()
    let_go_of(shell)
    return exit_code


def let_go_of(window: QWidget) -> None:
    """Close a window and delete it now.

    What is still there when the interpreter ends is deleted after the style it is drawn by, and
    that ends in a fault of the process.
    """
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def make_application() -> QApplication:
    """Make the one application object and dress it."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("petition-desk")
    app.setApplicationDisplayName("信访接待台")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    theme.apply(app, load_appearance())
    return app
