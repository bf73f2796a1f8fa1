"""Letters: what one needs and has, how it will look, issuing it, finding the kept bytes.

Issuing is one transaction: check what is missing, ask the law, take the number, render, keep the
exact bytes with their hash, record the step. A letter that cannot be made uses up no number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from petition_desk.documents.compose import pages_in
from petition_desk.documents.fonts import FontSet
from petition_desk.documents.letters import (
    Blank,
    LetterKind,
    MissingFact,
    is_known,
    render_draft,
)
from petition_desk.documents.letters import blanks as blanks_of
from petition_desk.documents.letters import missing as missing_facts
from petition_desk.documents.letters import render as render_letter
from petition_desk.documents.pdf import mark_of
from petition_desk.domain.addressees import Addressees
from petition_desk.domain.clocks import clocks_of
from petition_desk.domain.kept_letters import KeptLetter
from petition_desk.domain.lawful import letter_refusal, refusal_of
from petition_desk.domain.numbering import LetterNumberPattern, office_code, parse_local_no
from petition_desk.domain.reading import Reading, as_of
from petition_desk.domain.refusals import Refusal
from petition_desk.domain.standing import Standing
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import ServiceResult, ServiceWay
from petition_desk.errors import FieldFault, InputError, UnknownNameError
from petition_desk.services import font_choice
from petition_desk.services.changes import Changes
from petition_desk.services.desk import Desk
from petition_desk.services.letter_acts import act_of, note_of, redo_by_of, result_of
from petition_desk.services.letter_facts import Facts, letter_facts, served_letter_facts
from petition_desk.services.letter_wordings import kind_in_use
from petition_desk.services.office import office_of
from petition_desk.services.other_rights import paper_values
from petition_desk.services.recording import (
    append,
    check_step,
    loaded_for_work,
    own_refusal,
    typed_step,
)
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.unit_of_work import UnitOfWork

SERVICE_SHEET = "service"


class LetterLacksError(InputError):
    """A letter cannot be issued because facts are missing (exit 4), each named.

    Attributes:
        lacks: What is missing, in the order of the letter.
    """

    def __init__(self, label: str, lacks: Sequence[MissingFact]) -> None:
        """Name every missing fact, in Chinese and as the command line takes it."""
        self.lacks = tuple(lacks)
        names = "、".join(f"{item.label}（{item.identifier}）" for item in lacks)
        super().__init__(label, f"还缺 {len(lacks)} 项：{names}")


@dataclass(frozen=True, slots=True)
class LetterBlanks:
    """What a letter needs and has: required blanks that are filled, those that lack, optional
    ones. `refusal` says why the law does not allow it now; `number_preview` is the number it
    would bear if it were issued now (empty for a form without one).
    """

    kind: str
    label: str
    has: tuple[Blank, ...]
    lacks: tuple[Blank, ...]
    optional: tuple[Blank, ...]
    refusal: Refusal | None
    number_preview: str


@dataclass(frozen=True, slots=True)
class _Draft:
    """A letter about to be made: its kind, facts, and what it would be called."""

    kind: LetterKind
    facts: Facts
    serial: int
    number: str
    year: int


def blanks(desk: Desk, no: str, kind: str, raw: Mapping[str, str] | None = None) -> LetterBlanks:
    """What a letter of this kind needs for this case, and what is there already.

    Raises:
        UnknownNameError: no such kind (exit 2).
    """
    with desk.reading() as work:
        chosen = kind_in_use(work, kind)
        stored = loaded_for_work(desk, work, no)
        draft = _draft(desk, work, stored, chosen, raw or {}, peek=True)
    found = blanks_of(chosen, draft.facts)
    lacking = {item.identifier for item in missing_facts(chosen, draft.facts)}
    return LetterBlanks(
        kind=chosen.id,
        label=chosen.label,
        has=tuple(item for item in found if item.is_required and item.identifier not in lacking),
        lacks=tuple(item for item in found if item.identifier in lacking),
        optional=tuple(item for item in found if not item.is_required),
        refusal=_refusal(desk, stored, chosen.id, draft.facts),
        number_preview=draft.number,
    )


def preview(desk: Desk, no: str, kind: str, raw: Mapping[str, str] | None = None) -> bytes:
    """The letter as it would be issued now, number included; nothing is stored or used up.

    Missing blanks are shown as ruled gaps, so that the page can be judged while it is filled.
    """
    with desk.reading() as work:
        chosen = kind_in_use(work, kind)
        stored = loaded_for_work(desk, work, no)
        draft = _draft(desk, work, stored, chosen, raw or {}, peek=True)
    return render_draft(chosen, draft.facts, font_set())


def issue(desk: Desk, no: str, kind: str, raw: Mapping[str, str] | None = None) -> KeptLetter:
    """Issue a letter, dated today.

    Raises:
        UnknownNameError: no such kind (exit 2).
        LawRefusalError: the law does not allow it now (exit 3).
        LetterLacksError: facts are missing, each named (exit 4).
        MissingGlyphError: no font has a character of it (exit 4).
    """
    with desk.begin() as work:
        stored = loaded_for_work(desk, work, no)
        letter, _, _ = issue_within(desk, work, stored, kind, raw or {})
        work.commit()
    desk.announce(Changes.of_case(stored.id))
    return letter


def issue_within(
    desk: Desk,
    work: UnitOfWork,
    stored: StoredCase,
    kind: str,
    raw: Mapping[str, str],
    result: str = "",
) -> tuple[KeptLetter, StoredCase, Standing]:
    """Issue a letter within the caller's transaction; errors as `issue`.

    `result` is what its step says of it, where that is not what it decided.
    """
    chosen = kind_in_use(work, kind)
    draft = _draft(desk, work, stored, chosen, raw)
    refusal = _refusal(desk, stored, chosen.id, draft.facts)
    if refusal is not None:
        raise refusal.as_error()
    lacks = missing_facts(chosen, draft.facts)
    if lacks:
        raise LetterLacksError(chosen.label, lacks)
    pdf = render_letter(chosen, draft.facts, font_set())
    letter = _letter_of(desk, stored, draft, pdf)
    letter_id = work.letters.add(letter)
    work.letter_marks.add(letter_id, mark_of(pdf))
    letter = replace(letter, id=letter_id)
    act = act_of(desk, _reading(desk, stored), chosen.id, draft.facts)
    issued = _issued(desk, letter, draft.facts, result)
    grown, standing = append(desk, work, stored, (act, issued) if act is not None else (issued,))
    return letter, grown, standing


def issue_service_sheet(
    desk: Desk, no: str, letter: KeptLetter, *, way: str = ServiceWay.IN_PERSON.value
) -> KeptLetter:
    """The 送达回证 that goes with an issued letter; errors as `issue`."""
    with desk.begin() as work:
        stored = loaded_for_work(desk, work, no)
        sheet = service_sheet_within(desk, work, stored, letter, way)
        work.commit()
    desk.announce(Changes.of_case(stored.id))
    return sheet


def service_sheet_within(
    desk: Desk,
    work: UnitOfWork,
    stored: StoredCase,
    letter: KeptLetter,
    way: str,
    raw: Mapping[str, str] | None = None,
) -> KeptLetter:
    """The same within the caller's transaction; `raw` holds further facts of the sheet."""
    place = work.settings.get("office.reception_address") or "信访接待室"
    facts = {key: shown(value) for key, value in served_letter_facts(letter, way, place).items()}
    facts |= raw or {}
    said = sheet_words(stored, facts)
    sheet, _, _ = issue_within(desk, work, stored, SERVICE_SHEET, facts, said)
    return sheet


