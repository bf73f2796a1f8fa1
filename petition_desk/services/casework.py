"""Working on a case: show it, record a step, complete its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from petition_desk.clock import day_of
from petition_desk.domain.attachments import Attachment
from petition_desk.domain.case import Case
from petition_desk.domain.case_form import read_case_form
from petition_desk.domain.case_sheet import case_as_form
from petition_desk.domain.corrections import CORRECTABLE
from petition_desk.domain.kept_letters import KeptLetter, LetterHead
from petition_desk.domain.reading import as_of
from petition_desk.domain.retraction import RETRACTED, retraction_of, standing_steps, target_of
from petition_desk.domain.standing import Standing
from petition_desk.domain.steps import Step, in_order
from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.errors import FieldFault, InputError
from petition_desk.services.changes import Changes
from petition_desk.services.deadlines import (
    MovedDate,
    moved_dates,
    standing_of,
    write_standing,
)
from petition_desk.services.desk import Desk
from petition_desk.services.extension import extend
from petition_desk.services.letter_acts import TOGETHER, act_kinds_of
from petition_desk.services.other_rights import RightAtStake, at_stake
from petition_desk.services.recording import (
    append,
    check_step,
    completed,
    loaded,
    loaded_for_work,
    typed_step,
    with_companions,
)
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as an account may see it.

    `is_withheld` means a confidential case and no right to it: `case` then carries its number and
    day of receipt alone, `steps` and `letters` are empty, and only the clocks tell anything.
    `rights` are the other rights that a challenged paper puts at stake, the nearest last day first.
    """

    case: Case
    steps: tuple[Step, ...]
    letters: tuple[LetterHead, ...]
    standing: Standing
    is_withheld: bool
    rights: tuple[RightAtStake, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def standing_steps(self) -> tuple[Step, ...]:
        """The steps that hold: without those that were taken back."""
        return standing_steps(self.steps)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording a step did: the step, where the case stands now, which dates moved, and the
    letter that the act issued (延期告知书), if any.
    """

    step: Step
    standing: Standing
    moved: tuple[MovedDate, ...]
    letter: KeptLetter | None = None


def show(desk: Desk, no: str, on: date | None = None) -> CaseView:
    """A case as it stands on a day, today by default; later steps are left out.

    Raises:
        UnknownCaseError: no such number (exit 2).
    """
    day = on or desk.clock.today()
    with desk.reading() as work:
        stored = loaded(work, no)
        letters = tuple(work.letters.of_case(stored.id))
        attached = tuple(work.attachments.of_case(stored.id))
    standing = standing_of(desk, stored, day)
    if not desk.may_see(is_sealed=stored.is_sealed):
        return CaseView(withheld(stored.case), (), (), replace(standing, lawful_next=()), True)
    case = as_of(stored.case, stored.steps, day)
    return CaseView(
        case=case,
        steps=in_order(stored.steps, until=day),
        letters=tuple(letter for letter in letters if letter.issued_on <= day),
        standing=standing,
        is_withheld=False,
        attachments=tuple(one for one in attached if day_of(one.added_at) <= day),
        rights=at_stake(case, desk.calendar()),
    )


def withheld(case: Case) -> Case:
    """A confidential case as everybody may know it: its number and its clock, nothing else."""
    return Case(
        local_no=case.local_no,
        received_on=case.received_on,
        registered_at=case.registered_at,
        id=case.id,
        summary="保密件",
        is_confidential=True,
    )


def record_step(
    desk: Desk,
    no: str,
    kind: str,
    raw: Mapping[str, str],
    *,
    on: date | None = None,
    note: str = "",
    violation: str = "",
) -> Recorded:
    """Record what was done.

    A step the law forbids is refused with the article; what happened all the same is recorded
    when `violation` gives the reason, and nothing is issued by it. `extended` is the whole act of
    art. 34: it issues the notice too, unless `number` says that one was made on paper in time.

    Raises:
        UsageError: unknown number or kind (exit 2).
        LawRefusalError: the law or a rule of the office forbids it (exit 3).
        InputError: fields that do not fit, a date after today (exit 4).
    """
    raw = completed(desk, kind, raw)
    with desk.begin() as work:
        stored = loaded_for_work(desk, work, no)
        step = typed_step(desk, kind, raw, on, note, violation)
        check_step(desk, stored, step)
        _refuse_parting_act_and_letter(work, stored, step)
        before = standing_of(desk, stored)
        steps = with_companions(stored, step, desk.clock.today())
        grown, after = append(desk, work, stored, steps)
        letter = None
        if kind == "extended" and not violation and not step.text("number"):
            letter, grown, after = extend(desk, work, grown)
        work.commit()
    desk.announce(Changes.of_case(stored.id))
    kept = next(each for each in reversed(grown.steps) if each.kind == kind)
    return Recorded(kept, after, moved_dates(before, after), letter)


def _refuse_parting_act_and_letter(work: UnitOfWork, stored: StoredCase, step: Step) -> None:
    """Refuse to take a letter's issue back, or the act it was, while the letter stands.

    Raises:
        InputError: naming the letter that is to be voided instead (exit 4).
    """
    target = target_of(stored.steps, step) if step.kind == RETRACTED else None
    if target is None:
        return
    for issued in standing_steps(stored.steps):
        if issued.kind != "issued" or not _is_act_of(target, issued):
            continue
        letter = issued.text("number") or LETTER_LABELS.get(issued.text("kind"), "")
        kept = work.letters.find(stored.id, issued.text("number") or issued.text("kind"))
        if kept is not None and not kept.is_void:
            raise InputError("撤销哪一步", f"这一步随 {letter} 一并作出：作废这份文书，就一并撤销")


def _is_act_of(step: Step, issued: Step) -> bool:
    is_own = step.kind in act_kinds_of(issued.text("kind"))
    return step == issued or (is_own and abs(issued.recorded_at - step.recorded_at) <= TOGETHER)


def take_back(desk: Desk, no: str, step: Step, reason: str) -> Recorded:
    """Take a step back that should not have been recorded (撤销); both stay on the timeline.

    Raises:
        UnknownCaseError: no such number (exit 2).
        InputError: it is not there, or was taken back already (exit 4).
    """
    return record_step(desk, no, RETRACTED, retraction_of(step, reason))


def update_facts(desk: Desk, no: str, changes: Mapping[str, object]) -> CaseView:
    """Complete or amend the facts of a case; `changes` has the keys of the registration form.

    Raises:
        InputError: a field does not fit, or is one that clocks hang on and that only a
            correction (更正) may change (exit 4).
    """
    barred = [
        FieldFault(fact.label, "期限由它起算，请用“更正”写明理由")
        for fact in CORRECTABLE
        if fact.key in changes and fact.key != "matter_kind"
    ]
    if barred:
        raise InputError.from_faults(barred)
    with desk.begin() as work:
        stored = loaded_for_work(desk, work, no)
        raw = {**case_as_form(stored.case), **changes}
        form = read_case_form(raw, desk.clock.today(), desk.clock.now())
        if form.faults:
            raise InputError.from_faults(form.faults)
        kept = replace(
            form.case,
            id=stored.case.id,
            local_no=stored.case.local_no,
            registered_at=stored.case.registered_at,
            official=stored.case.official,
            is_imported=stored.case.is_imported,
            import_key=stored.case.import_key,
        )
        work.cases.update(kept)
        write_standing(desk, work, replace(stored, case=kept))
        work.commit()
    desk.announce(Changes.of_case(stored.id))
    return show(desk, no)


def reveal(desk: Desk, no: str) -> None:
    """Note in the journal that the identities of a case were shown on screen."""
    with desk.begin() as work:
        stored = loaded_for_work(desk, work, no)
        work.journal.write("case.reveal", stored.case.local_no)
        work.commit()
