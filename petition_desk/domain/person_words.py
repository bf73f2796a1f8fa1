"""Whether a question to the ledger seeks a person: no list, view or count is made by person.

Search answers who asks at the desk; what leaves the room is chosen by what cases are about. A
condition on a text that is written freely (摘要有“…”) can be either, which its words tell.
"""

from __future__ import annotations

import re
from typing import Final

from petition_desk.domain.conditions import Condition, Test
from petition_desk.domain.ledger import LedgerFilter
from petition_desk.domain.ledger_columns import ColumnKind, FilterKind, ledger_column

#: A name of one character stands in half of all texts and tells nobody.
SHORTEST_NAME: Final = 2
#: So many digits in a row, also with blanks or dashes between, are no date and no amount here.
_NUMBER: Final = re.compile(r"\d(?:[ \-－—]?\d){6,}")
_DAY: Final = re.compile(r"(?:19|20)\d{2}[ \-－—]?[01]\d[ \-－—]?[0-3]\d")


def free_words(wanted: LedgerFilter) -> tuple[str, ...]:
    """Return what is asked of texts that are written freely; numbers of papers are none."""
    return tuple(each.words[0].strip() for each in wanted.conditions if is_free(each))


def is_free(condition: Condition) -> bool:
    """Say whether a condition asks for a part of a freely written text."""
    column = ledger_column(condition.column)
    return (
        condition.test is Test.CONTAINS
        and column is not None
        and column.filter is FilterKind.TEXT
        and column.kind is ColumnKind.TEXT
    )


def tells_number(word: str) -> bool:
    """Say whether a word holds seven digits in a row or more, as telephones and IDs do."""
    return any(_DAY.fullmatch(found) is None for found in _NUMBER.findall(word))


def is_one_person(people: set[tuple[str, str]]) -> bool:
    """Say whether names with their ID numbers are all of one person; no name is nobody."""
    if len({name for name, _ in people}) != 1 or any(not name for name, _ in people):
        return False
    return len({number for _, number in people if number}) <= 1
