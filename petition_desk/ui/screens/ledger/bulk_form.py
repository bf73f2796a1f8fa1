"""The left side of the panel for many cases: which act, and the form of the step it records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from petition_desk.errors import FieldFault
from petition_desk.services.bulk_acts import BULK_LABELS, BulkAct
from petition_desk.ui import theme
from petition_desk.ui.screens.case.step_form import NOTE_KEY, StepChoices, StepForm
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.fields import NoteLine
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.options import Options

if TYPE_CHECKING:
    from petition_desk.domain.office import Unit

_TYPING_PAUSE_MS: Final = 300
#: The four answers of a call back stand side by side.
_WIDTH: Final = 500


@dataclass(frozen=True, slots=True)
class TypedAct:
    """What is to be done: the act, the values of its step, its day and note."""

    act: BulkAct
    values: dict[str, str]
    on: date | None
    note: str


class BulkForm(Surface):
    """500 wide; `changed` is said when the typing rests."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        """Read days against ``today``."""
        super().__init__(Role.WINDOW, "r")
        self._today = today
        self._units: tuple[Unit, ...] = ()
        self.form: StepForm | None = None
        self.acts = Options([(act.value, BULK_LABELS[act]) for act in BulkAct], name="做什么")
        self.note = NoteLine()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self._holder = QVBoxLayout()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.dp(16),) * 4)
        column.setSpacing(theme.dp(12))
        column.addWidget(self.acts)
        column.addLayout(self._holder, 1)
        column.addWidget(self.note)
        column.addWidget(self.progress)
        self.setFixedWidth(theme.dp(_WIDTH))
        # Signals
        self.acts.chosen.connect(lambda _value: self._show_act())
        self._pause.timeout.connect(self.changed)

    def begin(self, act: BulkAct, units: Sequence[Unit]) -> None:
        """Ask for ``act``; units are chosen from ``units``."""
        self._units = tuple(units)
        self.acts.set_value(act.value)
        self._show_act()

    @property
    def act(self) -> BulkAct:
        """What is to be done."""
        return BulkAct(self.acts.value())

    def _show_act(self) -> None:
        self.form = None
        while (item := self._holder.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if self.act.is_step:
            self.form = StepForm(self.act.value, StepChoices(self._today, self._units))
            self._listen(self.form)
            self._holder.addWidget(Scroll(self.form), 1)
        else:
            self._holder.addStretch(1)
        self.changed.emit()

    def _listen(self, form: StepForm) -> None:
        for editor in form.editors:
            for name in ("textChanged", "chosen", "currentIndexChanged"):
                signal = getattr(editor, name, None)
                if signal is not None:
                    signal.connect(lambda *_words: self._pause.start())

    def typed(self) -> TypedAct:
        """Return what was chosen and typed."""
        if self.form is None:
            return TypedAct(self.act, {}, None, "")
        typed = self.form.typed()
        return TypedAct(self.act, self.form.values(), self.form.day(), typed.get(NOTE_KEY, ""))

    def clear_faults(self) -> None:
        """Take every fault away."""
        self._pause.stop()
        self.note.say("", Mark.NONE)
        if self.form is not None:
            self.form.clear_faults()

    def show_faults(self, faults: Sequence[FieldFault]) -> None:
        """Say each fault at its field; what belongs to none below."""
        for fault in faults:
            if self.form is None or not self.form.show_fault(fault.field, fault.reason):
                self.note.say(str(fault), Mark.OVERDUE)
