"""案件: one case, what was done, until when what must be done, and what may be done now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from petition_desk.services import casework, settings
from petition_desk.ui.screens.base import Hint, Place, Screen, ScreenContext, WhyQuestion
from petition_desk.ui.screens.case.acts import CaseActs
from petition_desk.ui.screens.case.facts import FactsColumn
from petition_desk.ui.screens.case.foot import CaseFoot
from petition_desk.ui.screens.case.head import CaseHead
from petition_desk.ui.screens.case.letter_row import LetterLine
from petition_desk.ui.screens.case.middle import MiddleColumn
from petition_desk.ui.screens.case.papers import ATTACH, CASEFILE, CasePapers
from petition_desk.ui.screens.case.side import SideColumn
from petition_desk.ui.work import Job, Lane

if TYPE_CHECKING:
    from petition_desk.domain.office import Unit
    from petition_desk.services.casework import CaseView

_HINTS: Final = (
    Hint("Enter", "下一步"),
    Hint("R", "记一步"),
    Hint("W", "为什么是这一天"),
    Hint("F6", "按住显示姓名"),
    Hint("Esc", "返回"),
)


class CaseScreen(Screen):
    """One case; the acts that are lawful now stand at its foot."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the screen; it is read when it is gone to."""
        super().__init__(context)
        self._number = ""
        self._wanted = ""
        self._place: Place | None = None
        self._view: CaseView | None = None
        self._is_revealed = False
        self._reading = Lane(context.work)
        self._revealing = Lane(context.work)
        self.acts = CaseActs(self, context)
        self.papers = CasePapers(self, context)
        self._build()
        self._wire()

    def _build(self) -> None:
        self.head = CaseHead()
        self.facts = FactsColumn()
        self.middle = MiddleColumn()
        self.side = SideColumn()
        self.foot = CaseFoot()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.facts)
        row.addWidget(self.middle, 1)
        row.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(row, 1)
        column.addWidget(self.foot)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)

    def _wire(self) -> None:
        self.papers.toast_requested.connect(self.toast_requested)
        self.papers.done.connect(self.refresh)
        self.side.attachment_opened.connect(self.papers.open_attachment)
        self.side.attach_requested.connect(lambda: self.papers.attach())
        self.side.casefile_requested.connect(self.papers.bind)
        self.side.print_requested.connect(self.papers.print_letters)
        self.acts.place_requested.connect(self.place_requested)
        self.acts.toast_requested.connect(self.toast_requested)
        self.acts.done.connect(self.refresh)
        self.facts.edit_requested.connect(self.acts.edit_facts)
        self.side.why_requested.connect(self.why_requested)
        self.head.chip.pressed.connect(self.ask_why)
        self.side.letter_opened.connect(self._open_letter)
        self.foot.act_requested.connect(self.acts.do)
        self.foot.step_requested.connect(self.acts.ask_step)
        self.middle.step_wanted.connect(self.foot.open_menu)
        self.middle.correction_requested.connect(lambda: self.acts.ask_step("corrected"))
        self.middle.retraction_requested.connect(self.acts.ask_retraction)
        self.context.reveal.changed.connect(self._reveal)

    # Reading

    def open_at(self, place: Place) -> None:
        """Show a case; ``detail`` names a kind of step to be asked for at once, or the facts."""
        if place.number != self._number:
            self._view = None
        self._number = place.number
        # Coming back to the very place that asked for a step does not ask for it again.
        self._wanted = "" if place is self._place else place.detail
        self._place = place
        self.refresh()

    def refresh(self) -> None:
        """Read the case anew."""
        desk, number = self.context.desk, self._number
        if not number:
            return

        def read(_job: Job) -> tuple[CaseView, tuple[Unit, ...]]:
            return casework.show(desk, number), settings.units(desk)

        self._reading.ask(read, lambda found: self.show_case(*found))

    def show_case(self, view: CaseView, units: tuple[Unit, ...]) -> None:
        """Show what was read."""
        self._view = view
        self.acts.set_case(view, units)
        self.papers.set_case(view)
        self._show()
        wanted, self._wanted = self._wanted, ""
        if wanted and not view.is_withheld:
            papers = {ATTACH: self.papers.attach, CASEFILE: self.papers.bind}
            papers.get(wanted, lambda: self.acts.begin(wanted))()

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        today, revealed = self.context.desk.clock.today(), self._is_revealed
        self.head.show_view(view, today, is_revealed=revealed)
        self.facts.show_view(view, is_revealed=revealed)
        self.middle.show_view(view, today, is_revealed=revealed)
        self.side.show_view(view, today)
        self.foot.show_view(view)

    @property
    def view(self) -> CaseView | None:
        """The case that is shown."""
        return self._view

    def _reveal(self, shown: bool) -> None:
        """Show the identities while the key is held; the journal is told first."""
        view = self._view
        if not shown or view is None or view.is_withheld or not self.isVisible():
            self._revealing.drop()
            if self._is_revealed:
                self._is_revealed = False
                self._show()
            return
        desk, number = self.context.desk, self._number
        self._revealing.ask(
            lambda _job: casework.reveal(desk, number), lambda _none: self._uncover()
        )

    def _uncover(self) -> None:
        self._is_revealed = self.context.reveal.is_shown
        self._show()

    def _open_letter(self, line: LetterLine) -> None:
        values = {"issued": line.issued} if line.issued else {}
        self.place_requested.emit(Place("letter", self._number, line.kind, values))

    def ask_why(self) -> None:
        """Ask why the next deadline is this day."""
        clock = self._view.standing.next_clock if self._view is not None else None
        if clock is not None:
            self.why_requested.emit(WhyQuestion(self._number, clock.rule.id, clock.of))

    def _do_primary(self) -> None:
        act = self.foot.primary
        if act is not None:
            self.acts.do(act)

    def _leave(self) -> None:
        if not self.middle.close_detail():
            self.back_requested.emit()

    # Files dropped on the screen, or pasted

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        mime = event.mimeData()
        if mime.hasUrls() or mime.hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask about what was dropped."""
        if self.papers.attach_mime(event.mimeData()):
            event.acceptProposedAction()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V attaches what the clipboard holds."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.papers.paste()
        else:
            super().keyPressEvent(event)

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of this screen."""
        more = (
            Hint("E", "补全、编辑"),
            Hint("F", "添加附件"),
            Hint("J", "卷宗"),
            Hint("P", "打印文书"),
        )
        return (*_HINTS, *more)

    def letter_keys(self) -> Mapping[Qt.Key, Callable[[], None]]:
        """Return what single keys do."""
        return {
            Qt.Key.Key_Return: self._do_primary,
            Qt.Key.Key_Enter: self._do_primary,
            Qt.Key.Key_R: self.foot.open_menu,
            Qt.Key.Key_W: self.ask_why,
            Qt.Key.Key_E: self.acts.edit_facts,
            Qt.Key.Key_F: self.papers.attach,
            Qt.Key.Key_J: self.papers.bind,
            Qt.Key.Key_P: self.papers.print_letters,
            Qt.Key.Key_Escape: self._leave,
        }
