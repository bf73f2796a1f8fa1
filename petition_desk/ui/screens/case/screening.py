"""The nine questions over a case: demand after demand, each answer recorded as a step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from petition_desk.domain.case_sheet import case_as_form
from petition_desk.services import casework
from petition_desk.ui.dialogs.screening_panel import Screened, ScreeningPanel
from petition_desk.ui.models.case_words import shown_text
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.work import Job

if TYPE_CHECKING:
    from petition_desk.domain.case import Case
    from petition_desk.services.casework import CaseView, Recorded


class CaseScreening(QObject):
    """Asks about the demands without a pathway; where all have one, about each again."""

    recorded = Signal(object)
    #: An earlier matter decides; the officer must name it first.
    earlier_found = Signal()

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Ask over ``window``."""
        super().__init__(window)
        self._context = context
        self._case: Case | None = None
        self._left: list[int] = []
        self._answers: Mapping[str, str] = {}
        self.panel = ScreeningPanel(window, context.desk.clock.today())
        self.panel.decided.connect(self._decided)

    def begin(self, view: CaseView) -> None:
        """Ask about a case."""
        case = self._case = view.case
        undecided = [demand.number for demand in case.demands if demand.pathway is None]
        self._left = undecided or [demand.number for demand in case.demands] or [0]
        self._answers = {}
        self._ask()

    def _ask(self) -> None:
        case = self._case
        if case is None or not self._left:
            return
        texts = {demand.number: demand.text for demand in case.demands}
        asked = texts.get(self._left[0], case.summary)
        self.panel.open_for(shown_text(case, asked), case.source, self._answers)

    def _decided(self, found: Screened) -> None:
        case = self._case
        if case is None or not self._left:
            return
        if not found.pathway:
            self._left = []
            self.earlier_found.emit()
            return
        number = self._left.pop(0)
        values = {"pathway": found.pathway, "reasons": found.reasons}
        if number:
            values["demand"] = str(number)
        desk, local_no = self._context.desk, case.local_no
        paper = _with_paper(case, number, found.document)

        def record(_job: Job) -> Recorded:
            if paper:
                casework.update_facts(desk, local_no, {"demands": paper})
            return casework.record_step(desk, local_no, "screened", values)

        self._context.work.run(record, self._recorded)

    def _recorded(self, recorded: Recorded) -> None:
        self.recorded.emit(recorded)
        self._ask()


def _with_paper(case: Case, number: int, document: Mapping[str, str]) -> list[object]:
    """Return the demands with the challenged paper the questions found; nothing without one."""
    demands = case_as_form(case).get("demands")
    if not document.get("name") or not isinstance(demands, list):
        return []
    return [
        {**demand, "challenged_document": dict(document)} if place == number else demand
        for place, demand in enumerate(demands, start=1)
    ]
