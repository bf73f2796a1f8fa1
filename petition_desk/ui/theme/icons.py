"""The line icons of ``resources/icons``, tinted when they are drawn."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from petition_desk import paths

#: The grey the files are drawn in; it is replaced by the wanted colour.
_DRAWN_IN: Final = "#5B6472"


@cache
def _source(name: str) -> str:
    return paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def tinted(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """Draw an icon.

    Args:
        name: The file's name without its ending.
        colour: ``#RRGGBB``.
        size: Width and height in device-independent pixels.
        ratio: Device pixels a device-independent pixel.

    Raises:
        ResourceMissingError: there is no such icon.
    """
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    text = _source(name).replace(_DRAWN_IN, colour)
    renderer = QSvgRenderer(QByteArray(text.encode()))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
