"""The foot of the registration: how many faults and where, and the three ways to end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.marks import Mark, MarkDot


class FaultLink(Button):
    """`还有 1 处要改：手机`: pressed, or by Enter, it leads to the field."""

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__("", Look.QUIET)
        self.hide()

    def _ink(self) -> tuple[Role, Role]:
        return Role.OVERDUE, Role.OVERDUE


class IntakeFoot(Surface):
    """56 high; only one button is filled."""

    fault_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer the three acts."""
        super().__init__(Role.SURFACE, "t", parent)
        self._paths: list[str] = []
        self._dot = MarkDot(Mark.OVERDUE)
        self.faults = FaultLink()
        self.discard = Button("放弃草稿", Look.QUIET)
        self.register = Button("登记", key="Ctrl+Enter")
        self.tell = Button("登记并当场告知", Look.PRIMARY, key="F8")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
        row.setSpacing(theme.dp(8))
        row.addWidget(self._dot)
        row.addWidget(self.faults, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        for button in (self.discard, self.register, self.tell):
            row.addWidget(button)
        self.setFixedHeight(theme.dp(56))
        self.faults.clicked.connect(self._go)
        self.show_faults([])

    def show_faults(self, faults: Sequence[tuple[str, str]]) -> None:
        """Say how many fields are wrong, and their words."""
        self._paths = [path for path, _word in faults]
        words = "、".join(dict.fromkeys(word for _path, word in faults if word))
        self._dot.setVisible(bool(faults))
        self.faults.setVisible(bool(faults))
        self.faults.set_text(f"还有 {len(faults)} 处要改：{words}" if faults else "")

    def set_busy(self, *, busy: bool) -> None:
        """Take no second press while the first one is under way."""
        for button in (self.discard, self.register, self.tell):
            button.setEnabled(not busy)

    @property
    def first_fault(self) -> str:
        """The path of the first field that is wrong; empty if none is."""
        return self._paths[0] if self._paths else ""

    def _go(self) -> None:
        if self._paths:
            self.fault_requested.emit(self._paths[0])
