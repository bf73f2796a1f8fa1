"""送达: everything issued and not yet served, and what becomes of it."""

from __future__ import annotations

from petition_desk.ui.screens.service.screen import ServiceScreen, waiting_count

__all__ = ["ServiceScreen", "waiting_count"]
