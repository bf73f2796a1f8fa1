"""All keys: those that work everywhere, and those of the screen that is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.chips import KeyCap
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.overlay import OverlayPanel

EVERYWHERE: Final = (
    ("Ctrl+1 … 7", "去侧栏的第几处"),
    ("Ctrl+N", "新登记"),
    ("Ctrl+K", "搜索"),
    ("Ctrl+L", "锁定"),
    ("Alt+←", "回到上一处"),
    ("F5", "重新读取"),
    ("F7", "去逾期的事项"),
    ("F6", "按住显示姓名、证件、电话"),
    ("F9", "遮屏：换成空白登记，再按回来"),
    ("Ctrl+B", "收起或展开侧栏"),
    ("?", "全部按键"),
    ("Esc", "关闭面板"),
)


class KeysPanel(OverlayPanel):
    """Two columns of keys over the window."""

    def __init__(self, window: QWidget) -> None:
        """Lie over ``window``, hidden."""
        super().__init__(window, QSize(720, 480))
        self._here = QGridLayout()
        self._everywhere = QGridLayout()
        head = Surface(None, "b")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.dp(24), 0, theme.dp(16), 0)
        close = Button("关闭", Look.QUIET, icon="close", key="Esc")
        row.addWidget(Words("全部按键", Type.TITLE), 1)
        row.addWidget(close)
        head.setFixedHeight(theme.dp(56))
        columns = QHBoxLayout()
        columns.setContentsMargins(theme.dp(24), theme.dp(16), theme.dp(24), theme.dp(16))
        columns.setSpacing(theme.dp(32))
        for grid in (self._everywhere, self._here):
            grid.setHorizontalSpacing(theme.dp(12))
            grid.setVerticalSpacing(theme.dp(8))
            grid.setColumnStretch(1, 1)
            side = QVBoxLayout()
            side.addLayout(grid)
            side.addStretch(1)
            columns.addLayout(side, 1)
        self.body.addWidget(head)
        self.body.addLayout(columns)
        self.body.addStretch(1)
        close.clicked.connect(self.close_panel)
        _fill(self._everywhere, "到处可用", EVERYWHERE)

    def open_for(self, title: str, keys: Sequence[tuple[str, str]]) -> None:
        """Open with the keys of the screen called ``title``."""
        _fill(self._here, title, keys)
        self.open_panel()


def _fill(grid: QGridLayout, title: str, keys: Sequence[tuple[str, str]]) -> None:
    """Empty a column and write ``keys`` into it."""
    while grid.count():
        item = grid.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    grid.addWidget(Words(title, Type.STRONG), 0, 0, 1, 2)
    for row, (key, word) in enumerate(keys, start=1):
        grid.addWidget(KeyCap(key), row, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Words(word), row, 1)
