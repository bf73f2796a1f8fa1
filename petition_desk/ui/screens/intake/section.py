"""What the four sections of the registration share: a word in the gutter, fields in two columns.

A section reads itself into the keys of the registration form and shows such keys; it decides
nothing. Names of fields are the JSON paths of `services.intake`.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Type
from petition_desk.ui.widgets.category_picker import CategoryPicker
from petition_desk.ui.widgets.date_edit import DateEdit
from petition_desk.ui.widgets.edits import Choice
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.masked_edit import MaskedEdit
from petition_desk.ui.widgets.options import Options
from petition_desk.ui.widgets.toggles import CheckBox

GUTTER = 72

Raw = Mapping[str, object]


class FormSection(QWidget):
    """One of the four sections.

    Attributes:
        fields: JSON path → field, in reading order.
    """

    edited = Signal()

    def __init__(self, word: str, parent: QWidget | None = None) -> None:
        """Write ``word`` into the gutter; no row is spent on a head."""
        super().__init__(parent)
        self.word = word
        self.fields: dict[str, Field] = {}
        self._more: list[QWidget] = []
        self._wants_more = False
        self._row = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.dp(12))
        self._grid.setVerticalSpacing(theme.dp(8))
        self._grid.setColumnMinimumWidth(0, theme.dp(GUTTER - 12))
        for column in (1, 2):
            self._grid.setColumnStretch(column, 1)
        self._beside, self._above = Words(word, Type.STRONG), Words(word, Type.STRONG)
        self._beside.setFixedHeight(theme.dp(32))
        self._grid.addWidget(self._above, 0, 1, 1, 2)
        self._grid.addWidget(self._beside, 1, 0, Qt.AlignmentFlag.AlignTop)
        self._above.hide()

    # Building

    def add_wide(self, path: str, field: Field, *, more: bool = False) -> Field:
        """Add a field over both columns."""
        self._grid.addWidget(field, self._row, 1, 1, 2)
        self._row += 1
        return self._kept(path, field, more=more)

    def add_pair(
        self, left: tuple[str, Field], right: tuple[str, Field], *, more: bool = False
    ) -> None:
        """Add two fields side by side; ``more`` hides them until more is asked for."""
        for column, (path, field) in enumerate((left, right), start=1):
            self._grid.addWidget(field, self._row, column, Qt.AlignmentFlag.AlignTop)
            self._kept(path, field, more=more)
        self._row += 1

    def _kept(self, path: str, field: Field, *, more: bool) -> Field:
        self.fields[path] = field
        if more:
            self._more.append(field)
            field.hide()
        self.watch(field.editor)
        return field

    def watch(self, editor: QWidget) -> None:
        """Say `edited` when ``editor`` changes, whatever kind it is of."""
        if isinstance(editor, MaskedEdit):
            editor.value_edited.connect(lambda _text: self.edited.emit())
        elif isinstance(editor, QLineEdit):  # a DateEdit is one, too
            editor.textChanged.connect(lambda _text: self.edited.emit())
        elif isinstance(editor, QPlainTextEdit):
            editor.textChanged.connect(lambda: self.edited.emit())
        elif isinstance(editor, Choice):
            editor.currentIndexChanged.connect(lambda _index: self.edited.emit())
        elif isinstance(editor, Options | CategoryPicker):
            editor.chosen.connect(lambda _value: self.edited.emit())
        elif isinstance(editor, CheckBox):
            editor.toggled.connect(lambda _on: self.edited.emit())

    # Showing

    def set_compact(self, *, compact: bool) -> None:
        """Write the word above the section instead of beside it."""
        self._above.setVisible(compact)
        self._beside.setVisible(not compact)
        self._grid.setColumnMinimumWidth(0, 0 if compact else theme.dp(GUTTER - 12))

    def set_more(self, *, more: bool) -> None:
        """Show the fields that are seldom needed, or only those of them that say something."""
        self._wants_more = more
        for field in self._more:
            assert isinstance(field, Field)
            field.setVisible(more or bool(value_of(field.editor)))

    def in_order(self) -> dict[str, Field]:
        """Return the fields in reading order."""
        return self.fields

    def chain(self) -> list[QWidget]:
        """Return the editors that Enter goes through, in reading order."""
        return [field.editor for field in self.in_order().values()]

    def tab_order(self) -> list[QWidget]:
        """Return all that Tab goes through, in reading order."""
        return [part for field in self.in_order().values() for part in _focusable(field)]

    def read(self) -> dict[str, object]:
        """Return what stands in the section, by the keys of the form; what is empty is left out."""
        values = {path: value_of(field.editor) for path, field in self.fields.items()}
        return {path: value for path, value in values.items() if value}

    def show_values(self, raw: Raw) -> None:
        """Show ``raw``; what it does not hold becomes empty."""
        for path, field in self.fields.items():
            set_value(field.editor, str(raw.get(path, "")))
            field.clear_note()
        self.set_more(more=self._wants_more)


def value_of(editor: QWidget) -> str:
    """Return what stands in a field as the registration form spells it."""
    if isinstance(editor, DateEdit):
        day = editor.day()
        return day.isoformat() if day is not None else editor.text().strip()
    if isinstance(editor, MaskedEdit | Options | CategoryPicker | Choice):
        return editor.value().strip()
    if isinstance(editor, QLineEdit):
        return editor.text().strip()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText().strip()
    return ""


def set_value(editor: QWidget, value: str) -> None:
    """Show ``value`` in a field."""
    if isinstance(editor, MaskedEdit | Options | CategoryPicker | Choice):
        editor.set_value(value)
    elif isinstance(editor, QLineEdit):
        editor.setText(value)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(value)


def _focusable(widget: QWidget) -> list[QWidget]:
    """Return the parts that take the focus by Tab, without the inner parts of an editor."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return [widget]
    inside = (child for child in widget.children() if isinstance(child, QWidget))
    return [part for child in inside for part in _focusable(child)]


def beside(*parts: QWidget, gap: int = 16) -> QWidget:
    """Set parts side by side, the rest of the row empty."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.dp(gap))
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return holder
