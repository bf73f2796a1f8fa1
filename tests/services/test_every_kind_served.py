"""Every kind that moves a clock is issued and, where it goes to a petitioner, served.

The cases are those of the self-test, so that a new kind is played here as soon as it is tried
there. What each kind does to which clock stands in one table below.
"""

from __future__ import annotations

from datetime import date

import pytest

from petition_desk.documents.letters import LETTER_KINDS
from petition_desk.domain.letter_services import ServiceState
from petition_desk.domain.vocabulary import NOTICE_KINDS, SERVED_KINDS
from petition_desk.services import casework, intake, letters, settings
from petition_desk.services.desk import Desk
from petition_desk.services.self_test_letters import DAY, TRIALS, Trial
from petition_desk.services.service import post, record_service, rights_running, service_page
from tests.desks import TODAY

TRIAL_OF = {trial.kind: trial for trial in TRIALS}
#: A piece that repeats another is answered by a notice of its own; the case it repeats is played
#: first.
PETITIONER = {"name": "欧阳䶮", "address": "某某县城关镇1号"}

#: kind → clock → its state once the letter is issued, and once it is served.
EFFECTS: dict[str, dict[str, tuple[str, str]]] = {
    **{kind: {"notify-direct": ("running", "met")} for kind in sorted(NOTICE_KINDS)},
    "opinion": {
        "notify-direct": ("running", "met"),
        "handle": ("met", "met"),
        "right-review": ("", "running"),
    },
    "duty-reply": {"notify-direct": ("running", "met"), "duty": ("running", "met")},
    "reply": {"notify-direct": ("running", "met"), "suggestion-reply": ("met", "met")},
    "extend": {"handle": ("replaced", "replaced"), "handle-extended": ("running", "running")},
    "review": {"review": ("met", "met"), "right-recheck": ("", "running")},
    "recheck": {"recheck": ("met", "met"), "right-recheck": ("", "")},
    "report-result": {},
    "hearing": {},
    "objection": {"object-assigned": ("met", "met")},
    "dispatch": {"feedback": ("running", "running")},
    "urgent-report": {"urgent": ("met", "met")},
    "close-report": {"report-back": ("met", "met")},
}


def brought(desk: Desk, trial: Trial) -> str:
    """Bring a case to its letter."""
    no = registered(desk, trial)
    for kind, values in (each for each in (trial.step, trial.then) if each is not None):
        casework.record_step(desk, no, kind, values)
    return no


def played(desk: Desk, trial: Trial, number: str = "") -> tuple[str, str]:
    """Issue the letter too; the case and what the letter is called."""
    no = number or brought(desk, trial)
    known = {key: text.replace(DAY, TODAY.isoformat()) for key, text in trial.values.items()}
    letter = letters.issue(desk, no, trial.kind, known)
    return no, letter.number or letter.kind


def registered(desk: Desk, trial: Trial) -> str:
    demand = {"text": "说明原因", "pathway": trial.pathway} if trial.pathway else "说明原因"
    form = {
        "channel": "来访", "source": "本局直接", "people_count": 1, "matter_kind": "申诉求决",
        "received_on": TODAY.isoformat(), "petitioned_on": TODAY.isoformat(),
        "summary": "说明原因", "content": "事实和理由。", "demands": [demand],
        "petitioners": [PETITIONER], **trial.form,
    }  # fmt: skip
    if form.get("must_report_back"):
        form["report_back_on"] = "2026-12-10"
    if form.get("repeat_of"):
        intake.register(desk, {**form, "repeat_of": ""})
    return intake.register(desk, form).local_no


def extended(desk: Desk) -> tuple[str, str]:
    """The whole act of art. 34, which issues its notice."""
    accepted = TRIAL_OF["accept"]
    no, _ = played(desk, accepted)
    values = {"days": "30", "reason": "需等待鉴定意见", "approver": "周局长"}
    letter = casework.record_step(desk, no, "extended", values).letter
    assert letter is not None
    return no, letter.number


def state_of(desk: Desk, no: str, rule: str) -> str:
    clock = casework.show(desk, no).standing.clock(rule)
    return clock.state.value if clock is not None else ""


@pytest.fixture(autouse=True)
def _reconsideration(desk: Desk) -> None:
    """A refusing answer names the body of 行政复议."""
    settings.set_setting(desk, "office.reconsideration_body.name", "某某县人民政府")


def test_every_kind_with_an_effect_is_in_the_table() -> None:
    assert set(EFFECTS) >= SERVED_KINDS
    assert set(TRIAL_OF) | {"extend", "service"} == {kind.id for kind in LETTER_KINDS}


@pytest.mark.parametrize("kind", sorted(EFFECTS))
def test_a_letter_moves_its_clocks_when_it_is_issued_and_when_it_is_served(
    desk: Desk, kind: str
) -> None:
    no, letter = extended(desk) if kind == "extend" else played(desk, TRIAL_OF[kind])
    for rule, (issued, _) in EFFECTS[kind].items():
        assert state_of(desk, no, rule) == issued, f"{rule} once {kind} is issued"
    if kind not in SERVED_KINDS:
        return
    (item,) = [one for one in service_page(desk).to_do if one.service.letter == letter]
    assert (item.local_no, item.service.limit_on) == (no, date(2026, 11, 27))
    post(desk, no, letter, {"waybill": "EA123456789CN"})
    (item,) = [one for one in service_page(desk).waiting if one.service.letter == letter]
    assert item.service.state is ServiceState.SENT
    raw = {"way": "邮寄", "result": "他人代收", "receiver": "欧阳母", "relation": "母亲"}
    record_service(desk, no, letter, raw)
    (item,) = [one for one in service_page(desk).served if one.service.letter == letter]
    assert item.service.served_on == TODAY
    for rule, (_, served) in EFFECTS[kind].items():
        assert state_of(desk, no, rule) == served, f"{rule} once {kind} is served"
    assert (rights_running(desk, no, letter) is not None) is (kind in ("opinion", "review"))


@pytest.mark.parametrize("kind", sorted(set(TRIAL_OF) - set(EFFECTS)))
def test_a_paper_without_an_effect_asks_for_no_service(desk: Desk, kind: str) -> None:
    no = brought(desk, TRIAL_OF[kind])
    before = {clock.rule.id: clock.state for clock in casework.show(desk, no).standing.clocks}
    _, letter = played(desk, TRIAL_OF[kind], no)
    assert letter not in {item.service.letter for item in service_page(desk).to_do}
    after = {clock.rule.id: clock.state for clock in casework.show(desk, no).standing.clocks}
    assert after == before
