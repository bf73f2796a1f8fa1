"""The blanks of a letter: what is missing first, then what to check, then what may be added.

What was recorded — the case, its steps, its clocks, the office — is only read here: it is put right
where it is kept, or paper and record would part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from petition_desk.domain.masking import mask_name
from petition_desk.domain.step_kinds import step_kind
from petition_desk.domain.vocabulary import Outcome
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.date_edit import DateEdit
from petition_desk.ui.widgets.edits import Choice, LineEdit, TextEdit
from petition_desk.ui.widgets.facts import Facts
from petition_desk.ui.widgets.field_chain import FieldChain
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.height_keeper import HeightKeeper
from petition_desk.ui.widgets.labels import Rule, Words
from petition_desk.ui.widgets.suggest_edit import SuggestEdit

_LABEL_WIDTH: Final = 80
#: A longer label stands above its field.
_LONGEST_BESIDE: Final = 5
_DAYS: Final = ("on", "by", "due")
_LONG: Final = frozenset({"facts", "found", "reason", "reasons", "basis", "what", "progress"})
_NAMES: Final = frozenset({"petitioner.name", "petitioner.agent", "letter.salutation"})
#: Of these only what is missing is asked for: what is there comes from the case or the settings.
_KEPT_ELSEWHERE: Final = ("case.", "petitioner.", "office.", "letter.", "demand.", "screened.")
#: Shown elsewhere on the screen, or code that only rules read.
_UNSEEN: Final = re.compile(r"^letter\.number$|\.pathway$|\.length$")
_OWN_LABELS: Final = {"pathway.mode": "由谁提出"}
_MODES: Final = (("ours", "由本局转入"), ("yours", "请信访人自己提出"))


@dataclass(frozen=True, slots=True)
class BlankLine:
    """One blank as the form shows it.

    Attributes:
        id: Its identifier in the wording.
        label: Its Chinese name.
        value: What stands in it.
        is_missing: The letter is refused without it, and it is not there.
        is_required: The letter is refused without it.
    """

    id: str
    label: str
    value: str
    is_missing: bool
    is_required: bool

    @property
    def _is_kept_elsewhere(self) -> bool:
        computed = self.id.endswith((".length", ".due_plain", ".due_rolled"))
        return computed or self.id.startswith(_KEPT_ELSEWHERE)

    @property
    def is_asked(self) -> bool:
        """Whether the officer fills it here: what nothing that was recorded answers yet."""
        return self.is_missing or not (self.value or self._is_kept_elsewhere)

    @property
    def is_shown(self) -> bool:
        """Whether it is shown to be checked."""
        return bool(self.value) and not _UNSEEN.search(self.id)


class BlanksForm(QWidget):
    """The left column of the letter screen."""

    edited = Signal()
    ended = Signal()
    #: A field was gone to: it has to come into sight.
    reached = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Show nothing until `show_blanks()`."""
        super().__init__(parent)
        self._today = today
        self._fields: dict[str, Field] = {}
        self._shown: frozenset[str] | None = None
        self._asked_first: list[str] = []
        self._typed: dict[str, str] = {}
        self._units: list[str] = []
        self._facts: Facts | None = None
        self._revealed = False
        self._lines: tuple[BlankLine, ...] = ()
        self._title = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.dp(16), theme.dp(16), theme.dp(16), theme.dp(16))
        self._column.setSpacing(theme.dp(8))
        self._keeper = HeightKeeper(self)
        self._chain = FieldChain(self)
        self._chain.ended.connect(self.ended)
        self._chain.reached.connect(self.reached)

    def set_units(self, names: Sequence[str]) -> None:
        """Propose the units of the directory."""
        self._units = list(names)

    def begin(self, title: str, typed: Mapping[str, str]) -> None:
        """Begin another letter, called ``title``, with what was typed elsewhere."""
        self._title = title
        self._typed = dict(typed)
        self._shown = None
        self._asked_first = []

    def propose(self, values: Mapping[str, str]) -> None:
        """Fill blanks that nobody typed into."""
        self._typed = {**values, **self._typed}

    @property
    def has_title(self) -> bool:
        """Whether it knows which letter it is about."""
        return bool(self._title)

    def typed(self) -> dict[str, str]:
        """Return what was typed, by identifier."""
        return {key: value for key, value in self._typed.items() if value}

    def set_revealed(self, *, revealed: bool) -> None:
        """Show names while the key is held."""
        self._revealed = revealed
        self._show_facts()

    def show_blanks(self, lines: Sequence[BlankLine]) -> None:
        """Show the blanks; fields that are still asked for keep their text and the focus."""
        self._lines = tuple(lines)
        self._asked_first += [
            line.id for line in lines if line.is_missing and line.id not in self._asked_first
        ]
        shape = frozenset(line.id for line in self._asked())
        if shape != self._shown:
            self._shown = shape
            self._rebuild()
        self._say_missing()
        self._show_facts()

    def _asked(self) -> list[BlankLine]:
        """What is filled here, in an order that stays: what was missing once stays on top."""
        asked = [line for line in self._lines if line.is_asked or self._is_ours(line)]
        first = self._asked_first
        return sorted(asked, key=lambda line: first.index(line.id) if line.id in first else 999)

    def _is_ours(self, line: BlankLine) -> bool:
        """Whether what stands in it was typed, or proposed, here."""
        return line.id in self._asked_first or line.id in self._typed

    def focus_first(self) -> None:
        """Put the cursor into the first blank that is missing, else into the first one."""
        missing = [line.id for line in self._lines if line.is_missing and line.id in self._fields]
        wanted = missing or list(self._fields)
        if wanted:
            field = self._fields[wanted[0]]
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.reached.emit(field)

    @property
    def missing_count(self) -> int:
        """How many required blanks are empty."""
        return sum(1 for line in self._lines if line.is_missing)

    # Building

    def _rebuild(self) -> None:
        focused = next((key for key, f in self._fields.items() if f.editor.hasFocus()), "")
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._fields = {}
        self._head = Words("", Type.STRONG)
        self._column.addWidget(self._head)
        asked = self._asked()
        for line in (line for line in asked if line.is_required):
            self._add(line)
        self._column.addWidget(Rule())
        self._column.addWidget(Words("请核对", Type.STRONG))
        self._facts = Facts(label_width=_LABEL_WIDTH + 12, spacing=8)
        self._column.addWidget(self._facts)
        optional = [line for line in asked if not line.is_required]
        if optional:
            self._column.addWidget(Rule())
            self._column.addWidget(Words("可以不填", Type.STRONG))
        for line in optional:
            self._add(line)
        self._column.addStretch(1)
        self._chain.set_fields([field.editor for field in self._fields.values()])
        if focused in self._fields:
            self._fields[focused].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, line: BlankLine) -> None:
        editor = self._editor(line)
        _set_text(editor, self._typed.get(line.id, line.value))
        label = _label_of(line)
        is_long = len(label) > _LONGEST_BESIDE
        field = Field(label, editor, label_width=_LABEL_WIDTH, above=is_long)
        self._fields[line.id] = field
        self._column.addWidget(field)
        _on_edit(editor, partial(self._take, line.id))

    def _editor(self, line: BlankLine) -> QWidget:
        last = line.id.rsplit(".", 1)[-1]
        choices = _choices(line.id)
        if choices:
            choice = Choice(name=line.label)
            choice.set_options(list(choices))
            choice.setCurrentIndex(-1)
            return choice
        if last.rsplit("_", 1)[-1] in _DAYS:
            return DateEdit(self._today)
        if last == "unit":
            return SuggestEdit(self._units, name=line.label)
        if last in _LONG:
            return TextEdit(name=line.label, lines=3)
        return LineEdit(name=line.label)

    def _take(self, key: str, text: str) -> None:
        if self._typed.get(key, "") != text:
            self._typed[key] = text
            self.edited.emit()

    # Saying

    def _say_missing(self) -> None:
        count = self.missing_count
        self._head.setText(f"还缺 {count} 项" if count else "必填项已齐")
        self._head.set_role(Role.OVERDUE if count else Role.INK)
        for line in self._lines:
            field = self._fields.get(line.id)
            if field is None:
                continue
            if line.is_missing:
                field.set_warning(f"{self._title}须写明{_label_of(line)}")
            else:
                field.clear_note()

    def _show_facts(self) -> None:
        if self._facts is None:
            return
        rows = []
        for line in self._lines:
            if line.is_shown and line.id not in self._fields:
                hidden = line.id in _NAMES and not self._revealed
                rows.append((line.label, mask_name(line.value) if hidden else line.value))
        self._facts.show_facts(rows)


