"""The steps that old columns tell of: accepted, answered, closed, followed up.

They are kept as the ledger recorded them, marked imported, and never refused; what stands in an
order that cannot be, or without its day, is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from petition_desk.exchange.mapping import SheetMapping
from petition_desk.exchange.row_reader import RowFacts

#: Tells of a fault: the column's header, the reason, and what stands there.
Tell = Callable[[str, str, object], None]

_MOST_KEPT: Final = 2_000
_SAYS_CLOSED: Final = frozenset({"已结案", "已办结", "结案", "办结", "已结", "已办理完毕"})


@dataclass(frozen=True, slots=True)
class ImportedStep:
    """A step read out of an old column; recorded as it stands, marked imported, never refused.

    Attributes:
        kind: The step's kind (`domain.step_kinds`).
        on: Its day.
        values: Its fields, as text; what the file does not tell is not there.
        note: Where it comes from.
    """

    kind: str
    on: date
    values: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


class StepsOfRows:
    """Derives the steps of the rows of one sheet."""

    def __init__(self, mapping: SheetMapping) -> None:
        """Keep the headers, to name problems by; a sheet may tell of no step at all."""
        self._headers = {rule.field: mapping.headers[i] for i, rule in mapping.rules.items()}
        self._notes: dict[str, str] = {}
        self._values: dict[tuple[str, str], Mapping[str, str]] = {}

    def derive(self, facts: RowFacts, tell: Tell) -> tuple[ImportedStep, ...]:
        """Return the steps of a row in the order they are kept in; their facts leave the row."""
        accepted_on = _taken_day(facts, "accepted_on")
        answered_on = _taken_day(facts, "answered_on")
        closed_on = _taken_day(facts, "closed_on")
        followed_on = _taken_day(facts, "followed_up_on")
        received_on = facts.values.get("received_on")
        if isinstance(received_on, date):
            self._check_order(received_on, accepted_on, answered_on, closed_on, followed_on, tell)
        self._check_status(facts, closed_on, tell)
        last_known = accepted_on or (received_on if isinstance(received_on, date) else None)
        steps = (
            self._accepted(facts, accepted_on),
            self._issued(facts, answered_on, closed_on, tell),
            self._closed(facts, closed_on),
            self._followed_up(facts, followed_on, closed_on, last_known, tell),
        )
        return tuple(step for step in steps if step is not None)

    def _header(self, *fields: str) -> str:
        return next((self._headers[name] for name in fields if name in self._headers), "")

    def _check_order(
        self,
        received_on: date,
        accepted_on: date | None,
        answered_on: date | None,
        closed_on: date | None,
        followed_on: date | None,
        tell: Tell,
    ) -> None:
        latest, name = received_on, "收到日期"
        told = (
            ("accepted_on", accepted_on, "受理日期"),
            ("answered_on", answered_on, "答复日期"),
            ("closed_on", closed_on, "办结日期"),
            ("followed_up_on", followed_on, "回访日期"),
        )
        for key, on, own_name in told:
            if on is None:
                continue
            if on < latest:
                tell(self._header(key), f"早于{name} {latest}，请核对", on)
            else:
                latest, name = on, own_name

    def _check_status(self, facts: RowFacts, closed_on: date | None, tell: Tell) -> None:
        status = facts.values.get("official.closing_status")
        if closed_on is not None:
            if status == "未办结":
                tell(self._header("closed_on"), "有办结时间，办结状态却是未办结", closed_on)
            return
        if status == "已办结":
            column = self._header("official.closing_status")
            tell(column, "已办结，但没有办结时间，没有结案步骤", status)
        remark = facts.values.get("remark")
        if remark in _SAYS_CLOSED:
            tell(self._header("remark"), "写着已经办结，但没有办结日期，没有结案步骤", remark)

    def _accepted(self, facts: RowFacts, on: date | None) -> ImportedStep | None:
        if on is None:
            return None
        unit = facts.values.get("handling_unit")
        values = self._one_value("unit", str(unit)) if unit else {}
        return ImportedStep("accepted", on, values, self._note("accepted_on"))

    def _issued(
        self, facts: RowFacts, answered_on: date | None, closed_on: date | None, tell: Tell
    ) -> ImportedStep | None:
        number = facts.values.pop("answer_no", None)
        on = answered_on or closed_on
        if number and on is not None:
            values = {"kind": "opinion", "number": str(number)}
            return ImportedStep("issued", on, values, self._note("answer_no"))
        if number:
            column = self._header("answer_no")
            tell(column, "没有答复或办结的日期，不能记作已出具，文号记入备注", number)
            add_to_remark(facts, f"答复文号：{number}")
        elif answered_on is not None:
            column = self._header("answered_on")
            tell(column, "没有文号，不能记作已出具处理意见书，日期记入备注", answered_on)
            add_to_remark(facts, f"答复日期：{answered_on}")
        return None

    def _closed(self, facts: RowFacts, on: date | None) -> ImportedStep | None:
        if on is None:
            return None
        status = facts.values.get("official.closing_status")
        # How it ended the file does not tell; its own word stands in the place of a way.
        how = str(status) if status else "已办结"
        return ImportedStep("closed", on, self._one_value("how", how), self._note("closed_on"))

    def _followed_up(
        self,
        facts: RowFacts,
        followed_on: date | None,
        closed_on: date | None,
        last_known: date | None,
        tell: Tell,
    ) -> ImportedStep | None:
        answer = facts.values.pop("satisfaction", None)
        if answer is None and followed_on is None:
            return None
        on = followed_on or closed_on or last_known
        if on is None:
            return None  # without a day of receipt either, the row stays out
        if followed_on is None and closed_on is None:
            reason = f"没有办结日期，也没有回访日期，回访记在 {on}，请核对"
            tell(self._header("satisfaction"), reason, answer)
        values = self._one_value("satisfaction", str(answer)) if answer else {}
        return ImportedStep("follow-up", on, values, self._note("satisfaction", "followed_up_on"))

    def _note(self, *fields: str) -> str:
        header = self._header(*fields)
        return self._notes.setdefault(header, f"导入自“{header}”")

    def _one_value(self, key: str, value: str) -> Mapping[str, str]:
        """Return a field of a step; the same few fill a ledger, so one object serves them all."""
        if len(self._values) >= _MOST_KEPT:
            self._values.clear()
        return self._values.setdefault((key, value), MappingProxyType({key: value}))


def add_to_remark(facts: RowFacts, text: str) -> None:
    """Keep in the remark what the ledger says and no field can hold."""
    remark = facts.values.get("remark")
    facts.values["remark"] = f"{remark}；{text}" if remark else text


def _taken_day(facts: RowFacts, key: str) -> date | None:
    value = facts.values.pop(key, None)
    return value if isinstance(value, date) else None
