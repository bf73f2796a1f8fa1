"""诉访分离甄别: the nine guided questions for one demand, over the registration.

Enter is 否, so that nine times Enter is the petition procedure; a digit is one of the ways in which
the question may be 是. Backspace goes back. What was answered is kept with the demand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petition_desk.domain.screening import NO, Question, ScreeningResult
from petition_desk.domain.vocabulary import PATHWAY_LABELS, Pathway
from petition_desk.services.other_rights import other_rights
from petition_desk.services.screening import questionnaire, reasons_kept, screened
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Card, CardKind, Scroll, Surface
from petition_desk.ui.widgets.date_edit import DateEdit
from petition_desk.ui.widgets.edits import Choice
from petition_desk.ui.widgets.field_chain import FieldChain
from petition_desk.ui.widgets.fields import Field, NoteLine
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.widgets.suggest_edit import SuggestEdit

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_EARLIER: Final = "与以前登记的为同一事项"


@dataclass(frozen=True, slots=True)
class Screened:
    """What the questions gave for one demand.

    Attributes:
        pathway: Its pathway; empty where an earlier matter decides.
        letter: The letter that follows; empty if none does.
        reasons: The ground and each answer, to be kept.
        answers: Question → answer, so that the panel can be opened again as it was left.
        document: The challenged paper: ``name``, ``served_on``; empty if there is none.
        right: Id of the typical demand in the table of other rights; empty if none was chosen.
    """

    pathway: str
    letter: str
    reasons: str
    answers: Mapping[str, str]
    document: Mapping[str, str]
    right: str = ""

    def facts(self) -> dict[str, object]:
        """Return it as it is kept with the demand."""
        facts: dict[str, object] = {"reasons": self.reasons, "answers": dict(self.answers)}
        if self.pathway:
            facts["pathway"] = self.pathway
        if self.letter:
            facts["letter"] = self.letter
        if self.document:
            facts["challenged_document"] = dict(self.document)
        if self.right:
            facts["right"] = self.right
        return facts


class _Rail(QWidget):
    """The questions in a column: which are answered, which is asked."""

    _WORDS: Final = (
        "报警、报案、求助",
        "以前登记过",
        "不归公安机关管",
        "检举控告",
        "刑事、事故、诉讼",
        "行政决定、许可",
        "仲裁、党纪监察",
        "履行职责",
        "建议、咨询、表扬",
    )

    def __init__(self) -> None:
        super().__init__()
        self._answers: Mapping[str, str] = {}
        self._current: int | None = 0
        self.setFixedWidth(theme.dp(216))

    def show_answers(self, answers: Mapping[str, str], current: int | None) -> None:
        """Show what was answered; ``current`` is the place of the question asked, if one is."""
        self._answers, self._current = answers, current
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a line a question."""
        high = theme.dp(32)
        with paint.painting(self) as painter:
            paint.fill(painter, self.rect(), Role.WINDOW)
            paint.line(painter, self.width() - 1, 0, self.width() - 1, self.height())
            for place, question in enumerate(questionnaire().questions):
                row = QRect(0, theme.dp(8) + place * high, self.width() - 1, high)
                if place == self._current:
                    paint.selection(painter, row, focused=False)
                room = row.adjusted(theme.dp(16), 0, -theme.dp(16), 0)
                said = {"": "", NO: "否"}.get(self._answers.get(question.id, ""), "是")
                kind = Type.STRONG if place == self._current or said == "是" else Type.TEXT
                role = Role.INK if said or place == self._current else Role.INK2
                paint.words(painter, room, str(question.number), Role.INK2, Type.SMALL)
                paint.words(painter, room, said, role, kind, paint.RIGHT)
                room.adjust(theme.dp(16), 0, -theme.dp(20), 0)
                paint.words(painter, room, self._WORDS[place], role, kind)


