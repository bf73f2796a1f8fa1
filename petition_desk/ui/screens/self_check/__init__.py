"""规范性自查: what the room has not done, by question and by unit."""

from __future__ import annotations

from petition_desk.ui.screens.self_check.screen import SelfCheckScreen

__all__ = ["SelfCheckScreen"]
