"""What a trial asks for: a pathway or a rule, a day, whose letter, how long, and single days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petition_desk.domain.rules import Rule
from petition_desk.domain.vocabulary import PATHWAY_LABELS, Pathway, SourceKind
from petition_desk.domain.what_if import LONGEST_EXTENSION, AssumedAct, Question, acts_of
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.date_edit import DateEdit
from petition_desk.ui.widgets.edits import Choice, LineEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.heads import SectionHead
from petition_desk.ui.widgets.labels import Words

_WIDTH: Final = 320
_LABEL: Final = 84
_PATHWAY, _RULE = "pathway:", "rule:"
_SOURCES: Final = (
    (SourceKind.DIRECT.value, "本人直接提出"),
    (SourceKind.XINFANG.value, "信访部门转送交办"),
    (SourceKind.UPPER.value, "上级公安机关转送交办"),
    (SourceKind.OTHER.value, "其他机关转来"),
)


@dataclass(frozen=True, slots=True)
class RuleTrial:
    """One rule and the day it starts on."""

    rule: str
    from_on: date


class WhatIfInputs(Surface):
    """320 wide, at the left; every change is said at once."""

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Begin with the whole way of a petition that came today."""
        super().__init__(Role.WINDOW, "r", parent)
        self._today = today
        self.what = Choice(name="试算什么")
        self.day = DateEdit(today, name="收到日")
        self.source = Choice(name="来源")
        self.extended = LineEdit(str(LONGEST_EXTENSION), name="延长日数")
        self.extended.setValidator(QIntValidator(0, 99, self))
        self.day_field = Field("收到日", self.day, label_width=_LABEL)
        self.source_field = Field("来源", self.source, label_width=_LABEL)
        self.extended_field = Field("延长日数", self.extended, label_width=_LABEL)
        self._acts_head = SectionHead("假定哪一天办")
        self._acts_says = Words("空着的，假定在最后一天办。", Type.SMALL, Role.INK2, wraps=True)
        self._acts_box = QVBoxLayout()
        self._acts: dict[str, DateEdit] = {}
        self._fields: dict[str, Field] = {}
        self._build()
        self.source.set_options(list(_SOURCES))
        self.source.set_value(SourceKind.DIRECT.value)
        self.day.set_day(today)
        self.what.currentIndexChanged.connect(self._what_changed)
        self.source.currentIndexChanged.connect(self._what_changed)
        self.day.day_changed.connect(lambda _day: self.changed.emit())
        self.extended.textEdited.connect(lambda _text: self.changed.emit())

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.dp(16), theme.dp(12), theme.dp(16), theme.dp(16))
        column.setSpacing(theme.dp(8))
        column.addWidget(Field("试算", self.what, label_width=_LABEL))
        for field in (self.day_field, self.source_field, self.extended_field):
            column.addWidget(field)
        column.addSpacing(theme.dp(8))
        column.addWidget(self._acts_head)
        column.addWidget(self._acts_says)
        self._acts_box.setSpacing(theme.dp(4))
        column.addLayout(self._acts_box)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(Scroll(content))
        self.setFixedWidth(theme.dp(_WIDTH))
        self.setFocusProxy(self.what)

    def offer(self, rules: Sequence[Rule], wanted: str) -> None:
        """Offer every pathway and every rule that is on; ``wanted`` names one to begin with."""
        names = dict.fromkeys((rule.id, rule.name) for rule in rules if rule.is_on)
        options = [(f"{_PATHWAY}{item.value}", _pathway_words(item)) for item in Pathway]
        options += [(f"{_RULE}{rule_id}", f"期限：{name}") for rule_id, name in names]
        chosen = self.what.value() or f"{_PATHWAY}{Pathway.PETITION.value}"
        known = {value for value, _ in options}
        for value in (f"{_RULE}{wanted}", f"{_PATHWAY}{wanted}"):
            chosen = value if value in known else chosen
        self.what.set_options(options)
        self.what.set_value(chosen)
        self._what_changed()

    @property
    def pathway(self) -> Pathway | None:
        """The pathway that is tried; None where it is a rule."""
        value = self.what.value()
        return Pathway(value.removeprefix(_PATHWAY)) if value.startswith(_PATHWAY) else None

    def asked(self) -> Question | RuleTrial | None:
        """Return what is asked; None while no day is typed."""
        day = self.day.day()
        if day is None:
            return None
        pathway = self.pathway
        if pathway is None:
            return RuleTrial(self.what.value().removeprefix(_RULE), day)
        given = {act: on for act, edit in self._acts.items() if (on := edit.day()) is not None}
        source = SourceKind(self.source.value() or SourceKind.DIRECT)
        return Question(pathway, day, source, int(self.extended.text() or 0), given)

    def show_assumed(self, acts: Sequence[AssumedAct]) -> None:
        """Show behind each empty field the day that was assumed."""
        assumed: Mapping[str, AssumedAct] = {act.id: act for act in acts}
        for act_id, edit in self._acts.items():
            act = assumed.get(act_id)
            moves = " 暂定" if act is not None and act.is_provisional else ""
            edit.setPlaceholderText(f"{act.on.isoformat()}{moves}" if act is not None else "—")

    def say(self, sentence: str) -> None:
        """Say below the day why it cannot be tried; an empty sentence takes it back."""
        if sentence:
            self.day_field.set_error(sentence)
        else:
            self.day_field.clear_note()

    def _what_changed(self) -> None:
        pathway = self.pathway
        self.source_field.setVisible(pathway is not None)
        self.extended_field.setVisible(pathway is Pathway.PETITION)
        self._show_acts(pathway)
        self.changed.emit()

    def _show_acts(self, pathway: Pathway | None) -> None:
        source = SourceKind(self.source.value() or SourceKind.DIRECT)
        acts = acts_of(pathway, source) if pathway is not None else ()
        for part in (self._acts_head, self._acts_says):
            part.setVisible(bool(acts))
        if list(self._acts) == [act.id for act in acts]:
            return
        for field in self._fields.values():
            self._acts_box.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._acts, self._fields = {}, {}
        for act in acts:
            edit = DateEdit(self._today, name=act.label)
            edit.day_changed.connect(lambda _day: self.changed.emit())
            self._acts[act.id] = edit
            self._fields[act.id] = Field(act.label, edit, label_width=_LABEL + 28)
            self._acts_box.addWidget(self._fields[act.id])


def _pathway_words(pathway: Pathway) -> str:
    """Return a pathway in few words, its sign first where it has one: 31-6 信访程序."""
    words = PATHWAY_LABELS[pathway].split(" ")[-1]
    return f"{pathway.value} {words}" if pathway.value[:1].isdigit() else words
