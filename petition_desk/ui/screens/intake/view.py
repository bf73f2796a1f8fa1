"""The parts of the registration in their places: tabs above, form, panel beside it, foot."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.screens.intake.foot import IntakeFoot
from petition_desk.ui.screens.intake.form import IntakeForm
from petition_desk.ui.screens.intake.head import IntakeHead
from petition_desk.ui.screens.intake.panel import NARROW, LivePanel
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
        self._is_tight = False
        self._needed = 0
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
        # With large text the panel gives way, so its width must not keep the window from shrinking.
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        # Signals
        self.form.reached.connect(self._bring_into_sight)
        self.head.panel_requested.connect(self.toggle_panel)

    def _bring_into_sight(self, field: QWidget) -> None:
        # What is said under the field takes its place only after the layout was worked out.
        show = partial(self._scroll.ensureWidgetVisible, field, 0, theme.dp(48))
        QTimer.singleShot(0, field, show)

    def minimumSizeHint(self) -> QSize:
        """Return what head and foot need; the form scrolls."""
        least = self.foot.minimumSizeHint().width()
        return QSize(min(least, theme.dp(640)), theme.dp(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use a large screen for content, a tight one for the form alone."""
        super().resizeEvent(event)
        self._needed = max(self._needed, self.form.minimumSizeHint().width())
        is_tight = self.width() < self._needed + theme.dp(NARROW)
        if is_tight != self._is_tight:
            self._is_tight = is_tight
            self.form.set_compact(compact=is_tight)
            self.head.offer_panel(offered=is_tight)
            self._show_parts(panel=not is_tight, form=True)
        self.panel.set_wide(wide=self.width() >= theme.dp(_WIDE))
        self.form.set_roomy(roomy=self.height() >= theme.dp(_HIGH))

    def toggle_panel(self) -> None:
        """Where there is no room for both, show the panel in place of the form, or the form."""
        if self._is_tight:
            shows_panel = self.panel.isHidden()
            self._show_parts(panel=shows_panel, form=not shows_panel)

    def _show_parts(self, *, panel: bool, form: bool) -> None:
        self.panel.setVisible(panel)
        self._scroll.setVisible(form)
