"""The palette: acts, letters, cases and places, by Chinese, pinyin or initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from petition_desk.domain.highlights import Marked
from petition_desk.ui import theme
from petition_desk.ui.dialogs import palette_offers
from petition_desk.ui.models.findings_model import FindingsModel
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
    from petition_desk.ui.dialogs.palette_offers import Answer, Command

_TYPING_PAUSE_MS = 120
_LINE, _HEAD = 40, 28


class _FindingDelegate(QStyledItemDelegate):
    """Draws lines of 40 and heads of 28."""

    def __init__(self, model: FindingsModel, view: RowList) -> None:
        super().__init__(view)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line or a head."""
        found = self._model.finding(index.row())
        return QSize(100, theme.dp(_HEAD if found is None or found.act is None else _LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a line."""
        found = self._model.finding(index.row())
        rect: QRect = option.rect
        if found is None:
            return
        left = rect.adjusted(theme.dp(16), 0, -theme.dp(16), 0)
        if found.act is None:
            paint.words(painter, left, found.word.text, Role.INK2, Type.SMALL)
            return
        view = self.parent()
        is_current = isinstance(view, RowList) and view.currentIndex() == index
        if is_current:
            paint.selection(painter, rect, focused=False)
        box = QRect(left.x(), rect.y(), theme.dp(20), rect.height())
        paint.icon(painter, found.icon, box, Role.ACCENT if is_current else Role.INK2)
        right = "Enter" if is_current and not found.right else found.right
        used = paint.width_of(right, Type.SMALL) + theme.dp(12) if right else 0
        room = left.adjusted(theme.dp(32), 0, -used, 0)
        room.setLeft(room.left() + draw_marked(painter, room, found.word) + theme.dp(12))
        if found.detail is not None:
            draw_marked(painter, room, found.detail, Role.INK2)
        paint.words(painter, left, right, Role.INK2, Type.SMALL, paint.RIGHT)


def draw_marked(painter: QPainter, room: QRect, marked: Marked, role: Role = Role.INK) -> int:
    """Draw a text with what was typed in bold accent; return its width in pixels."""
    place, drawn = 0, 0
    for first, last in (*marked.spans, (len(marked.text), len(marked.text))):
        for part, colour, kind in (
            (marked.text[place:first], role, Type.TEXT),
            (marked.text[first:last], Role.ACCENT, Type.STRONG),
        ):
            rest = room.adjusted(drawn, 0, 0, 0)
            if part and rest.width() > 0:
                drawn += paint.words(painter, rest, part, colour, kind)
        place = last
    return drawn


class SearchPanel(OverlayPanel):
    """640 wide, 8 from the top; ↑ ↓ move, Enter does it, Tab completes."""

    place_requested = Signal(object)

    def __init__(
        self,
        window: QWidget,
        context: ScreenContext,
        commands: Callable[[], Sequence[Command]],
        places: Sequence[Command],
    ) -> None:
        """Lie over ``window``; ``commands`` and ``places`` are offered beside what is found."""
        super().__init__(window, QSize(640, 520), top=8)
        self._context = context
        self._commands = commands
        self._places = tuple(places)
        self._matter = ""
        self._lane = Lane(context.work)
        self.field = SearchBox("动作、文书、编号、姓名、拼音、电话后四位，或要去的地方", key="Esc")
        self.model = FindingsModel()
        self.list = RowList("搜索结果")
        self.list.setModel(self.model)
        self.list.setItemDelegate(_FindingDelegate(self.model, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top = QVBoxLayout()
        top.setContentsMargins(theme.dp(8), theme.dp(8), theme.dp(8), theme.dp(8))
        top.addWidget(self.field)
        self.body.addLayout(top)
        self.body.addWidget(Rule())
        self.body.addWidget(self.list, 1)
        hints = HintBar((("↑ ↓", "选择"), ("Enter", "执行"), ("Tab", "补全"), ("Esc", "关闭")))
        hints.set_says("汉字、全拼、首字母都可以")
        self.body.addWidget(hints)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.field.search_typed.connect(lambda _text: self._pause.start())
        self.field.search_entered.connect(lambda _text: self._enter())
        self.field.left_downwards.connect(lambda: self._move(1))
        self.list.clicked.connect(lambda index: self._do(index.row()))

    def open_search(self, text: str = "", matter: str = "") -> None:
        """Open with ``text`` in the field; ``matter`` is the current one, whose acts come first."""
        self.field.setText(text)
        self._matter = matter
        self._show(palette_offers.Answer(text.strip(), None, (), ()))
        self._ask()
        self.open_panel(self.field)

    def _ask(self) -> None:
        typed, matter, desk = self.field.text().strip(), self._matter, self._context.desk
        self._lane.ask(lambda _job: palette_offers.ask(desk, typed, matter), self._show)

    def _show(self, answer: Answer) -> None:
        found = palette_offers.findings(answer, self._commands(), self._places, self._go)
        self.model.show_findings(found)
        self.list.setCurrentIndex(self.model.index(self.model.first_act()))

    def _go(self, place: Place) -> None:
        self.place_requested.emit(place)

    def _enter(self) -> None:
        """Enter does it at once where the answer is there, else asks first."""
        if self._pause.isActive():
            self._pause.stop()
            self._ask()
        else:
            self._do(self.list.currentIndex().row())

    def _do(self, row: int) -> None:
        found = self.model.finding(row)
        if found is not None and found.act is not None:
            self.close_panel()
            found.act()

    def _move(self, step: int) -> None:
        row = self.list.currentIndex().row() + step
        while (found := self.model.finding(row)) is not None and found.act is None:
            row += step
        if found is not None:
            self.list.setCurrentIndex(self.model.index(row))

    def _complete(self) -> None:
        """Write the words of the current line into the field."""
        found = self.model.finding(self.list.currentIndex().row())
        if found is not None and found.act is not None:
            self.field.setText(found.word.text.split(" ")[0])
            self._ask()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab completes instead of leaving the field."""
        if forward:
            self._complete()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ and ↓ move while the field keeps the cursor."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._move(step)
            event.accept()
        else:
            super().keyPressEvent(event)
