"""文书文本: one wording of the office beside the page it makes."""

from __future__ import annotations

from petition_desk.ui.screens.template.screen import TemplateScreen

__all__ = ["TemplateScreen"]
