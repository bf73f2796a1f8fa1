"""送达: of each letter and each of its addressees, how it was sent, what became of it, since when.

Read out of the steps alone (`notified` posts it or hands it over, `served` tells the result), so
the screen of services, the rate of service and the sheet in the 卷宗 all say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from petition_desk.domain.addressees import Addressees, AddresseeService, notice_end
from petition_desk.domain.reading import IssuedLetter, Reading
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import SERVED_KINDS, ServiceResult, ServiceWay
from petition_desk.errors import FieldFault

SERVE_RULE: Final = "serve"
PUBLIC_NOTICE_DAYS: Final = 30
"""民事诉讼法 (2023) art. 95, by analogy; the office may set another number."""


class ServiceState(StrEnum):
    """How far one service is."""

    TO_SEND = "to-send"
    SENT = "sent"
    RETURNED = "returned"
    REFUSED = "refused"
    SERVED = "served"


OPEN_SERVICES: Final = frozenset(set(ServiceState) - {ServiceState.SERVED})
TO_DO: Final = frozenset({ServiceState.TO_SEND, ServiceState.RETURNED, ServiceState.REFUSED})
"""States in which the next act is ours; `SENT` waits for the slip or for the end of a notice."""


@dataclass(frozen=True, slots=True)
class LetterService:
    """One letter and one addressee.

    `letter` is its number, else its kind. `addressee` is empty where nobody is known by name.
    `limit_on` is the last day of the office's own period of service, None where it runs no more.
    `way`, `result`, `waybill` and `server` are those of the latest attempt, `sent_on` its day;
    `ends_on` the day a public notice serves. `attempt_count` counts sendings and results alike
    that began a new try: a letter returned and posted again was tried twice.
    """

    letter: str
    kind: str
    addressee: str
    issued_on: date
    limit_on: date | None
    state: ServiceState
    is_told: bool
    way: str = ""
    result: str = ""
    waybill: str = ""
    server: str = ""
    sent_on: date | None = None
    served_on: date | None = None
    ends_on: date | None = None
    attempt_count: int = 0
    is_imported: bool = False

    @property
    def is_open(self) -> bool:
        """Whether its arrival is still to be brought about or to be proved."""
        return self.state is not ServiceState.SERVED


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to serve: the sending, the result, or both."""

    sent: Step | None
    result: Step | None

    @property
    def last(self) -> Step:
        """The later of both."""
        step = self.result or self.sent
        if step is None:
            raise ValueError("an attempt holds a step")
        return step

    def text(self, key: str) -> str:
        """A fact of the result, else of the sending."""
        steps = (self.result, self.sent)
        return next((step.text(key) for step in steps if step and step.text(key)), "")


def services_of(reading: Reading, limits: Mapping[str, date]) -> tuple[LetterService, ...]:
    """Every service of a case, in the order its letters were issued.

    Args:
        reading: The case as it stands on a day.
        limits: Of each letter by its reference, the last day of its `serve` clock.
    """
    if reading.is_void:
        return ()
    people = Addressees.of(reading.case)
    found = []
    for letter in reading.letters:
        # What an older ledger says was sent, and not whether it came, is not asked for again.
        is_untold = letter.step.is_imported and letter.served_on is None
        if letter.kind in SERVED_KINDS and not is_untold:
            limit_on = limits.get(letter.reference)
            rows = letter.services or (AddresseeService("", None, None),)
            found += [_service(letter, one, people, limit_on) for one in rows]
    return tuple(found)


def attempts_at(letter: IssuedLetter, addressee: str, people: Addressees) -> tuple[Attempt, ...]:
    """Every try to serve a letter on one addressee, in order."""
    attempts: list[Attempt] = []
    for act in letter.acts:
        if people.of_act(act) not in ("", addressee):
            continue
        last = attempts[-1] if attempts else None
        is_sending = act.kind == "notified" and act.text("way") != ServiceWay.IN_PERSON.value
        if is_sending:
            attempts.append(Attempt(act, None))
        elif last is not None and _answers(act, last):
            attempts[-1] = Attempt(last.sent, act)
        else:
            attempts.append(Attempt(None, act))
    return tuple(attempts)


def _answers(act: Step, attempt: Attempt) -> bool:
    """Whether a result is that of a sending: nothing came of it yet, and the way is the same."""
    if attempt.sent is None or attempt.result is not None:
        return False
    return act.text("way") in ("", attempt.sent.text("way"))


