"""The ledger's model: true counts, few fetches, nothing raised, whatever Qt asks."""

from __future__ import annotations

import time
from array import array
from collections.abc import Sequence
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from petition_desk.domain.case import CaseId
from petition_desk.domain.ledger import LEDGER_COLUMNS, LedgerRow
from petition_desk.domain.vocabulary import Owner
from petition_desk.ui.models.ledger_model import (
    BLOCK,
    KEPT_BLOCKS,
    LedgerModel,
    cell_text,
    left_words,
)
from petition_desk.ui.screens.ledger.columns import shipped_columns
from petition_desk.ui.screens.ledger.table import LedgerTable
from petition_desk.ui.widgets.marks import Mark
from tests import desks

DISPLAY = Qt.ItemDataRole.DisplayRole
COLUMNS = shipped_columns(is_wide=False)


class CountingRows:
    """Stands in for the service, and counts what is asked of it."""

    def __init__(self, gone: frozenset[int] = frozenset()) -> None:
        self.asked: list[list[int]] = []
        self.gone = gone

    def __call__(self, ids: Sequence[int]) -> list[LedgerRow]:
        self.asked.append(list(ids))
        return [row(case_id) for case_id in ids if case_id not in self.gone]


def row(case_id: int, **facts: object) -> LedgerRow:
    values: dict[str, object] = {
        "case_id": CaseId(case_id),
        "local_no": f"XF2026-{case_id:04}",
        "received_on": date(2026, 9, 18),
        "name": "周**",
        "summary": f"反映第 {case_id} 件",
        "next_name": "办结",
        "next_deadline": date(2026, 11, 22),
        "next_owed_by": Owner.US.value,
    }
    return LedgerRow(**{**values, **facts})  # type: ignore[arg-type]


def model_of(count: int, gone: frozenset[int] = frozenset()) -> tuple[LedgerModel, CountingRows]:
    rows = CountingRows(gone)
    model = LedgerModel(rows, lambda: desks.TODAY, COLUMNS)
    model.set_ids(array("q", range(1, count + 1)))
    return model, rows


@pytest.mark.parametrize("count", [0, 1, BLOCK, BLOCK * 2 + 7])
def test_it_keeps_the_rules_of_qt_models(qtbot: QtBot, count: int) -> None:
    model, _ = model_of(count, frozenset({3}))
    reporting = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(model, reporting)
    model.set_ids(array("q", range(1, count + 301)))
    model.forget()
    model.set_columns(LEDGER_COLUMNS)
    model.set_ids(array("q"))


def test_a_screenful_costs_at_most_two_fetches(qtbot: QtBot) -> None:
    model, rows = model_of(1_000)
    table = LedgerTable(model)
    qtbot.addWidget(table)
    table.resize(934, 572)
    table.show()
    qtbot.waitExposed(table)
    table.viewport().grab()
    assert len(rows.asked) == 1
    # Scrolled to where two blocks meet.
    table.verticalScrollBar().setValue(BLOCK - 5)
    table.viewport().grab()
    assert len(rows.asked) == 2
    table.viewport().grab()
    assert len(rows.asked) == 2


def test_no_role_but_the_words_makes_it_fetch() -> None:
    model, rows = model_of(500)
    index = model.index(250, 2)
    for role in Qt.ItemDataRole:
        if role not in (DISPLAY, Qt.ItemDataRole.AccessibleTextRole):
            assert model.data(index, role) is None
    assert model.flags(index) & Qt.ItemFlag.ItemIsSelectable
    assert model.headerData(0, Qt.Orientation.Horizontal) == "编号"
    assert rows.asked == []


def test_it_keeps_only_so_many_blocks() -> None:
    model, rows = model_of(BLOCK * (KEPT_BLOCKS + 4))
    for block in range(KEPT_BLOCKS + 4):
        model.line(block * BLOCK)
    before = len(rows.asked)
    model.line((KEPT_BLOCKS + 3) * BLOCK)
    assert len(rows.asked) == before
    model.line(0)
    assert len(rows.asked) == before + 1


