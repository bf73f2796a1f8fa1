"""What is done with a letter that is issued: handed over, refused to be signed for, voided."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from petition_desk.ui.screens.letter.issuing import Issuing
from petition_desk.ui.screens.letter.reading import IssuedPage
from petition_desk.ui.screens.letter.view import LetterView


class AfterIssuing(QObject):
    """Brings the bars under the letter and the services together."""

    def __init__(
        self, view: LetterView, issuing: Issuing, shown: Callable[[], IssuedPage | None]
    ) -> None:
        """Act on the letter that ``shown`` returns."""
        super().__init__(view)
        self._issuing = issuing
        self._shown = shown
        view.serve_bar.handed_over.connect(self._hand_over)
        view.serve_bar.refused.connect(self._refuse)
        view.foot.void.clicked.connect(view.void_bar.ask)
        view.void_bar.voided.connect(self._void)
        view.void_bar.left.connect(view.foot.void.setFocus)

    def _hand_over(self) -> None:
        page = self._shown()
        if page is not None:
            self._issuing.hand_over(page.head.number, page.letter)

    def _refuse(self, witness: str) -> None:
        page = self._shown()
        if page is not None:
            self._issuing.refuse(page.head.number, page.letter, witness)

    def _void(self, reason: str) -> None:
        page = self._shown()
        if page is not None:
            self._issuing.void(page.head.number, page.letter, reason)