def _service(
    letter: IssuedLetter, one: AddresseeService, people: Addressees, limit_on: date | None
) -> LetterService:
    attempts = attempts_at(letter, one.name, people)
    last = attempts[-1] if attempts else None
    sent_on = None
    if last is not None:
        sent_on = (last.sent or last.last).on
    return LetterService(
        letter=letter.reference,
        kind=letter.kind,
        addressee=one.name,
        issued_on=letter.issued_on,
        limit_on=limit_on,
        state=_state(one, last),
        is_told=letter.notified_on is not None,
        way=last.text("way") if last else "",
        result=last.text("result") if last else "",
        waybill=last.text("waybill") if last else "",
        server=last.text("server") or (last.last.by if last else "") if last else "",
        sent_on=sent_on,
        served_on=one.served_on,
        ends_on=notice_end(last.last) if last else None,
        attempt_count=len(attempts),
        is_imported=one.act is not None and one.act.is_imported,
    )


def _state(one: AddresseeService, last: Attempt | None) -> ServiceState:
    if one.served_on is not None:
        return ServiceState.SERVED
    if last is None:
        return ServiceState.TO_SEND
    result = last.result.text("result") if last.result is not None else ""
    if result == ServiceResult.RETURNED.value:
        return ServiceState.RETURNED
    if result == ServiceResult.REFUSED.value:
        return ServiceState.REFUSED
    return ServiceState.SENT


def service_faults(step: Step, earlier: Iterable[Step] = ()) -> Iterator[FieldFault]:
    """What a sending or a service lacks to count as what it says it is, each fact at its field.

    Source: the facts that close a 送达回证; who takes it for another needs his relation, and
    leaving it needs a witness; by electronic means only who agreed to it is served, by analogy to
    公安机关办理行政案件程序规定 art. 36.

    Args:
        step: A `notified` or `served` step; of other kinds nothing is asked.
        earlier: What was done before to bring the same letter to its addressee.
    """
    if step.kind not in ("notified", "served"):
        return
    for way, key, field, reason in _NEEDED_BY_WAY:
        known = (step, *(act for act in earlier if act.text("way") == way.value))
        if step.text("way") == way.value and not any(act.text(key) for act in known):
            yield FieldFault(field, reason)
    if step.kind == "served":
        yield from _result_faults(step)


_NEEDED_BY_WAY: Final = (
    (
        ServiceWay.ELECTRONIC,
        "consent",
        "同意电子送达的凭据",
        "电子送达须经受送达人同意，请写明凭据，如某日签署的同意书",
    ),
    (ServiceWay.ENTRUSTED, "entrusted", "受委托的单位", "委托送达须写明委托哪个单位送达"),
)


def _result_faults(step: Step) -> Iterator[FieldFault]:
    result = step.text("result")
    if result == ServiceResult.SUBSTITUTE.value and not step.text("relation"):
        yield FieldFault("与受送达人关系", "由他人代收的，须写明代收人与受送达人的关系")
    if result == ServiceResult.RETURNED.value and not (step.text("reason") or step.note):
        yield FieldFault("事由", "退件的，须写明退回的事由，如查无此人、逾期未领")
    is_left = step.text("way") == ServiceWay.LEFT.value
    is_signed = result in (ServiceResult.SIGNED.value, ServiceResult.SUBSTITUTE.value)
    if is_left and not is_signed and not step.text("witness"):
        yield FieldFault("见证人", "留置送达须有见证人")
    days = step.number("days")
    if days is not None and step.text("way") != ServiceWay.PUBLIC_NOTICE.value:
        yield FieldFault("公告日数", "只有公告送达才填")


@dataclass(frozen=True, slots=True)
class ServiceRate:
    """送达率: of the letters whose period of service ends in a span of days, how many were served.

    `served` counts 本人, 代收, 留置 and a public notice that is over; `returned` those whose last
    result is 退件; `open` those not yet due on the as-of day and not served, in neither side.
    """

    due: int
    served: int
    returned: int
    pending: int

    @property
    def percent(self) -> float | None:
        """Served of due, in per cent; None where nothing was due."""
        return 100 * self.served / self.due if self.due else None


def rate_of(services: Sequence[LetterService], as_of: date) -> ServiceRate:
    """The rate over letters, each with all its addressees.

    A letter counts as served when it was on every addressee; it is left out of both sides while
    it is neither served nor due.
    """
    by_letter: dict[str, list[LetterService]] = {}
    for service in services:
        by_letter.setdefault(service.letter, []).append(service)
    due = served = returned = pending = 0
    for parts in by_letter.values():
        is_served = all(part.state is ServiceState.SERVED for part in parts)
        limit_on = parts[0].limit_on
        if not is_served and (limit_on is None or limit_on >= as_of):
            pending += 1
            continue
        due += 1
        served += is_served
        returned += any(part.state is ServiceState.RETURNED for part in parts)
    return ServiceRate(due, served, returned, pending)
