"""The papers of a case: dropped, pasted, looked at, voided, bound; nothing of a sealed one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from petition_desk.services import casework, intake
from petition_desk.services.attachments import attachments
from petition_desk.services.desk import Desk
from petition_desk.services.settings import get_setting, set_setting
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.case import CaseScreen
from petition_desk.ui.screens.case.attachment_row import AttachmentRow
from petition_desk.ui.screens.settings.papers import PapersPage
from tests import desks

KEY = Qt.Key


@pytest.fixture
def no(desk: Desk) -> str:
    return intake.register(desk, desks.registration()).local_no


@pytest.fixture
def screen(
    qtbot: QtBot, context: ScreenContext, no: str, settled: Callable[[], None]
) -> Iterator[CaseScreen]:
    window = QMainWindow()
    made = CaseScreen(context)
    window.setCentralWidget(made)
    qtbot.addWidget(window)
    window.resize(1222, 692)
    window.show()
    window.activateWindow()
    made.open_at(Place("case", no))
    settled()
    yield made
    window.close()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "户口簿.png"
    Image.new("L", (300, 400), 255).save(path)
    return path


def rows(screen: CaseScreen) -> list[AttachmentRow]:
    QApplication.processEvents()  # a part made in a shown window is shown by its layout
    return [row for row in screen.side.findChildren(AttachmentRow) if not row.isHidden()]


def drop(screen: CaseScreen, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    screen.dropEvent(event)


def test_dropped_files_are_attached_with_a_kind_by_keys(
    screen: CaseScreen, desk: Desk, no: str, scan: Path, settled: Callable[[], None]
) -> None:
    drop(screen, scan)
    panel = screen.papers.attach_panel
    assert panel is not None
    assert panel.files.text() == "户口簿.png"
    assert panel.title.text() == "户口簿"
    QTest.keyClick(panel.kind, KEY.Key_2)
    QTest.keyClick(panel, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    (kept,) = attachments(desk, no)
    assert (kept.kind.value, kept.title) == ("身份材料", "户口簿")
    assert not panel.isVisible()
    settled()
    assert [row.attachment.title for row in rows(screen)] == ["户口簿"]


def test_a_return_slip_says_of_which_letter_it_is(
    screen: CaseScreen, desk: Desk, no: str, scan: Path, settled: Callable[[], None]
) -> None:
    for number in ("告1", "告2"):
        casework.record_step(desk, no, "issued", {"kind": "notice", "number": number})
    drop(screen, scan)
    panel = screen.papers.attach_panel
    assert panel is not None
    settled()
    assert not panel.slip_field.isVisible(), "only a slip is of a letter"
    QTest.keyClick(panel.kind, KEY.Key_3)
    assert panel.slip_field.isVisible()
    assert panel.slip_of.words == ["接收情况告知书 告2", "接收情况告知书 告1"]
    panel.slip_of.setText("不知道")
    panel.add()
    assert "请从列出的文书里选" in panel.slip_field.note.text
    panel.slip_of.setText("接收情况告知书 告1")
    panel.add()
    settled()
    (kept,) = attachments(desk, no)
    assert (kept.kind.value, kept.letter) == ("送达回证", "告1")


def test_a_picture_is_pasted_without_a_file(
    screen: CaseScreen, desk: Desk, no: str, settled: Callable[[], None]
) -> None:
    image = QImage(60, 80, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(image)
    screen.setFocus()
    QTest.keyClick(screen, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    panel = screen.papers.attach_panel
    assert panel is not None
    panel.title.setText("聊天记录截图")
    panel.add()
    settled()
    QGuiApplication.clipboard().clear()
    (kept,) = attachments(desk, no)
    assert (kept.title, kept.media, kept.page_count) == ("聊天记录截图", "image/png", 1)


def test_what_cannot_be_attached_is_said_in_the_panel(
    screen: CaseScreen, desk: Desk, no: str, tmp_path: Path, settled: Callable[[], None]
) -> None:
    broken, huge = tmp_path / "torn.jpg", tmp_path / "huge.pdf"
    broken.write_bytes(b"\xff\xd8\xff torn")
    with huge.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    panel = None
    for path, says in ((broken, "损坏"), (huge, "有 300 MB，超过 50 MB")):
        drop(screen, path)
        panel = screen.papers.attach_panel
        assert panel is not None
        panel.add()
        settled()
        assert says in panel.note.text
        assert panel.isVisible(), "what was chosen stays"
    assert attachments(desk, no) == ()
    QGuiApplication.clipboard().clear()
    assert panel is not None
    panel.paste()
    assert "没有图片" in panel.note.text


def test_the_scanners_folder_is_offered_in_the_panel(
    qtbot: QtBot, screen: CaseScreen, desk: Desk, no: str, tmp_path: Path,
    settled: Callable[[], None],
) -> None:  # fmt: skip
    folder = tmp_path / "扫描"
    folder.mkdir()
    Image.new("L", (200, 300), 255).save(folder / "scan1.png")
    set_setting(desk, "attachments.scanner_folder", str(folder))
    QTest.keyClick(screen, KEY.Key_F)
    panel = screen.papers.attach_panel
    assert panel is not None
    offers = panel.offered
    qtbot.waitUntil(lambda: len(offers()) == 1, timeout=10_000)
    assert attachments(desk, no) == ()
    offers()[0].click()
    panel.add()
    settled()
    assert [one.title for one in attachments(desk, no)] == ["scan1"]
    assert (folder / "scan1.png").exists()


def test_an_attachment_is_looked_at_saved_out_and_voided_with_its_reason(
    qtbot: QtBot, screen: CaseScreen, desk: Desk, no: str, scan: Path, tmp_path: Path,
    settled: Callable[[], None],
) -> None:  # fmt: skip
    drop(screen, scan)
    assert screen.papers.attach_panel is not None
    screen.papers.attach_panel.add()
    settled()
    screen.refresh()
    settled()
    (row,) = rows(screen)
    row.setFocus()
    QTest.keyClick(row, KEY.Key_Return)
    view = screen.papers.view_panel
    assert view is not None
    settled()
    assert view.pane.page_count == 1
    view.save(tmp_path / "out")
    settled()
    assert (tmp_path / "out.png").read_bytes() == scan.read_bytes()
    view.void_button.click()
    QTest.keyClick(view.reason, KEY.Key_Return)
    settled()
    assert "必须写明" in view.note.text
    view.reason.setText("错件")
    QTest.keyClick(view.reason, KEY.Key_Return)
    settled()
    (kept,) = attachments(desk, no)
    assert (kept.is_void, kept.void_reason) == (True, "错件")


def test_the_file_of_the_case_is_bound_from_its_key(
    screen: CaseScreen, no: str, tmp_path: Path, settled: Callable[[], None]
) -> None:
    QTest.keyClick(screen, KEY.Key_J)
    panel = screen.papers.casefile_panel
    assert panel is not None
    assert panel.isVisible()
    said: list[object] = []
    panel.made.connect(said.append)
    panel.make(tmp_path / "卷宗.pdf")
    settled()
    assert (tmp_path / "卷宗.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert len(said) == 1
    assert not panel.isVisible()


def test_a_place_may_ask_for_the_papers(
    screen: CaseScreen, no: str, settled: Callable[[], None]
) -> None:
    screen.open_at(Place("case", no, "casefile"))
    settled()
    assert screen.papers.casefile_panel is not None
    assert screen.papers.casefile_panel.isVisible()


def test_nothing_is_attached_to_what_may_not_be_seen(screen: CaseScreen, desk: Desk) -> None:
    from dataclasses import replace

    view = screen.view
    assert view is not None
    screen.papers.set_case(replace(view, is_withheld=True))
    screen.papers.attach()
    screen.papers.bind()
    assert screen.papers.attach_panel is None
    assert screen.papers.casefile_panel is None


def test_the_settings_page_refuses_what_does_not_fit(
    qtbot: QtBot, context: ScreenContext, desk: Desk, settled: Callable[[], None]
) -> None:
    page = PapersPage(context)
    qtbot.addWidget(page)
    page.read()
    settled()
    assert (page.days.editor.text(), page.most.editor.text()) == ("30", "50")
    page.days.write("900")
    settled()
    assert "1 至 180" in page.days.note.text
    page.days.write("60")
    settled()
    assert get_setting(desk, "service.public_notice_days") == "60"
