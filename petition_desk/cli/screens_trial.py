"""Opening every screen once, without a display, as the last part of the self-test."""

from __future__ import annotations

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from petition_desk.clock import Clock
from petition_desk.services.self_test import ACCOUNT, OFFICE, SelfTestLine

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk
    from petition_desk.ui.error_box import Fault

INVENTED_COUNT = 60
_NAME = "窗口"


def screens_line(folder: Path, clock: Clock) -> tuple[SelfTestLine, ...]:
    """Open every screen on invented cases below a scratch folder.

    Args:
        folder: Removed by the caller.
        clock: Who is asked for the day.

    Returns:
        One line a screen; one line that says so where the window is not installed.
    """
    if find_spec("PySide6") is None:
        return (SelfTestLine(_NAME, True, "没有安装窗口部分，没有试"),)
    # Nothing may flash up on the officer's screen, and a PC without one is tested as well.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from petition_desk.services.demo import invent
    from petition_desk.services.desk import create_desk

    desk, _ = create_desk(folder / "screens", OFFICE, ACCOUNT, secrets.token_urlsafe(16), clock)
    try:
        invent(desk, INVENTED_COUNT)
        return _opened(desk, folder, clock)
    finally:
        desk.close()


def _opened(desk: Desk, folder: Path, clock: Clock) -> tuple[SelfTestLine, ...]:
    from petition_desk.ui.app import make_application
    from petition_desk.ui.desk_view import DeskView
    from petition_desk.ui.error_box import ErrorBox
    from petition_desk.ui.screens import SCREENS
    from petition_desk.ui.screens.base import Place
    from petition_desk.ui.work import Work

    app = make_application()
    faults: list[Fault] = []
    error_box = ErrorBox(folder / "log", clock, app)
    error_box.raised.connect(faults.append)
    error_box.install()
    work = Work(error_box, app)
    view = DeskView(desk, work)
    view.window.resize(1366, 768)
    view.window.show()
    number = _some_number(desk)
    lines = []
    for entry in SCREENS:
        faults.clear()
        view.window.go(Place(entry.id, number="" if entry.is_in_sidebar else number))
        while work.is_busy:
            app.processEvents()
        app.processEvents()
        wrong = "；".join(fault.sentence for fault in faults)
        lines.append(SelfTestLine(f"{_NAME} {entry.title}", not faults, wrong or "打开"))
    work.shut_down()
    view.window.close()
    return tuple(lines)


def _some_number(desk: Desk) -> str:
    """Return the number of a case that everybody may see, for the screens about one case."""
    from petition_desk.domain.ledger import LedgerFilter, LedgerSort
    from petition_desk.services import ledger

    ids = ledger.first_ids(desk, LedgerFilter(is_open_only=True), LedgerSort(), INVENTED_COUNT)
    return next(row.local_no for row in ledger.rows_for(desk, ids) if not row.is_sealed)
