"""Today in words: its title, its one sentence, and the list as it is printed."""

from __future__ import annotations

from datetime import date

from petition_desk.services.today import TodayPage
from petition_desk.ui.theme import Role, Type
from petition_desk.ui.widgets.month_grid import WEEKDAYS


def title_of(day: date) -> str:
    """Return ``11月20日 星期五``."""
    return f"{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


def summary_sentence(page: TodayPage) -> str:
    """Say how much there is to do."""
    if not page.todo_count:
        return "今天没有要办的期限"
    late = f"，其中 {page.overdue_count} 件已逾期" if page.overdue_count else ""
    return f"今天要办 {page.todo_count} 件{late}"


def summary_pieces(page: TodayPage) -> list[tuple[str, Type, Role]]:
    """Say the same with its figures in bold, the late ones in their colour."""
    if not page.todo_count:
        return [(summary_sentence(page), Type.TEXT, Role.INK2)]
    pieces = [
        ("今天要办 ", Type.TEXT, Role.INK2),
        (str(page.todo_count), Type.STRONG, Role.INK),
        (" 件", Type.TEXT, Role.INK2),
    ]
    if page.overdue_count:
        pieces += [
            ("，其中 ", Type.TEXT, Role.INK2),
            (str(page.overdue_count), Type.STRONG, Role.OVERDUE),
            (" 件已逾期", Type.TEXT, Role.INK2),
        ]
    return pieces
