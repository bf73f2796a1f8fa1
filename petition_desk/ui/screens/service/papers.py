"""Papers on the screen of services: the return slip that is attached, and what is printed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from petition_desk.errors import InputError
from petition_desk.services import attachments, service, service_papers
from petition_desk.services.service import ServiceItem
from petition_desk.ui import printing
from petition_desk.ui.dialogs.files import documents_folder
from petition_desk.ui.screens.base import ScreenContext
from petition_desk.ui.screens.service.panel import ServicePanel
from petition_desk.ui.widgets.toast import ToastNote

_PICTURES: Final = "扫描件 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.bmp)"


class ServicePapers(QObject):
    """Attaches slips to the current service, prints its sheet and the list for the post office."""

    toast_requested = Signal(object)
    done = Signal()

    def __init__(self, screen: QWidget, context: ScreenContext, panel: ServicePanel) -> None:
        """Act for ``panel``."""
        super().__init__(screen)
        self._screen = screen
        self._context = context
        self._panel = panel
        self._item: ServiceItem | None = None
        panel.form.slip.file_wanted.connect(self._ask_file)
        panel.slip_dropped.connect(self.attach_slip)
        panel.print_wanted.connect(self.print_sheet)

    def open_for(self, item: ServiceItem | None) -> None:
        """Act on this service from now on."""
        self._item = item

    def _chosen_file(self) -> Path | None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self._screen, "选择扫描的送达回证", str(documents_folder()), _PICTURES
        )
        return Path(chosen) if chosen else None

    def _ask_file(self) -> None:
        path = self._chosen_file()
        if path is not None:
            self._panel.form.slip.set_path(path)

    def ask_slip(self) -> None:
        """The slip of a service that is recorded already came back later."""
        item = self._item
        path = self._chosen_file() if item is not None and not item.has_slip else None
        if path is not None:
            self.attach_slip(path)

    def attach_slip(self, path: Path) -> None:
        """Attach the slip of the current service."""
        item, desk = self._item, self._context.desk
        if item is None or item.is_hidden:
            return
        number, one = item.local_no, item.service
        self._context.work.run(
            lambda _job: attachments.attach(
                desk, number, path, service.slip_of(one.letter, one.addressee)
            ),
            lambda _kept: self._slip_attached(number),
            failed=self._slip_failed,
        )

    def _slip_attached(self, number: str) -> None:
        self.toast_requested.emit(ToastNote(f"{number} 送达回证已附"))
        self.done.emit()

    def _slip_failed(self, error: Exception) -> None:
        if isinstance(error, InputError):
            self._panel.say_fault(error.reason)
        else:
            self._context.work.report(error)

    # Printing

    def print_sheet(self) -> None:
        """Issue the 送达回证 of the letter and print it."""
        item, desk = self._item, self._context.desk
        if item is None or item.is_hidden:
            return
        number, one = item.local_no, item.service
        raw = {"way": one.way, "waybill": one.waybill}
        if one.is_open:
            raw = self._panel.form.values()
        raw["addressee"] = one.addressee
        self._context.work.run(
            lambda _job: service_papers.service_sheet(desk, number, one.letter, raw).pdf,
            lambda pdf: self._print("送达回证", pdf, "service"),
            failed=self._sheet_failed,
        )

    def print_mailing_list(self) -> None:
        """Print what is to be posted, for the post office to sign."""
        desk = self._context.desk
        self._context.work.run(
            lambda _job: service_papers.mailing_list(desk),
            lambda pdf: self._print("寄递清单", pdf, "mailing-list"),
            failed=self._failed_list,
        )

    def _failed_list(self, error: Exception) -> None:
        if isinstance(error, InputError):
            self.toast_requested.emit(ToastNote(error.reason))
        else:
            self._context.work.report(error)

    def _print(self, title: str, pdf: bytes, purpose: str) -> None:
        outcome = printing.print_pdf(self._screen, title, pdf, purpose=purpose)
        if outcome is not printing.Printed.DONE:
            self.toast_requested.emit(ToastNote(f"{title}：{outcome.value}"))

    def _sheet_failed(self, error: Exception) -> None:
        if isinstance(error, InputError):
            self._panel.say_fault(str(error))
        else:
            self._context.work.report(error)
