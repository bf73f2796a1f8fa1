"""The invented year: lawful step by step, complete, the same for one seed."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from petition_desk.domain.clocks import clocks_of
from petition_desk.domain.lawful import refusal_of
from petition_desk.domain.reading import Reading
from petition_desk.domain.rules import RuleBook, load_rules
from petition_desk.domain.standing import stand
from petition_desk.domain.steps import in_order, stored_values
from petition_desk.domain.vocabulary import CaseState, Channel, ClockState, Pathway, SourceKind
from petition_desk.domain.workdays import WorkCalendar
from petition_desk.domain.year_notices import parse_calendar
from petition_desk.paths import resource
from petition_desk.services import casework, ledger, settings
from petition_desk.services.demo import InventedCase, invent, invented_year, load_material
from petition_desk.services.desk import Desk
from petition_desk.services.today import today_page
from tests.desks import TODAY

RULES = load_rules(resource("law", "clocks.toml"))


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    text = resource("law", "calendar", "workdays.toml").read_text(encoding="utf-8")
    return parse_calendar(text)


@pytest.fixture(scope="module")
def year(calendar: WorkCalendar) -> list[InventedCase]:
    return invented_year(load_material(), calendar, 200, 1, TODAY)


def unlawful(item: InventedCase, rules: RuleBook, calendar: WorkCalendar) -> list[str]:
    """Say which steps the law would have refused on their day."""
    found = []
    steps = in_order(item.steps)
    for place, step in enumerate(steps):
        before = Reading(item.case, steps[:place], step.on)
        refusal = refusal_of(before, clocks_of(before, rules, calendar), step)
        if refusal is not None:
            found.append(f"{step.kind} {step.on}: {refusal.sentence}")
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_invented_step_was_lawful_on_its_day(calendar: WorkCalendar, seed: int) -> None:
    year = invented_year(load_material(), calendar, 200, seed, TODAY)
    assert [fault for item in year for fault in unlawful(item, RULES, calendar)] == []


def test_every_state_is_met(year: list[InventedCase], calendar: WorkCalendar) -> None:
    states = {stand(i.case, i.steps, RULES, calendar, TODAY).state for i in year}
    assert states == set(CaseState)


def test_every_pathway_channel_and_kind_of_source_is_met(year: list[InventedCase]) -> None:
    pathways = {p for i in year for p in Reading(i.case, i.steps, TODAY).pathways.values()}
    assert pathways - {None} == set(Pathway)
    assert {item.case.channel for item in year} == set(Channel)
    assert {item.case.source_kind for item in year} == set(SourceKind)


def test_there_are_late_and_fine_clocks_extensions_repeats_and_confidential_cases(
    year: list[InventedCase], calendar: WorkCalendar
) -> None:
    clocks = Counter(
        clock.state
        for item in year
        for clock in stand(item.case, item.steps, RULES, calendar, TODAY).clocks
    )
    assert all(clocks[state] for state in (ClockState.OVERDUE, ClockState.RUNNING, ClockState.MET))
    kinds = {step.kind for item in year for step in item.steps}
    assert {"extended", "review-requested", "recheck-requested", "withdrawn"} <= kinds
    assert any(item.earlier is not None for item in year)
    assert 2 <= sum(item.case.is_sealed for item in year) <= 30


def test_names_have_rare_characters_and_compound_surnames(year: list[InventedCase]) -> None:
    names = "".join(person.name for item in year for person in item.case.petitioners)
    assert set("㛃䶮𬱖") <= set(names)
    assert any(surname in names for surname in load_material().compound)


def test_nobody_in_it_can_exist(year: list[InventedCase]) -> None:
    people = [person for item in year for person in item.case.petitioners]
    assert {person.id_number[6:8] for person in people if person.id_number} == {"19"}
    assert all(person.id_number[8:10] < "09" for person in people if person.id_number)
    assert all(person.mobile.startswith("1390000") for person in people if person.mobile)
    assert all(person.address.startswith("某某县") for person in people)


def test_nothing_lies_after_the_last_day(year: list[InventedCase]) -> None:
    assert all(item.case.received_on <= TODAY for item in year)
    assert all(step.on <= TODAY for item in year for step in item.steps)


def test_one_seed_gives_one_year_and_another_seed_another(calendar: WorkCalendar) -> None:
    def told(seed: int) -> list[object]:
        year = invented_year(load_material(), calendar, 90, seed, TODAY)
        return [(i.case, [(s.kind, s.on, stored_values(s.values)) for s in i.steps]) for i in year]

    assert told(7) == told(7)
    assert told(7) != told(8)


def test_invented_cases_are_registered_numbered_and_found(desk: Desk) -> None:
    assert invent(desk, 70) == 70
    assert sum(ledger.view_counts(desk)[view] for view in ("all",)) == 70
    assert today_page(desk).overdue_count > 0
    view = casework.show(desk, "XF2026-0001")
    assert view.steps
    assert {step.by for step in view.steps} == {desk.account.name}


def test_repeats_name_the_first_piece_by_its_number(desk: Desk) -> None:
    invent(desk, 120)
    with desk.reading() as work:
        ids = work.ledger.matching_ids(ledger.LedgerFilter(), ledger.LedgerSort())
        stored = work.cases.get_many(ids)
    repeats = [item.case for item in stored if item.case.repeat_of]
    first = {item.case.local_no: item.case for item in stored}
    assert repeats
    assert all(first[case.repeat_of].received_on < case.received_on for case in repeats)
    assert all(first[case.repeat_of].petitioners == case.petitioners for case in repeats)


def test_some_letters_are_really_issued_and_can_be_read(desk: Desk) -> None:
    invent(desk, 70)
    with desk.reading() as work:
        ids = work.ledger.matching_ids(ledger.LedgerFilter(), ledger.LedgerSort())
        heads = [head for case_id in ids for head in work.letters.of_case(case_id)]
        kinds = Counter(head.kind for head in heads)
        assert work.letters.get(heads[0].id).pdf.startswith(b"%PDF")
    assert kinds == {"accept": 2, "opinion": 1, "service": 3}
    assert ledger.view_counts(desk)["to-serve"] >= 3


def test_no_letter_of_today_is_issued_for_a_year_that_ended_before(desk: Desk) -> None:
    invent(desk, 70, until=date(2026, 10, 30))
    with desk.reading() as work:
        ids = work.ledger.matching_ids(ledger.LedgerFilter(), ledger.LedgerSort())
        assert [head for case_id in ids for head in work.letters.of_case(case_id)] == []


def test_a_second_invented_year_goes_on_with_the_numbers(desk: Desk) -> None:
    invent(desk, 40, seed=1)
    invent(desk, 40, seed=2)
    assert ledger.view_counts(desk)["all"] == 80


def test_the_directory_is_filled_and_set_facts_of_the_office_stay(desk: Desk) -> None:
    before = settings.office(desk)
    invent(desk, 10)
    assert settings.office(desk).query_phone == before.query_phone
    assert settings.office(desk).reconsideration_body.name == "某某县人民政府"
    assert all(unit.handler and unit.telephone for unit in settings.units(desk))
    assert settings.first_contacts(desk)


def test_cancelled_nothing_is_written(desk: Desk) -> None:
    seen: list[tuple[int, int]] = []

    def is_cancelled() -> bool:
        return bool(seen)

    done = invent(desk, 600, cancelled=is_cancelled, progress=lambda *told: seen.append(told))
    assert (done, seen) == (0, [(500, 600)])
    assert ledger.view_counts(desk)["all"] == 0
    assert settings.units(desk) == ()


def test_an_earlier_last_day_gives_that_days_year(calendar: WorkCalendar) -> None:
    until = date(2025, 6, 30)
    year = invented_year(load_material(), calendar, 60, 1, until)
    assert max(item.case.received_on for item in year) <= until
    assert min(item.case.received_on for item in year) >= date(2024, 6, 30)
