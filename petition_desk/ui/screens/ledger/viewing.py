"""The views as tabs: saving, renaming, moving and removing the officer's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from petition_desk.errors import InputError
from petition_desk.services import ledger_views
from petition_desk.services.desk import Desk
from petition_desk.ui import theme
from petition_desk.ui.screens.ledger.query import LedgerQuery
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.toast import ToastNote


class TitlePopup(QFrame):
    """Asks for a title; a title that does not do is said below it."""

    def __init__(self, parent: QWidget) -> None:
        """Open it with `ask`."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._take: Callable[[str], None] = lambda _title: None
        self.title = LineEdit(name="名称")
        self.field = Field("名称", self.title, above=True)
        self.save_button = Button("保存", Look.PRIMARY, key="Enter")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.dp(12),) * 4)
        column.setSpacing(theme.dp(8))
        column.addWidget(self.field)
        column.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(theme.dp(280))
        # Signals
        self.save_button.clicked.connect(self._save)
        self.title.returnPressed.connect(self._save)

    def ask(self, corner: QPoint, known: str, take: Callable[[str], None]) -> None:
        """Ask at ``corner`` (of the screen); ``take`` may refuse with an `InputError`."""
        self._take = take
        self.title.setText(known)
        self.field.set_hint("最多 12 个字，例如：积案、县局转办")
        self.adjustSize()
        self.move(corner)
        self.show()
        self.title.setFocus(Qt.FocusReason.PopupFocusReason)
        self.title.selectAll()

    def _save(self) -> None:
        try:
            self._take(self.title.text())
        except InputError as fault:
            self.field.set_error(fault.faults[0].reason)
            self.adjustSize()
            return
        self.hide()

    def paintEvent(self, event: object) -> None:
        """Draw the panel."""
        with paint.painting(self) as painter:
            paint.fill(painter, self.rect(), Role.SURFACE)
            paint.box(painter, self.rect(), None, Role.EDGE, radius=0)


class ViewActs(QObject):
    """What can be done to views; each act stands in one menu."""

    toast_requested = Signal(object)

    def __init__(self, button: Button, desk: Desk, query: LedgerQuery) -> None:
        """Open below ``button``."""
        super().__init__(button)
        self._button = button
        self._desk = desk
        self._query = query
        self.columns: Callable[[], tuple[str, ...]] = tuple
        self.popup = TitlePopup(button)
        button.clicked.connect(self.open_menu)

    def menu(self) -> QMenu:
        """Return what can be done now."""
        menu = QMenu(self._button)
        menu.addAction("存为新视图…").triggered.connect(self.ask_save)
        view = self._query.view
        if view.is_own:
            menu.addAction(f"更新“{view.title}”").triggered.connect(self._replace)
            menu.addSeparator()
            menu.addAction("改名…").triggered.connect(self.ask_rename)
            menu.addAction("左移").triggered.connect(lambda: self._move(-1))
            menu.addAction("右移").triggered.connect(lambda: self._move(1))
            menu.addAction(f"删除“{view.title}”").triggered.connect(self.remove)
        return menu

    def open_menu(self) -> None:
        """Open the menu below its button."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._corner())

    def _corner(self) -> QPoint:
        return self._button.mapToGlobal(QPoint(0, self._button.height() + 2))

    def ask_save(self) -> None:
        """Ask under which title what is looked at is saved."""
        self.popup.ask(self._corner(), "", self.save)

    def save(self, title: str) -> None:
        """Save what is looked at and go to its tab.

        Raises:
            InputError: the title does not do.
        """
        query = self._query
        view = ledger_views.save_view(self._desk, title, query.wanted, query.sort, self.columns())
        query.forget_views()
        query.show_view(view.id)
        self.toast_requested.emit(ToastNote(f"已存为视图“{view.title}”"))

    def _replace(self) -> None:
        query = self._query
        view = query.view
        try:
            ledger_views.replace_view(self._desk, view.id, query.wanted, query.sort, self.columns())
        except InputError as fault:
            self.toast_requested.emit(ToastNote(fault.faults[0].reason))
            return
        query.forget_views()
        query.show_view(view.id)
        self.toast_requested.emit(ToastNote(f"已更新视图“{view.title}”"))

    def ask_rename(self) -> None:
        """Ask for another title of the view that is shown."""
        view = self._query.view

        def rename(title: str) -> None:
            ledger_views.rename_view(self._desk, view.id, title)
            self._query.forget_views()
            self._query.changed.emit()

        self.popup.ask(self._corner(), view.title, rename)

    def _move(self, by: int) -> None:
        ledger_views.move_view(self._desk, self._query.view_id, by)
        self._query.forget_views()
        self._query.changed.emit()

    def remove(self) -> None:
        """Remove the view that is shown; one press puts it back."""
        query = self._query
        removed = ledger_views.remove_view(self._desk, query.view_id)
        query.forget_views()
        query.show_view(query.views[0].id)

        def restore() -> None:
            view = ledger_views.restore_view(self._desk, removed)
            query.forget_views()
            query.show_view(view.id)

        note = ToastNote(
            f"已删除视图“{removed.title}”，信访件没有变动",
            "撤销",
            restore,
            undoes=f"删除视图 {removed.title}",
        )
        self.toast_requested.emit(note)
