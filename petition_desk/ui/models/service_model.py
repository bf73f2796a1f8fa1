"""The lines of the screen of services: three groups, and what a search found besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from petition_desk.domain.letter_services import ServiceState
from petition_desk.domain.vocabulary import ServiceResult
from petition_desk.services.service import ServiceItem, ServicePage
from petition_desk.ui.models.days_left import mark_left, short_day, words_left
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.rows import Index

_STATES: Final = {ServiceState.RETURNED: "退回，要再送", ServiceState.REFUSED: "拒收，要再送"}


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A head (no item) or a row."""

    title: str = ""
    count: int = 0
    hint: str = ""
    mark: Mark = Mark.NONE
    item: ServiceItem | None = None


def state_words(item: ServiceItem, today: date) -> str:
    """Say how far a service is, in the first column."""
    service = item.service
    if service.state is ServiceState.SERVED:
        return service.result or (service.way if service.way else "已送达")
    if service.state is ServiceState.SENT:
        if service.ends_on is not None:
            return f"至 {short_day(service.ends_on, today)}"
        days = (today - service.sent_on).days if service.sent_on else 0
        return f"已寄 {days} 天" if days else "今天寄出"
    return words_left(item.days_left) if item.days_left is not None else "没有期限"


def state_mark(item: ServiceItem) -> Mark:
    """Return the shape of the first column."""
    service = item.service
    if service.state is ServiceState.SERVED:
        refused = service.result == ServiceResult.REFUSED.value
        return Mark.OVERDUE if refused else Mark.FINE
    if service.state is ServiceState.SENT:
        late = item.days_left is not None and item.days_left < 0 and service.ends_on is None
        return Mark.TODAY if late else Mark.PAUSED
    return mark_left(item.days_left) if item.days_left is not None else Mark.NONE


def way_words(item: ServiceItem, today: date) -> str:
    """Say in the last column how it was or is being served."""
    service = item.service
    if service.state in _STATES:
        return _STATES[service.state]
    if service.state is ServiceState.SERVED and service.served_on is not None:
        return f"{short_day(service.served_on, today)} {service.way}".strip()
    return service.waybill or service.way or "未定"


class ServiceModel(QAbstractListModel):
    """What was issued: to be served, waited for, served this week."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._page: ServicePage | None = None
        self._found: tuple[ServiceItem, ...] = ()
        self._lines: tuple[ServiceLine, ...] = ()

    @property
    def today(self) -> date | None:
        """The day of the page."""
        return self._page.today if self._page is not None else None

    def show_page(self, page: ServicePage) -> None:
        """Show a page that was read anew; what a search found is forgotten."""
        self._page = page
        self._found = ()
        self._rebuild()

    def show_found(self, found: Sequence[ServiceItem]) -> None:
        """Show what a search found and the page does not hold, above all else."""
        shown = {key_of(line.item) for line in self._lines if line.item is not None}
        self._found = tuple(item for item in found if key_of(item) not in shown)
        self._rebuild()

    def _rebuild(self) -> None:
        page = self._page
        lines: list[ServiceLine] = []
        if self._found:
            lines.append(ServiceLine("查到的", len(self._found), "已经送达，或者不在下面各组"))
            lines += [ServiceLine(item=item) for item in self._found]
        if page is not None:
            mark = Mark.OVERDUE if page.late_count else Mark.NONE
            groups = (
                ("未送达", page.to_do, "已出具，还没有送达结果", mark),
                ("待回执", page.waiting, "已寄出，回执未到；或者公告未满", Mark.NONE),
                ("本周已送达", page.served, "", Mark.NONE),
            )
            for title, items, hint, group_mark in groups:
                if items:
                    count = page.served_total if title == "本周已送达" else len(items)
                    lines.append(ServiceLine(title, count, hint, group_mark))
                    lines += [ServiceLine(item=item) for item in items]
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def line(self, row: int) -> ServiceLine | None:
        """Return a line."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def item(self, row: int) -> ServiceItem | None:
        """Return the service of a row; nothing for a head."""
        line = self.line(row)
        return line.item if line is not None else None

    def row_of(self, wanted: ServiceItem | None) -> int:
        """Return the row of the same service, else the first row that has one, else -1."""
        rows = [row for row, line in enumerate(self._lines) if line.item is not None]
        if wanted is not None:
            for row in rows:
                item = self._lines[row].item
                if item is not None and key_of(item) == key_of(wanted):
                    return row
        return rows[0] if rows else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's own
        """Return the words of a line, as a screen reader says them."""
        line = self.line(index.row())
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if line is None or role not in spoken:
            return None
        item = line.item
        if item is None or self.today is None:
            return f"{line.title} {line.count} {line.hint}".strip()
        parts = (
            state_words(item, self.today), item.title, item.local_no, item.name,
            item.service.letter, way_words(item, self.today),
        )  # fmt: skip
        return " ".join(part for part in parts if part)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the arrows pass over heads."""
        if self.item(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def key_of(item: ServiceItem) -> tuple[int, str, str]:
    """What makes a service the same one on the next page."""
    return int(item.case_id), item.service.letter, item.service.addressee
