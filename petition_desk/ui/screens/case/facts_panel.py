"""Complete or amend the facts of a case; identities are covered as in the registration.

What clocks hang on (received, source, channel …) is not amended here but corrected by a step with
its reason. Only what was changed is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petition_desk.domain.case_sheet import case_as_form
from petition_desk.errors import InputError, PetitionDeskError
from petition_desk.services import casework
from petition_desk.ui import theme
from petition_desk.ui.dialogs.panel_parts import PanelFoot, PanelHead, on_ctrl_enter
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.case.in_sight import InSight
from petition_desk.ui.screens.intake.section import FormSection
from petition_desk.ui.screens.intake.what_section import WhatSection
from petition_desk.ui.screens.intake.who_section import WhoSection
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Scroll
from petition_desk.ui.widgets.date_edit import DateEdit
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.field_chain import FieldChain
from petition_desk.ui.widgets.fields import Field, NoteLine
from petition_desk.ui.widgets.labels import Rule
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.work import Job

if TYPE_CHECKING:
    from petition_desk.domain.case import Case
    from petition_desk.services.casework import CaseView

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PETITIONED: Final = "petitioned_on"
_LISTS: Final = frozenset({"petitioners", "demands", "representatives"})
_DEMAND_GONE: Final = "已经登记的诉求不能删除，只能改文字；不再提出的，记一步“撤回”或者写进备注"
#: What an owed fact is called in the form.
_FIELD_OF: Final = {
    "petitioner.name": "petitioners.0.name",
    "petitioner.address": "petitioners.0.address",
    "case.petitioned_on": _PETITIONED,
    "case.matter_kind": "matter_kind",
    "case.content": "content",
    "case.demands": "demands",
}


class _MoreSection(FormSection):
    """来历: numbers of other systems, and the day that was never given."""

    def __init__(self, today: date) -> None:
        super().__init__("来历")
        self.petitioned = DateEdit(today, name="提出日期")
        self.petitioned_field = self.add_wide(_PETITIONED, Field("提出日期", self.petitioned))
        self.add_pair(
            ("official_letter_no", Field("信访件编号", LineEdit(name="信访件编号"))),
            ("official_matter_no", Field("信访事项号", LineEdit(name="信访事项编号"))),
        )
        self.add_pair(
            ("first_contact", Field("首接人", LineEdit(name="首接人"))),
            ("repeat_of", Field("初件编号", LineEdit(name="初件编号"))),
        )
        self.add_pair(
            ("query_code", Field("查询码", LineEdit(name="查询码"))),
            ("batch", Field("专项积案", LineEdit(name="专项积案"))),
        )


class FactsPanel(OverlayPanel):
    """920 wide; Ctrl+Enter keeps the changes, Esc leaves everything as it was."""

    saved = Signal(object)
    correction_wanted = Signal()

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Lie over ``window``, hidden."""
        super().__init__(window, QSize(920, 664))
        today = context.desk.clock.today()
        self._context = context
        self._case: Case | None = None
        self._before: dict[str, object] = {}
        self._is_busy = False
        self.who, self.what, self.more = WhoSection(today), WhatSection(today), _MoreSection(today)
        self.sections: tuple[FormSection, ...] = (self.who, self.what, self.more)
        self._chain = FieldChain(self)
        self._head = PanelHead(self, "补全和编辑")
        self.note = NoteLine()
        self.save_button = Button("保存", Look.PRIMARY, key="Ctrl+Enter")
        self._correct = Button("更正收到日期、来源、形式…", Look.QUIET)
        self.body.addWidget(self._head)
        scroll = Scroll(self._middle())
        self._in_sight = InSight(scroll)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(PanelFoot(self._correct, self.save_button))
        self._wire()

    def _middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(*(theme.dp(side) for side in (24, 16, 24, 16)))
        column.setSpacing(theme.dp(12))
        for place, section in enumerate(self.sections):
            if place:
                column.addWidget(Rule())
            column.addWidget(section)
            section.set_more(more=True)
        column.addWidget(self.note)
        column.addStretch(1)
        return middle

    def _wire(self) -> None:
        kinds, category = self.what.matter_kind, self.what.category
        kinds.chosen_by_digit.connect(lambda: self._chain.go_on(kinds))
        category.chosen_by_key.connect(lambda: self._chain.go_on(category))
        self.what.demands.lines_changed.connect(self._order)
        self._chain.ended.connect(lambda: self.save_button.setFocus(Qt.FocusReason.TabFocusReason))
        self.save_button.clicked.connect(self.save)
        on_ctrl_enter(self, self.save)
        self._correct.clicked.connect(self._ask_correction)

    def _order(self) -> None:
        self._chain.set_fields([part for section in self.sections for part in section.chain()])
        self._in_sight.watch(part for section in self.sections for part in section.tab_order())

    def open_for(self, view: CaseView, units: tuple[str, ...]) -> None:
        """Show the facts of a case; the first one owed has the focus."""
        case = self._case = view.case
        form = case_as_form(_main_first(case))
        for section in self.sections:
            section.show_values(form)
            section.set_more(more=True)
        self.what.accused.set_words(units)
        self.more.petitioned_field.setVisible(case.petitioned_on is None)
        self._before = self._read()
        self._head.about.setText(case.local_no)
        self.note.say("", Mark.NONE)
        self._set_busy(busy=False)
        self._order()
        owed = [item for item in view.standing.missing if item.is_fact]
        for item in owed:
            self._field(_FIELD_OF.get(item.id, item.id), "待补全", Mark.TODAY)
        self.open_panel(self._first({_FIELD_OF.get(item.id, "") for item in owed}))

    def _first(self, owed: set[str]) -> QWidget:
        """Return the first owed field in reading order; the summary where nothing is owed."""
        paths = [path for section in self.sections for path in section.fields if path in owed]
        found = self._editor(paths[0]) if paths else None
        return found or self.what.summary

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self.save_button.setEnabled(not busy)

    def _editor(self, path: str) -> QWidget | None:
        if path == "matter_kind":
            return self.what.matter_kind
        for section in self.sections:
            if path in section.fields:
                return section.fields[path].editor
        return None

    def _field(self, path: str, says: str, mark: Mark) -> bool:
        """Say something under a field; a fault of one demand stands under all of them."""
        place = "demands" if path.startswith("demands") else path
        for section in self.sections:
            found = section.fields.get(place)
            if found is not None:
                say = found.set_error if mark is Mark.OVERDUE else found.set_warning
                say(says)
                return True
        return False

    # Keeping

    def _read(self) -> dict[str, object]:
        values: dict[str, object] = {}
        for section in self.sections:
            values |= section.read()
        return values

    def changes(self) -> dict[str, object]:
        """Return what was changed, by the keys of the registration; a cleared text is empty."""
        now, before = self._read(), self._before
        changed: dict[str, object] = {}
        for key in sorted({*now, *before}):
            if now.get(key) != before.get(key):
                changed[key] = now.get(key, [] if key in _LISTS else "")
        return changed

    def save(self) -> None:
        """Keep the changes."""
        case = self._case
        if case is None or self._is_busy or not self.isVisible():
            return
        changes = self.changes()
        petitioned_on = str(changes.pop(_PETITIONED, ""))
        demands = changes.get("demands")
        if isinstance(demands, list) and len(demands) < len(case.demands):
            self._field("demands", _DEMAND_GONE, Mark.OVERDUE)
            return
        if not changes and not petitioned_on:
            self.close_panel()
            return
        for section in self.sections:
            for shown in section.fields.values():
                shown.clear_note()
        self._set_busy(busy=True)
        desk, number = self._context.desk, case.local_no

        def keep(_job: Job) -> None:
            if petitioned_on:
                correction = _correction(petitioned_on)
                casework.record_step(desk, number, "corrected", correction)
            if changes:
                casework.update_facts(desk, number, changes)

        self._context.work.run(keep, lambda _none: self._done(changes), failed=self._failed)

    def _done(self, changes: Mapping[str, object]) -> None:
        self._set_busy(busy=False)
        self.close_panel()
        self.saved.emit(changes)

    def _failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, InputError):
            unplaced = [
                str(fault)
                for fault in error.faults
                if not self._field(fault.field, fault.reason, Mark.OVERDUE)
            ]
            self.note.say("；".join(unplaced), Mark.OVERDUE)
        elif isinstance(error, PetitionDeskError):
            self.note.say(str(error), Mark.OVERDUE)
        else:
            self._context.work.report(error)

    def _ask_correction(self) -> None:
        self.close_panel()
        self.correction_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on its button keeps."""
        if event.key() in _ENTER and self.save_button.hasFocus():
            self.save()
        else:
            super().keyPressEvent(event)


def _main_first(case: Case) -> Case:
    """The form shows the first petitioner: the main one is put there."""
    main = case.main_petitioner
    others = tuple(person for person in case.petitioners if person is not main)
    return replace(case, petitioners=(main, *others)) if main is not None else case


def _correction(petitioned_on: str) -> dict[str, str]:
    """A day that was never given is given by a correction, because clocks may hang on it."""
    return {"field": "提出日期", "value": petitioned_on, "reason": "登记时未填，现补全"}
