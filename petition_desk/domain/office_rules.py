"""What the office changes in the law it works by: rules of its own, closed ones, confirmed ones.

A shipped rule is never edited. It is *closed* (in force until a day), *followed* by another from a
day on (a province's shorter limit, a change of law), or, where it ships switched off for want of a
source, *switched on* with one. A period of a new kind is *added*. Each change names its source,
and holds only for what starts while it is in force: an old case keeps the rule of its day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from petition_desk.domain.calendar import SPAN_UNITS, Span, SpanUnit
from petition_desk.domain.rules import Rule, RuleBook, RuleFileError, read_rule, refuse_overlaps
from petition_desk.domain.vocabulary import REGULATION_FROM, Owner
from petition_desk.errors import LawRefusalError, PetitionDeskError

FILE: Final = "本局规则"
"""What a fault names in the place of a file."""
ID_PREFIX: Final = "office-"
_OPEN: Final = "打开案件"
"""The word on the button of a rule that no act of ours is known to end."""

_ONE_DAY = timedelta(days=1)
_LAW_MARKS = ("《", "》")
#: A length of each unit in days, so that lengths of unlike units can be compared.
_DAYS: Final[Mapping[SpanUnit, float]] = MappingProxyType(
    {"hour": 1 / 24, "day": 1.0, "workday": 1.4, "month": 30.5}
)


class ChangeKind(StrEnum):
    """What a change does."""

    ADD = "add"
    FOLLOW = "follow"
    CLOSE = "close"
    ENABLE = "enable"


CHANGE_LABELS: Final[Mapping[ChangeKind, str]] = MappingProxyType(
    {
        ChangeKind.ADD: "新增",
        ChangeKind.FOLLOW: "改期限",
        ChangeKind.CLOSE: "关闭",
        ChangeKind.ENABLE: "启用",
    }
)


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One change.

    Attributes:
        kind: What it does.
        rule_id: The rule it is about.
        on: The first day it holds; of a closing the last day on which the rule is in force.
        source: The law or the paper that says so; printed as the article of what is added.
        values: Of an added rule its table as in `clocks.toml`; of one that follows its `length`
            and `unit`; else empty.
    """

    kind: ChangeKind
    rule_id: str
    on: date
    source: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def key(self) -> str:
        """Its name: one change of a kind a rule and day."""
        return f"{self.kind}.{self.rule_id}.{self.on.isoformat()}"

    @property
    def takes_effect_on(self) -> date:
        """The first day on which something that starts is treated otherwise than before."""
        return self.on + _ONE_DAY if self.kind is ChangeKind.CLOSE else self.on

    def as_text(self) -> str:
        """The change as it is kept."""
        kept = {
            "kind": self.kind.value,
            "rule": self.rule_id,
            "on": self.on.isoformat(),
            "source": self.source,
            "values": dict(self.values),
        }
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)

    @classmethod
    def of_text(cls, text: str) -> RuleChange:
        """A change as it was kept.

        Raises:
            RuleFileError: it is none.
        """
        try:
            kept = json.loads(text)
            return cls(
                ChangeKind(kept["kind"]), str(kept["rule"]), date.fromisoformat(kept["on"]),
                str(kept["source"]), dict(kept["values"]),
            )  # fmt: skip
        except (ValueError, KeyError, TypeError) as error:
            raise RuleFileError(FILE, text[:40], "读不懂这条记录") from error


@dataclass(frozen=True, slots=True)
class RejectedChange:
    """A change that does not fit the shipped law any more (a later release changed it)."""

    change: RuleChange
    reason: str


def with_changes(book: RuleBook, changes: Iterable[RuleChange]) -> RuleBook:
    """The shipped book as the office changed it; the changes are made in the order of their days.

    Raises:
        RuleFileError: a change has no source, an unknown unit, or would leave two rules in force
            on one day (exit 4), naming the rule and the key.
        LawRefusalError: it takes from the petitioner what only a law may take (exit 3).
    """
    rules = book.rules
    for change in _in_order(changes):
        rules = _changed(rules, change)
    return book.with_rules(rules)


def with_fitting_changes(
    book: RuleBook, changes: Iterable[RuleChange]
) -> tuple[RuleBook, tuple[RejectedChange, ...]]:
    """The same, leaving out and naming what does not fit: a desk must open all the same."""
    rules = book.rules
    rejected = []
    for change in _in_order(changes):
        try:
            rules = _changed(rules, change)
        except PetitionDeskError as error:
            rejected.append(RejectedChange(change, str(error)))
    return book.with_rules(rules), tuple(rejected)


def _in_order(changes: Iterable[RuleChange]) -> list[RuleChange]:
    return sorted(changes, key=lambda item: (item.takes_effect_on, item.kind, item.rule_id))


def _changed(rules: tuple[Rule, ...], change: RuleChange) -> tuple[Rule, ...]:
    changed = list(rules)
    _MAKE[change.kind](changed, change)
    refuse_overlaps(changed, FILE)
    return tuple(changed)


def next_id(book: RuleBook) -> str:
    """A name for a rule of a new kind that no rule has yet."""
    taken = {rule.id for rule in book.rules}
    numbers = range(1, len(taken) + 2)
    return next(name for name in (f"{ID_PREFIX}{n}" for n in numbers) if name not in taken)


def _fault(change: RuleChange, key: str, reason: str) -> RuleFileError:
    return RuleFileError(FILE, f"{change.rule_id}.{key}", reason)


