"""Facts: a label in grey and its words, line under line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.labels import Words


class Facts(QWidget):
    """Pairs of label and words; long words wrap."""

    def __init__(
        self,
        *,
        label_width: int = 84,
        kind: Type = Type.TEXT,
        spacing: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        """Show nothing until `show_facts()`; labels take ``label_width``."""
        super().__init__(parent)
        self._kind = kind
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(theme.dp(spacing))
        self._grid.setColumnMinimumWidth(0, theme.dp(label_width))
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[tuple[str, str] | tuple[str, str, Role]]) -> None:
        """Show ``facts``: label, words, and a colour where it is not ink."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for row, fact in enumerate(facts):
            role = fact[2] if len(fact) == 3 else Role.INK
            words = Words(fact[1], self._kind, role, wraps=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            # Not aligned by the grid, which would then not ask how high the lines are.
            words.setAlignment(top | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(Words(fact[0], self._kind, Role.INK2), row, 0, top)
            self._grid.addWidget(words, row, 1)
