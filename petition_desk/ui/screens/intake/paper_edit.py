"""The scanned paper a case came as: chosen, dropped, or typed as a path."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from petition_desk.ui.dialogs.files import documents_folder
from petition_desk.ui.widgets.buttons import IconButton
from petition_desk.ui.widgets.edits import LineEdit

READ: Final = "扫描件 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.bmp)"


class PaperEdit(LineEdit):
    """A line that holds where the file lies; it is read when the case is registered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hold no file."""
        super().__init__("", name="扫描件", parent=parent)
        self.setPlaceholderText("来信等的扫描件，可以拖到这里；没有摘要时以它代替")
        self.choose_button = IconButton("folder", "选择文件", small=True)
        self.set_trailing(self.choose_button)
        self.setAcceptDrops(True)
        # Signals
        self.choose_button.clicked.connect(self.choose)

    def choose(self) -> None:
        """Ask for the file."""
        chosen, _filter = QFileDialog.getOpenFileName(
            self, "选择扫描件", str(documents_folder()), READ
        )
        if chosen:
            self.setText(str(Path(chosen)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file, or text as any line does."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.setText(str(Path(paths[0])))
        else:
            super().dropEvent(event)
