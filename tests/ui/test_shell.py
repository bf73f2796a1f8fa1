"""The window from its first paint: first start, wrong password, open, locked, open again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petition_desk.clock import FixedClock
from petition_desk.services import intake
from petition_desk.services.desk import account_names
from petition_desk.ui.error_box import ErrorBox
from petition_desk.ui.screens.base import ClosedAct, Place
from petition_desk.ui.screens.today import TodayScreen
from petition_desk.ui.shell import Shell
from petition_desk.ui.start.unlock import UnlockScreen
from petition_desk.ui.start.wizard import Wizard
from petition_desk.ui.widgets.overlay import OverlayPanel
from tests import desks

KEY = Qt.Key
Opener = Callable[[Path], Shell]


@pytest.fixture
def open_shell(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Opener]:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "ini"))
    shells: list[Shell] = []

    def opened(data_dir: Path) -> Shell:
        clock = FixedClock.on(desks.TODAY)
        shell = Shell(data_dir, "", clock, ErrorBox(tmp_path / "log", clock))
        qtbot.addWidget(shell)
        shells.append(shell)
        shell.show()
        shell.begin()
        idle(qtbot, shell)
        return shell

    yield opened
    for shell in shells:
        shell.close()


def idle(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(lambda: shell.is_at_rest, timeout=30_000)


@pytest.fixture
def data(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "data"))


def unlock_screen(shell: Shell) -> UnlockScreen:
    shown = shell.shown
    assert isinstance(shown, UnlockScreen)
    return shown


def unlock(qtbot: QtBot, shell: Shell, password: str = desks.PASSWORD) -> None:
    screen = unlock_screen(shell)
    screen.password.setText(password)
    QTest.keyClick(screen.password, KEY.Key_Return)
    idle(qtbot, shell)


def test_the_locked_window_offers_the_accounts_and_nothing_of_any_case(
    open_shell: Opener, data: Path
) -> None:
    shell = open_shell(data)
    screen = unlock_screen(shell)
    names = [screen.account.itemText(row) for row in range(screen.account.count())]
    assert names == [desks.OFFICER, desks.COLLEAGUE]
    assert shell.focusWidget() is screen.password


def test_a_wrong_password_is_said_below_the_field_and_the_next_try_opens(
    open_shell: Opener, data: Path, qtbot: QtBot
) -> None:
    shell = open_shell(data)
    unlock(qtbot, shell, "wrong")
    screen = unlock_screen(shell)
    assert "口令不对" in screen.password_field.note.text
    assert screen.password.text() == ""
    unlock(qtbot, shell)
    assert shell._view is not None
    assert shell._view.window.place == Place("today")


def test_an_empty_password_asks_nobody(open_shell: Opener, data: Path) -> None:
    screen = unlock_screen(open_shell(data))
    QTest.keyClick(screen.password, KEY.Key_Return)
    assert screen.password_field.note.text == "请输入口令"


def test_caps_lock_is_said_before_the_password_is_wrong(open_shell: Opener, data: Path) -> None:
    screen = unlock_screen(open_shell(data))
    QTest.keyClick(screen.password, "A")
    assert screen.password_field.note.text == "大写锁定已打开"


def test_data_held_by_another_window_is_said_and_opens_when_it_is_free(
    open_shell: Opener, data: Path, qtbot: QtBot
) -> None:
    other = desks.open_again(data)
    shell = open_shell(data)
    unlock(qtbot, shell)
    assert unlock_screen(shell).password_field.note.text
    other.close()
    unlock(qtbot, shell)
    assert shell._view is not None


def test_locking_closes_the_data_and_unlocking_goes_back_to_the_same_place(
    open_shell: Opener, data: Path, qtbot: QtBot
) -> None:
    shell = open_shell(data)
    unlock(qtbot, shell)
    assert shell._view is not None
    shell._view.window.go(Place("settings", detail="display"))
    idle(qtbot, shell)
    shell._view.lock_requested.emit("10 分钟未操作")
    idle(qtbot, shell)
    assert shell._view is None
    desks.open_again(data).close()  # the folder is free while the window is locked
    unlock(qtbot, shell)
    assert shell._view is not None
    assert shell._view.window.place == Place("settings", detail="display")


def test_locking_leaves_no_panel_over_the_locked_window_and_a_number_in_the_tray(
    qtbot: QtBot, open_shell: Opener, data: Path
) -> None:
    shell = open_shell(data)
    unlock(qtbot, shell)
    view = shell._view
    assert view is not None
    intake.register(view.desk, desks.registration(received_on="2026-11-02", demands=["甲"]))
    qtbot.waitUntil(lambda: view.window.overdue_strip.isVisible(), timeout=5_000)
    today = view.window.screen_of("today")
    assert isinstance(today, TodayScreen)
    today.acts.print_day()
    idle(qtbot, shell)
    assert today.acts.page_panel.isVisible()
    view.lock_requested.emit("")
    idle(qtbot, shell)
    assert isinstance(shell.shown, UnlockScreen)
    panels = shell.findChildren(OverlayPanel)
    assert not any(panel.isVisible() for panel in panels)
    assert shell._tray.words == "信访接待台 1"


def test_the_account_that_worked_last_is_chosen_at_the_next_lock(
    open_shell: Opener, data: Path, qtbot: QtBot
) -> None:
    shell = open_shell(data)
    unlock_screen(shell).account.set_value(desks.COLLEAGUE)
    unlock(qtbot, shell)
    assert shell._view is not None
    shell._view.lock_requested.emit("")
    idle(qtbot, shell)
    screen = unlock_screen(shell)
    assert screen.account.value() == desks.COLLEAGUE
    assert screen.office.text() == "某某县公安局信访接待室"


def test_what_needs_the_data_closed_runs_behind_the_lock_and_says_what_it_did(
    open_shell: Opener, data: Path, qtbot: QtBot
) -> None:
    shell = open_shell(data)
    unlock(qtbot, shell)
    assert shell._view is not None

    def run() -> str:
        desks.open_again(data).close()
        return "已恢复"

    shell._view.window.closed_act_requested.emit(ClosedAct("正在恢复…", run))
    idle(qtbot, shell)
    assert unlock_screen(shell).password_field.note.text == "已恢复"
    unlock(qtbot, shell)
    assert shell._view is not None


def test_opening_makes_a_verified_copy_and_closing_another(
    open_shell: Opener, data: Path, qtbot: QtBot
) -> None:
    shell = open_shell(data)
    unlock(qtbot, shell)
    copies = list((data / "backups").glob("*.db"))
    assert len(copies) == 1
    for copy in copies:
        copy.unlink()
    shell.close()
    assert len(list((data / "backups").glob("*.db"))) == 1
    desks.open_again(data).close()


def test_the_first_start_leads_to_an_open_desk(
    open_shell: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    shell = open_shell(tmp_path / "new")
    wizard = shell.shown
    assert isinstance(wizard, Wizard)
    folder, office, account = wizard.pages[:3]
    assert folder.path.text() == str(tmp_path / "new")  # type: ignore[attr-defined]
    wizard.go_on()
    assert not wizard.next_button.isEnabled()
    assert wizard._waits.text() == "写明单位名称后继续"
    office.name.setText("某某县公安局")  # type: ignore[attr-defined]
    wizard.go_on()
    account.name.setText("王警官")  # type: ignore[attr-defined]
    account.first.setText("correct")  # type: ignore[attr-defined]
    assert wizard._waits.text() == "口令还差 1 位"
    account.first.setText("correct horse")  # type: ignore[attr-defined]
    account.second.setText("correct horse")  # type: ignore[attr-defined]
    wizard.go_on()
    qtbot.waitUntil(lambda: wizard.page == 3, timeout=30_000)
    key = wizard.recovery._groups
    assert len(key) == 6
    wizard.recovery.typed.setText(key[2][:4])
    assert wizard.recovery.waits_for() == "核对第 3 组后继续"
    wizard.recovery.typed.setText(key[2].lower())
    wizard.go_on()
    assert wizard.recovery._groups == ()
    wizard.go_on()
    wizard.go_on()
    idle(qtbot, shell)
    assert shell._view is not None
    assert account_names(tmp_path / "new") == ("王警官",)


def test_a_folder_that_cannot_be_used_is_refused_where_it_was_answered(
    open_shell: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "in the way").write_text("a file", encoding="utf-8")
    shell = open_shell(tmp_path / "in the way" / "data")
    wizard = shell.shown
    assert isinstance(wizard, Wizard)
    wizard.go_on()
    wizard.pages[1].name.setText("某某县公安局")  # type: ignore[attr-defined]
    wizard.go_on()
    for edit, text in (("name", "王警官"), ("first", "correct horse"), ("second", "correct horse")):
        getattr(wizard.pages[2], edit).setText(text)
    wizard.go_on()
    idle(qtbot, shell)
    assert wizard.page == 0
    assert wizard.pages[0].field.note.text  # type: ignore[attr-defined]
