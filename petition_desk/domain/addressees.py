"""On whom a letter has to be served, and what became of it on each of them.

A right runs from the day of service on its holder; where several hold it, from the last of them
(《信访工作条例》 art. 35, 36 I). A `served` step is of one letter and one person: the one it names
as `addressee`, else its `receiver` where that is one of them, or the agent of one. A step that
names nobody is service on all of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from petition_desk.domain.case import Case
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import ServiceResult, ServiceWay

ALL = ""
"""Where nobody is named: the petitioner as a whole."""

_ARRIVED = frozenset({ServiceResult.SIGNED.value, ServiceResult.SUBSTITUTE.value, ""})


@dataclass(frozen=True, slots=True)
class AddresseeService:
    """One letter and one addressee.

    Attributes:
        name: The addressee; `ALL` where nobody is known by name.
        act: The latest service on this person; None while nothing was tried.
        served_on: The day the person had the letter; None while that is not known.
    """

    name: str
    act: Step | None
    served_on: date | None

    @property
    def notice_ends_on(self) -> date | None:
        """The day a public notice (公告) counts as service; None where there is none."""
        return notice_end(self.act) if self.act is not None else None


@dataclass(frozen=True, slots=True)
class Addressees:
    """Who is to be served in a case.

    Attributes:
        names: Everybody who has to be served; empty where nobody is known by name.
        people: The same and every other petitioner.
        agents: Of each agent by name, whose agent it is.
    """

    names: tuple[str, ...]
    people: frozenset[str]
    agents: dict[str, str]

    @classmethod
    def of(cls, case: Case) -> Addressees:
        """Those of a case.

        A joint petition speaks through its representatives, and is served on each of them;
        without any, and in every other case, each petitioner is served.
        """
        petitioners = [_plain(person.name) for person in case.petitioners]
        names = petitioners
        if case.representatives and (case.is_joint or case.people_count > 1):
            names = [_plain(name) for name in case.representatives]
        agents = {
            _plain(person.agent): _plain(person.name) for person in case.petitioners if person.agent
        }
        chosen = tuple(dict.fromkeys(name for name in names if name))
        return cls(chosen, frozenset({*chosen, *petitioners} - {""}), agents)

    def of_act(self, act: Step) -> str:
        """The addressee of one service; `ALL` where it names none."""
        named = _plain(act.text("addressee"))
        if named:
            return self.agents.get(named, named)
        if len(self.names) == 1:
            return self.names[0]
        receiver = _plain(act.text("receiver"))
        receiver = self.agents.get(receiver, receiver)
        if receiver in self.people:
            return receiver
        # Whoever signs for himself is served; one who takes it for another is no addressee.
        is_own = act.text("result") == ServiceResult.SIGNED.value and not act.text("relation")
        return receiver if is_own and not self.names else ALL

    def services(self, acts: Sequence[Step], today: date) -> tuple[AddresseeService, ...]:
        """What became of one letter on each addressee; of its services the latest counts.

        A public notice serves when its days are over, which is seen on that day and not before.
        """
        latest: dict[str, Step | None] = dict.fromkeys(self.names)
        for act in acts:
            name = self.of_act(act)
            if name != ALL:
                latest.pop(ALL, None)
                latest[name] = act
            else:
                latest.update(dict.fromkeys(latest or (ALL,), act))
        return tuple(
            AddresseeService(name, act, _served_on(act, today) if act is not None else None)
            for name, act in latest.items()
        )

    def fault_of(self, act: Step) -> str:
        """What is wrong with the addressee of a service, in plain Chinese; empty if nothing is."""
        named, receiver = _plain(act.text("addressee")), _plain(act.text("receiver"))
        if not self.people:
            return ""
        known = "、".join(self.names)
        if named and self.of_act(act) not in self.people:
            return f"“{named}”不是本件的受送达人，应为{known}"
        if receiver and self.of_act(act) == ALL:
            return f"本件要分别送达{known}，请写明{receiver}收的是送给谁的"
        return ""


def notice_end(act: Step) -> date | None:
    """The day on which a public notice counts as service, by analogy to 民事诉讼法 art. 95.

    None for another way, where somebody signed all the same, and for a notice recorded without
    its days: that was entered on the day it had served.
    """
    days = act.number("days")
    is_notice = act.text("way") == ServiceWay.PUBLIC_NOTICE.value and not act.text("result")
    return act.on + timedelta(days=days) if is_notice and days else None


def _served_on(act: Step, today: date) -> date | None:
    ends_on = notice_end(act)
    if ends_on is not None:
        return ends_on if ends_on <= today else None
    return act.on if _has_arrived(act) else None


def _has_arrived(act: Step) -> bool:
    result = act.text("result")
    if result == ServiceResult.REFUSED.value:
        # Refused with a witness is served by leaving it (留置); without one it is only an attempt.
        return bool(act.text("witness")) or act.text("way") == ServiceWay.LEFT.value
    return result in _ARRIVED


def _plain(name: str) -> str:
    return "".join(name.split())
