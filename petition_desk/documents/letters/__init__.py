"""The kinds of letter: facts in, a page out.

To add one: a wording file in ``resources/letters``, a module here with its ``KIND``, one line in
`LETTER_KINDS`, a reference text in ``tests/references/letters``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from petition_desk.documents.blocks import LetterDocument
from petition_desk.documents.compose import compose
from petition_desk.documents.fonts import FontSet
from petition_desk.documents.letters import (
    accept,
    card,
    close_report,
    discipline_handover,
    dispatch,
    duty_reply,
    extend,
    extension_approval,
    forward,
    hearing,
    label,
    mailing_list,
    mediation,
    no_longer,
    not_accept,
    notice,
    objection,
    opinion,
    pathway,
    receipt,
    reception_form,
    recheck,
    reply,
    report_notice,
    report_result,
    review,
    review_form,
    sealed_annex,
    service,
    status,
    suggestion,
    supplement,
    transfer,
    urge,
    urgent_report,
    visit_form,
    withdrawal,
)
from petition_desk.documents.letters.facts import Fact, Facts, chinese_date, is_known, label_of
from petition_desk.documents.letters.kind import (
    Blank,
    LetterKind,
    LetterLacksFactsError,
    MissingFact,
)
from petition_desk.errors import UnknownNameError

__all__ = [
    "LETTER_KINDS",
    "Blank",
    "Fact",
    "LetterKind",
    "LetterLacksFactsError",
    "MissingFact",
    "blanks",
    "chinese_date",
    "document",
    "is_known",
    "label_of",
    "letter_kind",
    "missing",
    "render",
    "render_draft",
]

#: Every kind of letter that can be written.
LETTER_KINDS: Final[tuple[LetterKind, ...]] = (
    accept.KIND,
    notice.KIND,
    pathway.KIND,
    not_accept.KIND,
    transfer.KIND,
    extend.KIND,
    opinion.KIND,
    report_notice.KIND,
    duty_reply.KIND,
    reply.KIND,
    status.KIND,
    objection.KIND,
    dispatch.KIND,
    forward.KIND,
    no_longer.KIND,
    supplement.KIND,
    report_result.KIND,
    urge.KIND,
    close_report.KIND,
    discipline_handover.KIND,
    sealed_annex.KIND,
    urgent_report.KIND,
    withdrawal.KIND,
    visit_form.KIND,
    extension_approval.KIND,
    review_form.KIND,
    mailing_list.KIND,
    receipt.KIND,
    service.KIND,
    hearing.KIND,
    mediation.KIND,
    review.KIND,
    recheck.KIND,
    suggestion.KIND,
    reception_form.KIND,
    label.KIND,
    card.KIND,
)


def letter_kind(kind: str) -> LetterKind:
    """Return a kind by its identifier.

    Raises:
        UnknownNameError: there is none of that name.
    """
    for each in LETTER_KINDS:
        if each.id == kind:
            return each
    raise UnknownNameError("文书种类", kind, (each.id for each in LETTER_KINDS))


def _chosen(kind: str | LetterKind) -> LetterKind:
    return kind if isinstance(kind, LetterKind) else letter_kind(kind)


def missing(kind: str | LetterKind, facts: Mapping[str, Fact]) -> tuple[MissingFact, ...]:
    """Return the required facts a letter lacks, in the order of its wording.

    Raises:
        UnknownNameError: there is no such kind.
    """
    return _chosen(kind).missing(Facts(facts))


def blanks(kind: str | LetterKind, facts: Mapping[str, Fact]) -> tuple[Blank, ...]:
    """Return every blank of a letter with what stands in it: the required ones, then the others.

    Raises:
        UnknownNameError: there is no such kind.
    """
    return _chosen(kind).all_blanks(Facts(facts))


def document(kind: str | LetterKind, facts: Mapping[str, Fact]) -> LetterDocument:
    """Return a letter as blocks.

    Raises:
        UnknownNameError: there is no such kind.
        LetterLacksFactsError: a required fact is missing; every one is named.
        InputError: facts contradict one another, or hold what cannot be printed.
    """
    return _chosen(kind).document(Facts(facts))


def render(kind: str | LetterKind, facts: Mapping[str, Fact], fonts: FontSet) -> bytes:
    """Return a letter as the bytes of a PDF.

    Raises:
        UnknownNameError: there is no such kind.
        LetterLacksFactsError: a required fact is missing; every one is named.
        InputError: facts contradict one another, or hold what cannot be printed.
        MissingGlyphError: no font draws a character; its field is named.
    """
    return compose(document(kind, facts), fonts)


def render_draft(kind: str | LetterKind, facts: Mapping[str, Fact], fonts: FontSet) -> bytes:
    """Return a letter as far as it goes, with gaps to write on for the required facts it lacks.

    For the page beside the form; it is never issued. Contradictions are not looked for.

    Raises:
        UnknownNameError: there is no such kind.
        InputError: a fact holds what cannot be printed.
        MissingGlyphError: no font draws a character; its field is named.
    """
    return compose(_chosen(kind).draft(Facts(facts)), fonts)
