"""From the field 途径 through the questions, demand after demand, and on."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Qt

from petition_desk.domain.vocabulary import Pathway
from petition_desk.services.on_the_spot import ANSWERED, NOT_OURS, OURS, TRANSFER
from petition_desk.ui.dialogs.screening_panel import Screened, ScreeningPanel
from petition_desk.ui.screens.intake.form import IntakeForm
from petition_desk.ui.widgets.demand_list import DemandEdit

_ACT_OF = {Pathway.NOT_OURS.value: NOT_OURS, Pathway.ANSWERED.value: ANSWERED}


class ScreeningFlow(QObject):
    """Asks about each demand that was not asked about."""

    def __init__(self, form: IntakeForm, today: date, parent: QObject | None = None) -> None:
        """Answer the field 途径 and the choice of 先办 of ``form``."""
        super().__init__(parent)
        self._form = form
        self._today = today
        self._panel: ScreeningPanel | None = None
        self._line: DemandEdit | None = None
        # Signals
        form.do.pathway.questions_requested.connect(self.ask)
        form.do.pathway.entered.connect(self._entered)
        form.do.act_chosen.connect(self._act_chosen)

    @property
    def panel(self) -> ScreeningPanel | None:
        """The panel of the questions, once it was opened."""
        return self._panel

    def _entered(self) -> None:
        if self._open_line() is not None:
            self.ask()
        else:
            self._form.go_on_from(self._form.do.pathway)

    def _act_chosen(self, act: str) -> None:
        """What is not ours, and what is answered now, is found by the questions alone."""
        if act in (NOT_OURS, ANSWERED) and self._open_line() is not None:
            self.ask()

    def _open_line(self) -> DemandEdit | None:
        filled = [line for line in self._form.what.demands.lines if line.text().strip()]
        return next((line for line in filled if not line.facts.get("reasons")), None)

    def ask(self) -> None:
        """Ask about the first demand that was not asked about, else about the first."""
        line = self._open_line() or self._form.what.demands.line_of(0)
        if line is None:
            self._form.go_to("demands")
            return
        if self._panel is None:
            self._panel = ScreeningPanel(self._form.window(), self._today)
            self._panel.decided.connect(self._take)
        self._line = line
        answers = line.facts.get("answers")
        known = {str(k): str(v) for k, v in answers.items()} if isinstance(answers, dict) else {}
        self._panel.open_for(line.text(), self._form.how.source.value(), known)

    def _take(self, found: Screened) -> None:
        if self._line is not None:
            self._line.facts = found.facts()
        self._form.take_act(self._act())
        self._form.say_edited()
        if self._open_line() is not None:
            self.ask()
            return
        field = self._form.do.pathway
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._form.go_on_from(field)

    def _act(self) -> str:
        """What is done first follows from the pathways; a transfer was chosen by the officer."""
        found = {str(demand.get("pathway", "")) for demand in self._form.what.demands.value()}
        if len(found) == 1 and found & set(_ACT_OF):
            return _ACT_OF[found.pop()]
        chosen = self._form.do.act.value()
        return TRANSFER if chosen == TRANSFER else OURS
