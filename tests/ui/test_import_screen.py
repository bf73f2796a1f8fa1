"""The import in the window: seen before it is written, stopped without a trace, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from petition_desk.domain.ledger import LedgerFilter
from petition_desk.domain.vocabulary import CaseState
from petition_desk.exchange.cells import Severity
from petition_desk.exchange.problems import Problem
from petition_desk.services import casework, exports, ledger
from petition_desk.services.demo import invent
from petition_desk.services.desk import Desk
from petition_desk.ui.dialogs import files
from petition_desk.ui.error_box import ErrorBox
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.importing import ImportScreen
from petition_desk.ui.screens.importing.page import CHECK, CHOOSE, COLUMNS, DONE
from petition_desk.ui.screens.importing.problems import ordered, place_of, verdict
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.work import Work
from tests.ui.held_up import held_up
from tests.ui.keyboard import CTRL, Key, press, shown

SAMPLE = Path(__file__).parents[1] / "data" / "公安信访系统导出_2026年1-10月.xlsx"


@pytest.fixture
def screen(qtbot: QtBot, context: ScreenContext) -> Iterator[ImportScreen]:
    made = ImportScreen(context)
    shown(qtbot, made)
    made.open_at(Place("import"))
    yield made
    made.close()


def kept(desk: Desk) -> int:
    return ledger.count(desk, LedgerFilter())


def with_faults(folder: Path) -> Path:
    """The sample's first rows, one with a day that is none, one without a name."""
    book = openpyxl.load_workbook(SAMPLE)
    sheet = book.active
    header = next(
        row for row in range(1, 10) if "信访人姓名" in [cell.value for cell in sheet[row]]
        or any(str(cell.value or "").endswith("姓名") for cell in sheet[row])
    )  # fmt: skip
    titles = {str(cell.value or ""): cell.column for cell in sheet[header]}
    sheet.delete_rows(header + 12, sheet.max_row)
    day = next(column for title, column in titles.items() if "登记" in title or "日期" in title)
    name = next(column for title, column in titles.items() if title.endswith("姓名"))
    sheet.cell(header + 2, day).value = "2026-13-05"
    sheet.cell(header + 3, name).value = None
    path = folder / "有错的.xlsx"
    book.save(path)
    return path


def checked(screen: ImportScreen, path: Path, settled: Callable[[], None]) -> None:
    """Take a file, leave its columns as guessed, and check it, by keys."""
    screen.look_at(path)
    settled()
    assert screen.page.step == COLUMNS
    press(Key.Key_Return, mod=CTRL)
    settled()


def test_the_official_export_is_checked_first_and_nothing_is_written(
    desk: Desk, screen: ImportScreen, settled: Callable[[], None]
) -> None:
    checked(screen, SAMPLE, settled)
    assert screen.page.step == CHECK
    assert screen.page.figures.accessibleName().startswith("行已读 260，新事项 260")
    assert "异常动态" in screen.page.skipped.accessibleName()
    assert screen.page.import_button.text() == "导入 260 行"
    assert kept(desk) == 0


def test_ctrl_enter_lets_it_in_and_then_shows_the_ledger_and_a_second_run_changes_nothing(
    qtbot: QtBot, desk: Desk, screen: ImportScreen, settled: Callable[[], None]
) -> None:
    checked(screen, SAMPLE, settled)
    press(Key.Key_Return, mod=CTRL)
    settled()
    assert screen.page.step == DONE
    assert kept(desk) == 260
    with qtbot.waitSignal(screen.place_requested) as asked:
        press(Key.Key_Return, mod=CTRL)
    assert asked.args == [Place("ledger", detail="all")]
    checked(screen, SAMPLE, settled)
    assert screen.report is not None
    assert screen.report.unchanged == 260
    assert not screen.page.import_button.isEnabled()


@pytest.mark.parametrize("kind", ["ledger", "letters", "deadlines"])
def test_a_list_of_ours_needs_no_columns_and_changes_nothing(
    desk: Desk, screen: ImportScreen, settled: Callable[[], None], tmp_path: Path, kind: str
) -> None:
    invent(desk, 12)
    path = tmp_path / "a.xlsx"
    exports.export_list(desk, path, exports.ExportOrder(kind=exports.ExportKind(kind)))
    before = kept(desk)
    screen.look_at(path)
    settled()
    assert screen.page.columns.is_ready
    assert "本程序导出的表" in screen.page.columns.note.text
    press(Key.Key_Return, mod=CTRL)
    settled()
    assert screen.page.step == CHECK
    assert "新事项 0" in screen.page.figures.accessibleName()
    assert not screen.page.import_button.isEnabled()
    assert kept(desk) == before


