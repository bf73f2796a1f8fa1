"""The parts of the registration in their places: tabs above, form, panel beside it, foot."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.screens.intake.foot import IntakeFoot
from petition_desk.ui.screens.intake.form import IntakeForm
from petition_desk.ui.screens.intake.head import IntakeHead
from petition_desk.ui.screens.intake.panel import LivePanel
from petition_desk.ui.widgets.cards import Scroll

#: From these sizes on a screen is large: likeness and clocks side by side, room between sections.
_WIDE: Final = 1_500
_HIGH: Final = 880


class IntakeView(QWidget):
    """What is seen; it decides nothing."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Put the parts in their places."""
        super().__init__(parent)
        self.head, self.form = IntakeHead(), IntakeForm(today)
        self.panel, self.foot = LivePanel(), IntakeFoot()
        self._scroll = Scroll(self.form)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.head)
        left.addWidget(self._scroll, 1)
        left.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.panel)
        # Signals
        self.form.reached.connect(self._bring_into_sight)

    def _bring_into_sight(self, field: QWidget) -> None:
        self._scroll.ensureWidgetVisible(field, 0, theme.dp(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use a large screen for content."""
        super().resizeEvent(event)
        self.panel.set_wide(wide=self.width() >= theme.dp(_WIDE))
        self.form.set_roomy(roomy=self.height() >= theme.dp(_HIGH))
