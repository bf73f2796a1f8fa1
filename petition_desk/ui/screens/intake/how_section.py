"""怎么来的: channel, source, the day it came, how many people."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QGridLayout, QWidget

from petition_desk.domain.vocabulary import DIRECT_SOURCE, SOURCES, Channel, SourceKind
from petition_desk.ui import theme
from petition_desk.ui.screens.intake.section import FormSection, Raw, beside, value_of
from petition_desk.ui.widgets.date_edit import DateEdit
from petition_desk.ui.widgets.edits import Choice, LineEdit
from petition_desk.ui.widgets.fields import LABEL_GAP, LABEL_WIDTH, Field
from petition_desk.ui.widgets.options import Options
from petition_desk.ui.widgets.suggest_edit import SuggestEdit
from petition_desk.ui.widgets.toggles import CheckBox


class HowSection(FormSection):
    """How the piece came in."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Offer channels and sources; a new piece came today, to us, from one person."""
        super().__init__("怎么来的", parent)
        self.channel = Options([(c.value, c.value) for c in Channel], name="信访形式")
        self.anonymous = CheckBox("匿名")
        self.joint = CheckBox("联名")
        self.source = Choice(name="来源")
        self.source.set_options([(name, name) for name in SOURCES])
        self.received = DateEdit(today)
        self.people = LineEdit("1", name="人数")
        self.people.setFixedWidth(theme.dp(48))
        self.first_contact = SuggestEdit(name="首接人")
        self._today = today
        self._build()
        # Signals
        for part in (self.anonymous, self.joint):
            self.watch(part)
        self.watch(self.people)
        self.source.currentIndexChanged.connect(lambda _index: self._show_incoming())

    def _build(self) -> None:
        today = self._today
        top = beside(self.channel, self.anonymous, self.joint)
        channel = self.add_wide("channel", Field("信访形式", top, required=True))
        channel.setFocusProxy(self.channel)
        self.watch(self.channel)
        self.add_pair(
            ("source", Field("来源", self.source, required=True)),
            ("received_on", Field("收到日期", self.received, required=True)),
        )
        self._put_people_beside()
        self.add_pair(
            ("incoming_doc_no", Field("来文号", LineEdit())),
            ("incoming_on", Field("来文日期", DateEdit(today))),
            more=True,
        )
        self.add_pair(
            ("report_back_on", Field("反馈期限", DateEdit(today))),
            ("official_letter_no", Field("国网编号", LineEdit())),
            more=True,
        )
        self.add_pair(
            ("petitioned_on", Field("提出日期", DateEdit(today))),
            ("first_received_by", Field("最先收到", LineEdit())),
            more=True,
        )
        self.add_pair(
            ("first_contact", Field("首接人", self.first_contact)),
            ("official_matter_no", Field("国网事项号", LineEdit())),
            more=True,
        )

    def _put_people_beside(self) -> None:
        """Set 人数 into the cell of the date: both are short."""
        count = Field("人数", self.people, required=True, label_width=44)
        self.fields["people_count"] = count
        day = self.fields["received_on"]
        holder = QWidget()
        cell = QGridLayout(holder)
        cell.setContentsMargins(0, 0, 0, 0)
        cell.setSpacing(0)
        self._grid.replaceWidget(day, holder)
        cell.addWidget(day, 0, 0, 1, 2)
        cell.addWidget(count, 0, 2)
        # What is wrong with either is said over the whole cell: both fields are narrow.
        cell.addWidget(day.note, 1, 1, 1, 2)
        cell.addWidget(count.note, 2, 1, 1, 2)
        cell.setColumnMinimumWidth(0, theme.dp(LABEL_WIDTH + LABEL_GAP))
        cell.setColumnStretch(1, 1)

    def chain(self) -> list[QWidget]:
        """Return the fields in reading order; the options stand for their row."""
        return [
            self.channel if path == "channel" else field.editor
            for path, field in self.in_order().items()
        ]

    def in_order(self) -> dict[str, Field]:
        """Return the fields in reading order: 人数 stands in the cell of the date."""
        fields = dict(self.fields)
        people = fields.pop("people_count")
        ordered: dict[str, Field] = {}
        for path, field in fields.items():
            ordered[path] = field
            if path == "received_on":
                ordered["people_count"] = people
        return ordered

    def read(self) -> dict[str, object]:
        """Return channel, flags and the rest."""
        raw = super().read()
        raw["channel"] = self.channel.value()
        raw["people_count"] = self.people.text().strip()
        for key, box in self._flags().items():
            if box.isChecked():
                raw[key] = True
        if "report_back_on" in raw:  # only what has to be reported back has a day for it
            raw["must_report_back"] = True
        return raw

    def set_today(self, today: date) -> None:
        """Begin new pieces with another day: the program may stay open over midnight."""
        self._today = today

    def _flags(self) -> dict[str, CheckBox]:
        return {"anonymous": self.anonymous, "joint": self.joint}

    def show_values(self, raw: Raw) -> None:
        """Show ``raw`` over what a new piece begins with."""
        begun = {"source": DIRECT_SOURCE, "received_on": self._today.isoformat(), **raw}
        begun.setdefault("people_count", "1")
        super().show_values(begun)
        self.channel.set_value(str(raw.get("channel", "")))
        for key, box in self._flags().items():
            box.setChecked(raw.get(key) is True)
        self._show_incoming()

    def set_more(self, *, more: bool) -> None:
        """Show more; what came with a letter of another body is shown with it in any case."""
        super().set_more(more=more)
        self._show_incoming()

    def _show_incoming(self) -> None:
        kind = SOURCES.get(self.source.value(), SourceKind.OTHER)
        is_assigned = kind is not SourceKind.DIRECT
        for path in ("incoming_doc_no", "incoming_on", "report_back_on"):
            field = self.fields[path]
            field.setVisible(self._wants_more or is_assigned or bool(value_of(field.editor)))
