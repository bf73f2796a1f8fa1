"""案件: one case, its timeline, clocks and letters, and the acts that are lawful now."""

from __future__ import annotations

from petition_desk.ui.screens.case.screen import CaseScreen

__all__ = ["CaseScreen"]
