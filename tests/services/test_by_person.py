"""No list, view or count by person: neither by search nor by a condition nor by choosing."""

from __future__ import annotations

from pathlib import Path

import pytest

from petition_desk.domain.conditions import Condition, Test
from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.errors import InputError, LawRefusalError
from petition_desk.services import exports, forms, intake, ledger, ledger_views
from petition_desk.services.desk import Desk
from petition_desk.services.exports import ExportKind, ExportOrder
from tests.desks import COLLEAGUE, open_again, registration
from tests.exchange.blanks import SAMPLE as BLANK

BY_NUMBER = LedgerSort("local_no", is_descending=False)


def has(word: str, column: str = "summary") -> LedgerFilter:
    return LedgerFilter(conditions=(Condition(column, Test.CONTAINS, (word,)),))


@pytest.fixture
def room(desk: Desk) -> Desk:
    """Two pieces of 周大山, one of 李小河; the texts name both, a telephone and streets."""
    for name, summary in (
        ("周大山", "周大山反映夜市噪音，电话 139-0000-0001"),
        ("周大山", "再次反映夜市噪音"),
        ("李小河", "李小河反映夜市占道，2026年3月7日"),
    ):
        person = {"name": name, "main": True}
        facts = registration(
            summary=summary,
            petitioners=[person],
            accused_person="钱科长",
            representatives=["吴代表"],
        )
        intake.register(desk, facts)
    return desk


def export(desk: Desk, path: Path, wanted: LedgerFilter, **order: object) -> int:
    done = exports.export_list(desk, path, ExportOrder(wanted, **order))  # type: ignore[arg-type]
    assert done is not None
    return done.rows


@pytest.mark.parametrize("kind", list(ExportKind))
@pytest.mark.parametrize(
    "wanted",
    [
        LedgerFilter(text="夜市"),
        has("周大山"),
        has("找李小河的"),
        has("钱科长", "content"),
        has("吴代表"),
        has("139-0000-0001"),
        has("13900000001", "remark"),
    ],
    ids=lambda wanted: wanted.text or wanted.conditions[0].says(),
)
def test_what_was_sought_by_name_or_number_is_not_exported(
    room: Desk, tmp_path: Path, wanted: LedgerFilter, kind: ExportKind
) -> None:
    path = tmp_path / "a.xlsx"
    with pytest.raises(LawRefusalError, match="不导出"):
        export(room, path, wanted, kind=kind)
    assert not path.exists()


def test_several_cases_of_one_person_are_no_list_however_they_were_found(
    room: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    with pytest.raises(LawRefusalError, match="同一个人"):
        export(room, path, has("夜市噪音"))
    first, second, third = ledger.matching_ids(room, LedgerFilter(), BY_NUMBER)
    with pytest.raises(LawRefusalError, match="同一个人"):
        export(room, path, LedgerFilter(case_ids=(first, second)))
    assert not path.exists()
    assert export(room, path, LedgerFilter(case_ids=(first,))) == 1
    assert export(room, path, LedgerFilter(case_ids=(second, third))) == 2


def test_no_form_is_filled_by_person(room: Desk, tmp_path: Path) -> None:
    opened = forms.open_form(room, BLANK)
    with pytest.raises(LawRefusalError, match="不导出"):
        forms.export_form(room, tmp_path / "a.xlsx", opened, ExportOrder(has("周大山")))


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        (LedgerFilter(), 3),
        (has("夜市"), 3),
        (has("反映"), 3),
        (has("2026年3月7日"), 1),
        (has("没有这样的话"), 0),
        (LedgerFilter(conditions=(Condition("remark", Test.EMPTY),)), 3),
    ],
)
def test_lists_by_what_cases_are_about_go_out_as_ever(
    room: Desk, tmp_path: Path, wanted: LedgerFilter, rows: int
) -> None:
    assert export(room, tmp_path / "a.xlsx", wanted) == rows


def test_people_without_a_name_are_not_one_person(desk: Desk, tmp_path: Path) -> None:
    for _ in range(2):
        intake.register(desk, registration(summary="噪音扰民", anonymous=True, petitioners=[]))
    assert export(desk, tmp_path / "a.xlsx", has("噪音")) == 2


@pytest.mark.parametrize("wanted", [LedgerFilter(text="周"), has("周大山"), has("1390000 0001")])
def test_no_view_is_kept_by_person(room: Desk, wanted: LedgerFilter) -> None:
    with pytest.raises(InputError, match="不存进视图"):
        ledger_views.save_view(room, "周", wanted, BY_NUMBER)
    kept = ledger_views.save_view(room, "夜市", has("夜市"), BY_NUMBER)
    with pytest.raises(InputError, match="不存进视图"):
        ledger_views.replace_view(room, kept.id, wanted, BY_NUMBER)
    assert [view.title for view in ledger_views.own_views(room)] == ["夜市"]


def test_words_are_never_counted_among_what_was_searched_for(room: Desk) -> None:
    whole = ledger.word_counts(room, LedgerFilter(), "channel")
    assert sum(whole.values()) == 3
    for wanted in (LedgerFilter(text="李小河"), has("李小河")):
        assert ledger.word_counts(room, wanted, "channel") == whole


def test_a_refusal_tells_nothing_of_a_sealed_case(desk: Desk, tmp_path: Path) -> None:
    person = {"name": "周大山", "main": True}
    intake.register(desk, registration(summary="周大山栽的树挡路"))
    for _ in range(2):
        facts = registration(matter_kind="检举控告", summary="检举", petitioners=[person])
        intake.register(desk, facts)
    ids = tuple(ledger.matching_ids(desk, LedgerFilter(), BY_NUMBER))
    path = tmp_path / "a.xlsx"
    for wanted in (has("周大山"), LedgerFilter(case_ids=ids[1:])):
        with pytest.raises(LawRefusalError, match="不导出"):
            export(desk, path, wanted)
    desk.close()
    colleague = open_again(desk.data_dir, account=COLLEAGUE)
    try:
        assert export(colleague, path, has("周大山")) == 1
        assert export(colleague, path, LedgerFilter(case_ids=ids[1:])) == 2
    finally:
        colleague.close()
