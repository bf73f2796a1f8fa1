"""The form of a service: way, result, what both ask for, day, server, slip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petition_desk.domain.letter_services import PUBLIC_NOTICE_DAYS, ServiceState
from petition_desk.domain.vocabulary import ServiceResult, ServiceWay
from petition_desk.services.service import ServiceItem
from petition_desk.ui import theme
from petition_desk.ui.screens.service.choices import (
    FIELD_LABELS,
    OTHER,
    OTHER_WAYS,
    RESULT,
    SEND,
    SENT_FIRST,
    SHORT_LABELS,
    STAGES,
    WAYS,
    Asked,
    asked_of,
    results_of,
)
from petition_desk.ui.screens.service.slip_field import SlipField
from petition_desk.ui.widgets.date_edit import DateEdit
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.field_chain import FieldChain
from petition_desk.ui.widgets.fields import Field, FieldLabel
from petition_desk.ui.widgets.options import Options
from petition_desk.ui.widgets.suggest_edit import SuggestEdit

_LABEL: Final = 60
_ON: Final = ("日期", "送达日期", "on")


class ServiceForm(QWidget):
    """The fields; `changed` says that the right may have changed."""

    changed = Signal()
    ended = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Ask for nothing yet."""
        super().__init__(parent)
        self._today = today
        self._days = str(PUBLIC_NOTICE_DAYS)
        self.way = Options(WAYS, name="方式")
        self.other = Options(OTHER_WAYS, name="其他方式")
        self.stage = Options(STAGES, name="这一次")
        self.result = Options(results_of(""), name="结果")
        self.texts = {key: LineEdit(name=label) for key, label in FIELD_LABELS.items()}
        self.day = DateEdit(today, name="送达日期")
        self.server = SuggestEdit(name="送达人")
        self.slip = SlipField()
        self.fields = self._made_fields()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.dp(8))
        for shown in self.fields.values():
            column.addWidget(shown)
        self._chain = FieldChain(self)
        self._chain.set_fields(
            [self.way, self.other, self.stage, self.result, *self.texts.values(), self.day,
             self.server]
        )  # fmt: skip
        self._wire()

    def _made_fields(self) -> dict[str, Field]:
        """Every field by its key, in reading order."""
        return {
            "way": Field("方式", self.way, label_width=_LABEL),
            "other": Field("", self.other, label_width=_LABEL),
            "stage": Field("这一次", self.stage, label_width=_LABEL),
            "result": Field("结果", self.result, label_width=_LABEL),
            **{
                key: Field(SHORT_LABELS[key], edit, label_width=_LABEL)
                for key, edit in self.texts.items()
            },
            "on": Field("送达日期", self.day, label_width=_LABEL),
            "server": Field("送达人", self.server, label_width=_LABEL),
            "slip": Field("回证", self.slip, label_width=_LABEL),
        }

    def _wire(self) -> None:
        for options in (self.way, self.other, self.stage, self.result):
            options.chosen.connect(lambda _value: self._lay_out())
            options.chosen_by_digit.connect(lambda options=options: self._chain.go_on(options))
        for edit in (*self.texts.values(), self.server):
            edit.textChanged.connect(lambda _text: self.changed.emit())
        self.day.day_changed.connect(lambda _day: self.changed.emit())
        self._chain.ended.connect(self.ended)

    # What is asked

    def open_for(self, item: ServiceItem, servers: Sequence[str], me: str, days: str) -> None:
        """Ask about a service, with what is known of it filled in."""
        service = item.service
        self._days = days
        self.clear_faults()
        self.server.set_words(list(servers))
        self.server.setText(me)
        self.slip.set_path(None)
        self.day.set_day(self._today)
        for key, edit in self.texts.items():
            edit.setText(days if key == "days" else "")
        is_away = service.state is ServiceState.SENT
        way = service.way if is_away else ServiceWay.IN_PERSON.value
        self._set_way(way)
        self.stage.set_value(RESULT if is_away else SEND)
        self.result.set_options(results_of(way))
        self.result.set_value(ServiceResult.SIGNED.value)
        if is_away:
            self.texts["waybill"].setText(service.waybill)
        self._lay_out()

    def _set_way(self, way: str) -> None:
        is_plain = way in {value for value, _word in WAYS}
        self.way.set_value(way if is_plain else OTHER)
        self.other.set_value("" if is_plain else way)

    def take_waybill(self, waybill: str) -> None:
        """Fill in a waybill that was scanned: it is posted now."""
        self._set_way(ServiceWay.POST.value)
        self.stage.set_value(SEND)
        self.texts["waybill"].setText(waybill)
        self._lay_out()

    def choose_way(self, digit: int) -> None:
        """Choose a way by its place, as its digit does, and go on to the result."""
        self.way.set_value(WAYS[digit][0])
        self._lay_out()
        self._chain.go_on(self.way)

    @property
    def chosen_way(self) -> str:
        """The way, those under 其他 too; empty where none of them is chosen yet."""
        way = self.way.value()
        return self.other.value() if way == OTHER else way

    @property
    def is_sending(self) -> bool:
        """Whether it is only sent now, and its result is to come."""
        return self.chosen_way in SENT_FIRST and self.stage.value() == SEND

    def asked(self) -> Asked:
        """Which fields way and result ask for."""
        return asked_of(self.chosen_way, self.result.value(), is_sending=self.is_sending)

    def _lay_out(self) -> None:
        results = results_of(self.chosen_way)
        self.result.set_options(results)
        if results and not self.result.value():
            self.result.set_value(ServiceResult.SIGNED.value)
        asked = self.asked()
        self.fields["other"].setVisible(self.way.value() == OTHER)
        self.fields["stage"].setVisible(self.chosen_way in SENT_FIRST)
        self.fields["result"].setVisible(bool(results) and not self.is_sending)
        for key in self.texts:
            self.fields[key].setVisible(key in asked.fields)
            self._name(key, SHORT_LABELS[key], required=key in asked.required)
        self._name("on", asked.day_label)
        self.day.setAccessibleName(asked.day_label)
        self.fields["slip"].setVisible(not self.is_sending)
        self.changed.emit()

    def _name(self, key: str, word: str, *, required: bool = False) -> None:
        label = self.fields[key].label
        if isinstance(label, FieldLabel):
            label.text, label.required = word, required
            label.update()

    # What was typed

    def values(self) -> dict[str, str]:
        """What the step records; empty fields and those not asked for are left out."""
        asked = self.asked()
        typed = {key: self.texts[key].text().strip() for key in asked.fields}
        typed["way"] = self.chosen_way
        typed["server"] = self.server.text().strip()
        if self.chosen_way == ServiceWay.LEFT.value:
            typed["result"] = ServiceResult.REFUSED.value
        elif results_of(self.chosen_way) and not self.is_sending:
            typed["result"] = self.result.value()
        return {key: text for key, text in typed.items() if text}

    def missing(self) -> list[str]:
        """The required fields that are empty, or hold no day; each says so below itself."""
        self.clear_faults()
        found = [key for key in self.asked().required if not self.texts[key].text().strip()]
        for key in found:
            self.fields[key].set_error("必须填写")
        if not self.chosen_way:
            self.fields["other"].set_error("请选一种方式")
            found.append("other")
        if self.day.day() is None:
            self.fields["on"].set_error("不是日期，应写成 2026-03-02 的样子")
            found.append("on")
        return found

    # Faults

    def clear_faults(self) -> None:
        """Take every fault away."""
        for shown in self.fields.values():
            shown.clear_note()

    def show_fault(self, name: str, reason: str) -> bool:
        """Say a fault under its field, found by its label; say whether there is one."""
        by_label = {label: key for key, label in FIELD_LABELS.items()}
        key = "on" if name in _ON else by_label.get(name, "slip" if name == "附件" else name)
        shown = self.fields.get(key)
        if shown is None:
            return False
        shown.set_error(reason)
        return True
