"""What a worksheet may be called."""

from __future__ import annotations

import re
from typing import Final

_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_LONGEST: Final = 31


def sheet_name(wanted: str) -> str:
    """Return a name without what Excel does not allow in it."""
    return " ".join(_NOT_IN_NAMES.sub(" ", wanted).split())[:_LONGEST] or "Sheet"
