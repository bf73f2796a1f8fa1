"""What a search found, and where: marked in its place, masked, and nothing of sealed cases."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from petition_desk.services import intake, palette, taking_back
from petition_desk.services.desk import Desk
from petition_desk.services.search import SearchHit, search
from tests.desks import COLLEAGUE, registration

PERSON = {
    "name": "尉迟单", "id_number": "11010519491231002X", "mobile": "13812345678",
    "address": "某某县城关镇幸福路1号",
}  # fmt: skip


@pytest.fixture
def known(desk: Desk) -> str:
    raw = registration(petitioners=[PERSON], content="多次申请更正未果，窗口说要等通知。")
    return intake.register(desk, raw).local_no


def only(desk: Desk, typed: str) -> SearchHit:
    (hit,) = search(desk, typed)
    return hit


@pytest.mark.parametrize(
    ("typed", "field", "marked"),
    [
        ("2026-1", "", ["XF2026-0001"]),
        ("xf2026", "", ["XF2026"]),
        ("户口登记", "", ["户口登记"]),
        ("5678", "电话", ["5678"]),
        ("94912", "证件", []),
        ("81234", "电话", []),
        ("尉迟", "姓名", ["尉迟"]),
        ("迟单", "姓名", []),
        ("yuchi", "姓名读音", []),
        ("weichi", "姓名读音", []),
        ("ycs", "姓名读音", []),
        ("ycd", "姓名读音", []),
        ("等通知", "内容", ["等通知"]),
        ("更正 5678", "电话", ["5678"]),
    ],
)
def test_a_hit_says_where_the_match_stands_and_marks_what_may_be_shown(
    desk: Desk, known: str, typed: str, field: str, marked: list[str]
) -> None:
    hit = only(desk, typed)
    assert hit.local_no == known
    assert hit.field == field
    seen = [hit.number, hit.told, hit.found]
    parts = [each.text[first:last] for each in seen for first, last in each.spans]
    assert parts == marked
    told = f"{hit.name}{hit.summary}{hit.number.text}{hit.told.text}{hit.found.text}"
    for hidden in ("尉迟单", "13812345678", "11010519491231002X", "幸福路1号"):
        assert hidden not in told


@pytest.mark.parametrize("typed", ["单", "仇", "曾"])
def test_every_reading_of_a_surname_finds_it(desk: Desk, typed: str) -> None:
    sounds = {"单": ("shan", "dan", "chan"), "仇": ("qiu", "chou"), "曾": ("zeng", "ceng")}
    raw = registration(petitioners=[{"name": f"{typed}小明"}])
    number = intake.register(desk, raw).local_no
    for sound in sounds[typed]:
        assert only(desk, f"{sound}xiaoming").local_no == number
        assert only(desk, f"{sound[0]}xm").local_no == number


def test_nothing_of_a_sealed_case_is_found_counted_or_offered_without_the_right(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    raw = registration(matter_kind="检举控告", summary="检举受贿", petitioners=[PERSON])
    number = intake.register(desk, raw).local_no
    asked = ("检举受贿", "尉迟", "5678", "ycs", number, "2026-1", "XF2026")
    assert all(search(desk, typed) for typed in asked)
    other = reopen(account=COLLEAGUE)
    assert not any(search(other, typed) for typed in asked)
    assert palette.matter_acts(other, number) is None
    kinds = {offer.kind for offer in palette.letter_offers(other)}
    assert not kinds & {"report-notice", "report-result", "discipline-handover", "sealed-annex"}


def test_words_of_the_program_are_found_by_chinese_pinyin_and_initials() -> None:
    for typed in ("告知", "gaozhi", "gzs", "sl 告知"):
        assert palette.match("受理告知书", typed) is not None
    assert palette.match("受理告知书", "送达") is None


def test_a_registration_with_a_history_is_not_taken_back(desk: Desk, known: str) -> None:
    from petition_desk.clock import FixedClock
    from petition_desk.errors import InputError
    from petition_desk.services import casework
    from tests.desks import TODAY

    desk.clock = FixedClock.on(TODAY.replace(day=21))
    casework.record_step(desk, known, "urged", {"way": "电话", "to": "城关派出所"})
    with pytest.raises(InputError, match="作废并写明理由"):
        taking_back.take_back_registration(desk, known)
