"""The demands 诉求: one line each, numbered; ↓ on the last one adds one, Backspace takes one away.

Every demand has a pathway of its own (《信访工作条例》第三十一条); what the questions gave
stands at the right end of its line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.labels import Words

_NUMBER_ROOM = 18


class DemandEdit(LineEdit):
    """One demand, its number at the left end and its pathway at the right."""

    below_requested = Signal()
    above_requested = Signal()
    removal_requested = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        """Show an empty demand."""
        super().__init__("", name=f"诉求 {number}", parent=parent)
        self._number = number
        self._pathway = Words("", Type.SMALL, Role.INK2)
        #: What the screening stored with it: pathway, reasons, challenged document.
        self.facts: dict[str, object] = {}
        self.set_trailing(self._pathway)

    def set_number(self, number: int) -> None:
        """Count it anew."""
        self._number = number
        self.setAccessibleName(f"诉求 {number}")
        self.update()

    def set_pathway_words(self, words: str) -> None:
        """Say at the right end which way it goes."""
        self._pathway.setText(f"{words} " if words else "")
        self.place_trailing()

    def place_trailing(self) -> None:
        """Leave room for the number at the left."""
        super().place_trailing()
        right = self.textMargins().right()
        self.setTextMargins(theme.dp(_NUMBER_ROOM), 0, right, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the number."""
        super().paintEvent(event)
        with paint.painting(self) as painter:
            room = QRect(theme.dp(9), 0, theme.dp(_NUMBER_ROOM), self.height())
            paint.words(painter, room, str(self._number), Role.INK2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ and ↑ move between demands; Backspace on an empty one takes it away."""
        key = event.key()
        if key == Qt.Key.Key_Down:
            self.below_requested.emit()
        elif key == Qt.Key.Key_Up:
            self.above_requested.emit()
        elif key == Qt.Key.Key_Backspace and not self.text():
            self.removal_requested.emit()
        else:
            super().keyPressEvent(event)


class DemandList(QWidget):
    """The demands of one case."""

    edited = Signal()
    #: Lines came or went: the order of the fields has to be read again.
    lines_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with one empty line."""
        super().__init__(parent)
        self._lines: list[DemandEdit] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.dp(4))
        self._insert(0)
        self.setFocusProxy(self._lines[0])

    @property
    def lines(self) -> tuple[DemandEdit, ...]:
        """The lines, from above."""
        return tuple(self._lines)

    def value(self) -> list[dict[str, object]]:
        """Return the demands that say something, with what is stored about each."""
        return [{"text": line.text().strip(), **line.facts} for line in self._filled()]

    def _filled(self) -> list[DemandEdit]:
        return [line for line in self._lines if line.text().strip()]

    def line_of(self, place: int) -> DemandEdit | None:
        """Return the line of the demand at ``place`` of `value()`, counted from 0."""
        filled = self._filled()
        return filled[place] if place < len(filled) else None

    def set_value(self, demands: Sequence[object]) -> None:
        """Show ``demands``, each a text or a mapping with ``text``."""
        wanted = max(len(demands), 1)
        while len(self._lines) > wanted:
            self._drop(self._lines[-1])
        while len(self._lines) < wanted:
            self._insert(len(self._lines))
        self._lines[0].clear()
        self._lines[0].facts = {}
        for line, demand in zip(self._lines, demands, strict=False):
            facts = dict(demand) if isinstance(demand, Mapping) else {"text": str(demand)}
            line.setText(str(facts.pop("text", "")))
            line.facts = facts
        self.lines_changed.emit()

    def _insert(self, at: int) -> DemandEdit:
        line = DemandEdit(at + 1)
        self._lines.insert(at, line)
        self._column.insertWidget(at, line)
        line.textChanged.connect(lambda _text: self.edited.emit())
        line.below_requested.connect(lambda: self._below(line))
        line.above_requested.connect(lambda: self._step(line, -1))
        line.removal_requested.connect(lambda: self._remove(line))
        self._count_anew()
        return line

    def _drop(self, line: DemandEdit) -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._count_anew()

    def _count_anew(self) -> None:
        for number, line in enumerate(self._lines, start=1):
            line.set_number(number)
        if self._lines:
            self.setFocusProxy(self._lines[0])

    def _below(self, line: DemandEdit) -> None:
        if line is not self._lines[-1]:
            self._step(line, 1)
        elif line.text().strip():
            added = self._insert(len(self._lines))
            self.lines_changed.emit()
            added.show()
            added.setFocus(Qt.FocusReason.TabFocusReason)

    def _step(self, line: DemandEdit, by: int) -> None:
        at = self._lines.index(line) + by
        if 0 <= at < len(self._lines):
            self._lines[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self, line: DemandEdit) -> None:
        if len(self._lines) == 1:
            return
        at = self._lines.index(line)
        self._drop(line)
        self._lines[max(at - 1, 0)].setFocus(Qt.FocusReason.TabFocusReason)
        self.lines_changed.emit()
        self.edited.emit()
