"""文书: writing a letter, issuing it, and having it signed for."""

from __future__ import annotations

from petition_desk.ui.screens.letter.screen import LetterScreen

__all__ = ["LetterScreen"]
