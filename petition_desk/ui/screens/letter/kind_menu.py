"""换一种文书: the kinds of letter, the refused ones with their reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from petition_desk.ui.screens.letter.reading import KindOnOffer
from petition_desk.ui.widgets.buttons import Button


def offer_kinds(
    button: Button, kinds: Sequence[KindOnOffer], choose: Callable[[str], None]
) -> QMenu:
    """Open a menu above ``button``; what the law does not allow now cannot be chosen."""
    menu = QMenu(button)
    for kind in kinds:
        says = f"{kind.label}　{kind.refusal}" if kind.refusal else kind.label
        action = menu.addAction(says)
        action.setEnabled(not kind.refusal)
        action.triggered.connect(partial(_chosen, choose, kind.kind))
    menu.aboutToHide.connect(menu.deleteLater)
    corner = button.mapToGlobal(QPoint(0, 0))
    menu.popup(corner - QPoint(0, menu.sizeHint().height()))
    return menu


def _chosen(choose: Callable[[str], None], kind: str, _checked: bool = False) -> None:
    choose(kind)
