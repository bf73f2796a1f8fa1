"""A program of its own that types into a registration and says when it was kept; then it waits.

Run as ``python -m tests.ui.typing_child FOLDER``; `test_drafts_survive` kills it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from petition_desk.ui import theme
from petition_desk.ui.error_box import ErrorBox
from petition_desk.ui.immortal import keep_constants_alive
from petition_desk.ui.presence import Reveal
from petition_desk.ui.relay import ChangeRelay
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.intake import IntakeScreen
from petition_desk.ui.theme import Appearance, Scheme
from petition_desk.ui.work import Work
from tests import desks


def main(folder: Path) -> None:
    keep_constants_alive()
    app = QApplication([])
    theme.apply(app, Appearance(Scheme.LIGHT))
    desk = desks.open_again(folder)
    work = Work(ErrorBox(folder / "log", desk.clock))
    screen = IntakeScreen(ScreenContext(desk, ChangeRelay(desk), work, Reveal(app)))
    screen.show()
    screen.open_at(Place("intake"))
    QTimer.singleShot(0, lambda: screen.form.what.summary.setText("反映民警到场迟缓"))

    def look() -> None:
        if screen.head.saved_text:
            sys.stdout.write("kept\n")
            sys.stdout.flush()
            watch.stop()

    watch = QTimer()
    watch.timeout.connect(look)
    watch.start(20)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
