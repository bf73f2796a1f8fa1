"""The service chain (送达链): what is still to be served, posting, results, the rights they start.

The truth is in the steps (`notified` posts or hands over, `served` tells the result); this room
lists them, records them, and says before anything is recorded which right would begin and when it
would end. Names are masked; a confidential case shows its number alone to who may see no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from petition_desk.domain.addressees import Addressees
from petition_desk.domain.attachments import Attachment, AttachmentKind
from petition_desk.domain.case import Case, CaseId
from petition_desk.domain.clocks import ClockStanding
from petition_desk.domain.explanation import day_with_weekday
from petition_desk.domain.letter_services import (
    TO_DO,
    LetterService,
    ServiceRate,
    rate_of,
)
from petition_desk.domain.masking import mask_name
from petition_desk.domain.numbering import parse_local_no
from petition_desk.domain.reading import Reading
from petition_desk.domain.standing import Standing
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import LETTER_LABELS, Owner, ServiceResult, ServiceWay
from petition_desk.errors import UnknownNameError
from petition_desk.services import casework
from petition_desk.services.attachments import NewAttachment, attach
from petition_desk.services.casework import Recorded
from petition_desk.services.deadlines import standing_of
from petition_desk.services.desk import Desk
from petition_desk.services.office import office_of
from petition_desk.services.recording import check_step, completed, loaded_for_work, typed_step
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.letter_services import ServiceRow
from petition_desk.storage.unit_of_work import UnitOfWork

SEALED_TITLE: Final = "保密件"
SHOWN_AT_MOST: Final = 500
_TO_BE_TYPED: Final = dict.fromkeys(("relation", "reason", "consent", "entrusted"), "待填")
_OF_SENDING: Final = ("waybill", "addressee", "server", "consent", "entrusted")
_BODY_OF_RIGHT: Final = {"right-review": "review_body", "right-recheck": "review_body"}
_ACT_OF_RIGHT: Final = {"right-review": "可申请复查", "right-recheck": "可申请复核"}


@dataclass(frozen=True, slots=True)
class ServiceItem:
    """One row of the screen: a letter and an addressee.

    `title` is what the letter is called, 保密件 for an account that may see no more; then name
    and number of the letter are empty. `days_left` counts to the last day of the office's period
    of service, negative when late; None where none runs. `has_slip`: a return slip is attached.
    """

    case_id: CaseId
    local_no: str
    title: str
    name: str
    is_hidden: bool
    service: LetterService
    days_left: int | None
    has_slip: bool = False


@dataclass(frozen=True, slots=True)
class ServicePage:
    """The screen of services: what we must do, what we wait for, what arrived this week.

    The totals may exceed the rows. `late_count` of `to_do` are past their last day. `rate` is of
    the letters whose period of service ends in this month (`rate_from` to `rate_until`).
    """

    today: date
    to_do: tuple[ServiceItem, ...]
    waiting: tuple[ServiceItem, ...]
    served: tuple[ServiceItem, ...]
    open_total: int
    served_total: int
    late_count: int
    limit_days: str
    rate: ServiceRate
    rate_from: date
    rate_until: date


@dataclass(frozen=True, slots=True)
class RightCard:
    """The petitioner's right that a service starts, before or after it is recorded.

    `answer` is the line to be read first (至 2026-12-21 周一 可申请复查), `why` how that day was
    found, `body` to whom; `waits_for` names who has to be served before it begins.
    """

    answer: str
    why: str = ""
    body: str = ""
    waits_for: str = ""
    is_provisional: bool = False


def service_page(desk: Desk) -> ServicePage:
    """The screen of services as of today, late ones first."""
    today = desk.clock.today()
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    with desk.reading() as work:
        rows = work.services.open(SHOWN_AT_MOST)
        open_total = work.services.count_open()
        served = work.services.served_between(monday, today, SHOWN_AT_MOST)
        served_total = work.services.count_served_between(monday, today)
        due = work.services.due_between(first, last)
        slips = _slips_of(work, (*rows, *served))
    items = [_item(desk, row, today, slips) for row in rows]
    to_do = tuple(item for item in items if item.service.state in TO_DO)
    return ServicePage(
        today=today,
        to_do=to_do,
        waiting=tuple(item for item in items if item.service.state not in TO_DO),
        served=tuple(_item(desk, row, today, slips) for row in served),
        open_total=open_total,
        served_total=served_total,
        late_count=sum(1 for item in to_do if item.days_left is not None and item.days_left < 0),
        limit_days=_limit_words(desk, today),
        rate=rate_of(due, today),
        rate_from=first,
        rate_until=last,
    )


def open_count(desk: Desk) -> int:
    """How many services are open, for the sidebar."""
    with desk.reading() as work:
        return work.services.count_open()


def service_rate(desk: Desk, first: date, last: date, as_of: date | None = None) -> ServiceRate:
    """送达率 of the letters whose period of service ends within days, both included."""
    with desk.reading() as work:
        return rate_of(work.services.due_between(first, last), as_of or desk.clock.today())


def find_services(desk: Desk, text: str) -> tuple[ServiceItem, ...]:
    """What was scanned or typed: a waybill, the number of a letter, the number of a case.

    Open services come first; nothing where nothing fits.
    """
    wanted = "".join(text.split())
    if not wanted:
        return ()
    today = desk.clock.today()
    with desk.reading() as work:
        rows = work.services.found_by(wanted, SHOWN_AT_MOST)
        rows = rows or work.services.found_by(wanted.upper(), SHOWN_AT_MOST)
        rows = rows or _rows_of_case(work, wanted)
        slips = _slips_of(work, rows)
    items = [_item(desk, row, today, slips) for row in rows]
    visible = [item for item in items if not item.is_hidden]
    return tuple(sorted(visible, key=lambda item: not item.service.is_open))


def services_of_case(desk: Desk, no: str) -> tuple[LetterService, ...]:
    """Every service of a case, for its screen."""
    with desk.reading() as work:
        stored = loaded_for_work(desk, work, no)
        return tuple(work.services.of_case(stored.id))


def addressees_of(desk: Desk, no: str) -> tuple[str, ...]:
    """Who has to be served in a case, by name; the journal is not told: these are for a form."""
    with desk.reading() as work:
        stored = loaded_for_work(desk, work, no)
    return Addressees.of(_case_of(desk, stored)).names


def post(
    desk: Desk, no: str, letter: str, raw: Mapping[str, str], *, on: date | None = None
) -> Recorded:
    """Record that a letter was posted or given to a messenger (交寄); its result is still to come.

    Posting again what came back is a new service of the same letter.

    Raises:
        LawRefusalError: no such letter, or a day before it was issued (exit 3).
        InputError: a field that does not fit (exit 4).
    """
    kept = {key: raw[key] for key in _OF_SENDING if raw.get(key)}
    values = {"letter": letter, "way": raw.get("way") or ServiceWay.POST.value, **kept}
    return casework.record_step(desk, no, "notified", values, on=on)


def record_service(
    desk: Desk,
    no: str,
    letter: str,
    raw: Mapping[str, str],
    *,
    on: date | None = None,
    slip: Path | None = None,
) -> tuple[Recorded, Attachment | None]:
    """Record what became of a service, and attach its return slip where one is at hand.

    Args:
        desk: Who records.
        no: The case.
        letter: The letter's number, or its kind.
        raw: Fields of the step `served`.
        on: The day of service; of a public notice the day it was published. Today by default.
        slip: The scanned 送达回证.

    Raises:
        LawRefusalError: no such letter, or a day before it was issued (exit 3).
        InputError: a field that does not fit, or a slip that cannot be read (exit 4): then the
            service is not recorded either.
    """
    values = {"letter": letter, **raw}
    attached = None
    if slip is not None:
        check_service(desk, no, letter, raw, on=on)
        attached = attach(desk, no, slip, slip_of(letter, raw.get("addressee", "")))
    return casework.record_step(desk, no, "served", values, on=on), attached


def slip_of(letter: str, addressee: str = "") -> NewAttachment:
    """What a return slip is attached as."""
    return NewAttachment(AttachmentKind.RETURN_SLIP, f"送达回证 {letter}", letter, addressee)


def check_service(
    desk: Desk, no: str, letter: str, raw: Mapping[str, str], *, on: date | None = None
) -> Standing:
    """Where the case would stand after a service, without recording it; errors as recording."""
    stored, step = _would_be(desk, no, letter, raw, on)
    check_step(desk, stored, step)
    return standing_of(desk, replace(stored, steps=(*stored.steps, step)))


def right_after(
    desk: Desk, no: str, letter: str, raw: Mapping[str, str], *, on: date | None = None
) -> RightCard | None:
    """The right that this service would start, and its last day; None where it starts none.

    Raises:
        LawRefusalError, InputError: the service cannot be recorded so; as `record_service`.
    """
    # What is still to be typed; the day does not hang on it.
    raw = {**_TO_BE_TYPED, **raw}
    stored, step = _would_be(desk, no, letter, raw, on)
    check_step(desk, stored, step)
    today = max(desk.clock.today(), step.on + timedelta(days=step.number("days") or 0))
    before = _rights(standing_of(desk, stored, today), letter)
    grown = replace(stored, steps=(*stored.steps, step))
    after = _rights(standing_of(desk, grown, today), letter)
    fresh = [clock for key, clock in after.items() if before.get(key) != clock]
    if fresh:
        with desk.reading() as work:
            settings = work.settings.all()
        return _card(desk, fresh[-1], settings)
    return _waiting_card(Reading(grown.case, grown.steps, today), letter, step)


def rights_running(desk: Desk, no: str, letter: str) -> RightCard | None:
    """The right that the service of a letter started, as it runs now."""
    with desk.reading() as work:
        stored = loaded_for_work(desk, work, no)
        settings = work.settings.all()
    clocks = _rights(standing_of(desk, stored), letter)
    return _card(desk, list(clocks.values())[-1], settings) if clocks else None


def _would_be(
    desk: Desk, no: str, letter: str, raw: Mapping[str, str], on: date | None
) -> tuple[StoredCase, Step]:
    values = completed(desk, "served", {"letter": letter, **raw})
    with desk.reading() as work:
        stored = loaded_for_work(desk, work, no)
    step = typed_step(desk, "served", values, on)
    if Reading(stored.case, stored.steps, desk.clock.today()).letter_named(letter) is None:
        raise UnknownNameError("文书", letter)
    return stored, step


def _case_of(desk: Desk, stored: StoredCase) -> Case:
    return Reading(stored.case, stored.steps, desk.clock.today()).case


def _rights(standing: Standing, letter: str) -> dict[tuple[str, str], ClockStanding]:
    """The petitioner's rights that a letter's service started."""
    return {
        (clock.rule.id, clock.of): clock
        for clock in standing.clocks
        if clock.rule.owed_by is Owner.PETITIONER and clock.of == letter
    }


def _card(desk: Desk, clock: ClockStanding, settings: Mapping[str, str]) -> RightCard:
    explanation = clock.explained(desk.calendar())
    act = _ACT_OF_RIGHT.get(clock.rule.id, clock.rule.name)
    day = day_with_weekday(clock.deadline)
    why = f"自收到之日起 {clock.span.amount} 日（{clock.rule.article}）。"
    if clock.dates.due_rolled != clock.dates.due_plain:
        plain = f"{clock.dates.due_plain:%m-%d}"
        why += f"{plain} {explanation.rolled_sentence}。"
    office = office_of(settings)
    body = office.review_body.name if clock.rule.id in _BODY_OF_RIGHT else ""
    return RightCard(
        answer=f"至 {day} {act}",
        why=why,
        body=f"向{body}提出" if body else "",
        is_provisional=clock.is_provisional,
    )


def _waiting_card(reading: Reading, letter: str, step: Step) -> RightCard | None:
    """What is said where the right has to wait: others are not served, or this did not arrive."""
    issued = reading.letter_named(letter)
    if issued is None or issued.kind not in ("opinion", "review"):
        return None
    if step.text("result") in (ServiceResult.RETURNED.value,) or not issued.services:
        return RightCard(
            "这样不算送达，权利还没有开始计算", "退回的，可以再寄，或者改用别的方式送达。"
        )
    if issued.unserved and issued.first_served_on is not None:
        names = "、".join(mask_name(name) for name in issued.unserved)
        why = "几名受送达人的，自最后一人收到之日起算；先收到的，现在就可以提出。"
        return RightCard("还有人没有送达", why, waits_for=names)
    if step.text("result") == ServiceResult.REFUSED.value:
        return RightCard("没有见证人，不算送达", "拒收而有见证人的，留置在场即为送达。")
    return None


def _item(
    desk: Desk, row: ServiceRow, today: date, slips: Mapping[tuple[int, str, str], int]
) -> ServiceItem:
    service = row.service
    is_hidden = not desk.may_see(is_sealed=row.is_sealed)
    left = (service.limit_on - today).days if service.limit_on is not None else None
    if is_hidden:
        bare = replace(service, letter="", kind="", addressee="", waybill="", server="")
        return ServiceItem(row.case_id, row.local_no, SEALED_TITLE, "", True, bare, left)
    keys = ((int(row.case_id), service.letter, name) for name in (service.addressee, ""))
    return ServiceItem(
        case_id=row.case_id,
        local_no=row.local_no,
        title=LETTER_LABELS.get(service.kind, service.kind),
        name=mask_name(service.addressee or row.name),
        is_hidden=False,
        service=service,
        days_left=left,
        has_slip=any(slips.get(key) for key in keys),
    )


def _slips_of(work: UnitOfWork, rows: Iterable[ServiceRow]) -> dict[tuple[int, str, str], int]:
    return work.attachments.counts_of_slips({row.case_id for row in rows})


def _rows_of_case(work: UnitOfWork, text: str) -> list[ServiceRow]:
    number = parse_local_no(text)
    stored = work.cases.get(str(number)) if number is not None else None
    if stored is None:
        return []
    person = stored.case.main_petitioner
    name = person.name if person is not None else ""
    return [
        ServiceRow(stored.id, stored.case.local_no, name, stored.is_sealed, service)
        for service in work.services.of_case(stored.id)
    ]


def _limit_words(desk: Desk, today: date) -> str:
    rules = [rule for rule in desk.rules().switched_on if rule.id == "serve"]
    found = [rule for rule in rules if rule.is_in_force(today)]
    return str(found[-1].span) if found else ""
