"""A form of another office: which blank, what fills its columns, what does not fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from petition_desk.ui.dialogs import files
from petition_desk.ui.dialogs.export_panel import SeenLedger
from petition_desk.ui.dialogs.form_records import (
    check_words,
    column_record,
    form_words,
    misfit_record,
)
from petition_desk.ui.dialogs.form_view import NONE_YET, FormFoot, FormView, acts
from petition_desk.ui.dialogs.form_work import FormWork
from petition_desk.ui.dialogs.panel_parts import PanelFoot, PanelHead
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.overlay import OverlayPanel

if TYPE_CHECKING:
    from petition_desk.exchange.forms.form_mapping import FilledColumn
    from petition_desk.exchange.forms.values import Misfit
    from petition_desk.services.exports import ExportOrder
    from petition_desk.services.forms import FormCheck, OpenForm

_LONGEST_NAME: Final = 40


class FormChoice(OverlayPanel):
    """1120 wide: the form, its columns, and the values that do not fit."""

    def __init__(self, window: QWidget, context: ScreenContext) -> None:
        """Lie over ``window``, hidden."""
        from petition_desk.services.forms import FORM_SOURCES

        super().__init__(window, QSize(1120, 640))
        self._context = context
        self._seen: SeenLedger | None = None
        self._opened: OpenForm | None = None
        self._check: FormCheck | None = None
        self._work = FormWork(context, self)
        self._head = PanelHead(self, "填上级的表")
        self.view, self.foot = FormView(FORM_SOURCES), FormFoot()
        self.cancel_button, self.fill_button = acts()
        self.body.addWidget(self._head)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(PanelFoot(self.foot, self.cancel_button, self.fill_button))
        self._connect()

    def _connect(self) -> None:
        work, view = self._work, self.view
        work.names_known.connect(self._show_names)
        work.opened.connect(self._show_form)
        work.checked.connect(self._show_check)
        view.kept.activated.connect(lambda _at: work.open_kept(view.kept.value()))
        view.blank_button.clicked.connect(self.ask_for_blank)
        view.columns.chosen.connect(self._show_column)
        view.fields.changed.connect(self._column_changed)

    # Opening

    def open_for(self, seen: SeenLedger) -> None:
        """Ask which form is filled with ``seen``."""
        self._seen = seen
        self._head.about.setText(f"{seen.title}，{seen.count} 件")
        self.view.identity.reset(self._context.desk.account.rights)
        self.view.note.say("", Mark.NONE)
        self._show_form(self._opened)
        self._work.list_names()
        self.open_panel(self.view.kept if self._opened is not None else self.view.blank_button)

    def ask_for_blank(self) -> None:
        """Ask for a blank and read it."""
        path = files.ask_open(self, "选空白上报表", files.FORMS_READ)
        if path is not None:
            self.open_blank(path)

    def open_blank(self, path: Path) -> None:
        """Read a blank."""
        self._work.open_blank(path)

    def _show_names(self, names: list[str]) -> None:
        kept = self.view.kept
        kept.set_options([(name, name) for name in names])
        kept.set_value(self._opened.name if self._opened is not None else "")
        kept.setEnabled(bool(names))
        if self._opened is None and names:
            self._work.open_kept(names[0])

    def _show_form(self, opened: OpenForm | None) -> None:
        self._opened, self._check = opened, None
        for part in (self.foot.remember_button, self.foot.name, self.fill_button):
            part.setEnabled(opened is not None)
        self.view.fields.setVisible(opened is not None)
        self.view.forget_button.setEnabled(opened is not None and bool(opened.name))
        self._show_misfits(())
        self.foot.name_field.clear_note()
        if opened is None:
            self.view.columns.show_records(())
            self.view.about.setText(NONE_YET)
            return
        self.view.kept.set_value(opened.name)
        name = opened.name or Path(opened.form.file_name).stem
        self.foot.name.setText(name[:_LONGEST_NAME])
        self._show_columns(opened)
        self._look()

    # Columns

    def _show_columns(self, opened: OpenForm) -> None:
        self.view.about.setText(form_words(opened))
        records = [column_record(opened, column) for column in opened.form.layout.columns]
        self.view.columns.show_records(records, self.view.columns.current())

    def _show_column(self, key: str) -> None:
        if self._opened is None:
            return
        columns = self._opened.form.layout.columns
        column = next((each for each in columns if each.key == key), None)
        filled = self._opened.mapping.of(key)
        if column is not None and filled is not None:
            misfits = self._check.misfits if self._check is not None else ()
            mine = [each for each in misfits if each.key == key]
            self.view.fields.show_column(column, filled, mine)

    def _column_changed(self, filled: FilledColumn) -> None:
        if self._opened is not None:
            mapping = self._opened.mapping.with_column(filled)
            self._opened = replace(self._opened, mapping=mapping)
            self._show_columns(self._opened)
            self._look()

    # Checking

    def _order(self, seen: SeenLedger) -> ExportOrder:
        from petition_desk.services.exports import ExportOrder

        told: dict[str, Any] = self.view.identity.order()
        return ExportOrder(seen.wanted, seen.sort, view=seen.title, **told)

    def _look(self) -> None:
        """Ask what would not fit, with identities covered; nothing is written."""
        if self._opened is not None and self._seen is not None:
            order = replace(self._order(self._seen), is_full=False, password="")
            self._work.check(self._opened, order)

    def _show_check(self, check: FormCheck) -> None:
        self._check = check
        self._show_misfits(check.misfits)
        self.view.note.say(*check_words(check))
        self._show_column(self.view.columns.current())

    def _show_misfits(self, misfits: tuple[Misfit, ...]) -> None:
        self.view.misfits.show_records([misfit_record(misfit) for misfit in misfits])
        self.view.misfits.setVisible(bool(misfits))
