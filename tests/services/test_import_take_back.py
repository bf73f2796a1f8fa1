"""An import taken back as one act: nothing erased, nothing half, and the file may come again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from petition_desk.domain.case import Case
from petition_desk.errors import InputError
from petition_desk.services import casework, import_take_back, intake, national_entry
from petition_desk.services.desk import Desk
from petition_desk.services.import_take_back import TakeBack
from petition_desk.services.imports import ImportReport, run_import
from petition_desk.services.recording import SealedCaseError
from petition_desk.storage.case_images import case_of, image_of
from tests import desks
from tests.desks import registration

SAMPLE = Path(__file__).parents[1] / "data" / "公安信访系统导出_2026年1-10月.xlsx"
HEADER = ("姓名", "收到日期", "主要内容", "信访件编号", "办结日期")


def book(path: Path, *rows: tuple[object, ...]) -> Path:
    made = openpyxl.Workbook()
    for row in (HEADER, *rows):
        made.active.append(row)
    made.save(path)
    return path


def imported(desk: Desk, path: Path) -> ImportReport:
    report = run_import(desk, path)
    assert report is not None
    return report


def last_batch(desk: Desk) -> int:
    return import_take_back.past_imports(desk)[0].id


def taken_back(desk: Desk) -> TakeBack:
    done = import_take_back.take_back(desk, last_batch(desk))
    assert done is not None
    return done


def facts(desk: Desk) -> Mapping[str, Case]:
    with desk.reading() as work:
        known = work.cases.get_many(range(1, 1000))  # type: ignore[arg-type]
    return {stored.case.local_no: stored.case for stored in known}


def test_every_case_that_came_is_voided_with_its_number_and_reason(desk: Desk) -> None:
    imported(desk, SAMPLE)
    planned = import_take_back.plan_take_back(desk, last_batch(desk))
    done = taken_back(desk)
    assert done == planned
    assert (len(done.voided), done.restored, done.kept) == (260, (), ())
    view = casework.show(desk, done.voided[0])
    assert view.standing.state.value == "作废"
    assert view.steps[-1].text("reason") == f"撤回导入：{SAMPLE.name}"
    assert view.standing.open_clocks == ()


def test_the_same_file_comes_in_anew_afterwards(desk: Desk) -> None:
    imported(desk, SAMPLE)
    taken_back(desk)
    again = imported(desk, SAMPLE)
    assert (again.new, again.unchanged, again.changed) == (260, 0, 0)
    assert imported(desk, SAMPLE).unchanged == 260


def test_a_case_that_was_there_is_what_it_was_before(desk: Desk, tmp_path: Path) -> None:
    row = ("张三", "2026-03-02", "反映噪声", "GA1", None)
    imported(desk, book(tmp_path / "a.xlsx", row))
    (before,) = facts(desk).values()
    imported(desk, book(tmp_path / "b.xlsx", (*row[:2], "反映夜间噪声扰民", "GA1", "2026-04-01")))
    (changed,) = facts(desk).values()
    assert changed.content == "反映夜间噪声扰民"
    assert casework.show(desk, changed.local_no).standing.state.value == "已办结"
    done = taken_back(desk)
    assert done.restored == (before.local_no,)
    assert facts(desk)[before.local_no] == before
    view = casework.show(desk, before.local_no)
    assert view.standing.state.value != "已办结"
    assert [step.kind for step in view.steps][-2:] == ["closed", "retracted"]
    again = imported(desk, tmp_path / "b.xlsx")
    assert again.changed == 1
    assert casework.show(desk, before.local_no).standing.state.value == "已办结"


def test_a_case_that_was_worked_on_since_stays_and_is_named(desk: Desk, tmp_path: Path) -> None:
    rows = [(name, "2026-11-16", "反映噪声", f"GA{name}", None) for name in ("张三", "李四")]
    imported(desk, book(tmp_path / "a.xlsx", *rows))
    casework.record_step(desk, "XF2026-0002", "accepted", {"pathway": "31-6"})
    done = taken_back(desk)
    assert (done.voided, done.kept) == (("XF2026-0001",), ("XF2026-0002",))
    assert casework.show(desk, "XF2026-0002").standing.state.value != "作废"


def test_looking_at_a_case_is_no_work_on_it(desk: Desk, tmp_path: Path) -> None:
    imported(desk, book(tmp_path / "a.xlsx", ("张三", "2026-11-16", "反映噪声", "GA1", None)))
    casework.reveal(desk, "XF2026-0001")
    national_entry.note_copying(desk, "XF2026-0001")
    assert taken_back(desk).kept == ()


def test_an_import_is_taken_back_once(desk: Desk, tmp_path: Path) -> None:
    imported(desk, book(tmp_path / "a.xlsx", ("张三", "2026-11-16", "反映噪声", "GA1", None)))
    taken_back(desk)
    (batch,) = import_take_back.past_imports(desk)
    assert batch.taken_back_at is not None
    assert not batch.can_be_taken_back
    with pytest.raises(InputError, match="已经撤回"):
        import_take_back.take_back(desk, batch.id)
    with pytest.raises(InputError, match="没有这一次导入"):
        import_take_back.plan_take_back(desk, batch.id + 1)


def test_a_taking_back_that_is_stopped_has_done_nothing(desk: Desk) -> None:
    imported(desk, SAMPLE)
    before = facts(desk)
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 1

    assert import_take_back.take_back(desk, last_batch(desk), cancelled=stop) is None
    assert facts(desk) == before
    assert import_take_back.past_imports(desk)[0].can_be_taken_back


def test_confidential_cases_are_taken_back_only_with_the_right(desk: Desk, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append(("姓名", "收到日期", "主要内容", "信访目的"))
    made.active.append(("张三", "2026-11-16", "反映民警收礼", "检举控告"))
    made.save(tmp_path / "a.xlsx")
    imported(desk, tmp_path / "a.xlsx")
    batch = last_batch(desk)
    desk.close()
    colleague = desks.open_again(desk.data_dir, account=desks.COLLEAGUE)
    try:
        with pytest.raises(SealedCaseError):
            import_take_back.take_back(colleague, batch)
    finally:
        colleague.close()


def test_the_facts_of_any_case_come_back_from_their_image(desk: Desk) -> None:
    imported(desk, SAMPLE)
    paper = {"name": "事故认定书", "number": "1号", "served_on": "2026-11-18"}
    demands = [{"text": "重新认定", "pathway": "31-1", "challenged_document": paper}]
    intake.register(desk, registration(demands=demands))
    for case in facts(desk).values():
        assert case_of(image_of(case)) == case
    assert case_of(image_of(replace(case, petitioners=()))) == replace(case, petitioners=())
