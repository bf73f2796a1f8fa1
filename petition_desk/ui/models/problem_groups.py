"""The problems of a file by what is wrong, so that one kind can be looked at by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from petition_desk.exchange.cells import Severity
from petition_desk.exchange.problems import Problem

ALL: Final = "all"
ERRORS: Final = "errors"
OTHERS: Final = "others"
#: So many kinds have a tab of their own; the rest stand together.
_OWN_TABS: Final = 4
_LONGEST: Final = 12
_PARTICULAR: Final = re.compile(r"[（(“‘\"].*?[）)”’\"]|[\d.:：年月日\-]+")
_A_ROW: Final = re.compile(r"(?:工作表)?第\s*行")
_END: Final = re.compile(r"[，；。,;]")


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """One kind of problem.

    Attributes:
        id: What is shown when it is chosen.
        word: On its tab.
        count: How many there are.
    """

    id: str
    word: str
    count: int


def kind_of(problem: Problem) -> str:
    """Return what is wrong without the particulars of the row: 不在词表中, 与别的行完全相同."""
    first = _END.split(problem.reason)[0]
    plain = _A_ROW.sub("别的行", _PARTICULAR.sub("", first))
    return plain.strip()[:_LONGEST] or problem.reason[:_LONGEST]


def groups_of(problems: Sequence[Problem]) -> tuple[ProblemGroup, ...]:
    """Return all, those that keep rows out, then the kinds, the most frequent first."""
    counted = Counter(kind_of(problem) for problem in problems)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    groups = [ProblemGroup(ALL, "全部", len(problems))]
    if errors:
        groups.append(ProblemGroup(ERRORS, "不导入", errors))
    if len(counted) > 1:
        own = counted.most_common(_OWN_TABS)
        groups += [ProblemGroup(f"kind:{kind}", kind, count) for kind, count in own]
        rest = len(problems) - sum(count for _kind, count in own)
        if rest:
            groups.append(ProblemGroup(OTHERS, "其他", rest))
    return tuple(groups)


def of_group(problems: Sequence[Problem], group_id: str) -> tuple[Problem, ...]:
    """Return the problems of one group, in their order."""
    if group_id == ERRORS:
        return tuple(each for each in problems if each.severity is Severity.ERROR)
    if group_id == OTHERS:
        own = {group.id for group in groups_of(problems)}
        return tuple(each for each in problems if f"kind:{kind_of(each)}" not in own)
    if group_id.startswith("kind:"):
        return tuple(each for each in problems if f"kind:{kind_of(each)}" == group_id)
    return tuple(problems)
