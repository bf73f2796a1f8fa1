"""The parts of the editor in their places: head, text, page, foot; it decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.clock import CHINA
from petition_desk.ui import theme
from petition_desk.ui.screens.template.foot import TemplateFoot
from petition_desk.ui.screens.template.form import TemplateForm
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.edits import Choice
from petition_desk.ui.widgets.heads import ScreenHead
from petition_desk.ui.widgets.pdf_pane import PdfPane

if TYPE_CHECKING:
    from petition_desk.services.templates import TemplateView

#: The text takes so much of the window, and never less nor more, in pixels at 100 % text.
_FORM_SHARE: Final = 0.5
_FORM_WIDTHS: Final = (440, 640)


class TemplateLayout(QWidget):
    """What is seen of one wording."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Put the parts in their places."""
        super().__init__(parent)
        self.head = ScreenHead("")
        self.variant = Choice(name="样件")
        self.versions_button = Button("以前的版本", Look.QUIET, icon="down")
        self.reset_button = Button("恢复随程序的文本", Look.QUIET, icon="undo")
        self.form, self.pane, self.foot = TemplateForm(), PdfPane(), TemplateFoot()
        self.variant.setFixedWidth(theme.dp(200))
        for part in (self.variant, self.versions_button, self.reset_button):
            self.head.acts.addWidget(part)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.form)
        middle.addWidget(self.pane, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(middle, 1)
        column.addWidget(self.foot)

    def show_head(self, view: TemplateView) -> None:
        """Say which kind this is, what is in force, and offer the ways to show the sample."""
        head = view.head
        self.head.set_title(f"{head.label}的文本")
        if head.version and head.saved_at is not None:
            when = f"{head.saved_at.astimezone(CHINA):%Y-%m-%d}"
            self.head.set_says(f"现用本局第 {head.version} 版，{when} {head.account}")
        else:
            self.head.set_says("现用随程序的文本")
        self.variant.set_options([(each.id, f"样件：{each.label}") for each in view.variants])
        if self.variant.currentIndex() < 0:
            self.variant.setCurrentIndex(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between the text and its page."""
        super().resizeEvent(event)
        least, most = (theme.dp(width) for width in _FORM_WIDTHS)
        self.form.setFixedWidth(max(least, min(most, int(self.width() * _FORM_SHARE))))
