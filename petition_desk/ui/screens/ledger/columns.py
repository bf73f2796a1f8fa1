"""Which columns stand in the table: what ships, or what was chosen on this PC."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QSettings, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from petition_desk.domain.ledger import LEDGER_COLUMNS, LedgerColumn, ledger_column
from petition_desk.ui import theme
from petition_desk.ui.dialogs.panel_parts import PanelFoot, PanelHead
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.cards import Scroll
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
        head = PanelHead(self, "表格里的列")
        head.about.setText("证件、电话、住址在屏幕上总是遮盖的")
        defaults = Button("恢复默认")
        defaults.clicked.connect(lambda: self.defaults_wanted.emit())
        self.body.addWidget(head)
        self.body.addWidget(Scroll(content), 1)
        self.body.addWidget(PanelFoot(defaults))

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


class ColumnChoice(QObject):
    """The columns of one table: what ships, until others are chosen."""

    #: The columns to show, from the left.
    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        """Open the panel over the window of ``parent``."""
        super().__init__(parent)
        self._over = parent
        self._own = chosen_columns()
        self._is_wide = False
        self._panel: ColumnsPanel | None = None

    @property
    def columns(self) -> tuple[LedgerColumn, ...]:
        """The columns in force."""
        return self._own or shipped_columns(is_wide=self._is_wide)

    @property
    def panel(self) -> ColumnsPanel | None:
        """The panel, once it was opened."""
        return self._panel

    def set_wide(self, is_wide: bool) -> None:
        """There is room for more columns, or no longer; what was chosen stays."""
        self._is_wide = is_wide
        self.changed.emit(self.columns)

    def open_panel(self) -> None:
        """Open the panel of columns."""
        if self._panel is None:
            self._panel = ColumnsPanel(self._over.window())
            self._panel.columns_chosen.connect(self.choose)
            self._panel.defaults_wanted.connect(lambda: self.choose(()))
        self._panel.open_for(self.columns)

    def choose(self, columns: tuple[LedgerColumn, ...]) -> None:
        """Show other columns from now on; none go back to what ships."""
        self._own = tuple(columns)
        keep_columns(columns)
        if self._panel is not None:
            self._panel.show_columns(self.columns)
        self.changed.emit(self.columns)
