"""A rule in words: its line in the list, and what is said of it beside the list."""

from __future__ import annotations

from datetime import date

from petition_desk.domain.events import EVENTS
from petition_desk.domain.office_rules import CHANGE_LABELS, RuleChange
from petition_desk.domain.rules import Rule
from petition_desk.domain.vocabulary import OWNER_LABELS, Owner, SourceKind
from petition_desk.services.office_rules import MovedClock

#: Sources as a rule tells them apart.
SOURCE_CHOICES = (
    ("all", "全部"),
    ("direct", "信访人直接提出"),
    ("assigned", "转送、交办"),
)
_ASSIGNED = (SourceKind.XINFANG, SourceKind.UPPER, SourceKind.OTHER)


def row_id(rule: Rule) -> str:
    """What names one version of a rule."""
    return f"{rule.id}@{rule.in_force_from.isoformat()}"


def row_of(rule: Rule, today: date) -> tuple[str, ...]:
    """The cells of a rule's line."""
    owner = "上级机关" if rule.owed_by is Owner.BODY else OWNER_LABELS[rule.owed_by]
    article = rule.article.replace("《信访工作条例》", "条例")
    return (rule.name, owner, length_of(rule), article, state_of(rule, today))


def length_of(rule: Rule) -> str:
    """How long it is; without a length another paper names the day, or it is the same day."""
    if rule.span.amount:
        return str(rule.span)
    return "来文载明" if rule.starts == "must-report-back" else "当日"


def state_of(rule: Rule, today: date) -> str:
    """Whether it is in force, in a word or two."""
    if not rule.is_on:
        return "未启用"
    if rule.in_force_to is not None:
        word = "已止于" if rule.in_force_to < today else "止于"
        return f"{word} {rule.in_force_to.isoformat()}"
    if rule.in_force_from > today:
        return f"自 {rule.in_force_from.isoformat()} 起"
    return "施行中"


def facts_of(rule: Rule, today: date) -> list[tuple[str, str]]:
    """Everything there is to know about it."""
    until = f" 至 {rule.in_force_to.isoformat()}" if rule.in_force_to is not None else " 起"
    facts = [
        ("状态", state_of(rule, today)),
        ("谁的", OWNER_LABELS[rule.owed_by]),
        ("起算", EVENTS[rule.starts].label),
        ("多长", length_of(rule)),
        ("完成", "、".join(EVENTS[name].label for name in rule.ends)),
        ("取哪一日", "末日是休息日的顺延" if rule.counts == "due_rolled" else "期满日"),
        ("来源", sources_of(rule)),
        ("依据", rule.article),
        ("施行", f"{rule.in_force_from.isoformat()}{until}"),
        ("性质", _nature(rule)),
    ]
    if rule.changed_by:
        facts.append(("改动依据", rule.changed_by))
    if rule.confirm:
        facts.append(("待确认", rule.confirm))
    return facts


def sources_of(rule: Rule) -> str:
    """For which sources it holds."""
    if rule.sources == frozenset(SourceKind):
        return "全部"
    words = {
        SourceKind.DIRECT: "直接提出",
        SourceKind.XINFANG: "信访部门",
        SourceKind.UPPER: "上级公安机关",
        SourceKind.OTHER: "其他来文",
    }
    return "、".join(word for kind, word in words.items() if kind in rule.sources)


def source_kinds(choice: str) -> list[str]:
    """The kinds of source behind a choice, as a rule's table lists them; empty for all."""
    return {
        "direct": [SourceKind.DIRECT.value],
        "assigned": [kind.value for kind in _ASSIGNED],
    }.get(choice, [])


def change_line(change: RuleChange, name: str) -> str:
    """A change of the office in one line."""
    when = "至" if change.kind == "close" else "自"
    said = f"{CHANGE_LABELS[change.kind]}“{name}”，{when} {change.on.isoformat()}"
    return said if change.kind == "close" else f"{said} 起"


def moved_cells(moved: MovedClock) -> tuple[str, ...]:
    """A deadline that moves, as a line of a list."""
    was = moved.was.isoformat() if moved.was is not None else "（没有）"
    now = moved.now.isoformat() if moved.now is not None else "（不再计）"
    return (f"{moved.local_no} {moved.name} {moved.of}".strip(), was, now)


def _nature(rule: Rule) -> str:
    if rule.is_added:
        return "本局录入，可以撤回"
    return "本局规定，随程序提供" if rule.is_office_rule else "法定，随程序提供，只能关闭，不能改动"
