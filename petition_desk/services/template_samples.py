"""The sample case that a wording is shown with while it is edited: invented, and complete.

The page beside the editor is the real letter, composed by the same code. Every fact a kind asks
for is there; what a condition asks for is chosen by the variant, so that each sentence can be seen.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from petition_desk.documents.letters import Fact, label_of
from petition_desk.documents.letters.wording import Wording
from petition_desk.domain.numbering import LETTER_WORDS, LetterNumberPattern, office_code
from petition_desk.paths import resource

_DAY_ENDINGS: Final = ("_on", "_by", ".on", ".due_plain", ".limit_due", ".act_by", "_due")
_COUNT_ENDINGS: Final = (".length", ".days", "count", "pages", "copies")
#: Of those endings, what is a person.
_PERSONS: Final = frozenset({"receipt.received_by", "receipt.submitted_by", "visit.received_by"})
#: Facts that are there or not, and print nothing themselves.
_FLAG_ENDINGS: Final = (".is_open", ".is_sealed", ".is_joint", ".is_anonymous", ".is_recheck")
#: Days of the sample after the day it was received.
_DAYS_LATER: Final = {
    "handle.due_plain": 60, "handle-extended.due_plain": 90, "notify.due_plain": 15,
    "duty.due_plain": 59, "pathway.limit_due": 10, "letter.issued_on": 3, "accepted.on": 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SampleVariant:
    """One way to show the sample.

    Attributes:
        id: Names it.
        label: What the officer reads: 各项都有, 只有必填的, 处理结论为支持.
        with_optional: Whether facts that are not required are there.
        values: What conditions on a value are given.
    """

    id: str
    label: str
    with_optional: bool
    values: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resource("demo", "letter_sample.toml").read_text(encoding="utf-8"))


def value_words() -> Mapping[str, str]:
    """Return what a value that is an identifier is called."""
    return _tables()["values"]


def short_label(identifier: str) -> str:
    """Return what a fact is called in the editor, without the choice that some labels explain."""
    own = _tables()["labels"].get(identifier)
    return own if own is not None else label_of(identifier).split("（")[0]


def insert_label(name: str) -> str:
    """Return what a place that the program fills is called."""
    return _tables()["inserts"].get(name, name)


def variants(wording: Wording) -> tuple[SampleVariant, ...]:
    """Return the ways to show a wording: one for each value it asks for, and the bare one."""
    asked = _values_asked(wording)
    first = {fact: values[0] for fact, values in asked.items()}
    found = []
    for fact, values in asked.items():
        for value in values:
            label = f"{short_label(fact)}：{value_words().get(value, value)}"
            chosen = tuple({**first, fact: value}.items())
            found.append(SampleVariant(f"{fact}={value}", label, with_optional=True, values=chosen))
    plain = tuple(first.items())
    if not found:
        found.append(SampleVariant("full", "各项都有", with_optional=True))
    found.append(SampleVariant("bare", "只有必填的", with_optional=False, values=plain))
    return tuple(found)


def _values_asked(wording: Wording) -> dict[str, list[str]]:
    asked: dict[str, list[str]] = {}
    conditions = [block.when for block in wording.blocks]
    conditions += [each.when for each in wording.required]
    for condition in conditions:
        if condition.value:
            values = asked.setdefault(condition.identifier, [])
            if condition.value not in values:
                values.append(condition.value)
    return asked


def sample_facts(
    wording: Wording, variant: SampleVariant, today: date, office: Mapping[str, str]
) -> dict[str, Fact]:
    """Return the facts of the sample for a wording.

    Args:
        wording: Whose required and optional facts are given.
        variant: Which of them.
        today: The day of issue; the dates of the sample lie around it.
        office: The settings of the office; its name and telephone are its own.
    """
    received = today - timedelta(days=_DAYS_LATER["letter.issued_on"])
    known: dict[str, Any] = {
        **_tables()["facts"],
        **{key: text for key, text in office.items() if text},
    }
    wanted = [key for each in wording.required for key in each.choices[:1]]
    if variant.with_optional:
        wanted += wording.optional
    facts: dict[str, Fact] = {key: _value_of(key, known, received) for key in wanted}
    facts |= _demands(wording.kind, known, received)
    facts |= {
        key: value
        for key, value in known.items()
        if key.startswith("office.") and (variant.with_optional or key in wanted)
    }
    facts |= dict(variant.values)
    facts["letter.issued_on"] = today
    facts["letter.kind"] = wording.kind
    facts["office.name"] = office.get("office.name") or "某某县公安局"
    if word := LETTER_WORDS.get(wording.kind, ""):
        facts["letter.number"] = _number(wording, office, word, today)
    return facts


def _number(wording: Wording, office: Mapping[str, str], word: str, today: date) -> str:
    own = wording.number_pattern or office.get("letters.number_pattern", "")
    pattern = LetterNumberPattern(own) if own else LetterNumberPattern()
    code = office.get("office.code") or office_code(office.get("office.name") or "某某县公安局")
    return pattern.render(office_code=code, word=word, year=today.year, serial=1)


def _value_of(key: str, known: Mapping[str, Any], received: date) -> Fact:
    if key in known:
        return str(known[key])
    if key.endswith(_FLAG_ENDINGS):
        return "是"
    if key.endswith(_DAY_ENDINGS) and key not in _PERSONS:
        return received + timedelta(days=_DAYS_LATER.get(key, 0))
    if key.endswith(_COUNT_ENDINGS):
        return 60 if key == "handle.length" else 2
    return f"〈{short_label(key)}〉"


def _demands(kind: str, known: Mapping[str, Any], received: date) -> dict[str, Fact]:
    pathway = _tables()["pathway"].get(kind, "31-6")
    facts: dict[str, Fact] = {
        "case.demands": (known["demand.1.text"], known["demand.2.text"]),
    }
    for number in (1, 2):
        facts |= {
            key: str(value) for key, value in known.items() if key.startswith(f"demand.{number}.")
        }
        facts[f"demand.{number}.pathway"] = pathway
        facts[f"demand.{number}.carry_out_by"] = received + timedelta(days=90)
    facts["screened.pathway"] = pathway
    facts["case.received_on"] = received
    facts["case.petitioned_on"] = received
    return facts
