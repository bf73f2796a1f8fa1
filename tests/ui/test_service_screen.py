"""送达: late ones first, the form asks what the law asks, the right stands there at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from petition_desk.services import casework, intake
from petition_desk.services.attachments import attachments
from petition_desk.services.desk import Desk
from petition_desk.services.service import service_page
from petition_desk.services.settings import set_setting
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.service import ServiceScreen
from petition_desk.ui.screens.service.choices import asked_of, results_of
from petition_desk.ui.widgets.toast import ToastNote
from tests import desks

KEY = Qt.Key
OPINION = "某公信意〔2026〕87号"


def an_opinion(desk: Desk, number: str, on: date, **facts: object) -> str:
    raw = desks.registration(received_on="2026-10-09", petitioned_on="2026-10-09", **facts)
    no = intake.register(desk, raw).local_no
    unit = {"unit": "城关派出所", "handler": "李四", "handler_phone": "0771-7654321"}
    casework.record_step(desk, no, "accepted", {"pathway": "31-6", **unit}, on=date(2026, 10, 12))
    values = {"kind": "opinion", "number": number, "result": "不予支持"}
    casework.record_step(desk, no, "issued", values, on=on)
    return no


@pytest.fixture
def cases(desk: Desk) -> list[str]:
    """An opinion that is late, one that is not, and a confidential notice."""
    late = an_opinion(desk, OPINION, date(2026, 11, 12))
    fresh = an_opinion(desk, "某公信意〔2026〕88号", date(2026, 11, 16))
    return [late, fresh]


@pytest.fixture
def screen(
    qtbot: QtBot, context: ScreenContext, cases: list[str], settled: Callable[[], None]
) -> Iterator[ServiceScreen]:
    made = ServiceScreen(context)
    qtbot.addWidget(made)
    made.resize(1222, 692)
    made.show()
    made.activateWindow()
    made.open_at(Place("service"))
    settled()
    made.list.setFocus()
    yield made
    made.close()


@pytest.fixture
def answered(
    qtbot: QtBot, screen: ServiceScreen, settled: Callable[[], None]
) -> Callable[[], None]:
    """Wait until the right was asked for, and answered."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not screen.recording.is_waiting, timeout=10_000)
        settled()

    return wait


