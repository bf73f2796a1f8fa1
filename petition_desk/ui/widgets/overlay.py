"""A panel over everything: a scrim that dims, a surface in its middle, Esc closes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets import paint


class _Sheet(QWidget):
    """The surface in the middle."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the panel; a frame stands in for a shadow."""
        with paint.painting(self) as painter:
            paint.box(painter, self.rect(), Role.SURFACE, Role.LINE, radius=paint.PANEL_RADIUS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep a press inside from closing the panel."""
        event.accept()


class OverlayPanel(QWidget):
    """A panel that lies over its window; the focus stays inside until it is closed.

    It is not a dialog: nothing blocks, and what lies behind is only dimmed.
    """

    closed = Signal()

    def __init__(self, window: QWidget, size: QSize, *, top: int | None = None) -> None:
        """Lie over ``window``, hidden; fill `body`.

        Args:
            window: What is covered.
            size: Of the panel, at 100 % text; it shrinks where the window is smaller.
            top: Distance from the upper edge; centred where it is not given.
        """
        super().__init__(window)
        self._size = size
        self._top = top
        self._return_to: QWidget | None = None
        self._sheet = _Sheet(self)
        self.body = QVBoxLayout(self._sheet)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        window.installEventFilter(self)
        self.hide()

    @property
    def sheet(self) -> QWidget:
        """The surface itself."""
        return self._sheet

    def open_panel(self, focus: QWidget | None = None) -> None:
        """Show the panel and give the focus to ``focus``, or to the panel itself.

        What cannot be pressed now takes no focus: it would stay behind, and Esc with it.
        """
        self._return_to = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        if focus is not None and focus.isEnabled():
            focus.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_panel(self) -> None:
        """Hide the panel and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        if self._return_to is not None and self._return_to.isVisible():
            self._return_to.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.setGeometry(window.rect())
        width = min(theme.dp(self._size.width()), self.width() - theme.dp(16))
        height = min(theme.dp(self._size.height()), self.height() - theme.dp(16))
        top = (self.height() - height) // 2 if self._top is None else theme.dp(self._top)
        self._sheet.setGeometry(QRect((self.width() - width) // 2, top, width, height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with the window."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep the focus inside the panel."""
        inside = [
            part
            for part in self._sheet.findChildren(QWidget)
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus
            and part.isVisible()
            and part.isEnabled()
        ]
        if inside:
            now = QApplication.focusWidget()
            at = inside.index(now) if now in inside else -1 if forward else 0
            step = 1 if forward else -1
            inside[(at + step) % len(inside)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; nothing else reaches the screen behind."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press outside closes."""
        self.close_panel()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what lies behind."""
        with paint.painting(self) as painter:
            paint.fill(painter, self.rect(), Role.SCRIM)
