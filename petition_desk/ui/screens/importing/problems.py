"""What is wrong with a file, by sheet and row; identities are covered by whoever found it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from petition_desk.exchange.cells import Severity
from petition_desk.exchange.problems import Problem
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.rows import Index, RowList, draw_row_ground, draw_state

_ROW, _HEAD, _LEAD = 40, 32, 16
#: Where each column begins; the reason takes what is left.
_COLUMNS: Final = (("结果", 16), ("表 行", 116), ("列", 260), ("原值", 396), ("原因", 572))


def ordered(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the errors first, each kind in the order of the file."""
    return tuple(sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR))


class ProblemsModel(QAbstractListModel):
    """The problems, errors first."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._problems: tuple[Problem, ...] = ()
        self.is_done = False

    def show_problems(self, problems: Sequence[Problem], *, is_done: bool) -> None:
        """Show other problems; ``is_done`` once the rows were let in."""
        self.beginResetModel()
        self.is_done = is_done
        self._problems = ordered(problems)
        self.endResetModel()

    def problem(self, row: int) -> Problem | None:
        """Return a problem."""
        return self._problems[row] if 0 <= row < len(self._problems) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Return how many problems there are."""
        return 0 if parent.isValid() else len(self._problems)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's own
        """Return the words of a line."""
        problem = self.problem(index.row())
        if problem is not None and role == Qt.ItemDataRole.ToolTipRole:
            return problem.reason
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if problem is None or role not in spoken:
            return None
        parts = (
            verdict(problem, is_done=self.is_done)[0],
            place_of(problem),
            problem.column,
            problem.reason,
        )
        return " ".join(part for part in parts if part)


def verdict(problem: Problem, *, is_done: bool = False) -> tuple[str, Mark]:
    """Return what becomes of the row: it stays out, or comes in with a word."""
    if problem.severity is Severity.ERROR:
        return "不导入" if not is_done else "未导入", Mark.OVERDUE
    return "可导入" if not is_done else "已导入", Mark.TODAY


def place_of(problem: Problem) -> str:
    """Return sheet and row."""
    return f"{problem.sheet} {problem.row if problem.row is not None else ''}".strip()


def _cells(rect: QRect) -> list[QRect]:
    starts = [rect.x() + theme.dp(start) for _title, start in _COLUMNS]
    ends = [*(start - theme.dp(12) for start in starts[1:]), rect.right() - theme.dp(_LEAD)]
    return [
        QRect(start, rect.y(), max(end - start, 0), rect.height() - 1)
        for start, end in zip(starts, ends, strict=True)
    ]


class _ProblemDelegate(QStyledItemDelegate):
    """Draws a row of 40."""

    def __init__(self, model: ProblemsModel, view: RowList) -> None:
        super().__init__(view)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return 40 high."""
        return QSize(theme.dp(400), theme.dp(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cells."""
        problem = self._model.problem(index.row())
        if problem is None:
            return
        rect: QRect = option.rect
        draw_row_ground(painter, option, rect)
        result, place, column, value, reason = _cells(rect)
        draw_state(painter, result, *verdict(problem, is_done=self._model.is_done))
        used = paint.words(painter, place, problem.sheet)
        place.setLeft(place.left() + used + theme.dp(4))
        row = str(problem.row) if problem.row is not None else ""
        paint.words(painter, place, row, Role.INK2)
        paint.words(painter, column, problem.column.replace("\n", " "), Role.INK, Type.STRONG)
        paint.words(painter, value, problem.value)
        paint.words(painter, reason, problem.reason)


class _Heads(Surface):
    """The heads of the columns."""

    def __init__(self) -> None:
        super().__init__(Role.WINDOW, "b")
        self.setFixedHeight(theme.dp(_HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words."""
        super().paintEvent(event)
        with paint.painting(self) as painter:
            for (title, _start), cell in zip(_COLUMNS, _cells(self.rect()), strict=True):
                paint.words(painter, cell, title, Role.INK2)


class ProblemList(QWidget):
    """The list with its heads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.model = ProblemsModel()
        self.view = RowList("导入的问题")
        self.view.setUniformItemSizes(True)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_ProblemDelegate(self.model, self.view))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_Heads())
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

    def show_problems(self, problems: Sequence[Problem], *, is_done: bool = False) -> None:
        """Show what is wrong, errors first."""
        self.model.show_problems(problems, is_done=is_done)
        if problems:
            self.view.setCurrentIndex(self.model.index(0))
