"""导入: a workbook of cases, checked row by row before anything is written."""

from __future__ import annotations

from petition_desk.ui.screens.importing.screen import ImportScreen

__all__ = ["ImportScreen"]
