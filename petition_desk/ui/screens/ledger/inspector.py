"""The column right of the ledger: the case under the cursor, its timeline, its two likeliest acts.

It follows the cursor: what the row itself tells stands at once, the rest comes from the case off
the thread of the window, and an answer to an earlier row is dropped.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.domain.ledger import LedgerRow
from petition_desk.domain.masking import mask_address, mask_phone
from petition_desk.ui import theme
from petition_desk.ui.models.case_acts import proposed_acts
from petition_desk.ui.models.case_facts import pathways_of
from petition_desk.ui.models.case_words import chip_of, shown_name, shown_text, timeline_of
from petition_desk.ui.screens.base import ScreenContext, WhyQuestion
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.facts import Facts
from petition_desk.ui.widgets.heads import SectionHead
from petition_desk.ui.widgets.labels import Rule, Words
from petition_desk.ui.widgets.timeline import Timeline
from petition_desk.ui.widgets.why_chip import WhyChip
from petition_desk.ui.work import Job, Lane

if TYPE_CHECKING:
    from petition_desk.domain.lawful import LawfulAct
    from petition_desk.services.casework import CaseView

WIDTH: Final = 288
#: With large text on a small screen it gives way so far.
LEAST_WIDTH: Final = 260
#: While the cursor runs down the table only what it stops at is asked for.
_REST_MS: Final = 80


class Inspector(Surface):
    """288 wide; the screen tells it which row the cursor is on."""

    open_requested = Signal()
    act_requested = Signal(str, object)
    why_requested = Signal(object)

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        """Show nothing until a row is shown."""
        super().__init__(Role.WINDOW, "l", parent)
        self._context = context
        self._lane = Lane(context.work)
        self._revealing = Lane(context.work)
        self._view: CaseView | None = None
        self._is_revealed = False
        self._row: LedgerRow | None = None
        self._is_waiting = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._number = Words("", Type.STRONG)
        self._name = Words("", Type.TEXT, Role.INK2)
        self._open = Button("打开", key="Enter", small=True)
        self._summary = Words("", wraps=True)
        self._chip = WhyChip()
        self._says = Words("", Type.SMALL, Role.INK2, wraps=True)
        self._facts = Facts()
        self._rule = Rule()
        self._timeline_head = SectionHead("经过")
        self.timeline = Timeline()
        self._acts: list[Button] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(Scroll(self._middle()), 1)
        column.addWidget(self._foot())
        self.setMinimumWidth(theme.dp(LEAST_WIDTH))
        self.setMaximumWidth(theme.dp(WIDTH))
        self.setAccessibleName("右栏：当前事项")
        # Signals
        self._rest.timeout.connect(self._rested)
        self._open.clicked.connect(lambda: self.open_requested.emit())
        self._chip.pressed.connect(self.ask_why)
        self.show_row(None)

    def _head(self) -> QWidget:
        head = Surface(Role.WINDOW, "b")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
        row.setSpacing(theme.dp(8))
        row.addWidget(self._number)
        row.addWidget(self._name, 1)
        row.addWidget(self._open)
        head.setFixedHeight(theme.dp(48))
        return head

    def _middle(self) -> QWidget:
        middle = QWidget()
        chip = QHBoxLayout()
        chip.setSpacing(theme.dp(8))
        chip.addWidget(self._chip)
        chip.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(theme.dp(16), theme.dp(12), theme.dp(16), theme.dp(12))
        column.setSpacing(theme.dp(8))
        column.addWidget(self._summary)
        column.addLayout(chip)
        column.addWidget(self._says)
        column.addWidget(self._facts)
        column.addWidget(self._rule)
        column.addWidget(self._timeline_head)
        column.addWidget(self.timeline)
        column.addStretch(1)
        return middle

    def _foot(self) -> QWidget:
        foot = Surface(Role.WINDOW, "t")
        self._foot_row = QHBoxLayout(foot)
        self._foot_row.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
        self._foot_row.setSpacing(theme.dp(8))
        self._foot_row.addStretch(1)
        foot.setFixedHeight(theme.dp(56))
        return foot

    def show_row(self, row: LedgerRow | None) -> None:
        """Show the case of a row: what the row tells at once, the rest when the cursor rests."""
        self._lane.drop()
        is_other = row is None or self._row is None or row.case_id != self._row.case_id
        self._row = row
        self._number.setText(row.local_no if row else "")
        self._name.setText(row.name if row else "")
        self._open.setVisible(row is not None)
        self._summary.setText(row.summary if row else "这里显示光标所在的那一件。")
        if is_other:
            self._clear()
        if row is None:
            self._rest.stop()
        elif self._rest.isActive():
            self._is_waiting = True
        else:
            self._ask()
        self._rest.start()

    def _rested(self) -> None:
        if self._is_waiting:
            self._is_waiting = False
            self._ask()

    def _clear(self) -> None:
        self._view, self._is_revealed = None, False
        self._chip.hide()
        self._says.clear()
        self._facts.show_facts(())
        for part in (self._rule, self._timeline_head):
            part.hide()
        self.timeline.show_items(())
        self._show_acts(())

    def _ask(self) -> None:
        row, desk = self._row, self._context.desk
        if row is None or not self.isVisible():
            return
        number = row.local_no

        def read(_job: Job) -> CaseView:
            from petition_desk.services import casework

            return casework.show(desk, number)

        # A case that went away meanwhile is told by the next list of rows.
        self._lane.ask(read, self.show_view, failed=lambda _error: self._clear())

    def sizeHint(self) -> QSize:
        """Return the width it takes where there is room."""
        return QSize(theme.dp(WIDTH), super().sizeHint().height())

    def reveal(self, shown: bool) -> None:
        """Show the identities while the key is held; the journal is told first."""
        view, desk = self._view, self._context.desk
        if not shown or view is None or view.is_withheld or not self.isVisible():
            self._revealing.drop()
            self._uncover(shown=False)
            return
        number = view.case.local_no

        def tell(_job: Job) -> None:
            from petition_desk.services import casework

            casework.reveal(desk, number)

        self._revealing.ask(tell, lambda _none: self._uncover(shown=self._context.reveal.is_shown))

    def _uncover(self, *, shown: bool) -> None:
        if shown != self._is_revealed and self._view is not None:
            self._is_revealed = shown
            self.show_view(self._view)

    def show_view(self, view: CaseView) -> None:
        """Show what was read of the case."""
        self._view = view
        revealed = self._is_revealed
        if not view.is_withheld:
            self._name.setText(shown_name(view.case, is_revealed=revealed))
            self._summary.setText(shown_text(view.case, view.case.summary, is_revealed=revealed))
        today: date = self._context.desk.clock.today()
        chip = chip_of(view.standing, today)
        self._chip.setVisible(bool(chip.words))
        if chip.words:
            self._chip.set_state(chip.words, chip.mark)
        self._says.setText(chip.says)
        facts = facts_of(view, self._row, is_revealed=revealed)
        self._facts.show_facts([] if view.is_withheld else facts)
        for part in (self._rule, self._timeline_head):
            part.setVisible(not view.is_withheld)
        done = timeline_of(view, today, is_revealed=revealed)
        self.timeline.show_items(() if view.is_withheld else done)
        self._show_acts(() if view.is_withheld else proposed_acts(view, 2))

    def ask_why(self) -> None:
        """Ask why the next deadline of the case is this day."""
        question = question_of(self._row, self._view)
        if question is not None:
            self.why_requested.emit(question)

    def _show_acts(self, acts: tuple[LawfulAct, ...]) -> None:
        for button in self._acts:
            self._foot_row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._acts = []
        for place, act in enumerate(acts):
            button = Button(act.label, Look.PRIMARY if place == 0 else Look.PLAIN)
            button.clicked.connect(lambda _on=False, act=act: self._do(act))
            self._foot_row.insertWidget(place, button)
            self._acts.append(button)

    def _do(self, act: LawfulAct) -> None:
        if self._row is not None:
            self.act_requested.emit(self._row.local_no, act)


def question_of(row: LedgerRow | None, view: CaseView | None) -> WhyQuestion | None:
    """Return what is asked of a row; before the case is read the row tells enough."""
    clock = view.standing.next_clock if view is not None else None
    if row is None or not (clock or row.next_rule):
        return None
    if clock is None:
        return WhyQuestion(row.local_no, row.next_rule)
    return WhyQuestion(row.local_no, clock.rule.id, clock.of)


def facts_of(
    view: CaseView, row: LedgerRow | None, *, is_revealed: bool = False
) -> list[tuple[str, str]]:
    """Return the few facts that tell a case apart, covered unless the key is held."""
    case = view.case
    person = case.main_petitioner
    repeat = "重件" if case.repeat_of else "初件"
    facts = [
        ("承办", (row.unit if row is not None else "") or "—"),
        ("途径", pathways_of(case)),
        ("形式", f"{case.channel.value} · {case.people_count} 人 · {repeat}"),
    ]
    if person is not None and (person.mobile or person.telephone):
        phone = person.mobile or person.telephone
        facts.append(("电话", phone if is_revealed else mask_phone(phone)))
    if person is not None and person.address:
        address = person.address if is_revealed else mask_address(person.address)
        facts.append(("住址", address))
    return facts
