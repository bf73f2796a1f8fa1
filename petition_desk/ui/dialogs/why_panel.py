"""Why a date is this day: three dates, every day by name, the article, which is taken and why."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.domain.explanation import day_with_weekday
from petition_desk.domain.vocabulary import Owner
from petition_desk.domain.why import WhyView
from petition_desk.services.why import why_clock
from petition_desk.ui import printing, theme
from petition_desk.ui.dialogs.why_days import WhyDays
from petition_desk.ui.screens.base import ScreenContext, WhyQuestion
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.facts import Facts
from petition_desk.ui.widgets.labels import Rule, Words
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.work import Lane

_LEGEND = "粗线 计入期限　灰底 不上班　起 起算日　今 今天　顺 顺延日　休 放假　班 调休上班　停 暂停"


def taken_sentence(view: WhyView) -> str:
    """Say which of the three dates counts, and why."""
    if view.rule.owed_by is Owner.PETITIONER:
        return (
            "顺延日。信访人的权利，末日是休息日的，顺延到其后第一个工作日（民法典第二百零三条）。"
        )
    if view.counts == "due_rolled":
        return "顺延日。本局设置为末日是休息日的顺延（参照民法典第二百零三条）。"
    return "期满日。条例没有规定机关的期限可以顺延，本局按不顺延执行。"


def dates_of(view: WhyView) -> tuple[tuple[str, str, str], ...]:
    """Return the three dates: name, day, why it is this day."""
    explanation = view.explanation
    dates = explanation.dates
    return (
        ("期满日", day_with_weekday(dates.due_plain), explanation.plain_sentence),
        ("顺延日", day_with_weekday(dates.due_rolled), explanation.rolled_sentence),
        ("最后工作日", day_with_weekday(dates.act_by), explanation.act_by_sentence),
    )


def facts_of(view: WhyView) -> list[tuple[str, str]]:
    """Return what the computation rests on, a line each."""
    explanation = view.explanation
    return [
        ("起算", explanation.start_sentence),
        ("长度", explanation.length_sentence),
        ("暂停", explanation.pause_sentence),
        ("依据", view.rule.article),
        ("取哪一天", taken_sentence(view)),
    ]


class _DateCard(QWidget):
    """One of the three dates; the one that counts has a frame of accent."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._counts = False
        self._day = Words("", Type.TITLE)
        self._why = Words("", Type.SMALL, Role.INK2, wraps=True)
        self._taken = Words("本局以此日为准", Type.STRONG, Role.ACCENT)
        head = QHBoxLayout()
        head.addWidget(Words(name, Type.TEXT, Role.INK2), 1)
        head.addWidget(self._taken)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.dp(16), theme.dp(10), theme.dp(16), theme.dp(10))
        column.setSpacing(theme.dp(2))
        column.addLayout(head)
        column.addWidget(self._day)
        column.addWidget(self._why)

    def show_date(self, day: str, why: str, *, counts: bool) -> None:
        """Show a date and why it is this one."""
        self._counts = counts
        self._day.setText(day)
        self._why.setText(why)
        self._taken.setVisible(counts)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame."""
        edge, width = (Role.ACCENT, 2) if self._counts else (Role.LINE, 1)
        with paint.painting(self) as painter:
            paint.box(painter, self.rect(), Role.SURFACE, edge, width=width)


class WhyPanel(OverlayPanel):
    """872 x 608 over the window; Ctrl+C copies it as text."""

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Lie over ``window``, hidden, until it is asked."""
        super().__init__(window, QSize(872, 608))
        self._context = context
        self._lane = Lane(context.work)
        self._question: WhyQuestion | None = None
        self._text = ""
        self._title = Words("", Type.TITLE)
        self._about = Words("", Type.TEXT, Role.INK2)
        self._cards = [_DateCard(name) for name in ("期满日", "顺延日", "最后工作日")]
        self._days = WhyDays()
        self._facts = Facts(label_width=100, spacing=4)
        self._foot_words = Words("", Type.SMALL, Role.INK2)
        self._copy = Button("复制说明", key="Ctrl+C")
        self._print = Button("打印", icon="print")
        close = Button("关闭", Look.QUIET, icon="close", key="Esc")
        self.body.addWidget(self._head(close))
        self.body.addWidget(Scroll(self._middle()), 1)
        self.body.addWidget(self._foot())
        close.clicked.connect(self.close_panel)
        self._copy.clicked.connect(self.copy_text)
        self._print.clicked.connect(self.print_text)

    def _head(self, close: Button) -> QWidget:
        head = Surface(None, "b")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.dp(24), 0, theme.dp(8), 0)
        row.setSpacing(theme.dp(12))
        row.addWidget(self._title)
        row.addWidget(self._about, 1)
        row.addWidget(close)
        head.setFixedHeight(theme.dp(56))
        return head

    def _middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(theme.dp(24), theme.dp(16), theme.dp(24), theme.dp(16))
        column.setSpacing(theme.dp(16))
        cards = QHBoxLayout()
        cards.setSpacing(theme.dp(16))
        for card in self._cards:
            cards.addWidget(card, 1)
        column.addLayout(cards)
        column.addWidget(self._days)
        column.addWidget(Words(_LEGEND, Type.SMALL, Role.INK2))
        column.addWidget(Rule())
        column.addWidget(self._facts)
        column.addStretch(1)
        return middle

    def _foot(self) -> QWidget:
        foot = Surface(None, "t")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.dp(24), 0, theme.dp(24), 0)
        row.setSpacing(theme.dp(8))
        row.addWidget(self._foot_words, 1)
        row.addWidget(self._copy)
        row.addWidget(self._print)
        foot.setFixedHeight(theme.dp(56))
        return foot

    def ask(self, question: WhyQuestion) -> None:
        """Ask why a clock ends on its day, and open with the answer."""
        self._question = question
        desk = self._context.desk
        self._lane.ask(
            lambda _job: why_clock(desk, question.number, question.rule, question.of),
            self.show_view,
        )

    def show_view(self, view: WhyView) -> None:
        """Show an answer."""
        explanation, deadline = view.explanation, view.deadline
        number = self._question.number if self._question else ""
        self._title.setText(f"为什么是 {deadline.month}月{deadline.day}日")
        self._about.setText(" · ".join(part for part in (view.rule.name, number) if part))
        counting = 1 if view.counts == "due_rolled" else 0
        for place, (card, (_name, day, why)) in enumerate(
            zip(self._cards, dates_of(view), strict=True)
        ):
            card.show_date(day, why, counts=place == counting)
        self._days.show_days(explanation, deadline, self._context.desk.clock.today())
        self._facts.show_facts(facts_of(view))
        provisional = explanation.provisional_sentence
        self._foot_words.setText(provisional or "按已载入的放假安排计算")
        self._foot_words.set_role(Role.TODAY if provisional else Role.INK2)
        self._text = "\n".join(
            [
                f"{self._title.text()}（{self._about.text()}）",
                *(f"{name}：{day}，{why}" for name, day, why in dates_of(view)),
                *(f"{label}：{words}" for label, words in facts_of(view)),
            ]
        )
        self.open_panel()

    def copy_text(self) -> None:
        """Put the explanation on the clipboard as text; it holds no name."""
        QApplication.clipboard().setText(self._text)

    def print_text(self) -> None:
        """Print the explanation."""
        printing.print_text(self, self._title.text(), self._text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies, Esc and W close."""
        if event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.copy_text()
        elif event.key() == Qt.Key.Key_W:
            self.close_panel()
        else:
            super().keyPressEvent(event)
