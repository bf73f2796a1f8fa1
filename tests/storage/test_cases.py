from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from petition_desk.domain.case import Case, CaseId, Demand, Petitioner
from petition_desk.domain.matching import MatterKey
from petition_desk.domain.vocabulary import CaseState, MatterKind, Pathway
from petition_desk.storage.journal import JournalEntry
from petition_desk.storage.unit_of_work import Database
from tests.storage.desks import AT
from tests.storage.samples import FULL, committed, simple, standing_row, step


def journal_of(database: Database, subject: str) -> list[JournalEntry]:
    with database.begin("王警官", AT, read_only=True) as work:
        return list(work.journal.entries(subject=subject))


def kept(database: Database, no: str) -> Case:
    with database.begin("王警官", AT, read_only=True) as work:
        stored = work.cases.get(no)
    assert stored is not None
    return stored.case


def test_a_case_with_every_field_comes_back_the_same(database: Database) -> None:
    with committed(database) as work:
        case_id = work.cases.add(FULL)
    assert kept(database, "XF2026-0001") == replace(FULL, id=case_id)


def test_a_case_with_hardly_any_field_comes_back_the_same(database: Database) -> None:
    bare = Case("XF2026-0001", date(2026, 3, 2), AT)
    with committed(database) as work:
        case_id = work.cases.add(bare)
    assert kept(database, "XF2026-0001") == replace(bare, id=case_id)


@pytest.mark.parametrize("typed", ["XF2026-0001", "xf2026-1", "2026-0001", " ＸＦ２０２６－１ "])
def test_a_case_is_found_by_its_number_in_any_spelling(database: Database, typed: str) -> None:
    with committed(database) as work:
        work.cases.add(FULL)
    assert kept(database, typed).summary == FULL.summary


def test_an_unknown_number_finds_nothing(database: Database) -> None:
    with database.begin("王警官", AT, read_only=True) as work:
        assert work.cases.get("XF2026-0009") is None
        assert work.cases.get("no number") is None
        assert work.cases.get_by_id(CaseId(7)) is None


def test_steps_come_back_in_the_order_of_their_days_with_their_values(database: Database) -> None:
    later = step("accepted", date(2026, 3, 9), pathway=Pathway.PETITION, unit="城关派出所")
    sooner = step("screened", date(2026, 3, 3), demand=1, pathway=Pathway.PETITION)
    with committed(database) as work:
        case_id = work.cases.add(FULL, [later])
        written = work.cases.append_step(case_id, sooner)
    with database.begin("王警官", AT, read_only=True) as work:
        (stored,) = work.cases.get_many([case_id])
    assert written.id is not None
    assert [done.kind for done in stored.steps] == ["screened", "accepted"]
    assert stored.steps[0] == written
    assert stored.steps[0].values == {"demand": 1, "pathway": Pathway.PETITION}
    assert stored.steps[1] == replace(later, id=stored.steps[1].id)


def test_local_numbers_run_without_a_gap_within_each_year(database: Database) -> None:
    with committed(database) as work:
        assert work.cases.peek_local_no(2026) == "XF2026-0001"
        assert work.cases.next_local_no(2026) == "XF2026-0001"
        assert work.cases.next_local_nos(2026, 3) == ["XF2026-0002", "XF2026-0003", "XF2026-0004"]
        assert work.cases.next_local_no(2025) == "XF2025-0001"
    with database.begin("王警官", AT) as work:
        assert work.cases.next_local_no(2026) == "XF2026-0005"
    with committed(database) as work:
        assert work.cases.next_local_no(2026) == "XF2026-0005"


def test_registering_is_journalled_with_its_facts_and_steps(database: Database) -> None:
    with committed(database) as work:
        work.cases.add(simple(1), [step("screened", pathway=Pathway.PETITION)])
    (entry,) = journal_of(database, "XF2026-0001")
    assert entry.action == "case.registered"
    assert entry.after is not None
    assert entry.after["petitioners"] == [{"name": "张三", "is_main": True}]
    assert entry.after["steps"][0]["values"] == {"pathway": "31-6"}


def test_a_change_is_journalled_with_the_old_and_the_new_value_and_nothing_else(
    database: Database,
) -> None:
    with committed(database) as work:
        case_id = work.cases.add(simple(1))
    with committed(database) as work:
        changed = replace(simple(1), id=case_id, summary="改正后的摘要", remark="新")
        assert work.cases.update(changed) is True
    entry = journal_of(database, "XF2026-0001")[-1]
    assert (entry.action, entry.account) == ("case.changed", "王警官")
    assert entry.before == {"summary": "反映第1件事"}
    assert entry.after == {"summary": "改正后的摘要", "remark": "新"}
    assert kept(database, "XF2026-0001") == changed


def test_people_demands_and_visit_are_replaced_as_a_whole(database: Database) -> None:
    with committed(database) as work:
        case_id = work.cases.add(FULL)
        changed = replace(
            FULL,
            id=case_id,
            petitioners=(Petitioner("王五"),),
            demands=(Demand(1, "道歉"), Demand(2, "赔偿"), Demand(3, "更正")),
            visit=None,
        )
        work.cases.update(changed)
    assert kept(database, "XF2026-0001") == changed


def test_an_update_that_changes_nothing_leaves_no_entry(database: Database) -> None:
    with committed(database) as work:
        case_id = work.cases.add(FULL)
    with committed(database) as work:
        assert work.cases.update(replace(FULL, id=case_id)) is False
    assert len(journal_of(database, "XF2026-0001")) == 1


