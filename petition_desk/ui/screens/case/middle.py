"""The middle of a case: its timeline, and the chosen step in full beside it or below it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.models.case_words import timeline_of
from petition_desk.ui.screens.case.step_detail import StepDetail
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.heads import SectionHead
from petition_desk.ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from petition_desk.services.casework import CaseView

#: From this width on the chosen step stands beside the timeline.
WIDE_FROM: Final = 960
#: Less than this tells nothing: the columns beside it give way first.
LEAST_WIDTH: Final = 256
#: One step on the rail, as the timeline draws it.
_ROW: Final = 44


class MiddleColumn(QWidget):
    """Takes the room that facts and clocks leave."""

    step_wanted = Signal()
    correction_requested = Signal()
    retraction_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._view: CaseView | None = None
        self._place = -1
        self._is_revealed = False
        self._is_wide = False
        self._wants_last = False
        self.head = SectionHead("经过")
        self.step_button = Button("记一步", icon="plus", key="R", small=True)
        self.timeline = Timeline(can_choose=True)
        self.detail = StepDetail()
        self._scroll = Scroll(self._content())
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self._rail(), 1)
        self._box.addWidget(self.detail)
        self.detail.set_wide(wide=False)
        self.setMinimumWidth(theme.dp(LEAST_WIDTH))
        # Signals
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._show_last())
        self.step_button.clicked.connect(lambda: self.step_wanted.emit())
        self.timeline.item_chosen.connect(self.choose)
        self.detail.closed.connect(lambda: self.choose(-1))
        self.detail.correction_requested.connect(self.correction_requested)
        self.detail.retraction_requested.connect(self.retraction_requested)

    def _content(self) -> QWidget:
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(theme.dp(6), theme.dp(4), theme.dp(16), theme.dp(12))
        inner.addWidget(self.timeline)
        inner.addStretch(1)
        return content

    def _rail(self) -> QWidget:
        rail = Surface()
        top = QHBoxLayout()
        top.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
        top.addWidget(self.head, 1)
        top.addWidget(self.step_button)
        column = QVBoxLayout(rail)
        column.setContentsMargins(0, theme.dp(8), 0, 0)
        column.setSpacing(theme.dp(4))
        column.addLayout(top)
        column.addWidget(self._scroll, 1)
        return rail

    def show_view(self, view: CaseView, today: date, *, is_revealed: bool = False) -> None:
        """Show a case; of another one, the last step done comes into sight."""
        is_other = self._view is None or self._view.case.local_no != view.case.local_no
        kept = -1 if is_other else self._place
        self._view, self._is_revealed = view, is_revealed
        items = () if view.is_withheld else timeline_of(view, today, is_revealed=is_revealed)
        self.timeline.show_items(items)
        self.head.set_words("经过" if items else "", f"{len(view.steps) + 1} 步" if items else "")
        self.step_button.setVisible(not view.is_withheld)
        if is_other and self._is_wide and items:
            kept = len(view.steps)
        self._place = -1
        if 0 <= kept < len(items):
            self.timeline.choose(kept)
        else:
            self.choose(-1)
        self._wants_last = is_other and self._place < 0
        self._show_last()

    def _show_last(self) -> None:
        """Bring the last step done into sight, and what comes next, once the rail has its height.

        The rail is laid out after it was filled: its scroll bar says when.
        """
        bar = self._scroll.verticalScrollBar()
        if self._wants_last and self._view is not None and bar.maximum() > 0:
            self._wants_last = False
            self._scroll.ensureVisible(0, theme.dp(_ROW) * (len(self._view.steps) + 3))

    def choose(self, place: int) -> None:
        """Show the step at a place of the timeline; -1, and what is to come, shows none."""
        self._place = place
        view = self._view
        can_show = view is not None and not view.is_withheld
        shown = (
            can_show
            and view is not None
            and self.detail.show_step(view, place, is_revealed=self._is_revealed)
        )
        self.detail.setVisible(shown)
        if shown:
            self._scroll.ensureVisible(0, theme.dp(_ROW) * (place + 1))

    def close_detail(self) -> bool:
        """Take the chosen step away where it covers the timeline; say whether it stood there."""
        if self._is_wide or not self.detail.isVisible():
            return False
        self.choose(-1)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the chosen step beside the timeline where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= theme.dp(WIDE_FROM)
        if wide == self._is_wide:
            return
        self._is_wide = wide
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(direction)
        self.detail.set_wide(wide=wide)
        if wide and self._place < 0 and self._view is not None and not self._view.is_withheld:
            self.timeline.choose(len(self._view.steps))
