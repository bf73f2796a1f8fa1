"""How many cases match and are chosen, and how many people they speak of, in words."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from petition_desk.services import ledger
from petition_desk.ui.work import Job, Lane, Work

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk
    from petition_desk.storage.ledger import Totals

#: Chosen rows are counted when the choosing rests.
_REST_MS: Final = 120


class CountWords(QObject):
    """Counts off the thread of the window and says it in one sentence."""

    said = Signal(str)

    def __init__(self, desk: Desk, work: Work, parent: QObject) -> None:
        """Count through ``desk``."""
        super().__init__(parent)
        self._desk = desk
        self._lane = Lane(work)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._ask)
        self._count = 0
        self._is_whole = True
        self._people: int | None = None
        self._chosen: array[int] = array("q")
        self._chosen_people: int | None = None

    def show_matching(self, count: int, *, is_whole: bool) -> None:
        """So many cases match; people are told later."""
        self._count, self._is_whole, self._people = count, is_whole, None
        self._say()

    def show_totals(self, totals: Totals) -> None:
        """The matching cases speak of so many people."""
        self._people = totals.people
        self._say()

    def show_chosen(self, ids: array[int]) -> None:
        """These cases are chosen."""
        self._chosen, self._chosen_people = ids, None
        self._say()
        if len(ids) == self._count:
            self._chosen_people = self._people
            self._say()
        elif ids:
            self._rest.start()

    def _ask(self) -> None:
        desk, ids = self._desk, self._chosen

        def count(_job: Job) -> Totals:
            return ledger.totals_of(desk, ids)

        self._lane.ask(count, self._take)

    def _take(self, totals: Totals) -> None:
        if totals.cases == len(self._chosen):
            self._chosen_people = totals.people
            self._say()

    def _say(self) -> None:
        if not self._is_whole:
            self.said.emit(f"前 {self._count} 件，正在查其余的…（Esc 停止）")
        elif not self._count:
            self.said.emit("没有符合条件的")
        else:
            whole = _words(self._count, self._people)
            self.said.emit(f"共 {whole}，已选 {_words(len(self._chosen), self._chosen_people)}")


def _words(cases: int, people: int | None) -> str:
    return f"{cases} 件" if people is None else f"{cases} 件 {people} 人"
