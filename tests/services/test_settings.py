"""Settings, units, and a year's notice: shown first, written then, everything worked out anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from petition_desk.domain.office import Unit
from petition_desk.errors import InputError, LawRefusalError, UnknownNameError
from petition_desk.services import calendar_notices, casework, intake, letters, settings
from petition_desk.services.changes import Changes
from petition_desk.services.demo import invent
from petition_desk.services.desk import Desk
from petition_desk.services.rights import RightMissingError
from petition_desk.services.today import due
from petition_desk.storage.journal import entries
from tests.desks import COLLEAGUE, registration
from tests.package_source import ROOT

NOTICE_2027 = ROOT / "tests" / "data" / "calendar" / "2027_invented.json"


def test_the_office_code_is_made_of_the_name_until_it_is_set(desk: Desk) -> None:
    assert settings.office(desk).code == "某公"
    settings.set_setting(desk, "office.code", "某某公")
    assert settings.office(desk).code == "某某公"


def test_old_and_new_value_stand_in_the_journal(desk: Desk) -> None:
    settings.set_setting(desk, "office.query_phone", "0100-5550100")
    with desk.reading() as work:
        entry = entries(work._connection, newest=1)[0]
    assert (entry.subject, entry.before, entry.after) == (
        "office.query_phone",
        {"value": "0771-1234567"},
        {"value": "0100-5550100"},
    )


def test_the_same_value_again_changes_nothing(desk: Desk) -> None:
    told: list[Changes] = []
    desk.subscribe(told.append)
    settings.set_setting(desk, "office.query_phone", " 0771-1234567 ")
    assert told == []


def test_an_unknown_setting_is_refused_by_name(desk: Desk) -> None:
    with pytest.raises(UnknownNameError, match=r"office\.fone"):
        settings.set_setting(desk, "office.fone", "1")
    with pytest.raises(UnknownNameError, match="rule"):
        settings.set_setting(desk, "rule.nonesuch.length", "1")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("letters.number_pattern", "{年}号"),
        ("desk.lock_minutes", "0"),
        ("desk.lock_minutes", "soon"),
        ("policy.duties_count", "never"),
        ("backup.second_folder", "somewhere"),
        ("office.name", " "),
        ("office.name", "长" * 201),
        ("office.name", "某某\x07县"),
        ("rule.serve.length", "0"),
    ],
)
def test_a_value_that_does_not_fit_is_named_and_not_kept(desk: Desk, key: str, value: str) -> None:
    before = settings.get_setting(desk, key)
    with pytest.raises(InputError):
        settings.set_setting(desk, key, value)
    assert settings.get_setting(desk, key) == before


def test_a_period_of_the_law_cannot_be_set(desk: Desk) -> None:
    with pytest.raises(LawRefusalError, match="第三十四条"):
        settings.set_setting(desk, "rule.handle.length", "90")


def test_a_period_of_the_office_moves_the_stored_dates_at_once(desk: Desk) -> None:
    no = intake.register(desk, registration(received_on="2026-11-02")).local_no
    unit = {"pathway": "31-6", "unit": "户政科", "handler": "赵", "handler_phone": "0771-1112222"}
    casework.record_step(desk, no, "accepted", unit, on=date(2026, 11, 3))
    letters.issue(desk, no, "accept")

    def serve_by() -> date | None:
        return next(item.deadline for item in due(desk, days=60) if item.rule == "serve")

    assert serve_by() == date(2026, 11, 27)
    settings.set_setting(desk, "rule.serve.length", "10")
    assert serve_by() == date(2026, 12, 4)
    assert settings.get_setting(desk, settings.RESTATE_PENDING) == ""


def test_what_was_interrupted_is_finished_at_the_next_start(desk: Desk) -> None:
    invent(desk, 30)
    assert settings.finish_restating(desk) == 0
    with desk.begin() as work:
        work.settings.set(settings.RESTATE_PENDING, "yes")
        work.commit()
    assert settings.finish_restating(desk) == 30
    assert settings.finish_restating(desk) == 0


def test_settings_of_the_office_are_the_administrators(reopen: Callable[..., Desk]) -> None:
    colleague = reopen(account=COLLEAGUE)
    for act in (
        lambda: settings.set_setting(colleague, "office.name", "别的局"),
        lambda: settings.save_unit(colleague, Unit("甲")),
        lambda: settings.remove_unit(colleague, "甲"),
        lambda: settings.set_first_contacts(colleague, ["甲"]),
        lambda: calendar_notices.load_calendar(colleague, NOTICE_2027),
    ):
        with pytest.raises(RightMissingError):
            act()
    settings.set_setting(colleague, "desk.lock_minutes", "5")
    assert calendar_notices.load_calendar(colleague, NOTICE_2027, preview=True).year == 2027


def test_units_are_added_replaced_and_removed(desk: Desk) -> None:
    settings.save_unit(desk, Unit("城关派出所", "李民警", "0100-5550110"))
    settings.save_unit(desk, Unit("刑侦大队"))
    settings.save_unit(desk, Unit("城关派出所", "王民警", "0100-5550110"))
    assert [(unit.name, unit.handler) for unit in settings.units(desk)] == [
        ("城关派出所", "王民警"),
        ("刑侦大队", ""),
    ]
    settings.remove_unit(desk, "刑侦大队")
    with pytest.raises(UnknownNameError):
        settings.remove_unit(desk, "刑侦大队")
    with pytest.raises(InputError):
        settings.save_unit(desk, Unit(" "))


def test_first_contacts_are_kept_once_in_order(desk: Desk) -> None:
    assert settings.first_contacts(desk) == ()
    settings.set_first_contacts(desk, ["王警官", " 李警官 ", "", "王警官"])
    assert settings.first_contacts(desk) == ("王警官", "李警官")
