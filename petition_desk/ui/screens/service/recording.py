"""What the screen of services does: ask which right would begin, record, print."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from petition_desk.domain.letter_services import PUBLIC_NOTICE_DAYS
from petition_desk.domain.vocabulary import Owner
from petition_desk.errors import InputError, LawRefusalError, PetitionDeskError
from petition_desk.services import (
    accounts,
    casework,
    service,
    settings,
)
from petition_desk.services.recording import PUBLIC_NOTICE_KEY
from petition_desk.services.service import RightCard, ServiceItem
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.service.panel import ServicePanel
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.work import Job, Lane

if TYPE_CHECKING:
    from petition_desk.services.casework import Recorded
    from petition_desk.services.desk import Desk

_LIVE_MS: Final = 150
_UNDONE: Final = "刚登记即撤销"
_PICTURES: Final = "扫描件 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.bmp)"


class ServiceRecording(QObject):
    """Acts for the form of one service; its questions run off the thread of the window."""

    toast_requested = Signal(object)
    place_requested = Signal(object)
    #: The service is recorded already; its slip alone may still come.
    slip_wanted = Signal()
    done = Signal()

    def __init__(self, screen: QWidget, context: ScreenContext, panel: ServicePanel) -> None:
        """Act for ``panel``."""
        super().__init__(screen)
        self._screen = screen
        self._context = context
        self._panel = panel
        self._item: ServiceItem | None = None
        self._is_busy = False
        self._facts = Lane(context.work)
        self._rights = Lane(context.work)
        self._live = QTimer(self)
        self._live.setSingleShot(True)
        self._live.setInterval(_LIVE_MS)
        self._live.timeout.connect(self._ask_right)
        panel.form.changed.connect(self._changed)
        panel.form.ended.connect(lambda: panel.record_button.setFocus())

    @property
    def is_waiting(self) -> bool:
        """Whether the right is still to be asked for, or a service being recorded."""
        return self._live.isActive() or self._is_busy

    def open_for(self, item: ServiceItem | None) -> None:
        """Show the form of a service, or what became of it."""
        self._item = item
        self._rights.drop()
        if item is None:
            self._panel.show_nothing()
            return
        if item.is_hidden:
            self._panel.show_hidden(item)
            return
        self._panel.show_item(item, item.name)
        self._panel.right.show_card(None, is_to_come=True)
        desk = self._context.desk

        def read(_job: Job) -> tuple[list[str], str]:
            names = [account.name for account in accounts.accounts(desk)]
            return names, settings.get_setting(desk, PUBLIC_NOTICE_KEY, str(PUBLIC_NOTICE_DAYS))

        self._facts.ask(read, lambda found: self._fill(item, *found))

    def _fill(self, item: ServiceItem, servers: list[str], days: str) -> None:
        if item.service.is_open:
            me = self._context.desk.account.name
            self._panel.form.open_for(item, servers, me, days)
        else:
            self._ask_right()

    # The right

    def _changed(self) -> None:
        form = self._panel.form
        form.clear_faults()
        self._panel.say_fault("")
        self._panel.set_act(is_sending=form.is_sending)
        self._live.start()

    def _ask_right(self) -> None:
        item, form, desk = self._item, self._panel.form, self._context.desk
        if item is None or item.is_hidden:
            return
        number, letter = item.local_no, item.service.letter
        if not item.service.is_open:
            self._rights.ask(
                lambda _job: service.rights_running(desk, number, letter),
                lambda card: self._panel.right.show_card(card, is_to_come=False),
            )
            return
        day = form.day.day()
        if form.is_sending or day is None or not form.chosen_way:
            self._rights.drop()
            self._panel.right.show_card(None, is_to_come=True)
            return
        raw = self._raw()
        self._rights.ask(
            lambda _job: _right_or_fault(desk, number, letter, raw, day),
            self._show_right,
        )

    def _show_right(self, answer: RightCard | PetitionDeskError | None) -> None:
        """Show the right; a fault of the day or the letter stands at its field at once."""
        if isinstance(answer, LawRefusalError):
            self._panel.form.show_fault("on", f"{answer.sentence}（{answer.article}）")
            answer = None
        elif isinstance(answer, InputError):
            for fault in answer.faults:
                if fault.field == "日期":
                    self._panel.form.show_fault("on", fault.reason)
            answer = None
        card = answer if isinstance(answer, RightCard) else None
        self._panel.right.show_card(card, is_to_come=True)

    def _raw(self) -> dict[str, str]:
        values = self._panel.form.values()
        if self._item is not None and self._item.service.addressee:
            values["addressee"] = self._item.service.addressee
        return values

    # Recording

    def record(self) -> None:
        """Record what the form says."""
        item, form = self._item, self._panel.form
        if item is None or item.is_hidden or self._is_busy:
            return
        if not item.service.is_open:
            self.slip_wanted.emit()
            return
        if form.missing():
            return
        desk, number, letter = self._context.desk, item.local_no, item.service.letter
        raw, day, slip, sending = self._raw(), form.day.day(), form.slip.path, form.is_sending

        def act(_job: Job) -> Recorded:
            if sending:
                return service.post(desk, number, letter, raw, on=day)
            recorded, _slip = service.record_service(desk, number, letter, raw, on=day, slip=slip)
            return recorded

        self._set_busy(busy=True)
        self._context.work.run(act, self._recorded, failed=self._failed)

    def _recorded(self, recorded: Recorded) -> None:
        self._set_busy(busy=False)
        item = self._item
        if item is not None:
            self.toast_requested.emit(self._note(item, recorded))
        self.done.emit()

    def _note(self, item: ServiceItem, recorded: Recorded) -> ToastNote:
        """What was recorded; where a right began, the card that tells its last day is offered."""
        words = _toast_words(item, recorded)
        begun = [clock for clock in recorded.standing.clocks if clock.of == item.service.letter]
        if not any(clock.rule.owed_by is Owner.PETITIONER for clock in begun):
            return ToastNote(words, "撤销", lambda: self._take_back(item.local_no, recorded))
        card = Place("letter", item.local_no, "card")
        return ToastNote(words, "打印告知卡", lambda: self.place_requested.emit(card))

    def _take_back(self, number: str, recorded: Recorded) -> None:
        desk, step = self._context.desk, recorded.step
        self._context.work.run(
            lambda _job: casework.take_back(desk, number, step, _UNDONE),
            lambda _none: self.done.emit(),
        )

    def _failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        form = self._panel.form
        if isinstance(error, LawRefusalError):
            form.show_fault("on", f"{error.sentence}（{error.article}）")
        elif isinstance(error, InputError):
            unplaced = [
                str(fault)
                for fault in error.faults
                if not form.show_fault(fault.field, fault.reason)
            ]
            self._panel.say_fault("；".join(unplaced))
        else:
            self._context.work.report(error)

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self._panel.record_button.setEnabled(not busy)


def _right_or_fault(
    desk: Desk, number: str, letter: str, raw: dict[str, str], day: date
) -> RightCard | PetitionDeskError | None:
    """The right, or what stands against the service: said at its field, not in the error box."""
    try:
        return service.right_after(desk, number, letter, raw, on=day)
    except PetitionDeskError as error:
        return error


def _toast_words(item: ServiceItem, recorded: Recorded) -> str:
    """Say what was recorded, without a name."""
    if recorded.step.kind == "notified":
        return f"{item.local_no} {item.title}已登记交寄"
    result = recorded.step.text("result") or recorded.step.text("way")
    return f"{item.local_no} {item.title}：{result}"