class _Ask(QWidget):
    """One question: its words, an example, what to say, and the ways in which it is 是."""

    answered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._number = Words("", Type.SMALL, Role.INK2)
        self._text = Words("", Type.TITLE, wraps=True)
        self._example = Words("", Type.TEXT, Role.INK2, wraps=True)
        self._article = Words("", Type.SMALL, Role.INK2, wraps=True)
        self._confirm = NoteLine()
        self._choices = QVBoxLayout()
        self._choices.setSpacing(theme.dp(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.dp(24), theme.dp(16), theme.dp(24), theme.dp(16))
        column.setSpacing(theme.dp(8))
        for part in (self._number, self._text, self._example, self._article, self._confirm):
            column.addWidget(part)
        column.addSpacing(theme.dp(8))
        column.addLayout(self._choices)
        column.addStretch(1)

    def show_question(self, question: Question) -> None:
        """Ask another question."""
        count = len(questionnaire().questions)
        self._number.setText(f"第 {question.number} 问，共 {count} 问")
        self._text.setText(question.text)
        self._example.setText(f"如：{question.example}" if question.example else "")
        self._example.setVisible(bool(question.example))
        self._article.setText(question.article)
        self._confirm.say(question.confirm, Mark.TODAY)
        _emptied(self._choices)
        for number, choice in enumerate(question.choices, start=1):
            button = Button(choice.label, key=str(number))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _on=False, name=choice.id: self.answered.emit(name))
            self._choices.addWidget(button)
        no = Button("否，下一问", Look.PRIMARY, key="Enter")
        no.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        no.clicked.connect(lambda: self.answered.emit(NO))
        self._choices.addWidget(no)


