"""The ledger as an account may see it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from petition_desk.domain.ledger import LedgerFilter, LedgerRow, LedgerSort
from petition_desk.errors import UnknownNameError
from petition_desk.services import intake, ledger, search
from petition_desk.services.demo import invent
from petition_desk.services.desk import Desk
from tests.desks import COLLEAGUE, registration

BY_NUMBER = LedgerSort("local_no", is_descending=False)
SECRET = "检举民警吃拿卡要"


@pytest.fixture
def two(desk: Desk) -> Desk:
    """A desk with one common and one confidential case."""
    intake.register(desk, registration(summary="黄䶮反映户口登记，电话13812345678"))
    sealed = registration(matter_kind="检举控告", summary=SECRET, demands=["查处"])
    sealed["petitioners"] = [{"name": "欧阳密", "mobile": "13900001111"}]
    intake.register(desk, sealed)
    return desk


def rows(desk: Desk, wanted: LedgerFilter | None = None) -> list[LedgerRow]:
    ids = ledger.matching_ids(desk, wanted or LedgerFilter(), BY_NUMBER)
    return ledger.rows_for(desk, ids)


def test_identities_are_masked_in_every_row_and_text(two: Desk) -> None:
    row = rows(two)[0]
    assert (row.name, row.mobile) == ("黄**", "138****5678")
    assert row.id_number == "110105********002X"
    assert row.address == "某某县城关镇**"
    assert row.summary == "黄**反映户口登记，电话138****5678"


def test_an_account_without_the_right_sees_number_and_clock_of_a_confidential_case(
    two: Desk, reopen: Callable[..., Desk]
) -> None:
    desk = reopen(account=COLLEAGUE)
    common, sealed = rows(desk)
    assert common.name == "黄**"
    assert (sealed.local_no, sealed.summary, sealed.is_sealed) == ("XF2026-0002", "保密件", True)
    assert sealed.next_rule == "notify-direct"
    told = {sealed.name, sealed.mobile, sealed.demands, sealed.matter_kind, sealed.channel}
    told |= {sealed.state, sealed.source, sealed.unit, sealed.pathway}
    assert told == {""}


def test_with_the_right_it_is_a_row_like_any_other(two: Desk) -> None:
    sealed = rows(two)[1]
    assert (sealed.name, sealed.summary) == ("欧阳**", SECRET)


def test_neither_search_nor_filter_nor_count_finds_a_confidential_case(
    two: Desk, reopen: Callable[..., Desk]
) -> None:
    assert [hit.summary for hit in search.search(two, "吃拿卡要")] == [SECRET]
    desk = reopen(account=COLLEAGUE)
    for text in ("吃拿卡要", "欧阳密", "oyangmi", "13900001111", "欧阳"):
        assert search.search(desk, text) == ()
        assert rows(desk, LedgerFilter(text=text)) == []
        assert ledger.count(desk, LedgerFilter(text=text)) == 0


def test_a_hit_is_masked(two: Desk) -> None:
    (hit,) = search.search(two, "黄䶮")
    assert (hit.local_no, hit.name) == ("XF2026-0001", "黄**")
    assert "黄䶮" not in hit.summary


def test_the_view_of_accusations_is_offered_to_those_with_the_right_alone(
    two: Desk, reopen: Callable[..., Desk]
) -> None:
    assert [view.title for view in ledger.views(two)][-1] == "检举控告"
    assert ledger.view_counts(two)["accusations"] == 1
    desk = reopen(account=COLLEAGUE)
    assert "accusations" not in ledger.view_counts(desk)
    with pytest.raises(UnknownNameError, match="检举控告"):
        ledger.view_named(desk, "检举控告")


def test_a_view_is_called_by_its_title_or_identifier(desk: Desk) -> None:
    assert ledger.view_named(desk, "在办") is ledger.view_named(desk, "open")
    with pytest.raises(UnknownNameError, match="可用的有：在办"):
        ledger.view_named(desk, "没有")


def test_every_view_counts_what_it_lists(desk: Desk) -> None:
    invent(desk, 80)
    today = desk.clock.today()
    counts = ledger.view_counts(desk)
    for view in ledger.views(desk):
        listed = ledger.matching_ids(desk, view.filter_on(today), view.sort)
        assert len(listed) == counts[view.id]
        assert (
            list(ledger.first_ids(desk, view.filter_on(today), view.sort, 5)) == listed[:5].tolist()
        )
    assert counts["open"] < counts["all"]
    assert counts["overdue"] > 0


def test_full_rows_carry_identities_but_withhold_what_is_confidential(
    two: Desk, reopen: Callable[..., Desk]
) -> None:
    desk = reopen(account=COLLEAGUE)
    ids = ledger.matching_ids(desk, LedgerFilter(), BY_NUMBER)
    common, sealed = ledger.full_rows_for(desk, ids)
    assert common.id_number == "11010519491231002X"
    assert (sealed.name, sealed.summary) == ("", "保密件")


def test_details_tell_region_and_sex_of_an_id_number_and_no_day_of_birth_on_screen(
    two: Desk,
) -> None:
    ids = ledger.matching_ids(two, LedgerFilter(), BY_NUMBER)
    shown = ledger.rows_for(two, ids[:1], details=True)[0].details
    full = ledger.full_rows_for(two, ids[:1], details=True)[0].details
    assert (shown["sex"], shown["birth_on"]) == ("女", None)
    assert "朝阳区" in str(shown["region"])
    assert str(full["birth_on"]) == "1949-12-31"
    assert "黄䶮" not in str(shown)
