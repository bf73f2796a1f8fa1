from __future__ import annotations

import pytest

from petition_desk.domain.office import Unit
from petition_desk.errors import UnknownNameError
from petition_desk.storage.unit_of_work import Database
from tests.storage.desks import AT
from tests.storage.samples import committed

STATION = Unit("城关派出所", "李所", "0774-1", "城关镇2号")
TRAFFIC = Unit("交警大队", is_own=True)


def actions(database: Database) -> list[str]:
    with database.begin("王警官", AT, read_only=True) as work:
        return [entry.action for entry in work.journal.entries()]


def test_a_setting_keeps_its_text_and_both_values_are_journalled(database: Database) -> None:
    with committed(database) as work:
        assert work.settings.get("office.name") == ""
        assert work.settings.get("office.name", "未定") == "未定"
        work.settings.set("office.name", "某某县公安局")
        work.settings.set("office.name", "某某市公安局")
        work.settings.set("office.name", "某某市公安局")
        work.settings.set("office.code", "")
    with database.begin("王警官", AT, read_only=True) as work:
        assert work.settings.all() == {"office.name": "某某市公安局", "office.code": ""}
        assert work.settings.get("office.code", "某公") == ""
        changed = work.journal.entries(subject="office.name")
    assert [(entry.before, entry.after) for entry in changed] == [
        (None, {"value": "某某县公安局"}),
        ({"value": "某某县公安局"}, {"value": "某某市公安局"}),
    ]


def test_units_keep_the_offices_own_order(database: Database) -> None:
    with committed(database) as work:
        work.units.save(STATION)
        work.units.save(TRAFFIC)
        work.units.save(Unit("城关派出所", "王所"))
        work.units.save(Unit("城关派出所", "王所"))
        assert work.units.all() == [Unit("城关派出所", "王所"), TRAFFIC]
        assert work.units.get("交警大队") == TRAFFIC
        assert work.units.get("没有") is None
    assert actions(database) == ["unit.saved"] * 3


def test_a_removed_unit_is_gone_and_an_unknown_one_is_told(database: Database) -> None:
    with committed(database) as work:
        work.units.save(STATION)
        work.units.remove("城关派出所")
        assert work.units.all() == []
        with pytest.raises(UnknownNameError, match="没有名为“城关派出所”的单位"):
            work.units.remove("城关派出所")


def test_the_notice_of_a_year_replaces_an_earlier_one(database: Database) -> None:
    with committed(database) as work:
        work.calendars.save(2028, "b")
        work.calendars.save(2027, "a")
        work.calendars.save(2027, "A")
        assert work.calendars.all() == {2027: "A", 2028: "b"}
    assert actions(database) == ["calendar.loaded"] * 3


def test_a_mapping_is_remembered_for_its_headers(database: Database) -> None:
    with committed(database) as work:
        assert work.imports.mapping("编号|姓名") is None
        work.imports.save_mapping("编号|姓名", "x")
        work.imports.save_mapping("编号|姓名", "y")
        work.imports.save_mapping("编号|姓名", "y")
        assert work.imports.mapping("编号|姓名") == "y"
    assert actions(database) == ["import.mapped"] * 2


def test_imports_are_listed_the_latest_first(database: Database) -> None:
    with committed(database) as work:
        first = work.imports.add_batch("甲.xlsx", "aa", {"rows": 260, "new": 260})
        work.imports.add_batch("乙.xlsx", "bb", {"rows": 1})
        assert [batch.sha256 for batch in work.imports.batches()] == ["bb", "aa"]
        batch = work.imports.batch(first)
        assert batch is not None
    assert (batch.at, batch.account, batch.counts) == (AT, "王警官", {"rows": 260, "new": 260})


def test_drafts_belong_to_their_account_and_are_saved_over(database: Database) -> None:
    with committed(database) as work:
        first = work.drafts.save(None, "王警官", '{"summary": "a"}')
        other = work.drafts.save(None, "li", "{}")
        assert work.drafts.save(first, "王警官", '{"summary": "b"}') == first
        second = work.drafts.save(None, "王警官", "{}")
        drafts = work.drafts.all("王警官")
    assert [(draft.id, draft.content) for draft in drafts] == [
        (first, '{"summary": "b"}'), (second, "{}")
    ]  # fmt: skip
    assert drafts[0].saved_at == AT
    assert other not in {draft.id for draft in drafts}
    assert actions(database) == []


def test_a_draft_saved_after_it_was_removed_is_not_lost(database: Database) -> None:
    with committed(database) as work:
        draft_id = work.drafts.save(None, "王警官", "a")
        work.drafts.remove(draft_id)
        work.drafts.remove(draft_id)
        again = work.drafts.save(draft_id, "王警官", "b")
        assert [draft.content for draft in work.drafts.all("王警官")] == ["b"]
        assert [draft.id for draft in work.drafts.all("王警官")] == [again]
