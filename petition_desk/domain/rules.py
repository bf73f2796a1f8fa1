"""The rule book: every period of the law as dated data, read from `resources/law/clocks.toml`.

A case keeps the rule of its day: a rule is chosen by the day its clock starts. The loader is
loud: a rule without owner, article or dates, with an unknown event or unit, or in force twice at
once is refused, naming the file and the key.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal, get_args

from petition_desk.domain.calendar import SPAN_UNITS, Span
from petition_desk.domain.events import EVENTS
from petition_desk.domain.vocabulary import Owner, SourceKind
from petition_desk.errors import InputError, LawRefusalError, UnknownNameError

Counts = Literal["due_plain", "due_rolled"]

_REQUIRED = (
    "id", "name", "owed_by", "starts", "length", "unit", "ends", "counts", "article",
    "in_force_from",
)  # fmt: skip
_OPTIONAL = (
    "sources", "exempt_by", "consequence", "in_force_to", "on", "confirm", "lapses",
    "office_rule", "extends", "presumed_start", "pauses", "queue", "act", "act_label",
)  # fmt: skip


class RuleFileError(InputError):
    """A rule file is wrong (exit 4): names the file, the rule and the key.

    Attributes:
        file: The file's name.
        key: `rule-id.key`, or the place in the file.
    """

    def __init__(self, file: str, key: str, reason: str) -> None:
        """Name the place and what is wrong with it."""
        self.file = file
        self.key = key
        super().__init__(f"{file}：{key}", reason)


class RuleOffError(LawRefusalError):
    """A rule was asked for that is switched off, or not in force on that day (exit 3)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One period. Names of events are those of `petition_desk.domain.events`.

    `span` is its length, `counts` which of the three dates binds, `extends` the rule that this
    one prolongs, `presumed_start` the event from which it is presumed to run while nothing was
    decided. `act` is the letter or step that ends it, `act_label` the word on its button.
    `is_added`: the office entered it (`petition_desk.domain.office_rules`); `changed_by` is the
    source by which the office closed a shipped rule or switched it on.
    """

    id: str
    name: str
    owed_by: Owner
    starts: str
    span: Span
    ends: tuple[str, ...]
    counts: Counts
    article: str
    in_force_from: date
    in_force_to: date | None = None
    sources: frozenset[SourceKind] = frozenset(SourceKind)
    exempt_by: tuple[str, ...] = ()
    consequence: str = ""
    is_on: bool = True
    confirm: str = ""
    lapses: bool = False
    is_office_rule: bool = False
    extends: str = ""
    presumed_start: str = ""
    pauses: str = ""
    queue: str = ""
    act: str = ""
    act_label: str = ""
    is_added: bool = False
    changed_by: str = ""

    def is_in_force(self, on: date) -> bool:
        """Whether a clock that starts on this day runs by this rule."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class Policy:
    """What the office may choose where the law leaves a choice; each with a default and a reason.

    `notice_ends_when`: the 15-day notice ends when the letter is handed over or posted (default),
    or only when it is served. `handle_ends_when`: the 60 days end when the opinion is issued
    (default) or served. `mediation_ends_handling`: an agreed 调解和解 ends the 60 days.
    `duties_count`: the bureau's duties count the plain last day (default, the stricter reading).
    """

    notice_ends_when: Literal["posted", "served"] = "posted"
    handle_ends_when: Literal["issued", "served"] = "issued"
    mediation_ends_handling: bool = True
    duties_count: Counts = "due_plain"


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, closed ones included, and the office's policy. `version` names their content."""

    rules: tuple[Rule, ...]
    version: str
    policy: Policy = field(default_factory=Policy)

    @property
    def switched_on(self) -> tuple[Rule, ...]:
        """The rules that start clocks."""
        return tuple(rule for rule in self.rules if rule.is_on)

    def rule(self, rule_id: str, on: date) -> Rule:
        """The rule with this id that is in force on a day.

        Raises:
            UnknownNameError: no rule has this id (exit 2).
            RuleOffError: it is switched off, or none is in force that day (exit 3).
        """
        self.refuse_unknown(rule_id)
        versions = [rule for rule in self.rules if rule.id == rule_id]
        for rule in versions:
            if rule.is_in_force(on):
                if not rule.is_on:
                    why = rule.confirm or "已由本局停用"
                    raise RuleOffError(rule.article, f"规则“{rule.name}”未启用：{why}")
                return rule
        first = versions[0]
        raise RuleOffError(
            first.article, f"规则“{first.name}”在 {on.isoformat()} 未施行，不起算期限"
        )

    def refuse_unknown(self, rule_id: str) -> None:
        """Refuse an identifier that no rule has.

        Raises:
            UnknownNameError: naming those there are (exit 2).
        """
        known = dict.fromkeys(rule.id for rule in self.rules)
        if rule_id not in known:
            raise UnknownNameError("期限规则", rule_id, known)

    def with_lengths(self, lengths: Mapping[str, Span]) -> RuleBook:
        """The same book with the lengths of office rules changed.

        Raises:
            LawRefusalError: a length of the law was to be changed (exit 3).
        """
        for rule in self.rules:
            if rule.id in lengths and not rule.is_office_rule:
                raise LawRefusalError(rule.article, f"“{rule.name}”是法定期限，不能改动")
        changed = tuple(
            replace(rule, span=lengths[rule.id]) if rule.id in lengths else rule
            for rule in self.rules
        )
        return self.with_rules(changed)

    def with_rules(self, rules: tuple[Rule, ...]) -> RuleBook:
        """The same policy over other rules."""
        return replace(self, rules=rules, version=_version(rules))


