"""登记: drafts as tabs, the form, what it means beside it, and the three ways to end.

A plain visit needs no mouse: digits, Enter, F8. Everything typed is kept within two seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout

from petition_desk.errors import FieldFault
from petition_desk.ui.alive import while_alive
from petition_desk.ui.screens.base import Hint, Place, Screen, ScreenContext
from petition_desk.ui.screens.intake.asking import open_why, read_directory
from petition_desk.ui.screens.intake.draft_keeper import DraftKeeper
from petition_desk.ui.screens.intake.drafts import OpenDraft
from petition_desk.ui.screens.intake.live_check import LiveCheck
from petition_desk.ui.screens.intake.registering import (
    Registering,
    Told,
    not_told,
    place_after,
    registered_note,
)
from petition_desk.ui.screens.intake.screening_flow import ScreeningFlow
from petition_desk.ui.screens.intake.view import IntakeView
from petition_desk.ui.shortcuts import bind_keys
from petition_desk.ui.widgets.toast import ToastNote

_HINTS: Final = (
    Hint("1 … 9", "选一项并到下一格"),
    Hint("Enter", "到下一格"),
    Hint("↓", "在诉求里加一条"),
    Hint("空格", "在途径上逐问甄别"),
    Hint("Alt+1 … 4", "跳到第几段"),
    Hint("Alt+M", "更多项目"),
    Hint("Alt+P", "字号大时，换看期限和文书"),
    Hint("Alt+R", "是同一事项，作重件"),
    Hint("Alt+B", "不是同一事项"),
    Hint("Alt+W", "为什么是这一天"),
    Hint("Ctrl+Tab", "下一份草稿"),
    Hint("Ctrl+Enter", "登记"),
    Hint("F8", "登记并当场告知"),
)


class IntakeScreen(Screen):
    """Registering; several registrations may be open at once."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the screen; kept drafts are opened when it is first gone to."""
        super().__init__(context)
        desk, work = context.desk, context.work
        today = desk.clock.today()
        self.view = IntakeView(today)
        self.head, self.form = self.view.head, self.view.form
        self.panel, self.foot = self.view.panel, self.view.foot
        self.drafts = DraftKeeper(desk, work, self.form.raw, self)
        self.live = LiveCheck(desk, work, self)
        self.screening = ScreeningFlow(self.form, today, self)
        self.registering = Registering(desk, work, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._wire_form()
        self._wire_ends()
        bind_keys(self, self._keys())
        self._show_draft()

    def _wire_form(self) -> None:
        self.form.edited.connect(self._edited)
        self.form.left.connect(self._left)
        self.form.ended.connect(lambda: self.foot.tell.setFocus(Qt.FocusReason.TabFocusReason))
        self.head.more_toggled.connect(lambda on: self.form.set_more(more=on))
        self.live.checked.connect(self._show_checked)
        self.panel.same_matter_chosen.connect(self._link)
        self.panel.other_matter_chosen.connect(self._unlink)
        self.panel.case_opened.connect(lambda no: self.place_requested.emit(Place("case", no)))
        self.panel.why_asked.connect(lambda clock: open_why(self, self.context, clock))
        self.context.reveal.changed.connect(lambda on: self.form.who.set_revealed(revealed=on))

    def _wire_ends(self) -> None:
        drafts, foot = self.drafts, self.foot
        self.head.chosen.connect(drafts.choose)
        self.head.close_requested.connect(drafts.give_up)
        self.head.new_requested.connect(drafts.blank)
        drafts.changed.connect(self._show_tabs)
        drafts.switched.connect(self._show_draft)
        drafts.given_up.connect(
            lambda raw: self._say("草稿已放弃", "撤销", lambda: drafts.take_back(raw))
        )
        foot.fault_requested.connect(self.form.go_to)
        foot.discard.clicked.connect(lambda: drafts.give_up(drafts.current.key))
        foot.register.clicked.connect(self.register)
        foot.tell.clicked.connect(self.tell)
        self.registering.busy_changed.connect(lambda on: foot.set_busy(busy=on))
        self.registering.registered.connect(self._registered)
        self.registering.refused.connect(self._refused)
        self.registering.failed.connect(self.context.work.report)

    def _keys(self) -> list[tuple[str, Callable[[], object]]]:
        return [
            ("Ctrl+Return", self.register),
            ("Ctrl+Enter", self.register),
            ("F8", self.tell),
            ("Ctrl+Tab", self.drafts.next),
            ("Alt+M", self.head.toggle_more),
            ("Alt+P", self.view.toggle_panel),
            ("Alt+R", lambda: self._link(self.panel.first_candidate)),
            ("Alt+B", lambda: self._unlink(self.panel.first_candidate)),
            ("Alt+W", self.panel.ask_first_why),
            *((f"Alt+{place + 1}", partial(self.form.go_to_section, place)) for place in range(4)),
        ]

    # What the window asks

    def open_at(self, place: Place) -> None:
        """Show the current draft; ``new`` and ``blank`` show an empty one."""
        self._read_directory()
        self.drafts.open_at(place)
        QTimer.singleShot(0, self._take_focus)

    def _take_focus(self) -> None:
        if self.isVisible():
            self.form.go_to_section(0)

    def refresh(self) -> None:
        """Ask again what the form would mean: cases, rules, units or the day may have changed."""
        self.form.set_today(self.context.desk.clock.today())
        self._read_directory()
        self.live.ask_now(self.form.raw())

    def put_in_order(self) -> None:
        """Keep every draft before the window locks or closes."""
        self.live.rest()
        self.drafts.put_in_order()

    def draft_count(self) -> int:
        """Return how many drafts are kept."""
        return sum(1 for draft in self.drafts.book.drafts if draft.id is not None)

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the registration."""
        return _HINTS

    def _read_directory(self) -> None:
        desk = self.context.desk
        show = while_alive(self, self.form.set_directory)
        self.context.work.run(lambda _job: read_directory(desk), show)

    # The draft that is shown

    def _show_draft(self) -> None:
        draft = self.drafts.current
        self.form.show_raw(draft.raw)
        self.foot.show_faults([])
        self.live.forget()
        self.live.ask_now(draft.raw)
        self._show_tabs()
        self._take_focus()

    def _show_tabs(self) -> None:
        draft = self.drafts.current
        self.head.show_tabs(self.drafts.book.tabs(), draft.key)
        self.head.show_saved(draft.saved_words if draft.is_kept else "")

    def _edited(self) -> None:
        self.drafts.current.refusals = ()
        self.drafts.take_in()
        self.live.ask_soon(self.drafts.current.raw)

    def _left(self, path: str) -> None:
        draft = self.drafts.current
        if path not in draft.touched:
            draft.touched.add(path)
            self._judge()

    def _show_checked(self) -> None:
        raw, draft = self.drafts.current.raw, self.drafts.current
        self.panel.show_facts(
            self.live.facts,
            linked=str(raw.get("repeat_of", "")),
            dismissed=draft.other_matters,
            excluded=str(raw.get("accused_unit", "")),
        )
        self._judge()

    def _judge(self) -> None:
        if self.live.facts is None:
            return
        check, draft = self.live.facts.check, self.drafts.current
        judged = None if draft.was_tried else draft.touched
        faults = dict.fromkeys((*draft.refusals, *check.faults))
        self.foot.show_faults(self.form.show_faults(list(faults), check.warnings, judged=judged))

    # The panel's questions

    def _link(self, number: str) -> None:
        """作重件: it keeps its own notice clock, and never restarts the sixty days."""
        if number:
            self.form.toggle_repeat_of(number)
            self._edited()
            self._show_checked()

    def _unlink(self, number: str) -> None:
        if number:
            self.drafts.current.other_matters |= {number}
            self._show_checked()

    # Ending

    def register(self) -> None:
        """Register the case."""
        self.drafts.take_in()
        self.registering.register(self.drafts.current)

    def tell(self) -> None:
        """Register the case and give the notice on the spot."""
        self.drafts.take_in()
        self.registering.tell(self.drafts.current)

    def _refused(self, faults: Sequence[FieldFault]) -> None:
        """Say every fault under its field, and go to the first one."""
        draft = self.drafts.current
        draft.was_tried, draft.refusals = True, tuple(faults)
        shown = self.form.show_faults(faults, (), judged=None)
        self.foot.show_faults(shown)
        self._judge()
        if shown:
            self.form.go_to(shown[0][0])

    def _registered(self, draft: OpenDraft, told: Told) -> None:
        self.drafts.drop(draft)
        number, place = told.done.registered.local_no, place_after(told)
        if not told.done.letters:  # else the letter says the number, and waits for a signature
            self.toast_requested.emit(registered_note(self.context.desk, number))
        if told.done.refusal:
            self.fault_raised.emit(not_told(number, told.done.refusal))
        elif place is not None:
            self.place_requested.emit(place)

    def _say(self, text: str, act_word: str = "", act: Callable[[], None] | None = None) -> None:
        self.toast_requested.emit(ToastNote(text, act_word, act))
