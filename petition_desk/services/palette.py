"""What the palette offers beside cases: the acts of a matter, letters, and how words sound."""

from __future__ import annotations

from dataclasses import dataclass

from petition_desk.domain.highlights import Marked, marked, sounded
from petition_desk.domain.lawful import LawfulAct
from petition_desk.domain.masking import mask_name
from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.errors import UnknownCaseError
from petition_desk.services import casework
from petition_desk.services.desk import Desk
from petition_desk.services.rights import SEE_SEALED
from petition_desk.storage.spelling import readings_of

_OF_ACCUSATIONS = frozenset(
    {"report-notice", "report-result", "discipline-handover", "sealed-annex"}
)


@dataclass(frozen=True, slots=True)
class MatterActs:
    """A matter and what may lawfully be done with it now; its name is masked."""

    local_no: str
    name: str
    acts: tuple[LawfulAct, ...]
    view: casework.CaseView


@dataclass(frozen=True, slots=True)
class LetterOffer:
    """A kind of letter, and how many were issued this year."""

    kind: str
    label: str
    count: int


def matter_acts(desk: Desk, local_no: str) -> MatterActs | None:
    """The lawful acts of a matter; None where there is no such case or it may not be seen."""
    try:
        view = casework.show(desk, local_no)
    except UnknownCaseError:
        return None
    if view.is_withheld:
        return None
    person = view.case.main_petitioner
    acts = tuple(act for act in view.standing.lawful_next if act.is_allowed)
    return MatterActs(local_no, mask_name(person.name) if person else "", acts, view)


def letter_offers(desk: Desk) -> tuple[LetterOffer, ...]:
    """Every kind of letter with this year's count; those of accusations by right alone."""
    may_see = desk.account.may(SEE_SEALED)
    with desk.reading() as work:
        counts = work.letters.counts_of_year(desk.clock.today().year, may_see_sealed=may_see)
    return tuple(
        LetterOffer(kind, label, counts.get(kind, 0))
        for kind, label in LETTER_LABELS.items()
        if may_see or kind not in _OF_ACCUSATIONS
    )


def match(word: str, typed: str) -> Marked | None:
    """Where a word of the program is what was typed: in Chinese, in pinyin or by its initials.

    Parts separated by blanks must all stand in it. None where it is something else.
    """
    found = Marked(word)
    for part in typed.split():
        here = marked(word, part)
        if not here.spans:
            sound = sounded(word, readings_of(word), part)
            if sound is None:
                return None
            here = sound
        found = Marked(word, tuple(sorted({*found.spans, *here.spans})))
    return found
