"""什么事: what kind of matter, about what, in one sentence, in full, and what is asked for."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from petition_desk.domain.case_form import SUMMARY_LENGTH
from petition_desk.domain.masking import mask_name
from petition_desk.domain.vocabulary import MatterKind
from petition_desk.ui.screens.intake.drafts import PAPER_KEY
from petition_desk.ui.screens.intake.paper_edit import PaperEdit
from petition_desk.ui.screens.intake.section import FormSection, Raw, beside
from petition_desk.ui.widgets.category_picker import CategoryPicker
from petition_desk.ui.widgets.counted_edit import CountedEdit
from petition_desk.ui.widgets.date_edit import DateEdit
from petition_desk.ui.widgets.demand_list import DemandList
from petition_desk.ui.widgets.edits import LineEdit, TextEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.masked_edit import MaskedEdit
from petition_desk.ui.widgets.options import Options
from petition_desk.ui.widgets.suggest_edit import SuggestEdit


class WhatSection(FormSection):
    """What the person brings."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Ask for the matter."""
        super().__init__("什么事", parent)
        self.matter_kind = Options([(k.value, k.value) for k in MatterKind], name="事项类别")
        self.category = CategoryPicker()
        self.accused = SuggestEdit(name="被反映单位")
        self.summary = CountedEdit(SUMMARY_LENGTH, name="摘要")
        self.paper = PaperEdit()
        self.content = TextEdit(name="内容", lines=2)
        self.demands = DemandList()
        self._today = today
        self.setAcceptDrops(True)
        self._build()
        # Signals
        self.demands.edited.connect(self.edited)

    def _build(self) -> None:
        kinds = self.add_wide("matter_kind", Field("事项类别", beside(self.matter_kind)))
        kinds.setFocusProxy(self.matter_kind)
        self.watch(self.matter_kind)
        self.add_pair(
            ("category", Field("分类", self.category)),
            ("accused_unit", Field("被反映单位", self.accused)),
        )
        self.add_pair(
            ("problem_place", Field("问题地点", LineEdit())),
            ("accused_person", Field("被反映人", MaskedEdit(mask_name))),
            more=True,
        )
        self.add_wide("summary", Field("摘要", self.summary, required=True))
        self.add_wide(PAPER_KEY, Field("扫描件", self.paper), more=True)
        self.add_wide("content", Field("内容", self.content))
        self.add_wide("demands", Field("诉求", self.demands))
        self.add_pair(
            ("problem_on", Field("发生日期", DateEdit(self._today))),
            ("legal_case_no", Field("涉诉案号", LineEdit())),
            more=True,
        )
        self.add_wide("remark", Field("备注", LineEdit()), more=True)

    def chain(self) -> list[QWidget]:
        """Return the fields in reading order, each demand one."""
        chain: list[QWidget] = []
        for path, field in self.fields.items():
            if path == "matter_kind":
                chain.append(self.matter_kind)
            elif path == "demands":
                chain += self.demands.lines
            else:
                chain.append(field.editor)
        return chain

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file: the scanned paper."""
        self.paper.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it where its line is hidden, too."""
        self.paper.dropEvent(event)
        self.set_more(more=self._wants_more)

    def read(self) -> dict[str, object]:
        """Return the matter with its demands."""
        raw = super().read()
        if self.matter_kind.value():
            raw["matter_kind"] = self.matter_kind.value()
        demands = self.demands.value()
        if demands:
            raw["demands"] = demands
        return raw

    def show_values(self, raw: Raw) -> None:
        """Show the matter with its demands."""
        super().show_values(raw)
        self.matter_kind.set_value(str(raw.get("matter_kind", "")))
        demands = raw.get("demands")
        self.demands.set_value(list(demands) if isinstance(demands, list | tuple) else [])
