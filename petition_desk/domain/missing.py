"""What a case still owes: facts never given (待补全), and what must be there before closing."""

from __future__ import annotations

from dataclasses import dataclass

from petition_desk.domain.clocks import ClockStanding
from petition_desk.domain.reading import Reading
from petition_desk.domain.vocabulary import ClockState, Pathway


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing still owed. `is_fact` marks a fact of the case, else an act or paper."""

    id: str
    label: str
    is_fact: bool = False


def owed_facts(reading: Reading) -> tuple[Missing, ...]:
    """Facts that are not needed to register but are owed (待补全)."""
    case = reading.case
    person = case.main_petitioner
    owed: list[tuple[str, str, bool]] = [
        ("petitioner.name", "姓名", not case.is_anonymous and (person is None or not person.name)),
        ("case.petitioned_on", "提出日期", case.petitioned_on is None),
        ("case.matter_kind", "事项类别", case.matter_kind is None),
        ("case.content", "事实和理由", not case.content),
        ("case.demands", "诉求", not case.demands),
        (
            "petitioner.address",
            "住址或者电话",
            person is not None
            and not (person.address or person.mailing_address or person.mobile or person.telephone),
        ),
    ]
    return tuple(Missing(key, label, is_fact=True) for key, label, is_owed in owed if is_owed)


def missing_in(reading: Reading, clocks: tuple[ClockStanding, ...]) -> tuple[Missing, ...]:
    """What is still missing before the case can be closed; nothing for a void one."""
    if reading.is_void:
        return ()
    acts: list[Missing] = []
    if not reading.is_withdrawn and not reading.is_decided:
        acts.append(Missing("screened", "办理途径（甄别）"))
    # Whoever withdraws is still to be told in writing, as long as that clock runs.
    if any(clock.rule.id.startswith("notify-") and clock.is_open for clock in clocks):
        acts.append(Missing("notice", "书面告知"))
    if not reading.is_withdrawn:
        acts.extend(_answer(reading))
    acts.extend(_service(reading))
    acts.extend(_handing_on(reading))
    acts.extend(_after(reading, clocks))
    return (*owed_facts(reading), *acts)


def _answer(reading: Reading) -> list[Missing]:
    found = []
    wants_opinion = reading.has_pathway(Pathway.PETITION) and not reading.is_settled
    if wants_opinion and not reading.letters_of("opinion"):
        found.append(Missing("opinion", "处理意见书（逐项答复）"))
    is_done = bool(reading.letters_of("duty-reply") or reading.all_of("carried-out"))
    if reading.has_pathway(Pathway.DUTY) and not is_done:
        found.append(Missing("duty-reply", "履行职责答复书"))
    if reading.has_pathway(Pathway.SUGGESTION) and not reading.letters_of("reply"):
        found.append(Missing("reply", "建议意见答复函"))
    return found


def _service(reading: Reading) -> list[Missing]:
    # One line for all letters alike: the list of letters beside it says which.
    found = []
    if any(letter.is_notice and letter.served_on is None for letter in reading.letters):
        found.append(Missing("served", "送达"))
    if any(letter.awaits_result for letter in reading.letters):
        found.append(Missing("slip", "送达回证"))
    return found


def _handing_on(reading: Reading) -> list[Missing]:
    found = []
    handed_over = reading.all_of("handed-over")
    if handed_over and not any(step.text("receipt_no") for step in handed_over):
        found.append(Missing("receipt", "移送回执编号"))
    if reading.case.must_report_back and not reading.letters_of("close-report"):
        found.append(Missing("close-report", "办结报告"))
    return found


def _after(reading: Reading, clocks: tuple[ClockStanding, ...]) -> list[Missing]:
    found = []
    is_supported = any(letter.is_supporting for letter in reading.letters_of("opinion"))
    if is_supported and not reading.all_of("carried-out"):
        found.append(Missing("carried-out", "意见落实"))
    if not reading.all_of("entered-nationally") and not reading.case.official_letter_no:
        found.append(Missing("entered-nationally", "录入国网的编号和日期"))
    is_asked = any(
        clock.rule.id == "callback" and clock.state is not ClockState.EXEMPT for clock in clocks
    )
    if is_asked and not reading.all_of("follow-up"):
        found.append(Missing("follow-up", "回访"))
    return found
