"""What the first registration and the first letter would wait for, loaded while nobody waits.

The tables of pinyin, the PDF writer and the fonts take some 300 ms together. The window has them
loaded in a thread while the officer types the password; the command line never asks for it.
"""

from __future__ import annotations

from petition_desk.documents.fonts import FontRole
from petition_desk.services.letters import font_set
from petition_desk.storage.spelling import sounds


def warm_up() -> None:
    """Load them; safe in any thread and at any time, and quick the second time."""
    sounds(["张"])
    font_set().load(*FontRole)
