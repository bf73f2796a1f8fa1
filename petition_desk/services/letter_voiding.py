"""Voiding a letter: its record, number and bytes stay, what it did is taken back.

A letter is void from the day it is voided: its `issued` step is taken back (撤销), and with it the
act it was (an objection raised by its 异议函, an extension told by its notice), so that clocks
stand as without it. What reached the petitioner is not voided behind the petitioner's back: it is
put right by a further paper.
"""

from __future__ import annotations

from dataclasses import dataclass

from petition_desk.domain.kept_letters import KeptLetter, LetterHead
from petition_desk.domain.reading import Reading
from petition_desk.domain.retraction import RETRACTED, retraction_of, standing_steps
from petition_desk.domain.standing import Standing
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import SERVED_KINDS
from petition_desk.errors import InputError, LawRefusalError, UnknownNameError
from petition_desk.services.changes import Changes
from petition_desk.services.desk import Desk
from petition_desk.services.letter_acts import TOGETHER, act_kinds_of
from petition_desk.services.recording import append, check_step, loaded_for_work, typed_step
from petition_desk.storage.cases import StoredCase


class LetterHandedOverError(LawRefusalError):
    """A letter that the petitioner has cannot be voided (exit 3)."""

    def __init__(self, number: str) -> None:
        """Name the letter and the way out."""
        super().__init__(
            "本局规定：已经交付、寄出或者送达的文书不作废",
            f"{number} 已经告知或者送达，不能作废；写错的，另出文书更正；登记错的，先撤销那一步",
        )


@dataclass(frozen=True, slots=True)
class VoidedLetter:
    """A letter that was voided.

    Attributes:
        letter: As it is kept, without its bytes.
        taken_back: The steps that were taken back with it.
        standing: Of the case after it.
    """

    letter: LetterHead
    taken_back: tuple[Step, ...]
    standing: Standing


def void_letter(desk: Desk, no: str, number_or_kind: str, reason: str) -> VoidedLetter:
    """Void a letter of a case, named by its number or as the latest of its kind.

    Raises:
        UnknownNameError: the case has no such letter (exit 2).
        LetterHandedOverError: the petitioner has it (exit 3).
        InputError: no reason is given, or it is void already (exit 4).
    """
    if not reason.strip():
        raise InputError("作废的理由", "应当写明")
    with desk.begin() as work:
        stored = loaded_for_work(desk, work, no)
        letter = work.letters.find(stored.id, number_or_kind)
        if letter is None or letter.id is None:
            raise UnknownNameError("文书", number_or_kind)
        steps = _steps_of(desk, stored, letter)
        work.letters.void(letter.id, reason.strip())
        grown = stored
        standing = None
        for step in steps:
            raw = retraction_of(step, f"{_called(letter)}作废：{reason.strip()}")
            back = typed_step(desk, RETRACTED, raw, None)
            check_step(desk, grown, back)
            grown, standing = append(desk, work, grown, (back,))
        if standing is None:  # what was never recorded as a step moves nothing
            grown, standing = append(desk, work, grown, ())
        head = work.letters.head(letter.id)
        work.commit()
    desk.announce(Changes.of_case(stored.id))
    return VoidedLetter(head, steps, standing)


def _steps_of(desk: Desk, stored: StoredCase, letter: KeptLetter) -> tuple[Step, ...]:
    """The step that issued a letter, and the act recorded together with it.

    Raises:
        LetterHandedOverError, InputError: as `void_letter`.
    """
    if letter.is_void:
        raise InputError("文书", f"{_called(letter)}已经作废")
    today = desk.clock.today()
    for issued in Reading(stored.case, stored.steps, today).letters:
        if issued.number == letter.number and issued.kind == letter.kind:
            told = issued.notified_on is not None or issued.served_on is not None
            if told and letter.kind in SERVED_KINDS and letter.number:
                raise LetterHandedOverError(letter.number)
    standing = standing_steps(stored.steps)
    found = [step for step in standing if _is_issue_of(step, letter)]
    if not found:
        return ()
    issue = found[-1]
    acts = [
        step
        for step in standing
        if step.kind in act_kinds_of(letter.kind)
        and step.on == issue.on
        and abs(issue.recorded_at - step.recorded_at) <= TOGETHER
    ]
    return (issue, *acts[-1:])


def _is_issue_of(step: Step, letter: KeptLetter) -> bool:
    is_same = step.kind == "issued" and step.text("kind") == letter.kind
    if not is_same or step.text("number") != letter.number:
        return False
    return bool(letter.number) or abs(step.recorded_at - letter.issued_at) <= TOGETHER


def _called(letter: LetterHead) -> str:
    return letter.number or letter.title
