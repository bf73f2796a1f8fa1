"""Playing a scenario: a TOML file becomes a case, its steps, and what must be true on each day.

`[case]` is what is registered; `[[step]]` what is done (`refused = "第三十四条"` where the article
stands against it); `[[expect]]` a day and what holds on it. A file with `[[row]]` instead tells one
story for many days of receipt: its steps without `on` happen on the day of receipt; a row may
change facts of the case (`case`) and fields of its paper of one kind (`step`, found by `of`).

A scenario may bring its own law (`[[rule]]`: the shipped rule of that id is closed the day before),
its own policy of the office (`[policy]`) and a further year's notice (`calendar = "…json"`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from petition_desk.clock import CHINA
from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.case import Case, OfficialRecord
from petition_desk.domain.case_form import read_case_form
from petition_desk.domain.clocks import ClockStanding, clocks_of
from petition_desk.domain.lawful import refusal_of
from petition_desk.domain.other_rights import OtherRight, parse_other_rights, rights_at_stake
from petition_desk.domain.plausible import implausible
from petition_desk.domain.reading import Reading
from petition_desk.domain.rules import Policy, RuleBook, load_rules, read_rule
from petition_desk.domain.self_check import findings_of
from petition_desk.domain.standing import Standing, stand
from petition_desk.domain.steps import Step, known_kind, parse_values
from petition_desk.domain.year_notices import parse_calendar, parse_year_notices
from petition_desk.paths import resource

FOLDER = Path(__file__).parent
Table = dict[str, Any]

_ABOUT_A_STEP = {"kind", "on", "note", "violation", "refused", "of", "imported", "recorded_on"}


@cache
def shipped_calendar() -> WorkCalendar:
    path = resource("law", "calendar", "workdays.toml")
    return parse_calendar(path.read_text(encoding="utf-8"))


@cache
def shipped_rules() -> RuleBook:
    return load_rules(resource("law", "clocks.toml"))


@cache
def other_rights() -> tuple[OtherRight, ...]:
    return parse_other_rights(resource("law", "other_rights.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Scenario:
    """One file: what happens, and under which law, policy and calendar."""

    table: Table
    rules: RuleBook
    calendar: WorkCalendar

    @classmethod
    def read(cls, path: Path) -> Scenario:
        """Read a file of `scenarios/`."""
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
        return cls(table, _rules(table, path.name), _calendar(table))

    def case(self, **changes: object) -> Case:
        """What is registered."""
        table = {**self.table["case"], **changes}
        is_imported = table.pop("imported", False)
        official_due_on = table.pop("official_due_on", None)
        raw = _as_form(table)
        received = date.fromisoformat(raw["received_on"])
        form = read_case_form(raw, received, datetime.combine(received, time(1), UTC))
        assert form.faults == []
        official = OfficialRecord(due_on=official_due_on)
        return replace(form.case, is_imported=is_imported, official=official)

    def played(self, case: Case, changed: Table | None = None) -> list[Step]:
        """The steps that stood, each asked of the law as it was entered."""
        steps: list[Step] = []
        changes = changed or {}
        for place, told in enumerate(self.table.get("step", [])):
            is_meant = bool(changes) and told.get("of") == changes["of"]
            table = {**told, **changes} if is_meant else told
            step = step_of(table, place, case.received_on)
            article = table.get("refused", "")
            refusal = self._refusal(case, steps, step, table.get("recorded_on", step.on))
            if article:
                assert refusal, f"{step.on} {step.kind} should be refused"
                assert article in refusal, refusal
            else:
                assert refusal == "", f"{step.on} {step.kind}: {refusal}"
                steps.append(step)
        return steps

    def _refusal(self, case: Case, steps: list[Step], step: Step, today: date) -> str:
        if step.violation or step.is_imported:
            return ""
        reading = Reading(case, steps, max(step.on, today))
        clocks = clocks_of(reading, self.rules, self.calendar)
        refusal = refusal_of(reading, clocks, step)
        if refusal is not None:
            return f"{refusal.sentence}（{refusal.article}）"
        return "；".join(fault.reason for fault in implausible(reading, steps, step, reading.today))

    def stand(self, case: Case, steps: list[Step], day: date) -> Standing:
        """Where the case stands; every date is explained on the way, and the explanation holds."""
        standing = stand(case, steps, self.rules, self.calendar, day)
        for clock in standing.clocks:
            assert clock.explained(self.calendar, day).dates == clock.dates, clock.rule.id
        return standing

    def check_day(self, wanted: Table, case: Case, steps: list[Step]) -> None:
        """Compare one `[[expect]]` with what is."""
        day = wanted["on"]
        standing = self.stand(case, steps, day)
        reading = Reading(case, steps, day)
        seen = {
            "state": standing.state.value,
            "next": standing.next_clock.rule.id if standing.next_clock else "",
            "changes_on": standing.changes_on,
            "sealed": reading.is_sealed,
            "late_entries": [step.kind for step in reading.steps if step.is_late_entry],
            "violations": [step.kind for step in reading.steps if step.violation],
            "pathways": [getattr(pathway, "value", "") for pathway in reading.pathways.values()],
            "findings": [finding.kind.value for finding in findings_of(standing, reading)],
        }
        for key in seen.keys() & wanted.keys():
            assert seen[key] == wanted[key], f"{day} {key}: {seen[key]}, expected {wanted[key]}"
        check_clocks(standing, wanted.get("clocks", {}), day)
        for rule_id in wanted.get("none", []):
            assert standing.clock(rule_id) is None, f"{day}: a clock {rule_id} runs"
        self._check_acts(standing, wanted)
        self._check_rights(case, wanted)

    def _check_acts(self, standing: Standing, wanted: Table) -> None:
        day = wanted["on"]
        refused = {act.id for act in standing.lawful_next if not act.is_allowed}
        allowed = {act.id for act in standing.lawful_next if act.is_allowed}
        missing = {item.id for item in standing.missing}
        assert set(wanted.get("refused", [])) <= refused, f"{day}: only {refused} are refused"
        assert set(wanted.get("allowed", [])) <= allowed, f"{day}: only {allowed} are allowed"
        assert set(wanted.get("missing", [])) <= missing, f"{day}: missing is {missing}"
        assert not set(wanted.get("not_missing", [])) & missing, f"{day}: missing is {missing}"

    def _check_rights(self, case: Case, wanted: Table) -> None:
        last_days = {}
        for demand in case.demands:
            paper = demand.challenged_document
            if paper is not None and paper.served_on is not None:
                for last in rights_at_stake(
                    other_rights(), paper.name, paper.served_on, self.calendar
                ):
                    last_days[last.limit.name] = last.on
        for name, last_on in wanted.get("rights", {}).items():
            assert last_days[name] == last_on, f"{name}: {last_days}"


def step_of(table: Table, place: int, received_on: date) -> Step:
    """One step; entered on its own day in the order of the file, unless `recorded_on` says when."""
    on = table.get("on", received_on)
    entered_on = table.get("recorded_on", on)
    raw = {key: str(value) for key, value in table.items() if key not in _ABOUT_A_STEP}
    if "of" in table:
        raw["kind"] = table["of"]
    return Step(
        kind=table["kind"],
        on=on,
        recorded_at=datetime.combine(entered_on, time(10), CHINA) + timedelta(minutes=place),
        values=parse_values(known_kind(table["kind"]), raw),
        note=table.get("note", ""),
        violation=table.get("violation", ""),
        is_imported=table.get("imported", False),
    )


def check_clocks(standing: Standing, wanted: dict[str, Table], day: date) -> None:
    """Compare clocks: `rule`, or `rule：of` for that of one letter or unit."""
    for name, facts in wanted.items():
        rule_id, _, of = name.partition("：")
        found = [
            clock for clock in standing.clocks if clock.rule.id == rule_id and of in ("", clock.of)
        ]
        assert found, f"{day}: no clock {name}"
        seen = seen_of(found[-1], len(found))
        for key, value in facts.items():
            if key in ("note", "consequence", "article"):
                assert value in seen[key], f"{day} {name}.{key}: {seen[key]}"
            else:
                assert seen[key] == value, f"{day} {name}.{key}: {seen[key]}, expected {value}"


def seen_of(clock: ClockStanding, how_many: int) -> Table:
    """What a scenario may say of a clock."""
    return {
        "state": clock.state.value,
        "deadline": clock.deadline,
        "plain": clock.dates.due_plain,
        "rolled": clock.dates.due_rolled,
        "act_by": clock.dates.act_by,
        "ended": clock.ended_on,
        "presumed": clock.is_presumed,
        "started": clock.started_on,
        "reminds": clock.reminds_on,
        "provisional": sorted(clock.dates.provisional),
        "uncertain": clock.is_provisional,
        "exempted_late": clock.is_exempted_late,
        "owed_by": clock.rule.owed_by.value,
        "how_many": how_many,
        "note": clock.note,
        "is_silent": not clock.note,
        "consequence": clock.rule.consequence,
        "article": clock.rule.article,
    }


def _as_form(table: Table) -> Table:
    raw = {key: str(value) if isinstance(value, date) else value for key, value in table.items()}
    if "visit" in raw:
        raw["visit"] = {
            key: value.isoformat() if isinstance(value, datetime) else value
            for key, value in raw["visit"].items()
        }
    raw["demands"] = [_demand(item) for item in raw.get("demands", [])]
    raw.setdefault("channel", "来访")
    raw.setdefault("source", "本局直接")
    raw.setdefault("summary", "反映一件事")
    return raw


def _demand(item: Table | str) -> Table | str:
    if isinstance(item, str) or "challenged_document" not in item:
        return item
    paper = {key: str(value) for key, value in item["challenged_document"].items()}
    return {**item, "challenged_document": paper}


def _rules(table: Table, name: str) -> RuleBook:
    shipped = shipped_rules()
    policy = Policy(**table.get("policy", {}))
    if "rule" not in table:
        return replace(shipped, policy=policy)
    own = tuple(read_rule(rule, name, at) for at, rule in enumerate(table["rule"], start=1))
    begins = {rule.id: rule.in_force_from for rule in own}
    closed = tuple(
        replace(rule, in_force_to=begins[rule.id] - timedelta(days=1))
        if rule.id in begins
        else rule
        for rule in shipped.rules
    )
    return RuleBook((*closed, *own), "of the scenario", policy)


def _calendar(table: Table) -> WorkCalendar:
    calendar = shipped_calendar()
    if "calendar" in table:
        path = FOLDER / "data" / "calendar" / table["calendar"]
        for notice in parse_year_notices(path.read_text(encoding="utf-8")):
            calendar = calendar.with_year(notice)
    return calendar
