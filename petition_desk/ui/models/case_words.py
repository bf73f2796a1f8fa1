"""A case in the words of the screen: its chip, its clocks, its timeline; identities covered.

What a service tells of a case is uncovered, since letters need it; whatever goes on the screen goes
through here. Nothing is worked out again: every word follows from the standing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from petition_desk.domain.masking import mask_name, mask_text
from petition_desk.domain.retraction import taken_back
from petition_desk.domain.vocabulary import CLOCK_STATE_LABELS, ClockState, Owner
from petition_desk.ui.models.days_left import mark_left, short_day, words_left
from petition_desk.ui.widgets.clock_row import ClockLine
from petition_desk.ui.widgets.marks import Mark
from petition_desk.ui.widgets.month_grid import WEEKDAYS
from petition_desk.ui.widgets.timeline import StepState, TimelineItem

if TYPE_CHECKING:
    from petition_desk.domain.case import Case
    from petition_desk.domain.clocks import ClockStanding
    from petition_desk.domain.missing import Missing
    from petition_desk.domain.standing import Standing
    from petition_desk.domain.steps import Step
    from petition_desk.services.casework import CaseView
    from petition_desk.services.deadlines import MovedDate

ANONYMOUS: Final = "匿名"
_ENDED_MARK: Final = {
    ClockState.MET: Mark.FINE,
    ClockState.MET_LATE: Mark.OVERDUE,
}
#: Which clock tells until when something still missing is due; the beginning of its rule's id.
_CLOCK_OF: Final = {
    "notice": "notify-",
    "opinion": "handle",
    "duty-reply": "duty",
    "reply": "suggestion-reply",
    "served": "serve",
    "carried-out": "carry-out",
    "follow-up": "callback",
}
_COMING: Final = {
    "screened": "甄别途径",
    "notice": "书面告知",
    "opinion": "出具处理意见书",
    "duty-reply": "出具履行职责答复书",
    "reply": "出具建议意见答复函",
    "entered-nationally": "录入国家信访系统",
    "slip": "收回送达回证",
}


@dataclass(frozen=True, slots=True)
class ChipWords:
    """The chip of a case and the one sentence beside it.

    Attributes:
        words: `办结 剩 2 天`; empty where nothing runs.
        mark: Its shape.
        says: Why, in a sentence.
    """

    words: str
    mark: Mark
    says: str


def names_of(case: Case) -> tuple[str, ...]:
    """Return the names to cover in texts."""
    return tuple(person.name for person in case.petitioners if person.name)


def shown_name(case: Case, *, is_revealed: bool = False) -> str:
    """Return the name for a head or a row, covered unless the key is held."""
    person = case.main_petitioner
    if person is None or not person.name:
        return ANONYMOUS if case.is_anonymous else ""
    return person.name if is_revealed else mask_name(person.name)


def shown_text(case: Case, text: str, *, is_revealed: bool = False) -> str:
    """Return a free text with the identities in it covered unless the key is held."""
    return text if is_revealed else mask_text(text, names_of(case))


def with_weekday(day: date, today: date) -> str:
    """Return ``11-22 周日``."""
    return f"{short_day(day, today)} 周{WEEKDAYS[day.weekday()]}"


def chip_of(standing: Standing, today: date) -> ChipWords:
    """Return the chip for the next clock; the petitioner's right is no task and has no shape."""
    clock = standing.next_clock
    if clock is None:
        return ChipWords("", Mark.NONE, "没有正在走的期限")
    says = clock_sentence(clock, today)
    if clock.rule.owed_by is Owner.PETITIONER:
        moves = " 暂定" if clock.is_provisional else ""
        return ChipWords(f"{clock.rule.name} 至 {clock.deadline:%m-%d}{moves}", Mark.NONE, says)
    if clock.state is ClockState.PAUSED:
        return ChipWords(f"{clock.rule.name} 暂停", Mark.PAUSED, says)
    days = (clock.reminds_on - today).days
    return ChipWords(f"{clock.rule.name} {words_left(days)}", mark_left(days), says)


def clock_sentence(clock: ClockStanding, today: date) -> str:
    """Return the one sentence that matters: the last day, and what is special about it."""
    parts = [f"期满 {with_weekday(clock.deadline, today)}"]
    last_workday = clock.dates.act_by
    if clock.reminds_on < clock.deadline:
        parts.append(f"国家信访系统限办 {short_day(clock.reminds_on, today)}")
    elif today == last_workday < clock.deadline:
        parts.append("今天是期前最后一个工作日")
    elif today < last_workday < clock.deadline:
        moves = " 暂定" if "act_by" in clock.dates.provisional else ""
        parts.append(f"期前最后一个工作日 {short_day(last_workday, today)}{moves}")
    if clock.note:
        parts.append(clock.note)
    if clock.is_provisional:
        parts.append("日期暂定，放假安排未载入")
    return "，".join(parts)


