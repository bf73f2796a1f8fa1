"""What the form as it stands would mean: the same matter?, dates that begin, letters, rights.

It is written anew after each edit, off the thread of the window, and never takes the focus.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from petition_desk.domain.masking import mask_name
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.candidate_card import CandidateCard, KnownMatter
from petition_desk.ui.widgets.cards import Card, CardKind, Scroll, Surface
from petition_desk.ui.widgets.clock_row import ClockLine, ClockRow
from petition_desk.ui.widgets.date_edit import with_weekday
from petition_desk.ui.widgets.heads import SectionHead
from petition_desk.ui.widgets.height_keeper import HeightKeeper
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.right_card import RightCard

if TYPE_CHECKING:
    from petition_desk.domain.clocks import ClockStanding
    from petition_desk.domain.other_rights import LastDay
    from petition_desk.services.desk import Desk
    from petition_desk.services.intake import IntakeCheck, LetterOnOffer

#: How many likely cases are shown; what is less sure is not worth a glance.
_CANDIDATES: Final = 3
NARROW, WIDE = 336, 744
_WHAT_IS_COMPARED: Final = (
    "只比对是不是同一事项，不查人的其他情况。选“作重件”后，已经在走的期限不重新起算。"
)
_NONE_ALIKE: Final = "没有编号相同、姓名和证件号码相同或者姓名和电话相同的在册事项。"


@dataclass(frozen=True, slots=True)
class PanelFacts:
    """What the panel shows on a day: the check of the form, and the known cases as may be seen."""

    check: IntakeCheck
    matters: tuple[KnownMatter, ...]
    today: date


def read_panel(desk: Desk, raw: Mapping[str, object]) -> PanelFacts:
    """Ask the services; runs off the thread of the window."""
    from petition_desk.services import casework, intake

    check = intake.check(desk, raw)
    matters = []
    for candidate in check.candidates[:_CANDIDATES]:
        case = casework.show(desk, candidate.no).case
        person = case.main_petitioner
        matters.append(
            KnownMatter(
                number=candidate.no,
                name=mask_name(person.name) if person is not None else "匿名",
                came=f"{case.received_on:%m-%d} {case.channel.value}",
                summary=case.summary,
                says=candidate.sentence,
            )
        )
    return PanelFacts(check, tuple(matters), desk.clock.today())


class _LetterRow(QWidget):
    """A letter that will be written."""

    def __init__(self, letter: LetterOnOffer) -> None:
        super().__init__()
        self._letter = letter
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{letter.label}，{letter.note}")

    def sizeHint(self) -> QSize:
        """Return 28 high."""
        return QSize(theme.dp(200), theme.dp(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon, name and note."""
        with paint.painting(self) as painter:
            side = theme.dp(16)
            paint.icon(painter, "doc", QRect(0, 0, side, self.height()), Role.INK, size=16)
            room = self.rect().adjusted(side + theme.dp(8), 0, 0, 0)
            paint.words(painter, room, self._letter.label)
            paint.words(painter, room, self._letter.note, Role.INK2, Type.SMALL, paint.RIGHT)


