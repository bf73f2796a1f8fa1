"""The five figures of an import side by side, and the columns that are never read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.chips import Tag
from petition_desk.ui.widgets.labels import IconLabel, Words


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        count: The number.
        word: What it counts.
        says: What becomes of it.
        role: Its colour.
    """

    count: int
    word: str
    says: str
    role: Role = Role.INK


class FigureRow(QWidget):
    """Figures in one frame, 96 high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._figures: tuple[Figure, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show ``figures`` from the left."""
        self._figures = tuple(figures)
        said = "，".join(f"{figure.word} {figure.count}" for figure in self._figures)
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        """Return 96 high."""
        return QSize(theme.dp(600), theme.dp(96))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame and its cells."""
        count = len(self._figures)
        if not count:
            return
        with paint.painting(self) as painter:
            paint.box(painter, self.rect(), Role.SURFACE, Role.LINE)
            for place, figure in enumerate(self._figures):
                left = self.width() * place // count
                right = self.width() * (place + 1) // count
                if place:
                    paint.line(painter, left, 1, left, self.height() - 2)
                x, width = left + theme.dp(16), right - left - theme.dp(24)
                upper = QRect(x, theme.dp(12), width, theme.dp(32))
                paint.words(painter, upper, str(figure.count), figure.role, Type.FIGURE)
                paint.words(painter, QRect(x, theme.dp(46), width, theme.dp(20)), figure.word)
                below = QRect(x, theme.dp(66), width, theme.dp(17))
                paint.words(painter, below, figure.says, Role.INK2, Type.SMALL)


class SkippedColumns(QWidget):
    """Which columns were not read, by name, and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._count = Words("")
        self._tags = QHBoxLayout()
        self._tags.setSpacing(theme.dp(8))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.dp(8))
        row.addWidget(IconLabel("eyeoff", Role.INK2, 18))
        row.addWidget(self._count)
        row.addLayout(self._tags)
        row.addWidget(Words("只记事项和期限，不记人的动向", Type.TEXT, Role.INK2))
        row.addStretch(1)
        self.hide()

    def show_columns(self, names: Sequence[str]) -> None:
        """Name the columns; nothing is shown where there are none."""
        while self._tags.count():
            item = self._tags.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._count.setText(f"已跳过 {len(names)} 列，不读入、不保存：")
        for name in names:
            self._tags.addWidget(Tag(name), 0, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(f"{self._count.text()}{'、'.join(names)}")
        self.setVisible(bool(names))
