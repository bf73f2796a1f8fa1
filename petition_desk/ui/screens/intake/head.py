"""The line above the registration: the drafts as tabs, a new one, and when it was last kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, IconButton, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark, MarkDot
from petition_desk.ui.widgets.tabs import Tab, TabStrip


class IntakeHead(Surface):
    """40 high; the tabs of the drafts at the left."""

    chosen = Signal(str)
    close_requested = Signal(str)
    new_requested = Signal()
    more_toggled = Signal(bool)
    panel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no tab yet."""
        super().__init__(Role.SURFACE, "b", parent)
        self.tabs = TabStrip(gap=32)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._new = IconButton("plus", "再开一份（Ctrl+N）", small=True)
        self._more = Button("更多项目", Look.QUIET, key="Alt+M", small=True)
        self._more.setCheckable(True)
        self._panel = Button("期限和文书", Look.QUIET, key="Alt+P", small=True)
        self._dot = MarkDot(Mark.FINE)
        self._saved = Words("", Type.SMALL, Role.INK2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.dp(16), 0)
        row.setSpacing(theme.dp(6))
        row.addWidget(self.tabs, 1)
        for part in (self._new, self._more, self._panel, self._dot, self._saved):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(part)
        self.setFixedHeight(theme.dp(40))
        # Signals
        self.tabs.chosen.connect(self.chosen)
        self.tabs.close_requested.connect(self.close_requested)
        self._new.clicked.connect(self.new_requested)
        self._more.toggled.connect(self.more_toggled)
        self._panel.clicked.connect(self.panel_requested)
        self._panel.hide()
        self.show_saved("")

    def offer_panel(self, *, offered: bool) -> None:
        """Offer what stands beside the form where there is no room for both."""
        self._panel.setVisible(offered)
        self._saved.setVisible(not offered)

    def show_tabs(self, tabs: Sequence[Tab], current: str) -> None:
        """Show the drafts."""
        self.tabs.show_tabs(tabs, current)

    def show_saved(self, words: str) -> None:
        """Say when the draft was last kept; nothing while something is not yet kept."""
        self._saved.setText(words)
        self._dot.setVisible(bool(words))

    @property
    def saved_text(self) -> str:
        """What is said at the right."""
        return self._saved.text()

    def toggle_more(self) -> None:
        """Show or hide what is seldom needed."""
        self._more.toggle()
