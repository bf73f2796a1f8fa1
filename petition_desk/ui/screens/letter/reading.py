"""What the letter screen shows, asked of the services in one go off the thread of the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from petition_desk.clock import CHINA
from petition_desk.domain.masking import mask_name
from petition_desk.domain.print_log import PaperFate
from petition_desk.domain.vocabulary import LETTER_LABELS, SERVED_KINDS
from petition_desk.ui.models.days_left import mark_left, words_left
from petition_desk.ui.screens.base import WhyQuestion
from petition_desk.ui.widgets.blanks_form import BlankLine
from petition_desk.ui.widgets.marks import Mark

if TYPE_CHECKING:
    from petition_desk.domain.kept_letters import KeptLetter
    from petition_desk.services.casework import CaseView
    from petition_desk.services.desk import Desk
    from petition_desk.services.letters import LetterBlanks

SERVICE_SHEET = "service"


@dataclass(frozen=True, slots=True)
class KindOnOffer:
    """A kind of letter in the list; a refused one says why.

    Attributes:
        kind: Its identifier.
        label: Its Chinese name.
        refusal: Why the law does not allow it now; empty if it does.
    """

    kind: str
    label: str
    refusal: str


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What stands above: whose letter it is.

    Attributes:
        number: The case.
        says: `XF2026-0271 · 李** · 反映车管所窗口服务态度生硬`.
        chip: What the next clock says (`剩 3 天`), with its shape; empty if none runs.
        mark: The shape.
        hidden: Words that are covered on the page.
        kinds: What can be written.
        asks: Why the chip says this; None where no clock runs.
    """

    number: str
    says: str
    chip: str
    mark: Mark
    hidden: tuple[str, ...]
    kinds: tuple[KindOnOffer, ...]
    asks: WhyQuestion | None = None


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A letter that is not issued yet.

    Attributes:
        head: Whose letter.
        kind: Its kind.
        label: Its Chinese name.
        number: The number it would bear.
        lines: Its blanks.
        proposed: What the case proposes for blanks that nobody typed into.
        refusal: Why the law does not allow it now; empty if it does.
        pdf: How it would look; empty where it cannot be drawn.
        fault: Why it cannot be drawn.
    """

    head: CaseHead
    kind: str
    label: str
    number: str
    lines: tuple[BlankLine, ...]
    proposed: Mapping[str, str]
    refusal: str
    pdf: bytes
    fault: str


@dataclass(frozen=True, slots=True)
class IssuedPage:
    """A letter that was issued.

    Attributes:
        head: Whose letter.
        letter: The kept letter.
        sheet: Its service sheet, if one was printed with it.
        is_served: Whether its service is recorded.
        served_words: How and when it was served.
        printed_words: How often it was printed, and when the last time.
    """

    head: CaseHead
    letter: KeptLetter
    sheet: KeptLetter | None
    is_served: bool
    served_words: str
    printed_words: str

    @property
    def awaits_hand(self) -> bool:
        """Whether it is still to be handed over."""
        return self.letter.kind in SERVED_KINDS and not self.is_served and not self.letter.is_void


def read_draft(desk: Desk, number: str, kind: str, raw: Mapping[str, str]) -> DraftPage:
    """Read a letter that is being written.

    Raises:
        PetitionDeskError: no such case or kind, or the account may not see it.
    """
    from petition_desk.errors import InputError
    from petition_desk.services import casework, letters, on_the_spot

    view = casework.show(desk, number)
    proposed = on_the_spot.proposed_values(desk, kind, view.case)
    raw = {**proposed, **raw}
    found = letters.blanks(desk, number, kind, raw)
    pdf, fault = b"", ""
    try:
        pdf = letters.preview(desk, number, kind, raw)
    except InputError as error:
        fault = str(error)
    refusal = str(found.refusal.as_error()) if found.refusal is not None else ""
    return DraftPage(
        head=_head(desk, view),
        kind=kind,
        label=found.label,
        number=found.number_preview,
        lines=_lines(found),
        proposed=proposed,
        refusal=refusal,
        pdf=pdf,
        fault=fault,
    )


def _lines(found: LetterBlanks) -> tuple[BlankLine, ...]:
    """The blanks, what is missing first."""
    lacking = {item.identifier for item in found.lacks}
    return tuple(
        BlankLine(
            item.identifier, item.label, item.value, item.identifier in lacking, item.is_required
        )
        for item in (*found.lacks, *found.has, *found.optional)
    )


def read_issued(desk: Desk, number: str, letter_number: str) -> IssuedPage:
    """Read a letter that was issued, by its number or kind.

    Raises:
        PetitionDeskError: the case has no such letter.
    """
    from petition_desk.services import casework, letters

    view = casework.show(desk, number)
    letter = letters.kept(desk, number, letter_number)
    served = [
        step
        for step in view.steps
        if step.kind == "served" and step.text("letter") in (letter.number, letter.kind)
    ]
    words = ""
    if served:
        last = served[-1]
        parts = (last.on.isoformat(), last.text("way"), last.text("result"))
        words = " ".join(part for part in parts if part)
    return IssuedPage(
        head=_head(desk, view),
        letter=letter,
        sheet=_sheet_of(desk, view, letter),
        is_served=bool(served),
        served_words=words,
        printed_words=_printed_words(desk, letter),
    )


def _printed_words(desk: Desk, letter: KeptLetter) -> str:
    """How often a letter may have come out of a printer, and when the last time."""
    from petition_desk.services import printing

    if letter.id is None:
        return ""
    came_out = [
        each for each in printing.history(desk, letter.id) if each.fate is not PaperFate.NOT_SENT
    ]
    if not came_out:
        return "还没有打印"
    last = came_out[0].printed_at.astimezone(CHINA)
    again = f"，其中补打 {len(came_out) - 1} 次" if len(came_out) > 1 else ""
    return f"{last:%m-%d %H:%M}，共 {len(came_out)} 次{again}"


def _sheet_of(desk: Desk, view: CaseView, letter: KeptLetter) -> KeptLetter | None:
    """The service sheet that was issued with a letter: the first one after it."""
    from petition_desk.services import letters

    later = [
        head
        for head in view.letters
        if head.kind == SERVICE_SHEET and (head.id or 0) > (letter.id or 0) and not head.is_void
    ]
    if not later:
        return None
    first = min(later, key=lambda head: head.id or 0)
    return letters.kept(desk, view.case.local_no, first.number or first.kind)


def _head(desk: Desk, view: CaseView) -> CaseHead:
    case = view.case
    person = case.main_petitioner
    name = mask_name(person.name) if person is not None else "匿名"
    clock = view.standing.next_clock
    chip, mark, asks = "", Mark.NONE, None
    if clock is not None:
        asks = WhyQuestion(case.local_no, clock.rule.id, clock.of)
        left = (clock.reminds_on - desk.clock.today()).days
        chip, mark = _chip(left)
        chip = f"{clock.rule.name} {chip}{' 暂定' if clock.is_provisional else ''}"
    hidden = tuple(
        dict.fromkeys(
            value
            for each in case.petitioners
            for value in (each.name, each.id_number, each.mobile, each.telephone, each.address)
            if value
        )
    )
    return CaseHead(
        number=case.local_no,
        says=" · ".join(part for part in (case.local_no, name, case.summary) if part),
        chip=chip,
        mark=mark,
        hidden=hidden,
        kinds=_kinds(view),
        asks=asks,
    )


def _chip(days_left: int) -> tuple[str, Mark]:
    return words_left(days_left) if days_left else "今天到期", mark_left(days_left)


def _kinds(view: CaseView) -> tuple[KindOnOffer, ...]:
    acts = [act for act in view.standing.lawful_next if act.letter]
    found = {
        act.letter: KindOnOffer(
            act.letter,
            LETTER_LABELS[act.letter],
            str(act.refusal.as_error()) if act.refusal is not None else "",
        )
        for act in acts
    }
    found["receipt"] = KindOnOffer("receipt", LETTER_LABELS["receipt"], "")
    return tuple(found.values())
