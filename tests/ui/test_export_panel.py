"""What leaves the ledger by keys alone: lists, a password, other offices' forms."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from petition_desk.domain.conditions import Condition, Test
from petition_desk.services import forms, intake
from petition_desk.services.desk import Desk
from petition_desk.ui.dialogs import files
from petition_desk.ui.dialogs.form_panel import FormPanel
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.ledger import LedgerScreen
from petition_desk.ui.work import Work
from tests import desks
from tests.exchange.blanks import SAMPLE, furnished
from tests.ui.held_up import held_up
from tests.ui.keyboard import CTRL, Key, focus_name, press, say, shown, until

NAMES = ("黄䶮", "欧阳志远", "周小明")


@pytest.fixture
def registered(desk: Desk) -> list[str]:
    """Three cases of November."""
    facts = (
        {"received_on": "2026-11-02", "summary": "反映户口迁移被拖延", "channel": "网上"},
        {"received_on": "2026-11-06", "summary": "反映车管所窗口态度", "channel": "传真"},
        {"received_on": "2026-11-18", "summary": "要求返还扣押物品"},
    )
    numbers = []
    for name, fact in zip(NAMES, facts, strict=True):
        people = [{"name": name, "mobile": "13812345678", "address": "某某县城关镇幸福路1号"}]
        raw = desks.registration(petitioned_on=fact["received_on"], petitioners=people, **fact)
        numbers.append(intake.register(desk, raw).local_no)
    return numbers


@pytest.fixture
def screen(
    qtbot: QtBot, context: ScreenContext, registered: list[str], settled: Callable[[], None]
) -> Iterator[LedgerScreen]:
    made = LedgerScreen(context)
    shown(qtbot, made)
    made.open_at(Place("ledger", detail="all"))
    settled()
    made.table.setFocus()
    yield made
    made.close()


@pytest.fixture
def form_panel(screen: LedgerScreen, settled: Callable[[], None]) -> FormPanel:
    screen.export()
    assert screen.export_panel is not None
    screen.export_panel.ask_for_form()
    settled()
    panel = screen.exporting.form_panel
    assert panel is not None
    return panel


def test_the_export_holds_what_is_seen_and_covers_names(
    qtbot: QtBot, screen: LedgerScreen, registered: list[str], tmp_path: Path,
    settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    target = tmp_path / "台账.xlsx"
    monkeypatch.setattr(files, "ask_save", lambda *_words: target)
    press(Key.Key_E, mod=CTRL)
    panel = screen.export_panel
    assert panel is not None
    assert panel.isVisible()
    with qtbot.waitSignal(screen.toast_requested) as said:
        press(Key.Key_Return, mod=CTRL)
    settled()
    assert "3 件" in said.args[0].text
    sheet = openpyxl.load_workbook(target).active
    cells = [[cell.value for cell in line] for line in sheet.iter_rows()]
    flat = {str(value) for line in cells for value in line}
    assert set(registered) <= flat
    assert "黄**" in flat
    assert not any("黄䶮" in value for value in flat)
    titles = next(line for line in cells if "编号" in line)
    assert [title for title in titles if title] == [c.title for c in screen.model.columns]


def test_a_full_export_asks_for_its_purpose_first(
    screen: LedgerScreen, tmp_path: Path, settled: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    target = tmp_path / "全.xlsx"
    monkeypatch.setattr(files, "ask_save", lambda *_words: target)
    screen.export()
    panel = screen.export_panel
    assert panel is not None
    panel.full.setChecked(True)
    panel.export()
    assert "用途" in panel.purpose_field.note.text
    assert not target.exists()
    panel.purpose.setFocus()
    say("向上级报送")
    panel.export()
    assert "至少" in panel.identity.password_field.note.text
    assert not target.exists()
    say("Zhang2026")
    panel.export()
    assert "不一样" in panel.identity.again_field.note.text
    say("Zhang2026")
    panel.export()
    settled()
    with target.open("rb") as stream:
        locked = msoffcrypto.OfficeFile(stream)
        locked.load_key(password="Zhang2026")
        opened = io.BytesIO()
        locked.decrypt(opened)
    sheet = openpyxl.load_workbook(opened).active
    assert "黄䶮" in {str(cell.value) for line in sheet.iter_rows() for cell in line}


def test_a_stopped_export_leaves_no_file(
    screen: LedgerScreen, work: Work, tmp_path: Path, settled: Callable[[], None]
) -> None:
    screen.export()
    panel = screen.export_panel
    assert panel is not None
    target = tmp_path / "停.xlsx"
    with held_up(work, database=False):
        panel.write(target)
        panel.cancel()
    settled()
    assert not target.exists()
    assert "已停止" in panel.note.text


def test_every_list_can_be_chosen_and_named_by_its_own_file(
    screen: LedgerScreen, tmp_path: Path, settled: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    proposed: list[str] = []

    def ask(_parent: object, _title: str, name: str, *_kinds: str) -> Path:
        proposed.append(name)
        return tmp_path / name

    monkeypatch.setattr(files, "ask_save", ask)
    monkeypatch.setattr(files, "ask_save_as", ask)
    heads = []
    for place in range(5):
        screen.export()
        panel = screen.export_panel
        assert panel is not None
        panel.lists[place][0].setChecked(True)
        if place == 4:
            panel.format.setFocus()
            press(Key.Key_Right)
        press(Key.Key_Return, mod=CTRL)
        settled()
        book = tmp_path / proposed[-1]
        if book.suffix == ".xlsx":
            sheets = CalamineWorkbook.from_path(book)
            assert sheets.sheet_names[1] == "导出说明"
            heads.append(sheets.get_sheet_by_index(0).to_python()[0])
    assert [name.split("_")[0] for name in proposed] == [
        "信访台账", "信访台账", "信访件列表", "文书和送达", "期限",
    ]  # fmt: skip
    assert proposed[-1].endswith(".csv")
    assert (tmp_path / proposed[-1]).read_bytes().startswith(b"\xef\xbb\xbf")
    assert [len(head) for head in heads[2:]] == [28, 13]


def test_a_text_file_has_no_password_and_says_so(screen: LedgerScreen) -> None:
    screen.export()
    panel = screen.export_panel
    assert panel is not None
    panel.full.setChecked(True)
    assert panel.identity.has_password
    panel.format.setFocus()
    press(Key.Key_Right)
    assert not panel.identity.has_password
    assert not panel.identity.with_password.isEnabled()
    assert "不能设密码" in panel.full.accessibleDescription()


def test_what_a_search_found_is_not_exported(
    screen: LedgerScreen, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    press(Key.Key_Slash)
    screen.filters.text.setText("黄䶮")
    screen.filters.text.textEdited.emit("黄䶮")
    until(qtbot, lambda: screen.model.rowCount() == 1)
    settled()
    screen.export()
    panel = screen.export_panel
    assert panel is not None
    assert "搜索的结果不导出" in panel.note.text
    assert not panel.export_button.isEnabled()
    assert panel.seen_columns.hasFocus()
    press(Key.Key_Escape)
    assert not panel.isVisible()
    assert screen.filters.text.text() == "黄䶮"


def test_what_a_search_found_is_not_exported_by_choosing_it_either(
    screen: LedgerScreen, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    screen.filters.text.setText("黄䶮")
    screen.filters.text.textEdited.emit("黄䶮")
    until(qtbot, lambda: screen.model.rowCount() == 1)
    settled()
    screen.acts.bulk.export_requested.emit(tuple(screen.model.ids_in([range(1)])))
    panel = screen.export_panel
    assert panel is not None
    assert "搜索的结果不导出" in panel.note.text
    assert not panel.export_button.isEnabled()


def test_a_list_by_person_is_refused_in_the_panel_and_nothing_is_written(
    screen: LedgerScreen, settled: Callable[[], None], tmp_path: Path
) -> None:
    screen.show_view("all")
    screen.filters.add_condition(Condition("summary", Test.CONTAINS, ("黄䶮",)))
    settled()
    screen.export()
    panel = screen.export_panel
    assert panel is not None
    panel.write(tmp_path / "a.xlsx")
    settled()
    assert panel.isVisible()
    assert "姓名或号码" in panel.note.text
    assert panel.export_button.isEnabled()
    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_blank_is_read_checked_mended_filled_and_remembered_by_keys(
    qtbot: QtBot, form_panel: FormPanel, screen: LedgerScreen, desk: Desk, tmp_path: Path,
    settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    blank, target = tmp_path / "月报.xlsx", tmp_path / "填好.xlsx"
    blank.write_bytes(furnished())
    monkeypatch.setattr(files, "ask_open", lambda *_words: blank)
    monkeypatch.setattr(files, "ask_save", lambda *_words: target)
    view = form_panel.view
    assert focus_name() == view.blank_button.accessibleName()
    press(Key.Key_Return)
    settled()
    assert "表头第 4–5 行" in view.about.text()
    assert "1 处不合表内要求" in view.note.text
    view.columns.view.setFocus()
    for _ in range(3):
        press(Key.Key_Down)
    assert view.columns.current() == "信访形式"
    assert list(view.fields.word_choices) == ["来电", "网上", "传真"]
    assert view.fields.word_choices["网上"].value() == "网上信访"
    choice = view.fields.word_choices["传真"]
    choice.set_value("来信")
    choice.activated.emit(choice.currentIndex())
    settled()
    assert "不合表内要求" not in view.note.text
    form_panel.foot.name.setFocus()
    form_panel.foot.name.clear()
    say("市局月报")
    form_panel.foot.remember_button.setFocus()
    press(Key.Key_Return)
    settled()
    assert [head.name for head in forms.forms_kept(desk)] == ["市局月报"]
    with qtbot.waitSignal(screen.toast_requested):
        press(Key.Key_Return, mod=CTRL)
    settled()
    rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert {row[3] for row in rows[5:8]} == {"网上信访", "来信", "来访"}
    again = forms.open_form(desk, blank)
    assert again.name == "市局月报"
    told = again.mapping.of("信访形式")
    assert told is not None
    assert told.words["传真"] == "来信"


def test_what_is_no_form_says_why_and_stays_open(
    form_panel: FormPanel, tmp_path: Path, settled: Callable[[], None]
) -> None:
    broken = tmp_path / "名单.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "没有表头"
    book.save(broken)
    form_panel.open_blank(broken)
    settled()
    assert form_panel.isVisible()
    assert "认不出表头" in form_panel.view.note.text
    assert not form_panel.fill_button.isEnabled()


def test_a_remembered_form_can_be_forgotten(
    form_panel: FormPanel, desk: Desk, settled: Callable[[], None]
) -> None:
    form_panel.open_blank(SAMPLE)
    settled()
    form_panel.remember()
    settled()
    assert form_panel.view.kept.isEnabled()
    form_panel.forget()
    settled()
    assert forms.forms_kept(desk) == []
    assert form_panel.view.columns.current() == ""


def test_a_form_stopped_leaves_no_file(
    form_panel: FormPanel, work: Work, tmp_path: Path, settled: Callable[[], None]
) -> None:
    form_panel.open_blank(SAMPLE)
    settled()
    target = tmp_path / "停.xlsx"
    with held_up(work, database=False):
        form_panel.write(target)
        form_panel.cancel()
    settled()
    assert not target.exists()
    assert "已停止" in form_panel.view.note.text
