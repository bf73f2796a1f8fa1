"""A clock as a row: the day is never covered by a long article."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from petition_desk.ui import theme
from petition_desk.ui.theme import Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.clock_row import ClockLine, ClockRow
from petition_desk.ui.widgets.marks import Mark


def picture(qtbot: QtBot, name: str, below: str) -> QImage:
    row = ClockRow(ClockLine(Mark.FINE, name, "剩 58 天", below, "期满 2027-01-18 周一"))
    qtbot.addWidget(row)
    row.resize(theme.dp(280), row.sizeHint().height())
    return row.grab().toImage()


@pytest.mark.parametrize("name", ["履行职责", "重新办理（未写明期限的重办意见书，自送达起）"])
def test_the_day_is_never_covered_by_a_long_article(qtbot: QtBot, name: str) -> None:
    article = "第三十一条第五项、《行政诉讼法》第四十七条 · 2个月"
    long, short = picture(qtbot, name, article), picture(qtbot, "办结", "")
    day = paint.width_of("期满 2027-01-18 周一", Type.SMALL)
    left = paint.width_of("剩 58 天")
    for width, top in ((left, 8), (day, 28)):
        place = QRect(long.width() - width, theme.dp(top), width, theme.dp(17))
        assert long.copy(place) == short.copy(place)
