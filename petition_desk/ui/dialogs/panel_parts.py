"""The head and the foot that panels share: title, what it is about, close; a word, the acts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.overlay import OverlayPanel

HEIGHT = 56


class PanelHead(Surface):
    """56 high: the title, in grey what it is about, and the button that closes."""

    def __init__(self, panel: OverlayPanel, title: str = "") -> None:
        """Close ``panel``."""
        super().__init__(lines="b")
        self.title = Words(title, Type.TITLE)
        self.about = Words("", Type.TEXT, Role.INK2)
        close = Button("关闭", Look.QUIET, icon="close", key="Esc")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.dp(24), 0, theme.dp(8), 0)
        row.setSpacing(theme.dp(12))
        row.addWidget(self.title)
        row.addWidget(self.about, 1)
        row.addWidget(close)
        self.setFixedHeight(theme.dp(HEIGHT))
        close.clicked.connect(panel.close_panel)


class PanelFoot(Surface):
    """56 high: what stands at the left, and the acts at the right."""

    def __init__(self, left: QWidget, *acts: QWidget) -> None:
        """Show ``left`` and ``acts``."""
        super().__init__(lines="t")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.dp(24), 0, theme.dp(24), 0)
        row.setSpacing(theme.dp(8))
        row.addWidget(left)
        row.addStretch(1)
        for act in acts:
            row.addWidget(act)
        self.setFixedHeight(theme.dp(HEIGHT))


def on_ctrl_enter(panel: OverlayPanel, act: Callable[[], None]) -> None:
    """Let Ctrl+Enter do ``act`` wherever the focus is inside ``panel``, in a text as well."""
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        shortcut = QShortcut(QKeySequence(keys), panel)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
