"""`card` 告知卡, A5 in large print: the one right that runs now, with whom, and until when.

The last day stands on it only where it is certain; else the rule does. It names no person and no
subject: it lies about at home.
"""

from __future__ import annotations

from petition_desk.documents.blocks import Block, Title
from petition_desk.documents.letters.facts import Facts
from petition_desk.documents.letters.kind import LetterKind
from petition_desk.documents.page import CARD


def _last_day(facts: Facts) -> tuple[Block, ...]:
    return (Title((facts.text("right.due_on"),)),) if facts.has("right.due_on") else ()


KIND = LetterKind(
    "card",
    inserts={"last_day": _last_day},
    is_signed=False,
    has_page_numbers=False,
    sheet=CARD,
    is_ragged=True,
)
