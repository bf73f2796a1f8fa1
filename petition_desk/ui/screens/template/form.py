"""The left half: title, number, the text with its chips, contact line, and what puts chips in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from petition_desk.domain.template_text import ParagraphKind, Template
from petition_desk.errors import FieldFault
from petition_desk.ui import theme
from petition_desk.ui.screens.template.faults import of_field, paragraphs_of
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.buttons import Button, Look
from petition_desk.ui.widgets.cards import Surface
from petition_desk.ui.widgets.chip_edit import ChipEdit
from petition_desk.ui.widgets.chip_text import ChipNames
from petition_desk.ui.widgets.edits import Choice, LineEdit
from petition_desk.ui.widgets.fields import Field
from petition_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from petition_desk.services.templates import TemplateView

_KINDS: Final[tuple[tuple[ParagraphKind, str], ...]] = (
    ("text", "正文"),
    ("heading", "小标题"),
    ("salutation", "顶格"),
)


class TemplateForm(Surface):
    """What can be edited; `edited` after every change."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(Role.SURFACE, "r", parent)
        self._view: TemplateView | None = None
        self._is_showing = False
        self.title = ChipEdit("标题", one_line=True)
        self.number = LineEdit(name="文号格式")
        self.body = ChipEdit("正文")
        self.contact = ChipEdit("联系方式", one_line=True)
        self.blank_button = _tool("空格", "Ctrl+I", icon="plus")
        self.condition_button = _tool("条件", "Ctrl+J", icon="plus")
        self.bold_button = _tool("黑体", "Ctrl+B")
        self.undo_button = _tool("撤销", "Ctrl+Z", Look.QUIET, icon="undo")
        self.paragraph = Choice(name="段落")
        self.paragraph.set_options(list(_KINDS))
        self._met = Words("", Type.SMALL, Role.INK2)
        self.fields = {
            "标题": Field("标题", self.title, required=True),
            "文号格式": Field("文号格式", self.number),
            "联系方式": Field("联系方式", self.contact),
        }
        self._build()
        self._wire()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.dp(side) for side in (16, 12, 17, 8)))
        column.setSpacing(theme.dp(8))
        column.addWidget(self.fields["标题"])
        tools = QHBoxLayout()
        tools.setSpacing(theme.dp(8))
        for tool in (self.blank_button, self.condition_button, self.bold_button):
            tools.addWidget(tool)
        self.paragraph.setFixedWidth(theme.dp(96))
        tools.addWidget(self.paragraph)
        tools.addStretch(1)
        tools.addWidget(self.undo_button)
        column.addLayout(tools)
        column.addWidget(self.body, 1)
        column.addWidget(self._met)
        below = QHBoxLayout()
        below.setSpacing(theme.dp(8))
        for name in ("文号格式", "联系方式"):
            below.addWidget(self.fields[name], 1)
        column.addLayout(below)
        self.number.setPlaceholderText("不填时用单位的格式")
        self.contact.setPlaceholderText("不填时用通用的一行")

    def _wire(self) -> None:
        for edit in (self.title, self.body, self.contact):
            edit.textChanged.connect(self._changed)
            edit.met.connect(self._met.setText)
        self.number.textEdited.connect(lambda _text: self._changed())
        self.blank_button.clicked.connect(self.offer_blanks)
        self.condition_button.clicked.connect(self.offer_conditions)
        self.bold_button.clicked.connect(lambda: self.current_edit().toggle_bold())
        self.undo_button.clicked.connect(lambda: self.current_edit().undo())
        self.paragraph.activated.connect(lambda _index: self._set_paragraph())
        self.body.cursorPositionChanged.connect(
            lambda: self.paragraph.set_value(self.body.paragraph_kind())
        )

    # Content

    def show_view(self, view: TemplateView, *, may_edit: bool) -> None:
        """Show a wording that was opened."""
        self._view = view
        must = frozenset(blank.identifier for blank in view.blanks if blank.must_print)
        for edit in (self.title, self.body, self.contact):
            edit.set_names(ChipNames(view.names, view.inserts, must))
            edit.setReadOnly(not may_edit)
        self.number.setReadOnly(not may_edit)
        for tool in (self.blank_button, self.condition_button, self.bold_button, self.paragraph):
            tool.setEnabled(may_edit)
        self.show_template(view.shown)

    def show_template(self, template: Template) -> None:
        """Begin with a wording; nothing before it can be undone."""
        self._is_showing = True
        self.title.show_pieces(template.title)
        self.number.setText(template.number_pattern)
        self.body.show_paragraphs(template.paragraphs)
        self.contact.show_pieces(template.contact)
        self._is_showing = False

    def put(self, template: Template) -> None:
        """Put another wording in place of this one; in the text one undo brings it back."""
        self.title.show_pieces(template.title)
        self.number.setText(template.number_pattern)
        self.contact.show_pieces(template.contact)
        self.body.replace_paragraphs(template.paragraphs)
        self._changed()

    def template(self) -> Template | None:
        """Return what stands here."""
        if self._view is None:
            return None
        return Template(
            kind=self._view.head.kind,
            title=self.title.pieces(),
            number_pattern=self.number.text().strip(),
            contact=self.contact.pieces(),
            paragraphs=self.body.paragraphs(),
        )

    def _changed(self) -> None:
        if not self._is_showing:
            self.edited.emit()

    def show_faults(self, faults: Sequence[FieldFault]) -> None:
        """Say at each field what is wrong in it, and mark the paragraphs at fault."""
        self.body.show_faulty(paragraphs_of(faults))
        for name, field in self.fields.items():
            if says := of_field(faults, name):
                field.set_error(says)
            else:
                field.clear_note()

    # Chips

    def current_edit(self) -> ChipEdit:
        """Return the text that has the cursor; the body where none has."""
        focus = QApplication.focusWidget()
        return focus if isinstance(focus, ChipEdit) else self.body

    def offer_blanks(self) -> QMenu | None:
        """Offer the blanks of this kind: those that must stand first."""
        if self._view is None:
            return None
        edit = self.current_edit()
        offered = sorted(self._view.blanks, key=lambda blank: not blank.must_print)
        rows = [
            (f"{blank.label}　必写" if blank.must_print else blank.label, blank.identifier)
            for blank in offered
        ]
        return self._menu(self.blank_button, rows, edit.insert_blank)

    def offer_conditions(self) -> QMenu | None:
        """Offer the conditions of this kind."""
        if self._view is None:
            return None
        edit = self.current_edit()
        rows = [(each.label, each.condition) for each in self._view.conditions]
        return self._menu(self.condition_button, rows, edit.insert_condition)

    def _menu(
        self, button: Button, rows: Sequence[tuple[str, str]], choose: Callable[[str], None]
    ) -> QMenu | None:
        if not button.isEnabled():
            return None
        menu = QMenu(button)
        for word, value in rows:
            menu.addAction(word).triggered.connect(partial(_chosen, choose, value))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        return menu

    def _set_paragraph(self) -> None:
        chosen = next((kind for kind, _ in _KINDS if kind == self.paragraph.value()), None)
        if chosen is not None:
            self.body.set_paragraph_kind(chosen)
            self.body.setFocus(Qt.FocusReason.OtherFocusReason)


def _tool(word: str, key: str, look: Look = Look.PLAIN, *, icon: str = "") -> Button:
    """Return a button above the text; its key stands in its tip, where there is room for it."""
    tool = Button(word, look, icon=icon, small=True)
    tool.setToolTip(f"{word}（{key}）")
    tool.setAccessibleDescription(f"快捷键 {key}")
    # The tools act on the text: pressing one must not take the cursor out of it.
    tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return tool


def _chosen(choose: Callable[[str], None], value: str, _checked: bool = False) -> None:
    choose(value)
