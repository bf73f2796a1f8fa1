"""文书文本: the wording of one kind at the left, the real letter of an invented case at the right.

What is typed is kept as a draft while it is typed, and changes no letter. Saving makes a version;
letters from then on are written in it and remember it. What must be said cannot be saved away.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.errors import FieldFault, InputError
from petition_desk.ui.alive import while_alive
from petition_desk.ui.screens.base import Hint, Place, Screen, ScreenContext
from petition_desk.ui.screens.template import faults as fault_room
from petition_desk.ui.screens.template.acts import TemplateActs, offer_versions
from petition_desk.ui.screens.template.layout import TemplateLayout
from petition_desk.ui.shortcuts import bind_keys
from petition_desk.ui.widgets.toast import ToastNote
from petition_desk.ui.work import Job, Lane

if TYPE_CHECKING:
    from petition_desk.services.templates import TemplatePreview, TemplateView

_PREVIEW_AFTER_MS: Final = 250
_DRAFT_AFTER_MS: Final = 2_000
_HINTS: Final = (
    Hint("Ctrl+I", "插入空格"),
    Hint("Ctrl+J", "插入条件"),
    Hint("Ctrl+B", "黑体"),
    Hint("Ctrl+Z", "撤销"),
    Hint("Ctrl+S", "保存新一版"),
    Hint("Esc", "返回"),
)


class TemplateScreen(Screen):
    """One wording, its page, its versions."""

    def __init__(self, context: ScreenContext) -> None:
        """Build the screen; `open_at` says which kind."""
        super().__init__(context)
        self._kind = ""
        self._opened: TemplateView | None = None
        self._faults: tuple[FieldFault, ...] = ()
        self._reading, self._drawing = Lane(context.work), Lane(context.work)
        self._acts = TemplateActs(context, self)
        self._preview_timer = _timer(self, _PREVIEW_AFTER_MS, self._draw)
        self._draft_timer = _timer(self, _DRAFT_AFTER_MS, self._keep_draft)
        self.view = TemplateLayout()
        self.variant, self.reset_button = self.view.variant, self.view.reset_button
        self.versions_button = self.view.versions_button
        self.form, self.pane, self.foot = self.view.form, self.view.pane, self.view.foot
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._wire()
        bind_keys(self, self._keys())

    def _wire(self) -> None:
        self.form.edited.connect(self._edited)
        self.variant.activated.connect(lambda _index: self._draw())
        self.versions_button.clicked.connect(self.offer_versions)
        self.reset_button.clicked.connect(self.take_shipped)
        self.foot.save.clicked.connect(self.save)
        self.foot.give_up.clicked.connect(self.give_up)
        self.foot.to_fault.clicked.connect(self._go_to_fault)
        self._acts.kept.connect(self._say)
        self._acts.saved.connect(self._saved)
        self._acts.reset.connect(self._reset_done)
        self._acts.version_read.connect(self.form.put)
        self._acts.failed.connect(self._fail)

    def _keys(self) -> list[tuple[str, Callable[[], object]]]:
        return [
            ("Ctrl+I", self.form.offer_blanks),
            ("Ctrl+J", self.form.offer_conditions),
            ("Ctrl+B", lambda: self.form.current_edit().toggle_bold()),
            ("Ctrl+S", self.save),
            ("Esc", self.back_requested.emit),
        ]

    # What the window asks

    def open_at(self, place: Place) -> None:
        """Show the wording of the kind in ``detail``; of the first one where none is named."""
        self.put_in_order()
        self._kind = place.detail or next(iter(LETTER_LABELS))
        self._opened = None
        self._read(then_focus=True)

    def refresh(self) -> None:
        """Nothing: what is being edited is not taken away by a change elsewhere."""

    def put_in_order(self) -> None:
        """Keep the draft at once."""
        if self._draft_timer.isActive():
            self._draft_timer.stop()
            self._keep_draft()

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the editor."""
        return _HINTS

    # Showing

    def _read(self, *, then_focus: bool = False) -> None:
        desk, kind = self.context.desk, self._kind

        def read(_job: Job) -> TemplateView:
            from petition_desk.services import templates

            return templates.opened(desk, kind)

        def show(view: TemplateView) -> None:
            self._show(view)
            if then_focus and self.isVisible():
                self.form.body.setFocus()

        self._reading.ask(read, while_alive(self, show))

    def _show(self, view: TemplateView) -> None:
        self._opened = view
        self.view.show_head(view)
        self.form.show_view(view, may_edit=self._may_edit)
        self.foot.reason.clear()
        self.versions_button.setEnabled(bool(view.versions))
        self.reset_button.setEnabled(self._may_edit and bool(view.head.version))
        self._draw()

    @property
    def _may_edit(self) -> bool:
        return self.context.desk.account.may("admin")

    def _edited(self) -> None:
        self._preview_timer.start()
        self._draft_timer.start()

    def _draw(self) -> None:
        template, view = self.form.template(), self._opened
        if template is None or view is None:
            return
        desk = self.context.desk
        chosen = {each.id: each for each in view.variants}[self.variant.value()]

        def draw(_job: Job) -> TemplatePreview:
            from petition_desk.services import templates

            return templates.preview(desk, template, chosen)

        self._drawing.ask(draw, while_alive(self, self._show_preview))

    def _show_preview(self, preview: TemplatePreview) -> None:
        self._faults = preview.faults
        if preview.pdf:
            self.pane.show_pdf(preview.pdf)
        else:
            self.pane.show_nothing(fault_room.words_of(preview.faults))
        self.form.show_faults(preview.faults)
        self._say()

    def _say(self, says: str = "") -> None:
        view = self._opened
        if view is None:
            return
        is_changed = self.form.template() != view.in_force
        self.foot.show_state(self._faults, says, may_edit=self._may_edit, is_changed=is_changed)

    def _go_to_fault(self) -> None:
        numbers = fault_room.paragraphs_of(self._faults)
        self.form.body.go_to(numbers[0] if numbers else 0)

    # Acts

    def _keep_draft(self) -> None:
        template, view = self.form.template(), self._opened
        if template is not None and view is not None and self._may_edit:
            self._acts.keep_draft(template, is_changed=template != view.in_force)

    def save(self) -> None:
        """Save a version; what it lacks is said at its place."""
        template = self.form.template()
        if template is not None and self.foot.save.isEnabled():
            self._stop_timers()
            self._acts.save(template, self.foot.reason.text().strip())

    def _saved(self, version: int) -> None:
        self.toast_requested.emit(ToastNote(f"已保存本局第 {version} 版，新出的文书用这一版"))
        self._read()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, InputError):
            self._faults = error.faults
            self.form.show_faults(error.faults)
            self._say()
        else:
            self.context.work.report(error)

    def give_up(self) -> None:
        """Take back what is in force; what was typed can be had again while the toast stands."""
        template, view = self.form.template(), self._opened
        if template is None or view is None:
            return
        self.form.put(view.in_force)
        self._stop_timers()
        self._keep_draft()
        self._draw()
        self.toast_requested.emit(ToastNote("已放弃修改", "撤销", lambda: self.form.put(template)))

    def take_shipped(self) -> None:
        """Take the shipped wording back; the version before can be put in force again."""
        if self._opened is not None:
            self._stop_timers()
            self._acts.take_shipped(self._kind)

    def _reset_done(self) -> None:
        view = self._opened
        if view is None:
            return
        before = view.in_force
        again = ToastNote("已恢复随程序的文本", "撤销", lambda: self._acts.save(before, "撤销恢复"))
        self.toast_requested.emit(again)
        self._read()

    def offer_versions(self) -> None:
        """Offer the earlier versions, to be put into the editor and looked at."""
        view, kind = self._opened, self._kind
        if view is not None:
            offer_versions(
                self.versions_button, view, lambda version: self._acts.read_version(kind, version)
            )

    def _stop_timers(self) -> None:
        self._preview_timer.stop()
        self._draft_timer.stop()


def _timer(screen: TemplateScreen, after_ms: int, act: Callable[[], None]) -> QTimer:
    timer = QTimer(screen)
    timer.setSingleShot(True)
    timer.setInterval(after_ms)
    timer.timeout.connect(act)
    return timer
