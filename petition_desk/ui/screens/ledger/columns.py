"""Which columns stand in the table: what ships, or what was chosen on this PC."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from petition_desk.domain.ledger import LEDGER_COLUMNS, LedgerColumn, ledger_column
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.widgets.toggles import CheckBox

#: Shown besides where the window is wide and nothing was chosen.
_WIDE_TOO: Final = frozenset({"source", "matter_kind", "next_deadline"})
_KEY: Final = "columns"
#: Without a number a row is nobody's.
_ALWAYS: Final = "local_no"
_ABREAST: Final = 3


def shipped_columns(*, is_wide: bool) -> tuple[LedgerColumn, ...]:
    """Return the columns that stand in the table until the officer chooses others."""
    return tuple(
        column
        for column in LEDGER_COLUMNS
        if column.is_shown or (is_wide and column.id in _WIDE_TOO)
    )


def _settings() -> QSettings:
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "petition-desk", "ledger"
    )


def chosen_columns() -> tuple[LedgerColumn, ...]:
    """Return what was chosen on this PC; empty where nothing was."""
    stored = str(_settings().value(_KEY, ""))
    found = (ledger_column(part) for part in stored.split(" ") if part)
    return tuple(column for column in found if column is not None)


def keep_columns(columns: Sequence[LedgerColumn]) -> None:
    """Keep a choice for the next start; an empty one goes back to what ships."""
    stored = _settings()
    stored.setValue(_KEY, " ".join(column.id for column in columns))
    stored.sync()


class ColumnsPanel(OverlayPanel):
    """Every column there is, with a tick; the table follows at once."""

    columns_chosen = Signal(object)
    defaults_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        """Lie over ``window``, hidden."""
        super().__init__(window, QSize(560, 472))
        self.boxes: dict[str, CheckBox] = {}
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(theme.dp(24), theme.dp(12), theme.dp(24), theme.dp(12))
        grid.setVerticalSpacing(theme.dp(8))
        lines = -(-len(LEDGER_COLUMNS) // _ABREAST)
        for place, column in enumerate(LEDGER_COLUMNS):
            box = CheckBox(column.title)
            box.setEnabled(column.id != _ALWAYS)
            box.toggled.connect(lambda _on: self._say())
            self.boxes[column.id] = box
            grid.addWidget(box, place % lines, place // lines)
        self.body.addWidget(self._head())
        self.body.addWidget(Scroll(content), 1)
        self.body.addWidget(self._foot())

    def _head(self) -> QWidget:
        head = Surface(lines="b")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.dp(24), 0, theme.dp(8), 0)
        row.setSpacing(theme.dp(12))
        row.addWidget(Words("表格里的列", Type.TITLE))
        row.addWidget(Words("证件、电话、住址在屏幕上总是遮盖的", Type.SMALL, Role.INK2), 1)
        close = Button("关闭", Look.QUIET, icon="close", key="Esc")
        close.clicked.connect(self.close_panel)
        row.addWidget(close)
        head.setFixedHeight(theme.dp(56))
        return head

    def _foot(self) -> QWidget:
        foot = Surface(lines="t")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.dp(24), 0, theme.dp(24), 0)
        defaults = Button("恢复默认")
        defaults.clicked.connect(lambda: self.defaults_wanted.emit())
        row.addWidget(defaults)
        row.addStretch(1)
        foot.setFixedHeight(theme.dp(56))
        return foot

    def show_columns(self, columns: Sequence[LedgerColumn]) -> None:
        """Tick the columns that are shown, without saying so."""
        shown = {column.id for column in columns}
        for column_id, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(column_id in shown)
            box.blockSignals(False)

    def _say(self) -> None:
        ticked = [column for column in LEDGER_COLUMNS if self.boxes[column.id].isChecked()]
        self.columns_chosen.emit(tuple(ticked))

    def open_for(self, columns: Sequence[LedgerColumn]) -> None:
        """Open with these columns ticked."""
        self.show_columns(columns)
        self.open_panel()
        first = next(box for box in self.boxes.values() if box.isEnabled())
        first.setFocus(Qt.FocusReason.TabFocusReason)
