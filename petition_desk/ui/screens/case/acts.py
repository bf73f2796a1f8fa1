"""What is done to a case from its screen: steps, letters, facts, the questions of the pathway."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from petition_desk.domain.retraction import RETRACTED, retraction_of
from petition_desk.domain.step_kinds import step_kind
from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.services import casework, letter_voiding
from petition_desk.ui.models.case_words import moved_words
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.case.facts_panel import FactsPanel
from petition_desk.ui.screens.case.screening import CaseScreening
from petition_desk.ui.screens.case.step_form import choices_of
from petition_desk.ui.screens.case.step_panel import StepPanel
from petition_desk.ui.widgets.toast import ToastNote

if TYPE_CHECKING:
    from petition_desk.domain.lawful import LawfulAct
    from petition_desk.domain.office import Unit
    from petition_desk.domain.steps import Step
    from petition_desk.services.casework import CaseView, Recorded

#: What a place may ask for besides a kind of step or of letter.
FACTS: Final = "facts"
_UNDONE: Final = "刚才记错"


class CaseActs(QObject):
    """Opens the panels over the window of the screen; they are made when first needed."""

    place_requested = Signal(object)
    toast_requested = Signal(object)
    #: Something was written: the case has to be read anew.
    done = Signal()

    def __init__(self, screen: QWidget, context: ScreenContext) -> None:
        """Act for ``screen``."""
        super().__init__(screen)
        self._screen = screen
        self._context = context
        self._view: CaseView | None = None
        self._units: tuple[Unit, ...] = ()
        self.step_panel: StepPanel | None = None
        self.facts_panel: FactsPanel | None = None
        self.screening: CaseScreening | None = None

    def set_case(self, view: CaseView, units: tuple[Unit, ...]) -> None:
        """Act on this case from now on."""
        self._view, self._units = view, units

    @property
    def _open_view(self) -> CaseView | None:
        """The case, unless it is withheld: nothing is done to what may not be seen."""
        view = self._view
        return None if view is None or view.is_withheld else view

    @property
    def _number(self) -> str:
        return self._view.case.local_no if self._view is not None else ""

    def begin(self, wanted: str) -> None:
        """Ask at once for what a place named: the facts, a letter, or a step."""
        view = self._open_view
        if view is None:
            return
        if wanted == FACTS:
            self.edit_facts()
        elif step_kind(wanted) is None:
            if wanted in LETTER_LABELS:
                self.place_requested.emit(Place("letter", self._number, wanted))
        else:
            offered = (act for act in view.standing.lawful_next if act.step == wanted)
            act = next(offered, None)
            if act is not None and wanted != "issued":
                self.do(act)
            else:
                self.ask_step(wanted)

    def do(self, act: LawfulAct) -> None:
        """Begin an act: its letter, the questions, else the form of its step."""
        if act.is_allowed and act.step == "issued":
            self.place_requested.emit(Place("letter", self._number, act.letter))
        elif act.is_allowed and act.step == "screened":
            self.screen_demands()
        else:
            self.ask_step(act.step, act, {"kind": act.letter} if act.step == "issued" else None)

    # Steps

    def ask_step(
        self, kind: str, act: LawfulAct | None = None, values: Mapping[str, str] | None = None
    ) -> None:
        """Open the form of a step."""
        view = self._open_view
        if view is None:
            return
        if self.step_panel is None:
            self.step_panel = StepPanel(self._screen.window(), self._context)
            self.step_panel.recorded.connect(self._recorded)
        self.step_panel.open_for(
            self._number,
            kind,
            choices_of(view, self._units, self._context.desk.clock.today()),
            title=act.label if act is not None else "",
            refusal=act.refusal if act is not None else None,
            values=values,
        )

    def ask_retraction(self, step: Step) -> None:
        """Open the form that takes a step back; its reason is asked for."""
        self.ask_step(RETRACTED, values=retraction_of(step))

    def _recorded(self, recorded: Recorded) -> None:
        self.toast_requested.emit(self._note_of(recorded))
        self.done.emit()
        letter = recorded.letter
        if letter is not None:
            issued = {"issued": letter.number or letter.kind}
            self.place_requested.emit(Place("letter", self._number, letter.kind, issued))

    def _note_of(self, recorded: Recorded) -> ToastNote:
        """Say what was recorded, and offer to take it back where that is one act."""
        says = f"{self._number} {recorded_words(recorded)}"
        if recorded.step.kind == RETRACTED:
            return ToastNote(says)
        desk, number, step, letter = (
            self._context.desk, self._number, recorded.step, recorded.letter
        )  # fmt: skip

        def take_back() -> None:
            if letter is not None:
                letter_voiding.void_letter(desk, number, letter.number or letter.kind, _UNDONE)
            else:
                casework.take_back(desk, number, step, _UNDONE)
            self.done.emit()

        return ToastNote(says, "撤销", take_back, undoes=f"{_word_of(recorded.step)} {number}")

    # Facts

    def edit_facts(self) -> None:
        """Complete or amend the facts; the journal is told that identities were at hand."""
        view = self._open_view
        if view is None:
            return
        if self.facts_panel is None:
            panel = self.facts_panel = FactsPanel(self._screen.window(), self._context)
            panel.saved.connect(lambda _changes: self._saved())
            panel.correction_wanted.connect(lambda: self.ask_step("corrected"))
        desk, number = self._context.desk, self._number
        self._context.work.run(lambda _job: casework.reveal(desk, number), lambda _none: None)
        self.facts_panel.open_for(view, tuple(unit.name for unit in self._units))

    def _saved(self) -> None:
        self.toast_requested.emit(ToastNote(f"{self._number} 已保存"))
        self.done.emit()

    # The questions

    def screen_demands(self) -> None:
        """Ask the nine questions about the demands."""
        view = self._open_view
        if view is None:
            return
        if self.screening is None:
            asking = self.screening = CaseScreening(self._screen.window(), self._context)
            asking.recorded.connect(self._recorded)
            asking.earlier_found.connect(self._earlier_found)
        self.screening.begin(view)

    def _earlier_found(self) -> None:
        says = "与以前登记的是同一事项：先在“补全”里写明初件编号"
        self.toast_requested.emit(ToastNote(says, "去写", self.edit_facts))


def recorded_words(recorded: Recorded) -> str:
    """Say what was recorded and which dates moved; no name of a person in it."""
    if recorded.step.kind == "voided":
        return "已作废，编号保留"
    word = _word_of(recorded.step)
    moved = moved_words(recorded.moved)
    return f"已记录：{word}" + (f"；{moved}" if moved else "")


def _word_of(step: Step) -> str:
    kind = step_kind(step.kind)
    return kind.label if kind is not None else step.kind
