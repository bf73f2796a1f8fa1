"""The one style sheet, made from the tokens: fields, menus, tables, scroll bars.

What the style sheet language cannot say (a chip, a focus ring, a word with a small key after it)
is painted by the widgets themselves.
"""

from __future__ import annotations

from collections.abc import Callable

from petition_desk.ui.theme.tokens import Tokens


def style_sheet(t: Tokens, dp: Callable[[int], int]) -> str:
    """Write the style sheet for one set of colours.

    Args:
        t: The colours.
        dp: Turns a length at 100 % text into one of the present text size.
    """
    return _fields(t, dp) + _views(t, dp) + _small_parts(t, dp)


def _fields(t: Tokens, dp: Callable[[int], int]) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit {{
    background: {t.surface}; color: {t.ink};
    border: 1px solid {t.edge}; border-radius: {dp(4)}px;
    padding: 0 {dp(6)}px; selection-background-color: {t.accent};
    selection-color: {t.on_accent};
}}
QLineEdit {{ min-height: {dp(30)}px; }}
QPlainTextEdit, QTextEdit {{ padding: {dp(2)}px {dp(4)}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{
    border: 2px solid {t.accent}; padding-left: {dp(6) - 1}px; padding-right: {dp(6) - 1}px;
}}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {dp(2) - 1}px {dp(4) - 1}px; }}
QLineEdit:focus {{ min-height: {dp(30) - 2}px; }}
QLineEdit[fault="error"], QPlainTextEdit[fault="error"] {{ border: 2px solid {t.overdue}; }}
QLineEdit[fault="error"] {{
    min-height: {dp(30) - 2}px;
    padding-left: {dp(6) - 1}px; padding-right: {dp(6) - 1}px;
}}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {t.window}; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{
    color: {t.edge}; border-color: {t.line}; background: {t.window};
}}
"""


def _views(t: Tokens, dp: Callable[[int], int]) -> str:
    return f"""
QAbstractItemView {{
    background: {t.surface}; color: {t.ink}; border: none; outline: none;
    selection-background-color: {t.sel}; selection-color: {t.ink};
}}
QComboBox QAbstractItemView {{ border: 1px solid {t.edge}; padding: {dp(4)}px 0; }}
QComboBox QAbstractItemView::item {{ min-height: {dp(28)}px; padding: 0 {dp(8)}px; }}
QComboBox QAbstractItemView::item:hover {{ background: {t.hover}; color: {t.ink}; }}
QComboBox QAbstractItemView::item:selected {{ background: {t.sel}; color: {t.ink}; }}
QHeaderView {{ background: {t.window}; border: none; }}
QHeaderView::section {{
    background: {t.window}; color: {t.ink2}; border: none;
    border-bottom: 1px solid {t.line}; padding: 0; min-height: {dp(31)}px;
}}
QScrollBar:vertical {{ background: transparent; width: {dp(12)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {dp(12)}px; margin: 0; }}
QScrollBar::handle {{ background: {t.bar2}; border-radius: {dp(3)}px; margin: {dp(3)}px; }}
QScrollBar::handle:vertical {{ min-height: {dp(32)}px; }}
QScrollBar::handle:horizontal {{ min-width: {dp(32)}px; }}
QScrollBar::handle:hover {{ background: {t.edge}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; }}
QScrollArea {{ border: none; background: transparent; }}
"""


def _small_parts(t: Tokens, dp: Callable[[int], int]) -> str:
    return f"""
QToolTip {{
    background: {t.ink}; color: {t.surface}; border: none; padding: {dp(4)}px {dp(8)}px;
}}
QMenu {{
    background: {t.surface}; color: {t.ink}; border: 1px solid {t.edge}; padding: {dp(4)}px 0;
}}
QMenu::item {{ min-height: {dp(28)}px; padding: 0 {dp(24)}px 0 {dp(12)}px; }}
QMenu::item:selected {{ background: {t.sel}; }}
QMenu::item:disabled {{ color: {t.edge}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: {dp(4)}px 0; }}
QProgressBar {{
    background: {t.line}; border: none; border-radius: {dp(2)}px;
    min-height: {dp(4)}px; max-height: {dp(4)}px;
}}
QProgressBar::chunk {{ background: {t.accent}; border-radius: {dp(2)}px; }}
QSplitter::handle {{ background: {t.line}; }}
"""
