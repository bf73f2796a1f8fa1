"""Before a year's notice takes effect: what is unusual in it, and which open dates it moves."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.services.calendar_notices import CalendarLoad
from petition_desk.ui import theme
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList

_COLUMNS = (
    RecordColumn("编号", 112, is_main=True),
    RecordColumn("期限"),
    RecordColumn("哪一天", 88),
    RecordColumn("原来", 96),
    RecordColumn("改为", 96, is_main=True),
)


class CalendarLoadDialog(QDialog):
    """Asks whether to load a notice; the safe button is 先不载入."""

    def __init__(self, parent: QWidget, load: CalendarLoad) -> None:
        """Show what ``load`` would do."""
        super().__init__(parent)
        self.load_button = Button(f"载入 {load.year} 年", Look.PRIMARY)
        self.cancel_button = Button("先不载入", key="Esc")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.dp(24),) * 4)
        column.setSpacing(theme.dp(12))
        column.addWidget(Words(f"载入 {load.year} 年放假安排", Type.TITLE))
        for doubt in load.doubts:
            column.addWidget(Words(f"▲ {doubt}", Type.TEXT, Role.TODAY, wraps=True))
        count = len(load.moved)
        says = f"{count} 个日期会变，确认后才生效：" if count else "没有期限会变。"
        column.addWidget(Words(says))
        if count:
            column.addWidget(_moved_list(load))
        row = QHBoxLayout()
        row.setSpacing(theme.dp(8))
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.load_button)
        column.addLayout(row)
        self.setWindowTitle("信访接待台")
        self.setFixedWidth(theme.dp(680))
        self.load_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self.cancel_button.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, load: CalendarLoad) -> bool:
        """Return whether to load."""
        return cls(parent, load).exec() == QDialog.DialogCode.Accepted


def _moved_list(load: CalendarLoad) -> RecordList:
    """Return the dates that move, the earliest first."""
    moved = RecordList("会变的日期", _COLUMNS)
    moved.show_records(
        [
            Record(
                str(at),
                (
                    item.local_no,
                    f"{item.name} {item.of}".strip(),
                    item.date_name,
                    item.was.isoformat(),
                    item.now.isoformat(),
                ),
            )
            for at, item in enumerate(load.moved)
        ]
    )
    moved.setMinimumHeight(theme.dp(280))
    return moved