class _Found(QWidget):
    """Where the answers lead, what may be said, and the paper that is challenged."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.title = Words("", Type.TITLE, wraps=True)
        self._reasons = Words("", wraps=True)
        self._article = Words("", Type.SMALL, Role.INK2, wraps=True)
        self._confirm = NoteLine()
        self._card = Card(CardKind.RIGHT)
        self._say = Words("", Type.TEXT, wraps=True)
        self._card.body.addWidget(Words("可以对来访人说", Type.SMALL, Role.INK2))
        self._card.body.addWidget(self._say)
        self.right = Choice(name="属于哪一种")
        self.right.set_hint("可以不选")
        self.paper = SuggestEdit(name="不服的文书")
        self.served = DateEdit(today)
        self._right = Field("属于哪一种", self.right, label_width=88)
        self._paper = Field("不服的文书", self.paper, label_width=88)
        self._served = Field("送达日", self.served, label_width=88)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.dp(24), theme.dp(16), theme.dp(24), theme.dp(16))
        column.setSpacing(theme.dp(8))
        parts = (self.title, self._reasons, self._article, self._confirm, self._card)
        for part in (*parts, self._right, self._paper, self._served):
            column.addWidget(part)
        column.addStretch(1)
        self.right.currentIndexChanged.connect(lambda _index: self._name_paper())

    def show_result(self, result: ScreeningResult) -> None:
        """Show another result; the paper is asked for where other rights are at stake."""
        label = PATHWAY_LABELS[result.pathway] if result.pathway is not None else _EARLIER
        self.title.setText(label)
        self._reasons.setText(result.reasons)
        self._article.setText(result.article)
        self._confirm.say(result.confirm, Mark.TODAY)
        self._say.setText(result.say)
        self._card.setVisible(bool(result.say))
        asks = result.question is not None and result.question.shows_rights
        for part in (self._right, self._paper, self._served):
            part.setVisible(asks)
        self.right.set_options([])
        if asks:
            rights = [right for right in other_rights() if right.pathway is result.pathway]
            self.right.set_options([(right.id, right.demand) for right in rights])
            self.right.setCurrentIndex(-1)
            names = (name for right in rights for name in right.documents)
            self.paper.set_words(list(dict.fromkeys(names)))
            self._served.set_hint("填了才能算出另一项权利的最后一日；不知道可以不填")

    def _name_paper(self) -> None:
        """Propose the papers of the kind that was chosen, and name its first one."""
        found = [right for right in other_rights() if right.id == self.right.value()]
        if found and found[0].documents:
            self.paper.set_words(found[0].documents)
            if not self.paper.text():
                self.paper.setText(found[0].documents[0])

    def document(self) -> dict[str, str]:
        """Return the challenged paper as it was typed."""
        day = self.served.day()
        typed = {"name": self.paper.text().strip(), "served_on": day.isoformat() if day else ""}
        return {key: value for key, value in typed.items() if value} if typed["name"] else {}


class ScreeningPanel(OverlayPanel):
    """The questions for one demand."""

    decided = Signal(object)

    def __init__(self, window: QWidget, today: date) -> None:
        """Lie over ``window``, hidden."""
        super().__init__(window, QSize(832, 552))
        self._answers: dict[str, str] = {}
        self._source = ""
        self._result: ScreeningResult | None = None
        self._rail, self._ask, self._found = _Rail(), _Ask(), _Found(today)
        self._demand = Words("", Type.TEXT, Role.INK2)
        self._back = Button("上一问", Look.QUIET, icon="left", key="Backspace")
        self._take = Button("就这样办", Look.PRIMARY, key="Enter")
        self._stack = QStackedWidget()
        self._build()
        self._chain = FieldChain(self)
        found = self._found
        self._chain.set_fields([found.right, found.paper, found.served, self._take])
        # Signals
        self._ask.answered.connect(self._answer)
        self._back.clicked.connect(self._go_back)
        self._take.clicked.connect(self._finish)
        self._chain.ended.connect(self._finish)

    def _build(self) -> None:
        head, foot = Surface(lines="b"), Surface(lines="t")
        close = Button("关闭", Look.QUIET, icon="close", key="Esc")
        close.clicked.connect(self.close_panel)
        for bar, parts in (
            (head, (Words("甄别途径", Type.TITLE), self._demand, close)),
            (foot, (self._back, None, self._take)),
        ):
            row = QHBoxLayout(bar)
            row.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
            row.setSpacing(theme.dp(12))
            for part in parts:
                if part is None:
                    row.addStretch(1)
                else:
                    row.addWidget(part, 1 if part is self._demand else 0)
            bar.setFixedHeight(theme.dp(56))
        self._demand.setMinimumWidth(1)
        for page in (self._ask, self._found):
            self._stack.addWidget(Scroll(page))
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._rail)
        middle.addWidget(self._stack, 1)
        self.body.addWidget(head)
        self.body.addLayout(middle, 1)
        self.body.addWidget(foot)

    def open_for(self, demand: str, source: str, answers: Mapping[str, str]) -> None:
        """Ask about a demand of a piece from ``source``; ``answers`` opens it as it was left."""
        self._demand.setText(f"诉求：{demand}")
        self._source = source
        self._answers = dict(answers)
        self._found.paper.clear()
        self._found.served.set_day(None)
        self.open_panel()
        self._show()

    @property
    def question(self) -> Question | None:
        """The question that is asked; none once the pathway is found."""
        return self._result.next_question if self._result is not None else None

    @property
    def pathway(self) -> Pathway | None:
        """The pathway found."""
        return self._result.pathway if self._result is not None else None

    def _show(self) -> None:
        self._result = screened(self._answers, self._source)
        asked = self._result.next_question
        self._rail.show_answers(self._answers, asked.number - 1 if asked is not None else None)
        self._back.setEnabled(bool(self._answers))
        self._take.setVisible(asked is None)
        if asked is not None:
            self._ask.show_question(asked)
            self._stack.setCurrentIndex(0)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._found.show_result(self._result)
        self._stack.setCurrentIndex(1)
        first: QWidget = self._found.right if self._found.right.isVisible() else self._take
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _answer(self, answer: str) -> None:
        if self.question is not None:
            self._answers[self.question.id] = answer
            self._show()

    def _go_back(self) -> None:
        """Take the last answer back, and those behind it."""
        asked = [q.id for q in questionnaire().questions if q.id in self._answers]
        result = self._result
        if not asked or result is None:
            return
        last = asked[min(result.asked_count, len(asked)) - 1]
        for name in asked[asked.index(last) :]:
            del self._answers[name]
        self._show()

    def _finish(self) -> None:
        result = self._result
        if result is None or not result.is_decided:
            return
        asked = questionnaire().questions[: result.asked_count]
        answers = {question.id: self._answers[question.id] for question in asked}
        found = Screened(
            pathway=result.pathway.value if result.pathway is not None else "",
            letter=result.letter,
            reasons=reasons_kept(answers, result),
            answers=answers,
            document=self._found.document() if self._found.paper.isVisible() else {},
            right=self._found.right.value(),
        )
        self.close_panel()
        self.decided.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is 否, a digit is 是; a held key answers one question alone."""
        question, key = self.question, event.key()
        place = key - Qt.Key.Key_1
        if event.isAutoRepeat():
            event.accept()
        elif question is not None and key in _ENTER:
            self._answer(NO)
        elif question is not None and 0 <= place < len(question.choices):
            self._answer(question.choices[place].id)
        elif question is None and key in _ENTER:
            self._finish()
        elif key == Qt.Key.Key_Backspace:
            self._go_back()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


def _emptied(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
