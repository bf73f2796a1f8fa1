"""可能是同一事项: one known case beside the registration, and the question whether it is the same.

Only what agrees and what differs is said; nothing about the person (what else they brought, how
often they came) is looked up or shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Card
from petition_desk.ui.widgets.labels import Words


@dataclass(frozen=True, slots=True)
class KnownMatter:
    """A case that may be of the same matter, as it may be shown.

    Attributes:
        number: Its local number.
        name: The masked name.
        came: `11-18 来电`.
        summary: What it is about.
        says: What agrees and what differs.
    """

    number: str
    name: str
    came: str
    summary: str
    says: str


class CandidateCard(Card):
    """A known case; the officer says whether it is the same matter."""

    same_chosen = Signal(str)
    other_chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, matter: KnownMatter, *, with_keys: bool, is_linked: bool = False) -> None:
        """Show ``matter``; the first card takes the keys, a linked one says so."""
        super().__init__()
        self.matter = matter
        number = Button(matter.number, Look.LINK)
        head = QHBoxLayout()
        head.setSpacing(theme.dp(8))
        head.addWidget(number)
        head.addWidget(Words(matter.name))
        head.addStretch(1)
        head.addWidget(Words(matter.came, Type.TEXT, Role.INK2))
        self.body.addLayout(head)
        self.body.addWidget(Words(matter.summary, wraps=True))
        self.body.addWidget(Words(matter.says, Type.SMALL, Role.INK2, wraps=True))
        if is_linked:
            same = Button("已作重件，改回", small=True)
        else:
            same = Button("是同一事项，作重件", key="Alt+R" if with_keys else "", small=True)
        other = Button("不是", Look.QUIET, key="Alt+B" if with_keys else "", small=True)
        acts = QHBoxLayout()
        acts.setContentsMargins(0, theme.dp(4), 0, 0)
        acts.setSpacing(theme.dp(8))
        acts.addWidget(same)
        acts.addWidget(other)
        acts.addStretch(1)
        self.body.addLayout(acts)
        other.setVisible(not is_linked)
        self._rest([number, same, other])
        # Signals
        number.clicked.connect(lambda: self.opened.emit(matter.number))
        same.clicked.connect(lambda: self.same_chosen.emit(matter.number))
        other.clicked.connect(lambda: self.other_chosen.emit(matter.number))

    @staticmethod
    def _rest(parts: list[QWidget]) -> None:
        """Keep the focus with the form: what stands beside it never takes it."""
        for part in parts:
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
