"""What is left until a day, in words; the same on screen and on paper."""

from __future__ import annotations


def words_left(days: int) -> str:
    """Return ``逾期 1 天``, ``今天`` or ``剩 3 天``."""
    if days < 0:
        return f"逾期 {-days} 天"
    return f"剩 {days} 天" if days else "今天"
