"""What letters to units and other bodies have in common: whose matter, which papers, whom to ask.

Who may be told whose identity is decided here for all of them: the unit that handles a matter is
told name, telephone and address, with the ID number masked; any other body at most the name; of a
sealed matter nobody is told more than its number.
"""

from __future__ import annotations

from typing import Final

from petition_desk.documents.blocks import Block, Paragraph
from petition_desk.documents.letters.demands import demands_on_or_all
from petition_desk.documents.letters.facts import GAP, Facts
from petition_desk.documents.linebreak import Run
from petition_desk.domain.vocabulary import Pathway

#: What `office_contact` is made of.
OFFICE_CONTACT: Final = ("office.query_phone",)

_ANONYMOUS: Final = "匿名信访人"
_SEALED_MATTER: Final = "信访事项一件"
_STOPS: Final = "。；，、"

#: Every pathway but the one of accusations, which never stands among other demands.
_OPEN_PATHWAYS: Final = tuple(each for each in Pathway if each is not Pathway.ACCUSATION)
_LIMITS: Final = (
    ("notify", "告知期限为"),
    ("handle", "办结期限为"),
    ("handle-extended", "办结期限为"),
    ("duty", "答复期限为"),
)


def office_contact(facts: Facts) -> str:
    """Return whom another body may ask: our reception room; nothing without a telephone."""
    phone = facts.text("letter.query_phone")
    return f"联系：{facts.text('office.name')}信访接待室，电话 {phone}" if phone else ""


def petitioner_of(facts: Facts) -> str:
    """Return how the petitioner is named to another body."""
    return facts.text("letter.salutation") or (_ANONYMOUS if facts.has("case.is_anonymous") else "")


def matter_of(facts: Facts) -> str:
    """Return the matter as another body may read it; a sealed one has neither name nor subject."""
    if facts.has("case.is_sealed"):
        return _SEALED_MATTER
    return f"{petitioner_of(facts)}反映的“{facts.text('case.summary')}”信访事项"


def person_lines(facts: Facts) -> tuple[Block, ...]:
    """Return who the petitioner is, for the unit that has to hear the person (art. 31 (6))."""
    lines = [f"信访人：{petitioner_of(facts)}"]
    if facts.has("petitioner.mobile"):
        lines[0] += f"　电话：{facts.text('petitioner.mobile')}"
    for label, key in (("住址", "petitioner.address"), ("证件号码", "petitioner.id_masked")):
        if facts.has(key):
            lines.append(f"{label}：{facts.text(key)}")
    *others, last = lines
    bound = [Paragraph((Run(line),), keep_with_next=True) for line in others]
    return (*bound, Paragraph.plain(last))


def attachments_of(facts: Facts) -> str:
    """Return how many papers go along, ``3件12页``; nothing where there is none."""
    count, pages = facts.number("attachments.count"), facts.number("attachments.pages")
    if not count:
        return GAP if facts.text("attachments.count") == GAP else ""
    return f"{count}件{pages}页" if pages else f"{count}件"


def open_demands(facts: Facts) -> tuple[int, ...]:
    """Return the demands another body may read: all but those that accuse a person (art. 30)."""
    return demands_on_or_all(facts, _OPEN_PATHWAYS)


def demands_in_line(facts: Facts, numbers: tuple[int, ...]) -> str:
    """Return demands as one sentence, numbered where there are several."""
    texts = [facts.demand(number, "text").rstrip(_STOPS) for number in numbers]
    if len(texts) == 1:
        return texts[0]
    return "；".join(f"{place}. {text}" for place, text in enumerate(texts, start=1))


def limits_of(facts: Facts) -> str:
    """Return the periods that still run, as a unit has to know them."""
    found = [
        f"{words}{facts.text(f'{clock}.due_plain')}"
        for clock, words in _LIMITS
        if facts.has(f"{clock}.is_open") and facts.has(f"{clock}.due_plain")
    ]
    return "，".join(found)
