"""What the command line says in plain Chinese where no JSON is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from petition_desk.domain.clocks import ClockStanding
from petition_desk.domain.masking import mask_address, mask_name, mask_phone, mask_text
from petition_desk.domain.retraction import taken_back
from petition_desk.domain.vocabulary import (
    CLOCK_STATE_LABELS,
    OWNER_LABELS,
    PATHWAY_LABELS,
    REGULATION_FROM,
)
from petition_desk.domain.what_if import WhatIf
from petition_desk.domain.why import WhyView

if TYPE_CHECKING:
    from petition_desk.services.calendar_notices import CalendarLoad
    from petition_desk.services.casework import CaseView, Recorded
    from petition_desk.services.imports import ImportReport
    from petition_desk.services.letters import LetterBlanks
    from petition_desk.services.today import TodayItem

_PROVISIONAL = "（暂定）"
SHOWN_PROBLEMS = 20
"""So many problems of an import are listed; all of them stand in the JSON."""


def case_lines(view: CaseView, as_of: date) -> Iterator[str]:
    """Tell a case: head, petitioners (masked, as on every screen), timeline, clocks, what lacks."""
    case = view.case
    if view.is_withheld:
        yield f"{case.local_no}　保密件"
    else:
        names = [person.name for person in case.petitioners]
        yield f"{case.local_no}　{view.standing.state.value}　{mask_text(case.summary, names)}"
        yield f"{case.channel.value}　{case.source}　{case.received_on.isoformat()} 收到"
        for person in case.petitioners:
            mark = "" if person.is_main else "（其他）"
            phone = mask_phone(person.mobile or person.telephone)
            yield f"信访人{mark}　{mask_name(person.name)}　{phone}　{mask_address(person.address)}"
        for demand in case.demands:
            yield f"请求 {demand.number}　{mask_text(demand.text, names)}"
        gone = taken_back(view.steps)
        for place, step in enumerate(view.steps):
            marks = "　已撤销" if place in gone else ""
            marks += "　违规" if step.violation else "　补录" if step.is_late_entry else ""
            yield f"  {step.on.isoformat()}　{step.headline}{marks}"
    for clock in view.standing.clocks:
        yield f"期限　{clock_line(clock, as_of, is_withheld=view.is_withheld)}"
    if not view.standing.clocks and case.received_on < REGULATION_FROM:
        begin = REGULATION_FROM.isoformat()
        yield f"收到日期早于 {begin}，《信访工作条例》尚未施行，不起算期限"
    for right in view.rights:
        last, paper = right.last, right.paper
        provisional = _PROVISIONAL if last.is_provisional else ""
        left = (last.on - as_of).days
        yield "　".join(
            (
                f"其他权利　{last.limit.name}（{last.right.procedure}，{paper.name}）",
                f"{last.on.isoformat()}{provisional}",
                "已过" if left < 0 else days_left_words(left),
                last.limit.source,
            )
        )
    if not view.is_withheld and view.standing.missing:
        yield f"还缺　{'、'.join(item.label for item in view.standing.missing)}"


def clock_line(clock: ClockStanding, as_of: date, *, is_withheld: bool = False) -> str:
    """Tell one clock in a line; of a confidential case not what it belongs to."""
    of = f"（{clock.of}）" if clock.of and not is_withheld else ""
    provisional = _PROVISIONAL if clock.is_provisional else ""
    parts = [
        f"{clock.rule.name}{of}",
        f"{clock.deadline.isoformat()}{provisional}",
        CLOCK_STATE_LABELS[clock.state],
        OWNER_LABELS[clock.rule.owed_by],
    ]
    if clock.is_open:
        parts.append(days_left_words((clock.deadline - as_of).days))
    return "　".join(parts)


def days_left_words(days: int) -> str:
    """Say how many days are left: 剩 3 天, 今天到期, 逾期 2 天."""
    if days > 0:
        return f"剩 {days} 天"
    return "今天到期" if days == 0 else f"逾期 {-days} 天"


def recorded_lines(recorded: Recorded) -> Iterator[str]:
    """Tell what a step did: its line, the state, the dates that moved."""
    step = recorded.step
    yield f"{step.on.isoformat()}　{step.headline}{'　违规' if step.violation else ''}"
    yield f"状态　{recorded.standing.state.value}"
    for moved in recorded.moved:
        was = moved.was.isoformat() if moved.was else "无"
        moves = _PROVISIONAL if moved.is_provisional else ""
        now = f"{moved.now.isoformat()}{moves}" if moved.now else "无"
        yield f"期限　{moved.name}　{was} → {now}"
    if recorded.letter is not None:
        yield f"文书　{recorded.letter.number}　{recorded.letter.title}"


def due_lines(items: Iterable[TodayItem], on: date) -> Iterator[str]:
    """Tell what is due, a line each."""
    told = False
    for item in items:
        if item.deadline is None:
            continue
        told = True
        left = days_left_words((item.deadline - on).days)
        provisional = _PROVISIONAL if item.is_provisional else ""
        day = f"{item.deadline.isoformat()}{provisional}"
        yield "　".join((item.local_no, item.task, day, left, item.name, item.summary))
    if not told:
        yield "没有到期和逾期的事项。"


def forecast_lines(found: WhatIf, whys: Iterable[WhyView]) -> Iterator[str]:
    """Tell every date of a pathway, and on which days its acts were assumed."""
    yield f"{PATHWAY_LABELS[found.pathway]}　自 {found.from_on.isoformat()} 收到起"
    for view in whys:
        dates = view.explanation.dates
        moves = _PROVISIONAL if view.is_provisional else ""
        act_by_moves = _PROVISIONAL if "act_by" in dates.provisional else ""
        parts = [
            f"{view.rule.name}{f'（{view.of}）' if view.of else ''}",
            f"{view.explanation.trigger.isoformat()} {view.rule.starts}",
            f"{view.explanation.span}{_prolonged(view.explanation.extra_days)}",
            f"{view.deadline.isoformat()}{moves}",
            f"最后工作日 {dates.act_by.isoformat()}{act_by_moves}",
            view.rule.article,
        ]
        yield "　".join(parts)
    yield "各步假定的日期（没有指定的，为最后一天）："
    for act in found.acts:
        moves = _PROVISIONAL if act.is_provisional else ""
        given = "（指定）" if act.is_given else ""
        yield f"  {act.id}　{act.label}　{act.on.isoformat()}{moves}{given}"


def _prolonged(days: int) -> str:
    return f"，延长{days}日" if days else ""


def blanks_lines(blanks: LetterBlanks) -> Iterator[str]:
    """Tell what a letter has, lacks and could have; the words before = are the keys."""
    number = f"　文号将是 {blanks.number_preview}" if blanks.number_preview else ""
    yield f"{blanks.label}{number}"
    if blanks.refusal is not None:
        yield f"现在不能出具：{blanks.refusal.sentence}（{blanks.refusal.article}）"
    for mark, listed in (("有", blanks.has), ("缺", blanks.lacks), ("可填", blanks.optional)):
        yield from (
            f"{mark}　{blank.identifier}={blank.value}　（{blank.label}）" for blank in listed
        )


def import_lines(report: ImportReport, *, is_dry_run: bool) -> Iterator[str]:
    """Tell what an import did, or would do."""
    yield (
        f"{'试导入' if is_dry_run else '导入'}　{report.rows} 行："
        f"新增 {report.new}，未变 {report.unchanged}，更新 {report.changed}，"
        f"退回 {report.rejected}"
    )
    if report.skipped_columns:
        yield f"按规定不读取的列：{'、'.join(report.skipped_columns)}"
    for problem in report.problems[:SHOWN_PROBLEMS]:
        row = f"第 {problem.row} 行" if problem.row is not None else ""
        weight = "退回" if problem.severity.value == "error" else "提醒"
        place = f"{problem.sheet}{row}　{problem.column}"
        yield f"  {weight}　{place}　{problem.value}　{problem.reason}"
    more = len(report.problems) - SHOWN_PROBLEMS
    if more > 0:
        yield f"  另有 {more} 条，见 --json"


def calendar_lines(load: CalendarLoad, *, is_preview: bool) -> Iterator[str]:
    """Tell which open deadlines a year's notice moves."""
    yield f"{load.year} 年放假安排{'（预览，没有写入）' if is_preview else '已载入'}"
    yield from (f"  请核对：{point}" for point in load.doubts)
    for moved in load.moved:
        yield (
            f"  {moved.local_no}　{moved.name}　{moved.date_name}　"
            f"{moved.was.isoformat()} → {moved.now.isoformat()}"
        )
    if not load.moved:
        yield "  没有未办期限因此变动。"
    if load.settled_count:
        yield f"  另有 {load.settled_count} 个暂定的期限就此确定。"
