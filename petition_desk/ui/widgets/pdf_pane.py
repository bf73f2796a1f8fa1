"""The page exactly as it will print, on the colour of a desk; names on it covered on screen alone.

What is shown is the PDF itself. A block lies over every identity until F6 is held, because the
visitor sees the screen; the legend says that the print is not covered.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.pdf import PdfFile
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.cards import Scroll
from petition_desk.ui.widgets.labels import Words

#: Room left and right of a page that is as wide as the pane, for the words beside it.
_SIDE_ROOM = 112
_EDGE = 10
#: So many pages are kept drawn; a scan of a thousand pages must not fill the memory.
_MOST_PICTURES = 12


class _Sheets(QWidget):
    """The pages one below the other, drawn when they come into sight."""

    def __init__(self) -> None:
        super().__init__()
        self._pdf: PdfFile | None = None
        self._places: list[list[QRectF]] = []
        self._pictures: dict[tuple[int, int], QImage] = {}
        self.covered = True
        self.page_width = theme.dp(396)

    def show_pdf(self, pdf: PdfFile | None, hidden: Sequence[str]) -> None:
        """Show another PDF and cover ``hidden`` on it."""
        self._pdf = pdf
        self._pictures.clear()
        pages = range(pdf.page_count) if pdf is not None else range(0)
        self._places = [pdf.places_of(page, hidden) for page in pages] if pdf else []
        self._resize()

    def set_page_width(self, width: int) -> None:
        """Draw pages ``width`` pixels wide."""
        if width != self.page_width:
            self.page_width = width
            self._pictures.clear()
        self._resize()

    @property
    def cover_count(self) -> int:
        """How many places are covered."""
        return sum(len(places) for places in self._places)

    def _height(self, page: int) -> int:
        assert self._pdf is not None
        size = self._pdf.size_of(page)
        return round(self.page_width * size.height() / size.width())

    def _rects(self) -> list[QRect]:
        if self._pdf is None:
            return []
        rects, y = [], theme.dp(_EDGE)
        left = (self.width() - self.page_width) // 2
        for page in range(self._pdf.page_count):
            rects.append(QRect(left, y, self.page_width, self._height(page)))
            y += rects[-1].height() + theme.dp(_EDGE)
        return rects

    def _resize(self) -> None:
        rects = self._rects()
        bottom = rects[-1].bottom() + theme.dp(_EDGE) if rects else 0
        self.setFixedHeight(max(bottom, 1))
        self.update()

    def _picture(self, page: int) -> QImage:
        assert self._pdf is not None
        ratio = self.devicePixelRatioF()
        key = (page, round(self.page_width * ratio))
        if key not in self._pictures:
            picture = self._pdf.picture(page, key[1])
            picture.setDevicePixelRatio(ratio)
            if len(self._pictures) >= _MOST_PICTURES:
                self._pictures.pop(next(iter(self._pictures)))
            self._pictures[key] = picture
        return self._pictures[key]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight, their edges and the covers."""
        with paint.painting(self) as painter:
            for page, rect in enumerate(self._rects()):
                if not rect.intersects(event.rect()):
                    continue
                painter.drawImage(rect.topLeft(), self._picture(page))
                painter.save()
                paint.box(painter, rect.adjusted(-1, -1, 1, 1), None, Role.LINE, radius=0)
                painter.restore()
                if self.covered:
                    self._cover(painter, page, rect)

    def _cover(self, painter: QPainter, page: int, rect: QRect) -> None:
        assert self._pdf is not None
        scale = self.page_width / self._pdf.size_of(page).width()
        for place in self._places[page]:
            # The ink of a name is narrower than its cells: a cover must not let a stroke out.
            block = QRectF(
                rect.x() + (place.x() - 2.5) * scale,
                rect.y() + (place.y() - 2.5) * scale,
                (place.width() + 5) * scale,
                (place.height() + 5) * scale,
            )
            painter.fillRect(block, theme.colour(Role.COVER))


