"""A line with a limit: how many characters it holds, said at its right end."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.labels import Words


class CountedEdit(LineEdit):
    """A line that says `22 / 100`; it never cuts what is typed, since a cut is lost unseen."""

    def __init__(self, limit: int, *, name: str = "", parent: QWidget | None = None) -> None:
        """Count up to ``limit`` characters."""
        super().__init__("", name=name, parent=parent)
        self._limit = limit
        self._count = Words("", Type.SMALL, Role.INK2)
        self.set_trailing(self._count)
        self.textChanged.connect(self._say)
        self._say("")

    @property
    def count_text(self) -> str:
        """What stands at the right end."""
        return self._count.text().strip()

    def _say(self, text: str) -> None:
        self._count.setText(f"{len(text)} / {self._limit} ")
        self._count.set_role(Role.OVERDUE if len(text) > self._limit else Role.INK2)
        self.place_trailing()
