"""Where a fault of a wording stands: which field, which paragraph, or nowhere yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from petition_desk.errors import FieldFault

_PARAGRAPH: Final = re.compile(r"第(\d+)段")


def paragraphs_of(faults: Sequence[FieldFault]) -> tuple[int, ...]:
    """Return the paragraphs at fault, counted as they are printed, from 1."""
    found = (_PARAGRAPH.match(fault.field) for fault in faults)
    return tuple(dict.fromkeys(int(match.group(1)) for match in found if match))


def of_field(faults: Sequence[FieldFault], field: str) -> str:
    """Return what is wrong in a field that stands apart from the text; empty for nothing."""
    return next((fault.reason for fault in faults if fault.field == field), "")


def words_of(faults: Sequence[FieldFault]) -> str:
    """Say the first fault, and how many more there are."""
    if not faults:
        return ""
    more = f"（另有 {len(faults) - 1} 处）" if len(faults) > 1 else ""
    return f"不能保存。{faults[0]}{more}"
