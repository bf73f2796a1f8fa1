"""为什么是这一天: one page that shows a legal section how a date was counted, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from petition_desk.documents.blocks import (
    Align,
    Block,
    Cell,
    LetterDocument,
    Paragraph,
    Row,
    Space,
    Table,
    Title,
)
from petition_desk.documents.compose import compose, page_count
from petition_desk.documents.fonts import FontRole, FontSet
from petition_desk.documents.linebreak import Run
from petition_desk.documents.page import Sheet
from petition_desk.documents.reports.listing import LIST_SHEET
from petition_desk.domain.calendar import WEEKDAY_NAMES
from petition_desk.domain.explanation import DayMark, MarkKind
from petition_desk.domain.why import WhyView

#: From roomy to dense: the first on which everything stands on one page is taken.
_SHEETS: Final = tuple(
    replace(LIST_SHEET, form_size=size, form_pitch=pitch, title_pitch=title)
    for size, pitch, title in ((9.5, 13.0, 30.0), (8.5, 11.0, 26.0), (7.5, 9.5, 24.0))
)
_WEEK: Final = 7
#: A longer period is told by its unusual days alone.
_MOST_WEEKS: Final = 18
_SHORT_KINDS: Final = {
    MarkKind.TRIGGER: "起算日，不计",
    MarkKind.SKIPPED: "不计",
    MarkKind.PAUSED: "暂停，不计",
    MarkKind.ROLL: "顺延",
    MarkKind.BEFORE: "",
}


def why_pdf(view: WhyView, office: str, made_on: date, fonts: FontSet) -> bytes:
    """Set an answer on one page of A4.

    Raises:
        MissingGlyphError: no font draws a character.
    """
    ways = [(sheet, False) for sheet in _SHEETS] + [(_SHEETS[-1], True)]
    for sheet, is_short in ways:
        document = why_document(view, office, made_on, sheet, only_unusual=is_short)
        if page_count(document, fonts) == 1:
            break
    return compose(document, fonts)


def why_document(
    view: WhyView,
    office: str,
    made_on: date,
    sheet: Sheet = LIST_SHEET,
    *,
    only_unusual: bool = False,
) -> LetterDocument:
    """Return the page, ready to be set; ``only_unusual`` leaves out what is counted as usual."""
    blocks = tuple(_blocks(view, office, made_on, only_unusual=only_unusual))
    return LetterDocument(view.title, blocks, page_numbers=False, sheet=sheet)


def _blocks(view: WhyView, office: str, made_on: date, *, only_unusual: bool) -> Iterator[Block]:
    yield Title((view.title,))
    head = (view.about, office, f"{made_on:%Y-%m-%d} 打印")
    yield Paragraph((Run("　".join(filter(None, head))),), 0, Align.CENTRE)
    yield _three_dates(view)
    yield Space(1)
    weeks = _weeks(view.explanation.days)
    if only_unusual or len(weeks) > _MOST_WEEKS:
        yield _unusual(view)
    else:
        yield _day_table(view, weeks)
    yield Space(1)
    yield _facts(view)


def _three_dates(view: WhyView) -> Table:
    def text(place: int, name: str, day: str, why: str) -> str:
        taken = f"（{view.taken_by}）" if place == view.counting_place else ""
        return f"{name}{taken}\n{day}\n{why}"

    cells = tuple(
        Cell(
            text(place, *told),
            role=FontRole.HEADING if place == view.counting_place else FontRole.BODY,
        )
        for place, told in enumerate(view.dates())
    )
    return Table((1.0, 1.0, 1.0), (Row(cells),))


def _weeks(marks: Iterable[DayMark]) -> list[list[DayMark]]:
    """Part the days into weeks that begin on Monday."""
    return [
        list(week)
        for _, week in groupby(marks, key=lambda mark: mark.on - timedelta(mark.on.weekday()))
    ]


def _day_table(view: WhyView, weeks: list[list[DayMark]]) -> Table:
    heads = Row(
        tuple(Cell(name, 1, Align.CENTRE, FontRole.HEADING) for name in WEEKDAY_NAMES),
        keep_with_next=True,
    )
    rows = []
    for week in weeks:
        by_weekday = {mark.on.weekday(): mark for mark in week}
        cells = (by_weekday.get(weekday) for weekday in range(_WEEK))
        rows.append(Row(tuple(_day_cell(view, mark) for mark in cells)))
    return Table((1.0,) * _WEEK, (heads, *rows), header_rows=1)


def _day_cell(view: WhyView, mark: DayMark | None) -> Cell:
    if mark is None:
        return Cell()
    is_last = mark.on == view.deadline
    return Cell(_day_words(view, mark), role=FontRole.HEADING if is_last else FontRole.BODY)


def _day_words(view: WhyView, mark: DayMark) -> str:
    unit = "个工作日" if view.explanation.span.unit == "workday" else "日"
    counted = f"第{mark.number}{unit}" if mark.number is not None else _SHORT_KINDS[mark.kind]
    more = [mark.name] if mark.name and mark.name != "周末" else []
    if mark.number is not None and "延长" in mark.why:
        more.insert(0, next(part for part in mark.why.split("，") if part.startswith("延长")))
    dates = view.explanation.dates
    if mark.on == view.deadline:
        more.append("为准")
    elif mark.on == dates.due_rolled:
        more.append("顺延日")
    elif mark.on == dates.act_by and mark.kind is not MarkKind.TRIGGER:
        more.append("最后工作日")
    # The plain day of a calendar period is certain, whatever next year's notice says of it.
    is_certain = mark.on == view.deadline and not view.is_provisional
    if mark.awaits is not None and not is_certain:
        more.append("暂定")
    return "\n".join(filter(None, (f"{mark.on:%m-%d} {counted}", "，".join(more))))


def _unusual(view: WhyView) -> Table:
    """Tell the first day, the last day and every day that is not plainly counted."""
    marks = view.explanation.days
    shown = [
        mark
        for mark in marks
        if mark in (marks[0], marks[-1])
        or not mark.counted
        or mark.on == view.deadline
        or (mark.name and mark.name != "周末")
    ]
    words = "；".join(f"{mark.on:%Y-%m-%d} {mark.why}" for mark in shown)
    return Table((1.0, 7.0), (Row((Cell("逐日"), Cell(f"{words}。其余各日依次计入。"))),))


def _facts(view: WhyView) -> Table:
    rows = (
        Row((Cell(label, 1, Align.LEFT, FontRole.HEADING), Cell(words)))
        for label, words in view.facts_with_law()
    )
    return Table((1.0, 7.0), tuple(rows))