class _Legend(QWidget):
    """Says what the blocks are."""

    _LINES = ("屏上遮盖", "打印不遮", "按住 F6 显示")

    def sizeHint(self) -> QSize:
        """Return the block and three short lines."""
        return QSize(theme.dp(88), theme.dp(20) + 3 * theme.dp(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the block and the words."""
        with paint.painting(self) as painter:
            paint.fill(painter, QRect(0, 0, theme.dp(24), theme.dp(12)), Role.COVER)
            for index, text in enumerate(self._LINES):
                room = QRect(0, theme.dp(18 + 16 * index), self.width(), theme.dp(16))
                paint.words(painter, room, text, Role.INK2, Type.SMALL)


class PdfPane(QWidget):
    """A PDF with the choice of the whole page or its width."""

    #: What was shown bare has to be written into the journal by the screen.
    uncovered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing until `show_pdf()`."""
        super().__init__(parent)
        self._pdf: PdfFile | None = None
        self._fits_page = True
        self._sheets = _Sheets()
        self._scroll = Scroll(self._sheets)
        self._count = Words("", Type.SMALL, Role.INK2, parent=self)
        self._message = Words("", Type.TEXT, Role.INK2, wraps=True, parent=self)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._legend = _Legend(self)
        self.whole = Button("整页", small=True, parent=self)
        self.wide = Button("页宽", small=True, parent=self)
        for button in (self.whole, self.wide):
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        for part in (self._count, self._legend, self.whole, self.wide):
            part.raise_()
        # Signals
        self.whole.clicked.connect(lambda: self.set_whole_page(whole=True))
        self.wide.clicked.connect(lambda: self.set_whole_page(whole=False))
        self.set_whole_page(whole=True)
        self.show_nothing("")

    def show_pdf(self, data: bytes, hidden: Sequence[str] = ()) -> None:
        """Show ``data`` with every word of ``hidden`` covered.

        Raises:
            UnreadablePdfError: it is no PDF.
        """
        self._pdf = PdfFile(data)
        self._sheets.show_pdf(self._pdf, hidden)
        pages = self._pdf.page_count
        self._count.setText(f"第 1 页，共 {pages} 页" if pages == 1 else f"共 {pages} 页")
        self._message.setText("")
        self._arrange()

    def show_nothing(self, sentence: str) -> None:
        """Say why there is no page."""
        self._pdf = None
        self._sheets.show_pdf(None, ())
        self._count.setText("")
        self._message.setText(sentence)
        self._arrange()

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return self._pdf.page_count if self._pdf is not None else 0

    @property
    def is_covered(self) -> bool:
        """Whether identities are covered at the moment."""
        return self._sheets.covered

    @property
    def cover_count(self) -> int:
        """How many places are covered."""
        return self._sheets.cover_count

    def set_covered(self, *, covered: bool) -> None:
        """Cover the names, or show them while the key is held."""
        if covered == self._sheets.covered:
            return
        self._sheets.covered = covered
        self._sheets.update()
        if not covered and self._sheets.cover_count:
            self.uncovered.emit()

    def set_whole_page(self, *, whole: bool) -> None:
        """Fit the page into the pane, or its width."""
        self._fits_page = whole
        self.whole.setChecked(whole)
        self.wide.setChecked(not whole)
        self._arrange()

    def _page_width(self) -> int:
        widest = max(self.width() - 2 * theme.dp(_SIDE_ROOM), theme.dp(200))
        if self._pdf is None or not self._fits_page:
            return widest
        size = self._pdf.size_of(0)
        high = self.height() - 2 * theme.dp(_EDGE)
        return max(min(int(high * size.width() / size.height()), widest), theme.dp(120))

    def _arrange(self) -> None:
        self._sheets.set_page_width(self._page_width())
        side, edge = theme.dp(16), theme.dp(12)
        self._count.adjustSize()
        self._count.move(side, edge)
        # Beside the page, not on it: where text is large there may be no room for it.
        left = (self.width() - self._sheets.page_width) // 2
        self._count.setVisible(self._count.geometry().right() < left)
        legend = self._legend.sizeHint()
        self._legend.setGeometry(
            side, self.height() - legend.height() - edge, legend.width(), legend.height()
        )
        self._legend.setVisible(self._sheets.cover_count > 0)
        right = self.width() - side
        for index, button in enumerate((self.whole, self.wide)):
            size = button.sizeHint()
            top = edge + index * (size.height() + theme.dp(4))
            button.setGeometry(right - size.width(), top, size.width(), size.height())
            button.setVisible(self._pdf is not None)
        room = min(self.width() - 2 * theme.dp(32), theme.dp(420))
        self._message.setFixedWidth(max(room, 1))
        self._message.adjustSize()
        self._message.move(
            (self.width() - self._message.width()) // 2,
            (self.height() - self._message.height()) // 2,
        )
        self._message.setVisible(bool(self._message.text()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the desk."""
        with paint.painting(self) as painter:
            paint.fill(painter, self.rect(), Role.DESK)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page again."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange again when the look changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._arrange()
