"""The law the desk works by, put together in one place: shipped rules, choices, changes.

Three things make the rule book: what ships (`resources/law/clocks.toml`), what the office chose
where the law leaves a choice (`policy.*`, lengths of its own rules), and what it changed with a
source (`law.*`, see `petition_desk.domain.office_rules`). The desk keeps the answer; every
use-case, the command line included, asks the desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, cast

from petition_desk.domain.calendar import Span
from petition_desk.domain.office_rules import RejectedChange, RuleChange, with_fitting_changes
from petition_desk.domain.rules import Policy, RuleBook, load_rules
from petition_desk.paths import resource

CHANGE_KEY: Final = "law."
"""What the keys of kept changes begin with; the rest is `RuleChange.key`."""


@dataclass(frozen=True, slots=True)
class Law:
    """The rule book, and the changes of the office that no longer fit what ships."""

    book: RuleBook
    changes: tuple[RuleChange, ...]
    rejected: tuple[RejectedChange, ...]


def law_of(settings: Mapping[str, str]) -> Law:
    """The law under the settings of an office."""
    changes = kept_changes(settings)
    book, rejected = with_fitting_changes(shipped_book(settings), changes)
    return Law(book, changes, rejected)


def kept_changes(settings: Mapping[str, str]) -> tuple[RuleChange, ...]:
    """What the office changed, in the order of its keys."""
    keys = sorted(key for key in settings if key.startswith(CHANGE_KEY) and settings[key])
    return tuple(RuleChange.of_text(settings[key]) for key in keys)


def shipped_book(settings: Mapping[str, str]) -> RuleBook:
    """What ships, under the office's choices and the lengths of its own rules."""
    book = load_rules(resource("law", "clocks.toml"), _policy(settings))
    lengths: dict[str, Span] = {}
    for rule in book.rules:
        own = settings.get(f"rule.{rule.id}.length", "")
        if own.isdigit() and rule.is_office_rule:
            lengths[rule.id] = Span(int(own), rule.span.unit)
    return book.with_lengths(lengths) if lengths else book


def _policy(settings: Mapping[str, str]) -> Policy:
    return Policy(
        notice_ends_when=cast(
            'Literal["posted", "served"]', settings.get("policy.notice_ends_when") or "posted"
        ),
        handle_ends_when=cast(
            'Literal["issued", "served"]', settings.get("policy.handle_ends_when") or "issued"
        ),
        mediation_ends_handling=settings.get("policy.mediation_ends_handling", "yes") != "no",
        duties_count=cast(
            'Literal["due_plain", "due_rolled"]',
            settings.get("policy.duties_count") or "due_plain",
        ),
    )
