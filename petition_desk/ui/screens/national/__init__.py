"""录国网: typing cases into the national system, a field at a time."""

from __future__ import annotations

from petition_desk.ui.screens.national.screen import NationalScreen

__all__ = ["NationalScreen"]
