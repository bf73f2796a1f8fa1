"""The chosen step in full: every field, who recorded it and when; what the rail has no room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.clock import CHINA
from petition_desk.domain.retraction import RETRACTED, taken_back
from petition_desk.domain.steps import known_kind
from petition_desk.domain.vocabulary import LETTER_LABELS, PATHWAY_LABELS, Pathway
from petition_desk.ui import theme
from petition_desk.ui.models.case_words import shown_text
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, IconButton, Look
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.facts import Facts
from petition_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from petition_desk.domain.case import Case
    from petition_desk.domain.steps import Step
    from petition_desk.services.casework import CaseView

WIDE, LOW = 480, 232
_LABEL: Final = 112
#: A letter is voided with its number; a taking-back stands.
_NOT_TAKEN_BACK: Final = frozenset({"issued", RETRACTED})


class StepDetail(Surface):
    """480 wide beside the timeline, or 232 high below it where the window is narrow."""

    correction_requested = Signal()
    retraction_requested = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(Role.SURFACE, "t", parent)
        self._is_wide = False
        self._title = Words("", Type.STRONG)
        self.facts = Facts(label_width=_LABEL)
        correct = Button("更正…", Look.QUIET, icon="edit", small=True)
        self._step: Step | None = None
        self._take_back = Button("撤销这一步…", Look.QUIET, icon="undo", small=True)
        close = IconButton("close", "收起这一步", small=True)
        head = QHBoxLayout()
        head.setSpacing(theme.dp(8))
        head.addWidget(self._title, 1)
        head.addWidget(self._take_back)
        head.addWidget(correct)
        head.addWidget(close)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.facts)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.dp(16), theme.dp(8), theme.dp(16), theme.dp(8))
        column.setSpacing(theme.dp(8))
        column.addLayout(head)
        column.addWidget(Scroll(content), 1)
        self.setAccessibleName("这一步的内容")
        # Signals
        correct.clicked.connect(lambda: self.correction_requested.emit())
        self._take_back.clicked.connect(lambda: self.retraction_requested.emit(self._step))
        close.clicked.connect(lambda: self.closed.emit())
        self.hide()

    def set_wide(self, *, wide: bool) -> None:
        """Stand beside the timeline, or below it."""
        self._is_wide = wide
        self._lines = "l" if wide else "t"
        unbound = 16_777_215  # QWIDGETSIZE_MAX, which Qt does not hand out
        self.setMaximumWidth(theme.dp(WIDE) if wide else unbound)
        self.setMaximumHeight(unbound if wide else theme.dp(LOW))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return what it takes beside the timeline, or below it."""
        return QSize(theme.dp(WIDE if self._is_wide else 240), theme.dp(LOW))

    def show_step(self, view: CaseView, place: int, *, is_revealed: bool = False) -> bool:
        """Show what stands at a place of the timeline; say whether there is more to tell."""
        self._take_back.hide()
        if place == 0:
            return self._show_registration(view)
        if not 0 < place <= len(view.steps):
            return False
        step = self._step = view.steps[place - 1]
        holds = place - 1 not in taken_back(view.steps)
        self._take_back.setVisible(holds and step.kind not in _NOT_TAKEN_BACK)
        self._title.setText(f"{step.on.isoformat()} {known_kind(step.kind).label}")
        self.facts.show_facts(step_facts(view.case, step, is_revealed=is_revealed))
        return True

    def _show_registration(self, view: CaseView) -> bool:
        case = view.case
        self._title.setText(f"{case.received_on.isoformat()} {case.channel.value}登记")
        visit = case.visit
        told = [
            ("收到单位", case.first_received_by),
            ("首接人", case.first_contact),
            ("登记时间", f"{case.registered_at.astimezone(CHINA):%Y-%m-%d %H:%M}"),
            ("接待地点", visit.room if visit is not None else ""),
            ("接访方式", visit.mode if visit is not None else ""),
            ("来源", case.source),
            ("登记方式", "由表格导入" if case.is_imported else ""),
        ]
        self.facts.show_facts([fact for fact in told if fact[1]])
        return True


def step_facts(
    case: Case, step: Step, *, is_revealed: bool = False
) -> list[tuple[str, str] | tuple[str, str, Role]]:
    """Return every field of a step, then who recorded it; identities covered."""
    kind = known_kind(step.kind)
    facts: list[tuple[str, str] | tuple[str, str, Role]] = []
    for item in kind.fields:
        value = step.values.get(item.key)
        if value in (None, ""):
            continue
        words = dict(item.choices).get(str(value), step.text(item.key))
        if isinstance(value, Pathway):
            words = PATHWAY_LABELS[value]
        words = LETTER_LABELS.get(words, words)
        facts.append((item.label, shown_text(case, words, is_revealed=is_revealed)))
    if step.note:
        facts.append(("备注", shown_text(case, step.note, is_revealed=is_revealed)))
    if step.violation:
        violation = shown_text(case, step.violation, is_revealed=is_revealed)
        facts.append(("违规", violation, Role.OVERDUE))
    recorded_at = step.recorded_at.astimezone(CHINA)
    late = "，补录" if step.is_late_entry else ""
    source = "由表格导入" if step.is_imported else step.by
    facts.append(("记录", f"{source}，{recorded_at:%Y-%m-%d %H:%M}{late}"))
    return facts
