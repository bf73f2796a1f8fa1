"""The registration on one page: four sections, read and shown as one mapping.

Tab goes in reading order, digits choose and go on, Enter goes on, Alt+1…4 jump. The form knows
which field a fault belongs to; what is a fault is said by the services.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petition_desk.domain.office import Unit
from petition_desk.errors import FieldFault
from petition_desk.ui import theme
from petition_desk.ui.screens.intake.asking import Directory
from petition_desk.ui.screens.intake.do_section import DoSection, short_pathway
from petition_desk.ui.screens.intake.form_faults import show_faults
from petition_desk.ui.screens.intake.how_section import HowSection
from petition_desk.ui.screens.intake.section import FormSection
from petition_desk.ui.screens.intake.what_section import WhatSection
from petition_desk.ui.screens.intake.who_section import WhoSection
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.field_chain import FieldChain
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.height_keeper import HeightKeeper
from petition_desk.ui.widgets.labels import Rule
from petition_desk.ui.widgets.options import Options


class IntakeForm(Surface):
    """The four sections."""

    edited = Signal()
    #: A field was left: what stands in it may be judged.
    left = Signal(str)
    #: A field was gone to, however: it has to come into sight.
    reached = Signal(object)
    #: Enter was pressed on the last field.
    ended = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Build the sections; a new form is shown."""
        super().__init__(Role.SURFACE, "", parent)
        self.how, self.who = HowSection(today), WhoSection(today)
        self.what, self.do = WhatSection(today), DoSection()
        self.sections: tuple[FormSection, ...] = (self.how, self.who, self.what, self.do)
        self._showing = False
        self._begun: dict[str, object] = {}
        self._repeat_of = ""
        self._today = today
        self._units: tuple[Unit, ...] = ()
        self._chain = FieldChain(self)
        self._column = QVBoxLayout(self)
        self._rules: list[Rule] = []
        for place, section in enumerate(self.sections):
            if place:
                self._rules.append(Rule())
                self._column.addWidget(self._rules[-1])
            self._column.addWidget(section)
        self._column.addStretch(1)
        self._keeper = HeightKeeper(self)
        self.set_roomy(roomy=False)
        self._wire()
        self.show_raw({})

    def _wire(self) -> None:
        for section in self.sections:
            section.edited.connect(self.say_edited)
        for options in (self.how.channel, self.what.matter_kind, self.do.act, self.do.material):
            options.chosen_by_digit.connect(lambda field=options: self._chain.go_on(field))
        self.what.category.chosen_by_key.connect(lambda: self._chain.go_on(self.what.category))
        self.what.demands.lines_changed.connect(self._order)
        self.how.joint.toggled.connect(lambda on: self.who.set_joint(joint=on))
        self._chain.ended.connect(self.ended)
        self._order()

    def set_roomy(self, *, roomy: bool) -> None:
        """Take more room between sections, and for the content, on a large screen."""
        pad, edge = (16, 24) if roomy else (7, 9)
        self._column.setContentsMargins(theme.dp(16), theme.dp(edge), theme.dp(16), theme.dp(edge))
        self._column.setSpacing(theme.dp(pad))
        self.what.content.setFixedHeight(theme.dp(132 if roomy else 56))

    def set_today(self, today: date) -> None:
        """Begin new forms with another day; one that says nothing yet is begun anew."""
        is_blank, is_new_day = not self.raw(), today != self._today
        self._today = today
        self.how.set_today(today)
        if is_blank and is_new_day:
            self.show_raw({})

    def set_compact(self, *, compact: bool) -> None:
        """Take the words of the sections out of the gutter, where the text is large."""
        for section in self.sections:
            section.set_compact(compact=compact)

    # Keyboard

    def _order(self) -> None:
        """Read the order of the fields: Enter goes through the chain, Tab through everything."""
        fields = [field for section in self.sections for field in section.chain()]
        self._chain.set_fields(fields)
        for field in fields:
            field.installEventFilter(self)
        every = [part for section in self.sections for part in section.tab_order()]
        for before, after in pairwise(every):
            QWidget.setTabOrder(before, after)

    def go_to_section(self, place: int) -> None:
        """Jump to a section, counted from 0."""
        first = next(part for part in self.sections[place].chain() if part.isVisible())
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_on_from(self, field: QWidget) -> None:
        """Go on to the field after ``field``."""
        self._chain.go_on(field)

    def set_more(self, *, more: bool) -> None:
        """Show the fields that are seldom needed, or hide the empty ones of them."""
        for section in self.sections:
            section.set_more(more=more)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice which field was gone to and which was left."""
        if event.type() is QEvent.Type.FocusIn:
            self.reached.emit(watched)
        if event.type() is QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            is_popup = event.reason() is Qt.FocusReason.PopupFocusReason
            path = "" if is_popup else self._path_of(watched)
            if path:
                self.left.emit(path)
        return False

    def _path_of(self, editor: QObject) -> str:
        for path, field in self._fields().items():
            inside = isinstance(editor, QWidget) and field.isAncestorOf(editor)
            if field.editor is editor or inside:
                return path
        return ""

    def _fields(self) -> dict[str, Field]:
        return {path: field for part in self.sections for path, field in part.fields.items()}

    # Reading and showing

    def raw(self) -> dict[str, object]:
        """Return what stands in the form; a form as it begins is an empty mapping."""
        raw: dict[str, object] = {}
        for section in self.sections:
            raw |= section.read()
        if self._repeat_of:
            raw["repeat_of"] = self._repeat_of
        return {} if raw == self._begun else raw

    def show_raw(self, raw: Mapping[str, object]) -> None:
        """Show a form."""
        self._showing = True
        for section in self.sections:
            section.show_values(raw)
        self._repeat_of = str(raw.get("repeat_of", ""))
        self._offer_units()
        self._showing = False
        if not raw:
            self._begun = {}
            for section in self.sections:
                self._begun |= section.read()
        self.show_pathways()

    def show_pathways(self) -> None:
        """Say which way each demand goes, in its line and in 途径."""
        for line in self.what.demands.lines:
            line.set_pathway_words(short_pathway(line.facts.get("pathway")))
        self.do.show_pathways(self.what.demands.value())

    def toggle_repeat_of(self, number: str) -> None:
        """Link the piece to the case it repeats, or take the link off."""
        self._repeat_of = "" if self._repeat_of == number else number

    def set_directory(self, directory: Directory) -> None:
        """Offer the units of the directory, and who receives visitors."""
        self._units = directory.units
        self.what.accused.set_words([unit.name for unit in self._units if unit.is_own])
        self.how.first_contact.set_words(directory.contacts)
        self._offer_units()

    def _offer_units(self) -> None:
        """Leave the unit complained of out of those that may handle it (art. 28, 46)."""
        self.do.set_units(self._units, self.what.accused.text().strip())

    def take_act(self, act: str) -> None:
        """Show what is done first."""
        self.do.take_act(act)

    def say_edited(self) -> None:
        """Say that something changed, unless it was only shown."""
        if not self._showing:
            self._offer_units()
            self.show_pathways()
            self.edited.emit()

    # Faults

    def show_faults(
        self,
        faults: Sequence[FieldFault],
        warnings: Sequence[FieldFault],
        *,
        judged: Iterable[str] | None,
    ) -> list[tuple[str, str]]:
        """Show what is wrong under each field; see `form_faults.show_faults`."""
        return show_faults(self._fields(), faults, warnings, judged=judged)

    def go_to(self, path: str) -> None:
        """Put the cursor into the field of a path."""
        field = self._fields().get(path)
        if field is None:
            return
        field.show()
        target = field.focusProxy() or field.editor
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        options = target if isinstance(target, Options) else None
        if options is None and hasattr(target, "selectAll"):
            target.selectAll()
