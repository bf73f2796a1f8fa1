"""The service chain: what is open, what was tried, when it arrived, which right began."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from petition_desk.domain.attachments import AttachmentKind
from petition_desk.domain.letter_services import ServiceState
from petition_desk.errors import InputError, LawRefusalError, UnknownNameError
from petition_desk.services import casework, intake, letter_voiding
from petition_desk.services.attachments import attachments
from petition_desk.services.desk import Desk
from petition_desk.services.service import (
    ServiceItem,
    find_services,
    open_count,
    post,
    record_service,
    right_after,
    rights_running,
    service_page,
    service_rate,
)
from petition_desk.services.service_papers import mailing_list, service_sheet
from petition_desk.services.settings import set_setting
from tests import desks

OPINION = "某公信意〔2026〕87号"
FRIDAY = date(2026, 11, 20)


def an_opinion(desk: Desk, on: date = date(2026, 11, 12), **facts: object) -> str:
    """A case whose opinion was issued on a day, on paper."""
    raw = desks.registration(received_on="2026-10-09", petitioned_on="2026-10-09", **facts)
    no = intake.register(desk, raw).local_no
    unit = {"unit": "城关派出所", "handler": "李四", "handler_phone": "0771-7654321"}
    casework.record_step(desk, no, "accepted", {"pathway": "31-6", **unit}, on=date(2026, 10, 12))
    values = {"kind": "opinion", "number": OPINION, "result": "不予支持"}
    casework.record_step(desk, no, "issued", values, on=on)
    return no


def items(desk: Desk) -> list[ServiceItem]:
    page = service_page(desk)
    return [*page.to_do, *page.waiting, *page.served]


def states(desk: Desk) -> list[tuple[str, str]]:
    return [(item.service.addressee, item.service.state.value) for item in items(desk)]


def test_what_is_issued_and_not_served_stands_there_the_late_first(desk: Desk) -> None:
    early = an_opinion(desk, date(2026, 11, 12))
    raw = desks.registration(received_on="2026-11-18", petitioned_on="2026-11-18")
    late = intake.register(desk, raw).local_no
    casework.record_step(
        desk, late, "issued", {"kind": "notice", "number": "告1"}, on=date(2026, 11, 18)
    )
    page = service_page(desk)
    assert [item.local_no for item in page.to_do] == [early, late]
    assert [item.days_left for item in page.to_do] == [-1, 5]
    assert (page.late_count, page.open_total, page.limit_days) == (1, 2, "5个工作日")
    assert [item.name for item in page.to_do] == ["黄**", "黄**"], "names are masked"
    assert open_count(desk) == 2


def test_the_right_and_its_last_day_appear_before_and_after_recording(desk: Desk) -> None:
    no = an_opinion(desk)
    raw = {"way": "当面", "result": "本人签收"}
    card = right_after(desk, no, OPINION, raw, on=FRIDAY)
    assert card is not None
    assert card.answer == "至 2026-12-21 周一 可申请复查"
    assert "12-20" in card.why
    assert "第一个工作日" in card.why
    assert card.body == "向某某市公安局提出"
    assert service_page(desk).to_do, "asking recorded nothing"
    record_service(desk, no, OPINION, raw, on=FRIDAY)
    assert rights_running(desk, no, OPINION) == card
    page = service_page(desk)
    assert (page.open_total, page.served_total) == (0, 1)
    clock = casework.show(desk, no).standing.clock("right-review")
    assert clock is not None
    assert clock.deadline == date(2026, 12, 21)


def test_a_letter_posted_returned_and_posted_again_is_one_letter_tried_twice(desk: Desk) -> None:
    no = an_opinion(desk)
    post(desk, no, OPINION, {"waybill": "EA111111111CN"}, on=date(2026, 11, 13))
    (item,) = service_page(desk).waiting
    assert (item.service.state, item.service.waybill) == (ServiceState.SENT, "EA111111111CN")
    assert item.service.sent_on == date(2026, 11, 13)
    returned = {"way": "邮寄", "result": "退件", "reason": "查无此人"}
    card = right_after(desk, no, OPINION, returned, on=date(2026, 11, 17))
    assert card is not None
    assert "不算送达" in card.answer
    record_service(desk, no, OPINION, returned, on=date(2026, 11, 17))
    (item,) = service_page(desk).to_do
    assert item.service.state is ServiceState.RETURNED
    assert rights_running(desk, no, OPINION) is None
    post(desk, no, OPINION, {"waybill": "EA222222222CN"}, on=date(2026, 11, 18))
    (item,) = service_page(desk).waiting
    assert (item.service.waybill, item.service.attempt_count) == ("EA222222222CN", 2)
    signed = {"way": "邮寄", "result": "本人签收", "waybill": "EA222222222CN"}
    record_service(desk, no, OPINION, signed, on=FRIDAY)
    (item,) = service_page(desk).served
    assert (item.service.served_on, item.service.attempt_count) == (FRIDAY, 2)
    told = [step.kind for step in casework.show(desk, no).steps if step.text("letter")]
    assert told == ["notified", "served", "notified", "served"], "nothing was overwritten"


def test_a_substitute_needs_the_relation(desk: Desk) -> None:
    no = an_opinion(desk)
    raw = {"way": "当面", "result": "他人代收", "receiver": "黄母", "reason": "本人外出"}
    with pytest.raises(InputError, match="关系") as refused:
        record_service(desk, no, OPINION, raw, on=FRIDAY)
    assert refused.value.field == "与受送达人关系"
    record_service(desk, no, OPINION, {**raw, "relation": "母亲"}, on=FRIDAY)
    assert states(desk) == [("黄䶮", "served")]


def test_what_comes_back_says_why(desk: Desk) -> None:
    no = an_opinion(desk)
    raw = {"way": "邮寄", "result": "退件"}
    card = right_after(desk, no, OPINION, raw, on=FRIDAY)
    assert card is not None
    assert "不算送达" in card.answer, "it is said before the reason is typed"
    with pytest.raises(InputError, match="退回的事由") as refused:
        record_service(desk, no, OPINION, raw, on=FRIDAY)
    assert refused.value.field == "事由"
    record_service(desk, no, OPINION, {**raw, "reason": "查无此人"}, on=FRIDAY)
    assert states(desk) == [("黄䶮", "returned")]


@pytest.mark.parametrize(
    ("way", "key", "field", "known"),
    [
        ("电子", "consent", "同意电子送达的凭据", "2026-11-02 签署的同意书"),
        ("委托", "entrusted", "受委托的单位", "邻县公安局城东派出所"),
    ],
)
def test_who_agreed_and_who_was_entrusted_is_said_once(
    desk: Desk, way: str, key: str, field: str, known: str
) -> None:
    no = an_opinion(desk)
    raw = {"way": way, "result": "本人签收"}
    for record in (post, record_service):
        with pytest.raises(InputError) as refused:
            record(desk, no, OPINION, raw, on=FRIDAY)
        assert refused.value.field == field
    assert states(desk) == [("黄䶮", "to-send")], "nothing was recorded"
    post(desk, no, OPINION, {"way": way, key: known}, on=FRIDAY)
    record_service(desk, no, OPINION, raw, on=FRIDAY)
    assert states(desk) == [("黄䶮", "served")]
    sent = next(step for step in casework.show(desk, no).steps if step.kind == "notified")
    assert sent.text(key) == known


def test_refused_without_a_witness_is_only_an_attempt(desk: Desk) -> None:
    no = an_opinion(desk)
    raw = {"way": "当面", "result": "拒收", "reason": "不同意内容"}
    card = right_after(desk, no, OPINION, raw, on=FRIDAY)
    assert card is not None
    assert card.answer == "没有见证人，不算送达"
    record_service(desk, no, OPINION, raw, on=FRIDAY)
    assert states(desk) == [("黄䶮", "refused")]
    left = {"way": "留置", "result": "拒收", "reason": "不同意内容"}
    with pytest.raises(InputError, match="见证人"):
        record_service(desk, no, OPINION, left, on=FRIDAY)
    record_service(desk, no, OPINION, {**left, "witness": "村委会 张某"}, on=FRIDAY)
    assert states(desk) == [("黄䶮", "served")]


def test_a_public_notice_serves_when_its_days_are_over(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    no = an_opinion(desk)
    set_setting(desk, "service.public_notice_days", "10")
    card = right_after(desk, no, OPINION, {"way": "公告"}, on=FRIDAY)
    assert card is not None
    assert card.answer.startswith("至 2026-12-30")
    record_service(desk, no, OPINION, {"way": "公告"}, on=FRIDAY)
    set_setting(desk, "service.public_notice_days", "60")
    (item,) = service_page(desk).waiting
    assert item.service.ends_on == date(2026, 11, 30), "a later setting moves no notice"
    before = reopen(today=date(2026, 11, 29))
    assert casework.show(before, no).standing.clock("right-review") is None
    after = reopen(today=date(2026, 11, 30))
    from petition_desk.services.deadlines import refresh

    assert refresh(after) == 1, "the passing of days alone serves it"
    (item,) = service_page(after).served
    assert item.service.served_on == date(2026, 11, 30)
    clock = casework.show(after, no).standing.clock("right-review")
    assert clock is not None
    assert clock.started_on == date(2026, 11, 30)


def test_several_addressees_are_served_one_by_one_and_the_last_counts(desk: Desk) -> None:
    two = [{"name": "张三", "address": "甲村1号"}, {"name": "欧阳娜娜", "address": "乙村2号"}]
    no = an_opinion(desk, petitioners=two)
    assert states(desk) == [("张三", "to-send"), ("欧阳娜娜", "to-send")]
    raw = {"way": "当面", "result": "本人签收", "addressee": "张三"}
    card = right_after(desk, no, OPINION, raw, on=date(2026, 11, 18))
    assert card is not None
    assert (card.answer, card.waits_for) == ("还有人没有送达", "欧阳**")
    record_service(desk, no, OPINION, raw, on=date(2026, 11, 18))
    assert rights_running(desk, no, OPINION) is None
    raw = {"way": "邮寄", "result": "本人签收", "addressee": "欧阳娜娜"}
    record_service(desk, no, OPINION, raw, on=FRIDAY)
    clock = casework.show(desk, no).standing.clock("right-review")
    assert clock is not None
    assert clock.started_on == FRIDAY
    assert states(desk) == [("欧阳娜娜", "served"), ("张三", "served")]


def test_a_day_off_serves_and_the_right_rolls(desk: Desk) -> None:
    no = an_opinion(desk, date(2026, 11, 6))
    raw = {"way": "当面", "result": "本人签收"}
    card = right_after(desk, no, OPINION, raw, on=date(2026, 11, 14))
    assert card is not None
    assert card.answer == "至 2026-12-14 周一 可申请复查"
    card = right_after(desk, no, OPINION, raw, on=date(2026, 11, 13))
    assert card is not None
    assert card.answer == "至 2026-12-14 周一 可申请复查", "12-13 is a Sunday"


def test_a_day_before_the_letter_is_refused_and_nothing_is_recorded(desk: Desk) -> None:
    no = an_opinion(desk)
    raw = {"way": "当面", "result": "本人签收"}
    for act in (right_after, record_service):
        with pytest.raises(InputError, match="早于文书出具日期") as refused:
            act(desk, no, OPINION, raw, on=date(2026, 11, 11))
        assert refused.value.field == "日期"
    with pytest.raises(InputError, match="今天之后"):
        record_service(desk, no, OPINION, raw, on=date(2026, 11, 21))
    with pytest.raises((UnknownNameError, LawRefusalError)):
        record_service(desk, no, "没有这份", raw, on=FRIDAY)
    assert states(desk) == [("黄䶮", "to-send")]


def test_a_slip_is_attached_with_the_service_or_neither_is(desk: Desk, tmp_path: Path) -> None:
    no = an_opinion(desk)
    raw = {"way": "当面", "result": "本人签收"}
    broken = tmp_path / "slip.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 torn")
    with pytest.raises(InputError, match="损坏"):
        record_service(desk, no, OPINION, raw, on=FRIDAY, slip=broken)
    assert states(desk) == [("黄䶮", "to-send")]
    Image.new("L", (300, 400), 255).save(broken)
    record_service(desk, no, OPINION, raw, on=FRIDAY, slip=broken)
    (slip,) = attachments(desk, no)
    assert (slip.kind, slip.letter) == (AttachmentKind.RETURN_SLIP, OPINION)
    assert items(desk)[0].has_slip


@pytest.mark.parametrize("typed", ["EA123456789CN", " ea123456789cn ", OPINION, "XF2026-1"])
def test_a_scan_finds_a_service_by_waybill_letter_or_case(desk: Desk, typed: str) -> None:
    no = an_opinion(desk)
    post(desk, no, OPINION, {"waybill": "EA123456789CN"}, on=date(2026, 11, 13))
    (found,) = find_services(desk, typed)
    assert (found.local_no, found.service.letter) == (no, OPINION)
    assert find_services(desk, "EA000000000CN") == ()
    assert find_services(desk, "   ") == ()


def test_the_rate_counts_what_was_due_and_leaves_out_what_is_not(desk: Desk) -> None:
    first = an_opinion(desk, date(2026, 11, 6))
    rate = service_rate(desk, date(2026, 11, 1), date(2026, 11, 30))
    assert (rate.due, rate.served, rate.percent) == (1, 0, 0.0)
    record_service(desk, first, OPINION, {"way": "当面", "result": "本人签收"}, on=FRIDAY)
    raw = desks.registration(received_on="2026-11-18", petitioned_on="2026-11-18")
    fresh = intake.register(desk, raw).local_no
    values = {"kind": "notice", "number": "告1"}
    casework.record_step(desk, fresh, "issued", values, on=date(2026, 11, 19))
    rate = service_rate(desk, date(2026, 11, 1), date(2026, 11, 30))
    assert (rate.due, rate.served, rate.pending, rate.percent) == (1, 1, 1, 100.0)
    nothing = service_rate(desk, date(2025, 1, 1), date(2025, 1, 31))
    assert nothing.percent is None


def test_a_sealed_case_shows_its_number_alone_to_who_may_see_no_more(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    raw = desks.registration(matter_kind="检举控告", accused_unit="城关派出所")
    no = intake.register(desk, raw).local_no
    casework.record_step(desk, no, "issued", {"kind": "report-notice", "number": "密1"})
    post(desk, no, "密1", {"waybill": "EA123456789CN"})
    colleague = reopen(account=desks.COLLEAGUE)
    (item,) = service_page(colleague).waiting
    assert (item.local_no, item.title, item.name, item.is_hidden) == (no, "保密件", "", True)
    hidden = item.service
    told = (hidden.letter, hidden.kind, hidden.addressee, hidden.waybill, hidden.server)
    assert told == ("", "", "", "", "")
    for typed in ("EA123456789CN", "密1", no):
        assert find_services(colleague, typed) == ()
    with pytest.raises(InputError, match="没有要寄的"):
        mailing_list(colleague)


def test_the_list_for_the_post_office_tells_no_content(desk: Desk) -> None:
    import io

    import pikepdf

    an_opinion(desk)
    pdf = mailing_list(desk)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(file.pages) == 1


def test_the_sheet_is_of_a_letter_issued_here(desk: Desk) -> None:
    from petition_desk.services import letters

    raw = desks.registration()
    no = intake.register(desk, raw).local_no
    unit = {"unit": "城关派出所", "handler": "李四", "handler_phone": "0771-7654321"}
    casework.record_step(desk, no, "accepted", {"pathway": "31-6", **unit})
    letter = letters.issue(desk, no, "accept")
    assert service_sheet(desk, no, letter.number, {}).kind == "service"
    with pytest.raises(UnknownNameError):
        service_sheet(desk, no, "纸1", {})


def test_the_kept_sheet_is_printed_again_until_the_service_changes(desk: Desk) -> None:
    from petition_desk.services import letters

    people = [{"name": "黄䶮", "main": True}, {"name": "黄平"}]
    no = intake.register(desk, desks.registration(petitioners=people)).local_no
    unit = {"unit": "城关派出所", "handler": "李四", "handler_phone": "0771-7654321"}
    casework.record_step(desk, no, "accepted", {"pathway": "31-6", **unit})
    name = letters.issue(desk, no, "accept").number
    posted = {"way": "邮寄", "waybill": "EA111111111CN", "addressee": "黄平"}
    first = service_sheet(desk, no, name, posted)
    assert service_sheet(desk, no, name, posted).number == first.number, "no number is used up"
    others = [
        {**posted, "waybill": "EA222222222CN"},
        {**posted, "addressee": "黄䶮"},
        {"way": "当面", "addressee": "黄平"},
    ]
    numbers = [service_sheet(desk, no, name, raw).number for raw in others]
    assert len({first.number, *numbers}) == 4
    letter_voiding.void_letter(desk, no, first.number, "写错地址")
    assert service_sheet(desk, no, name, posted).number not in {first.number, *numbers}
    assert "黄平" in pdf_words(first.pdf)
    assert "黄䶮" not in pdf_words(first.pdf), "each addressee has a sheet of his own"


def pdf_words(pdf: bytes) -> str:
    """The text of a PDF without its spaces."""
    command = ["pdftotext", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return "".join(done.stdout.decode("utf-8").split())
