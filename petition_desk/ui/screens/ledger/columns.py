"""Which columns stand in the table: what ships, or what was chosen on this PC."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, QSettings, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from petition_desk.domain.ledger import LEDGER_COLUMNS, LedgerColumn, ledger_column
from petition_desk.domain.ledger_columns import COLUMN_GROUPS, ColumnSet
from petition_desk.services import ledger_views
from petition_desk.ui import theme
from petition_desk.ui.dialogs.panel_parts import PanelFoot, PanelHead
from petition_desk.ui.screens.ledger.viewing import TitlePopup
from petition_desk.ui.theme import Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Scroll
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.widgets.toggles import CheckBox

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk

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
    """Every column there is, with a tick, and the sets of columns; the table follows at once."""

    columns_chosen = Signal(object)
    defaults_wanted = Signal()
    set_saved = Signal(str)

    def __init__(self, window: QWidget) -> None:
        """Lie over ``window``, hidden."""
        super().__init__(window, QSize(640, 560))
        self._set_row = QHBoxLayout()
        self._set_row.setSpacing(theme.dp(8))
        self.set_buttons: list[Button] = []
        self.boxes: dict[str, CheckBox] = {}
        head = PanelHead(self, "表格里的列")
        head.about.setText("证件、电话、住址在屏幕上总是遮盖的")
        defaults = Button("恢复默认")
        defaults.clicked.connect(lambda: self.defaults_wanted.emit())
        save = Button("存为列组…", Look.QUIET, icon="plus")
        self.popup = TitlePopup(save)
        save.clicked.connect(lambda: self._ask_title(save))
        self.body.addWidget(head)
        sets = QWidget()
        row = QHBoxLayout(sets)
        row.setContentsMargins(theme.dp(24), theme.dp(12), theme.dp(24), theme.dp(4))
        row.addLayout(self._set_row)
        row.addStretch(1)
        self.body.addWidget(sets)
        self.body.addWidget(Scroll(self._ticks()), 1)
        self.body.addWidget(PanelFoot(defaults, save))

    def _ticks(self) -> QWidget:
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(theme.dp(24), theme.dp(4), theme.dp(24), theme.dp(12))
        grid.setVerticalSpacing(theme.dp(6))
        line = 0
        for title, columns in COLUMN_GROUPS:
            grid.addWidget(Words(title, Type.STRONG), line, 0, 1, _ABREAST)
            line += 1
            for place, column in enumerate(columns):
                box = CheckBox(column.title)
                box.setEnabled(column.id != _ALWAYS)
                box.toggled.connect(lambda _on: self._say())
                self.boxes[column.id] = box
                grid.addWidget(box, line + place // _ABREAST, place % _ABREAST)
            line += -(-len(columns) // _ABREAST)
        return content

    def show_sets(self, sets: Sequence[ColumnSet]) -> None:
        """Offer these sets of columns."""
        for button in self.set_buttons:
            self._set_row.removeWidget(button)
            button.deleteLater()
        self.set_buttons = []
        for each in sets:
            button = Button(each.title, small=True)
            button.clicked.connect(lambda _on=False, names=each.columns: self._choose(names))
            self._set_row.addWidget(button)
            self.set_buttons.append(button)

    def _choose(self, names: tuple[str, ...]) -> None:
        found = (ledger_column(name) for name in names)
        columns = tuple(column for column in found if column is not None)
        self.show_columns(columns)
        self.columns_chosen.emit(columns)

    def _ask_title(self, button: Button) -> None:
        corner = button.mapToGlobal(QPoint(0, -theme.dp(132)))
        self.popup.ask(corner, "", self.set_saved.emit)

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

    def open_for(self, columns: Sequence[LedgerColumn], sets: Sequence[ColumnSet]) -> None:
        """Open with these columns ticked and these sets on offer."""
        self.show_columns(columns)
        self.show_sets(sets)
        self.open_panel()
        first = next(box for box in self.boxes.values() if box.isEnabled())
        first.setFocus(Qt.FocusReason.TabFocusReason)


class ColumnChoice(QObject):
    """The columns of one table: what ships, until others are chosen."""

    #: The columns to show, from the left.
    changed = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Open the panel over the window of ``parent``; sets of columns are kept in ``desk``."""
        super().__init__(parent)
        self._over = parent
        self._desk = desk
        self._own = chosen_columns()
        self._of_view: tuple[LedgerColumn, ...] = ()
        self._is_wide = False
        self._panel: ColumnsPanel | None = None

    @property
    def columns(self) -> tuple[LedgerColumn, ...]:
        """The columns in force."""
        return self._of_view or self._own or shipped_columns(is_wide=self._is_wide)

    @property
    def panel(self) -> ColumnsPanel | None:
        """The panel, once it was opened."""
        return self._panel

    def set_wide(self, is_wide: bool) -> None:
        """There is room for more columns, or no longer; what was chosen stays."""
        self._is_wide = is_wide
        self.changed.emit(self.columns)

    def show_for_view(self, names: Sequence[str]) -> None:
        """Show the columns a view was saved with; without any, those chosen on this PC."""
        found = (ledger_column(name) for name in names)
        self._of_view = tuple(column for column in found if column is not None)
        self.changed.emit(self.columns)

    def _save_set(self, title: str) -> None:
        names = tuple(column.id for column in self.columns)
        ledger_views.save_column_set(self._desk, title, names)
        if self._panel is not None:
            self._panel.show_sets(ledger_views.column_sets(self._desk))

    def open_panel(self) -> None:
        """Open the panel of columns."""
        if self._panel is None:
            self._panel = ColumnsPanel(self._over.window())
            self._panel.set_saved.connect(self._save_set)
            self._panel.columns_chosen.connect(self.choose)
            self._panel.defaults_wanted.connect(lambda: self.choose(()))
        self._panel.open_for(self.columns, ledger_views.column_sets(self._desk))

    def choose(self, columns: tuple[LedgerColumn, ...]) -> None:
        """Show other columns from now on; none go back to what ships."""
        if self._of_view:
            # A view that brought its own columns keeps them until it is updated.
            self._of_view = tuple(columns) or self._of_view
        else:
            self._own = tuple(columns)
            keep_columns(columns)
        if self._panel is not None:
            self._panel.show_columns(self.columns)
        self.changed.emit(self.columns)
