"""Column types of ours: instants in UTC, word lists, texts in JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Dialect, String, Text
from sqlalchemy.types import TypeDecorator


def instant_text(instant: datetime) -> str:
    """Return ``2026-11-20T01:30:00.000000+00:00``, the form instants are stored in.

    Raises:
        ValueError: ``instant`` is naive and so names no moment.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs its offset")
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


class UtcInstant(TypeDecorator[datetime]):
    """An aware instant, kept as UTC text of fixed width, so that order of text is order of time.

    A naive datetime names no moment and is refused.
    """

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write the text."""
        return None if value is None else instant_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read it back, aware."""
        return None if value is None else datetime.fromisoformat(value)


class JsonText(TypeDecorator[Any]):
    """Plain JSON values, kept as readable text (Chinese unescaped, so that it stays small)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401
        """Write the JSON text."""
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """Read it back."""
        return None if value is None else json.loads(value)
