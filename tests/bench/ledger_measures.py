"""What is measured of the ledger, on any desk: the same for the bench and for a million cases."""

from __future__ import annotations

import random
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from time import perf_counter, process_time
from typing import Any

from PySide6.QtWidgets import QApplication

from petition_desk.domain.ledger import LEDGER_COLUMNS, LedgerFilter, LedgerSort
from petition_desk.services import ledger, search
from petition_desk.services.desk import Desk
from petition_desk.ui.error_box import ErrorBox
from petition_desk.ui.models.ledger_model import LedgerLine, LedgerModel
from petition_desk.ui.presence import Reveal
from petition_desk.ui.relay import ChangeRelay
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.ledger import LedgerScreen
from petition_desk.ui.screens.ledger.table import LedgerTable
from petition_desk.ui.work import Work

FIRST_ROWS = 200
ROUNDS = 5
JUMPS = 30
FRAMES = 120

#: Two to ten characters, as an officer types them: numbers, names, sounds, telephones, words.
TYPED = (
    "反映", "户口", "交警", "13", "66", "138", "567", "5678", "1381234", "13812345", "195001",
    "zs", "zh", "zhang", "sxt", "wangwei", "oyn", "张伟", "欧阳", "李㛃", "单晓", "2026-1",
    "XF2026-01", "XF2026", "城关镇人民路", "派出所 夜间", "张 138", "人民路12", "人民路123号",
    "没有的东西", "鱼塘承包", "GW2026", "材料已经提交", "事故认定", "扣押的车辆", "窗口 推诿",
    "河东镇", "石桥镇文化巷", "欧阳 5678", "1101",
)  # fmt: skip


class ConstantModel(LedgerModel):
    """The same table with one line for every row: as fast as it can be drawn."""

    def line(self, row: int) -> LedgerLine | None:
        """Return the first line, whatever is asked."""
        return self._constant if 0 <= row < self.rowCount() else None

    _constant: LedgerLine | None = None


@contextmanager
def ledger_window(app: QApplication, desk: Desk) -> Iterator[LedgerScreen]:
    """Show the ledger of ``desk`` in a window of the smallest screen."""
    work = Work(ErrorBox(desk.data_dir, desk.clock))
    relay = ChangeRelay(desk)
    screen = LedgerScreen(ScreenContext(desk, relay, work, Reveal(app)))
    screen.resize(1222, 660)
    screen.show()
    until(app, lambda: screen.isVisible())
    yield screen
    screen.close()
    work.shut_down()
    relay.stop()
    screen.deleteLater()
    app.processEvents()


def until(app: QApplication, holds: Callable[[], bool], seconds: float = 60.0) -> float:
    """Let the window work until something holds; return how long it took, in seconds."""
    start = perf_counter()
    while not holds():
        app.processEvents()
        if perf_counter() - start > seconds:
            raise TimeoutError("what was waited for did not come")
    return perf_counter() - start


def seconds_to_open(app: QApplication, screen: LedgerScreen) -> float:
    """Return how long it takes from asking for the ledger to its first rows on the screen."""
    start = perf_counter()
    screen.open_at(Place("ledger", detail="all"))
    until(app, lambda: screen.model.rowCount() > 0)
    screen.table.viewport().repaint()
    return perf_counter() - start


def whole(app: QApplication, screen: LedgerScreen) -> int:
    """Wait until every case is listed; return how many."""
    until(app, lambda: screen.query.is_whole and screen.model.rowCount() > FIRST_ROWS)
    # What is counted after that would be measured with what is scrolled.
    until(app, lambda: not screen.context.work.is_busy)
    return screen.model.rowCount()