def sheet_words(stored: StoredCase, facts: Mapping[str, str]) -> str:
    """Which service a 送达回证 is of, as its step says it: of several addressees by their place."""
    words = f"随{facts['served_letter.number']}，{facts['served.way']}"
    if facts.get("served.waybill"):
        words += f"，邮件号 {facts['served.waybill']}"
    names = Addressees.of(stored.case).names
    addressee = facts.get("served.addressee", "")
    return words + (f"，受送达人 {names.index(addressee) + 1}" if addressee in names else "")


def kept(desk: Desk, no: str, number_or_kind: str) -> KeptLetter:
    """A letter as it was issued, by its number or the latest of its kind.

    Raises:
        UnknownNameError: the case has no such letter (exit 2).
    """
    with desk.reading() as work:
        stored = loaded_for_work(desk, work, no)
        letter = work.letters.find(stored.id, number_or_kind)
    if letter is None:
        raise UnknownNameError("文书", number_or_kind)
    return letter


def handed_over(desk: Desk, no: str, number: str, *, on: date | None = None) -> Standing:
    """Record 已当面交付: the petitioner took the letter and signed; this ends the notice clock."""
    way, signed = ServiceWay.IN_PERSON.value, ServiceResult.SIGNED.value
    return _record_service(desk, no, {"letter": number, "way": way, "result": signed}, on)


def refused(desk: Desk, no: str, number: str, witness: str, *, on: date | None = None) -> Standing:
    """Record 拒签: left with a witness; without a witness it is not served.

    Raises:
        InputError: no witness is named (exit 4).
    """
    if not witness.strip():
        raise InputError("见证人", "拒签须有见证人，才算留置送达")
    raw = {
        "letter": number,
        "way": ServiceWay.LEFT.value,
        "result": ServiceResult.REFUSED.value,
        "witness": witness.strip(),
    }
    return _record_service(desk, no, raw, on)