def load_rules(path: Path, policy: Policy | None = None) -> RuleBook:
    """The rule book in a TOML file.

    Raises:
        RuleFileError: naming the file and the key at fault.
    """
    return parse_rules(path.read_text(encoding="utf-8"), path.name, policy)


def parse_rules(text: str, file: str, policy: Policy | None = None) -> RuleBook:
    """The rule book in the text of a TOML file; `file` is its name, for errors alone.

    Raises:
        RuleFileError: naming the file and the key at fault.
    """
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError(file, "TOML", f"无法读取：{error}") from error
    tables = whole.pop("rule", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise RuleFileError(file, "rule", "应为 [[rule]] 表")
    if not tables:
        raise RuleFileError(file, "rule", "没有任何规则")
    for key in whole:
        raise RuleFileError(file, key, "不认识的项目")
    rules = tuple(read_rule(table, file, place) for place, table in enumerate(tables, start=1))
    refuse_overlaps(rules, file)
    return RuleBook(rules, _version(rules), policy or Policy())


def read_rule(table: Mapping[str, object], file: str, place: int) -> Rule:
    """One rule out of its table.

    Raises:
        RuleFileError: naming the file and the key at fault.
    """
    rule_id = str(table.get("id", "") or f"第 {place} 条规则")
    read = _RuleReader(table, file, rule_id)
    read.refuse_keys()
    return Rule(
        id=rule_id,
        name=read.text("name"),
        owed_by=Owner(read.word("owed_by", tuple(Owner))),
        starts=read.event("starts"),
        span=read.span(),
        ends=read.events("ends"),
        counts="due_rolled"
        if read.word("counts", get_args(Counts)) == "due_rolled"
        else "due_plain",
        article=read.text("article"),
        in_force_from=read.day("in_force_from"),
        in_force_to=read.day("in_force_to") if "in_force_to" in table else None,
        sources=read.sources(),
        exempt_by=read.events("exempt_by"),
        consequence=read.text("consequence"),
        is_on=read.flag("on", default=True),
        confirm=read.text("confirm"),
        lapses=read.flag("lapses"),
        is_office_rule=read.flag("office_rule"),
        extends=read.text("extends"),
        presumed_start=read.event("presumed_start") if "presumed_start" in table else "",
        pauses=read.event("pauses") if "pauses" in table else "",
        queue=read.text("queue"),
        act=read.text("act"),
        act_label=read.text("act_label"),
    )


@dataclass(frozen=True, slots=True)
class _RuleReader:
    """Reads one rule's table; every fault names the file, the rule and the key."""

    table: Mapping[str, object]
    file: str
    rule_id: str

    def fault(self, key: str, reason: str) -> RuleFileError:
        return RuleFileError(self.file, f"{self.rule_id}.{key}", reason)

    def refuse_keys(self) -> None:
        for key in _REQUIRED:
            value = self.table.get(key)
            if value in (None, []) or (isinstance(value, str) and not value.strip()):
                raise self.fault(key, "没有填写")
        for key in self.table:
            if key not in _REQUIRED and key not in _OPTIONAL:
                raise self.fault(key, "不认识的项目")

    def word(self, key: str, known: Iterable[str]) -> str:
        value = str(self.table[key])
        if value not in known:
            raise self.fault(key, f"“{value}”不认识，可用：{'、'.join(known)}")
        return value

    def text(self, key: str) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str):
            raise self.fault(key, "应为文字")
        return value.strip()

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self.table.get(key, default)
        if not isinstance(value, bool):
            raise self.fault(key, "应为 true 或 false")
        return value

    def event(self, key: str) -> str:
        return self.word(key, EVENTS)

    def events(self, key: str) -> tuple[str, ...]:
        names = self.table.get(key, [])
        if not isinstance(names, list):
            raise self.fault(key, "应为列表")
        for name in names:
            if name not in EVENTS:
                raise self.fault(key, f"“{name}”不是已知的事件")
        return tuple(names)

    def sources(self) -> frozenset[SourceKind]:
        names = self.table.get("sources")
        if names is None:
            return frozenset(SourceKind)
        known = {kind.value for kind in SourceKind}
        if not isinstance(names, list) or not names or not set(names) <= known:
            raise self.fault("sources", f"来源种类不认识，可用：{'、'.join(sorted(known))}")
        return frozenset(SourceKind(name) for name in names)

    def day(self, key: str) -> date:
        value = self.table[key]
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.fault(key, "应为日期，如 2022-05-01")
        return value

    def span(self) -> Span:
        length, unit = self.table["length"], self.table["unit"]
        if not isinstance(length, int) or isinstance(length, bool) or length < 0:
            raise self.fault("length", "应为不小于 0 的整数")
        for known in SPAN_UNITS:
            if unit == known:
                return Span(length, known)
        raise self.fault("unit", f"“{unit}”不认识，可用：{'、'.join(SPAN_UNITS)}")


def refuse_overlaps(rules: Sequence[Rule], file: str) -> None:
    """Refuse a rule that ends before it begins, and two of one id in force on the same day.

    Raises:
        RuleFileError: naming the file and the key at fault.
    """
    ids = {rule.id for rule in rules}
    for place, rule in enumerate(rules):
        if rule.in_force_to is not None and rule.in_force_to < rule.in_force_from:
            raise RuleFileError(file, f"{rule.id}.in_force_to", "早于 in_force_from")
        if rule.extends and rule.extends not in ids:
            raise RuleFileError(file, f"{rule.id}.extends", f"没有规则“{rule.extends}”")
        for other in rules[place + 1 :]:
            if other.id == rule.id and _overlap(rule, other):
                raise RuleFileError(file, f"{rule.id}.in_force_from", "同一规则有两条同时施行")


def _overlap(one: Rule, other: Rule) -> bool:
    latest_start = max(one.in_force_from, other.in_force_from)
    return one.is_in_force(latest_start) and other.is_in_force(latest_start)


def _version(rules: tuple[Rule, ...]) -> str:
    # The set of sources is sorted first: its own order differs from one process to the next.
    texts = [repr((sorted(rule.sources), replace(rule, sources=frozenset()))) for rule in rules]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]
