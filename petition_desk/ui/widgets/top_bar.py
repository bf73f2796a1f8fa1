"""The bar at the top: search, new registration, lock, who is working."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.edits import leaves_to_program


class SearchBox(QLineEdit):
    """Where a number, a name in pinyin or the end of a telephone number is typed.

    Text still being composed by an input method is left alone: only what was committed searches.
    """

    search_typed = Signal(str)
    search_entered = Signal(str)
    left_downwards = Signal()

    def __init__(self, hint: str, *, key: str = "", icon: str = "search") -> None:
        """Show ``hint`` while empty, ``icon`` at the left and ``key`` at the right."""
        super().__init__()
        self._hint = hint
        self._key = key
        self._icon = icon
        self.setAccessibleName(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextMargins(theme.dp(24), 0, theme.dp(52 if key else 0), 0)
        self.setClearButtonEnabled(False)
        self.textEdited.connect(self.search_typed)
        self.returnPressed.connect(lambda: self.search_entered.emit(self.text()))

    def event(self, event: QEvent) -> bool:
        """Leave the program its keys."""
        return False if leaves_to_program(event) else super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign, the hint and the key over the field."""
        super().paintEvent(event)
        with paint.painting(self) as painter:
            sign = self.rect().adjusted(theme.dp(8), 0, 0, 0)
            sign.setWidth(theme.dp(18))
            paint.icon(painter, self._icon, sign, Role.INK2, size=18)
            if not self.text() and not self.hasFocus():
                room = self.rect().adjusted(theme.dp(33), 0, -theme.dp(52), 0)
                paint.words(painter, room, self._hint, Role.INK2)
            if not self.text():
                room = self.rect().adjusted(0, 0, -theme.dp(9), 0)
                paint.words(painter, room, self._key, Role.INK2, Type.SMALL, paint.RIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties; ↓ goes down into what was found."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.search_typed.emit("")
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class SearchOpener(QAbstractButton):
    """What looks like the search and opens it."""

    def __init__(self, hint: str, key: str) -> None:
        """Show ``hint`` and the key that does the same."""
        super().__init__()
        self._hint, self._key = hint, key
        self.setAccessibleName(hint)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setMinimumWidth(theme.dp(160))
        self.setMaximumWidth(theme.dp(400))
        self.setFixedHeight(theme.dp(32))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return 400 wide; it gives way where large text needs the room."""
        return QSize(theme.dp(400), theme.dp(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a field with its sign, its hint and its key."""
        focused = self.hasFocus()
        with paint.painting(self) as painter:
            edge = Role.ACCENT if focused else Role.EDGE
            paint.box(painter, self.rect(), Role.SURFACE, edge, width=2 if focused else 1)
            sign = self.rect().adjusted(theme.dp(8), 0, 0, 0)
            sign.setWidth(theme.dp(18))
            paint.icon(painter, "search", sign, Role.INK2, size=18)
            room = self.rect().adjusted(theme.dp(33), 0, -theme.dp(9), 0)
            paint.words(painter, room, self._hint, Role.INK2)
            paint.words(painter, room, self._key, Role.INK2, Type.SMALL, paint.RIGHT)


class TopBar(Surface):
    """48 high; its requests are answered by the window."""

    search_requested = Signal()
    new_requested = Signal()
    lock_requested = Signal()
    account_requested = Signal()

    def __init__(self, account: str, parent: QWidget | None = None) -> None:
        """Show who is working."""
        super().__init__(Role.WINDOW, "b", parent)
        self.search = SearchOpener("搜索编号、姓名拼音、电话后四位…", "Ctrl+K")
        self.new = Button("新登记", Look.NEW, icon="plus", key="Ctrl+N")
        self.lock = Button("锁定", Look.QUIET, icon="lock")
        self.lock.setToolTip("锁定  Ctrl+L")
        self.account = Button(account, Look.QUIET, icon="user")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.dp(16), 0, theme.dp(16), 1)
        row.setSpacing(0)
        row.addWidget(self.search, 1)
        row.addSpacing(theme.dp(8))
        row.addStretch(0)
        row.addWidget(self.new)
        row.addSpacing(theme.dp(24))
        row.addWidget(self.lock)
        row.addSpacing(theme.dp(8))
        row.addWidget(self.account)
        self.setFixedHeight(theme.dp(48))
        self.search.clicked.connect(lambda: self.search_requested.emit())
        self.new.clicked.connect(lambda: self.new_requested.emit())
        self.lock.clicked.connect(lambda: self.lock_requested.emit())
        self.account.clicked.connect(lambda: self.account_requested.emit())

    def minimumSizeHint(self) -> QSize:
        """Let the search give way first."""
        return QSize(theme.dp(400), theme.dp(48))
