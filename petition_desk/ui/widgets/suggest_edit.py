"""A line that proposes what is known and takes what is not: units, places, first contacts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QStringListModel, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from petition_desk.ui.widgets.buttons import IconButton
from petition_desk.ui.widgets.edits import LineEdit


class SuggestEdit(LineEdit):
    """Proposals that contain what was typed; ↓ on an empty line shows them all.

    While an input method composes nothing is proposed: a completer that filters by a text that
    is not yet there eats characters. So the line is not given its completer; it asks it itself,
    after each edit that was committed.
    """

    def __init__(
        self, words: Sequence[str] = (), *, name: str = "", parent: QWidget | None = None
    ) -> None:
        """Propose ``words``."""
        super().__init__("", name=name, parent=parent)
        self._model = QStringListModel(list(words), self)
        self._popup = QListView()
        self._completer = QCompleter(self._model, self)
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(12)
        self._arrow = IconButton("down", "看全部（↓）", small=True)
        self._arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_trailing(self._arrow)
        # Signals
        self.textEdited.connect(self._propose)
        self._completer.activated.connect(self.setText)
        self._arrow.clicked.connect(self.propose_all)

    def set_words(self, words: Sequence[str]) -> None:
        """Propose other words."""
        self._model.setStringList(list(words))

    @property
    def words(self) -> list[str]:
        """What is proposed."""
        return self._model.stringList()

    @property
    def is_proposing(self) -> bool:
        """Whether the list is open."""
        return self._popup.isVisible()

    def propose_all(self) -> None:
        """Open the list with everything in it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._propose("")

    def _propose(self, typed: str) -> None:
        self._completer.setCompletionPrefix(typed)
        found = self._completer.completionCount()
        if found == 0 or (typed and self._completer.currentCompletion() == typed):
            self._popup.hide()
        else:
            self._completer.complete()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Close the list while characters are composed."""
        if event.preeditString():
            self._popup.hide()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ opens the list: all of it while nothing else was typed."""
        if event.key() == Qt.Key.Key_Down and not self.is_proposing:
            self._propose("" if self.text() in self.words else self.text())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the arrow in place when sizes change."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.place_trailing()
