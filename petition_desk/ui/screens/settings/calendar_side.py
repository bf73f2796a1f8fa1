"""The column right of the year: its holidays by name, or the notice that is being clicked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petition_desk.domain.notice_draft import HOLIDAYS, NoticeDraft
from petition_desk.domain.workdays import YearNotice
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.edits import Choice, LineEdit
from petition_desk.ui.widgets.facts import Facts
from petition_desk.ui.widgets.fields import NoteLine
from petition_desk.ui.widgets.heads import SectionHead
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.month_grid import WEEKDAYS

_WIDTH: Final = 264
_HOW: Final = (
    "点一天：放假；周末再点一次：调休上班；再点一次：恢复。按住 Shift 点，从上一天到这一天都放假。"
    "方向键移动，空格点选。"
)


class HolidayFacts(QWidget):
    """The holidays and the worked weekends of a notice."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._head = SectionHead("")
        self._off = Facts(label_width=56, spacing=5)
        self._worked_head = SectionHead("调休上班")
        self._worked = Words("", Type.TEXT, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.dp(4))
        for part in (self._head, self._off, self._worked_head, self._worked):
            column.addWidget(part)

    def show_notice(self, year: int, notice: YearNotice | None) -> None:
        """Show a year's notice, or that there is none."""
        self._head.set_words(f"{year} 年放假", f"{len(notice.off)} 天" if notice else "")
        self._worked_head.setVisible(notice is not None)
        if notice is None:
            self._off.show_facts([])
            self._worked.setText("这一年的通知还没有载入，按周一至周五上班显示。")
            return
        self._off.show_facts(
            [
                (
                    block.name,
                    f"{block.first_on:%m-%d} 至 {block.last_on:%m-%d}  {block.day_count} 天",
                )
                for block in notice.blocks()
            ]
        )
        worked = sorted(notice.work)
        self._worked_head.set_words("调休上班", f"{len(worked)} 天")
        pairs = [f"{day:%m-%d} 周{WEEKDAYS[day.weekday()]}" for day in worked]
        self._worked.setText(
            "\n".join("　　".join(pairs[at : at + 2]) for at in range(0, len(pairs), 2))
        )


class HolidayPanel(Surface):
    """264 wide: what is loaded, its source, and the act that mends it."""

    mend_requested = Signal()

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__(Role.WINDOW, "l")
        self.facts = HolidayFacts()
        self._source = Words("", Type.SMALL, Role.INK2, wraps=True)
        self.mend_button = Button("更正…", icon="edit")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.dp(16), theme.dp(8), theme.dp(16), theme.dp(16))
        column.setSpacing(theme.dp(8))
        column.addWidget(self.facts)
        column.addSpacing(theme.dp(8))
        column.addWidget(self._source)
        column.addWidget(self.mend_button)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(Scroll(content))
        self.setFixedWidth(theme.dp(_WIDTH))
        self.mend_button.clicked.connect(lambda: self.mend_requested.emit())

    def show_notice(self, year: int, notice: YearNotice | None, *, may_mend: bool) -> None:
        """Show a year's notice, or that there is none."""
        self.facts.show_notice(year, notice)
        self._source.setText(f"来源：{notice.source}" if notice and notice.source else "")
        self.mend_button.setVisible(may_mend)
        self.mend_button.set_text("更正…" if notice is not None else "点选日子…")


class DraftPanel(Surface):
    """264 wide: what was clicked so far, the holiday that is being clicked, the acts."""

    look_requested = Signal()
    dropped = Signal()
    taken_back = Signal()

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__(Role.WINDOW, "l")
        self.holiday = Choice(name="节日")
        self.holiday.set_options([(name, name) for name in HOLIDAYS])
        self.holiday.set_value(HOLIDAYS[0])
        self.source = LineEdit(name="来源")
        self.source.setPlaceholderText("来源：通知的文号")
        self.note = NoteLine()
        self.facts = HolidayFacts()
        self.look_button = Button("看哪些期限会变…", Look.PRIMARY, key="Ctrl+Enter")
        self.back_button = Button("撤销上一步", icon="undo", key="Ctrl+Z")
        self.drop_button = Button("放弃")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.dp(16), theme.dp(8), theme.dp(16), theme.dp(16))
        column.setSpacing(theme.dp(8))
        column.addWidget(Words("现在点的是", Type.STRONG))
        for part in (self.holiday, Words(_HOW, Type.SMALL, Role.INK2, wraps=True), self.source):
            column.addWidget(part)
        for button in (self.look_button, self.back_button, self.drop_button):
            column.addWidget(button)
        column.addWidget(self.note)
        column.addWidget(self.facts)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(Scroll(content))
        self.setFixedWidth(theme.dp(_WIDTH))
        self.look_button.clicked.connect(lambda: self.look_requested.emit())
        self.back_button.clicked.connect(lambda: self.taken_back.emit())
        self.drop_button.clicked.connect(lambda: self.dropped.emit())

    def show_draft(self, draft: NoticeDraft, *, may_take_back: bool) -> None:
        """Show what was clicked so far."""
        self.note.say("", Mark.NONE)
        self.facts.show_notice(draft.year, draft.shown())
        self.back_button.setEnabled(may_take_back)

    def say(self, sentence: str) -> None:
        """Say why it cannot be loaded."""
        self.note.say(sentence, Mark.OVERDUE)
