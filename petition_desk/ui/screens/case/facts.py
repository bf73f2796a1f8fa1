"""The facts of a case at the left: who, how it came, what is asked; covered until F6 is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.models.case_facts import demand_facts, matter_facts, person_facts, unit_of
from petition_desk.ui.models.case_words import shown_text
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.chips import KeyCap
from petition_desk.ui.widgets.facts import Facts
from petition_desk.ui.widgets.labels import IconLabel, Rule, Words

if TYPE_CHECKING:
    from petition_desk.services.casework import CaseView

WIDTH: Final = 288
#: With large text on a small screen it gives way so far.
LEAST_WIDTH: Final = 232
_LABEL: Final = 72
_WITHHELD: Final = "这是保密件，本账户只能看到编号和期限（《信访工作条例》第三十条第三款）。"


class FactsColumn(Surface):
    """288 wide; scrolls by itself."""

    edit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(Role.SURFACE, "r", parent)
        self.person = Facts(label_width=_LABEL)
        self.matter = Facts(label_width=_LABEL)
        self.demands = Facts(label_width=16)
        self._demands_head = Words("诉求（意见书须逐项答复）", Type.TEXT, Role.INK2)
        self._content_head = Words("事实和理由", Type.TEXT, Role.INK2)
        self.content = Words("", wraps=True)
        self.withheld = Words(_WITHHELD, Type.TEXT, Role.INK2, wraps=True)
        self.edit_button = Button("编辑…", icon="edit", small=True)
        self._owed = Words("", Type.SMALL, Role.TODAY, wraps=True)
        self._rules = [Rule() for _ in range(3)]
        self._told = QWidget()
        self._lay_out()
        self.setMinimumWidth(theme.dp(LEAST_WIDTH))
        self.setMaximumWidth(theme.dp(WIDTH))
        self.setAccessibleName("登记的事实")
        # Signals
        self.edit_button.clicked.connect(lambda: self.edit_requested.emit())

    def _lay_out(self) -> None:
        hold = QHBoxLayout()
        hold.setSpacing(theme.dp(4))
        hold.addWidget(IconLabel("eyeoff", Role.INK2, 16))
        hold.addWidget(KeyCap("F6"))
        hold.addWidget(Words("按住显示", Type.SMALL, Role.INK2))
        hold.addStretch(1)
        hold.addWidget(self.edit_button)
        told = QVBoxLayout(self._told)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(theme.dp(8))
        told.addLayout(hold)
        told.addWidget(self._owed)
        parts: tuple[QWidget, ...] = (
            self.person,
            self._rules[0],
            self.matter,
            self._rules[1],
            self._demands_head,
            self.demands,
            self._rules[2],
            self._content_head,
            self.content,
        )
        for part in parts:
            told.addWidget(part)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.dp(16), theme.dp(12), theme.dp(16), theme.dp(12))
        column.addWidget(self.withheld)
        column.addWidget(self._told)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(Scroll(content))

    def sizeHint(self) -> QSize:
        """Return the width it takes where there is room."""
        return QSize(theme.dp(WIDTH), super().sizeHint().height())

    def show_view(self, view: CaseView, *, is_revealed: bool = False) -> None:
        """Show a case; ``is_revealed`` uncovers it."""
        self.withheld.setVisible(view.is_withheld)
        self._told.setVisible(not view.is_withheld)
        if view.is_withheld:
            for part in (self.person, self.matter, self.demands):
                part.show_facts(())
            self.content.clear()
            return
        case = view.case
        owed = [item.label for item in view.standing.missing if item.is_fact]
        self._owed.setText(f"待补全：{'、'.join(owed)}")
        self._owed.setVisible(bool(owed))
        self.edit_button.set_text("补全…" if owed else "编辑…")
        self.person.show_facts(person_facts(case, is_revealed=is_revealed))
        self.matter.show_facts(matter_facts(view, unit_of(view), is_revealed=is_revealed))
        self.demands.show_facts(demand_facts(case, is_revealed=is_revealed))
        for asked in (self._rules[1], self._demands_head, self.demands):
            asked.setVisible(bool(case.demands))
        self.content.setText(shown_text(case, case.content, is_revealed=is_revealed))
        for told in (self._rules[2], self._content_head, self.content):
            told.setVisible(bool(case.content))