class LivePanel(Surface):
    """The column right of the form."""

    same_matter_chosen = Signal(str)
    other_matter_chosen = Signal(str)
    case_opened = Signal(str)
    why_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(Role.WINDOW, "l", parent)
        self._facts: PanelFacts | None = None
        self._linked = ""
        self._dismissed: frozenset[str] = frozenset()
        self._excluded = ""
        self._is_wide = False
        content = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom, content)
        self._columns.setContentsMargins(theme.dp(16), theme.dp(8), theme.dp(16), theme.dp(16))
        self._columns.setSpacing(theme.dp(16))
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for column in (self._left, self._right):
            column.setSpacing(theme.dp(8))
            self._columns.addLayout(column, 1)
        self._keeper = HeightKeeper(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(Scroll(content))
        self.set_wide(wide=False)

    def set_wide(self, *, wide: bool) -> None:
        """Stand likeness and clocks side by side where the window is wide."""
        changed = wide != self._is_wide
        self._is_wide = wide
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)
        self._columns.setStretch(0, 1 if wide else 0)
        self.setFixedWidth(theme.dp(WIDE if wide else NARROW))
        if changed:
            self._write()

    @property
    def facts(self) -> PanelFacts | None:
        """What is shown."""
        return self._facts

    @property
    def first_candidate(self) -> str:
        """The number the keys speak of: the first one not answered yet."""
        return next((matter.number for matter in self._shown_matters()), "")

    def ask_first_why(self) -> None:
        """Ask why the first clock ends on its day."""
        clocks = self._facts.check.clocks if self._facts is not None else ()
        if clocks:
            self.why_asked.emit(clocks[0])

    def show_facts(
        self, facts: PanelFacts | None, *, linked: str, dismissed: frozenset[str], excluded: str
    ) -> None:
        """Show another state of the form; ``excluded`` is the unit complained of."""
        now = (self._facts, self._linked, self._dismissed, self._excluded)
        if now == (facts, linked, dismissed, excluded):
            return
        self._facts, self._linked = facts, linked
        self._dismissed, self._excluded = dismissed, excluded
        self._write()

    def _write(self) -> None:
        for column in (self._left, self._right):
            _empty(column)
        facts = self._facts
        if facts is not None:
            self._show_candidates()
            self._show_rights(facts.check.rights, facts.today)
            self._left.addStretch(1)
            self._show_clocks(facts.check.clocks)
            self._show_letters(facts.check.letters)
            self._show_excluded()
        self._right.addStretch(1)

    def _shown_matters(self) -> list[KnownMatter]:
        matters = self._facts.matters if self._facts is not None else ()
        return [matter for matter in matters if matter.number not in self._dismissed]

    def _show_candidates(self) -> None:
        matters = self._shown_matters()
        if not matters and not self._is_wide:
            return
        self._left.addWidget(SectionHead("可能是同一事项", str(len(matters))))
        for place, matter in enumerate(matters):
            is_linked = matter.number == self._linked
            card = CandidateCard(matter, with_keys=place == 0, is_linked=is_linked)
            card.same_chosen.connect(self.same_matter_chosen)
            card.other_chosen.connect(self.other_matter_chosen)
            card.opened.connect(self.case_opened)
            self._left.addWidget(card)
        if self._is_wide:
            says = _WHAT_IS_COMPARED if matters else _NONE_ALIKE
            self._left.addWidget(Words(says, Type.SMALL, Role.INK2, wraps=True))

    def _show_rights(self, rights: tuple[LastDay, ...], today: date) -> None:
        """The last day of another right stands in red: it may be lost by waiting for us."""
        for last in rights:
            card = RightCard(last, today)
            card.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            card.why_requested.connect(self.why_asked)
            self._left.addWidget(card)

    def _show_clocks(self, clocks: tuple[ClockStanding, ...]) -> None:
        if not clocks:
            return
        head = SectionHead("将起算的期限", link="为什么", key="Alt+W")
        head.link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.link_clicked.connect(lambda: self.why_asked.emit(clocks[0]))
        self._right.addWidget(head)
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for clock in clocks:
            row = ClockRow(clock_line(clock), with_mark=False)
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.why_requested.connect(lambda clock=clock: self.why_asked.emit(clock))
            rows.addWidget(row)
        self._right.addLayout(rows)

    def _show_letters(self, letters: tuple[LetterOnOffer, ...]) -> None:
        if not letters:
            return
        self._right.addWidget(SectionHead("应出的文书"))
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for letter in letters:
            rows.addWidget(_LetterRow(letter))
        self._right.addLayout(rows)

    def _show_excluded(self) -> None:
        if not self._excluded:
            return
        card = Card(CardKind.WARNING)
        says = (
            f"{self._excluded}是被反映单位，已从承办单位中排除"
            "（《信访工作条例》第二十八条第三款、第四十六条）。"
        )
        card.body.addWidget(Words(says, Type.SMALL, wraps=True))
        self._right.addWidget(card)


def clock_line(clock: ClockStanding) -> ClockLine:
    """Return a clock that has not begun as a row of the panel: the day itself stands right."""
    dates = clock.dates
    below = f"{_short(clock.rule.article)} · {clock.span}"
    if clock.is_provisional:
        below_right, mark = "暂定", Mark.TODAY
    elif dates.act_by != clock.deadline:
        moves = "act_by" in dates.provisional
        below_right = f"最后工作日 {dates.act_by:%m-%d}{' 暂定' if moves else ''}"
        mark = Mark.TODAY if moves else Mark.NONE
    else:
        below_right, mark = "", Mark.NONE
    return ClockLine(
        Mark.NONE,
        clock.rule.name,
        with_weekday(clock.deadline),
        below,
        below_right,
        mark,
        strong_right=True,
    )


def _short(article: str) -> str:
    """Leave the name of the regulation out: every clock but a few is of the same one."""
    return article.replace("《信访工作条例》", "")


def _empty(layout: QLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            _empty(inner)
            inner.deleteLater()
        elif widget is not None:
            widget.hide()
            widget.deleteLater()