def test_a_row_that_has_gone_is_empty_and_disabled_and_nothing_is_raised() -> None:
    model, _ = model_of(10, frozenset({4}))
    gone = model.index(3, 0)
    assert model.data(gone) is None
    assert model.flags(gone) == Qt.ItemFlag.NoItemFlags
    assert model.data(model.index(4, 0)) == "XF2026-0005"
    assert model.line(-1) is None
    assert model.line(10) is None
    assert model.data(QModelIndex()) is None


def test_further_rows_are_added_below_without_losing_the_place(qtbot: QtBot) -> None:
    model, _ = model_of(BLOCK)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    with qtbot.waitSignal(model.rowsInserted):
        model.set_ids(array("q", range(1, 5_001)))
    assert model.rowCount() == 5_000
    assert resets == []
    model.set_ids(array("q", range(5_000, 0, -1)))
    assert resets == [1]
    assert model.row_of(5_000) == 0
    assert model.row_of(9_999) == -1
    assert model.row_of(None) == -1


def test_the_same_rows_are_read_again_when_a_case_changed() -> None:
    model, rows = model_of(50)
    model.line(0)
    model.set_ids(array("q", range(1, 51)))
    model.line(0)
    assert len(rows.asked) == 2


@pytest.mark.parametrize(
    ("facts", "words", "mark"),
    [
        ({"next_deadline": date(2026, 11, 19)}, "逾期 1 天", Mark.OVERDUE),
        ({"next_deadline": date(2026, 11, 20)}, "今天", Mark.TODAY),
        ({"next_deadline": date(2026, 11, 23)}, "剩 3 天", Mark.TODAY),
        ({"next_deadline": date(2026, 11, 24)}, "剩 4 天", Mark.FINE),
        ({"next_owed_by": Owner.PETITIONER.value}, "至 11-22", Mark.NONE),
        ({"next_deadline": None}, "—", Mark.NONE),
        ({"is_void": True}, "作废", Mark.PAUSED),
    ],
)
def test_what_is_left_is_said_in_words_and_a_shape(
    facts: dict[str, object], words: str, mark: Mark
) -> None:
    shown = row(1, **facts)
    model = LedgerModel(lambda _ids: [shown], lambda: desks.TODAY, COLUMNS)
    model.set_ids(array("q", [1]))
    line = model.line(0)
    assert line is not None
    assert line.mark is mark
    assert left_words(shown, desks.TODAY) == words
    assert model.data(model.index(0, len(COLUMNS) - 1)) == words


def test_a_sealed_row_tells_no_number_of_people_and_no_unit() -> None:
    withheld = row(1, is_sealed=True, people_count=0, unit="", name="", summary="保密件")
    told = {column.id: cell_text(column, withheld, desks.TODAY) for column in LEDGER_COLUMNS}
    assert told["people_count"] == ""
    assert told["unit"] == ""
    assert told["summary"] == "保密件"


def test_a_hundred_and_twenty_thousand_rows_are_shown_scrolled_and_chosen_at_once(
    qtbot: QtBot,
) -> None:
    model, rows = model_of(120_000)
    table = LedgerTable(model)
    qtbot.addWidget(table)
    table.resize(934, 572)
    began = time.perf_counter()
    table.show()
    qtbot.waitExposed(table)
    table.viewport().grab()
    for row_number in (119_999, 60_000, 0, 80_123):
        table.go_to_row(row_number)
        table.viewport().grab()
    table.selectAll()
    assert table.selected_count() == 120_000
    assert len(rows.asked) <= 10
    # A header that asks every row for its height takes over a minute; this takes a fraction.
    assert time.perf_counter() - began < 2.0


def test_a_block_that_cannot_be_read_is_said_once_and_raises_nothing(qtbot: QtBot) -> None:
    def refuse(_ids: Sequence[int]) -> list[LedgerRow]:
        raise OSError("the disk is gone")

    model = LedgerModel(refuse, lambda: desks.TODAY, COLUMNS)
    model.set_ids(array("q", range(1, 11)))
    with qtbot.waitSignal(model.load_failed) as failed:
        assert model.data(model.index(0, 0)) is None
    assert isinstance(failed.args[0], OSError)
    with qtbot.assertNotEmitted(model.load_failed):
        assert model.data(model.index(5, 0)) is None
