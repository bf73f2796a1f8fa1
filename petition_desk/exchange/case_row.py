"""What a row must have, and what follows from its cells taken together.

《信访工作条例》 counts from the day a unit of the bureau first had a piece, so that day, a name
(or that there is none) and some content are what a row is not let in without. Everything else
that is missing comes in blank and is owed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from petition_desk.clock import day_of
from petition_desk.exchange.cells import CellValue, Severity
from petition_desk.exchange.mapping import ColumnKind, SheetMapping
from petition_desk.exchange.problems import Problem, covered
from petition_desk.exchange.row_reader import COUNT_IN_NAME, RowFacts

#: Length of `Case.summary` in characters.
SUMMARY_LENGTH: Final = 100


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


class RowCompletion:
    """Draws the conclusions for the rows of one sheet."""

    def __init__(self, sheet: str, mapping: SheetMapping) -> None:
        """Keep the sheet's name and headers, to name problems by."""
        self._sheet = sheet
        self._mapping = mapping

    def complete(self, number: int, facts: RowFacts) -> tuple[ImportedStep, ...]:
        """Add what follows from a row's facts, name what is missing, return its steps.

        Args:
            number: The row, as Excel counts it.
            facts: What its cells say; values and problems are added in place.
        """
        self._who(number, facts)
        self._received(number, facts)
        self._content(number, facts)
        self._people(number, facts)
        self._problem_day(number, facts)
        return self._steps(number, facts)

    def _who(self, number: int, facts: RowFacts) -> None:
        known = ("petitioner.name", "is_anonymous")
        if "petitioner.name" in facts.masked or any(key in facts.values for key in known):
            return
        column = self._mapping.header_of("petitioner.name")
        self._add(facts, number, column, "没有姓名；匿名的请写“匿名”", Severity.ERROR)

    def _received(self, number: int, facts: RowFacts) -> None:
        """Set `received_on`: the day of the petition, else that of its registration.

        A petition is received the day any unit first had it (art. 23), which is never later than
        its registration; the export's own deadline counts from 信访日期 too.
        """
        column = self._mapping.header_of("petitioned_on")
        registered_at = facts.values.get("official.registered_at")
        registered_on = day_of(registered_at) if isinstance(registered_at, datetime) else None
        petitioned_on = facts.values.get("petitioned_on")
        if isinstance(petitioned_on, date):
            facts.values["received_on"] = petitioned_on
            if registered_on is not None and registered_on < petitioned_on:
                reason = f"晚于登记时间 {registered_on}，收到日期按登记日期计"
                facts.values["received_on"] = registered_on
                self._add(facts, number, column, reason, value=petitioned_on)
            return
        if any(problem.column == column and _is_error(problem) for problem in facts.problems):
            return
        if registered_on is None:
            reason = "没有信访日期，也没有登记时间，不知道哪一天收到"
            self._add(facts, number, column, reason, Severity.ERROR)
            return
        facts.values["received_on"] = registered_on
        self._add(facts, number, column, f"没有信访日期，收到日期按登记日期 {registered_on} 计")

    def _content(self, number: int, facts: RowFacts) -> None:
        column = self._mapping.header_of("content")
        content = facts.values.get("content")
        demands = facts.values.get("demands")
        if isinstance(content, str):
            facts.values["summary"] = _summary(content)
        elif isinstance(demands, tuple):
            facts.values["summary"] = _summary("；".join(demands))
            self._add(facts, number, column, "没有信访内容，摘要取自信访诉求")
        elif "content" not in facts.masked:
            self._add(facts, number, column, "没有信访内容，也没有信访诉求", Severity.ERROR)

    def _people(self, number: int, facts: RowFacts) -> None:
        in_name = facts.values.pop(COUNT_IN_NAME, None)
        count = facts.values.get("people_count")
        if in_name is None:
            return
        if count is None:
            facts.values["people_count"] = in_name
        elif count != in_name:
            column = self._mapping.header_of("people_count")
            reason = f"与姓名栏写的 {in_name} 人不一致，以人数栏为准"
            self._add(facts, number, column, reason, value=count)

    def _problem_day(self, number: int, facts: RowFacts) -> None:
        problem_on = facts.values.get("problem_on")
        received_on = facts.values.get("received_on")
        if not isinstance(problem_on, date) or not isinstance(received_on, date):
            return
        if problem_on > received_on:
            column = self._mapping.header_of("problem_on")
            reason = f"晚于收到日期 {received_on}，请核对"
            self._add(facts, number, column, reason, value=problem_on)

    def _steps(self, number: int, facts: RowFacts) -> tuple[ImportedStep, ...]:
        closed_on = facts.values.pop("closed_on", None)
        status = facts.values.get("official.closing_status")
        if not isinstance(closed_on, date):
            if status == "已办结":
                column = self._mapping.header_of("official.closing_status")
                self._add(
                    facts, number, column, "已办结，但没有办结时间，没有结案步骤", value=status
                )
            return ()
        column = self._mapping.header_of("closed_on")
        received_on = facts.values.get("received_on")
        if isinstance(received_on, date) and closed_on < received_on:
            reason = f"早于收到日期 {received_on}，请核对"
            self._add(facts, number, column, reason, value=closed_on)
        if status == "未办结":
            self._add(facts, number, column, "有办结时间，办结状态却是未办结", value=closed_on)
        # How it ended the file does not tell; its own word stands in the place of a way.
        how = str(status) if status else "已办结"
        return (ImportedStep("closed", closed_on, {"how": how}, f"导入自“{column}”"),)

    def _add(
        self,
        facts: RowFacts,
        number: int,
        column: str,
        reason: str,
        severity: Severity = Severity.WARNING,
        *,
        value: object = None,
    ) -> None:
        shown = covered(ColumnKind.TEXT, value if isinstance(value, CellValue) else None)
        facts.problems.append(Problem(self._sheet, number, column, shown, reason, severity))


def _is_error(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR


def _summary(text: str) -> str:
    """Return the first hundred characters, on one line; a short text itself, not a copy."""
    summary = " ".join(text.split())[:SUMMARY_LENGTH]
    return text if summary == text else summary
