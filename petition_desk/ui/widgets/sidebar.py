"""The places of the program at the left, with what waits in each; folds to icons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.cards import Surface

WIDTH = 144
FOLDED_WIDTH = 48


@dataclass(frozen=True, slots=True)
class SidebarEntry:
    """One place.

    Attributes:
        id: What is emitted when it is chosen.
        title: Its word.
        icon: Name of its icon.
        key: The key that goes there, said in the tool tip.
    """

    id: str
    title: str
    icon: str
    key: str = ""


class SidebarItem(QAbstractButton):
    """A place, 40 high: icon, word, and at the right how many wait there."""

    def __init__(self, entry: SidebarEntry, parent: QWidget | None = None) -> None:
        """Show ``entry``."""
        super().__init__(parent)
        self.entry = entry
        self._count = ""
        self._folded = False
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleName(f"{self.entry.title} {self._count}".strip())
        tip = f"{self.entry.title}  {self.entry.key}" if self.entry.key else self.entry.title
        self.setToolTip(tip)

    def set_count(self, count: int) -> None:
        """Show how many wait; nothing where none do."""
        self._count = str(count) if count else ""
        self._describe()
        self.update()

    @property
    def count(self) -> str:
        """The count as shown."""
        return self._count

    def set_folded(self, folded: bool) -> None:
        """Show the icon alone, or all."""
        self._folded = folded
        self.update()

    def sizeHint(self) -> QSize:
        """Return 40 high."""
        return QSize(theme.dp(FOLDED_WIDTH if self._folded else WIDTH - 16), theme.dp(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, bar, icon, word and count."""
        current = self.isChecked()
        with paint.painting(self) as painter:
            if current or self.underMouse():
                paint.box(painter, self.rect(), Role.SEL if current else Role.HOVER)
            if current:
                bar = QRect(0, 0, theme.dp(3), theme.dp(24))
                bar.moveTop((self.height() - bar.height()) // 2)
                paint.box(painter, bar, Role.ACCENT, radius=1)
                if theme.tokens().high_contrast:
                    paint.box(painter, self.rect(), None, Role.ACCENT, width=2)
            left = theme.dp(12)
            box = QRect(left, 0, theme.dp(20), self.height())
            paint.icon(painter, self.entry.icon, box, Role.ACCENT if current else Role.INK2)
            if not self._folded:
                kind = Type.STRONG if current else Type.TEXT
                room = self.rect().adjusted(left + theme.dp(32), 0, -theme.dp(12), 0)
                paint.words(painter, room, self.entry.title, Role.INK, kind)
                role = Role.INK if current else Role.INK2
                paint.words(painter, room, self._count, role, kind, paint.RIGHT)
            if self.hasFocus():
                paint.box(painter, self.rect(), None, Role.ACCENT, width=2)


class _Brand(QWidget):
    """The sign and the name of the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folded = False
        self.setFixedHeight(theme.dp(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw sign and name."""
        with paint.painting(self) as painter:
            left = theme.dp(10 if self.folded else 8)
            sign = QRect(left, 0, theme.dp(20), self.height())
            paint.icon(painter, "desk", sign, Role.ACCENT)
            if not self.folded:
                room = self.rect().adjusted(theme.dp(36), 0, 0, 0)
                paint.words(painter, room, "信访接待台", Role.INK, Type.STRONG)


class Sidebar(Surface):
    """All places, and at the foot what folds the bar."""

    chosen = Signal(str)
    folded_changed = Signal(bool)

    def __init__(self, entries: Sequence[SidebarEntry], parent: QWidget | None = None) -> None:
        """Show ``entries`` from top to bottom."""
        super().__init__(Role.WINDOW, "r", parent)
        self._folded = False
        self._brand = _Brand()
        self.items = {entry.id: SidebarItem(entry) for entry in entries}
        self._fold = SidebarItem(SidebarEntry("fold", "收起", "left"))
        self._fold.setCheckable(False)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._brand)
        self._column.addSpacing(theme.dp(8))
        for item in self.items.values():
            self._column.addWidget(item)
        self._column.addStretch(1)
        self._column.addWidget(self._fold)
        self._column.addSpacing(theme.dp(8))
        for name, item in self.items.items():
            item.clicked.connect(lambda _checked=False, chosen=name: self._choose(chosen))
        self._fold.clicked.connect(lambda: self.set_folded(not self._folded))
        self._fold_to(False)

    @property
    def is_folded(self) -> bool:
        """Whether icons alone are shown."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Show icons alone, or all."""
        if folded != self._folded:
            self._fold_to(folded)
            self.folded_changed.emit(folded)

    def _fold_to(self, folded: bool) -> None:
        self._folded = folded
        self._brand.folded = folded
        side = theme.dp(4 if folded else 8)
        self._column.setContentsMargins(side, 0, side + 1, 0)
        self.setFixedWidth(theme.dp(FOLDED_WIDTH if folded else WIDTH))
        for item in (*self.items.values(), self._fold):
            item.set_folded(folded)
        self._fold.entry = SidebarEntry(
            "fold", "展开" if folded else "收起", "right" if folded else "left"
        )
        self.update()

    def set_current(self, place: str) -> None:
        """Show ``place`` as the current one, without saying so."""
        for name, item in self.items.items():
            item.setChecked(name == place)

    def set_count(self, place: str, count: int) -> None:
        """Show how many wait in ``place``."""
        if place in self.items:
            self.items[place].set_count(count)

    def _choose(self, place: str) -> None:
        self.set_current(place)
        self.chosen.emit(place)
