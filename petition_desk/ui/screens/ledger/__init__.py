"""台账: every case in one table, its saved views, filters and export."""

from __future__ import annotations

from petition_desk.ui.screens.ledger.screen import LedgerScreen

__all__ = ["LedgerScreen"]