def _record_service(desk: Desk, no: str, raw: Mapping[str, str], on: date | None) -> Standing:
    with desk.begin() as work:
        stored = loaded_for_work(desk, work, no)
        step = typed_step(desk, "served", raw, on)
        check_step(desk, stored, step)
        _, standing = append(desk, work, stored, (step,))
        work.commit()
    desk.announce(Changes.of_case(stored.id))
    return standing


def font_set() -> FontSet:
    """The fonts letters print with: the PC's own first, the bundled ones else.

    An office that wants the same letter on every PC takes the bundled ones alone.
    """
    return _bundled_fonts() if font_choice.is_bundled() else _fonts_of_this_pc()


@lru_cache(maxsize=1)
def _fonts_of_this_pc() -> FontSet:
    return FontSet.of_this_pc()


@lru_cache(maxsize=1)
def _bundled_fonts() -> FontSet:
    return FontSet.bundled()


def shown(value: object) -> str:
    """A fact as the form shows it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "；".join(str(item) for item in value)
    return str(value)


def _draft(
    desk: Desk,
    work: UnitOfWork,
    stored: StoredCase,
    kind: LetterKind,
    raw: Mapping[str, str],
    *,
    peek: bool = False,
) -> _Draft:
    unknown = [FieldFault(key, "文书没有这一项") for key in raw if not is_known(key)]
    if unknown:
        raise InputError.from_faults(unknown)
    today = desk.clock.today()
    office = office_of(work.settings.all())
    if kind.id == "pathway":
        # The paper that a demand challenges says which right ends when: nobody types it again.
        case = as_of(stored.case, stored.steps, today)
        raw = {**paper_values(desk, case, raw), **raw}
    facts = letter_facts(desk, stored, office, raw, today, _original(work, stored))
    serial, number = 0, ""
    if kind.number_word:
        numbers = work.letters.peek_number if peek else work.letters.next_number
        serial = numbers(kind.number_word, today.year)
        number = _pattern(work, kind).render(
            office_code=office.code or office_code(office.name),
            word=kind.number_word,
            year=today.year,
            serial=serial,
        )
        facts["letter.number"] = number
    facts["letter.kind"] = kind.id
    return _Draft(kind, facts, serial, number, today.year)


def _original(work: UnitOfWork, stored: StoredCase) -> StoredCase | None:
    """The case that this one repeats; of a sealed one an open case tells nothing."""
    number = parse_local_no(stored.case.repeat_of)
    original = work.cases.get(str(number)) if number is not None else None
    if original is None or (original.is_sealed and not stored.is_sealed):
        return None
    return original


def _pattern(work: UnitOfWork, kind: LetterKind) -> LetterNumberPattern:
    own = kind.wording.number_pattern or work.settings.get("letters.number_pattern")
    return LetterNumberPattern(own) if own else LetterNumberPattern()


def _refusal(desk: Desk, stored: StoredCase, kind: str, facts: Facts) -> Refusal | None:
    reading = _reading(desk, stored)
    clocks = clocks_of(reading, desk.rules(), desk.calendar())
    step = _step_of(desk, kind, str(facts.get("letter.number", "")), "")
    refusal = letter_refusal(reading, clocks, kind, step)
    act = act_of(desk, reading, kind, facts)
    if refusal is not None or act is None:
        return refusal
    return refusal_of(reading, clocks, act) or own_refusal(desk, act)


def _reading(desk: Desk, stored: StoredCase) -> Reading:
    return Reading(stored.case, stored.steps, desk.clock.today())


def _letter_of(desk: Desk, stored: StoredCase, draft: _Draft, pdf: bytes) -> KeptLetter:
    return KeptLetter(
        case_id=stored.id,
        kind=draft.kind.id,
        number=draft.number,
        serial=draft.serial,
        year=draft.year,
        issued_on=desk.clock.today(),
        issued_at=desk.clock.now(),
        by=desk.account.name,
        title=draft.kind.wording.plain_title,
        sha256=hashlib.sha256(pdf).hexdigest(),
        template_version=draft.kind.wording.version,
        page_count=pages_in(pdf),
        pdf=pdf,
    )


def _issued(desk: Desk, letter: KeptLetter, facts: Facts, result: str) -> Step:
    step = _step_of(desk, letter.kind, letter.number, result or result_of(letter.kind, facts))
    step = replace(step, note=note_of(letter.kind, facts))
    if (redo_by := redo_by_of(letter.kind, facts)) is not None:
        return replace(step, values={**step.values, "redo_by": redo_by})
    return step


def _step_of(desk: Desk, kind: str, number: str, result: str) -> Step:
    values = {"kind": kind, "number": number, "result": result}
    return Step(
        kind="issued",
        on=desk.clock.today(),
        recorded_at=desk.clock.now(),
        by=desk.account.name,
        values={key: value for key, value in values.items() if value},
    )
