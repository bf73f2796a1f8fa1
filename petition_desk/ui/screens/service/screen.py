"""送达: everything issued and not yet served, late ones first; what became of it, and the right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import (
    QHideEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petition_desk.domain.letter_services import SERVE_RULE
from petition_desk.services import casework, service
from petition_desk.services.service import ServiceItem, ServicePage
from petition_desk.ui.models.service_model import ServiceModel, key_of
from petition_desk.ui.scan_offers import ScanOffers
from petition_desk.ui.screens.base import Hint, Place, Screen, ScreenContext, WhyQuestion
from petition_desk.ui.screens.service.head import ScanField, ServiceHead
from petition_desk.ui.screens.service.panel import ServicePanel
from petition_desk.ui.screens.service.papers import ServicePapers
from petition_desk.ui.screens.service.recording import ServiceRecording
from petition_desk.ui.screens.service.rows import ServiceHeader, ServiceList
from petition_desk.ui.widgets.empty_state import EmptyState
from petition_desk.ui.widgets.hint_bar import HintBar
from petition_desk.ui.work import Lane

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk

_HINTS: Final = (
    Hint("↑ ↓", "选择"),
    Hint("1–4", "方式、结果"),
    Hint("Ctrl+Enter", "登记送达"),
    Hint("/", "扫描、查找"),
    Hint("F6", "按住显示姓名"),
)
#: What a scanner reads from a waybill: letters and figures alone.
_WAYBILL: Final = re.compile(r"[A-Za-z0-9]{8,30}")
_DIGITS: Final = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)


def waiting_count(desk: Desk) -> int:
    """Return how many services are open, for the sidebar."""
    return service.open_count(desk)


class ServiceScreen(Screen):
    """Three groups at the left, the form and the right of the petitioner at the right."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the screen; it is read when it is gone to."""
        super().__init__(context)
        self._page: ServicePage | None = None
        self._current: ServiceItem | None = None
        self._wanted = ""
        self._pages = Lane(context.work)
        self._finds = Lane(context.work)
        self._names = Lane(context.work)
        self._build()
        self.recording = ServiceRecording(self, context, self.panel)
        self.papers = ServicePapers(self, context, self.panel)
        self._scans = ScanOffers(context.desk, context.work, self)
        self._wire()

    def _build(self) -> None:
        self.head = ServiceHead()
        self.scan = ScanField()
        self.model = ServiceModel()
        self.list = ServiceList(self.model)
        self.panel = ServicePanel(self.context.desk.clock.today())
        self.empty = EmptyState(
            "service",
            "现在没有要送达的文书",
            "文书出具以后列在这里，直到送达：当面交付、邮寄签收、留置或者公告期满。\n送达之日起，信访人申请复查、复核的期限开始计算。",
            article="《信访工作条例》第二十三条、第三十五条、第三十六条",
        )
        self.middle = QStackedWidget()
        self.middle.addWidget(self.list)
        self.middle.addWidget(self.empty)
        left = QVBoxLayout()
        left.setSpacing(0)
        parts: tuple[QWidget, ...] = (self.head, self.scan, ServiceHeader())
        for part in parts:
            left.addWidget(part)
        left.addWidget(self.middle, 1)
        left.addWidget(HintBar([(hint.key, hint.word) for hint in _HINTS]))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.panel)
        self.setFocusProxy(self.list)

    def _wire(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.doubleClicked.connect(lambda _index: self._open_case())
        self.scan.entered.connect(self.look_for)
        self.head.list_wanted.connect(self.papers.print_mailing_list)
        self.panel.recorded.connect(self.recording.record)
        self.panel.case_wanted.connect(self._open_case)
        self.recording.toast_requested.connect(self.toast_requested)
        self.recording.place_requested.connect(self.place_requested)
        self.recording.done.connect(self._done)
        self.recording.slip_wanted.connect(self.papers.ask_slip)
        self.papers.toast_requested.connect(self.toast_requested)
        self.papers.done.connect(self._done)
        self._scans.offered.connect(self.panel.form.slip.set_scans)
        self.context.reveal.changed.connect(self._reveal)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.recording.record)

    # Reading

    def open_at(self, place: Place) -> None:
        """Read the page; a number in ``place`` is looked for on it."""
        self._wanted = place.detail or place.number
        self.refresh()

    def refresh(self) -> None:
        """Read the page anew; the current row and what is typed are kept."""
        desk = self.context.desk
        self._pages.ask(lambda _job: service.service_page(desk), self.show_page)

    def show_page(self, page: ServicePage) -> None:
        """Show what was read."""
        self._page = page
        self.head.show_page(page)
        kept = self._current
        self.model.show_page(page)
        self._choose(kept)
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.look_for(wanted)

    def _choose(self, item: ServiceItem | None) -> None:
        row = self.model.row_of(item)
        self.middle.setCurrentWidget(self.list if self.model.rowCount() else self.empty)
        self.list.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())
        if row < 0:
            self._show_item(None)

    def current_item(self) -> ServiceItem | None:
        """Return the service of the current row."""
        return self.model.item(self.list.currentIndex().row())

    def _current_changed(self, current: QModelIndex) -> None:
        self.list.reveal(-1, "")
        self._show_item(self.model.item(current.row()))

    def _show_item(self, item: ServiceItem | None) -> None:
        before, self._current = self._current, item
        is_same = before is not None and item is not None and key_of(before) == key_of(item)
        if is_same and before == item:
            return
        self.papers.open_for(item)
        self.recording.open_for(item)

    # Finding

    def look_for(self, text: str) -> None:
        """Go to what was scanned or typed: a waybill, the number of a letter or of a case."""
        desk = self.context.desk
        self._finds.ask(
            lambda _job: service.find_services(desk, text),
            lambda found: self._found(text, found),
        )

    def _found(self, text: str, found: tuple[ServiceItem, ...]) -> None:
        item = self._current
        if found:
            self.model.show_found(found)
            self._choose(found[0])
            self.scan.clear_text()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif _WAYBILL.fullmatch(text) and item is not None and item.service.is_open:
            # A new waybill belongs to the letter that is about to be posted.
            self.panel.form.take_waybill(text.upper())
            self.scan.clear_text()
            self.panel.record_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.scan.say("没有这个邮件号、文号或者编号")

    # Acts

    def _done(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def _open_case(self) -> None:
        item = self._current
        if item is not None and not item.is_hidden:
            self.place_requested.emit(Place("case", item.local_no))

    def _begin(self, digit: int) -> None:
        """A digit on the list chooses the way and goes on in the form."""
        if self._current is not None and self.panel.form.isVisible():
            self.panel.form.choose_way(digit)

    def _reveal(self, shown: bool) -> None:
        """Show the name in the current row while the key is held; the journal is told."""
        item = self._current
        row = self.list.currentIndex().row()
        if not shown or item is None or item.is_hidden or not self.isVisible():
            self._names.drop()
            self.list.reveal(-1, "")
            return
        desk = self.context.desk
        self._names.ask(
            lambda _job: _revealed_name(desk, item), lambda name: self.list.reveal(row, name)
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Look into the scanner's folder while the screen is seen."""
        super().showEvent(event)
        self._scans.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        self._scans.stop()

    # Keys

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of this screen."""
        return (*_HINTS, Hint("Enter", "填写"), Hint("空格", "看这一件"))

    def letter_keys(self) -> Mapping[Qt.Key, Callable[[], None]]:
        """Return what single keys do."""
        digits = {
            key: (lambda digit=digit: self._begin(digit)) for digit, key in enumerate(_DIGITS)
        }
        return {
            **digits,
            Qt.Key.Key_Slash: self.scan.begin,
            Qt.Key.Key_Return: self.panel.begin,
            Qt.Key.Key_Enter: self.panel.begin,
            Qt.Key.Key_Space: self._open_case,
            Qt.Key.Key_W: lambda: ask_why(self, self.current_item()),
        }


def _revealed_name(desk: Desk, item: ServiceItem) -> str:
    """Return the name of the addressee, with the showing written into the journal."""
    casework.reveal(desk, item.local_no)
    if item.service.addressee:
        return item.service.addressee
    person = casework.show(desk, item.local_no).case.main_petitioner
    return person.name if person is not None else ""


def ask_why(screen: Screen, item: ServiceItem | None) -> None:
    """Ask why the last day of a service is that day; one without such a day has no why."""
    if item is not None and item.service.limit_on is not None:
        of = "" if item.is_hidden else item.service.letter
        screen.why_requested.emit(WhyQuestion(item.local_no, SERVE_RULE, of))
