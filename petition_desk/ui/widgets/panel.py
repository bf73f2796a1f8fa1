"""A panel: a surface with round corners and a line around it, for what stands alone."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from petition_desk.ui.theme import Role
from petition_desk.ui.widgets import paint


class Panel(QWidget):
    """The ground; whoever uses it gives it a layout."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and line."""
        with paint.painting(self) as painter:
            paint.box(painter, self.rect(), Role.SURFACE, Role.LINE, radius=paint.PANEL_RADIUS)
