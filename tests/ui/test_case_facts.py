"""Completing and amending the facts of a case in the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from petition_desk.services import casework, intake
from petition_desk.services.desk import Desk
from petition_desk.ui.screens.base import Place, ScreenContext
from petition_desk.ui.screens.case import CaseScreen
from tests import desks
from tests.ui.case_words import words_in
from tests.ui.keyboard import CTRL, Key, press, say, shown


@pytest.fixture
def number(desk: Desk) -> str:
    raw = desks.registration(
        summary="黄䶮反映户口登记姓名用字错误", demands=["更正姓名", "书面道歉"]
    )
    return intake.register(desk, raw).local_no


@pytest.fixture
def screen(
    qtbot: QtBot, context: ScreenContext, number: str, settled: Callable[[], None]
) -> Iterator[CaseScreen]:
    made = CaseScreen(context)
    shown(qtbot, made)
    made.open_at(Place("case", number))
    settled()
    yield made
    made.close()


def test_owed_facts_are_completed_and_only_what_changed_is_sent(
    qtbot: QtBot, desk: Desk, context: ScreenContext, settled: Callable[[], None]
) -> None:
    raw = {
        "channel": "来信",
        "source": "本局直接",
        "received_on": "2026-11-10",
        "summary": "反映噪音",
    }
    owing = intake.register(desk, {**raw, "petitioners": [{"name": "周小明"}]}).local_no
    made = CaseScreen(context)
    shown(qtbot, made)
    made.open_at(Place("case", owing, "facts"))
    settled()
    panel = made.acts.facts_panel
    assert panel is not None
    assert panel.isVisible()
    assert panel.changes() == {}
    assert "周小明" not in words_in(made)
    panel.what.content.setPlainText("夜间施工噪音扰民。")
    panel.who.mobile.setFocus()
    say("13900001111")
    panel.more.petitioned.setText("2026-11-08")
    assert set(panel.changes()) == {"content", "petitioners", "petitioned_on"}
    press(Key.Key_Return, mod=CTRL)
    settled()
    case = casework.show(desk, owing).case
    assert case.content == "夜间施工噪音扰民。"
    assert case.petitioners[0].mobile == "13900001111"
    assert case.petitioners[0].name == "周小明"
    assert case.petitioned_on is not None
    made.close()


def test_a_fault_of_a_fact_stands_under_its_field_and_nothing_is_kept(
    desk: Desk, screen: CaseScreen, number: str, settled: Callable[[], None]
) -> None:
    screen.acts.edit_facts()
    settled()
    panel = screen.acts.facts_panel
    assert panel is not None
    panel.what.summary.clear()
    panel.save()
    settled()
    assert panel.isVisible()
    assert panel.what.fields["summary"].note.text
    assert casework.show(desk, number).case.summary.startswith("黄䶮")


def test_a_demand_is_not_deleted_by_editing(
    screen: CaseScreen, settled: Callable[[], None]
) -> None:
    screen.acts.edit_facts()
    settled()
    panel = screen.acts.facts_panel
    assert panel is not None
    panel.what.demands.lines[1].clear()
    panel.save()
    assert "不能删除" in panel.what.fields["demands"].note.text


def test_an_extension_is_one_act_and_goes_on_to_its_letter(
    qtbot: QtBot, desk: Desk, screen: CaseScreen, number: str, settled: Callable[[], None]
) -> None:
    handler = {"unit": "户政中心", "handler": "赵警官", "handler_phone": "0771-2345678"}
    casework.record_step(desk, number, "accepted", {"pathway": "31-6", **handler})
    screen.refresh()
    settled()
    extend = next(act for act in screen.view.standing.lawful_next if act.id == "extend")
    screen.acts.do(extend)
    form = screen.acts.step_panel.form
    form.set_typed(
        {"days": "20", "approver": "局长", "reason": "需向外省调取原始户籍底册，尚未回函"}
    )
    with qtbot.waitSignal(screen.place_requested) as asked:
        press(Key.Key_Return, mod=CTRL)
    settled()
    letter = casework.show(desk, number).letters[-1]
    assert letter.kind == "extend"
    assert asked.args == [Place("letter", number, "extend", {"issued": letter.number})]


def test_a_voided_case_keeps_its_number_and_offers_nothing(
    qtbot: QtBot, screen: CaseScreen, number: str, settled: Callable[[], None]
) -> None:
    screen.acts.ask_step("voided")
    screen.acts.step_panel.form.set_typed({"reason": "重复登记"})
    with qtbot.waitSignal(screen.toast_requested) as said:
        press(Key.Key_Return, mod=CTRL)
    settled()
    assert said.args[0].text == f"{number} 已作废，编号保留"
    assert screen.head.state.accessibleName() == "作废"
    assert screen.foot.primary is None


def test_coming_back_does_not_ask_for_the_step_again(
    screen: CaseScreen, number: str, settled: Callable[[], None]
) -> None:
    place = Place("case", number, "lead")
    screen.open_at(place)
    settled()
    screen.acts.step_panel.close_panel()
    screen.open_at(place)
    settled()
    assert not screen.acts.step_panel.isVisible()
    screen.open_at(Place("case", number, "lead"))
    settled()
    assert screen.acts.step_panel.isVisible()