def seconds_to_jump(table: LedgerTable, rows: int, draw: random.Random) -> float:
    """Return the median processor time from pulling the scroll bar far away to its rows drawn."""
    bar = table.verticalScrollBar()
    times = []
    for _ in range(JUMPS):
        place = draw.randrange(rows // 4, rows * 3 // 4)
        start = process_time()
        bar.setValue(place)
        table.viewport().repaint()
        times.append(process_time() - start)
    return median(times)


def seconds_a_frame(table: LedgerTable, first: int) -> float:
    """Return the median processor time of one row scrolled, of many in a run."""
    bar = table.verticalScrollBar()
    bar.setValue(first)
    table.viewport().repaint()
    times = []
    for step in range(FRAMES):
        start = process_time()
        bar.setValue(first + step)
        table.viewport().repaint()
        times.append(process_time() - start)
    return median(times)


def constant_table(screen: LedgerScreen, rows: int) -> LedgerTable:
    """Return a table like the one of ``screen`` over a model with constant text."""
    model = ConstantModel(lambda _ids: [], screen.context.desk.clock.today, screen.model.columns)
    model._constant = screen.model.line(0)
    model.set_ids(array("q", range(1, rows + 1)))
    table = LedgerTable(model)
    table.resize(screen.table.size())
    table.show()
    for _ in range(20):
        QApplication.processEvents()
    return table


def searches(desk: Desk, typed: Sequence[str] = TYPED) -> list[tuple[str, float]]:
    """Return each text with its median processor time in seconds, the slowest first."""
    found = [(text, _median(lambda text=text: search.search(desk, text))) for text in typed]
    return sorted(found, key=lambda each: -each[1])


def frequent(desk: Desk, typed: Sequence[str] = ("反映", "派出所", "138")) -> float:
    """Return the worst time of the first 200 rows of a text that very many cases hold."""

    def first_rows(text: str) -> Callable[[], object]:
        wanted = LedgerFilter(text=text)
        return lambda: ledger.rows_for(
            desk, ledger.first_ids(desk, wanted, LedgerSort(), FIRST_ROWS)
        )

    return max(_median(first_rows(text)) for text in typed)


def percentile_95(times: Sequence[tuple[str, float]]) -> float:
    """Return the time that 95 of 100 searches keep within."""
    ordered = sorted(seconds for _, seconds in times)
    return ordered[int(len(ordered) * 0.95)]


def views(desk: Desk) -> list[tuple[str, float]]:
    """Return each shipped view with the time of its first 200 rows, the slowest first."""
    today = desk.clock.today()

    def first_rows(wanted: LedgerFilter, sort: LedgerSort) -> Callable[[], object]:
        return lambda: ledger.rows_for(desk, ledger.first_ids(desk, wanted, sort, FIRST_ROWS))

    found = [
        (view.title, _median(first_rows(view.filter_on(today), view.sort)))
        for view in ledger.views(desk)
    ]
    return sorted(found, key=lambda each: -each[1])


def sorts(desk: Desk) -> list[tuple[str, float]]:
    """Return each order on offer, both ways, with the time of its first 200 rows."""
    found = []
    for column in LEDGER_COLUMNS:
        if column.is_sortable:
            for is_descending in (False, True):
                sort = LedgerSort(column.id, is_descending)

                def first_rows(sort: LedgerSort = sort) -> object:
                    ids = ledger.first_ids(desk, LedgerFilter(), sort, FIRST_ROWS)
                    return ledger.rows_for(desk, ids)

                found.append((f"{column.title}{'↓' if is_descending else '↑'}",
                              _median(first_rows)))  # fmt: skip
    return sorted(found, key=lambda each: -each[1])


def like(bare: Any, text: str) -> float:  # noqa: ANN401  the driver has no types
    """Return the processor time of the same question by LIKE over summary and content."""
    query = "SELECT id FROM cases WHERE summary LIKE ? OR content LIKE ? ORDER BY id DESC LIMIT 20"
    start = process_time()
    bare.execute(query, (f"%{text}%", f"%{text}%")).fetchall()
    return process_time() - start


def _median(act: Callable[[], object]) -> float:
    act()
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        act()
        times.append(process_time() - start)
    return median(times)
