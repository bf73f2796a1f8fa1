"""What a row must have, and what follows from its cells taken together.

《信访工作条例》 counts from the day a unit of the bureau first had a piece, so that day, a name
(or that there is none) and some content are what a row is not let in without. Everything else
that is missing comes in blank and is owed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from petition_desk.clock import day_of
from petition_desk.domain.vocabulary import Channel
from petition_desk.exchange.cell_dates import parse_date
from petition_desk.exchange.cells import CellValue, Severity
from petition_desk.exchange.field_kinds import ColumnKind
from petition_desk.exchange.mapping import SheetMapping
from petition_desk.exchange.problems import Problem, covered
from petition_desk.exchange.row_reader import COUNT_IN_NAME, NEEDED_DAYS, RowFacts
from petition_desk.exchange.row_steps import ImportedStep, StepsOfRows, add_to_remark

#: Length of `Case.summary` in characters.
SUMMARY_LENGTH: Final = 100


class RowCompletion:
    """Draws the conclusions for the rows of one sheet."""

    def __init__(
        self,
        sheet: str,
        mapping: SheetMapping,
        *,
        today: date,
        year: int | None = None,
        channel: Channel | None = None,
        remark_sources: Mapping[str, str] | None = None,
    ) -> None:
        """Prepare for one sheet.

        Args:
            sheet: Its name, and
            mapping: its headers, to name problems by.
            today: What happened lies on or before it.
            year: Of days written without one.
            channel: How its pieces came in, where the row does not say.
            remark_sources: Remarks that tell who sent a piece, where no column does.
        """
        self._sheet = sheet
        self._mapping = mapping
        self._today = today
        self._year = year
        self._sheet_channel = channel
        self._remark_sources = {} if mapping.has("source") else remark_sources or {}
        self._steps = StepsOfRows(mapping)

    def complete(self, number: int, facts: RowFacts) -> tuple[ImportedStep, ...]:
        """Add what follows from a row's facts, name what is missing, return its steps.

        Args:
            number: The row, as Excel counts it.
            facts: What its cells say; values and problems are added in place.
        """
        self._who(number, facts)
        self._received(number, facts)
        self._undated(number, facts)
        self._channel(number, facts)
        self._source(number, facts)
        self._content(number, facts)
        self._people(number, facts)
        self._problem_day(number, facts)
        steps = self._steps.derive(
            facts,
            lambda column, reason, value: self._add(facts, number, column, reason, value=value),
        )
        self._repeat(number, facts)
        return steps

    def _who(self, number: int, facts: RowFacts) -> None:
        known = ("petitioner.name", "is_anonymous")
        if "petitioner.name" in facts.masked or any(key in facts.values for key in known):
            return
        column = self._mapping.header_of("petitioner.name")
        self._add(facts, number, column, "没有姓名；匿名的请写“匿名”", Severity.ERROR)

    def _received(self, number: int, facts: RowFacts) -> None:
        """Set `received_on`: its own day, else that of the petition, else of the registration.

        A petition is received the day any unit first had it (art. 23), which is never later than
        its registration; the export's own deadline counts from 信访日期 too.
        """
        registered_on = _registered_on(facts)
        for key in NEEDED_DAYS:
            told = facts.values.get(key)
            if isinstance(told, date):
                facts.values["received_on"] = told
                if registered_on is not None and registered_on < told:
                    reason = f"晚于登记时间 {registered_on}，收到日期按登记日期计"
                    facts.values["received_on"] = registered_on
                    self._add(facts, number, self._mapping.header_of(key), reason, value=told)
                return
        self._received_as_registered(number, facts, registered_on)

    def _received_as_registered(
        self, number: int, facts: RowFacts, registered_on: date | None
    ) -> None:
        columns = {self._mapping.header_of(key) for key in (*NEEDED_DAYS, "registered_on")} - {""}
        if any(problem.column in columns and _is_error(problem) for problem in facts.problems):
            return
        own = next((self._mapping.header_of(k) for k in NEEDED_DAYS if self._mapping.has(k)), "")
        if registered_on is None:
            reason = "没有信访日期，也没有登记时间，不知道哪一天收到"
            column = own or self._mapping.header_of("registered_on")
            self._add(facts, number, column, reason, Severity.ERROR)
            return
        facts.values["received_on"] = registered_on
        if own:
            reason = f"没有信访日期，收到日期按登记日期 {registered_on} 计"
            self._add(facts, number, own, reason)

    def _undated(self, number: int, facts: RowFacts) -> None:
        """Give days without a year that of the first such day on or after the day of receipt."""
        received_on = facts.values.get("received_on")
        if not isinstance(received_on, date):
            return
        for key, raw in facts.undated.items():
            column = self._mapping.header_of(key)
            this_year = parse_date(raw, year=received_on.year)
            day = this_year.value
            if day is not None and day < received_on:
                day = parse_date(raw, year=received_on.year + 1).value
                if day is None or day > self._today:
                    reason = f"没有写年份，早于收到日期 {received_on}，次年又晚于今天，按空白处理"
                    self._add(facts, number, column, reason, value=raw)
                    continue
            for problem in this_year.problems:
                self._add(facts, number, column, f"{problem.reason}，按空白处理", value=raw)
            if day is None:
                continue
            if day > self._today:
                reason = f"晚于今天（{self._today}），已经发生的事不能在将来"
                self._add(facts, number, column, reason, Severity.ERROR, value=raw)
                continue
            if day.year != self._year:
                self._add(facts, number, column, f"没有写年份，按 {day} 计，请核对", value=raw)
            facts.values[key] = day

    def _channel(self, number: int, facts: RowFacts) -> None:
        if "channel" in facts.values:
            return
        if self._sheet_channel is not None:
            column = self._mapping.header_of("channel")
            if not column or all(problem.column != column for problem in facts.problems):
                facts.values["channel"] = self._sheet_channel

    def _source(self, number: int, facts: RowFacts) -> None:
        remark = facts.values.get("remark")
        source = self._remark_sources.get(str(remark)) if remark else None
        if source is not None:
            facts.values["source"] = source
            column = self._mapping.header_of("remark")
            self._add(facts, number, column, f"信访来源按备注登记为“{source}”", value=remark)

    def _repeat(self, number: int, facts: RowFacts) -> None:
        """Keep in the remark that a row is a repeat: of what, an old ledger does not tell."""
        told = facts.values.pop("repeat", None)
        if told is None:
            return
        column = self._mapping.header_of("repeat")
        asks_for_first = "初" in column and "重" not in column
        is_repeat = told == "重件" or (told == "否" if asks_for_first else told == "是")
        if is_repeat and "official_matter_no" not in facts.values:
            add_to_remark(facts, "重件（初件不详）")
            self._add(facts, number, column, "是重件，看不出初件是哪一件，没有关联，记入备注")

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


def _registered_on(facts: RowFacts) -> date | None:
    registered_at = facts.values.get("official.registered_at")
    if isinstance(registered_at, datetime):
        return day_of(registered_at)
    registered_on = facts.values.pop("registered_on", None)
    return registered_on if isinstance(registered_on, date) else None


def _is_error(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR


def _summary(text: str) -> str:
    """Return the first hundred characters, on one line; a short text itself, not a copy."""
    summary = " ".join(text.split())[:SUMMARY_LENGTH]
    return text if summary == text else summary
