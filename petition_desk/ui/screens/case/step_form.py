"""The form of a step, made from its fields: one description serves form, timeline and command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from petition_desk.domain.reading import Reading
from petition_desk.domain.step_fields import FieldType, StepField
from petition_desk.domain.steps import known_kind
from petition_desk.domain.vocabulary import LETTER_LABELS, PATHWAY_LABELS
from petition_desk.ui import theme
from petition_desk.ui.widgets.date_edit import DateEdit
from petition_desk.ui.widgets.edits import Choice, LineEdit, TextEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.options import Options
from petition_desk.ui.widgets.suggest_edit import SuggestEdit

if TYPE_CHECKING:
    from petition_desk.domain.office import Unit
    from petition_desk.services.casework import CaseView

LABEL_WIDTH: Final = 112
#: Options stand side by side as long as they fit; else they are a list.
_ROOM_FOR_OPTIONS: Final = 420
ON_KEY, NOTE_KEY = "on", "note"
_TEXT_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class StepChoices:
    """What the fields of a step can be chosen from.

    Attributes:
        today: Days are read against it.
        units: The directory; choosing one fills handler and telephone.
        demands: Number and text of each demand, covered.
        letters: What a letter is found by, and its words.
    """

    today: date
    units: tuple[Unit, ...] = ()
    demands: tuple[tuple[str, str], ...] = ()
    letters: tuple[tuple[str, str], ...] = field(default=())


def choices_of(view: CaseView, units: Sequence[Unit], today: date) -> StepChoices:
    """Return what the fields can be chosen from, for a case."""
    # The latest letter that has not arrived is the likely one.
    letters = list(Reading(view.case, view.steps, today).letters[::-1])
    letters.sort(key=lambda letter: letter.served_on is not None)
    named = {
        letter.number or letter.kind: f"{LETTER_LABELS.get(letter.kind, letter.kind)} "
        f"{letter.number}".strip()
        for letter in letters
    }
    return StepChoices(
        today=today,
        units=tuple(units),
        demands=tuple((str(demand.number), demand.text) for demand in view.case.demands),
        letters=tuple(named.items()),
    )


class StepForm(QWidget):
    """The fields of one kind of step, with its day and a note."""

    def __init__(self, kind_id: str, choices: StepChoices, parent: QWidget | None = None) -> None:
        """Make the fields of ``kind_id``."""
        super().__init__(parent)
        self._choices = choices
        self._kind = known_kind(kind_id)
        self._editors: dict[str, QWidget] = {}
        self._fields: dict[str, Field] = {}
        #: What the directory filled in; what was typed by hand is never overwritten.
        self._filled: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.dp(8))
        on = DateEdit(choices.today, name="日期")
        on.set_day(choices.today)
        self._add(ON_KEY, "日期", on, required=True)
        for item in self._kind.fields:
            if item.type is FieldType.DEMAND and len(choices.demands) < 2:
                continue
            self._add(item.key, item.label, self._editor(item), required=item.is_required)
        self._add(NOTE_KEY, "备注", LineEdit(name="备注"))
        self._column.addStretch(1)

    def _add(self, key: str, label: str, editor: QWidget, *, required: bool = False) -> None:
        shown = Field(label, editor, required=required, label_width=LABEL_WIDTH)
        self._editors[key] = editor
        self._fields[key] = shown
        self._column.addWidget(shown)

    def _editor(self, item: StepField) -> QWidget:
        match item.type:
            case FieldType.LONG_TEXT:
                return TextEdit(lines=_TEXT_LINES, name=item.label)
            case FieldType.DATE:
                return DateEdit(self._choices.today, name=item.label)
            case FieldType.CHOICE:
                return _choice(item.label, item.choices)
            case FieldType.PATHWAY:
                ways = [(way.value, label) for way, label in PATHWAY_LABELS.items()]
                return _list(item.label, ways, "请选择")
            case FieldType.LETTER:
                letters = _list(item.label, self._choices.letters, "还没有出具文书")
                letters.setCurrentIndex(0 if self._choices.letters else -1)
                return letters
            case FieldType.DEMAND:
                demands = [(number, f"{number} {text}") for number, text in self._choices.demands]
                return _list(item.label, [("", "全部诉求"), *demands], "全部诉求")
            case FieldType.UNIT:
                return self._unit(item.label)
            case _:
                return LineEdit(name=item.label)

    def _unit(self, label: str) -> SuggestEdit:
        edit = SuggestEdit([unit.name for unit in self._choices.units], name=label)
        edit.textChanged.connect(self._fill_from_directory)
        return edit

    def _fill_from_directory(self, name: str) -> None:
        unit = next((unit for unit in self._choices.units if unit.name == name), None)
        if unit is None:
            return
        for key, value in (("handler", unit.handler), ("handler_phone", unit.telephone)):
            editor = self._editors.get(key)
            if isinstance(editor, LineEdit) and editor.text() in ("", self._filled.get(key)):
                editor.setText(value)
                self._filled[key] = value

    # Values

    @property
    def editors(self) -> list[QWidget]:
        """The fields in reading order."""
        return list(self._editors.values())

    def editor(self, key: str) -> QWidget | None:
        """Return the editor of a field, or nothing."""
        return self._editors.get(key)

    def typed(self) -> dict[str, str]:
        """Return everything typed, the day and the note with it."""
        return {key: text_of(editor) for key, editor in self._editors.items()}

    def values(self) -> dict[str, str]:
        """Return what the step records, empty fields left out."""
        return {
            key: text
            for key, text in self.typed().items()
            if text.strip() and key not in (ON_KEY, NOTE_KEY)
        }

    def set_typed(self, values: Mapping[str, str]) -> None:
        """Write values into the fields; unknown ones are left alone."""
        for key, text in values.items():
            editor = self._editors.get(key)
            if editor is not None:
                set_text(editor, text)

    def day(self) -> date | None:
        """Return the day of the step; nothing where what was typed is none."""
        editor = self._editors[ON_KEY]
        return editor.day() if isinstance(editor, DateEdit) else None

    # Faults

    def clear_faults(self) -> None:
        """Take every fault away."""
        for shown in self._fields.values():
            shown.clear_note()

    def show_fault(self, name: str, reason: str) -> bool:
        """Say a fault under its field, found by label or key; say whether there is one."""
        for key, shown in self._fields.items():
            if name in (key, _label_of(shown)):
                shown.set_error(reason)
                return True
        return False

    def faulty(self) -> Iterator[QWidget]:
        """Yield the editors with a fault, from above."""
        for key, shown in self._fields.items():
            if shown.note.text:
                yield self._editors[key]


def _label_of(shown: Field) -> str:
    return str(getattr(shown.label, "text", ""))


def _choice(label: str, pairs: Sequence[tuple[str, str]]) -> QWidget:
    room = sum(36 + 15 * len(word) for _value, word in pairs)
    return (
        Options(pairs, name=label) if room <= _ROOM_FOR_OPTIONS else _list(label, pairs, "请选择")
    )


def _list(label: str, pairs: Sequence[tuple[str, str]], hint: str) -> Choice:
    made = Choice(name=label)
    made.set_options(list(pairs))
    made.set_hint(hint)
    made.setCurrentIndex(0 if len(pairs) == 1 or (pairs and not pairs[0][0]) else -1)
    return made


def text_of(editor: QWidget) -> str:
    """Return what an editor holds, as the step's own reading takes it."""
    if isinstance(editor, DateEdit):
        day = editor.day()
        return day.isoformat() if day is not None else editor.text()
    if isinstance(editor, Options):
        return editor.value()
    if isinstance(editor, Choice):
        return editor.value() if editor.currentIndex() >= 0 else ""
    if isinstance(editor, TextEdit):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, LineEdit) else ""


def set_text(editor: QWidget, text: str) -> None:
    """Write a value into an editor."""
    if isinstance(editor, (Options, Choice)):
        editor.set_value(text)
    elif isinstance(editor, TextEdit):
        editor.setPlainText(text)
    elif isinstance(editor, LineEdit):
        editor.setText(text)
