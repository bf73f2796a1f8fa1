"""The column right of the timeline: clocks, letters, what is missing before closing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from petition_desk.domain.reading import Reading
from petition_desk.domain.self_check import check_named, findings_of, late_after
from petition_desk.domain.vocabulary import LETTER_LABELS, SERVED_KINDS
from petition_desk.ui import theme
from petition_desk.ui.models.case_words import clock_line, clocks_in_order
from petition_desk.ui.models.days_left import mark_left, short_day
from petition_desk.ui.screens.base import WhyQuestion
from petition_desk.ui.screens.case.attachment_row import AttachmentRow
from petition_desk.ui.screens.case.letter_row import LetterLine, LetterRow, MissingRow
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.clock_row import ClockRow
from petition_desk.ui.widgets.heads import SectionHead
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.right_card import RightCard

if TYPE_CHECKING:
    from petition_desk.domain.clocks import ClockStanding
    from petition_desk.domain.reading import IssuedLetter
    from petition_desk.services.casework import CaseView

WIDTH: Final = 320
#: With large text on a small screen it gives way so far.
LEAST_WIDTH: Final = 272
#: Of the clocks that ended so many stand with the running ones.
_ENDED_SHOWN: Final = 2
#: What is still missing and is a letter: it stands among the letters too, as not yet written.
_TO_WRITE: Final = ("opinion", "duty-reply", "reply")


class SideColumn(Surface):
    """320 wide; scrolls by itself."""

    why_requested = Signal(object)
    letter_opened = Signal(object)
    print_requested = Signal()
    attachment_opened = Signal(object)
    attach_requested = Signal()
    casefile_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(Role.WINDOW, "l", parent)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(theme.dp(16), theme.dp(8), theme.dp(16), theme.dp(16))
        self._column.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(Scroll(content))
        self.setMinimumWidth(theme.dp(LEAST_WIDTH))
        self.setMaximumWidth(theme.dp(WIDTH))
        self.setAccessibleName("期限、文书、还缺的")

    def sizeHint(self) -> QSize:
        """Return the width it takes where there is room."""
        return QSize(theme.dp(WIDTH), super().sizeHint().height())

    def show_view(self, view: CaseView, today: date) -> None:
        """Show a case."""
        empty(self._column)
        self._show_rights(view, today)
        self._show_clocks(view, today)
        if not view.is_withheld:
            self._show_letters(view, today)
            self._show_attachments(view)
            self._show_missing(view, today)
        self._column.addStretch(1)

    def _show_rights(self, view: CaseView, today: date) -> None:
        """What the person may lose by waiting for us stands above everything of ours."""
        for right in view.rights:
            self._column.addSpacing(theme.dp(8))
            card = RightCard(right.last, today)
            card.why_requested.connect(self.why_requested)
            self._column.addWidget(card)
        if view.rights:
            self._column.addSpacing(theme.dp(8))

    def _show_clocks(self, view: CaseView, today: date) -> None:
        clocks = clocks_in_order(view.standing)
        following = view.standing.next_clock
        if following is None:
            self._column.addWidget(SectionHead("期限"))
            says = "没有正在走的期限" if clocks else "收到之日还没有可以适用的期限规则"
            self._column.addWidget(Words(says, Type.SMALL, Role.INK2))
        else:
            head = SectionHead("期限", link="为什么是这一天", key="W")
            question = WhyQuestion(view.case.local_no, following.rule.id, following.of)
            head.link_clicked.connect(lambda: self.why_requested.emit(question))
            self._column.addWidget(head)
        running = len(view.standing.open_clocks)
        rows = [self._clock_row(view, clock, today) for clock in clocks]
        for place, row in enumerate(rows):
            self._column.addWidget(row)
            row.setVisible(place < running + _ENDED_SHOWN)
        hidden = rows[running + _ENDED_SHOWN :]
        if hidden:
            self._column.addWidget(self._unfold_link(hidden))

    def _clock_row(self, view: CaseView, clock: ClockStanding, today: date) -> ClockRow:
        row = ClockRow(clock_line(clock, today))
        asked = WhyQuestion(view.case.local_no, clock.rule.id, clock.of)
        row.why_requested.connect(lambda: self.why_requested.emit(asked))
        return row

    def _unfold_link(self, hidden: list[ClockRow]) -> Button:
        """What ended stands behind a link, so that letters and what is missing stay in sight."""
        link = Button(f"另有{len(hidden)}个已结束的期限", Look.LINK)

        def unfold() -> None:
            for row in hidden:
                row.show()
            link.hide()

        # Widths of figures are not whole numbers of pixels: a link as wide as its words is cut.
        link.setMinimumWidth(link.sizeHint().width() + theme.dp(4))
        link.clicked.connect(unfold)
        return link

    def _show_letters(self, view: CaseView, today: date) -> None:
        lines = letter_lines(view, today)
        self._column.addSpacing(theme.dp(12))
        head = SectionHead("文书", str(len(lines)) if lines else "", link="卷宗…", key="J")
        head.link_clicked.connect(self.casefile_requested)
        self._column.addWidget(head)
        if not lines:
            self._column.addWidget(Words("还没有出具文书", Type.SMALL, Role.INK2))
        for line in lines:
            row = LetterRow(line)
            row.opened.connect(lambda line=line: self.letter_opened.emit(line))
            self._column.addWidget(row)
        if any(line.issued for line in lines):
            again = Button("打印、补打", Look.LINK, key="P")
            again.clicked.connect(lambda: self.print_requested.emit())
            self._column.addWidget(again)

    def _show_attachments(self, view: CaseView) -> None:
        self._column.addSpacing(theme.dp(12))
        count = str(len(view.attachments)) if view.attachments else ""
        head = SectionHead("附件", count, link="添加", key="F")
        head.link_clicked.connect(self.attach_requested)
        self._column.addWidget(head)
        if not view.attachments:
            says = "还没有附件；可以把扫描件拖到这里，或者粘贴"
            self._column.addWidget(Words(says, Type.SMALL, Role.INK2, wraps=True))
        for attachment in view.attachments:
            row = AttachmentRow(attachment)
            row.opened.connect(lambda one=attachment: self.attachment_opened.emit(one))
            self._column.addWidget(row)

    def _show_missing(self, view: CaseView, today: date) -> None:
        """What is still owed before closing, each with the day after which it is late."""
        missing = view.standing.missing
        if missing:
            self._column.addSpacing(theme.dp(12))
            self._column.addWidget(SectionHead("结案前还缺", str(len(missing))))
        for item in missing:
            day = late_after(item, view.standing, view.case.received_on)
            says = f"{short_day(day, today)} 前" if day is not None else ""
            mark = mark_left((day - today).days) if day is not None else Mark.NONE
            self._column.addWidget(MissingRow(item.label, says, mark))
        self._show_marks(view, today)

    def _show_marks(self, view: CaseView, today: date) -> None:
        """What the self-check would look at although nothing is owed: 补录, 免除, 导入前."""
        reading = Reading(view.case, view.steps, today)
        marks = [
            f"{check_named(finding.kind).title}：{finding.detail}"
            for finding in findings_of(view.standing, reading)
            if not check_named(finding.kind).is_owed
        ]
        if marks:
            self._column.addSpacing(theme.dp(12))
            self._column.addWidget(SectionHead("自查"))
        for says in marks:
            self._column.addWidget(Words(says, Type.SMALL, Role.INK2, wraps=True))


def letter_lines(view: CaseView, today: date) -> list[LetterLine]:
    """Return every letter of a case, and those that must still be written."""
    kept = {head.number or head.kind: head for head in view.letters}
    lines = []
    for letter in Reading(view.case, view.steps, today).letters:
        head = kept.get(letter.number or letter.kind)
        says, mark = _what_became(letter, is_void=head is not None and head.is_void)
        lines.append(
            LetterLine(
                kind=letter.kind,
                title=LETTER_LABELS.get(letter.kind, letter.kind),
                number=letter.number,
                says=says if head is not None else f"纸质 · {says}",
                mark=mark,
                issued=(head.number or head.kind) if head is not None else "",
            )
        )
    lines += [  # a void one did nothing, but its number is taken and its bytes are kept
        LetterLine(head.kind, head.title, head.number, "作废", Mark.NONE, issued=head.number)
        for head in view.letters
        if head.is_void and head.number
    ]
    wanted = {item.id for item in view.standing.missing}
    lines += [
        LetterLine(kind, LETTER_LABELS[kind], says="未出", mark=Mark.TODAY, is_to_write=True)
        for kind in _TO_WRITE
        if kind in wanted
    ]
    return lines


def _what_became(letter: IssuedLetter, *, is_void: bool) -> tuple[str, Mark]:
    if is_void:
        return "作废", Mark.NONE
    if letter.served_on is not None:
        return f"{letter.served_on:%m-%d} 已送达", Mark.NONE
    arrived = sum(1 for one in letter.services if one.served_on is not None)
    if arrived:
        return f"{arrived}/{len(letter.services)} 人已送达", Mark.TODAY
    if letter.awaits_result:
        return "待回执", Mark.TODAY
    if letter.notified_on is not None:
        return f"{letter.notified_on:%m-%d} 已告知", Mark.NONE
    if letter.kind in SERVED_KINDS:
        return "未送达", Mark.TODAY
    return f"{letter.issued_on:%m-%d} 已出", Mark.NONE


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
