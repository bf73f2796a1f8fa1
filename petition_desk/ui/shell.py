"""The one window: locked, first start, or the desk; it opens and closes what lies behind.

Locking puts everything in order and closes the data; unlocking opens it again and goes back to the
same place. So a locked window holds no case in memory, and another account can take over.
"""

from __future__ import annotations

import gc
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from petition_desk.clock import Clock
from petition_desk.ui import theme
from petition_desk.ui.appearance import last_account, last_office, remember_desk
from petition_desk.ui.error_box import ErrorBox, Fault
from petition_desk.ui.start.unlock import LockReason, UnlockScreen

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk
    from petition_desk.ui.desk_view import DeskView
    from petition_desk.ui.screens.base import ClosedAct, Place
    from petition_desk.ui.start.wizard import Wizard
    from petition_desk.ui.tray import Tray
    from petition_desk.ui.work import Job, Work

#: What a data folder that is in use holds; the storage looks closer once it is loaded.
_KEYFILE = "keys.json"


class Shell(QWidget):
    """The window itself."""

    def __init__(self, data_dir: Path, account: str, clock: Clock, error_box: ErrorBox) -> None:
        """Show the locked window, or nothing yet where the folder holds no data."""
        super().__init__()
        self._data_dir = data_dir
        self._account = account or last_account()
        self._clock = clock
        self._error_box = error_box
        self._view: DeskView | None = None
        self._wizard: Wizard | None = None
        self._place: Place | None = None
        self._is_waiting_for_paint = False
        self._is_loaded = False
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setWindowTitle("信访接待台")
        self.setMinimumSize(960, 560)
        self.resize(1366, 768)
        error_box.raised.connect(self._show_fault)
        if (data_dir / _KEYFILE).exists():
            self._show_locked(LockReason())

    @cached_property
    def _work(self) -> Work:
        """The threads; brought in with all the rest, after the first paint."""
        from petition_desk.ui.work import Work

        return Work(self._error_box, self)

    @cached_property
    def _tray(self) -> Tray:
        """The icon outside the window; it stays while the window is locked."""
        return tray_of(self._clock, self)

    @property
    def shown(self) -> QWidget | None:
        """What the window shows now."""
        return self._stack.currentWidget()

    @property
    def is_at_rest(self) -> bool:
        """Whether everything is loaded and nothing is under way."""
        return self._is_loaded and not self._work.is_busy

    def begin(self) -> None:
        """Load what the locked window did not need, as soon as it is painted."""
        self._is_waiting_for_paint = True
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """After the first paint, load the rest."""
        super().paintEvent(event)
        if self._is_waiting_for_paint:
            self._is_waiting_for_paint = False
            QTimer.singleShot(0, self._load)

    def _load(self) -> None:
        gc.enable()
        self.setWindowIcon(theme.icon("desk", theme.Role.ACCENT, 32))
        speak_chinese(self)
        data_dir = self._data_dir
        self._work.run(lambda _job: accounts_of(data_dir), self._loaded)

    def _loaded(self, names: tuple[str, ...]) -> None:
        self._is_loaded = True
        self._work.run(lambda _job: warm(), lambda _none: None, database=False)
        if not names:
            self._show_first_start()
        elif isinstance(self.shown, UnlockScreen):
            self.shown.show_accounts(names, self._account)

    # Locked

    def _show_locked(self, reason: LockReason) -> None:
        unlock = UnlockScreen(str(self._data_dir), self._clock, reason)
        unlock.show_office(last_office())
        if self._account:
            unlock.show_accounts([self._account])
        unlock.unlock_requested.connect(self._unlock)
        unlock.recovery_requested.connect(self._recover)
        self._replace(unlock)
        unlock.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unlock(self, account: str, password: str) -> None:
        unlock = self.shown
        if not isinstance(unlock, UnlockScreen):
            return
        unlock.show_busy()
        data_dir, clock = self._data_dir, self._clock

        def open_it(_job: Job) -> Desk:
            from petition_desk.services.desk import open_desk

            return open_desk(data_dir, account, password, clock, wait_seconds=1.0)

        self._work.run(open_it, self._opened, failed=lambda error: self._refused(unlock, error))

    def _refused(self, unlock: UnlockScreen, error: Exception) -> None:
        unlock.show_refusal(self._error_box.fault_of(error).sentence)

    def _recover(self, account: str) -> None:
        from petition_desk.ui.dialogs.recovery import RecoveryDialog

        done = RecoveryDialog.ask(self, self._data_dir, account, self._work)
        if done is not None and isinstance(self.shown, UnlockScreen):
            self._unlock(*done)

    # First start

    def _show_first_start(self) -> None:
        from petition_desk.ui.start.wizard import Wizard

        wizard = Wizard(self._data_dir, self._clock, self._work)
        wizard.finished.connect(self._first_start_done)
        self._wizard = wizard
        self._replace(wizard)

    def _first_start_done(self, desk: Desk) -> None:
        self._data_dir = desk.data_dir
        self._wizard = None
        self._opened(desk)

    # Open

    def _opened(self, desk: Desk) -> None:
        from petition_desk.ui.desk_view import DeskView

        self._account = desk.account.name
        view = DeskView(desk, self._work)
        view.office_read.connect(lambda office: remember_desk(self._account, office))
        view.lock_requested.connect(self._lock)
        view.window.closed_act_requested.connect(self._run_closed)
        view.state_read.connect(self._tray.show_state)
        view.newly_due.connect(self._tray.tell)
        self._view = view
        self._replace(view.window)
        view.begin(self._place)

    def _lock(self, says: str) -> None:
        view = self._view
        if view is None:
            return
        self._place = view.window.place
        draft_count = view.put_in_order()
        self._view = None
        self._tray.lock()
        view.leave()
        self._show_locked(LockReason("已锁定", says, draft_count))
        self._load()

    def _run_closed(self, act: ClosedAct) -> None:
        """Lock, run what needs the data closed, and say on the locked window what it did."""
        self._place = None
        self._lock(act.says)
        unlock = self.shown
        if isinstance(unlock, UnlockScreen):
            unlock.show_waiting(act.says)
            self._work.run(
                lambda _job: act.run(),
                unlock.show_news,
                failed=lambda error: self._refused(unlock, error),
            )

    def _replace(self, widget: QWidget) -> None:
        """Show ``widget`` and let go of what was shown."""
        for left in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            # A panel that lay over what was shown goes with it: nothing shows on a locked window.
            if left is not self._stack and not left.isWindow():
                left.hide()
                left.deleteLater()
        before = self._stack.currentWidget()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def _show_fault(self, fault: Fault) -> None:
        if self._view is not None:
            self._view.window.show_fault(fault)
        elif isinstance(self.shown, UnlockScreen):
            self.shown.show_refusal(fault.sentence)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put everything in order, wait for what is under way, close the data."""
        view, self._view = self._view, None
        if view is not None:
            view.put_in_order()
            view.close_down()
        self._work.shut_down()
        if view is not None:
            view.desk.close()
        if self._wizard is not None:
            self._wizard.close_desk()
        super().closeEvent(event)
        QApplication.quit()


def accounts_of(data_dir: Path) -> tuple[str, ...]:
    """Import what an open desk needs, off the thread of the window, and name the accounts."""
    from petition_desk.services.desk import account_names
    from petition_desk.ui import desk_view, screens

    return account_names(data_dir) if desk_view and screens else ()


def tray_of(clock: Clock, window: QWidget) -> Tray:
    """Make the icon outside the window; brought in after the first paint, like all the rest."""
    from petition_desk.ui.tray import Tray

    return Tray(clock, window)


def warm() -> None:
    """Load fonts and the like while the password is typed: the first letter waits for nothing."""
    from petition_desk.services.warmth import warm_up

    warm_up()


def speak_chinese(owner: QObject) -> None:
    """Give the dialogs that are Qt's own (files, printers) their Chinese words."""
    translator = QTranslator(owner)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        QApplication.installTranslator(translator)
