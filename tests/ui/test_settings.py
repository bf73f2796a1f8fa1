"""The settings: written when a field is left, refused at its place, undone where it can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petition_desk.domain.office import Unit
from petition_desk.services import accounts, settings
from petition_desk.services.desk import Desk
from petition_desk.ui import theme
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.settings import PAGES, SettingsScreen
from petition_desk.ui.screens.settings.backup import BackupPage
from petition_desk.ui.screens.settings.display import DisplayPage
from petition_desk.ui.screens.settings.office import OfficePage
from petition_desk.ui.screens.settings.people import PeoplePage
from petition_desk.ui.screens.settings.units import UnitsPage
from petition_desk.ui.theme.tokens import DARK
from petition_desk.ui.widgets.toast import ToastNote
from tests import desks

KEY = Qt.Key
Wait = Callable[[], None]


@pytest.fixture
def screen(qtbot: QtBot, context: ScreenContext, tmp_path: Path) -> Iterator[SettingsScreen]:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "ini"))
    made = SettingsScreen(context)
    qtbot.addWidget(made)
    made.resize(1222, 692)
    made.show()
    made.activateWindow()
    yield made
    made.close()


@pytest.mark.parametrize("page", [entry.id for entry in PAGES])
def test_every_page_opens_and_reads(screen: SettingsScreen, page: str, settled: Wait) -> None:
    screen.open_at(Place("settings", detail=page))
    settled()
    assert screen.stack.currentWidget() is screen.page(page)


def test_the_pages_are_gone_through_with_the_arrows(screen: SettingsScreen, settled: Wait) -> None:
    screen.open_at(Place("settings"))
    screen.pages.setFocus()
    QTest.keyClick(screen.pages, KEY.Key_Down)
    settled()
    assert screen.stack.currentWidget() is screen.page("units")


def test_a_text_is_written_when_its_field_is_left(
    screen: SettingsScreen, desk: Desk, settled: Wait
) -> None:
    screen.open_at(Place("settings", detail="office"))
    settled()
    page = screen.page("office")
    assert isinstance(page, OfficePage)
    field = page.fields[2]
    edit = field.editor
    edit.setFocus()
    edit.setText("0771-7654321")  # type: ignore[attr-defined]
    QTest.keyClick(edit, KEY.Key_Return)
    settled()
    assert settings.office(desk).query_phone == "0771-7654321"
    assert "已保存" in field.note.text


def test_a_text_that_does_not_fit_is_refused_below_its_field(
    screen: SettingsScreen, desk: Desk, settled: Wait
) -> None:
    screen.open_at(Place("settings", detail="office"))
    settled()
    page = screen.page("office")
    assert isinstance(page, OfficePage)
    pattern = page.fields[4]
    pattern.write("没有序号的文号")
    settled()
    assert pattern.note.text.startswith("文号格式：")
    assert settings.get_setting(desk, "letters.number_pattern") == ""


def test_the_first_contacts_are_a_line_each(
    screen: SettingsScreen, desk: Desk, settled: Wait
) -> None:
    screen.open_at(Place("settings", detail="office"))
    settled()
    page = screen.page("office")
    assert isinstance(page, OfficePage)
    page.contacts._edit.setPlainText("王警官\n\n 李警官 ")
    page.contacts._edit.editing_finished.emit()
    settled()
    assert settings.first_contacts(desk) == ("王警官", "李警官")


def test_a_unit_is_added_changed_and_its_removal_undone(
    screen: SettingsScreen, desk: Desk, settled: Wait
) -> None:
    screen.open_at(Place("settings", detail="units"))
    settled()
    page = screen.page("units")
    assert isinstance(page, UnitsPage)
    notes: list[ToastNote] = []
    page.toast_requested.connect(notes.append)
    page.new_button.click()
    page.form_panel.save_button.click()
    settled()
    assert page.form_panel._name_field.note.text
    page.form_panel.name.setText("城关派出所")
    page.form_panel.telephone.setText("0771-1112222")
    page.form_panel.save_button.click()
    settled()
    assert settings.units(desk) == (Unit("城关派出所", "", "0771-1112222", "", True),)
    page.form_panel.remove_button.click()
    settled()
    assert settings.units(desk) == ()
    assert notes[-1].act is not None
    notes[-1].act()
    settled()
    assert [unit.name for unit in settings.units(desk)] == ["城关派出所"]


def test_an_account_is_added_with_its_rights_after_a_password_typed_twice(
    screen: SettingsScreen, desk: Desk, settled: Wait
) -> None:
    screen.open_at(Place("settings", detail="accounts"))
    settled()
    page = screen.page("accounts")
    assert isinstance(page, PeoplePage)
    form = page.form_panel
    page.new_button.click()
    form.name.setText("赵警官")
    form.new.setText("new password")
    form.again.setText("other")
    form.save_button.click()
    assert form._again_field.note.text == "两次输入的口令不一样"
    form.again.setText("new password")
    form._boxes["see-sealed"].setChecked(True)
    form.save_button.click()
    settled()
    found = {account.name: account.rights for account in accounts.accounts(desk)}
    assert found["赵警官"] == {"see-sealed"}
    assert form.new.text() == ""


def test_the_last_administrator_cannot_lose_the_right(
    screen: SettingsScreen, desk: Desk, settled: Wait
) -> None:
    screen.open_at(Place("settings", detail="accounts"))
    settled()
    page = screen.page("accounts")
    assert isinstance(page, PeoplePage)
    page.form_panel._boxes["admin"].setChecked(False)
    page.form_panel.save_button.click()
    settled()
    assert "唯一有管理权" in page.form_panel._name_field.note.text
    assert any(account.may("admin") for account in accounts.accounts(desk))


def test_a_copy_is_made_and_listed_and_the_journal_is_proved(
    screen: SettingsScreen, settled: Wait
) -> None:
    screen.open_at(Place("settings", detail="backup"))
    settled()
    page = screen.page("backup")
    assert isinstance(page, BackupPage)
    page.backup_button.click()
    settled()
    assert page.list.current().endswith(".db")
    page.verify_button.click()
    settled()
    assert page.report.text().startswith("● 日志完整")


def test_the_colours_change_at_once_and_are_kept(
    screen: SettingsScreen, settled: Wait, qapp: QApplication
) -> None:
    screen.open_at(Place("settings", detail="display"))
    settled()
    page = screen.page("display")
    assert isinstance(page, DisplayPage)
    page.scheme.setFocus()
    QTest.keyClick(page.scheme, KEY.Key_3)
    assert theme.tokens() is DARK
    page.minutes.setFocus()
    QTest.keyClick(page.minutes, KEY.Key_2)
    settled()
    assert settings.get_setting(screen.context.desk, "desk.lock_minutes") == "5"


def test_without_the_right_the_offices_texts_cannot_be_typed_in(
    qtbot: QtBot, context: ScreenContext, template: Path, tmp_path: Path, settled: Wait
) -> None:
    colleague = desks.open_copy(template, tmp_path / "other", account=desks.COLLEAGUE)
    lowly = ScreenContext(colleague, context.relay, context.work, context.reveal)
    screen = SettingsScreen(lowly)
    qtbot.addWidget(screen)
    screen.open_at(Place("settings", detail="office"))
    settled()
    page = screen.page("office")
    assert isinstance(page, OfficePage)
    assert all(field.editor.isReadOnly() for field in page.fields)  # type: ignore[attr-defined]
    assert not screen.page("units").new_button.isEnabled()  # type: ignore[attr-defined]
    settled()
    colleague.close()
