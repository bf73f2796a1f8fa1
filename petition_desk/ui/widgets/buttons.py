"""Buttons: one filled a screen, outlined, without border, and the accent outline of 新登记."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.focus import RingKeeper
from petition_desk.ui.widgets.labels import Words


class Look(Enum):
    """How much a button asks for."""

    PLAIN = "plain"
    PRIMARY = "primary"  # the next lawful act; one a screen
    QUIET = "quiet"  # no border
    NEW = "new"  # accent outline and bold: 新登记 everywhere, so that it never competes
    LINK = "link"  # a word in accent, no border


class Button(QAbstractButton):
    """A button of 32 px (28 in rows) with an icon before and a key after its word."""

    def __init__(
        self,
        text: str,
        look: Look = Look.PLAIN,
        *,
        icon: str = "",
        key: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make a button.

        Args:
            text: Its word; a following … says that it asks more.
            look: How much it asks for.
            icon: Name of the icon before the word.
            key: The key that does the same, written after the word; `QShortcut` is the screen's.
            small: 28 px high, for rows.
            parent: Qt's parent.
        """
        super().__init__(parent)
        self.look = look
        self._icon = icon
        self._key = key
        self._small = small
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._ring = RingKeeper(self)
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(f"快捷键 {self._key}" if self._key else "")

    def set_text(self, text: str, *, key: str | None = None) -> None:
        """Change the word, and the key where given."""
        self.setText(text)
        if key is not None:
            self._key = key
        self._describe()
        self.updateGeometry()
        self.update()

    def set_look(self, look: Look) -> None:
        """Ask for more or less."""
        self.look = look
        self.update()

    @property
    def _word_type(self) -> Type:
        if self.look is Look.LINK:
            return Type.SMALL
        return Type.STRONG if self.look is Look.NEW else Type.TEXT

    @property
    def _padding(self) -> int:
        if self.look is Look.LINK:
            return 0
        return theme.dp(9 if self._small else 13)

    @property
    def _lead(self) -> int:
        """The room before the first part: an icon stands nearer to the edge than a word."""
        return theme.dp(9) if self._icon and self.look is not Look.LINK else self._padding

    def sizeHint(self) -> QSize:
        """Return the room for icon, word and key."""
        width = self._lead + self._padding + paint.width_of(self.text(), self._word_type)
        if self._icon:
            width += theme.dp(20) + (theme.dp(8) if self.text() else 0)
        if self._key:
            width += theme.dp(8) + paint.width_of(self._key, Type.SMALL)
        height = 20 if self.look is Look.LINK else 28 if self._small else 32
        return QSize(width, theme.dp(height))

    def minimumSizeHint(self) -> QSize:
        """Never cut a word."""
        return self.sizeHint()

    def _ground(self) -> tuple[Role | None, Role | None]:
        """Return filling and edge for the present state."""
        if self.look is Look.LINK:
            return None, None
        if not self.isEnabled():
            return None, None if self.look is Look.QUIET else Role.LINE
        if self.look is Look.PRIMARY:
            return Role.ACCENT, None
        fill = Role.SURFACE if self.look is not Look.QUIET else None
        if self.isDown() or self.isChecked():
            fill = Role.SEL
        elif self.underMouse():
            fill = Role.HOVER
        edge = {Look.QUIET: None, Look.NEW: Role.ACCENT}.get(self.look, Role.EDGE)
        return fill, edge

    def _ink(self) -> tuple[Role, Role]:
        """Return the colours of the word and of the key after it."""
        if not self.isEnabled():
            return Role.EDGE, Role.EDGE
        if self.look is Look.PRIMARY:
            return Role.ON_ACCENT, Role.ON_ACCENT
        if self.look in (Look.NEW, Look.LINK):
            return Role.ACCENT, Role.INK2
        return Role.INK, Role.INK2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, icon, word and key."""
        fill, edge = self._ground()
        with paint.painting(self) as painter:
            if fill or edge:
                paint.box(painter, self.rect(), fill, edge)
            if self.look is Look.PRIMARY and self.isEnabled():
                self._shade(painter)
            self._content(painter)

    def _shade(self, painter: QPainter) -> None:
        """A filled button darkens a little under the pointer, and more when pressed."""
        strength = 0.2 if self.isDown() else 0.1 if self.underMouse() else 0.0
        if strength:
            painter.setOpacity(strength)
            paint.box(painter, self.rect(), Role.ON_ACCENT)
            painter.setOpacity(1.0)

    def _content(self, painter: QPainter) -> None:
        word, key = self._ink()
        spare = self.width() - self.sizeHint().width()
        x = self._lead + max(spare // 2, 0)
        height = self.height()
        if self._icon:
            side = theme.dp(20)
            paint.icon(painter, self._icon, QRect(x, 0, side, height), word)
            x += side + theme.dp(8)
        room = QRect(x, 0, self.width() - x, height)
        x += paint.words(painter, room, self.text(), word, self._word_type) + theme.dp(8)
        if self._key:
            room = QRect(x, theme.dp(1), self.width() - x, height)
            paint.words(painter, room, self._key, key, Type.SMALL)
        if self.look is Look.LINK and self.underMouse() and self.isEnabled():
            y = height - theme.dp(2)
            paint.line(painter, 0, y, self.width() - 2, y, Role.ACCENT)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the pointer is here."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        super().leaveEvent(event)
        self.update()


class IconButton(Button):
    """A button that is an icon alone; its word is said to a screen reader and as a tool tip."""

    def __init__(
        self, icon: str, name: str, *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        """Show ``icon``; ``name`` says in words what it does."""
        super().__init__("", Look.QUIET, icon=icon, small=small, parent=parent)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        """Return a square."""
        side = theme.dp(28 if self._small else 32)
        return QSize(side, side)

    def set_icon(self, icon: str, name: str) -> None:
        """Show another icon with another meaning."""
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def _content(self, painter: QPainter) -> None:
        role = Role.INK if self.isEnabled() else Role.EDGE
        paint.icon(painter, self._icon, self.rect(), role, size=18 if self._small else 20)


class LinkButton(Button):
    """A link in the size of the text around it."""

    def __init__(self, text: str) -> None:
        """Show ``text``."""
        super().__init__(text, Look.LINK)

    @property
    def _word_type(self) -> Type:
        return Type.TEXT


class ReasonedButton(QWidget):
    """A button that says beside itself why it cannot be pressed."""

    clicked = Signal()

    def __init__(self, button: Button, parent: QWidget | None = None) -> None:
        """Hold ``button``; it can be pressed until `refuse()` says why not."""
        super().__init__(parent)
        self.button = button
        self._reason = Words("", Type.SMALL, Role.INK2)
        self._reason.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.dp(8))
        row.addWidget(button)
        row.addWidget(self._reason, 1)
        button.clicked.connect(lambda: self.clicked.emit())
        self._reason.hide()

    @property
    def reason(self) -> QLabel:
        """The label that holds the reason."""
        return self._reason

    def refuse(self, reason: str) -> None:
        """Lock the button and say why."""
        self.button.setEnabled(False)
        self.button.setAccessibleDescription(reason)
        self._reason.setText(reason)
        self._reason.show()

    def allow(self) -> None:
        """Let it be pressed."""
        self.button.setEnabled(True)
        self._reason.clear()
        self._reason.hide()
