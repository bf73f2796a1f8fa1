"""谁: the person to be answered. Name, number, telephone and address are masked when left.

None of them is a condition of registering (《信访工作条例》第十九条); a wrong one warns.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from petition_desk.domain.identity import check_id
from petition_desk.domain.masking import mask_address, mask_id, mask_name, mask_phone
from petition_desk.ui.screens.intake.section import FormSection, Raw, set_value, value_of
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.masked_edit import MaskedEdit

_START = "petitioners.0."


class WhoSection(FormSection):
    """The main petitioner, and who speaks for many."""

    #: The eye was held on a field.
    shown = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Ask for name, number, telephone and address."""
        super().__init__("谁", parent)
        self._today = today
        self._others: list[object] = []
        self.name = MaskedEdit(mask_name, name="姓名")
        self.id_number = MaskedEdit(mask_id, name="证件号码")
        self.mobile = MaskedEdit(mask_phone, name="手机")
        self.address = MaskedEdit(mask_address, name="住址")
        self._telephone = MaskedEdit(mask_phone, name="固定电话")
        self._mailing = MaskedEdit(mask_address, name="通信地址")
        self._representatives = LineEdit(name="代表")
        self._representatives.setPlaceholderText("姓名之间用、隔开")
        self._build()
        # Signals
        self.id_number.value_edited.connect(lambda _text: self._say_id())
        for edit in self._masked():
            edit.shown.connect(lambda on: self.shown.emit() if on else None)

    def _build(self) -> None:
        self.add_pair(
            (f"{_START}name", Field("姓名", self.name)),
            (f"{_START}id_number", Field("证件号码", self.id_number)),
        )
        self.add_pair(
            (f"{_START}mobile", Field("手机", self.mobile)),
            (f"{_START}address", Field("住址", self.address)),
        )
        self.add_pair(
            (f"{_START}telephone", Field("固定电话", self._telephone)),
            (f"{_START}mailing_address", Field("通信地址", self._mailing)),
            more=True,
        )
        self.add_pair(
            (f"{_START}postcode", Field("邮政编码", LineEdit())),
            (f"{_START}agent", Field("代理人", MaskedEdit(mask_name))),
            more=True,
        )
        self._joint = self.add_wide("representatives", Field("代表", self._representatives))
        self._joint.hide()

    def _masked(self) -> list[MaskedEdit]:
        editors = (field.editor for field in self.fields.values())
        return [editor for editor in editors if isinstance(editor, MaskedEdit)]

    def set_revealed(self, *, revealed: bool) -> None:
        """Show the identities while the key is held."""
        for edit in self._masked():
            edit.set_revealed(revealed)

    def set_joint(self, *, joint: bool) -> None:
        """Ask for representatives where many sign."""
        self._joint.setVisible(joint or bool(self._representatives.text()))

    def _say_id(self) -> None:
        read = check_id(self.id_number.value(), today=self._today)
        self.id_number.say("" if read.warnings else read.summary_on(self._today))

    def read(self) -> dict[str, object]:
        """Return the person as the first of the petitioners."""
        person: dict[str, object] = {
            path.removeprefix(_START): value_of(field.editor)
            for path, field in self.fields.items()
            if path.startswith(_START) and value_of(field.editor)
        }
        raw: dict[str, object] = {}
        if person or self._others:
            raw["petitioners"] = [{**person, "main": True}, *self._others]
        names = [name.strip() for name in self._representatives.text().split("、") if name.strip()]
        if names:
            raw["representatives"] = names
        return raw

    def show_values(self, raw: Raw) -> None:
        """Show the first petitioner; further ones are kept as they came."""
        listed = raw.get("petitioners")
        people = list(listed) if isinstance(listed, list | tuple) else []
        first = people[0] if people and isinstance(people[0], Mapping) else {}
        self._others = people[1:]
        for path, field in self.fields.items():
            if path.startswith(_START):
                set_value(field.editor, str(first.get(path.removeprefix(_START), "")))
            field.clear_note()
        named = raw.get("representatives")
        spoken = [str(name) for name in named] if isinstance(named, list | tuple) else []
        self._representatives.setText("、".join(spoken))
        self._say_id()
        self.set_joint(joint=raw.get("joint") is True)
        self.set_more(more=self._wants_more)