def _label_of(line: BlankLine) -> str:
    """Return what a blank is called here, without what only the command line needs."""
    return _OWN_LABELS.get(line.id) or line.label.partition("（")[0]


def _choices(identifier: str) -> tuple[tuple[str, str], ...]:
    """Return the words of a blank that is coded, each the value kept and what is read."""
    kind_id, _dot, key = identifier.rpartition(".")
    if identifier == "pathway.mode":
        return _MODES
    if key == "outcome":
        return tuple((outcome.value, outcome.value) for outcome in Outcome)
    kind = step_kind(kind_id)
    found = kind.field(key) if kind is not None else None
    return found.choices if found is not None else ()


def _set_text(editor: QWidget, text: str) -> None:
    if isinstance(editor, Choice):
        editor.set_value(text)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    elif isinstance(editor, QLineEdit):
        editor.setText(text)


def _on_edit(editor: QWidget, take: Callable[[str], None]) -> None:
    """Hand on what is typed; a day in full, so that a half-typed one is no day."""
    if isinstance(editor, Choice):
        editor.currentIndexChanged.connect(lambda _index: take(editor.value()))
    elif isinstance(editor, QPlainTextEdit):
        editor.textChanged.connect(lambda: take(editor.toPlainText().strip()))
    elif isinstance(editor, DateEdit):
        editor.textChanged.connect(
            lambda _text: take(day.isoformat() if (day := editor.day()) is not None else "")
        )
    elif isinstance(editor, QLineEdit):
        editor.textChanged.connect(lambda text: take(text.strip()))
