"""The return slip of a service: picked from the scanner's folder, a file, dropped or pasted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from petition_desk.domain.attachments import size_words
from petition_desk.services.attachments import WaitingScan
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.labels import Words

_LATER = "可以后补"


class SlipField(QWidget):
    """A button that offers where the slip comes from, and the file that was chosen beside it."""

    file_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a slip."""
        super().__init__(parent)
        self._path: Path | None = None
        self._scans: tuple[WaitingScan, ...] = ()
        self.button = Button("扫描回证", icon="scan")
        self.says = Words(_LATER, Type.SMALL, Role.INK2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.dp(8))
        row.addWidget(self.button)
        row.addWidget(self.says, 1)
        self.setFocusProxy(self.button)
        # Signals
        self.button.clicked.connect(self.open_menu)

    @property
    def path(self) -> Path | None:
        """The file chosen."""
        return self._path

    def set_path(self, path: Path | None) -> None:
        """Choose a file, or none."""
        self._path = path
        name = path.name if path is not None else ""
        shown = name if len(name) <= 18 else f"{name[:8]}…{name[-8:]}"
        self.says.setText(shown or self._offer())
        self.says.setToolTip(name)

    def set_scans(self, scans: Sequence[WaitingScan]) -> None:
        """Offer what lies in the scanner's folder."""
        self._scans = tuple(scans)
        if self._path is None:
            self.says.setText(self._offer())

    def _offer(self) -> str:
        return f"扫描仪有 {len(self._scans)} 个新文件" if self._scans else _LATER

    def menu(self) -> QMenu:
        """Return the places it may come from."""
        menu = QMenu(self)
        for scan in self._scans[:8]:
            words = f"{scan.path.name}　{size_words(scan.size)}"
            menu.addAction(words).triggered.connect(
                lambda _on=False, path=scan.path: self.set_path(path)
            )
        if self._scans:
            menu.addSeparator()
        menu.addAction("选择文件…").triggered.connect(lambda: self.file_wanted.emit())
        if self._path is not None:
            menu.addAction("先不附回证").triggered.connect(lambda: self.set_path(None))
        return menu

    def open_menu(self) -> None:
        """Open it below the button; without scans the file is asked for at once."""
        if not self._scans and self._path is None:
            self.file_wanted.emit()
            return
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))