def test_a_step_is_journalled_under_the_number_of_its_case(database: Database) -> None:
    with committed(database) as work:
        case_id = work.cases.add(simple(1))
        work.cases.append_step(case_id, step("closed", how="已答复"))
    entry = journal_of(database, "XF2026-0001")[-1]
    assert entry.action == "step.recorded"
    assert entry.after is not None
    assert entry.after["values"] == {"how": "已答复"}


def test_many_cases_come_back_in_the_order_asked_for(database: Database) -> None:
    with committed(database) as work:
        ids = work.cases.add_many([(simple(number), ()) for number in range(1, 1203)])
    asked = [ids[1200], ids[3], CaseId(99_999), ids[700], ids[3]]
    with database.begin("王警官", AT, read_only=True) as work:
        found = work.cases.get_many(asked)
        assert work.cases.get_many([]) == []
        assert len(work.cases.get_many(ids)) == 1202
    assert [stored.case.local_no for stored in found] == [
        "XF2026-1201", "XF2026-0004", "XF2026-0701"
    ]  # fmt: skip


def test_adding_nothing_changes_nothing(database: Database) -> None:
    with committed(database) as work:
        assert work.cases.add_many([]) == []


def test_a_case_is_found_by_the_key_of_its_imported_row(database: Database) -> None:
    with committed(database) as work:
        work.cases.add(FULL)
        work.cases.add_many([(simple(2), ()), (simple(3), ())])
        found = work.cases.by_import_key([FULL.import_key, "", "unknown"])
    assert list(found) == [FULL.import_key]
    assert found[FULL.import_key].case.local_no == "XF2026-0001"


@pytest.mark.parametrize(
    "probe",
    [
        {"name": "单 晓彤", "id_number": "11010519491231002x"},
        {"name": "单晓彤", "phones": ["138 1234 5678"]},
        {"name": "单晓彤", "phones": ["07741234567"]},
        {"official_letter_no": "g4509260000071"},
        {"official_matter_no": "SX26000071"},
    ],
    ids=["name and ID", "name and mobile", "name and telephone", "letter no", "matter no"],
)
def test_what_may_be_the_same_matter_is_found(database: Database, probe: dict[str, object]) -> None:
    with committed(database) as work:
        work.cases.add(FULL)
        found = work.cases.matter_keys(**probe)  # type: ignore[arg-type]
    assert found == [
        MatterKey(
            no="XF2026-0001",
            official_letter_no="G4509260000071",
            official_matter_no="SX26000071",
            name="单晓彤",
            id_number="11010519491231002X",
            phones=("13812345678", "0774-1234567"),
            summary="不服交通事故责任认定",
            received_on=date(2026, 3, 2),
            content=FULL.content,
        )
    ]


def test_the_latest_of_a_name_are_looked_at_where_the_text_is_known(database: Database) -> None:
    with committed(database) as work:
        ids = work.cases.add_many([(simple(number), ()) for number in range(1, 81)])
        found = work.cases.matter_keys("张三", text="反映户口登记")
    assert len(found) == 60
    assert {key.no for key in found} == {simple(number).local_no for number in range(21, 81)}
    assert len(ids) == 80


def test_a_name_alone_or_a_number_alone_finds_nobody(database: Database) -> None:
    with committed(database) as work:
        work.cases.add(FULL)
        assert work.cases.matter_keys("单晓彤") == []
        assert work.cases.matter_keys("", "11010519491231002X") == []
        assert work.cases.matter_keys("李四", "11010519491231002X") == []
        assert work.cases.matter_keys() == []


def test_sealed_and_void_cases_are_no_candidates_without_the_right(database: Database) -> None:
    sealed = replace(FULL, matter_kind=MatterKind.ACCUSATION)
    with committed(database) as work:
        case_id = work.cases.add(sealed)
        assert work.cases.matter_keys(official_matter_no="SX26000071") == []
        seen = work.cases.matter_keys(official_matter_no="SX26000071", may_see_sealed=True)
        assert len(seen) == 1
        work.cases.append_step(case_id, step("voided", reason="重复登记"))
        work.deadlines.write(case_id, standing_row(state=CaseState.VOID))
        gone = work.cases.matter_keys(official_matter_no="SX26000071", may_see_sealed=True)
        assert gone == []


@pytest.mark.parametrize(
    "sealing",
    [
        step("screened", pathway=Pathway.ACCUSATION),
        step("corrected", field="保密", value="是", reason="本人要求"),
        step("corrected", field="matter_kind", value="检举控告", reason="误录"),
    ],
    ids=["screened as accusation", "marked confidential", "kind corrected"],
)
def test_a_case_sealed_by_a_step_is_sealed_everywhere_at_once(
    database: Database, sealing: object
) -> None:
    with committed(database) as work:
        case_id = work.cases.add(simple(1))
        assert work.search.matching("张三", 10) == [case_id]
        work.cases.append_step(case_id, sealing)  # type: ignore[arg-type]
        (stored,) = work.cases.get_many([case_id])
        assert stored.is_sealed
        assert work.search.matching("张三", 10) == []
        assert work.search.matching("张三", 10, may_see_sealed=True) == [case_id]
        assert [row.is_sealed for row in work.ledger.rows_for([case_id])] == [True]


def test_a_corrected_date_is_the_one_the_ledger_goes_by(database: Database) -> None:
    with committed(database) as work:
        case_id = work.cases.add(simple(1))
        on = date(2026, 11, 3)
        work.cases.append_step(
            case_id, step("corrected", field="收到日期", value=on.isoformat(), reason="误录")
        )
        (row,) = work.ledger.rows_for([case_id])
        (stored,) = work.cases.get_many([case_id])
    assert row.received_on == on
    assert stored.case.received_on == on - timedelta(days=2)
