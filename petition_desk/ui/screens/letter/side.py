"""The left column of the letter: the number, the blanks, what is printed with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from petition_desk.domain.vocabulary import SERVED_KINDS
from petition_desk.ui import printing, theme
from petition_desk.ui.screens.letter.reading import DraftPage, IssuedPage
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.blanks_form import BlanksForm
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Scroll, Surface
from petition_desk.ui.widgets.facts import Facts
from petition_desk.ui.widgets.labels import Rule, Words
from petition_desk.ui.widgets.toggles import CheckBox


class LetterSide(Surface):
    """Blanks while it is written, facts once it is issued."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(Role.SURFACE, "r", parent)
        self.form = BlanksForm(today)
        self.facts = Facts(label_width=92, spacing=8)
        self._sheet = CheckBox("同时打印送达回证")
        self._two = CheckBox("一式两份")
        self._paper = Words("", Type.SMALL, Role.INK2, wraps=True)
        self.paper_link = Button("打印设置…", Look.LINK)
        self._kind = ""
        self._number = Words("", Type.TEXT, Role.INK2)
        self._is_served_kind = False
        self._stack = QStackedWidget()
        self._build()

    def _build(self) -> None:
        issued = QWidget()
        column = QVBoxLayout(issued)
        column.setContentsMargins(theme.dp(16), theme.dp(16), theme.dp(16), theme.dp(16))
        column.setSpacing(theme.dp(12))
        column.addWidget(Words("已出具", Type.STRONG))
        column.addWidget(self.facts)
        column.addStretch(1)
        self._scroll = Scroll(self.form)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(Scroll(issued))
        self.form.reached.connect(self._bring_into_sight)
        foot = QWidget()
        boxes = QVBoxLayout(foot)
        boxes.setContentsMargins(theme.dp(16), theme.dp(8), theme.dp(16), theme.dp(12))
        boxes.setSpacing(theme.dp(4))
        for part in (self._number, Rule(), self._sheet, self._two):
            boxes.addWidget(part)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._paper, 1)
        line.addWidget(self.paper_link)
        boxes.addLayout(line)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.setSpacing(0)
        outer.addWidget(self._stack, 1)
        outer.addWidget(foot)
        self._sheet.setChecked(True)
        self._two.clicked.connect(self._keep_copies)

    def _bring_into_sight(self, field: QWidget) -> None:
        # A form that was just built has its places only after its layout was worked out.
        QTimer.singleShot(0, field, lambda: self._scroll.ensureWidgetVisible(field, 0, 64))

    @property
    def wants_sheet(self) -> bool:
        """Whether the service sheet is printed with it."""
        return self._is_served_kind and self._sheet.isChecked()

    @property
    def usual_copies(self) -> int:
        """How many are printed where nobody chose: two of what is served, one stays here."""
        return 2 if self._is_served_kind else 1

    def show_paper(self) -> None:
        """Say how a letter of this kind is printed on this PC."""
        options = printing.remembered(self._kind, copies=self.usual_copies)
        self._two.setChecked(options.copies > 1)
        self._paper.setText(printing.words_of(options))

    def _keep_copies(self) -> None:
        printing.remember_copies(self._kind, 2 if self._two.isChecked() else 1)
        self.show_paper()

    def begin(self, typed: Mapping[str, str]) -> None:
        """Begin another letter with what was typed elsewhere."""
        self.form.begin("", typed)
        self.form.show_blanks(())
        self._number.setText("")
        self._stack.setCurrentIndex(0)

    def show_draft(self, page: DraftPage) -> None:
        """Show its blanks."""
        if not self.form.has_title:
            self.form.begin(page.label, self.form.typed())
            self.form.propose(page.proposed)
        self.form.show_blanks(page.lines)
        self._number.setText(f"文号 {page.number}（出具时定号）" if page.number else "")
        self._offer_sheet(page.kind)
        self._stack.setCurrentIndex(0)

    def show_issued(self, page: IssuedPage) -> None:
        """Show what is known of it."""
        letter = page.letter
        rows = [
            ("文号", letter.number or "无文号"),
            ("出具日期", letter.issued_on.isoformat()),
            ("经办", letter.by),
            ("页数", f"{letter.page_count} 页"),
            ("送达", page.served_words or ("待送达" if page.awaits_hand else "—")),
        ]
        if page.printed_words:
            rows.append(("打印", page.printed_words))
        version = letter.template_version
        rows.append(("文本", version if version.startswith("本局") else f"随程序 {version}"))
        if page.sheet is not None:
            rows.append(("送达回证", page.sheet.number or "已随文书出具"))
        if letter.is_void:
            rows.append(("作废", letter.void_reason or "已作废"))
        self.facts.show_facts(rows)
        self._number.setText("")
        self._offer_sheet(letter.kind)
        self._stack.setCurrentIndex(1)

    def _offer_sheet(self, kind: str) -> None:
        self._kind, self._is_served_kind = kind, kind in SERVED_KINDS
        self._sheet.setVisible(self._is_served_kind)
        self.show_paper()
