"""登记: registering a case, telling the visitor on the spot."""

from __future__ import annotations

from petition_desk.ui.screens.intake.asking import kept_draft_count
from petition_desk.ui.screens.intake.screen import IntakeScreen

__all__ = ["IntakeScreen", "kept_draft_count"]
