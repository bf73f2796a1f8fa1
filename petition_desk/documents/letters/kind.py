"""What every kind of letter has in common: blanks filled, required facts, closing block."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from petition_desk.documents.blocks import (
    Align,
    Block,
    DocumentNumber,
    Heading,
    LetterDocument,
    Paragraph,
    Signature,
    Space,
    Title,
)
from petition_desk.documents.fonts import FontRole
from petition_desk.documents.letters.facts import Fact, Facts, label_of
from petition_desk.documents.letters.wording import (
    Requirement,
    Wording,
    WordingBlock,
    fill,
    filled_text,
    wording_of,
)
from petition_desk.documents.page import OFFICIAL, PARAGRAPH_INDENT_CELLS, Sheet
from petition_desk.domain.numbering import LETTER_WORDS
from petition_desk.domain.vocabulary import LETTER_LABELS, NOTICE_KINDS
from petition_desk.errors import FieldFault, InputError

#: Builds what a wording only names: a list of demands, a table.
Insert = Callable[[Facts], tuple[Block, ...]]
#: The same, out of phrases of the wording.
WordedInsert = Callable[[Facts, Wording], tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A required fact that is not there.

    Attributes:
        identifier: As the command line takes it.
        label: What it is called in Chinese.
    """

    identifier: str
    label: str


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank of a letter, for the form beside the page.

    Attributes:
        identifier: As the command line takes it.
        label: What it is called in Chinese.
        value: As it will be printed; empty where it is not there.
        is_required: Whether the letter is refused without it.
    """

    identifier: str
    label: str
    value: str
    is_required: bool


class LetterLacksFactsError(InputError):
    """A letter cannot be written: facts are missing (exit 4).

    Attributes:
        kind: The kind of letter.
        missing: What is missing, in the order of the wording.
    """

    def __init__(self, kind: str, missing: tuple[MissingFact, ...]) -> None:
        """Name every fact that is missing."""
        self.kind = kind
        self.missing = missing
        faults = [FieldFault(fact.label, f"{LETTER_LABELS[kind]}需要填写") for fact in missing]
        first, *more = faults
        super().__init__(first.field, first.reason, *more)


def no_further_blanks(facts: Facts) -> Mapping[str, Fact]:
    """Return nothing: the kind has only the blanks that all kinds have."""
    del facts
    return {}


def no_further_checks(facts: Facts) -> tuple[FieldFault, ...]:
    """Return nothing: the kind has no rule beyond its required facts."""
    del facts
    return ()


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One kind of letter: its wording is a file, what a file cannot say is here.

    Attributes:
        id: As in `LETTER_LABELS`.
        blanks: Further blanks, worked out of the facts.
        inserts: What its wording calls by name.
        worded_inserts: The same, of what is set out of phrases of the wording.
        check: Faults of the facts beyond missing ones.
        demand_facts: Facts every demand must have, without number.
        is_signed: Whether office and date stand at the end.
        is_ours: Whether office and number stand at the head; not on what a petitioner writes.
        has_page_numbers: Whether pages are numbered.
        contact_facts: What the contact line below the date is made of: who handles the matter,
            unless the kind says otherwise.
        masks_ids: Whether ID numbers in what was told are masked: it goes to another body.
        has_head: Whether title and number stand at the head; a label has none.
        sheet: The paper it is printed on.
        is_ragged: Whether lines keep their own width: in large print gaps would be wide.
        own_wording: A wording of the office; none where the shipped one holds.
    """

    id: str
    blanks: Callable[[Facts], Mapping[str, Fact]] = no_further_blanks
    inserts: Mapping[str, Insert] = field(default_factory=lambda: MappingProxyType({}))
    worded_inserts: Mapping[str, WordedInsert] = field(default_factory=lambda: MappingProxyType({}))
    check: Callable[[Facts], tuple[FieldFault, ...]] = no_further_checks
    demand_facts: Callable[[Facts], tuple[str, ...]] = lambda facts: ()
    is_signed: bool = True
    is_ours: bool = True
    has_page_numbers: bool = True
    contact_facts: tuple[str, ...] = (
        "accepted.unit",
        "accepted.handler",
        "accepted.handler_phone",
        "office.query_phone",
    )
    masks_ids: bool = False
    has_head: bool = True
    sheet: Sheet = OFFICIAL
    is_ragged: bool = False
    own_wording: Wording | None = None

    def worded(self, wording: Wording | None) -> LetterKind:
        """Return the same kind with a wording of the office; with the shipped one for None."""
        return replace(self, own_wording=wording)

    @property
    def label(self) -> str:
        """What it is called."""
        return LETTER_LABELS[self.id]

    @property
    def wording(self) -> Wording:
        """Its text, required facts and version: the office's own, else the shipped one."""
        return self.own_wording or wording_of(self.id)

    @property
    def number_word(self) -> str:
        """The 字 of its numbers; empty for what bears no number: a label, a card."""
        return LETTER_WORDS.get(self.id, "")

    @property
    def ends_notice(self) -> bool:
        """Whether handing it over or posting it ends the 15 days of art. 23."""
        return self.id in NOTICE_KINDS

    def required(self, facts: Facts) -> tuple[Requirement, ...]:
        """Return what is required for these facts; of demands for each one."""
        found = [each for each in self.wording.required if each.when.holds(facts)]
        return (*found, *(Requirement((key,)) for key in self.demand_facts(facts)))

    def missing(self, facts: Facts) -> tuple[MissingFact, ...]:
        """Return the required facts that are not there."""
        return tuple(
            MissingFact(each.choices[0], "或者".join(label_of(key) for key in each.choices))
            for each in self.required(facts)
            if not any(_is_there(facts, key) for key in each.choices)
        )

    def all_blanks(self, facts: Facts) -> tuple[Blank, ...]:
        """Return the required blanks, then the optional ones; of a choice first the one there is.

        A value that cannot be printed stands as it was typed: the letter will say why.
        """
        found = []
        for each in self.required(facts):
            identifier = next(
                (key for key in each.choices if _is_there(facts, key)), each.choices[0]
            )
            found.append(_blank(facts, identifier, is_required=True))
        listed = {blank.identifier for blank in found}
        contact = self.contact_facts if self.is_signed else ()
        choices = (key for each in self.required(facts) for key in each.choices if facts.has(key))
        others = (*choices, *self.wording.optional, *contact, *_joint_facts(facts))
        found += [
            _blank(facts, key, is_required=False)
            for key in dict.fromkeys(others)
            if key not in listed
        ]
        return tuple(found)

    def document(self, facts: Facts) -> LetterDocument:
        """Return the letter.

        Raises:
            LetterLacksFactsError: a required fact is missing.
            InputError: facts contradict one another, or cannot be printed.
        """
        if lacking := self.missing(facts):
            raise LetterLacksFactsError(self.id, lacking)
        if faults := self.check(facts):
            raise InputError.from_faults(faults)
        return self._document(facts)

    def draft(self, facts: Facts) -> LetterDocument:
        """Return the letter as far as it goes, with gaps for the required facts it lacks.

        Raises:
            InputError: a fact cannot be printed.
        """
        lacking = [fact.identifier for fact in self.missing(facts)]
        return self._document(facts.as_draft(lacking))

    def _document(self, facts: Facts) -> LetterDocument:
        known = facts.with_ids_masked() if self.masks_ids else facts
        whole = known.with_blanks(common_blanks(known))
        whole = whole.with_blanks(self.blanks(whole))
        blocks = (*self._head(whole), *self._body(whole), *self._end(whole))
        return LetterDocument(
            self.wording.plain_title, blocks, whole.printed, self.has_page_numbers, self.sheet
        )

    def _head(self, facts: Facts) -> Iterator[Block]:
        if not self.has_head:
            return
        title = filled_text(self.wording.title, facts)
        yield Title((facts.text("office.name"), title) if self.is_ours else (title,))
        if self.is_ours and facts.has("letter.number"):
            yield DocumentNumber(facts.text("letter.number"))
        yield Space(1)

    def _body(self, facts: Facts) -> Iterator[Block]:
        for block in self.wording.blocks:
            if block.when.holds(facts):
                yield from self._block(block, facts)

    def _block(self, block: WordingBlock, facts: Facts) -> Iterator[Block]:
        if block.kind == "insert":
            worded = self.worded_inserts.get(block.text)
            yield from (worded(facts, self.wording) if worded else self.inserts[block.text](facts))
        elif block.kind == "heading":
            yield Heading(filled_text(block.text, facts))
        else:
            runs = fill(block.text, facts)
            runs = (*fill(block.lead, facts, FontRole.HEADING), *runs)
            if runs:
                indent = 0 if block.kind == "salutation" else PARAGRAPH_INDENT_CELLS
                yield Paragraph(runs, indent, Align.LEFT if self.is_ragged else Align.JUSTIFIED)

    def _end(self, facts: Facts) -> Iterator[Block]:
        if self.is_signed:
            own = self.wording.contact
            yield Signature(
                facts.text("office.name"),
                facts.text("letter.issued_on"),
                filled_text(own, facts) if own else facts.text("letter.contact"),
            )


