"""Why a date is this day, as the officer reads it: rule, article, days, what counts, versions.

One answer for every date that a clock made, or that another right sets; the screen, the printed
page, the text that is copied and the JSON are all written from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from petition_desk.domain.calendar import ALL_THREE, WorkCalendar
from petition_desk.domain.clocks import ClockStanding
from petition_desk.domain.events import EVENTS
from petition_desk.domain.explanation import (
    DAY_ZERO_ARTICLE,
    MONTH_END_ARTICLE,
    ROLL_ARTICLE,
    Explanation,
    day_with_weekday,
    explain,
)
from petition_desk.domain.law_text import CitedText, LawTexts
from petition_desk.domain.other_rights import LastDay
from petition_desk.domain.rules import Counts, Rule
from petition_desk.domain.vocabulary import OWNER_LABELS, ClockState, Owner
from petition_desk.domain.what_if import WhatIf

DATE_NAMES: Final = ("期满日", "顺延日", "最后工作日")
ROLLS_FOR_THE_PETITIONER: Final = (
    f"顺延日。信访人的权利，末日是休息日的，顺延到其后第一个工作日（参照{ROLL_ARTICLE}）。"
)


@dataclass(frozen=True, slots=True)
class WhyRule:
    """The period that is asked about: a rule of the book, or the limit of another right.

    Attributes:
        starts: What happened on its first day, in words (受理).
        lapses: Past its end it is over, and nobody is late.
        in_force: From when to when it holds, in words; empty for another right.
        remark: What is to be confirmed of it; empty if nothing is.
    """

    id: str
    name: str
    owed_by: Owner
    article: str
    starts: str
    consequence: str = ""
    lapses: bool = False
    in_force: str = ""
    remark: str = ""

    @classmethod
    def of_rule(cls, rule: Rule, *, is_presumed: bool = False) -> WhyRule:
        """Take what is asked about from a rule of the book."""
        event = rule.presumed_start if is_presumed else rule.starts
        until = f"至 {rule.in_force_to}" if rule.in_force_to is not None else "起"
        return cls(
            id=rule.id,
            name=rule.name,
            owed_by=rule.owed_by,
            article=rule.article,
            starts=EVENTS[event].label,
            consequence=rule.consequence,
            lapses=rule.lapses,
            in_force=f"{rule.in_force_from} {until}施行",
        )

    @classmethod
    def of_limit(cls, last: LastDay) -> WhyRule:
        """Take it from the limit of another right."""
        return cls(
            id=last.right.id,
            name=last.limit.name,
            owed_by=last.limit.owed_by,
            article=last.limit.source,
            starts=last.limit.starts_with or "文书送达",
            lapses=True,
            remark=last.limit.confirm,
        )


@dataclass(frozen=True, slots=True)
class WhyView:
    """Why a date is that day.

    Attributes:
        of: The letter or unit the clock belongs to; empty for the case.
        deadline: The date that counts, named by `counts`.
        texts: What the articles say, the rule's own first, then those of the counting.
        rule_version: The version of the rule book; empty where another right is asked about.
        started_on: The day its clock began; for a prolonged one the old last day.
        number: The case; empty where none is asked about.
    """

    rule: WhyRule
    of: str
    deadline: date
    counts: Counts
    explanation: Explanation
    texts: tuple[CitedText, ...] = ()
    rule_version: str = ""
    state: ClockState | None = None
    note: str = ""
    started_on: date | None = None
    is_presumed: bool = False
    number: str = ""

    @property
    def is_provisional(self) -> bool:
        """Whether the date that counts may still move."""
        return self.counts in self.explanation.dates.provisional

    @property
    def title(self) -> str:
        """The question: 为什么是 2026年11月22日."""
        provisional = "（暂定）" if self.is_provisional else ""
        on = self.deadline
        return f"为什么是 {on.year}年{on.month}月{on.day}日{provisional}"

    @property
    def about(self) -> str:
        """What it is about: the rule and the case."""
        return " · ".join(part for part in (self.rule.name, self.of, self.number) if part)

    @property
    def counting_place(self) -> int:
        """Which of the three dates counts: 0 or 1."""
        return 1 if self.counts == "due_rolled" else 0

    @property
    def taken_by(self) -> str:
        """Whose word it is that this date counts."""
        return "信访人以此日为准" if self.rule.owed_by is Owner.PETITIONER else "本局以此日为准"

    def dates(self) -> tuple[tuple[str, str, str], ...]:
        """Return the three dates: name, day (暂定 where it may move), why it is this day."""
        explanation, dates = self.explanation, self.explanation.dates
        named = (
            ("due_plain", dates.due_plain, explanation.plain_sentence),
            ("due_rolled", dates.due_rolled, explanation.rolled_sentence),
            ("act_by", dates.act_by, explanation.act_by_sentence),
        )
        return tuple(
            (name, f"{day_with_weekday(day)}{' 暂定' if key in dates.provisional else ''}", why)
            for name, (key, day, why) in zip(DATE_NAMES, named, strict=True)
        )

    @property
    def taken_sentence(self) -> str:
        """Say which of the three dates counts, and why."""
        if self.rule.owed_by is Owner.PETITIONER:
            return ROLLS_FOR_THE_PETITIONER
        if self.counts == "due_rolled":
            return f"顺延日。本局设置为末日是休息日的顺延（参照{ROLL_ARTICLE}）。"
        return "期满日。条例没有规定机关的期限可以顺延，本局按不顺延执行。"

    @property
    def extension_sentence(self) -> str:
        """Say by how much it was prolonged; empty if it was not."""
        extra = self.explanation.extra_days
        if not extra or self.started_on is None:
            return ""
        return (
            f"延长 {extra} 日，自原期满日 {day_with_weekday(self.started_on)} 起连续计算，"
            "累计不超过 30 日（《信访工作条例》第三十四条）"
        )

    @property
    def versions(self) -> str:
        """Name the versions it was made with."""
        rule = f"规则版本 {self.rule_version}，" if self.rule_version else ""
        return f"{rule}日历版本 {self.explanation.calendar_version}"

    @property
    def article_lines(self) -> tuple[str, ...]:
        """Quote what the rule's own articles say; the citation alone where it names no article."""
        own = [text for text in self.texts if not _is_of_counting(text)]
        quoted = tuple(f"{text.citation}：{text.sentence}" for text in own)
        says_more = self.rule.article != "、".join(text.citation for text in own)
        return (self.rule.article, *quoted) if says_more else quoted

    @property
    def counting_texts(self) -> tuple[CitedText, ...]:
        """What the articles of counting say that this answer rests on."""
        return tuple(text for text in self.texts if _is_of_counting(text))

    def facts_with_law(self) -> tuple[tuple[str, str], ...]:
        """The same, and the articles of counting in their own words."""
        quoted = "\n".join(f"{text.citation}：{text.sentence}" for text in self.counting_texts)
        return (*self.facts(), *((("计算依据", quoted),) if quoted else ()))

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return what the computation rests on, a line each."""
        explanation = self.explanation
        owner = OWNER_LABELS[self.rule.owed_by]
        rule = "，".join(part for part in (f"{self.rule.name}，由{owner}办理", self.note) if part)
        found = [
            ("规则", f"{rule}（{self.rule.in_force}）" if self.rule.in_force else rule),
            ("起算", explanation.start_sentence_of(self.rule.starts)),
            ("长度", explanation.length_sentence),
            ("延长", self.extension_sentence),
            ("暂停", explanation.pause_sentence),
            ("依据", "\n".join(self.article_lines)),
            ("取哪一天", self.taken_sentence),
            ("暂定", explanation.provisional_sentence),
            ("后果", self.rule.consequence),
            ("待确认", self.rule.remark),
            ("版本", self.versions),
        ]
        return tuple((label, words) for label, words in found if words)

    def lines(self) -> tuple[str, ...]:
        """Return the whole answer as text, every day of the period at its end."""
        return (
            f"{self.title}（{self.about}）",
            *(f"{name}：{day}，{why}" for name, day, why in self.dates()),
            f"{DATE_NAMES[self.counting_place]}为准",
            *(f"{label}：{words}" for label, words in self.facts_with_law()),
            *(
                f"{mark.on} {'计' if mark.counted else '不计'} {mark.why}"
                for mark in self.explanation.days
            ),
        )


def why_of_clock(
    clock: ClockStanding,
    clocks: Iterable[ClockStanding],
    calendar: WorkCalendar,
    as_of: date,
    texts: LawTexts,
    rule_version: str,
) -> WhyView:
    """Answer for a clock of a case; `clocks` are all of that case's.

    A prolonged clock is explained from the day its matter began, so that every day of the first
    length and of the prolongation is seen.
    """
    base = _prolonged(clock, clocks)
    explanation = clock.explained(calendar, as_of)
    rule = WhyRule.of_rule(clock.rule, is_presumed=clock.is_presumed)
    if base is not None:
        whole = explain(
            base.trigger, base.span, calendar, pauses=base.pauses, extra_days=clock.span.amount
        )
        # Days and months come out the same; a length in working days is prolonged otherwise.
        if whole.dates == explanation.dates:
            explanation, rule = whole, replace(rule, starts=EVENTS[base.rule.starts].label)
    return WhyView(
        rule=rule,
        of=clock.of,
        deadline=clock.deadline,
        counts=clock.counts,
        explanation=explanation,
        texts=texts.cited_in(_cited_words(clock.rule.article, explanation)),
        rule_version=rule_version,
        state=clock.state,
        note=clock.note,
        started_on=clock.started_on,
        is_presumed=clock.is_presumed,
    )


def why_of_forecast(
    found: WhatIf, calendar: WorkCalendar, texts: LawTexts, rule_version: str
) -> tuple[WhyView, ...]:
    """Answer for every clock of a walk, each as if nothing had ended it."""
    as_of = max((act.on for act in found.acts), default=found.from_on)
    views = []
    for forecast in found.clocks:
        clock = forecast.clock
        view = why_of_clock(clock, found.standings, calendar, as_of, texts, rule_version)
        whole = view.explanation
        if forecast.is_provisional:
            whole = replace(whole, dates=replace(whole.dates, provisional=ALL_THREE))
        views.append(replace(view, explanation=whole, state=None, note=""))
    return tuple(views)


def why_of_rule(
    rule: Rule, from_on: date, counts: Counts, calendar: WorkCalendar, texts: LawTexts, version: str
) -> WhyView:
    """Answer what a rule makes of a day."""
    explanation = explain(from_on, rule.span, calendar)
    dates = explanation.dates
    return WhyView(
        rule=WhyRule.of_rule(rule),
        of="",
        deadline=dates.due_rolled if counts == "due_rolled" else dates.due_plain,
        counts=counts,
        explanation=explanation,
        texts=texts.cited_in(_cited_words(rule.article, explanation)),
        rule_version=version,
        started_on=explanation.trigger,
    )


def why_of_limit(last: LastDay, calendar: WorkCalendar, texts: LawTexts) -> WhyView:
    """Answer for the last day of another right."""
    explanation = explain(last.started_on, last.limit.span, calendar)
    return WhyView(
        rule=WhyRule.of_limit(last),
        of=last.right.procedure,
        deadline=last.on,
        counts="due_rolled" if last.limit.owed_by is Owner.PETITIONER else "due_plain",
        explanation=explanation,
        texts=texts.cited_in(_cited_words(last.limit.source, explanation)),
        started_on=last.started_on,
    )


def _prolonged(clock: ClockStanding, clocks: Iterable[ClockStanding]) -> ClockStanding | None:
    """Return the clock that this one prolongs, or None."""
    if not clock.rule.extends:
        return None
    bases = (
        base
        for base in clocks
        if base.rule.id == clock.rule.extends and base.dates.due_plain == clock.started_on
    )
    return next(bases, None)


def _cited_words(article: str, explanation: Explanation) -> str:
    """Return the citations whose words an answer needs."""
    if explanation.span.amount == 0:
        return article
    counting = [DAY_ZERO_ARTICLE]
    if explanation.span.unit == "month":
        counting.append(MONTH_END_ARTICLE)
    if explanation.dates.due_rolled != explanation.dates.due_plain:
        counting.append(ROLL_ARTICLE)
    return "；".join([article, *counting])


def _is_of_counting(text: CitedText) -> bool:
    return text.citation.startswith("民法典")
