"""One column of a file: what it is read as, and what the words of a coded one mean."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petition_desk.exchange.column_choice import ColumnGuess, WordGuess, our_words
from petition_desk.ui import theme
from petition_desk.ui.models.import_columns import SheetColumns, field_options
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.edits import Choice
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.labels import Words

#: More words than these are not asked about one by one.
_MOST_WORDS = 24
_BARRED = "这一列涉及人的动向，任何时候都不读、不存。"


class ColumnForm(Surface):
    """The current column, 336 wide."""

    field_chosen = Signal(str, str)
    word_chosen = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__(Role.WINDOW, "l")
        self._header = ""
        self.title = Words("", Type.STRONG, wraps=True)
        self.samples = Words("", Type.SMALL, Role.INK2, wraps=True)
        self.choice = Choice(name="读成")
        self.field = Field("读成", self.choice)
        self.word_choices: list[Choice] = []
        self._words = QVBoxLayout()
        self._words.setSpacing(theme.dp(8))
        self._words_head = Words("表里的词读成", Type.STRONG)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(*(theme.dp(16),) * 4)
        inner.setSpacing(theme.dp(8))
        for part in (self.title, self.samples, self.field, self._words_head):
            inner.addWidget(part)
        inner.addLayout(self._words)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroll(content))
        self.setFixedWidth(theme.dp(336))
        self.choice.activated.connect(
            lambda _at: self.field_chosen.emit(self._header, self.choice.value())
        )
        self.choice.installEventFilter(self)

    def show_column(self, sheet: SheetColumns, column: ColumnGuess) -> None:
        """Show a column."""
        self._header = column.header
        self.title.setText(column.header)
        self.samples.setText("\n".join(column.samples) or "（这一列是空的）")
        self.choice.set_options(field_options(sheet.field(column.header)))
        self.choice.set_value(sheet.field(column.header))
        self.choice.setEnabled(not column.is_barred)
        if column.is_barred:
            self.field.set_hint(_BARRED)
        else:
            self.field.clear_note()
        self._show_words(sheet, sheet.words(column.header))

    def _show_words(self, sheet: SheetColumns, words: tuple[WordGuess, ...]) -> None:
        while self._words.count():
            item = self._words.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.word_choices = []
        self._words_head.setVisible(bool(words))
        for word in words[:_MOST_WORDS]:
            choice = Choice(name=f"“{word.word}”读成")
            choice.set_hint("按空白")
            choice.set_options([("", "按空白"), *((ours, ours) for ours in our_words(word.field))])
            choice.set_value(sheet.ours(word))
            choice.activated.connect(
                lambda _at, word=word, choice=choice: self._set_word(sheet, word, choice)
            )
            choice.installEventFilter(self)
            self.word_choices.append(choice)
            self._words.addWidget(Field(f"{word.word}（{word.count}）", choice, label_width=112))

    def _set_word(self, sheet: SheetColumns, word: WordGuess, choice: Choice) -> None:
        sheet.set_word(word, choice.value())
        self.word_chosen.emit(word.word)

    def begin(self) -> None:
        """Take the focus to the choice, and open it."""
        if self.choice.isEnabled():
            self.choice.setFocus(Qt.FocusReason.OtherFocusReason)
            self.choice.showPopup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc goes back to the list of columns."""
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return False
