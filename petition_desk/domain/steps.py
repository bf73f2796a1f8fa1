"""A step: what was done in a case, on a day. Steps are append-only; a mistake gets another step.

Order: by `on`, then by the moment of recording. The recording order of steps on different days
is therefore free: what was done last week may be entered today (补录).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import NewType

from petition_desk.domain.step_fields import FieldType, StepValue
from petition_desk.domain.step_kinds import STEP_KINDS, StepKind, step_kind
from petition_desk.domain.vocabulary import LETTER_LABELS, PATHWAY_LABELS, Pathway
from petition_desk.errors import FieldFault, InputError, UnknownNameError

StepId = NewType("StepId", int)

LATE_ENTRY_DAYS = 3
"""A step entered more than this many days after it happened is marked 补录 (office rule)."""

_CHINA = timezone(timedelta(hours=8))
_OPTIONAL_PART = re.compile(r"〈([^〉]*)〉")
_BLANK = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Step:
    """One dated act. `recorded_at` is UTC; `values` holds the typed fields of its kind.

    `violation` is the officer's reason for recording what the law forbade and what happened all
    the same; it marks the step 违规 and nothing is issued by it. `is_imported` marks a step read
    from an older ledger: kept as it was recorded, never refused.
    """

    kind: str
    on: date
    recorded_at: datetime
    by: str = ""
    values: Mapping[str, StepValue] = field(default_factory=dict)
    note: str = ""
    violation: str = ""
    is_imported: bool = False
    id: StepId | None = None

    @property
    def order(self) -> tuple[date, datetime, int]:
        """The sort key of steps within their case."""
        return (self.on, self.recorded_at, self.id or 0)

    @property
    def is_late_entry(self) -> bool:
        """补录: entered more than three days after it happened."""
        entered_on = self.recorded_at.astimezone(_CHINA).date()
        return not self.is_imported and (entered_on - self.on).days > LATE_ENTRY_DAYS

    def text(self, key: str) -> str:
        """The field as text; empty when it was not given."""
        value = self.values.get(key)
        if type(value) is str:  # nearly always, and asked some forty times a standing
            return value
        if value is None:
            return ""
        return value.isoformat() if isinstance(value, date) else str(value)

    def day(self, key: str) -> date | None:
        """The field as a date, or None."""
        value = self.values.get(key)
        return value if isinstance(value, date) else None

    def number(self, key: str) -> int | None:
        """The field as a whole number, or None."""
        value = self.values.get(key)
        return value if isinstance(value, int) else None

    @property
    def pathway(self) -> Pathway | None:
        """The pathway this step decides, or None."""
        value = self.values.get("pathway")
        return value if isinstance(value, Pathway) else None

    @property
    def headline(self) -> str:
        """The line on the timeline, in plain Chinese."""
        kind = known_kind(self.kind)
        return _fill(kind, self)


def known_kind(kind_id: str) -> StepKind:
    """The kind with this identifier.

    Raises:
        UnknownNameError: no such kind (exit 2), naming those there are.
    """
    kind = step_kind(kind_id)
    if kind is None:
        raise UnknownNameError("步骤", kind_id, (item.id for item in STEP_KINDS))
    return kind


def parse_values(kind: StepKind, raw: Mapping[str, str]) -> dict[str, StepValue]:
    """The typed values of what was typed for a step.

    Raises:
        InputError: an unknown key, a required field left empty, or a value that does not fit;
            every fault is named (exit 4).
    """
    faults: list[FieldFault] = []
    values: dict[str, StepValue] = {}
    known = {item.key for item in kind.fields}
    faults.extend(
        FieldFault(key, f"“{kind.label}”没有这一项，可用：{'、'.join(sorted(known)) or '无'}")
        for key in raw
        if key not in known
    )
    for item in kind.fields:
        typed = raw.get(item.key, "").strip()
        if not typed:
            if item.is_required:
                faults.append(FieldFault(item.label, "必须填写"))
            continue
        value = item.parse(typed)
        if isinstance(value, FieldFault):
            faults.append(value)
        else:
            values[item.key] = value
    if faults:
        raise InputError.from_faults(faults)
    return values


def stored_values(values: Mapping[str, StepValue]) -> dict[str, str]:
    """The values as plain texts that `restored_values` reads again without loss."""
    return {
        key: value.isoformat() if isinstance(value, date) else str(value)
        for key, value in values.items()
    }


def restored_values(kind_id: str, stored: Mapping[str, str]) -> dict[str, StepValue]:
    """The typed values of a stored step; a text that no longer fits its field stays text."""
    kind = known_kind(kind_id)
    values: dict[str, StepValue] = {}
    for key, text in stored.items():
        item = kind.field(key)
        parsed = item.parse(text) if item is not None else text
        values[key] = text if isinstance(parsed, FieldFault) else parsed
    return values


def in_order(steps: Iterable[Step], until: date | None = None) -> tuple[Step, ...]:
    """The steps in their order; with `until`, those after that day left out."""
    chosen = (step for step in steps if until is None or step.on <= until)
    return tuple(sorted(chosen, key=lambda step: step.order))


def _fill(kind: StepKind, step: Step) -> str:
    def optional(match: re.Match[str]) -> str:
        part = match[1]
        keys = _BLANK.findall(part)
        return part if all(step.text(key) for key in keys) else ""

    template = _OPTIONAL_PART.sub(optional, kind.line or kind.label)
    return _BLANK.sub(lambda match: _shown(kind, step, match[1]), template)


def _shown(kind: StepKind, step: Step, key: str) -> str:
    value = step.values.get(key, "")
    item = kind.field(key)
    if isinstance(value, Pathway):
        return PATHWAY_LABELS[value]
    if isinstance(value, date):
        return value.isoformat()
    if item is not None and item.type is FieldType.CHOICE:
        return dict(item.choices).get(str(value), str(value))
    if item is not None and item.type is FieldType.LETTER:
        return LETTER_LABELS.get(str(value), str(value))
    return str(value)
