"""怎么办: what is done first, by which pathway, by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from petition_desk.domain.office import Unit
from petition_desk.domain.step_kinds import step_kind
from petition_desk.domain.vocabulary import PATHWAY_LABELS, Pathway
from petition_desk.services.on_the_spot import ANSWERED, NOT_OURS, OURS, TRANSFER
from petition_desk.ui.screens.intake.section import FormSection, Raw, beside
from petition_desk.ui.widgets.edits import LineEdit
from petition_desk.ui.widgets.fields import Field, FieldLabel
from petition_desk.ui.widgets.options import Options
from petition_desk.ui.widgets.pathway_field import PathwayField
from petition_desk.ui.widgets.suggest_edit import SuggestEdit
from petition_desk.ui.widgets.toggles import CheckBox

#: What the section keeps beside the facts of the case: it is sent with the notice, not with them.
NOTICE_KEY: Final = "_notice"


_ACTS: Final = (
    (OURS, "本局办理"),
    (TRANSFER, "转送其他机关"),
    (NOT_OURS, "不属公安"),
    (ANSWERED, "当场答复"),
)
#: What the fields of the unit are called where another body is named.
_UNIT_LABELS: Final = {
    OURS: ("承办单位", "承办人", "承办电话"),
    TRANSFER: ("去向单位", "联系人", "去向电话"),
    NOT_OURS: ("有权机关", "地址", "机关电话"),
    ANSWERED: ("承办单位", "承办人", "承办电话"),
}
_SHORT: Final = {
    Pathway.POLICE_REPORT: "报警报案",
    Pathway.NOT_OURS: "不属公安机关职权",
    Pathway.SUGGESTION: "第二十九条",
    Pathway.ACCUSATION: "第三十条",
    Pathway.PROCEDURE: "第三十一条第一项",
    Pathway.ARBITRATION: "第三十一条第二项",
    Pathway.PARTY_APPEAL: "第三十一条第三项",
    Pathway.ADMINISTRATIVE: "第三十一条第四项",
    Pathway.DUTY: "第三十一条第五项",
    Pathway.PETITION: "第三十一条第六项",
    Pathway.ANSWERED: "当场答复",
}


def short_pathway(value: object) -> str:
    """Return a pathway in few characters; an unknown one as it is, none as nothing."""
    try:
        return _SHORT[Pathway(str(value))]
    except ValueError:
        return str(value or "")


class DoSection(FormSection):
    """Who handles it, and what the person is told on the spot."""

    act_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer what can be done first."""
        super().__init__("怎么办", parent)
        self._units: dict[str, Unit] = {}
        self._filled: tuple[str, str] = ("", "")
        self.act = Options(list(_ACTS), name="先办")
        self.urgent = CheckBox("重大紧急")
        self.confidential = CheckBox("保密")
        self.pathway = PathwayField()
        self.unit = SuggestEdit(name="承办单位")
        self.handler = LineEdit(name="承办人")
        self.phone = LineEdit(name="承办电话")
        self._build()
        # Signals
        for part in (self.act, self.urgent, self.confidential):
            self.watch(part)
        self.act.chosen.connect(self._choose_act)
        self.unit.textChanged.connect(self._fill_from_directory)

    def _build(self) -> None:
        row = beside(self.act, self.urgent, self.confidential)
        act = self.add_wide("act", Field("先办", row))
        act.setFocusProxy(self.act)
        self.add_pair(
            ("pathway", Field("途径", self.pathway)),
            ("unit", Field("承办单位", self.unit)),
        )
        self.add_pair(
            ("handler", Field("承办人", self.handler)),
            ("handler_phone", Field("承办电话", self.phone)),
        )
        kind = step_kind("not-accepted")
        field = kind.field("material") if kind is not None else None
        self.material = Options(field.choices if field is not None else (), name="材料去向")
        row = self.add_wide("material", Field("材料去向", beside(self.material)))
        row.setFocusProxy(self.material)
        self.watch(self.material)
        row.hide()

    def chain(self) -> list[QWidget]:
        """Return the fields in reading order."""
        return [self.act, self.pathway, self.unit, self.handler, self.phone, self.material]

    def set_units(self, units: Sequence[Unit], excluded: str) -> None:
        """Offer the directory without the unit that may not handle it."""
        self._units = {unit.name: unit for unit in units}
        self.unit.set_words([name for name in self._units if name != excluded])

    def _fill_from_directory(self, name: str) -> None:
        """Fill handler and telephone, unless the officer typed others."""
        found = self._units.get(name.strip())
        now = (self.handler.text(), self.phone.text())
        if found is None or (now != self._filled and any(now)):
            return
        self._filled = (found.handler, found.telephone)
        self.handler.setText(found.handler)
        self.phone.setText(found.telephone)

    def take_act(self, act: str) -> None:
        """Show what is done first, as the pathways say it."""
        self.act.set_value(act)
        self._label(act)

    def _choose_act(self, act: str) -> None:
        self._label(act)
        self.act_chosen.emit(act)

    def _label(self, act: str) -> None:
        self.fields["material"].setVisible(act == NOT_OURS)
        labels = _UNIT_LABELS.get(act, _UNIT_LABELS[OURS])
        for path, label in zip(("unit", "handler", "handler_phone"), labels, strict=True):
            field = self.fields[path]
            if isinstance(field.label, FieldLabel):
                field.label.text = label
                field.label.update()
            field.editor.setAccessibleName(label)

    def show_pathways(self, demands: Sequence[Mapping[str, object]]) -> None:
        """Say which way each demand goes: one line for all where they go together."""
        names = [short_pathway(demand.get("pathway")) for demand in demands]
        open_count = sum(1 for demand in demands if not demand.get("reasons"))
        if len(set(names)) <= 1:
            text = names[0] if names else ""
        else:
            parts = [f"{number} {name or '未甄别'}" for number, name in enumerate(names, start=1)]
            text = " · ".join(parts)
        if not demands:
            link = "先写诉求"
        elif open_count == len(demands):
            link = "甄别 9 问"
        else:
            link = f"还有 {open_count} 项" if open_count else "重新甄别"
        self.pathway.show_text(text, link)
        full = [PATHWAY_LABELS[Pathway(str(d["pathway"]))] for d in demands if d.get("pathway")]
        self.pathway.setToolTip("\n".join(dict.fromkeys(full)))

    def read(self) -> dict[str, object]:
        """Return the flags, and under `NOTICE_KEY` what the notice is sent with."""
        notice = {
            "act": self.act.value(),
            "unit": self.unit.text().strip(),
            "handler": self.handler.text().strip(),
            "handler_phone": self.phone.text().strip(),
            "material": self.material.value() if self.act.value() == NOT_OURS else "",
        }
        raw: dict[str, object] = {}
        kept = {key: value for key, value in notice.items() if value}
        if kept:
            raw[NOTICE_KEY] = kept
        for key, box in (("urgent", self.urgent), ("confidential", self.confidential)):
            if box.isChecked():
                raw[key] = True
        return raw

    def show_values(self, raw: Raw) -> None:
        """Show the flags and the unit."""
        found = raw.get(NOTICE_KEY)
        notice = found if isinstance(found, Mapping) else {}
        self.act.set_value(str(notice.get("act", "")))
        self.material.set_value(str(notice.get("material", "")))
        self._filled = ("", "")
        self.handler.setText(str(notice.get("handler", "")))
        self.phone.setText(str(notice.get("handler_phone", "")))
        self.unit.setText(str(notice.get("unit", "")))
        self.urgent.setChecked(raw.get("urgent") is True)
        self.confidential.setChecked(raw.get("confidential") is True)
        self._label(self.act.value())
        for field in self.fields.values():
            field.clear_note()
