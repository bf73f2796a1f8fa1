"""A field with its label and the line below it that says what is wrong."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.edits import set_fault
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark, MarkDot

#: Width of a label and the gap to its field.
LABEL_WIDTH = 72
LABEL_GAP = 12


class FieldLabel(QWidget):
    """The word left of a field, right-aligned; a red * after it where the field is required."""

    def __init__(
        self, text: str, *, required: bool = False, width: int = 72, parent: QWidget | None = None
    ) -> None:
        """Show ``text``; the * hangs in the gap, so that the words stay aligned."""
        super().__init__(parent)
        self.text = text
        self.required = required
        self._width = width
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the width of the column and the gap after it."""
        return QSize(theme.dp(self._width + LABEL_GAP), theme.dp(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the word and the star."""
        with paint.painting(self) as painter:
            gap = theme.dp(LABEL_GAP)
            room = QRect(0, 0, self.width() - gap, self.height())
            paint.words(painter, room, self.text, Role.INK2, Type.TEXT, paint.RIGHT)
            if self.required:
                star = QRect(room.right() + theme.dp(3), 0, gap, self.height())
                paint.words(painter, star, "*", Role.OVERDUE)


class NoteLine(QWidget):
    """A shape and one sentence in 9 pt: an error ■, a warning ▲, or a plain hint."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self._dot = MarkDot(Mark.NONE)
        self._words = Words("", Type.SMALL, Role.INK2, wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.dp(4), 0, 0)
        row.setSpacing(theme.dp(6))
        row.addWidget(self._dot, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self._dot.setFixedHeight(paint.height_of(Type.SMALL))
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def say(self, text: str, mark: Mark) -> None:
        """Show a sentence with its shape; an empty one hides the line."""
        self._words.setText(text)
        self._dot.set_mark(mark)
        self._dot.setVisible(mark is not Mark.NONE)
        role = {Mark.OVERDUE: Role.OVERDUE, Mark.TODAY: Role.TODAY}.get(mark, Role.INK2)
        self._words.set_role(role)
        self.setVisible(bool(text))


class Field(QWidget):
    """A label, an editor, and below the editor one line.

    An error draws the editor in red and blocks what the form decides; a warning never blocks.
    """

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        required: bool = False,
        label_width: int = LABEL_WIDTH,
        above: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Join a label and an editor.

        Args:
            label: The word.
            editor: Any widget; its accessible name becomes the label's word if it has none.
            required: Marked with a red *.
            label_width: Width of the label's column.
            above: The label stands above the editor, not left of it.
            parent: Qt's parent.
        """
        super().__init__(parent)
        self.editor = editor
        self.mark = Mark.NONE
        if above:
            self._stack(label + (" *" if required else ""))
        else:
            self._line_up(FieldLabel(label, required=required, width=label_width))
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        self.setFocusProxy(editor)

    def _stack(self, label: str) -> None:
        """Set label, editor and note one below the other."""
        self.label: QWidget = Words(label, Type.TEXT, Role.INK2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.dp(4))
        for part in (self.label, self.editor):
            column.addWidget(part)

    def _line_up(self, label: FieldLabel) -> None:
        """Set the label left of the editor, and the note below the editor."""
        self.label = label
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(label, 0, 0, Qt.AlignmentFlag.AlignTop)
        fixed = self.editor.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed
        side = Qt.AlignmentFlag.AlignLeft if fixed else Qt.AlignmentFlag(0)
        grid.addWidget(self.editor, 0, 1, side)
        grid.setColumnStretch(1, 1)

    @cached_property
    def note(self) -> NoteLine:
        """The line below the editor, made when there is something to say."""
        note = NoteLine()
        layout = self.layout()
        if isinstance(layout, QGridLayout):
            layout.addWidget(note, 1, 1)
        elif layout is not None:
            layout.addWidget(note)
        return note

    def set_error(self, sentence: str) -> None:
        """Say what is wrong, with the fact (`现为 10 位`)."""
        self._say(sentence, Mark.OVERDUE)

    def set_warning(self, sentence: str) -> None:
        """Say what to check; it never blocks."""
        self._say(sentence, Mark.TODAY)

    def set_hint(self, sentence: str) -> None:
        """Say what belongs here."""
        self._say(sentence, Mark.NONE)

    def clear_note(self) -> None:
        """Take the line below away."""
        self._say("", Mark.NONE)

    def _say(self, sentence: str, mark: Mark) -> None:
        self.mark = mark if sentence else Mark.NONE
        set_fault(self.editor, faulty=self.mark is Mark.OVERDUE)
        self.editor.setAccessibleDescription(sentence)
        if sentence or "note" in self.__dict__:
            self.note.say(sentence, mark)