def test_the_late_one_is_the_current_row_and_the_head_counts(
    screen: ServiceScreen, cases: list[str]
) -> None:
    QAbstractItemModelTester(screen.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    item = screen.current_item()
    assert item is not None
    assert (item.local_no, item.days_left) == (cases[0], -1)
    spoken = screen.model.data(screen.list.currentIndex())
    assert spoken.startswith("逾期 1 天 信访处理意见书")
    assert "黄䶮" not in spoken


def test_the_right_and_its_last_day_stand_there_before_anything_is_recorded(
    screen: ServiceScreen, desk: Desk, answered: Callable[[], None]
) -> None:
    answered()
    card = screen.panel.right
    assert card.isVisible()
    assert card.answer.text() == "至 2026-12-21 周一 可申请复查"
    assert card.body_words.text() == "向某某市公安局提出"
    assert service_page(desk).open_total == 2


def test_keys_alone_serve_a_letter(
    qtbot: QtBot, screen: ServiceScreen, desk: Desk, answered: Callable[[], None], cases: list[str]
) -> None:
    said: list[ToastNote] = []
    screen.toast_requested.connect(said.append)
    QTest.keyClick(screen.list, KEY.Key_1)
    assert screen.panel.form.result.hasFocus(), "the digit chose the way and went on"
    QTest.keyClick(screen.panel.form.result, KEY.Key_1)
    QTest.keyClick(screen.panel.form.day, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    answered()
    page = service_page(desk)
    assert [item.local_no for item in page.served] == [cases[0]]
    assert screen.current_item() is not None
    assert "本人签收" in said[-1].text
    gone: list[Place] = []
    screen.place_requested.connect(gone.append)
    assert said[-1].act is not None
    said[-1].act()
    assert gone == [Place("letter", cases[0], "card")], "the card tells the last day of the right"
    assert "黄" not in said[-1].text, "no name in a toast"


def test_what_is_asked_follows_way_and_result(screen: ServiceScreen) -> None:
    form = screen.panel.form

    def shown() -> list[str]:
        return [key for key in form.texts if form.fields[key].isVisibleTo(form)]

    form.choose_way(0)
    assert shown() == []
    form.result.set_value("他人代收")
    form.result.chosen.emit("他人代收")
    assert shown() == ["receiver", "relation", "reason"]
    form.choose_way(1)
    assert form.is_sending, "what was never sent is sent first"
    assert shown() == ["waybill"]
    form.choose_way(2)
    assert shown() == ["reason", "witness"]
    form.choose_way(3)
    form.other.set_value("公告")
    form.other.chosen.emit("公告")
    assert shown() == ["days"]
    assert form.texts["days"].text() == "30"
    assert results_of("公告") == ()
    assert asked_of("当面", "退件").required == {"reason"}
    form.other.set_value("电子")
    form.other.chosen.emit("电子")
    assert shown() == ["consent"]
    assert form.asked().required == {"consent"}
    form.other.set_value("委托")
    form.other.chosen.emit("委托")
    assert shown() == ["entrusted"]
    assert asked_of("委托", "本人签收").required == set(), "it may stand with the sending"


def test_an_empty_field_and_a_day_before_the_letter_are_said_at_their_fields(
    screen: ServiceScreen, desk: Desk, answered: Callable[[], None]
) -> None:
    form = screen.panel.form
    form.choose_way(1)
    screen.recording.record()
    assert form.fields["waybill"].note.text == "必须填写"
    form.choose_way(0)
    form.day.set_day(date(2026, 11, 11))
    form.changed.emit()
    answered()
    assert "早于文书出具日期" in form.fields["on"].note.text, "said while it is typed"
    screen.recording.record()
    answered()
    assert "早于文书出具日期" in form.fields["on"].note.text
    assert service_page(desk).open_total == 2


def test_a_scanned_waybill_posts_the_current_letter_and_finds_it_again(
    screen: ServiceScreen, desk: Desk, answered: Callable[[], None], cases: list[str]
) -> None:
    QTest.keyClick(screen.list, KEY.Key_Slash)
    assert screen.scan.edit.hasFocus()
    QTest.keyClicks(screen.scan.edit, "ea123456789cn")
    QTest.keyClick(screen.scan.edit, KEY.Key_Return)
    answered()
    assert screen.panel.form.texts["waybill"].text() == "EA123456789CN"
    assert screen.panel.form.is_sending
    screen.recording.record()
    answered()
    (item,) = service_page(desk).waiting
    assert (item.local_no, item.service.waybill) == (cases[0], "EA123456789CN")
    screen.look_for("EA123456789CN")
    answered()
    current = screen.current_item()
    assert current is not None
    assert current.local_no == cases[0]
    assert screen.panel.form.texts["waybill"].text() == "EA123456789CN"
    assert not screen.panel.form.is_sending, "now its result is asked for"
    screen.look_for("没有的号")
    answered()
    assert screen.scan.note.text == "没有这个邮件号、文号或者编号"


def test_a_posting_is_taken_back_from_its_toast(
    screen: ServiceScreen, desk: Desk, answered: Callable[[], None]
) -> None:
    said: list[ToastNote] = []
    screen.toast_requested.connect(said.append)
    screen.panel.form.take_waybill("EA123456789CN")
    screen.recording.record()
    answered()
    assert len(service_page(desk).waiting) == 1
    assert (said[-1].act_word, said[-1].act is None) == ("撤销", False)
    if said[-1].act is not None:
        said[-1].act()
    answered()
    page = service_page(desk)
    assert (len(page.to_do), len(page.waiting)) == (2, 0)


def test_what_was_served_long_ago_is_found_and_shown(
    screen: ServiceScreen, desk: Desk, answered: Callable[[], None], cases: list[str]
) -> None:
    raw = {"letter": "某公信意〔2026〕88号", "way": "当面", "result": "本人签收"}
    casework.record_step(desk, cases[1], "served", raw, on=date(2026, 11, 16))
    old = an_opinion(desk, "旧1", date(2026, 10, 20))
    casework.record_step(desk, old, "served", {**raw, "letter": "旧1"}, on=date(2026, 10, 21))
    screen.refresh()
    answered()
    screen.look_for("旧1")
    answered()
    current = screen.current_item()
    assert current is not None
    assert current.service.letter == "旧1"
    assert not screen.panel.form.isVisible()
    assert "2026-10-21 已送达" in screen.panel.done.text()
    assert screen.panel.right.isVisible(), "the right it started"


def test_typing_survives_a_refresh(screen: ServiceScreen, answered: Callable[[], None]) -> None:
    form = screen.panel.form
    form.choose_way(1)
    form.texts["waybill"].setText("EA1")
    screen.refresh()
    answered()
    assert form.texts["waybill"].text() == "EA1"


def test_a_slip_is_offered_by_the_scanner_and_attached_with_the_service(
    screen: ServiceScreen,
    desk: Desk,
    answered: Callable[[], None],
    cases: list[str],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    folder = tmp_path / "扫描"
    folder.mkdir()
    Image.new("L", (200, 300), 255).save(folder / "scan1.png")
    set_setting(desk, "attachments.scanner_folder", str(folder))
    qtbot.waitUntil(lambda: "1 个新文件" in screen.panel.form.slip.says.text(), timeout=10_000)
    assert screen.panel.form.slip.path is None, "offered, not taken"
    actions = screen.panel.form.slip.menu().actions()
    assert actions[0].text().startswith("scan1.png")
    actions[0].trigger()
    screen.recording.record()
    answered()
    (slip,) = attachments(desk, cases[0])
    assert (slip.kind.value, slip.letter) == ("送达回证", OPINION)
    assert (folder / "scan1.png").exists()


def test_a_broken_slip_is_said_at_its_field_and_nothing_is_recorded(
    screen: ServiceScreen, desk: Desk, answered: Callable[[], None], tmp_path: Path
) -> None:
    broken = tmp_path / "torn.jpg"
    broken.write_bytes(b"\xff\xd8\xff torn")
    screen.panel.form.slip.set_path(broken)
    screen.recording.record()
    answered()
    assert "损坏" in screen.panel.form.fields["slip"].note.text
    assert service_page(desk).open_total == 2


def test_a_slip_that_comes_back_later_is_attached_to_its_service(
    screen: ServiceScreen,
    desk: Desk,
    answered: Callable[[], None],
    cases: list[str],
    tmp_path: Path,
) -> None:
    QTest.keyClick(screen.panel.form.day, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    answered()
    screen.look_for(OPINION)
    answered()
    assert "回证未附" in screen.panel.done.text()
    assert screen.panel.record_button.text() == "补附回证…"
    broken = tmp_path / "slip.jpg"
    broken.write_bytes(b"\xff\xd8\xff torn")
    screen.panel.slip_dropped.emit(broken)
    answered()
    assert "损坏" in screen.panel.note.text
    Image.new("L", (200, 300), 255).save(broken)
    screen.panel.slip_dropped.emit(broken)
    answered()
    (slip,) = attachments(desk, cases[0])
    assert (slip.letter, slip.addressee) == (OPINION, "黄䶮")
    screen.look_for(OPINION)
    answered()
    assert "回证已附" in screen.panel.done.text()
    assert not screen.panel.record_button.isEnabled()


def test_a_confidential_row_shows_its_number_alone(
    qtbot: QtBot, template: Path, tmp_path: Path, desk: Desk, context: ScreenContext,
    settled: Callable[[], None],
) -> None:  # fmt: skip
    raw = desks.registration(matter_kind="检举控告", accused_unit="城关派出所")
    no = intake.register(desk, raw).local_no
    casework.record_step(desk, no, "issued", {"kind": "report-notice", "number": "密1"})
    item = service_page(desk).to_do[0]
    from dataclasses import replace

    hidden = replace(item, is_hidden=True, title="保密件", name="")
    made = ServiceScreen(context)
    qtbot.addWidget(made)
    made.show()
    made.recording.open_for(hidden)
    settled()
    assert made.panel.title.text() == "保密件"
    assert no in made.panel.about.text()
    assert not made.panel.record_button.isEnabled()
    assert not made.panel.form.isVisible()
    made.close()