def _checked_source(change: RuleChange) -> str:
    source = change.source.strip()
    if not source:
        raise _fault(change, "article", "没有填写依据")
    return source


def _checked_day(change: RuleChange) -> date:
    if change.on < REGULATION_FROM:
        raise _fault(
            change, "in_force_from", f"《信访工作条例》自 {REGULATION_FROM} 起施行，不能更早"
        )
    return change.on


def _add(rules: list[Rule], change: RuleChange) -> None:
    table = {
        "counts": "due_plain",
        "exempt_by": ["voided"],
        **change.values,
        "id": change.rule_id,
        "article": _checked_source(change),
        "in_force_from": _checked_day(change),
    }
    rule = read_rule(table, FILE, 1)
    if rule.span.amount < 1:
        raise _fault(change, "length", "应为大于 0 的整数")
    if rule.owed_by is Owner.PETITIONER:
        # A right of the person is lost softly, and its last day is the rolled one.
        rule = replace(rule, counts="due_rolled", lapses=True)
    act, label = _act_of(rules, rule)
    rules.append(replace(rule, is_added=True, is_office_rule=True, act=act, act_label=label))


def _act_of(rules: Iterable[Rule], added: Rule) -> tuple[str, str]:
    """The act that ends a rule like this one, so that Today can offer it."""
    for rule in rules:
        if rule.act and rule.owed_by is added.owed_by and set(rule.ends) & set(added.ends):
            return rule.act, rule.act_label
    is_ours = added.owed_by in (Owner.US, Owner.UNIT)
    return "", _OPEN if is_ours else ""


def _follow(rules: list[Rule], change: RuleChange) -> None:
    source, on = _checked_source(change), _checked_day(change)
    place = _in_force(rules, change, on)
    base = rules[place]
    if not base.is_on:
        raise _fault(change, "in_force_from", "这条规则没有启用，先启用再改")
    if base.in_force_from == on:
        raise _fault(change, "in_force_from", f"自 {on} 起已有一条施行，同一规则不能两条同时施行")
    span = _span(change)
    _refuse_against_the_law(base, span, source)
    rules[place] = replace(base, in_force_to=on - _ONE_DAY, changed_by=source)
    later = replace(
        base, span=span, article=source, in_force_from=on, is_added=True, consequence="",
        changed_by="",
    )  # fmt: skip
    rules.insert(place + 1, later)


def _span(change: RuleChange) -> Span:
    length, unit = change.values.get("length"), change.values.get("unit")
    if not isinstance(length, int) or isinstance(length, bool) or length < 1:
        raise _fault(change, "length", "应为大于 0 的整数")
    if unit not in SPAN_UNITS:
        raise _fault(change, "unit", f"“{unit}”不认识，可用：{'、'.join(SPAN_UNITS)}")
    return Span(length, unit)


def _names_a_law(source: str) -> bool:
    return all(mark in source for mark in _LAW_MARKS)


def _refuse_against_the_law(base: Rule, span: Span, source: str) -> None:
    """The office may be stricter with itself; what takes from the petitioner needs a law."""
    if base.is_office_rule or _names_a_law(source):
        return
    change = span.amount * _DAYS[span.unit] - base.span.amount * _DAYS[base.span.unit]
    if base.owed_by is Owner.PETITIONER and change < 0:
        raise LawRefusalError(
            base.article, f"“{base.name}”是信访人的权利，{base.span}不能由本局缩短；"
            "法律、法规改变了的，依据里写明《名称》和条文"
        )  # fmt: skip
    if base.owed_by is not Owner.PETITIONER and change > 0:
        raise LawRefusalError(
            base.article, f"“{base.name}”法定 {base.span}，本局只能缩短，不能延长；"
            "法律、法规改变了的，依据里写明《名称》和条文"
        )  # fmt: skip


def _close(rules: list[Rule], change: RuleChange) -> None:
    source, on = _checked_source(change), _checked_day(change)
    place = _in_force(rules, change, on)
    closed = rules[place]
    # What ships off was switched on by the office alone, which may do without it again.
    is_ours = closed.is_office_rule or not closed.is_on or bool(closed.changed_by)
    if not (is_ours or _names_a_law(source)):
        raise LawRefusalError(
            closed.article, f"“{closed.name}”是法定的期限，不能由本局关闭；"
            "法律、法规改变了的，依据里写明《名称》和条文"
        )  # fmt: skip
    rules[place] = replace(closed, in_force_to=on, changed_by=source)


def _enable(rules: list[Rule], change: RuleChange) -> None:
    source, on = _checked_source(change), _checked_day(change)
    place = _in_force(rules, change, on)
    base = rules[place]
    if base.is_on:
        raise _fault(change, "on", "这条规则已经启用")
    act, label = (base.act, base.act_label) if base.act else _act_of(rules, base)
    rules[place] = replace(
        base, is_on=True, article=source, in_force_from=on, confirm="", changed_by=source,
        act=act, act_label=label,
    )  # fmt: skip


def _in_force(rules: list[Rule], change: RuleChange, on: date) -> int:
    for place, rule in enumerate(rules):
        if rule.id == change.rule_id and rule.is_in_force(on):
            return place
    raise _fault(change, "in_force_from", f"{on} 没有施行中的“{change.rule_id}”")


_MAKE = {
    ChangeKind.ADD: _add,
    ChangeKind.FOLLOW: _follow,
    ChangeKind.CLOSE: _close,
    ChangeKind.ENABLE: _enable,
}
