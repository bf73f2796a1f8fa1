"""The category in up to three levels, chosen by digits: `2 1` is 投诉举报 › 接处警."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from petition_desk.domain.categories import (
    SEPARATOR,
    Category,
    category_words,
    find_category,
)
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.box_field import BoxField

_ROW = 28
_PADDING = 4
#: 1–9, then letters: a level may have eleven entries.
_KEYS = "123456789ABCDEFGHIJ"


class _Levels(QFrame):
    """The open list: the entries of one level, each with its key."""

    chosen = Signal(str)
    gone = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._path = ""
        self._at = 0
        self.setMouseTracking(True)

    def open_at(self, corner: QPoint, width: int, path: str) -> None:
        """Open the level that holds ``path``, with it as the current entry."""
        above, _stroke, name = path.rpartition(SEPARATOR)
        names = [part.name for part in self._parts(above)]
        self._path = above
        self._at = names.index(name) if name in names else 0
        self.setFixedWidth(width)
        self._fit()
        self.move(corner)
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    @staticmethod
    def _parts(path: str) -> tuple[Category, ...]:
        found = find_category(path)
        return found.parts if found is not None else ()

    def _fit(self) -> None:
        rows = len(self._parts(self._path)) + (1 if self._path else 0)
        self.setFixedHeight(theme.dp(_ROW * rows + 2 * _PADDING))
        self.update()

    def _rows(self) -> list[tuple[QRect, Category]]:
        top = theme.dp(_PADDING) + (theme.dp(_ROW) if self._path else 0)
        high = theme.dp(_ROW)
        parts = self._parts(self._path)
        return [
            (QRect(1, top + index * high, self.width() - 2, high), part)
            for index, part in enumerate(parts)
        ]

    def take(self, index: int) -> None:
        """Go into the entry, or choose it where nothing is below."""
        parts = self._parts(self._path)
        if not 0 <= index < len(parts):
            return
        path = f"{self._path}{SEPARATOR}{parts[index].name}" if self._path else parts[index].name
        if parts[index].parts:
            self._path, self._at = path, 0
            self._fit()
        else:
            self.hide()
            self.chosen.emit(path)

    def _up(self) -> None:
        above, _stroke, name = self._path.rpartition(SEPARATOR)
        if self._path:
            self._path = above
            self._at = [part.name for part in self._parts(above)].index(name)
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys choose; ↑ ↓ move, → or Enter goes in, ← comes out, Esc leaves."""
        key, last = event.key(), len(self._parts(self._path)) - 1
        if event.text() and event.text().upper() in _KEYS:
            self.take(_KEYS.index(event.text().upper()))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.take(self._at)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Backspace):
            self._up()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._at = max(0, min(self._at + step, last))
            self.update()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab):
            self.hide()
            if self._path and key == Qt.Key.Key_Tab:
                self.chosen.emit(self._path)  # two levels are a category, too
            else:
                self.gone.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Make the row under the pointer the current one."""
        for index, (rect, _part) in enumerate(self._rows()):
            if rect.contains(event.position().toPoint()) and index != self._at:
                self._at = index
                self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the row, or come out by the path above."""
        at = event.position().toPoint()
        if self._path and at.y() < theme.dp(_PADDING + _ROW):
            self._up()
        for index, (rect, _part) in enumerate(self._rows()):
            if rect.contains(at):
                self.take(index)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the path above and the entries."""
        with paint.painting(self) as painter:
            paint.box(painter, self.rect(), Role.SURFACE, Role.EDGE)
            if self._path:
                room = QRect(theme.dp(10), theme.dp(_PADDING), self.width(), theme.dp(_ROW))
                says = f"‹ {category_words(self._path)}"
                paint.words(painter, room, says, Role.INK2, Type.SMALL)
            for index, (rect, part) in enumerate(self._rows()):
                if index == self._at:
                    paint.selection(painter, rect, focused=False)
                room = rect.adjusted(theme.dp(10), 0, -theme.dp(24), 0)
                paint.words(painter, room, _KEYS[index], Role.INK2, Type.SMALL)
                room.setLeft(room.left() + theme.dp(16))
                paint.words(painter, room, part.name)
                if part.parts:
                    arrow = QRect(rect.right() - theme.dp(24), rect.y(), theme.dp(20), _ROW)
                    paint.icon(painter, "right", arrow, Role.INK2, size=16)


class CategoryPicker(BoxField):
    """A field that shows the chosen path; a digit, ↓, Space or a press opens its levels."""

    chosen = Signal(str)
    #: A choice was made in the list: the form goes on to the next field.
    chosen_by_key = Signal()

    def __init__(self, *, name: str = "分类", parent: QWidget | None = None) -> None:
        """Start without a choice."""
        super().__init__(parent)
        self._path = ""
        self._name = name
        self._levels: _Levels | None = None
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleName(f"{self._name}：{category_words(self._path) or '未选'}")

    def value(self) -> str:
        """Return the path chosen, with strokes; empty if none."""
        return self._path

    def set_value(self, path: str) -> None:
        """Choose without saying so; an unknown path is kept and shown as it is."""
        self._path = path
        self._describe()
        self.update()

    def open_levels(self, first: str = "") -> None:
        """Open the list; ``first`` is a key that is pressed in it at once."""
        if self._levels is None:
            self._levels = _Levels(self)
            self._levels.chosen.connect(self._take)
            self._levels.gone.connect(self._come_back)
        corner = self.mapToGlobal(QPoint(0, self.height() + 2))
        self._levels.open_at(corner, max(self.width(), theme.dp(220)), "" if first else self._path)
        if first and first.upper() in _KEYS:
            self._levels.take(_KEYS.index(first.upper()))

    def _come_back(self) -> None:
        """Take the focus from the list; not every window system gives it back by itself."""
        self.activateWindow()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, path: str) -> None:
        self._come_back()
        if path != self._path:
            self.set_value(path)
            self.chosen.emit(path)
        self.chosen_by_key.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose at once; ↓ and Space open; Backspace empties."""
        key = event.key()
        if event.text() and event.text() in _KEYS[:9]:
            self.open_levels(event.text())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Space):
            self.open_levels()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._path:
            self.set_value("")
            self.chosen.emit("")
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the list."""
        self.open_levels()

    def draw_content(self, painter: QPainter, room: QRect) -> None:
        """Draw the path and the arrow."""
        room.setRight(room.right() - theme.dp(23))
        if self._path:
            paint.words(painter, room, category_words(self._path))
        else:
            paint.words(painter, room, "按数字选择", Role.INK2)
        arrow = QRect(self.width() - theme.dp(28), 0, theme.dp(24), self.height())
        paint.icon(painter, "down", arrow)
