"""The foot of a case: the lawful acts at the left, the refused one with its reason at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from petition_desk.domain.step_kinds import STEP_KINDS
from petition_desk.ui import theme
from petition_desk.ui.models.case_acts import proposed_acts, refused_acts
from petition_desk.ui.theme import Role
from petition_desk.ui.widgets.buttons import Button, Look, ReasonedButton
from petition_desk.ui.widgets.cards import Surface

if TYPE_CHECKING:
    from petition_desk.domain.lawful import LawfulAct
    from petition_desk.services.casework import CaseView

#: Letters have a screen of their own; papers made elsewhere are recorded by this kind of step.
_OUTSIDE: Final = "issued"
#: The questions decide a pathway; what was decided on paper is recorded by the plain form.
_BY_FORM_TOO: Final = frozenset({_OUTSIDE, "screened"})


class CaseFoot(Surface):
    """64 high; at most four acts as buttons, all others in the menu 更多."""

    act_requested = Signal(object)
    step_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(Role.SURFACE, "t", parent)
        self._acts: tuple[LawfulAct, ...] = ()
        self._proposed: tuple[LawfulAct, ...] = ()
        self.buttons: list[Button] = []
        self.refusals: list[ReasonedButton] = []
        self.more_button = Button("更多", Look.QUIET, icon="down")
        self._left = QHBoxLayout()
        self._left.setSpacing(theme.dp(8))
        self._right = QHBoxLayout()
        self._right.setSpacing(theme.dp(16))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.dp(16), 0, theme.dp(16), 0)
        row.setSpacing(theme.dp(8))
        row.addLayout(self._left)
        row.addWidget(self.more_button)
        row.addStretch(1)
        row.addLayout(self._right)
        self.setFixedHeight(theme.dp(64))
        # Signals
        self.more_button.clicked.connect(self.open_menu)

    @property
    def primary(self) -> LawfulAct | None:
        """The act that Enter does."""
        return self._proposed[0] if self._proposed else None

    def show_view(self, view: CaseView) -> None:
        """Show the acts of a case."""
        self._acts = view.standing.lawful_next
        self._proposed = proposed_acts(view)
        self._clear()
        for place, act in enumerate(self._proposed):
            look = Look.PRIMARY if place == 0 else Look.PLAIN
            button = Button(_word(act), look, key="Enter" if place == 0 else "")
            button.clicked.connect(lambda _on=False, act=act: self.act_requested.emit(act))
            self._left.addWidget(button)
            self.buttons.append(button)
        for act in refused_acts(view):
            refused = ReasonedButton(Button(act.label))
            if act.refusal is not None:
                refused.refuse(f"还不能{act.label}：\n{act.refusal.sentence}")
                refused.setToolTip(act.refusal.article)
            refused.setMaximumWidth(theme.dp(360))
            self._right.addWidget(refused)
            self.refusals.append(refused)
        self.more_button.setVisible(bool(self._acts))

    def _clear(self) -> None:
        for part in (*self.buttons, *self.refusals):
            self._left.removeWidget(part)
            self._right.removeWidget(part)
            part.hide()
            part.deleteLater()
        self.buttons = []
        self.refusals = []

    def menu(self) -> QMenu:
        """Return every act, the lawful ones first, and every other kind of step."""
        menu = QMenu(self)
        for act in self._acts:
            if act.is_allowed:
                menu.addAction(_word(act)).triggered.connect(
                    lambda _on=False, act=act: self.act_requested.emit(act)
                )
        refused = [act for act in self._acts if not act.is_allowed]
        if refused:
            self._add_refused(menu.addMenu("现在不合规定的"), refused)
        self._add_steps(menu.addMenu("记其他步骤"))
        return menu

    def _add_refused(self, menu: QMenu, acts: list[LawfulAct]) -> None:
        """What is refused can be looked at, and recorded with its reason as a violation."""
        for act in acts:
            reason = act.refusal.sentence if act.refusal is not None else ""
            shown = reason if len(reason) <= 28 else f"{reason[:27]}…"
            menu.addAction(f"{_word(act)}　　{shown}").triggered.connect(
                lambda _on=False, act=act: self.act_requested.emit(act)
            )

    def _add_steps(self, menu: QMenu) -> None:
        offered = {act.step for act in self._acts} - _BY_FORM_TOO
        for kind in STEP_KINDS:
            if kind.id in offered:
                continue
            label = "登记程序外出具的文书" if kind.id == _OUTSIDE else kind.label
            menu.addAction(f"{label}…").triggered.connect(
                lambda _on=False, kind=kind: self.step_requested.emit(kind.id)
            )

    def open_menu(self) -> None:
        """Open the menu over its button."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        height = menu.sizeHint().height()
        menu.popup(self.more_button.mapToGlobal(QPoint(0, -height - 2)))
        menu.setFocus(Qt.FocusReason.PopupFocusReason)


def _word(act: LawfulAct) -> str:
    """A … says that the act asks for more before it is done."""
    return act.label if act.step == _OUTSIDE else f"{act.label}…"
