"""The office and its neighbours: who writes the letters, who handles, who reviews."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Body:
    """Another authority as a letter names it. Empty text means not set."""

    name: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """本局: the head of every letter.

    `code` is the 机关代字 of letter numbers. `review_body` decides 复查 (art. 35),
    `reconsideration_body` an 行政复议 against a refused duty.
    """

    name: str = ""
    code: str = ""
    query_phone: str = ""
    reception_address: str = ""
    review_body: Body = field(default_factory=Body)
    reconsideration_body: Body = field(default_factory=Body)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit a case can be given to. `handler` is its information officer (信访信息员).

    `is_own` tells our own 派出所 and 大队 (转办) from other bodies of the system (转送, 交办).
    """

    name: str
    handler: str = ""
    telephone: str = ""
    address: str = ""
    is_own: bool = True
