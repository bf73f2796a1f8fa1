"""The pages of the first start that follow once the data is there: key, calendar, beginning."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from petition_desk.clock import CHINA, Clock
from petition_desk.ui import printing, theme
from petition_desk.ui.start.wizard_pages import WizardPage, warning_card
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets import paint
from petition_desk.ui.widgets.buttons import Button
from petition_desk.ui.widgets.cards import Card
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.facts import Facts
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark, MarkDot
from petition_desk.ui.widgets.toggles import RadioButton

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk

#: Which group is copied back from paper.
_CHECKED_GROUP = 3
_NOT_SIGNS = str.maketrans("", "", " -—–")


class KeySheet(QWidget):
    """The six groups in two lines, large."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._groups: tuple[str, ...] = ()
        self.setFixedSize(theme.dp(656), theme.dp(122))

    def show_key(self, groups: tuple[str, ...]) -> None:
        """Show the groups."""
        self._groups = groups
        self.setAccessibleName("恢复密钥 " + " ".join(groups))
        self.update()

    def sizeHint(self) -> QSize:
        """Return 656 x 122."""
        return QSize(theme.dp(656), theme.dp(122))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame, numbers and groups."""
        with paint.painting(self) as painter:
            paint.box(painter, self.rect(), Role.SURFACE, Role.EDGE, radius=paint.PANEL_RADIUS)
            for index, group in enumerate(self._groups):
                x = theme.dp(49 + 202 * (index % 3))
                y = theme.dp(22 + 48 * (index // 3))
                number = QRect(x, y + theme.dp(3), theme.dp(15), theme.dp(30))
                paint.words(painter, number, str(index + 1), Role.INK2, Type.SMALL)
                room = QRect(x + theme.dp(15), y, theme.dp(180), theme.dp(32))
                paint.words(painter, room, group, Role.INK, Type.TITLE)


class RecoveryPage(WizardPage):
    """The key is shown once, printed, and one group is typed back from paper."""

    def __init__(self, clock: Clock) -> None:
        """Show nothing until `show_key()`."""
        super().__init__(
            "把恢复密钥打印出来，锁进保险柜",
            "全部数据已加密。所有人的口令都忘了，只有这张纸能打开数据。\n"
            "密钥只在这里显示一次，不写入硬盘。",
        )
        self._clock = clock
        self._groups: tuple[str, ...] = ()
        self._sheet = KeySheet()
        self.print_button = Button("打印一份", icon="print", key="Ctrl+P")
        self._dot = MarkDot(Mark.FINE)
        self._printed = Words("", Type.TEXT, Role.INK2)
        self.typed = LineEdit(name=f"第 {_CHECKED_GROUP} 组")
        self.typed.setFixedWidth(theme.dp(200))
        self._left = Words("", Type.TEXT, Role.INK2)
        self.body.addWidget(self._sheet)
        self.body.addSpacing(theme.dp(8))
        self.body.addLayout(_row(self.print_button, self._dot, self._printed))
        self.body.addSpacing(theme.dp(24))
        ask = f"从纸上抄回第 {_CHECKED_GROUP} 组，确认打印清楚"
        self.body.addWidget(Words(ask, Type.STRONG))
        self.body.addLayout(_row(self.typed, self._left))
        self.body.addSpacing(theme.dp(24))
        card = Card()
        says = "恢复密钥等于全部档案的钥匙。建议放进密封袋，由两人签名封存，取用登记。"
        card.body.addWidget(Words(says, Type.TEXT, Role.INK2))
        self.body.addWidget(card)
        self._dot.hide()
        self.print_button.clicked.connect(self.print_key)
        self.typed.textChanged.connect(lambda _text: self._typed())
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_key)

    def show_key(self, key: str) -> None:
        """Show a new key."""
        self._groups = tuple(key.split())
        self._sheet.show_key(self._groups)
        self._typed()

    def forget_key(self) -> None:
        """Take the key off the screen and out of memory."""
        self._groups = ()
        self._sheet.show_key(())

    def print_key(self) -> None:
        """Print the key; without a printer it is copied by hand."""
        lines = "\n\n".join(f"{number}.  {group}" for number, group in enumerate(self._groups, 1))
        outcome = printing.print_text(self, "信访接待台 恢复密钥", lines)
        now: datetime = self._clock.now().astimezone(CHINA)
        self._dot.setVisible(outcome is not printing.Printed.CANCELLED)
        if outcome is printing.Printed.DONE:
            self._dot.set_mark(Mark.FINE)
            self._printed.setText(f"已打印 1 份，{now:%H:%M}")
            self.print_button.set_text("再打印一份")
        elif outcome is printing.Printed.NO_PRINTER:
            self._dot.set_mark(Mark.TODAY)
            self._printed.setText("这台电脑没有打印机，请逐组手抄两遍")

    def _typed(self) -> None:
        wanted, typed = self._wanted(), _plain(self.typed.text())
        if typed == wanted:
            says = "一致"
        elif wanted.startswith(typed):
            says = f"还差 {len(wanted) - len(typed)} 位"
        else:
            says = f"与第 {_CHECKED_GROUP} 组不一样，请对着纸再看"
        self._left.setText(says)
        self._left.set_role(Role.INK2 if wanted.startswith(typed) else Role.OVERDUE)
        self.changed.emit()

    def _wanted(self) -> str:
        enough = len(self._groups) >= _CHECKED_GROUP
        return _plain(self._groups[_CHECKED_GROUP - 1]) if enough else ""

    def waits_for(self) -> str:
        """Wait for the group."""
        same = self._wanted() and _plain(self.typed.text()) == self._wanted()
        return "" if same else f"核对第 {_CHECKED_GROUP} 组后继续"


class CalendarPage(WizardPage):
    """Which years and rules deadlines are counted by."""

    load_requested = Signal()

    def __init__(self) -> None:
        """Show nothing until `show_desk()`."""
        super().__init__(
            "日历和规则", "期限按《信访工作条例》和国务院放假安排计算，都已随程序装好。"
        )
        self._facts = Facts(label_width=96, spacing=8)
        self.load = Button("载入放假通知…", icon="import")
        self._card = warning_card("", "")
        self.body.addWidget(self._facts)
        self.body.addSpacing(theme.dp(16))
        self.body.addWidget(self._card)
        self.body.addLayout(_row(self.load))
        self.load.clicked.connect(lambda: self.load_requested.emit())

    def show_desk(self, desk: Desk) -> None:
        """Show what this data counts by."""
        years = desk.calendar().loaded_years
        today = desk.clock.today()
        rules = desk.rules().switched_on
        self._facts.show_facts(
            [
                ("放假安排", f"{years[0]} 至 {years[-1]} 年，按国务院办公厅每年的通知"),
                ("期限规则", f"{len(rules)} 条，每条写明条款；条例自 2022 年 5 月 1 日起施行"),
                ("取哪一天", "机关的期限取期满日，不顺延；信访人的权利取顺延日。以后可在设置里改"),
            ]
        )
        missing = today.year + 1
        is_missing = missing not in years
        self._card.setVisible(is_missing)
        title, says = self._card.findChildren(Words)
        title.setText(f"{missing} 年放假安排还没有载入")
        says.setText("国务院办公厅一般在 11 月公布。载入之前，落在那一年的顺延日和最后工作日暂定。")


class BeginPage(WizardPage):
    """Begin with real cases, or look around among invented ones."""

    def __init__(self) -> None:
        """Propose to begin with real cases."""
        super().__init__("开始使用", "数据已经建好。现在就可以登记第一件信访。")
        self.real = RadioButton("开始登记真实的信访件")
        self.invented = RadioButton("用虚构案例试用（200 件，人名地名都是编的）")
        self.real.setChecked(True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.fault = Words("", Type.TEXT, Role.OVERDUE, wraps=True)
        self.body.addWidget(self.real)
        self.body.addWidget(self.invented)
        self.body.addSpacing(theme.dp(8))
        self.body.addWidget(
            warning_card(
                "虚构案例不能和真实信访件混在一起",
                "虚构案例会占用编号。试用之后，请换一个文件夹重新建立数据，再登记真实的信访件。",
            )
        )
        self.body.addWidget(self.progress)
        self.body.addWidget(self.fault)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the inventing is."""
        self.progress.show()
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def show_fault(self, field_name: str, sentence: str) -> None:
        """Say what went wrong."""
        self.progress.hide()
        self.fault.setText(sentence)


def _plain(text: str) -> str:
    return text.upper().translate(_NOT_SIGNS)


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.dp(8))
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
