"""批量打印: what is chosen, what is left out, and what the list says afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from petition_desk.domain.kept_letters import LetterId
from petition_desk.domain.print_log import PaperFate
from petition_desk.services import casework, intake, letters
from petition_desk.services import printing as log
from petition_desk.services.desk import Desk
from petition_desk.ui.dialogs.print_panel import PrintPanel
from petition_desk.ui.pdf import PdfFile
from petition_desk.ui.printing import Printed, PrintReport
from petition_desk.ui.screens.base import ScreenContext
from tests import desks
from tests.ui.keyboard import shown

SETTLED = Callable[[], None]

no_printer = pytest.mark.skipif(
    bool(QPrinterInfo.availablePrinterNames()), reason="this PC has a printer: it would print"
)


@pytest.fixture
def issued(desk: Desk) -> list[LetterId]:
    """Three letters of three cases."""
    found = []
    for _ in range(3):
        number = intake.register(desk, desks.registration()).local_no
        values = {"pathway": "31-6", "unit": "户政大队", "handler": "孙警官", "handler_phone": "1"}
        casework.record_step(desk, number, "accepted", values)
        letter = letters.issue(desk, number, "accept")
        assert letter.id is not None
        found.append(letter.id)
    return found


@pytest.fixture
def panel(qtbot: QtBot, context: ScreenContext, settled: SETTLED) -> Iterator[PrintPanel]:
    window = QWidget()
    window.resize(1222, 696)
    shown(qtbot, window)
    yield PrintPanel(window, context)
    settled()


def rows(panel: PrintPanel) -> list[tuple[str, ...]]:
    model = panel.list.view.model()
    return [model.record(row).cells for row in range(model.rowCount())]


def test_it_lists_what_will_come_out_and_how_much(
    panel: PrintPanel, issued: list[LetterId], settled: SETTLED
) -> None:
    panel.open_for(issued)
    settled()
    assert [row[1] for row in rows(panel)] == [f"某公信告〔2026〕{n}号" for n in (1, 2, 3)]
    assert {row[4] for row in rows(panel)} == {"待打印"}
    assert panel._head.about.text().startswith("3 份，")


def test_what_may_not_be_printed_is_left_out_and_says_why(
    panel: PrintPanel, issued: list[LetterId], settled: SETTLED, desk: Desk
) -> None:
    with desk.begin() as work:
        work.letters.void(issued[1], "写错日期")
        work.commit()
    panel.open_for(issued)
    settled()
    assert rows(panel)[1][4] == "■ 已作废"
    assert panel.note.text == "1 份不打印，原因在各行"


def test_a_letter_that_came_out_before_is_a_reprint(
    panel: PrintPanel, issued: list[LetterId], settled: SETTLED, desk: Desk
) -> None:
    log.record(desk, "PDF", [log.PrintedLetter(issued[0], 1, PaperFate.SENT)])
    panel.open_for(issued)
    settled()
    assert rows(panel)[0][4] == "补打，已打印 1 次"


def test_letters_of_cases_that_never_came_out_are_found(
    panel: PrintPanel, issued: list[LetterId], settled: SETTLED, desk: Desk
) -> None:
    log.record(desk, "PDF", [log.PrintedLetter(issued[0], 1, PaperFate.SENT)])
    log.record(desk, "PDF", [log.PrintedLetter(issued[1], 1, PaperFate.NOT_SENT)])
    panel.open_for_cases(["XF2026-0001", "XF2026-0002", "XF2026-0003"])
    settled()
    assert [row[0] for row in rows(panel)] == ["XF2026-0002", "XF2026-0003"]


@no_printer
def test_without_a_printer_nothing_is_lost_and_every_letter_says_so(
    qtbot: QtBot, panel: PrintPanel, issued: list[LetterId], settled: SETTLED, desk: Desk
) -> None:
    reports: list[PrintReport] = []
    panel.printed.connect(reports.append)
    panel.open_for(issued)
    settled()
    panel.print_all()
    settled()
    assert reports[0].outcome is Printed.NO_PRINTER
    assert [row[4] for row in rows(panel)] == ["■ 没有打印"] * 3
    assert panel.note.text == "本机没有打印机：没有打印 3 份。文书都已保存，可以再打印。"
    assert panel.again_button.isVisible()
    assert [each.fate for each in log.history(desk, issued[0])] == [PaperFate.NOT_SENT]


def test_a_batch_can_be_taken_to_another_printer_as_one_file(
    panel: PrintPanel, issued: list[LetterId], settled: SETTLED, desk: Desk, tmp_path: Path
) -> None:
    panel.open_for(issued)
    settled()
    panel.save(tmp_path / "batch.pdf")
    settled()
    pages = sum(choice.page_count for choice in log.choices(desk, issued))
    file = PdfFile((tmp_path / "batch.pdf").read_bytes())
    assert file.page_count == pages
    assert panel.note.text == f"已写成 3 份、{pages} 页的文件，记入日志"
    with desk.reading() as work:
        actions = [entry.action for entry in work.journal.entries()]
    assert actions[-3:] == ["letter.saved"] * 3


def test_nothing_chosen_says_what_to_do(panel: PrintPanel, settled: SETTLED) -> None:
    panel.open_for([])
    settled()
    assert panel.note.text.startswith("没有要打印的文书")
    assert not panel.print_button.isEnabled()