def _joint_facts(facts: Facts) -> tuple[str, ...]:
    """Return what a joint petition is addressed by."""
    is_joint = facts.has("case.is_joint") or facts.has("case.representatives")
    return ("case.representatives", "case.people_count") if is_joint else ()


def _blank(facts: Facts, identifier: str, *, is_required: bool) -> Blank:
    parts = identifier.split(".")
    try:
        if parts[0] == "demand" and len(parts) == 3:
            value = facts.demand(int(parts[1]), parts[2])
        else:
            value = facts.text(identifier)
    except InputError:
        value = str(facts.raw(identifier))
    return Blank(identifier, label_of(identifier), value, is_required)


def _is_there(facts: Facts, key: str) -> bool:
    parts = key.split(".")
    if parts[0] == "demand" and len(parts) == 3:
        return facts.has_demand(int(parts[1]), parts[2])
    return facts.has(key)


def common_blanks(facts: Facts) -> dict[str, Fact]:
    """Return the blanks that every kind may use: salutation, source, unit, telephone, contact."""
    source = facts.text("case.source")
    is_direct = source in {"", "本局直接", "局长信箱"}
    handler_phone = facts.first(
        ("accepted.handler_phone", "dispatched.handler_phone", "pathway.phone")
    )
    found: dict[str, Fact] = {
        "letter.salutation": salutation(facts),
        "letter.source_note": "" if is_direct else f"（由{source}转来）",
        "letter.unit": facts.first(("accepted.unit", "dispatched.unit", "pathway.unit")),
        "letter.handler": facts.first(("accepted.handler", "dispatched.handler")),
        "letter.handler_phone": handler_phone,
        "letter.query_phone": facts.text("office.query_phone") or handler_phone,
    }
    found["letter.contact"] = contact_line(facts.with_blanks(found))
    return found


