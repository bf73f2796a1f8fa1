"""The search over everything: cases, places and acts, by Chinese, pinyin or initials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from petition_desk.services import search
from petition_desk.ui import theme
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.hint_bar import HintBar
from petition_desk.ui.widgets.labels import Rule
from petition_desk.ui.widgets.overlay import OverlayPanel
from petition_desk.ui.widgets.rows import Index, RowList
from petition_desk.ui.widgets.top_bar import SearchBox
from petition_desk.ui.work import Lane

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk

_TYPING_PAUSE_MS = 150
_MOST_CASES = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of what was found.

    Attributes:
        word: Its first words.
        detail: More, in grey.
        right: At the right end, 9 pt.
        icon: Its icon; empty for the head of a group.
        place: Where it goes; nothing for the head of a group.
        spelling: What else it is found by.
    """

    word: str
    detail: str = ""
    right: str = ""
    icon: str = ""
    place: Place | None = None
    spelling: str = ""

    def matches(self, text: str) -> bool:
        """Say whether it is meant by ``text``."""
        wanted = text.casefold()
        return wanted in self.word.casefold() or any(
            part.startswith(wanted) for part in self.spelling.split()
        )


class FindingsModel(QAbstractListModel):
    """The lines of the panel."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._findings: tuple[Finding, ...] = ()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._findings = tuple(findings)
        self.endResetModel()

    def finding(self, row: int) -> Finding | None:
        """Return a line."""
        return self._findings[row] if 0 <= row < len(self._findings) else None

    def first_place(self) -> int:
        """Return the first line that goes anywhere, else -1."""
        places = (row for row, found in enumerate(self._findings) if found.place is not None)
        return next(places, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's own
        """Return the words of a line."""
        found = self.finding(index.row())
        if found is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        return f"{found.word} {found.detail}".strip()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let heads of groups be passed over."""
        found = self.finding(index.row())
        if found is None or found.place is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _FindingDelegate(QStyledItemDelegate):
    """Draws lines of 40 and heads of 28."""

    def __init__(self, model: FindingsModel, view: RowList) -> None:
        super().__init__(view)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line or a head."""
        found = self._model.finding(index.row())
        return QSize(100, theme.dp(28 if found is None or found.place is None else 40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a line."""
        found = self._model.finding(index.row())
        rect: QRect = option.rect
        if found is None:
            return
        left = rect.adjusted(theme.dp(16), 0, -theme.dp(16), 0)
        if found.place is None:
            paint.words(painter, left, found.word, Role.INK2, Type.SMALL)
            return
        view = self.parent()
        if isinstance(view, RowList) and view.currentIndex() == index:
            paint.selection(painter, rect, focused=False)
        box = QRect(left.x(), rect.y(), theme.dp(20), rect.height())
        paint.icon(painter, found.icon, box, Role.INK2)
        room = left.adjusted(theme.dp(32), 0, -theme.dp(80), 0)
        used = paint.words(painter, room, found.word)
        room.setLeft(room.left() + used + theme.dp(12))
        paint.words(painter, room, found.detail, Role.INK2)
        paint.words(painter, left, found.right, Role.INK2, Type.SMALL, paint.RIGHT)


class SearchPanel(OverlayPanel):
    """640 wide, 8 from the top; ↑ ↓ move, Enter goes."""

    place_requested = Signal(object)

    def __init__(self, window: QWidget, context: ScreenContext, places: Sequence[Finding]) -> None:
        """Lie over ``window``; ``places`` are offered beside the cases that match."""
        super().__init__(window, QSize(640, 520), top=8)
        self._context = context
        self._places = tuple(places)
        self._lane = Lane(context.work)
        self.field = SearchBox("编号、姓名、拼音、电话后四位，或要去的地方", key="Esc")
        self._model = FindingsModel()
        self._list = RowList("搜索结果")
        self._list.setModel(self._model)
        self._list.setItemDelegate(_FindingDelegate(self._model, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top = QVBoxLayout()
        top.setContentsMargins(theme.dp(8), theme.dp(8), theme.dp(8), theme.dp(8))
        top.addWidget(self.field)
        self.body.addLayout(top)
        self.body.addWidget(Rule())
        self.body.addWidget(self._list, 1)
        self.body.addWidget(HintBar((("↑ ↓", "选择"), ("Enter", "打开"), ("Esc", "关闭"))))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.field.search_typed.connect(lambda _text: self._pause.start())
        self.field.search_entered.connect(lambda _text: self._enter())
        self.field.left_downwards.connect(lambda: self._move(1))
        self._list.clicked.connect(lambda index: self._go(index.row()))

    def open_search(self, text: str = "") -> None:
        """Open with ``text`` in the field."""
        self.field.setText(text)
        self._show((), text)
        if text:
            self._ask()
        self.open_panel(self.field)

    def _ask(self) -> None:
        text = self.field.text().strip()
        if not text:
            self._lane.drop()
            self._show((), "")
            return
        desk = self._context.desk
        self._lane.ask(lambda _job: _cases(desk, text), lambda found: self._show(found, text))

    def _show(self, cases: Sequence[Finding], text: str) -> None:
        lines: list[Finding] = []
        if cases:
            lines += [Finding("事项"), *cases]
        elif text:
            lines.append(Finding("没有找到这样的事项"))
        places = [place for place in self._places if place.matches(text)]
        if places:
            lines += [Finding("去"), *places]
        self._model.show_findings(lines)
        self._list.setCurrentIndex(self._model.index(self._model.first_place()))

    def _enter(self) -> None:
        """Enter goes at once where the answer is there, else asks first."""
        if self._pause.isActive():
            self._pause.stop()
            self._ask()
        else:
            self._go(self._list.currentIndex().row())

    def _go(self, row: int) -> None:
        found = self._model.finding(row)
        if found is not None and found.place is not None:
            self.close_panel()
            self.place_requested.emit(found.place)

    def _move(self, step: int) -> None:
        row = self._list.currentIndex().row() + step
        while (found := self._model.finding(row)) is not None and found.place is None:
            row += step
        if found is not None:
            self._list.setCurrentIndex(self._model.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ and ↓ move while the field keeps the cursor."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._move(step)
            event.accept()
        else:
            super().keyPressEvent(event)


def _cases(desk: Desk, text: str) -> list[Finding]:
    """Ask for the cases that match."""
    return [
        Finding(
            f"{hit.local_no}  {hit.name}".rstrip(),
            hit.summary,
            hit.state,
            "ledger",
            Place("case", hit.local_no),
        )
        for hit in search.search(desk, text, limit=_MOST_CASES)
    ]
