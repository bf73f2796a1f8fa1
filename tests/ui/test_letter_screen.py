"""文书: the blanks, the page that will print, issuing it, and having it signed for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from petition_desk.domain.vocabulary import ClockState
from petition_desk.services import casework, intake, letters
from petition_desk.services.desk import Desk
from petition_desk.ui.error_box import Fault
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.letter import LetterScreen
from petition_desk.ui.screens.letter.issuing import UnwritableFileError, write_beside
from tests import desks
from tests.ui.keyboard import Key, focused, press, say, shown, until

SETTLED = Callable[[], None]
NO = "XF2026-0001"

no_printer = pytest.mark.skipif(
    bool(QPrinterInfo.availablePrinterNames()), reason="this PC has a printer: it would print"
)


@pytest.fixture
def case(desk: Desk) -> str:
    """A case that is accepted, its handler's telephone not known yet."""
    registered = intake.register(desk, desks.registration())
    values = {"pathway": "31-6", "unit": "户政大队", "handler": "孙警官"}
    casework.record_step(desk, registered.local_no, "accepted", values)
    return registered.local_no


@pytest.fixture
def screen(
    qtbot: QtBot, context: ScreenContext, case: str, settled: SETTLED
) -> Iterator[LetterScreen]:
    made = LetterScreen(context)
    shown(qtbot, made)
    made.open_at(Place("letter", case, "accept"))
    settled()
    yield made
    settled()


def notify_state(desk: Desk) -> ClockState:
    clocks = casework.show(desk, NO).standing.clocks
    return next(clock.state for clock in clocks if clock.rule.id == "notify-direct")


def fill_phone(qtbot: QtBot, screen: LetterScreen) -> None:
    say("0771-3334445")
    until(qtbot, lambda: screen.side.form.missing_count == 0)


class TestBlanks:
    def test_what_is_missing_stands_first_with_its_reason_and_the_cursor(
        self, screen: LetterScreen
    ) -> None:
        form = screen.side.form
        assert form.missing_count == 1
        assert focused() is form._fields["accepted.handler_phone"].editor
        assert form._fields["accepted.handler_phone"].note.text == "受理告知书须写明承办电话"
        assert not screen.foot.serve.isEnabled()
        assert screen.foot.text == "还缺 1 项，补齐后才能出具"

    def test_the_page_follows_what_is_typed(self, qtbot: QtBot, screen: LetterScreen) -> None:
        before = screen.pane._pdf.text_of(0)
        fill_phone(qtbot, screen)
        assert "0771-3334445" not in before
        assert "0771-3334445" in screen.pane._pdf.text_of(0)
        assert screen.foot.serve.isEnabled()

    def test_a_field_keeps_the_cursor_while_the_page_is_drawn_anew(
        self, qtbot: QtBot, screen: LetterScreen
    ) -> None:
        editor = focused()
        fill_phone(qtbot, screen)
        assert focused() is editor
        say("转 8")
        until(qtbot, lambda: "转8" in screen.pane._pdf.text_of(0).replace(" ", ""))
        assert focused() is editor

    def test_names_are_covered_on_screen_until_they_are_shown(
        self, qtbot: QtBot, screen: LetterScreen, desk: Desk, settled: SETTLED
    ) -> None:
        assert screen.pane.is_covered
        assert screen.pane.cover_count >= 1
        screen.setFocus()
        QTest.keyPress(screen, Qt.Key.Key_F6)
        assert not screen.pane.is_covered
        QTest.keyRelease(screen, Qt.Key.Key_F6)
        assert screen.pane.is_covered
        settled()

    def test_a_letter_the_law_does_not_allow_says_why(
        self, screen: LetterScreen, settled: SETTLED
    ) -> None:
        screen.open_at(Place("letter", NO, "not-accept"))
        settled()
        assert "不能整件不予受理" in screen.foot.text
        assert not screen.foot.serve.isEnabled()