def test_a_header_nothing_is_known_of_is_read_as_the_officer_says(
    desk: Desk, screen: ImportScreen, settled: Callable[[], None], tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["甲栏", "乙栏", "丙栏"])
    sheet.append(["2025-01-02", "王小明", "反映路灯不亮"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    screen.look_at(path)
    settled()
    columns = screen.page.columns
    assert not columns.is_ready
    assert "没有认出" in columns.note.text
    fields = {"甲栏": "received_on", "乙栏": "petitioner.name", "丙栏": "content"}
    for header, field in fields.items():
        columns._set_field(header, field)
    assert columns.is_ready
    press(Key.Key_Return, mod=CTRL)
    settled()
    assert "新事项 1" in screen.page.figures.accessibleName()
    press(Key.Key_Return, mod=CTRL)
    settled()
    assert screen.page.step == DONE
    assert casework.show(desk, "XF2025-0001").case.content == "反映路灯不亮"


def test_problems_show_no_identity(screen: ImportScreen, settled: Callable[[], None]) -> None:
    checked(screen, SAMPLE, settled)
    model = screen.page.problems.model
    assert model.rowCount() == len(screen.report.problems) > 0
    for row in range(model.rowCount()):
        problem = model.problem(row)
        assert problem is not None
        assert model.data(model.index(row)).startswith("可导入")
        if "证号" in problem.column:
            assert problem.value.endswith("*" * 8)


def test_a_stopped_import_has_written_nothing(
    desk: Desk, screen: ImportScreen, work: Work, settled: Callable[[], None]
) -> None:
    checked(screen, SAMPLE, settled)
    with held_up(work, database=True):
        screen.run()
        assert screen.page.stop_button.isVisible()
        press(Key.Key_Escape)
    settled()
    assert screen.page.step == CHECK
    assert kept(desk) == 0


def test_what_is_no_workbook_is_named_and_another_file_may_be_chosen(
    qtbot: QtBot, error_box: ErrorBox, screen: ImportScreen, tmp_path: Path,
    settled: Callable[[], None],
) -> None:  # fmt: skip
    wrong = tmp_path / "便条.xlsx"
    wrong.write_text("不是表格", encoding="utf-8")
    with qtbot.waitSignal(error_box.raised) as raised:
        screen.look_at(wrong)
    settled()
    assert "便条.xlsx" in raised.args[0].sentence
    assert screen.page.step == CHOOSE
    assert screen.page.choose_button.isEnabled()


def test_rows_with_errors_stay_out_are_counted_in_red_and_can_be_saved(
    qtbot: QtBot, desk: Desk, screen: ImportScreen, tmp_path: Path,
    settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    checked(screen, with_faults(tmp_path), settled)
    report = screen.report
    assert report is not None
    assert report.rejected > 0
    assert screen.page.problems.model.problem(0).severity is Severity.ERROR
    assert screen.page.import_button.text() == f"导入 {report.new} 行"
    target = tmp_path / "问题.xlsx"
    monkeypatch.setattr(files, "ask_save", lambda *_words: target)
    with qtbot.waitSignal(screen.toast_requested):
        screen.page.save_button.click()
    assert target.exists()
    settled()
    screen.run()
    settled()
    assert kept(desk) == report.new


def test_errors_come_first_and_say_what_becomes_of_the_row() -> None:
    warning = Problem("3月", 11, "信访日期", "2026-03-09", "晚于收到日期", Severity.WARNING)
    error = Problem("10月", 37, "收到日期", "2026-13-05", "没有13月", Severity.ERROR)
    assert ordered([warning, error]) == (error, warning)
    assert verdict(error) == ("不导入", Mark.OVERDUE)
    assert verdict(warning) == ("可导入", Mark.TODAY)
    assert verdict(warning, is_done=True)[0] == "已导入"
    assert place_of(error) == "10月 37"


HEADER = ("姓名", "日期", "情况", "主要内容", "何种")


def hand_kept(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (HEADER, ("张三", "2026-03-01", "反映噪声", "见附件", "上访")):
        book.active.append(row)
    path = folder / "台账.xlsx"
    book.save(path)
    return path


def choose_column(screen: ImportScreen, header: str, field: str) -> None:
    """Go to a column in the list and choose what it is read as, as the list's user would."""
    columns = screen.page.columns
    places = [column.header for column in columns.sheets[0].guess.columns]
    columns.list.view.setCurrentIndex(columns.list.view.model().index(places.index(header), 0))
    press(Key.Key_Return)
    choice = columns.form.choice
    choice.hidePopup()
    choice.set_value(field)
    choice.activated.emit(choice.currentIndex())
    screen.activateWindow()


def test_a_column_is_corrected_a_word_given_its_meaning_and_both_are_remembered(
    desk: Desk, screen: ImportScreen, tmp_path: Path, settled: Callable[[], None]
) -> None:
    screen.look_at(hand_kept(tmp_path))
    settled()
    columns = screen.page.columns
    choose_column(screen, "情况", "content")
    assert "“主要内容”改为不读入" in columns.note.text
    choose_column(screen, "何种", "channel")
    (word,) = columns.form.word_choices
    word.set_value("来访")
    word.activated.emit(word.currentIndex())
    columns.list.setFocus()
    press(Key.Key_Return, mod=CTRL)
    settled()
    press(Key.Key_Return, mod=CTRL)
    settled()
    case = casework.show(desk, "XF2026-0001").case
    assert (case.content, case.channel.value) == ("反映噪声", "来访")
    screen.open_at(Place("import"))
    screen.look_at(tmp_path / "台账.xlsx")
    settled()
    sheet = screen.page.columns.sheets[0]
    assert sheet.guess.is_remembered
    assert (sheet.field("情况"), sheet.field("主要内容")) == ("content", "")


def test_nothing_is_checked_while_a_column_that_every_case_needs_is_missing(
    screen: ImportScreen, tmp_path: Path, settled: Callable[[], None]
) -> None:
    screen.look_at(hand_kept(tmp_path))
    settled()
    choose_column(screen, "姓名", "")
    assert "还没有一列读成：姓名" in screen.page.columns.note.text
    assert not screen.page.import_button.isEnabled()
    press(Key.Key_Return, mod=CTRL)
    settled()
    assert screen.page.step == COLUMNS


def test_the_year_of_days_without_one_is_given_on_the_page_of_columns(
    desk: Desk, screen: ImportScreen, tmp_path: Path, settled: Callable[[], None]
) -> None:
    book = openpyxl.Workbook()
    for row in (("姓名", "收到日期", "主要内容"), ("张三", "3月7日", "反映噪声")):
        book.active.append(row)
    book.save(tmp_path / "台账.xlsx")
    screen.look_at(tmp_path / "台账.xlsx")
    settled()
    screen.page.columns.year.setText("2024")
    screen.page.columns.list.setFocus()
    for _ in range(2):
        press(Key.Key_Return, mod=CTRL)
        settled()
    assert casework.show(desk, "XF2024-0001").case.received_on == date(2024, 3, 7)


def test_the_check_shows_one_kind_of_problem_at_a_time(
    screen: ImportScreen, tmp_path: Path, settled: Callable[[], None]
) -> None:
    checked(screen, with_faults(tmp_path), settled)
    page = screen.page
    total = page.problems.model.rowCount()
    page.tabs.chosen.emit("errors")
    errors = page.problems.model.rowCount()
    assert 0 < errors < total
    assert all(page.problems.model.problem(row).severity is Severity.ERROR for row in range(errors))


def test_an_import_is_taken_back_after_it_was_said_what_that_does(
    desk: Desk, screen: ImportScreen, settled: Callable[[], None]
) -> None:
    checked(screen, SAMPLE, settled)
    screen.run()
    settled()
    screen.open_at(Place("import"))
    settled()
    past = screen.page.past
    assert past.isVisible()
    past.plan_button.click()
    settled()
    assert past.says.text() == "260 件作废，编号保留"
    assert past.do_button.text() == "撤回 260 件"
    past.do_button.click()
    settled()
    settled()
    assert casework.show(desk, "XF2026-0001").standing.state is CaseState.VOID
    assert not past.plan_button.isVisible()


def test_before_the_first_import_no_list_of_imports_stands_there(
    screen: ImportScreen, settled: Callable[[], None]
) -> None:
    settled()
    assert not screen.page.past.isVisible()
