"""Whatever a cell may hold, for tests that must survive all of it."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from petition_desk.exchange.cells import Cell, Severity

CELLS = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.text("0123456789.-/*等人年月日 eE+Xx、，()（）一二三十匿名", max_size=24),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


def reasons(cell: Cell[object]) -> list[str]:
    """Return why a cell is not as it should be."""
    return [problem.reason for problem in cell.problems]


def severities(cells: Iterable[Cell[object]]) -> set[Severity]:
    """Return how much the problems of some cells weigh."""
    return {problem.severity for cell in cells for problem in cell.problems}