class TestIssuing:
    @no_printer
    def test_f8_issues_and_without_a_printer_keeps_the_letter_and_says_so(
        self, qtbot: QtBot, screen: LetterScreen, desk: Desk, settled: SETTLED
    ) -> None:
        faults: list[Fault] = []
        screen.fault_raised.connect(faults.append)
        fill_phone(qtbot, screen)
        press(Key.Key_F8)
        settled()
        letter = letters.kept(desk, NO, "accept")
        assert letter.number == "某公信告〔2026〕1号"
        assert faults[0].sentence.startswith("本机没有打印机，某公信告〔2026〕1号 已保存")
        assert screen.serve_bar.isVisible()
        assert notify_state(desk) is ClockState.RUNNING

    @no_printer
    def test_the_page_shown_is_the_file_that_is_kept(
        self, qtbot: QtBot, screen: LetterScreen, desk: Desk, settled: SETTLED
    ) -> None:
        fill_phone(qtbot, screen)
        press(Key.Key_F8)
        settled()
        assert screen.issued.letter.pdf == letters.kept(desk, NO, "accept").pdf
        assert screen.issued.sheet.kind == "service"

    @no_printer
    @pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_F8])
    def test_one_more_key_says_it_was_handed_over_and_ends_the_clock(
        self, qtbot: QtBot, screen: LetterScreen, desk: Desk, settled: SETTLED, key: Qt.Key
    ) -> None:
        fill_phone(qtbot, screen)
        press(Key.Key_F8)
        settled()
        press(key)
        settled()
        assert notify_state(desk) is ClockState.MET
        assert screen.serve_bar.text == "已送达：2026-11-20 当面 本人签收"

    @no_printer
    def test_a_key_held_down_registers_and_serves_nothing_twice(
        self, qtbot: QtBot, screen: LetterScreen, desk: Desk, settled: SETTLED
    ) -> None:
        fill_phone(qtbot, screen)
        press(Key.Key_F8, Key.Key_F8, Key.Key_F8)
        settled()
        assert len(casework.show(desk, NO).letters) == 2

    @no_printer
    def test_a_refusal_to_sign_needs_a_witness(
        self, qtbot: QtBot, screen: LetterScreen, desk: Desk, settled: SETTLED
    ) -> None:
        fill_phone(qtbot, screen)
        press(Key.Key_F8)
        settled()
        screen.serve_bar.refuse.click()
        press(Key.Key_Return)
        settled()
        assert notify_state(desk) is ClockState.RUNNING
        say("周某")
        press(Key.Key_Return)
        settled()
        assert notify_state(desk) is ClockState.MET
        served = [step for step in casework.show(desk, NO).steps if step.kind == "served"]
        assert [step.text("witness") for step in served] == ["周某"]

    @no_printer
    def test_esc_comes_back_from_the_witness_and_then_from_the_letter(
        self, qtbot: QtBot, screen: LetterScreen, settled: SETTLED
    ) -> None:
        backs: list[bool] = []
        screen.back_requested.connect(lambda: backs.append(True))
        fill_phone(qtbot, screen)
        press(Key.Key_F8)
        settled()
        screen.serve_bar.refuse.click()
        press(Key.Key_Escape)
        assert backs == []
        assert screen.serve_bar.hand_over.isVisible()
        press(Key.Key_Escape)
        assert backs == [True]

    def test_saving_writes_the_very_bytes_that_are_kept(
        self,
        qtbot: QtBot,
        screen: LetterScreen,
        desk: Desk,
        settled: SETTLED,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        target = tmp_path / "letter.pdf"
        proposed: list[str] = []

        def choose(_parent: object, _title: str, name: str, _filter: str) -> tuple[str, str]:
            proposed.append(name)
            return str(target), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
        fill_phone(qtbot, screen)
        screen.save_pdf()
        settled()
        until(qtbot, target.exists)
        settled()
        assert target.read_bytes() == letters.kept(desk, NO, "accept").pdf
        assert proposed == [f"{NO}-信访事项受理告知书.pdf"]
        assert [path.name for path in tmp_path.glob("*.part")] == []


class TestKept:
    def test_a_letter_of_before_is_shown_and_still_waits(
        self, qtbot: QtBot, context: ScreenContext, case: str, desk: Desk, settled: SETTLED
    ) -> None:
        phone = {"accepted.handler_phone": "0771-3334445"}
        letter = letters.issue(desk, case, "accept", phone)
        screen = LetterScreen(context)
        shown(qtbot, screen)
        screen.open_at(Place("letter", case, "accept", {"issued": letter.number}))
        settled()
        assert screen.issued.letter == letter
        assert screen.serve_bar.hand_over.isVisible()
        assert focused() is screen.serve_bar.hand_over


def test_a_folder_that_is_not_there_is_named_and_nothing_is_left_behind(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFileError, match="写不进去"):
        write_beside(tmp_path / "none" / "a.pdf", b"x")
    assert list(tmp_path.iterdir()) == []
