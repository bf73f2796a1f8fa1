"""The panel in which a step is recorded: its form, what the law says to it, and the act itself.

What the law refuses is refused with its article. What happened all the same is recorded by a second
act of its own, 仍按实际情况记录（违规）, which asks for the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petition_desk.domain.refusals import Refusal
from petition_desk.domain.step_fields import date_fault
from petition_desk.domain.steps import known_kind
from petition_desk.errors import InputError, LawRefusalError
from petition_desk.services import casework
from petition_desk.ui import theme
from petition_desk.ui.dialogs.panel_parts import PanelFoot, PanelHead, on_ctrl_enter
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.case.in_sight import InSight
from petition_desk.ui.screens.case.step_form import NOTE_KEY, ON_KEY, StepChoices, StepForm
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Card, CardKind, Scroll
from petition_desk.ui.widgets.edits import TextEdit
from petition_desk.ui.widgets.field_chain import FieldChain
from petition_desk.ui.widgets.fields import NoteLine
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.overlay import OverlayPanel

if TYPE_CHECKING:
    from petition_desk.services.casework import Recorded

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTH, _HEIGHT = 656, 584
#: Head, foot and margins; what a refusal and its second act need.
_FRAME, _REFUSAL = 56 + 56 + 40, 216
_WHY_VIOLATION: Final = "已经这样做了的，可以按实际情况记下来：步骤会标明“违规”，不会据此出文书。"


class _ViolationCard(Card):
    """The second act: records what happened although the law forbids it."""

    def __init__(self) -> None:
        super().__init__(CardKind.WARNING)
        self.reason = TextEdit(lines=2, name="违规的实际情况和原因")
        self.record_button = Button("仍按实际情况记录（违规）")
        self.note = NoteLine()
        self.body.addWidget(Words(_WHY_VIOLATION, Type.SMALL, Role.INK2, wraps=True))
        self.body.addWidget(self.reason)
        self.body.addWidget(self.note)
        self.body.addWidget(self.record_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()


class StepPanel(OverlayPanel):
    """640 wide; Ctrl+Enter records, Esc closes and keeps what was typed."""

    recorded = Signal(object)

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Lie over ``window``, hidden."""
        super().__init__(window, QSize(_WIDTH, _HEIGHT))
        self._context = context
        self._number = ""
        self._kind = ""
        self._kept: dict[tuple[str, str], dict[str, str]] = {}
        self._pristine: dict[str, str] = {}
        self._is_busy = False
        self.form: StepForm | None = None
        self._chain = FieldChain(self)
        self._head = PanelHead(self)
        self.refusal = NoteLine()
        self.violation = _ViolationCard()
        self.record_button = Button("记录", Look.PRIMARY, key="Ctrl+Enter")
        self.body.addWidget(self._head)
        scroll = Scroll(self._middle())
        self._in_sight = InSight(scroll)
        self._in_sight.watch((self.violation.reason, self.violation.record_button))
        self.body.addWidget(scroll, 1)
        says = Words("步骤只增不改；记错了再记一步“更正”。", Type.SMALL, Role.INK2)
        self.body.addWidget(PanelFoot(says, self.record_button))
        # Signals
        self._chain.ended.connect(
            lambda: self.record_button.setFocus(Qt.FocusReason.TabFocusReason)
        )
        self.record_button.clicked.connect(self.record)
        on_ctrl_enter(self, self.record)
        self.violation.record_button.clicked.connect(self.record_violation)

    def _middle(self) -> QWidget:
        middle = QWidget()
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(*(theme.dp(side) for side in (24, 16, 24, 16)))
        self._column.setSpacing(theme.dp(12))
        self._column.addWidget(self.refusal)
        self._column.addWidget(self.violation)
        self._column.addStretch(1)
        return middle

    # Opening

    def open_for(
        self,
        number: str,
        kind: str,
        choices: StepChoices,
        *,
        title: str = "",
        refusal: Refusal | None = None,
        values: Mapping[str, str] | None = None,
    ) -> None:
        """Ask for a step of a case; what was typed for it before stands there again."""
        self._number, self._kind = number, kind
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        form = self.form = StepForm(kind, choices)
        self._column.insertWidget(0, form)
        self._chain.set_fields(form.editors)
        self._in_sight.watch(form.editors)
        form.set_typed(values or {})
        self._pristine = form.typed()
        form.set_typed(self._kept.get((number, kind), {}))
        self._head.title.setText(title or known_kind(kind).label)
        self._head.about.setText(number)
        self.violation.reason.clear()
        self._show_refusal(refusal)
        self._set_busy(busy=False)
        editors = form.editors
        # The day is right nearly always: the first thing to say comes after it.
        self.open_panel(editors[1] if len(editors) > 2 else editors[0])

    def close_panel(self) -> None:
        """Close; what was typed is kept until the step is recorded."""
        form = self.form
        if self.isVisible() and form is not None:
            typed = form.typed()
            key = (self._number, self._kind)
            if typed == self._pristine:
                self._kept.pop(key, None)
            else:
                self._kept[key] = typed
        super().close_panel()

    def _show_refusal(self, refusal: Refusal | None) -> None:
        says = f"{refusal.sentence}（{refusal.article}）。" if refusal is not None else ""
        self.refusal.say(says, Mark.OVERDUE)
        self.violation.setVisible(refusal is not None)
        self.violation.note.say("", Mark.NONE)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the form needs."""
        if self.form is None:
            return
        needed = round(self.form.sizeHint().height() / max(theme.dp(100) / 100, 0.1))
        more = _REFUSAL if self.violation.isVisibleTo(self) else 0
        self._size = QSize(_WIDTH, min(_HEIGHT, _FRAME + needed + more))
        if self.isVisible():
            self._place()

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self.record_button.setEnabled(not busy)
        self.violation.record_button.setEnabled(not busy)

    # Recording

    def record(self) -> None:
        """Record the step."""
        self._record("")

    def record_violation(self) -> None:
        """Record it although it is forbidden; the reason is asked for."""
        reason = self.violation.reason.toPlainText().strip()
        if not reason:
            self.violation.note.say("写明实际情况和原因，才能这样记录", Mark.OVERDUE)
            self.violation.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._record(reason)

    def _record(self, violation: str) -> None:
        form = self.form
        if form is None or self._is_busy or not self.isVisible():
            return
        form.clear_faults()
        day = form.day()
        if day is None:
            form.show_fault(ON_KEY, date_fault(form.typed()[ON_KEY]))
            return
        desk, number, kind = self._context.desk, self._number, self._kind
        values, note = form.values(), form.typed()[NOTE_KEY]
        self._set_busy(busy=True)
        self._context.work.run(
            lambda _job: casework.record_step(
                desk, number, kind, values, on=day, note=note, violation=violation
            ),
            self._done,
            failed=self._failed,
        )

    def _done(self, recorded: Recorded) -> None:
        self._set_busy(busy=False)
        self._kept.pop((self._number, self._kind), None)
        super().close_panel()
        self.recorded.emit(recorded)

    def _failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        form = self.form
        if isinstance(error, LawRefusalError):
            self._show_refusal(Refusal(error.sentence, error.article))
        elif isinstance(error, InputError) and form is not None:
            unplaced = [
                str(fault)
                for fault in error.faults
                if not form.show_fault(fault.field, fault.reason)
            ]
            self.refusal.say("；".join(unplaced), Mark.OVERDUE)
            first = next(form.faulty(), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._context.work.report(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a button presses it."""
        if event.key() in _ENTER and self.record_button.hasFocus():
            self.record()
        elif event.key() in _ENTER and self.violation.record_button.hasFocus():
            self.record_violation()
        else:
            super().keyPressEvent(event)
