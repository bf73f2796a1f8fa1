"""Other rights at stake in a case: the last day of each, for the screen, the letter and JSON.

A demand that challenges a paper names it once (`challenged_document`); everything here is worked
out from that, and nobody types it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.case import Case, ChallengedDocument
from petition_desk.domain.other_rights import (
    LastDay,
    OtherRight,
    RightLimit,
    limit_last_day,
    parse_other_rights,
    rights_at_stake,
)
from petition_desk.domain.step_fields import parse_date
from petition_desk.domain.vocabulary import IMPORTED_PATHWAYS, Pathway
from petition_desk.paths import resource
from petition_desk.services.desk import Desk

_PAPER = "case.challenged_document"


@dataclass(frozen=True, slots=True)
class RightAtStake:
    """One right that a paper may cost the person by time.

    Attributes:
        demand: Number of the demand that challenges the paper.
        paper: The paper.
        last: The right, its period and its last day.
    """

    demand: int
    paper: ChallengedDocument
    last: LastDay


@lru_cache(maxsize=1)
def other_rights() -> tuple[OtherRight, ...]:
    """The table of other rights (复核、复议 …) as shipped."""
    path = resource("law", "other_rights.toml")
    return parse_other_rights(path.read_text(encoding="utf-8"), path.name)


def right_of(right_id: str) -> OtherRight | None:
    """The typical demand with this id in the table, or None."""
    return next((right for right in other_rights() if right.id == right_id), None)


def at_stake(case: Case, calendar: WorkCalendar) -> tuple[RightAtStake, ...]:
    """Every right at stake in a case, the nearest last day first."""
    found = [
        RightAtStake(demand.number, demand.challenged_document, last)
        for demand in case.demands
        if demand.challenged_document is not None
        for last in _last_days(demand.challenged_document, calendar)
    ]
    return tuple(sorted(found, key=lambda right: (right.last.on, right.demand)))


def _last_days(paper: ChallengedDocument, calendar: WorkCalendar) -> tuple[LastDay, ...]:
    if not paper.name or paper.served_on is None:
        return ()
    return rights_at_stake(other_rights(), paper.name, paper.served_on, calendar)


def pathway_values(desk: Desk, right_id: str, served_on: str) -> dict[str, str]:
    """The blanks of a pathway letter that a typical demand fills (art. 31 I–IV).

    The last day stands in it only where it is certain; else the rule alone does.
    """
    right = right_of(right_id)
    if right is None:
        return {}
    limit, served = right.served_limit, parse_date(served_on)
    last = None
    if limit is not None and served is not None:
        last = limit_last_day(right, limit, served, desk.calendar())
    return _values(right, limit, last)


def paper_values(desk: Desk, case: Case, typed: Mapping[str, str]) -> dict[str, str]:
    """The blanks of a pathway letter that the challenged papers of a case already answer.

    Args:
        desk: For the working days.
        case: Its demands with the pathways that were decided.
        typed: What the officer wrote into the letter; a paper written there counts.
    """
    wanted = typed.get("screened.pathway", "")
    chosen: list[tuple[int, date, dict[str, str]]] = []
    for demand in case.demands:
        is_wanted = demand.pathway in IMPORTED_PATHWAYS and wanted in ("", demand.pathway)
        paper = _typed_over(demand.challenged_document, typed)
        if paper is None or not is_wanted or demand.pathway is None:
            continue
        for right, limit, last in _found(paper, demand.pathway, desk.calendar()):
            on = last.on if last is not None else date.max
            chosen.append((demand.number, on, _values(right, limit, last) | _named(paper)))
            break
    # One letter, one block on the limit: of several papers the one whose right ends first.
    return min(chosen, key=lambda item: (item[1], item[0]))[2] if chosen else {}


def _found(
    paper: ChallengedDocument, pathway: Pathway, calendar: WorkCalendar
) -> list[tuple[OtherRight, RightLimit | None, LastDay | None]]:
    """The rights a paper touches, those of the demand's own pathway and the nearest first."""
    name = "".join(paper.name.split())
    days = {(last.right.id, last.limit): last for last in _last_days(paper, calendar)}
    found: list[tuple[OtherRight, RightLimit | None, LastDay | None]] = [
        (right, limit, days.get((right.id, limit)))
        for right in other_rights()
        for limit in right.limits_of(name)
    ]
    return sorted(found, key=lambda item: (item[0].pathway is not pathway, _day_of(item[2])))


def _day_of(last: LastDay | None) -> date:
    return last.on if last is not None else date.max


def _typed_over(
    paper: ChallengedDocument | None, typed: Mapping[str, str]
) -> ChallengedDocument | None:
    name = typed.get(f"{_PAPER}.name", "") or (paper.name if paper is not None else "")
    served = parse_date(typed.get(f"{_PAPER}.served_on", ""))
    if not name:
        return None
    known = paper or ChallengedDocument(name)
    return ChallengedDocument(name, known.number, served or known.served_on)


def _values(right: OtherRight, limit: RightLimit | None, last: LastDay | None) -> dict[str, str]:
    values = {
        "pathway.procedure": right.procedure,
        "pathway.basis": right.basis,
        "pathway.mode": right.mode,
        "pathway.body" if right.mode == "yours" else "pathway.unit": right.body,
        "pathway.limit_rule": limit.rule if limit is not None else "",
    }
    if last is not None and last.may_be_printed:
        values["pathway.limit_due"] = last.on.isoformat()
    return {key: value for key, value in values.items() if value}


def _named(paper: ChallengedDocument) -> dict[str, str]:
    values = {
        f"{_PAPER}.name": paper.name,
        f"{_PAPER}.number": paper.number,
        f"{_PAPER}.served_on": paper.served_on.isoformat() if paper.served_on else "",
    }
    return {key: value for key, value in values.items() if value}
