"""Why a date is this day: three dates, every day by name, the article in its own words."""

from __future__ import annotations

import json

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.domain.other_rights import LastDay
from petition_desk.domain.why import DATE_NAMES, WhyView
from petition_desk.domain.why_json import why_json
from petition_desk.services.reports import write_report
from petition_desk.services.why import why_clock, why_page, why_right
from petition_desk.ui import printing, theme
from petition_desk.ui.dialogs.files import PDF_WRITTEN, ask_save_as
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

Asked = WhyQuestion | LastDay | WhyView
"""What can be asked about: a clock of a case, the last day of another right, an answer at hand."""

_LEGEND = "粗线 计入期限　灰底 不上班　起 起算日　今 今天　顺 顺延日　休 放假　班 调休上班　停 暂停"


class _DateCard(QWidget):
    """One of the three dates; the one that counts has a frame of accent."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._counts = False
        self._day = Words("", Type.TITLE)
        self._why = Words("", Type.SMALL, Role.INK2, wraps=True)
        self._taken = Words("", Type.STRONG, Role.ACCENT)
        head = QHBoxLayout()
        head.addWidget(Words(name, Type.TEXT, Role.INK2), 1)
        head.addWidget(self._taken)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.dp(16), theme.dp(10), theme.dp(16), theme.dp(10))
        column.setSpacing(theme.dp(2))
        column.addLayout(head)
        column.addWidget(self._day)
        column.addWidget(self._why)

    def show_date(self, day: str, why: str, taken_by: str) -> None:
        """Show a date and why it is this one; ``taken_by`` says by whom it counts, else empty."""
        self._counts = bool(taken_by)
        self._day.setText(day)
        self._why.setText(why)
        self._taken.setText(taken_by)
        self._taken.setVisible(self._counts)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame."""
        edge, width = (Role.ACCENT, 2) if self._counts else (Role.LINE, 1)
        with paint.painting(self) as painter:
            paint.box(painter, self.rect(), Role.SURFACE, edge, width=width)


class WhyPanel(OverlayPanel):
    """872 x 608 over the window; Ctrl+C copies it as text, Ctrl+P prints it."""

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Lie over ``window``, hidden, until it is asked."""
        super().__init__(window, QSize(872, 608))
        self._context = context
        self._lane = Lane(context.work)
        self._view: WhyView | None = None
        self._title = Words("", Type.TITLE)
        self._about = Words("", Type.TEXT, Role.INK2)
        self._cards = [_DateCard(name) for name in DATE_NAMES]
        self._days = WhyDays()
        self._holidays = Words("", Type.SMALL, Role.INK2, wraps=True)
        self._facts = Facts(label_width=100, spacing=4)
        self._foot_words = Words("", Type.SMALL, Role.INK2, wraps=True)
        close = Button("关闭", Look.QUIET, icon="close", key="Esc")
        self.body.addWidget(self._head(close))
        self._scroll = Scroll(self._middle())
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(self._foot())
        close.clicked.connect(self.close_panel)

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
        legend = QVBoxLayout()
        legend.setSpacing(theme.dp(4))
        legend.addWidget(Words(_LEGEND, Type.SMALL, Role.INK2))
        legend.addWidget(self._holidays)
        column.addLayout(legend)
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
        acts = (
            (Button("复制说明", key="Ctrl+C"), self.copy_text),
            (Button("复制 JSON"), self.copy_json),
            (Button("存为 PDF…"), self.save_page),
            (Button("打印", icon="print", key="Ctrl+P"), self.print_page),
        )
        for button, act in acts:
            button.clicked.connect(act)
            row.addWidget(button)
        foot.setFixedHeight(theme.dp(56))
        return foot

    def ask(self, asked: Asked) -> None:
        """Ask why a date is this day, and open with the answer."""
        desk = self._context.desk
        match asked:
            case WhyView():
                self.show_view(asked)
            case LastDay():
                self._lane.ask(lambda _job: why_right(desk, asked), self.show_view)
            case _:
                self._lane.ask(
                    lambda _job: why_clock(desk, asked.number, asked.rule, asked.of),
                    self.show_view,
                )

    def show_view(self, view: WhyView) -> None:
        """Show an answer."""
        self._view = view
        self._title.setText(view.title)
        self._about.setText(view.about)
        for place, (card, (_name, day, why)) in enumerate(
            zip(self._cards, view.dates(), strict=True)
        ):
            card.show_date(day, why, view.taken_by if place == view.counting_place else "")
        explanation = view.explanation
        self._days.show_days(explanation, view.deadline, self._context.desk.clock.today())
        self._holidays.setText(explanation.holidays_sentence)
        self._holidays.setVisible(bool(explanation.holidays_sentence))
        self._facts.show_facts(view.facts_with_law())
        provisional = explanation.provisional_sentence
        self._foot_words.setText(provisional or "按已载入的放假安排计算")
        self._foot_words.set_role(Role.TODAY if provisional else Role.INK2)
        self._scroll.verticalScrollBar().setValue(0)
        self.open_panel()

    def copy_text(self) -> None:
        """Put the explanation on the clipboard as text; it holds no name."""
        if self._view is not None:
            self._copy("\n".join(self._view.lines()), "说明已复制")

    def copy_json(self) -> None:
        """Put it there as JSON, in the shape of the command line."""
        if self._view is not None:
            told = why_json(self._view, self._context.desk.clock.today())
            self._copy(json.dumps(told, ensure_ascii=False, indent=1), "JSON 已复制")

    def _copy(self, text: str, said: str) -> None:
        QApplication.clipboard().setText(text)
        self._say(said)

    def save_page(self) -> None:
        """Write the page as a PDF where the officer says."""
        view, desk = self._view, self._context.desk
        if view is None:
            return
        name = f"期限说明-{view.rule.id}-{view.deadline}.pdf"
        path = ask_save_as(self, "存为 PDF", name, PDF_WRITTEN)
        if path is None:
            return

        def save(_job: object) -> str:
            write_report(path, why_page(desk, view))
            return f"已存为 {path.name}"

        self._lane.ask(save, self._say)

    def print_page(self) -> None:
        """Print the page: one sheet of A4."""
        view, desk = self._view, self._context.desk
        if view is not None:
            self._lane.ask(lambda _job: why_page(desk, view), self._print)

    def _print(self, pdf: bytes) -> None:
        self._say(printing.print_pdf(self, self._title.text(), pdf).value)

    def _say(self, sentence: str) -> None:
        self._foot_words.setText(sentence)
        self._foot_words.set_role(Role.INK2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies, Ctrl+P prints, Esc and W close, arrows and pages scroll."""
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        bar = self._scroll.verticalScrollBar()
        moves = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }
        key = Qt.Key(event.key())
        if held and key == Qt.Key.Key_C:
            self.copy_text()
        elif held and key == Qt.Key.Key_P:
            self.print_page()
        elif key in moves:
            bar.setValue(bar.value() + moves[key])
        elif key == Qt.Key.Key_W:
            self.close_panel()
        else:
            super().keyPressEvent(event)
