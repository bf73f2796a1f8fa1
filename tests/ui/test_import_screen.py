"""The import in the window: seen before it is written, stopped without a trace, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from petition_desk.domain.ledger import LedgerFilter
from petition_desk.exchange.cells import Severity
from petition_desk.exchange.problems import Problem
from petition_desk.services import ledger
from petition_desk.services.desk import Desk
from petition_desk.ui.dialogs import files
from petition_desk.ui.error_box import ErrorBox
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.importing import ImportScreen
from petition_desk.ui.screens.importing.page import CHECK, CHOOSE, DONE
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


def test_the_official_export_is_checked_first_and_nothing_is_written(
    desk: Desk, screen: ImportScreen, settled: Callable[[], None]
) -> None:
    screen.check(SAMPLE)
    settled()
    assert screen.page.step == CHECK
    assert screen.page.figures.accessibleName().startswith("行已读 260，新事项 260")
    assert "异常动态" in screen.page.skipped.accessibleName()
    assert screen.page.import_button.text() == "导入 260 行"
    assert kept(desk) == 0


def test_ctrl_enter_lets_it_in_and_then_shows_the_ledger_and_a_second_run_changes_nothing(
    qtbot: QtBot, desk: Desk, screen: ImportScreen, settled: Callable[[], None]
) -> None:
    screen.check(SAMPLE)
    settled()
    press(Key.Key_Return, mod=CTRL)
    settled()
    assert screen.page.step == DONE
    assert kept(desk) == 260
    with qtbot.waitSignal(screen.place_requested) as asked:
        press(Key.Key_Return, mod=CTRL)
    assert asked.args == [Place("ledger", detail="all")]
    screen.check(SAMPLE)
    settled()
    assert screen.report is not None
    assert screen.report.unchanged == 260
    assert not screen.page.import_button.isEnabled()


def test_problems_show_no_identity(screen: ImportScreen, settled: Callable[[], None]) -> None:
    screen.check(SAMPLE)
    settled()
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
    screen.check(SAMPLE)
    settled()
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
        screen.check(wrong)
    settled()
    assert "便条.xlsx" in raised.args[0].sentence
    assert screen.page.step == CHOOSE
    assert screen.page.choose_button.isEnabled()


def test_rows_with_errors_stay_out_are_counted_in_red_and_can_be_saved(
    qtbot: QtBot, desk: Desk, screen: ImportScreen, tmp_path: Path,
    settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    screen.check(with_faults(tmp_path))
    settled()
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
