"""Every small part in every state on one sheet, to be looked at; never part of the program."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from petition_desk import paths
from petition_desk.ui import theme
from petition_desk.ui.theme import Appearance, Role, Scheme, Type
from petition_desk.ui.widgets import paint, rows
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.chips import FilterChip, KeyCap, StateChip, Tag
from petition_desk.ui.widgets.clock_row import ClockLine, ClockRow
from petition_desk.ui.widgets.date_edit import DateEdit
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import NoteLine
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.options import Options
from petition_desk.ui.widgets.sidebar import SidebarEntry, SidebarItem
from petition_desk.ui.widgets.timeline import StepState, Timeline, TimelineItem
from petition_desk.ui.widgets.toast import Toast, ToastNote
from petition_desk.ui.widgets.toggles import CheckBox, RadioButton
from tests import desks

SWATCHES = [
    [Role.WINDOW, Role.SURFACE, Role.HOVER, Role.SEL, Role.LINE, Role.EDGE],
    [Role.INK, Role.INK2, Role.ACCENT, Role.OVERDUE, Role.TODAY, Role.FINE],
    [Role.OVERDUE_BG, Role.TODAY_BG, Role.DESK],
]
ROWS = [
    ("XF2026-0269", "张**", "常态", "逾期 1 天", Mark.OVERDUE),
    ("XF2026-0271", "李**", "悬停", "今天", Mark.TODAY),
    ("XF2026-0275", "冯**", "选中", "剩 4 天", Mark.FINE),
    ("XF2026-0241", "蒋**", "选中且有焦点", "暂停", Mark.PAUSED),
    ("XF2026-0281", "魏**", "已作废", "作废", Mark.PAUSED),
]


class Gallery(QWidget):
    """1366 x 768, placed by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(1366, 768)
        self._left()
        self._right()

    def put(self, widget: QWidget, x: int, y: int, width: int = 0, height: int = 0) -> QWidget:
        widget.setParent(self)
        hint = widget.sizeHint()
        widget.setGeometry(x, y, width or hint.width(), height or hint.height())
        widget.show()
        return widget

    def say(self, text: str, x: int, y: int, kind: Type, role: Role = Role.INK) -> None:
        self.put(Words(text, kind, role), x, y)

    def _left(self) -> None:
        strong = Type.STRONG
        for text, y in [("颜色", 24), ("按钮", 257), ("状态", 357), ("字段", 425), ("选项", 521)]:
            self.say(text, 24, y, strong)
        for row, roles in enumerate(SWATCHES):
            for column, role in enumerate(roles):
                self.say(role.value, 24 + 128 * column, 88 + 68 * row, Type.SMALL)
        self._buttons()
        self._chips()
        self._fields()
        self._choices()
        self._lines()

    def _buttons(self) -> None:
        words = ["主", "常态", "悬停", "按下", "焦点", "不可用", "无框", "强调", "小 28"]
        places = [24, 94, 164, 234, 304, 374, 444, 514, 622]
        for word, x in zip(words, places, strict=True):
            self.say(word, x, 284, Type.SMALL, Role.INK2)
        self.put(Button("登记", Look.PRIMARY), 24, 308)
        self.put(Button("登记"), 94, 308)
        self.put(Button("登记"), 164, 308)
        pressed = Button("登记")
        pressed.setDown(True)
        self.put(pressed, 234, 308)
        self.focused = Button("登记")
        self.put(self.focused, 304, 308)
        off = Button("登记")
        off.setEnabled(False)
        self.put(off, 374, 308)
        self.put(Button("登记", Look.QUIET), 444, 308)
        self.put(Button("新登记", Look.NEW, icon="plus"), 514, 308)
        self.put(Button("催办", small=True), 622, 312)

    def _chips(self) -> None:
        x = 24
        for text, mark in [
            ("逾期 1 天", Mark.OVERDUE),
            ("今天", Mark.TODAY),
            ("剩 3 天", Mark.TODAY),
            ("剩 5 天", Mark.FINE),
            ("暂停", Mark.PAUSED),
        ]:
            x += self.put(StateChip(text, mark), x, 384).width() + 16
        x += self.put(Tag("办理中"), x, 390).width() + 16
        x += self.put(FilterChip("状态：在办"), x, 384).width() + 16
        self.put(KeyCap("Ctrl+K"), x, 390)

    def _fields(self) -> None:
        self.put(LineEdit("城关镇东门市场南侧"), 24, 452, 182, 32)
        self.say("常态", 24, 488, Type.SMALL, Role.INK2)
        self.typed = LineEdit("城关镇东")
        self.put(self.typed, 222, 452, 182, 32)
        self.say("焦点", 222, 488, Type.SMALL, Role.INK2)
        wrong = LineEdit("1385566213")
        wrong.setProperty("fault", "error")
        self.put(wrong, 420, 452, 182, 32)
        self._note("手机号应为 11 位，现为 10 位", Mark.OVERDUE, 420)
        day = DateEdit(desks.TODAY)
        day.setText("2026-11-21")
        self.put(day, 618, 452, 182, 32)
        self._note("晚于收到日期，请核对", Mark.TODAY, 618)

    def _note(self, text: str, mark: Mark, x: int) -> None:
        note = NoteLine()
        note.say(text, mark)
        self.put(note, x, 484, 200)

    def _choices(self) -> None:
        channels = [("v", "来访"), ("l", "来信"), ("t", "来电"), ("n", "网上")]
        options = Options(channels)
        options.set_value("v")
        self.put(options, 24, 548)
        two, secret = CheckBox("一式两份"), CheckBox("保密")
        two.setChecked(True)
        self.put(two, 288, 558)
        self.put(secret, 384, 558)
        due, rolled = RadioButton("期满日"), RadioButton("顺延日")
        due.setChecked(True)
        self.put(due, 452, 558)
        self.put(rolled, 534, 558)

    def _lines(self) -> None:
        self.say("经过行", 24, 597, Type.STRONG)
        timeline = Timeline()
        timeline.show_items(
            [
                TimelineItem("11-09", "承办单位反馈核查结果", "核查报告 4 页"),
                TimelineItem("11-13", "会审：诉求 1、2 支持", "法制大队、信访室", StepState.LAST),
                TimelineItem("", "出具处理意见书", "", StepState.TO_COME),
            ]
        )
        self.put(timeline, 24, 624, 352)
        self.say("期限行", 432, 597, Type.STRONG)
        first = ClockLine(
            Mark.TODAY, "办结", "剩 2 天", "第三十四条 · 受理起 60 日", "期满 11-22 周日"
        )
        second = ClockLine(Mark.FINE, "书面告知", "按期", "第二十三条 · 期满 10-03", "09-23 已告知")
        self.put(ClockRow(first), 432, 624, 344)
        self.put(ClockRow(second), 432, 675, 344)

    def _right(self) -> None:
        for text, y in [("表格行 28", 24), ("侧栏 40", 209), ("提示", 373), ("图标 20 × 20", 466)]:
            self.say(text, 849, y, Type.STRONG)
        today = SidebarItem(SidebarEntry("today", "今日", "today"))
        today.setChecked(True)
        today.set_count(6)
        self.put(today, 849, 237, 144)
        self.put(SidebarItem(SidebarEntry("ledger", "台账", "ledger")), 849, 277, 144)
        service = SidebarItem(SidebarEntry("service", "送达", "service"))
        service.set_count(3)
        self.put(service, 849, 317, 144)
        self.holder = QWidget(self)
        self.holder.setGeometry(849, 401, 500, 48)
        toast = Toast(self.holder, foot=0)
        toast.say(ToastNote("XF2026-0281 已作废，编号保留", "撤销", lambda: None))

    def paintEvent(self, event: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            paint.fill(painter, self.rect(), Role.SURFACE)
            paint.line(painter, 824, 0, 824, 768)
            for row, roles in enumerate(SWATCHES):
                for column, role in enumerate(roles):
                    rect = QRect(24 + 128 * column, 52 + 68 * row, 112, 32)
                    paint.box(painter, rect, role, Role.LINE)
            paint.line(painter, 849, 52, 1342, 52)
            for index, (number, name, word, state, mark) in enumerate(ROWS):
                rect = QRect(849, 53 + 28 * index, 493, 28)
                if index == 1:
                    paint.fill(painter, rect, Role.HOVER)
                elif index in (2, 3):
                    paint.selection(painter, rect, focused=index == 3)
                paint.line(painter, rect.left(), rect.bottom(), rect.right(), rect.bottom())
                for text, x in [(number, 865), (name, 989), (word, 1049)]:
                    ink = Role.INK2 if index == 4 else Role.INK
                    paint.words(painter, QRect(x, rect.y(), 200, 27), text, ink)
                rows.draw_state(painter, QRect(1246, rect.y(), 96, 27), state, mark)
            names = sorted(path.stem for path in paths.resource("icons").glob("*.svg"))
            for index, name in enumerate(names):
                x, y = 849 + 48 * (index % 10), 501 + 36 * (index // 10)
                paint.icon(painter, name, QRect(x, y, 20, 20), Role.INK)


def main(folder: Path) -> None:
    app = QApplication.instance() or QApplication([])
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        theme.apply(app, Appearance(scheme))
        gallery = Gallery()
        gallery.show()
        gallery.activateWindow()
        gallery.focused.setFocus(Qt.FocusReason.TabFocusReason)
        app.processEvents()
        gallery.grab().save(str(folder / f"components-{scheme.value}.png"))
        gallery.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
