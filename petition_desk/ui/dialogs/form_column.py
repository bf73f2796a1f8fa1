"""One column of another office's form: what fills it, how its days are written, which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petition_desk.domain.ledger import ColumnKind, ledger_column
from petition_desk.exchange.forms.form_mapping import DAY_SPELLINGS, FilledColumn
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.edits import Choice
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from petition_desk.exchange.forms.layout import FormColumn
    from petition_desk.exchange.forms.values import Misfit

_LABEL: Final = 64
_MOST_WORDS: Final = 12
_NOTHING: Final = ("", "不填")
_OWN_FORMULA: Final = "这一列由表内的公式算出，不填。"
_NEVER: Final = "这一列涉及人的动向，本程序不记录，不填。"


class FormColumnFields(QWidget):
    """What fills the current column; every choice is told at once."""

    changed = Signal(object)

    def __init__(self, sources: Mapping[str, str]) -> None:
        """Offer ``sources``: identifiers of our columns and the words for them."""
        super().__init__()
        self._sources = dict(sources)
        self._filled: FilledColumn | None = None
        self.title = Words("", Type.STRONG, wraps=True)
        self.first = Choice(name="填入")
        self.second = Choice(name="下一行再填")
        self.days = Choice(name="日期写成")
        self.days.set_options(list(DAY_SPELLINGS.items()))
        self.says = Words("", Type.SMALL, Role.INK2, wraps=True)
        self.first_field = Field("填入", self.first, label_width=_LABEL)
        self.second_field = Field("再填", self.second, label_width=_LABEL)
        self.days_field = Field("日期", self.days, label_width=_LABEL)
        self.word_choices: dict[str, Choice] = {}
        self._words = QVBoxLayout()
        self._words.setSpacing(theme.dp(8))
        self._words_head = Words("表内选项里没有的词，写成", Type.STRONG)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.dp(8))
        for part in (self.title, self.first_field, self.second_field, self.days_field, self.says,
                     self._words_head):  # fmt: skip
            column.addWidget(part)
        column.addLayout(self._words)
        for choice in (self.first, self.second, self.days):
            choice.activated.connect(lambda _at: self._tell())

    def show_column(
        self, column: FormColumn, filled: FilledColumn, misfits: Iterable[Misfit]
    ) -> None:
        """Show one column."""
        self._filled = filled
        self.title.setText(column.heading)
        first, second = (*filled.sources, "", "")[:2]
        for choice, value in ((self.first, first), (self.second, second)):
            choice.set_options(self._options(value))
            choice.set_value(value)
        self.days.set_value(filled.day_spelling)
        is_ours = not column.is_formula and not column.is_never
        self.first_field.setVisible(is_ours)
        self.second_field.setVisible(is_ours and bool(filled.sources))
        self.days_field.setVisible(is_ours and any(map(_is_day, filled.sources)))
        says = _OWN_FORMULA if column.is_formula else _NEVER if column.is_never else ""
        self.says.setText(says)
        self.says.setVisible(bool(says))
        self._show_words(filled, tuple(misfits))

    def begin(self) -> None:
        """Take the focus to the first choice."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _options(self, value: str) -> list[tuple[str, str]]:
        """Return what is on offer; a source with a second one for blanks is one entry."""
        options = [_NOTHING, *self._sources.items()]
        if "|" in value:
            words = "，空白时".join(self._sources.get(each, each) for each in value.split("|"))
            options.insert(1, (value, words))
        return options

    def _show_words(self, filled: FilledColumn, misfits: tuple[Misfit, ...]) -> None:
        while self._words.count():
            item = self._words.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.word_choices = {}
        choices = next((misfit.choices for misfit in misfits if misfit.choices), ())
        ours = [*filled.words, *(m.value for m in misfits if m.value not in filled.words.values())]
        offered = list(dict.fromkeys((*choices, *filled.words.values())))
        for word in list(dict.fromkeys(ours))[:_MOST_WORDS] if offered else ():
            choice = Choice(name=f"“{word}”写成")
            choice.set_options([("", "照写"), *((each, each) for each in offered)])
            choice.set_value(filled.words.get(word, ""))
            choice.activated.connect(lambda _at: self._tell())
            self.word_choices[word] = choice
            self._words.addWidget(Field(word[:12], choice, label_width=112))
        self._words_head.setVisible(bool(self.word_choices))

    def _tell(self) -> None:
        if self._filled is None:
            return
        chosen = (self.first.value(), self.second.value())
        words = {word: choice.value() for word, choice in self.word_choices.items()}
        self.second_field.setVisible(bool(chosen[0]))
        self.days_field.setVisible(any(map(_is_day, chosen)))
        self._filled = replace(
            self._filled,
            sources=tuple(filter(None, chosen)),
            day_spelling=self.days.value(),
            words={word: theirs for word, theirs in words.items() if theirs},
        )
        self.changed.emit(self._filled)


def _is_day(source: str) -> bool:
    columns = (ledger_column(name) for name in source.split("|"))
    return any(column is not None and column.kind is ColumnKind.DATE for column in columns)
