"""What a letter is refused for: a sentence at its field, no half letter, no number used up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from petition_desk.documents.compose import MOST_PAGES
from petition_desk.errors import PetitionDeskError
from petition_desk.services import casework, letters
from petition_desk.services.desk import Desk
from tests import desks
from tests.desks import TODAY

from .letter_cases import OPINION, UNIT, registered

NAME = "petitioner.name"


def accepted(desk: Desk) -> str:
    no = registered(desk, "31-6")
    casework.record_step(desk, no, "accepted", UNIT)
    return no


@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        ("opinion", {}, "还缺.*事实和理由（demand.1.facts）"),
        ("accept", {NAME: "张\x07三"}, "^信访人姓名：不能含有看不见的控制字符（U\\+0007）"),
        ("accept", {NAME: "张\u202e三"}, "^信访人姓名：不能含有看不见的控制字符（U\\+202E）"),
        ("accept", {NAME: "张\u200d三"}, "^信访人姓名：不能含有看不见的控制字符（U\\+200D）"),
        ("accept", {NAME: "张\n三"}, "^信访人姓名：不能含有换行"),
        ("accept", {NAME: "张\U0003134a"}, "^信访人姓名：.*没有“\U0003134a”（U\\+3134A）这个字"),
        ("accept", {"case.petitioned_on": "昨天"}, "^提出日期：“昨天”不是日期"),
        ("accept", {"case.people_count": "十二"}, "^人数：“十二”不是整数"),
        ("accept", {"petitioner.nickname": "x"}, "^petitioner.nickname：文书没有这一项"),
        (
            "opinion",
            {**OPINION, "demand.1.found": "查明。" * 42_000},
            f"^第1项诉求的查明事实：太长：文书将有 2\\d\\d 页，最多 {MOST_PAGES} 页",
        ),
        (
            "opinion",
            {**OPINION, "demand.1.found": "查" * 2_000_000},
            "^第1项诉求的查明事实：太长：文书将有 2\\d{6} 字",
        ),
        ("hearing", {"hearing.scheduled_on": "2027-12-01"}, "还缺.*听证的时间"),
        (
            "mediation",
            {
                "mediated.way": "调解",
                "mediated.other_party": "户政科",
                "mediated.facts": "用字不一致",
                "mediated.terms": "信访人息诉罢访",
                "mediated.performance": "当场",
            },
            "^调解（和解）要点：不能写“息诉”",
        ),
        ("card", {}, "还没有出具可以不服的文书"),
        ("review", {}, "信访人没有请求复查"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_uses_up_no_number(
    desk: Desk, kind: str, values: dict[str, str], sentence: str
) -> None:
    no = accepted(desk)
    before = len(casework.show(desk, no).steps)
    with pytest.raises(PetitionDeskError, match=sentence):
        letters.issue(desk, no, kind, values)
    view = casework.show(desk, no)
    assert (view.letters, len(view.steps)) == ((), before)
    assert letters.issue(desk, no, "accept").serial == 1
    if kind == "opinion":
        assert letters.issue(desk, no, "opinion", OPINION).serial == 1


def test_an_extension_after_the_last_day_gives_no_notice_and_no_number(desk: Desk) -> None:
    no = accepted(desk)
    desk.close()
    late = desks.open_again(desk.data_dir, today=TODAY + timedelta(days=61))
    try:
        values = {"days": "20", "reason": "等待鉴定意见", "approver": "周局长"}
        with pytest.raises(PetitionDeskError, match="办理期限已于 2027-01-19 届满"):
            casework.record_step(late, no, "extended", values)
        with pytest.raises(PetitionDeskError, match="还没有经批准延长"):
            letters.issue(late, no, "extend")
        assert casework.show(late, no).letters == ()
    finally:
        late.close()


def test_no_typing_tells_another_day_than_the_one_that_counts(desk: Desk) -> None:
    no = accepted(desk)
    typed = {"handle.due_plain": "2027-12-31", "handle.length": "400", "accepted.on": "2026-01-01"}
    shown = {
        blank.identifier: blank.value for blank in letters.blanks(desk, no, "accept", typed).has
    }
    assert shown["handle.due_plain"] == "2027年1月19日"
    assert shown["handle.length"] == "60"
    assert shown["accepted.on"] == "2026年11月20日"


def test_marks_in_a_summary_print_as_they_were_typed(desk: Desk) -> None:
    no = registered(desk, "31-6", summary="反映<b>收费</b>&**多**{{x}}")
    casework.record_step(desk, no, "accepted", UNIT)
    assert letters.issue(desk, no, "accept").page_count == 2


def test_a_number_of_an_opinion_with_many_pages_is_still_the_next_one(desk: Desk) -> None:
    no = accepted(desk)
    long = letters.issue(desk, no, "opinion", {**OPINION, "demand.1.found": "查明。" * 2_000})
    assert long.page_count > 9
    assert letters.issue(desk, no, "opinion", OPINION).serial == long.serial + 1
