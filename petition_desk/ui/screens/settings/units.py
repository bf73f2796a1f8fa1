"""单位和承办人: the directory from which a handling unit fills its handler and telephone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.domain.office import Unit
from petition_desk.errors import PetitionDeskError
from petition_desk.services import settings
from petition_desk.ui import theme
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.settings.page import SettingsPage
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.record_list import Record, RecordColumn, RecordList
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.widgets.toggles import CheckBox

_COLUMNS = (
    RecordColumn("单位", is_main=True),
    RecordColumn("信访信息员", 96),
    RecordColumn("电话", 128),
    RecordColumn("关系", 72),
)


class UnitsPage(SettingsPage):
    """The list at the left, the unit under the cursor at the right."""

    def __init__(self, context: ScreenContext) -> None:
        """Build list and form."""
        super().__init__(context, "单位和承办人", "选承办单位时自动带出承办人和电话")
        self._units: dict[str, Unit] = {}
        self.new_button = Button("新增单位", icon="plus")
        self.head.acts.addWidget(self.new_button)
        self.list = RecordList("单位", _COLUMNS)
        self.form_panel = UnitForm()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 1)
        row.addWidget(self.form_panel)
        holder = QWidget()
        holder.setLayout(row)
        self.fill(holder)
        self.new_button.setEnabled(self.may_administer)
        self.form_panel.setEnabled(self.may_administer)
        self.list.chosen.connect(self._choose)
        self.new_button.clicked.connect(self._new)
        self.form_panel.save_button.clicked.connect(self._save)
        self.form_panel.remove_button.clicked.connect(self._remove)

    def read(self) -> None:
        """Read the directory."""
        desk = self.context.desk
        self.ask(lambda _job: settings.units(desk), self._show)

    def _show(self, units: tuple[Unit, ...]) -> None:
        current = self.form_panel.name.text().strip() or self.list.current()
        self._units = {unit.name: unit for unit in units}
        self.list.show_records([_record(unit) for unit in units], current)
        if not units:
            self._new()

    def _choose(self, name: str) -> None:
        self.form_panel.show_unit(self._units.get(name))

    def _new(self) -> None:
        self.form_panel.show_unit(None)
        self.form_panel.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        desk, unit = self.context.desk, self.form_panel.unit()
        self.act(
            lambda _job: settings.save_unit(desk, unit),
            lambda _none: self._saved(unit.name),
            self.form_panel.show_fault,
        )

    def _saved(self, name: str) -> None:
        self.toast_requested.emit(ToastNote(f"{name}已保存"))
        self.read()

    def _remove(self) -> None:
        desk, name = self.context.desk, self.form_panel.name.text().strip()
        unit = self._units.get(name)
        if unit is None:
            return

        def put_back() -> None:
            self.act(lambda _job: settings.save_unit(desk, unit), lambda _none: self.read())

        def removed(_none: None) -> None:
            self.form_panel.show_unit(None)
            note = ToastNote(f"{name}已从名录删除，案件里的记载不变", "撤销", put_back)
            self.toast_requested.emit(note)
            self.read()

        self.act(lambda _job: settings.remove_unit(desk, name), removed, self.form_panel.show_fault)


def _record(unit: Unit) -> Record:
    kind = "本局" if unit.is_own else "外单位"
    return Record(unit.name, (unit.name, unit.handler, unit.telephone, kind))


class UnitForm(Surface):
    """One unit, 320 wide."""

    def __init__(self) -> None:
        """Show an empty unit."""
        super().__init__(Role.WINDOW, "l")
        self.name, self.handler = LineEdit(), LineEdit()
        self.telephone, self.address = LineEdit(), LineEdit()
        self.is_own = CheckBox("本局的派出所、大队（用“转办”）")
        self._name_field = Field("单位名称", self.name, required=True)
        self.save_button = Button("保存", Look.PRIMARY)
        self.remove_button = Button("删除", Look.QUIET)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.dp(16),) * 4)
        column.setSpacing(theme.dp(8))
        column.addWidget(Words("单位", Type.STRONG))
        column.addWidget(self._name_field)
        column.addWidget(Field("信息员", self.handler))
        column.addWidget(Field("电话", self.telephone))
        column.addWidget(Field("地址", self.address))
        column.addWidget(self.is_own)
        row = QHBoxLayout()
        row.setSpacing(theme.dp(8))
        row.addWidget(self.save_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        column.addSpacing(theme.dp(8))
        column.addLayout(row)
        column.addStretch(1)
        self.setFixedWidth(theme.dp(336))
        self.show_unit(None)

    def show_unit(self, unit: Unit | None) -> None:
        """Show a unit, or an empty one."""
        self._name_field.clear_note()
        shown = unit or Unit("")
        self.name.setText(shown.name)
        self.handler.setText(shown.handler)
        self.telephone.setText(shown.telephone)
        self.address.setText(shown.address)
        self.is_own.setChecked(shown.is_own)
        self.remove_button.setVisible(unit is not None)

    def unit(self) -> Unit:
        """Return the unit as typed."""
        return Unit(
            self.name.text().strip(),
            self.handler.text().strip(),
            self.telephone.text().strip(),
            self.address.text().strip(),
            self.is_own.isChecked(),
        )

    def show_fault(self, error: PetitionDeskError) -> None:
        """Say why it was not written."""
        self._name_field.set_error(str(error))
