"""核对文书: what a PDF that somebody brings turned out to be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from petition_desk.services import casework, intake, letters
from petition_desk.services.desk import Desk
from petition_desk.ui.dialogs.letter_check import LetterCheckDialog, check_letter
from petition_desk.ui.screens.base import ScreenContext
from tests import desks
from tests.ui.keyboard import Key, press, shown, until

SETTLED = Callable[[], None]
UNIT = {"pathway": "31-6", "unit": "户政大队", "handler": "孙警官", "handler_phone": "0771-3334445"}


@pytest.fixture
def letter(desk: Desk) -> bytes:
    no = intake.register(desk, desks.registration()).local_no
    casework.record_step(desk, no, "accepted", UNIT)
    return letters.issue(desk, no, "accept").pdf


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    shown(qtbot, made)
    return made


def asked(
    qtbot: QtBot,
    window: QWidget,
    context: ScreenContext,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    settled: SETTLED,
) -> LetterCheckDialog:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    check_letter(window, context)
    settled()
    until(qtbot, lambda: window.findChild(LetterCheckDialog) is not None)
    dialog = window.findChild(LetterCheckDialog)
    assert isinstance(dialog, LetterCheckDialog)
    return dialog


@pytest.mark.parametrize(
    ("change", "head", "says"),
    [
        (lambda pdf: pdf, "没有改动", "一个字节也没有改动"),
        (lambda pdf: pdf + b" ", "改动过", "与留存的不一致"),
        (lambda _pdf: b"%PDF-1.7", "不是本局的文书", "不是本局用本程序出具的"),
    ],
)
def test_a_file_is_named_for_what_it_is(
    qtbot: QtBot,
    window: QWidget,
    context: ScreenContext,
    letter: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settled: SETTLED,
    change: Callable[[bytes], bytes],
    head: str,
    says: str,
) -> None:
    file = tmp_path / "brought.pdf"
    file.write_bytes(change(letter))
    dialog = asked(qtbot, window, context, file, monkeypatch, settled)
    assert head in dialog.head.text()
    assert says in dialog.says.text()
    assert dialog.case.isVisible() is ("XF" in dialog.case.text())
    press(Key.Key_Return)
    assert not dialog.isVisible()
