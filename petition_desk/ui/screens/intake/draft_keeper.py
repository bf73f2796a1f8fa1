"""Keeps what is typed: within two seconds of the first edit, off the thread of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from petition_desk.ui.alive import while_alive
from petition_desk.ui.screens.base import Place
from petition_desk.ui.screens.intake.drafts import DraftBook, OpenDraft, Raw
from petition_desk.ui.work import Job, Work

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk
    from petition_desk.services.intake import Draft

#: After the first edit that is not yet kept; the writing itself takes some ten milliseconds.
SAVE_AFTER_MS: Final = 1_200


class DraftKeeper(QObject):
    """The drafts of the screen, and when each was written."""

    #: Tabs, or what is said about saving, changed.
    changed = Signal()
    #: Another draft is the current one: the form has to show it.
    switched = Signal()
    #: A draft that said something was given up.
    given_up = Signal(object)

    def __init__(
        self, desk: Desk, work: Work, read: Callable[[], Raw], parent: QObject | None = None
    ) -> None:
        """Take what stands in the form from ``read``."""
        super().__init__(parent)
        self._desk = desk
        self._work = work
        self._read = read
        self._was_loaded = False
        self._hidden: OpenDraft | None = None
        self._last_place: Place | None = None
        self.book = DraftBook()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self._save_current)

    @property
    def current(self) -> OpenDraft:
        """The draft that is shown."""
        return self.book.current

    def _load_once(self) -> None:
        """Open what was kept before, behind what is open."""
        if self._was_loaded:
            return
        self._was_loaded = True
        desk = self._desk

        def read(_job: Job) -> tuple[Draft, ...]:
            from petition_desk.services import intake

            return intake.drafts(desk)

        self._work.run(read, while_alive(self, self._open_kept))

    def _open_kept(self, drafts: tuple[Draft, ...]) -> None:
        known = {draft.id for draft in self.book.drafts}
        for draft in drafts:
            if draft.id not in known:
                self.book.open_kept(draft.id, draft.raw, draft.saved_at)
        self.changed.emit()

    # What is typed

    def take_in(self) -> None:
        """Take what stands in the form; it is written soon."""
        draft = self.current
        draft.raw = self._read()
        if not draft.is_kept and not self._timer.isActive():
            self._timer.start()
        self.changed.emit()

    def _save_current(self) -> None:
        if not self.current.is_kept:
            self._save(self.current)

    def _save(self, draft: OpenDraft) -> None:
        raw, desk = draft.raw, self._desk
        said = while_alive(self, lambda _at: self.changed.emit())
        self._work.run(lambda _job: draft.save(desk, raw), said)

    def put_in_order(self) -> None:
        """Write everything now, before the window locks or closes."""
        self._timer.stop()
        self.current.raw = self._read()
        for draft in self.book.drafts:
            if not draft.is_kept:
                draft.save(self._desk, draft.raw)

    # Going between drafts

    def _leave_current(self) -> None:
        self._timer.stop()
        self.current.raw = self._read()
        self._save_current()

    def choose(self, key: str) -> None:
        """Show the draft of a tab."""
        self._leave_current()
        self.book.choose(key)
        self.switched.emit()

    def next(self) -> None:
        """Show the next draft."""
        self._leave_current()
        self.book.next()
        self.switched.emit()

    def blank(self) -> None:
        """Show an empty draft."""
        self._leave_current()
        self.book.blank()
        self.switched.emit()

    def open_at(self, place: Place) -> None:
        """Show the draft that a place asks for.

        F9 asks for ``blank``, and once more for the very place where it was pressed: only then is
        the matter that was hidden shown again.
        """
        self._load_once()
        if place.detail == "blank":
            self._hidden = self._hidden or self.current
            self.blank()
            return
        if place is self._last_place:
            self._bring_back()
        elif place.detail == "new":
            self.blank()
        self._last_place = place

    def _bring_back(self) -> None:
        """Show again what was hidden, if it is still there."""
        hidden, self._hidden = self._hidden, None
        if hidden is not None and hidden in self.book.drafts:
            self.choose(hidden.key)

    # Ending

    def give_up(self, key: str) -> None:
        """Throw the draft of a tab away; `take_back` undoes it."""
        draft = next(draft for draft in self.book.drafts if draft.key == key)
        if draft is self.current:
            draft.raw = self._read()
        raw = draft.raw
        self.drop(draft)
        if raw:
            self.given_up.emit(raw)

    def take_back(self, raw: Raw) -> None:
        """Open again what was given up."""
        self._leave_current()
        draft = self.book.open_new(raw)
        self._save(draft)
        self.switched.emit()

    def drop(self, draft: OpenDraft) -> None:
        """Take a draft off the tabs and out of the file."""
        desk = self._desk
        if draft is self.current:
            self._timer.stop()
        else:
            self._leave_current()
        draft.is_gone = True
        self._work.run(lambda _job: draft.discard(desk), lambda _none: None)
        self.book.close(draft)
        self.switched.emit()