def salutation(facts: Facts) -> str:
    """Return how the petitioner is addressed; a joint petition through its representatives."""
    name = facts.text("petitioner.name")
    people = facts.number("case.people_count")
    representatives = facts.texts("case.representatives")
    if people > 1 and (representatives or facts.has("case.is_joint")):
        return f"{'、'.join(representatives) or name}等{people}人"
    return name


def contact_line(facts: Facts) -> str:
    """Return the contact line below the date; nothing where no telephone is known."""
    who = " ".join(
        part for part in (facts.text("letter.unit"), facts.text("letter.handler")) if part
    )
    phone = facts.first(("letter.handler_phone", "letter.query_phone"))
    if not phone:
        return ""
    return f"联系：{who or facts.text('office.name') + '信访接待室'}，电话 {phone}"


def days_in_order(facts: Facts, *identifiers: str) -> tuple[FieldFault, ...]:
    """Return a fault for every date that lies before the one named before it."""
    faults = []
    earlier = ""
    for identifier in identifiers:
        day = facts.day(identifier)
        if day is None:
            continue
        before = facts.day(earlier) if earlier else None
        if before is not None and day < before:
            reason = f"不能早于{label_of(earlier)}（{before.isoformat()}）"
            faults.append(FieldFault(label_of(identifier), reason))
        earlier = identifier
    return tuple(faults)
