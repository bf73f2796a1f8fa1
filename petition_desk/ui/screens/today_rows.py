"""How the rows of Today are drawn: chip, task, number, name, summary, day, and the one button."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QRect, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from petition_desk.services.today import TodayItem
from petition_desk.ui import theme
from petition_desk.ui.models.today_model import TodayModel, chip_of, mark_of, mark_of_group
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.chips import LIST_CHIP_WIDTH, draw_chip
from petition_desk.ui.widgets.heads import draw_group_head
from petition_desk.ui.widgets.month_grid import WEEKDAYS
from petition_desk.ui.widgets.rows import Index, RowList, draw_day, draw_row_ground

#: From this width of the list on, the unit and a note have columns of their own.
WIDE_FROM = 1240
#: Below this width (large text) the day is left to the chip and to the panel.
DAY_FROM = 640
_HEAD, _ROW = 32, 40


class TodayList(RowList):
    """The list; a press on a row's button asks for its act."""

    act_requested = Signal(int)
    why_requested = Signal(int)

    def __init__(self, model: TodayModel) -> None:
        """Show ``model``."""
        super().__init__("今日待办")
        self.setModel(model)
        self._model = model
        self._revealed: tuple[int, str] = (-1, "")
        self.setItemDelegate(TodayDelegate(model, self))
        self.doubleClicked.connect(lambda index: self.act_requested.emit(index.row()))

    def reveal(self, row: int, name: str) -> None:
        """Show the full name in one row; an empty name masks again."""
        self._revealed = (row, name)
        self.viewport().update()

    def name_in(self, row: int, masked: str) -> str:
        """Return the name to draw in a row."""
        shown_in, name = self._revealed
        return name if name and row == shown_in else masked

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the act when its button was pressed."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        super().mouseReleaseEvent(event)
        if self._model.item(index.row()) is not None:
            button = self.button_rect(self.visualRect(index))
            if button.contains(at):
                self.act_requested.emit(index.row())
            elif self.chip_rect(self.visualRect(index)).contains(at):
                self.why_requested.emit(index.row())

    def chip_rect(self, row: QRect) -> QRect:
        """Return where the chip of a row is; pressed, it asks why it is that day."""
        chip = QRect(row.x() + theme.dp(16), 0, theme.dp(LIST_CHIP_WIDTH), theme.dp(24))
        chip.moveTop(row.y() + (row.height() - 1 - chip.height()) // 2)
        return chip

    def button_rect(self, row: QRect) -> QRect:
        """Return where the button of a row is: in line with the head, whatever scrolls."""
        width = theme.dp(112 if self.is_wide else 96)
        height = theme.dp(28)
        right = self.width() - theme.dp(16)
        return QRect(right - width, row.y() + (row.height() - 1 - height) // 2, width, height)

    @property
    def is_wide(self) -> bool:
        """Whether there is room for the unit and a note."""
        return self.width() >= theme.dp(WIDE_FROM)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget where the pointer was."""
        super().leaveEvent(event)
        self.viewport().update()


class TodayDelegate(QStyledItemDelegate):
    """Draws heads of 32 and rows of 40."""

    def __init__(self, model: TodayModel, view: TodayList) -> None:
        """Draw ``model`` in ``view``."""
        super().__init__(view)
        self._model = model
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a head or a row."""
        is_head = self._model.item(index.row()) is None
        return QSize(theme.dp(400), theme.dp(_HEAD if is_head else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a line."""
        line = self._model.line(index.row())
        rect: QRect = option.rect
        if line is None:
            return
        if line.item is None:
            group = line.group
            # The line above a head lies on the line below the row before it.
            head = rect.adjusted(0, -1, 0, 0)
            count = str(group.total)
            draw_group_head(painter, head, group.title, count, group.hint, mark_of_group(group))
            return
        current = draw_row_ground(painter, option, rect)
        self._row(painter, rect, line.item, index, current=current)

    def _row(
        self, painter: QPainter, rect: QRect, item: TodayItem, index: Index, *, current: bool
    ) -> None:
        left, top, high = rect.left(), rect.y(), rect.height() - 1
        draw_chip(painter, self._view.chip_rect(rect), chip_of(item), mark_of(item))

        def cell(x: int, width: int) -> QRect:
            return QRect(left + theme.dp(x), top, theme.dp(width), high)

        paint.words(painter, cell(120, 108), item.task, Role.INK, Type.STRONG)
        paint.words(painter, cell(236, 108), item.local_no, Role.INK2)
        name = self._view.name_in(index.row(), item.name)
        paint.words(painter, cell(352, 52 if name == item.name else 72), name)
        button = self._view.button_rect(rect)
        end = self._right_part(painter, rect, button, item)
        summary = cell(408 if name == item.name else 428, 0)
        summary.setRight(end - theme.dp(16))
        if summary.width() > theme.dp(48):
            paint.words(painter, summary, item.summary)
        self._button(painter, button, item.act_label, filled=current)

    def _right_part(self, painter: QPainter, row: QRect, button: QRect, item: TodayItem) -> int:
        """Draw the day, and where there is room unit and note; return where they begin."""
        high = row.height() - 1
        wide = self._view.is_wide
        if self._view.width() < theme.dp(DAY_FROM):
            return button.x()
        day_x = button.x() - theme.dp(256 if wide else 116)
        day = QRect(day_x, row.y(), theme.dp(112), high)
        self._day(painter, day, item.reminds_on, moves=item.is_provisional)
        if not wide:
            return day_x
        note = QRect(button.x() - theme.dp(140), row.y(), theme.dp(128), high)
        paint.words(painter, note, note_of(item), Role.INK2, Type.SMALL)
        unit = QRect(day_x - theme.dp(140), row.y(), theme.dp(128), high)
        paint.words(painter, unit, item.unit or "—", Role.INK2)
        return unit.x()

    def _day(self, painter: QPainter, rect: QRect, day: date | None, *, moves: bool) -> None:
        if moves:
            paint.words(painter, rect, "暂定", Role.TODAY, Type.SMALL, paint.RIGHT)
        if day is None:
            paint.words(painter, rect, "—", Role.INK2)
        elif self._model.today is not None and day.year != self._model.today.year:
            paint.words(painter, rect, day.isoformat())
        else:
            draw_day(painter, rect, f"{day:%m-%d}", f"周{WEEKDAYS[day.weekday()]}")

    def _button(self, painter: QPainter, rect: QRect, word: str, *, filled: bool) -> None:
        if not word:
            return
        if filled:
            paint.box(painter, rect, Role.ACCENT)
        else:
            paint.box(painter, rect, Role.SURFACE, Role.EDGE)
        role = Role.ON_ACCENT if filled else Role.INK
        paint.words(painter, rect, word, role, Type.TEXT, paint.CENTRE)


def note_of(item: TodayItem) -> str:
    """Return the few words that explain a row."""
    if item.postponed_for:
        return item.postponed_for
    if item.is_provisional:
        return "暂定"
    if item.is_presumed:
        return "推定受理"
    if item.deadline is not None and item.reminds_on not in (None, item.deadline):
        return "按国网限办时间"
    return ""
