"""The page of the rules: shown before it is made, refused at its blank, taken back in one press."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from petition_desk.domain.office_rules import ChangeKind
from petition_desk.services import casework, intake, office_rules
from petition_desk.services.desk import Desk
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.settings import SettingsScreen
from petition_desk.ui.screens.settings.rules import RulesPage
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.toast import ToastNote
from tests.desks import registration

Wait = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, context: ScreenContext, settled: Wait) -> Iterator[RulesPage]:
    screen = SettingsScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1222, 692)
    screen.show()
    screen.activateWindow()
    screen.open_at(Place("settings", detail="rules"))
    settled()
    shown = screen.page("rules")
    assert isinstance(shown, RulesPage)
    yield shown
    screen.close()


def choose(page: RulesPage, rule_id: str) -> None:
    """Put the cursor on the first version of a rule."""
    for row in range(page.list._model.rowCount()):
        record = page.list._model.record(row)
        if record is not None and record.id.partition("@")[0] == rule_id:
            page.list.view.setCurrentIndex(page.list._model.index(row))
            return
    raise AssertionError(rule_id)


def acts(page: RulesPage) -> dict[str, Button]:
    """The buttons under the rule, by their words."""
    buttons = page.panel.detail.findChildren(Button)
    return {button.accessibleName(): button for button in buttons if button.isVisible()}


def words(page: RulesPage) -> str:
    """Everything said of the rule."""
    grid = page.panel.detail.facts._grid
    found = [grid.itemAt(at).widget() for at in range(grid.count())]
    return " ".join(str(getattr(widget, "text", lambda: "")()) for widget in found)


def test_a_shipped_rule_can_be_followed_or_closed_and_never_edited(page: RulesPage) -> None:
    choose(page, "handle")
    assert set(acts(page)) == {"改为另一期限…", "关闭…"}
    assert "法定，随程序提供，只能关闭，不能改动" in words(page)
    choose(page, "handle-extended")
    assert set(acts(page)) == {"关闭…"}, "what may be added to the 60 days is the law's"


def test_a_rule_to_be_confirmed_says_so_and_is_switched_on_with_its_source(
    page: RulesPage, desk: Desk, settled: Wait
) -> None:
    choose(page, "simple-accept")
    assert "没有官方文本可据以确认，默认不启用" in words(page)
    acts(page)["写明依据，启用…"].click()
    form = page.panel.form
    assert form is not None
    page.panel.editing.preview_button.click()
    settled()
    assert "没有填写依据" in form._fields["source"].note.text
    assert page.panel.editing.make_button.isHidden()
    form.source.setPlainText("《某省简易办理规定》第五条")
    page.panel.editing.preview_button.click()
    settled()
    page.panel.editing.make_button.click()
    settled()
    assert desk.rules().rule("simple-accept", desk.clock.today()).article.startswith("《某省")


def test_a_shorter_limit_is_shown_before_it_is_made_and_taken_back_in_one_press(
    page: RulesPage, desk: Desk, settled: Wait
) -> None:
    raw = registration(received_on="2026-11-02", petitioned_on="2026-11-02")
    no = intake.register(desk, raw).local_no
    casework.record_step(desk, no, "accepted", {"pathway": "31-6"}, on=date(2026, 11, 2))
    notes: list[ToastNote] = []
    page.toast_requested.connect(notes.append)
    choose(page, "handle")
    acts(page)["改为另一期限…"].click()
    form = page.panel.form
    assert form is not None
    assert form.length.hasFocus()
    form._fields["on"].editor.setText("2026-11-01")  # type: ignore[attr-defined]
    form.length.setText("45")
    form.source.setPlainText("某省信访工作办法第二十条")
    page.panel.editing.preview_button.click()
    settled()
    record = page.panel.editing.moved._model.record(0)
    assert record is not None
    assert record.cells == (f"{no} 办结", "2027-01-01", "2026-12-17")
    assert office_rules.law(desk).changes == (), "nothing is made before it is confirmed"
    page.panel.editing.make_button.click()
    settled()
    clock = casework.show(desk, no).standing.clock("handle")
    assert clock is not None
    assert clock.deadline == date(2026, 12, 17)
    assert "改期限“办结”，自 2026-11-01 起：已生效" in notes[-1].text
    assert notes[-1].act is not None
    notes[-1].act()
    settled()
    clock = casework.show(desk, no).standing.clock("handle")
    assert clock is not None
    assert clock.deadline == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("length", "source", "key", "said"),
    [
        ("", "某办法", "length", "必须填写"),
        ("四十五", "某办法", "length", "应为整数"),
        ("90", "本局决定", "length", "只能缩短"),
        ("45", "", "source", "没有填写依据"),
    ],
)
def test_what_cannot_stand_is_said_at_its_blank(
    page: RulesPage, settled: Wait, length: str, source: str, key: str, said: str
) -> None:
    choose(page, "handle")
    page.begin(ChangeKind.FOLLOW)
    form = page.panel.form
    assert form is not None
    form.length.setText(length)
    form.source.setPlainText(source)
    page.panel.editing.preview_button.click()
    settled()
    assert said in form._fields[key].note.text
    assert page.panel.editing.make_button.isHidden()


def test_a_rule_of_the_office_is_added_without_code(
    page: RulesPage, desk: Desk, settled: Wait
) -> None:
    page.new_button.click()
    form = page.panel.form
    assert form is not None
    form.name.setText("首次约谈")
    form.owner.set_value("us")
    form.starts.set_value("received")
    form.ends.set_value("notice-given")
    form.length.setText("3")
    form.unit.set_value("workday")
    form.source.setPlainText("本局规定第三条")
    page.panel.editing.preview_button.click()
    settled()
    page.panel.editing.make_button.click()
    settled()
    rule = desk.rules().rule("office-1", desk.clock.today())
    assert (rule.name, str(rule.span), rule.act_label) == ("首次约谈", "3个工作日", "填告知书")
    choose(page, "office-1")
    assert "本局录入，可以撤回" in words(page)
    assert any(word.startswith("撤回：新增“首次约谈”") for word in acts(page))


def test_what_is_typed_after_the_preview_asks_for_another(page: RulesPage, settled: Wait) -> None:
    choose(page, "carry-out")
    page.begin(ChangeKind.CLOSE)
    form = page.panel.form
    assert form is not None
    form.source.setPlainText("本局决定")
    page.panel.editing.preview_button.click()
    settled()
    assert not page.panel.editing.make_button.isHidden()
    form.source.setPlainText("本局另一决定")
    assert page.panel.editing.make_button.isHidden()
    QTest.keyClick(page.panel, Qt.Key.Key_Escape)
    assert page.panel.form is None
