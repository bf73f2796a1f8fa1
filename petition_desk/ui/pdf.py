"""A PDF in memory, as the screen and the printer see it: its pages as pictures, its words' places.

There is one picture of a page, made from the very bytes that are kept: what stands on screen and
what is printed cannot differ. Lengths are PDF points (1/72 inch) unless they say pixels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from petition_desk.errors import EnvironmentFaultError

POINTS_PER_INCH: Final = 72


class UnreadablePdfError(EnvironmentFaultError):
    """The bytes are no PDF that can be shown."""

    def __init__(self) -> None:
        """Say so; what is wrong inside helps nobody at the desk."""
        super().__init__("这份文书的文件已损坏，无法显示。请从备份恢复，或者重新出具。")


class PdfFile:
    """The pages of one PDF.

    It must be used on the thread that made it, and `close()`d or left to the collector.
    """

    def __init__(self, data: bytes) -> None:
        """Read ``data``.

        Raises:
            UnreadablePdfError: it is no PDF.
        """
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument()
        self._document.load(self._buffer)
        if self._document.status() is not QPdfDocument.Status.Ready:
            raise UnreadablePdfError

    @property
    def page_count(self) -> int:
        """How many pages it has."""
        return self._document.pageCount()

    def size_of(self, page: int) -> QSizeF:
        """Return width and height of a page, counted from 0, in points."""
        return self._document.pagePointSize(page)

    def picture(self, page: int, width: int) -> QImage:
        """Draw a page ``width`` pixels wide, flattened on white."""
        points = self.size_of(page)
        height = round(width * points.height() / points.width())
        drawn = self._document.render(page, QSize(width, height))
        # A page has no ground of its own; a printer would turn what is transparent black.
        flat = QImage(drawn.size(), QImage.Format.Format_RGB32)
        flat.fill(Qt.GlobalColor.white)
        return _laid_on(flat, drawn)

    def picture_at(self, page: int, dots_per_inch: int) -> QImage:
        """Draw a page in a printer's resolution, flattened on white."""
        return self.picture(page, round(self.size_of(page).width() * dots_per_inch / 72))

    def places_of(self, page: int, words: Iterable[str]) -> list[QRectF]:
        """Return where ``words`` stand on a page, in points from its upper left corner.

        A word that is broken over two lines gives a place on each of them.
        """
        text = self._document.getAllText(page).text()
        places: list[QRectF] = []
        for word in words:
            if not word.strip():
                continue
            pattern = r"\s*".join(re.escape(letter) for letter in word if not letter.isspace())
            for found in re.finditer(pattern, text):
                start, length = _utf16(text[: found.start()]), _utf16(found.group())
                selection = self._document.getSelectionAtIndex(page, start, length)
                places += _one_a_line(QRectF(part.boundingRect()) for part in selection.bounds())
        return places

    def text_of(self, page: int) -> str:
        """Return the words of a page, for a screen reader."""
        return self._document.getAllText(page).text()

    def close(self) -> None:
        """Let go of the bytes."""
        self._document.close()
        self._buffer.close()


def _laid_on(ground: QImage, drawn: QImage) -> QImage:
    painter = QPainter(ground)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return ground


def _one_a_line(parts: Iterable[QRectF]) -> list[QRectF]:
    """Join what stands side by side: a word set in two fonts comes in two parts."""
    joined: list[QRectF] = []
    for part in parts:
        if joined and part.top() < joined[-1].bottom() and joined[-1].top() < part.bottom():
            joined[-1] = joined[-1].united(part)
        else:
            joined.append(part)
    return joined


def _utf16(text: str) -> int:
    """Count as Qt does: a character beyond U+FFFF is two."""
    return len(text.encode("utf-16-le")) // 2