def clock_line(clock: ClockStanding, today: date) -> ClockLine:
    """Return a clock as a row: what is left while it runs, how it ended afterwards."""
    article = clock.rule.article.replace("《信访工作条例》", "")
    # A clock that ends on a day somebody set has no length.
    below = clock.of or (f"{article} · {clock.span}" if clock.span.amount else article)
    day = with_weekday(clock.deadline, today)
    moves = clock.is_open and clock.is_provisional
    provisional = Mark.TODAY if moves else Mark.NONE
    day = f"{day} 暂定" if moves else day
    if clock.is_open and clock.rule.owed_by is Owner.PETITIONER:
        right = f"至 {short_day(clock.deadline, today)}{' 暂定' if moves else ''}"
        return ClockLine(Mark.NONE, clock.rule.name, right, below, is_right=True)
    if clock.state is ClockState.PAUSED:
        return ClockLine(Mark.PAUSED, clock.rule.name, "暂停", below, f"期满 {day}")
    if clock.is_open:
        days = (clock.reminds_on - today).days
        return ClockLine(
            mark_left(days), clock.rule.name, words_left(days), below, f"期满 {day}", provisional
        )
    state = CLOCK_STATE_LABELS[clock.state]
    ended = f"{short_day(clock.ended_on, today)} 已办" if clock.ended_on else clock.note
    mark = _ENDED_MARK.get(clock.state, Mark.PAUSED)
    return ClockLine(mark, clock.rule.name, state, below, "" if ended == state else ended)


def clocks_in_order(standing: Standing) -> tuple[ClockStanding, ...]:
    """Return the running clocks, the most pressing first, then those that ended, latest first."""
    ended = [clock for clock in standing.clocks if not clock.is_open]
    ended.sort(key=lambda clock: clock.ended_on or clock.deadline, reverse=True)
    return (*standing.open_clocks, *ended)


def timeline_of(
    view: CaseView, today: date, *, is_revealed: bool = False
) -> tuple[TimelineItem, ...]:
    """Return everything done, first to last, and below it what is still to come."""
    done = list(_done(view, today.year, is_revealed=is_revealed))
    last = done[-1]
    done[-1] = TimelineItem(last.on, last.title, last.detail, StepState.LAST)
    return (*done, *coming_of(view.standing, today))


def _done(view: CaseView, year: int, *, is_revealed: bool) -> Iterator[TimelineItem]:
    """The registration and the steps.

    A day stands without its year; where it is not this one, or turns, the second line says so.
    """
    case = view.case
    first = (
        f"{case.received_on.year} 年" if case.received_on.year != year else "",
        f"首接 {case.first_contact}" if case.first_contact else "",
        case.source,
    )
    yield TimelineItem(
        f"{case.received_on:%m-%d}",
        f"{case.channel.value}登记",
        " · ".join(part for part in first if part),
    )
    year = case.received_on.year
    gone = taken_back(view.steps)
    for place, step in enumerate(view.steps):
        turned = f"{step.on.year} 年" if step.on.year != year else ""
        year = step.on.year
        marks = ("已撤销" if place in gone else "", *step_marks(step))
        detail = " · ".join(part for part in (turned, *marks) if part)
        yield TimelineItem(
            f"{step.on:%m-%d}",
            shown_text(case, step.headline, is_revealed=is_revealed),
            shown_text(case, detail, is_revealed=is_revealed),
        )


def step_marks(step: Step) -> tuple[str, ...]:
    """Return what is said of a step below its line: marks, who, which note."""
    return (
        f"违规：{step.violation}" if step.violation else "",
        "补录" if step.is_late_entry else "",
        "导入" if step.is_imported else "",
        step.by,
        step.note,
    )


def coming_of(standing: Standing, today: date) -> tuple[TimelineItem, ...]:
    """Return the acts that are still to come, each with its last day where a clock runs."""
    return tuple(
        TimelineItem(
            "",
            _COMING.get(item.id, item.label),
            _until(standing, item, today),
            StepState.TO_COME,
        )
        for item in standing.missing
        if not item.is_fact
    )


def _until(standing: Standing, item: Missing, today: date) -> str:
    prefix = _CLOCK_OF.get(item.id)
    if prefix is None:
        return ""
    for clock in standing.open_clocks:
        if clock.rule.id.startswith(prefix):
            moves = " 暂定" if clock.is_provisional else ""
            return f"期满 {with_weekday(clock.deadline, today)}{moves}"
    return ""


def moved_words(moved: Iterable[MovedDate]) -> str:
    """Say which deadlines an act moved, for the word that is shown after it."""
    parts = []
    for item in moved:
        moves = "（暂定）" if item.is_provisional else ""
        if item.was is None and item.now is not None:
            parts.append(f"{item.name}起算，期满 {item.now:%m-%d}{moves}")
        elif item.was is not None and item.now is not None:
            parts.append(f"{item.name} {item.was:%m-%d} 改为 {item.now:%m-%d}{moves}")
    return "；".join(parts)
