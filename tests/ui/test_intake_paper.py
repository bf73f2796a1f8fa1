"""登记 from a scanned paper: it stands for the summary, and a damaged one registers nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from petition_desk.services import casework
from petition_desk.services.attachments import attachments
from petition_desk.services.desk import Desk
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.intake import IntakeScreen
from petition_desk.ui.screens.intake.drafts import PAPER_KEY
from tests.ui.intake_steps import Settled, open_intake
from tests.ui.keyboard import CTRL, Key, press


@pytest.fixture
def screen(
    qtbot: QtBot, desk: Desk, context: ScreenContext, settled: Settled
) -> Iterator[IntakeScreen]:
    made = open_intake(qtbot, desk, context, settled)
    yield made
    made.put_in_order()
    settled()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "来信.png"
    Image.new("L", (300, 400), 255).save(path)
    return path


def dropped(screen: IntakeScreen, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    screen.form.what.dropEvent(event)
    assert screen.form.what.paper.isVisible(), "what was dropped is in sight"


def test_a_letter_is_registered_by_its_scan_alone(
    screen: IntakeScreen, desk: Desk, scan: Path, settled: Settled
) -> None:
    press(Key.Key_2)
    dropped(screen, scan)
    assert screen.form.raw()[PAPER_KEY] == str(scan)
    press(Key.Key_Return, mod=CTRL)
    settled()
    assert casework.show(desk, "XF2026-0001").case.summary == "见所附扫描件"
    (kept,) = attachments(desk, "XF2026-0001")
    assert (kept.title, kept.media) == ("来信", "image/png")


@pytest.mark.parametrize(("damage", "says"), [(b"\x89PNG torn", "损坏"), (None, "读不到")])
def test_a_paper_that_cannot_be_read_registers_nothing_and_is_said_at_its_field(
    screen: IntakeScreen, desk: Desk, scan: Path, settled: Settled, damage: bytes | None, says: str
) -> None:
    scan.write_bytes(damage or b"")
    if damage is None:
        scan.unlink()
    press(Key.Key_2)
    dropped(screen, scan)
    press(Key.Key_Return, mod=CTRL)
    settled()
    assert says in screen.form.what.fields[PAPER_KEY].note.text
    with desk.reading() as work:
        assert work.cases.get("XF2026-0001") is None
