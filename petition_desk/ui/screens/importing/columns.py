"""第二步，对应列: what each column is read as, seen with a few covered cells, and changed there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.exchange.column_choice import SheetGuess
from petition_desk.exchange.field_kinds import FIELD_LABELS
from petition_desk.ui import theme
from petition_desk.ui.models.import_columns import NOT_READ, SheetColumns
from petition_desk.ui.screens.importing.column_form import ColumnForm
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import Field, NoteLine
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList
from petition_desk.ui.widgets.tabs import Tab, TabStrip

_COLUMNS = (
    RecordColumn("表头", 160, is_main=True),
    RecordColumn("头几行"),
    RecordColumn("读成", 128, is_main=True),
)
_BARRED = "不读、不存"
_OWN = "是本程序导出的表：按编号核对，已有的件不改动，不用指定各列；可以直接检查"
_FIRST_YEAR, _LAST_YEAR = 1949, 2100


class ColumnsPage(QWidget):
    """The columns at the left, the current one at the right; several sheets are tabs."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing until `show_guess()`."""
        super().__init__(parent)
        self.sheets: tuple[SheetColumns, ...] = ()
        self._at = 0
        self.tabs = TabStrip()
        self.list = RecordList("各列读成什么", _COLUMNS)
        self.form = ColumnForm()
        self.year = LineEdit(name="没写年份的日期按哪一年")
        self.note = NoteLine()
        self._lay_out()
        # Signals
        self.tabs.chosen.connect(lambda place: self._show_sheet(int(place)))
        self.list.chosen.connect(self._choose)
        self.form.field_chosen.connect(self._set_field)
        self.form.word_chosen.connect(lambda _word: self._told())
        self.form.left.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))

    def _lay_out(self) -> None:
        self.year.setValidator(QIntValidator(_FIRST_YEAR, _LAST_YEAR, self.year))
        self.year.setFixedWidth(theme.dp(72))
        says = Words(
            "程序按表头认出了各列。不对的，选中那一列，在右边改；下次同样的表头照此读。",
            Type.TEXT,
            Role.INK2,
        )
        top = QHBoxLayout()
        top.setContentsMargins(*(theme.dp(side) for side in (16, 8, 16, 8)))
        top.setSpacing(theme.dp(8))
        top.addWidget(says, 1)
        top.addWidget(Field("没写年份的按", self.year, label_width=96))
        top.addWidget(Words("年", Type.TEXT, Role.INK2))
        below = QHBoxLayout()
        below.setContentsMargins(*(theme.dp(side) for side in (16, 0, 16, 8)))
        below.addWidget(self.note)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list, 1)
        row.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(below)
        column.addWidget(self.tabs)
        column.addLayout(row, 1)
        self.setFocusProxy(self.list)

    def show_guess(self, guesses: Sequence[SheetGuess]) -> None:
        """Show what was guessed of a file."""
        self.sheets = tuple(SheetColumns(guess) for guess in guesses)
        self.tabs.show_tabs(
            [Tab(str(place), sheet.guess.name) for place, sheet in enumerate(self.sheets)], "0"
        )
        self.tabs.setVisible(len(self.sheets) > 1)
        self._show_sheet(0)

    @property
    def is_ready(self) -> bool:
        """Whether something is read, and no sheet lacks what a case needs; ours need no columns."""
        if self.is_own:
            return True
        used = [sheet for sheet in self.sheets if sheet.is_used]
        return bool(used) and not any(sheet.missing for sheet in used)

    @property
    def is_own(self) -> bool:
        """Whether the file is a list of ours, of which nothing is read but the numbers."""
        return bool(self.sheets) and all(sheet.guess.is_own for sheet in self.sheets)

    @property
    def given_year(self) -> int | None:
        """The year of days written without one, where it was given."""
        typed = self.year.text().strip()
        return int(typed) if self.year.hasAcceptableInput() and typed else None

    @property
    def _sheet(self) -> SheetColumns:
        return self.sheets[self._at]

    def _show_sheet(self, place: int) -> None:
        self._at = place if place < len(self.sheets) else 0
        if self.sheets:
            self._draw("0")
            self._told()

    def _draw(self, current: str) -> None:
        sheet = self._sheet
        records = [
            Record(
                str(place),
                (
                    column.header,
                    "　".join(column.samples),
                    _BARRED if column.is_barred else _label(sheet.field(column.header)),
                ),
            )
            for place, column in enumerate(sheet.guess.columns)
        ]
        self.list.show_records(records, current)

    def _choose(self, place: str) -> None:
        self.form.show_column(self._sheet, self._sheet.guess.columns[int(place)])

    def _set_field(self, header: str, field: str) -> None:
        former = self._sheet.set_field(header, field)
        self._draw(self.list.current())
        self._told(f"“{former}”改为不读入：一项内容只从一列读" if former else "")

    def _told(self, says: str = "") -> None:
        """Say what is still missing, else what was just changed, else which words are unknown."""
        missing = self._sheet.missing
        unknown = self._sheet.unknown_words
        if self.is_own:
            self.note.say(_OWN, Mark.NONE)
        elif missing:
            self.note.say(f"还没有一列读成：{'、'.join(missing)}", Mark.OVERDUE)
        elif says:
            self.note.say(says, Mark.TODAY)
        elif not self._sheet.guess.is_recognised and not self._sheet.is_used:
            self.note.say("没有认出这张表的表头，不读入；要读入，请指定各列", Mark.TODAY)
        elif unknown:
            self.note.say(
                f"有 {unknown} 个词不认识，选中那一列可以指定，不指定的按空白", Mark.TODAY
            )
        else:
            self.note.say("", Mark.NONE)
        self.changed.emit()

    def edit_current(self) -> None:
        """Go to the choice of the current column."""
        self.form.begin()


def _label(field: str) -> str:
    return FIELD_LABELS.get(field, field) if field else NOT_READ
