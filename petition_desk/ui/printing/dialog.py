"""The question before printing: which printer and tray, how many copies, one side or both.

What was chosen for this kind of paper stands there already, so that Enter alone prints.
"""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from petition_desk.ui import theme
from petition_desk.ui.printing.printers import (
    MOST_COPIES,
    PaperOptions,
    Sides,
    printer_names,
    remember,
    remembered,
    sides_of,
    trays_of,
    trouble_of,
)
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.edits import Choice
from petition_desk.ui.widgets.fields import Field, NoteLine
from petition_desk.ui.widgets.labels import Words
from petition_desk.ui.widgets.marks import Mark

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PaperFields(QWidget):
    """Printer, tray, copies, sides; what a printer cannot is not offered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nothing until `show_options`."""
        super().__init__(parent)
        self.printer = Choice(name="打印机")
        self.tray = Choice(name="纸盒")
        self.copies = Choice(name="份数")
        self.sides = Choice(name="单双面")
        self.note = NoteLine()
        self.copies.set_options(
            [(str(number), f"{number} 份") for number in range(1, MOST_COPIES + 1)]
        )
        self.copies_field = Field("份数", self.copies)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.dp(8))
        for part in (
            Field("打印机", self.printer),
            Field("纸盒", self.tray),
            self.copies_field,
            Field("单双面", self.sides),
            self.note,
        ):
            column.addWidget(part)
        self.printer.currentIndexChanged.connect(lambda _index: self._show_abilities())

    def show_options(self, options: PaperOptions) -> None:
        """Show what was chosen last."""
        self.printer.set_options([(name, name) for name in printer_names()])
        self.printer.set_value(options.printer)
        self._show_abilities()
        self.tray.set_value(options.tray)
        if not self.tray.currentText():
            self.tray.setCurrentIndex(0)
        self.copies.set_value(str(options.copies))
        self.sides.set_value(options.sides.value)
        if not self.sides.currentText():
            self.sides.setCurrentIndex(0)

    def options(self) -> PaperOptions:
        """Return what is chosen."""
        return PaperOptions(
            self.printer.value(),
            self.tray.value() if self.tray.currentIndex() > 0 else "",
            int(self.copies.value()),
            Sides(self.sides.value()),
        )

    def _show_abilities(self) -> None:
        name = self.printer.value()
        trays = trays_of(name) if name else ()
        self.tray.set_options([("", "由打印机决定"), *((tray.id, tray.label) for tray in trays)])
        self.tray.setEnabled(bool(trays))
        if self.tray.currentIndex() < 0:
            self.tray.setCurrentIndex(0)
        sides = sides_of(name)
        self.sides.set_options([(each.value, each.value) for each in sides])
        self.sides.setEnabled(len(sides) > 1)
        if self.sides.currentIndex() < 0:
            self.sides.setCurrentIndex(0)
        self.note.say(trouble_of(name), Mark.TODAY)


class PaperDialog(QDialog):
    """Asks how a paper is printed; Enter prints, Esc does not."""

    def __init__(self, parent: QWidget, title: str, options: PaperOptions) -> None:
        """Propose ``options`` for the paper called ``title``."""
        super().__init__(parent)
        self.fields = PaperFields()
        self.print_button = Button("打印", Look.PRIMARY, icon="print", key="Enter")
        self.cancel_button = Button("取消", key="Esc")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.dp(24),) * 4)
        column.setSpacing(theme.dp(12))
        column.addWidget(Words("打印", Type.TITLE))
        column.addWidget(Words(title, Type.TEXT, Role.INK2, wraps=True))
        column.addWidget(self.fields)
        foot = QHBoxLayout()
        foot.setSpacing(theme.dp(8))
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.print_button)
        column.addLayout(foot)
        self.setWindowTitle("信访接待台")
        self.setFixedWidth(theme.dp(480))
        self.print_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self.fields.show_options(options)
        self.print_button.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget, title: str, purpose: str, *, copies: int = 1
    ) -> PaperOptions | None:
        """Ask how a paper is printed, and remember it for its kind.

        Args:
            parent: Over what the question stands.
            title: What is printed, as the officer reads it.
            purpose: The kind of paper; what was chosen for it last is proposed.
            copies: Proposed where nothing was chosen yet.

        Returns:
            What was chosen; nothing when it was called off.
        """
        dialog = cls(parent, title, remembered(purpose, copies=copies))
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        options = dialog.fields.options()
        remember(purpose, options)
        return options

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter prints from every field."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.accept()
        else:
            super().keyPressEvent(event)
