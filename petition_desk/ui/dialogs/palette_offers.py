"""What the palette can do without a search: acts of the window and places, by word or sound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from petition_desk.domain.highlights import Marked
from petition_desk.services import palette, search
from petition_desk.ui.models.case_acts import proposed_acts
from petition_desk.ui.models.days_left import words_left
from petition_desk.ui.models.findings_model import Finding
from petition_desk.ui.screens.base import Place

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk
    from petition_desk.services.palette import LetterOffer, MatterActs
    from petition_desk.services.search import SearchHit

_MOST_CASES = 12
_MOST_ACTS = 6
_MOST_LETTERS = 4
_PAPER_ACTS = (("添加附件", "attach", "clip"), ("装订卷宗", "casefile", "folder"))


@dataclass(frozen=True, slots=True)
class Command:
    """Something the window can do or go to.

    Attributes:
        word: What it is called.
        act: What it does.
        key: The key that does the same.
        icon: Its icon.
        also: Other words it is found by.
    """

    word: str
    act: Callable[[], None]
    key: str = ""
    icon: str = "right"
    also: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read for one text typed; everything in it is masked."""

    typed: str
    matter: MatterActs | None
    letters: tuple[LetterOffer, ...]
    hits: tuple[SearchHit, ...]


def ask(desk: Desk, typed: str, matter: str) -> Answer:
    """Read what the palette shows; called off the thread of the window."""
    return Answer(
        typed,
        palette.matter_acts(desk, matter) if matter else None,
        palette.letter_offers(desk) if matter and typed else (),
        search.search(desk, typed, limit=_MOST_CASES) if len(typed.strip()) > 1 else (),
    )


def findings(
    answer: Answer,
    commands: Sequence[Command],
    places: Sequence[Command],
    go: Callable[[Place], None],
) -> list[Finding]:
    """Return the lines: 动作 of the current matter and of the window, 文书, 事项, 去."""
    typed, matter = answer.typed, answer.matter
    lines: list[Finding] = []
    acts = [*_matter_acts(answer, go), *_matching(commands, typed)]
    if acts:
        head = f"动作 · {matter.local_no} {matter.name}".rstrip() if matter else "动作"
        lines += [Finding(Marked(head)), *acts]
    letters = _letters(answer, go)
    if letters:
        lines += [Finding(Marked("文书")), *letters]
    if answer.hits:
        lines += [Finding(Marked("事项")), *(_case(hit, go) for hit in answer.hits)]
    gone = _matching(places, typed)
    if gone:
        lines += [Finding(Marked("去")), *gone]
    if typed and not lines:
        lines.append(Finding(Marked("没有找到这样的动作、文书或事项")))
    return lines


def _matter_acts(answer: Answer, go: Callable[[Place], None]) -> list[Finding]:
    matter = answer.matter
    if matter is None:
        return []
    # The likely next ones first, as on the case's own bar; then all that is lawful.
    likely = proposed_acts(matter.view)
    found = []
    for act in dict.fromkeys((*likely, *matter.acts)):
        word = palette.match(act.label, answer.typed)
        if word is not None:
            is_letter = act.step == "issued"
            place = Place("letter" if is_letter else "case", matter.local_no,
                          act.letter if is_letter else act.step)  # fmt: skip
            icon = "doc" if is_letter else "check"
            found.append(Finding(word, Marked("当前这一件"), "", icon, _going(go, place)))
    return [*found[:_MOST_ACTS], *_paper_acts(answer, go)]


def _paper_acts(answer: Answer, go: Callable[[Place], None]) -> list[Finding]:
    """What is done to the papers of the matter; nothing of one that may not be seen."""
    matter = answer.matter
    if matter is None or not matter.acts:
        return []
    found = []
    for label, what, icon in _PAPER_ACTS:
        word = palette.match(label, answer.typed)
        if word is not None:
            place = Place("case", matter.local_no, what)
            found.append(Finding(word, Marked("当前这一件"), "", icon, _going(go, place)))
    return found


def _matching(commands: Sequence[Command], typed: str) -> list[Finding]:
    found = []
    for command in commands:
        word = palette.match(command.word, typed)
        if word is None and command.also and palette.match(command.also, typed) is not None:
            word = Marked(command.word)
        if word is not None:
            found.append(Finding(word, None, command.key, command.icon, command.act))
    return found


def _letters(answer: Answer, go: Callable[[Place], None]) -> list[Finding]:
    matter = answer.matter
    if matter is None:
        return []
    lawful = {act.letter for act in matter.acts if act.letter}
    found = []
    for offer in answer.letters:
        word = palette.match(offer.label, answer.typed)
        if word is not None:
            place = Place("letter", matter.local_no, offer.kind)
            detail = Marked(f"今年 {offer.count} 份")
            found.append((offer.kind not in lawful, -offer.count,
                          Finding(word, detail, "", "doc", _going(go, place))))  # fmt: skip
    found.sort(key=lambda entry: entry[:2])
    return [line for *_, line in found[:_MOST_LETTERS]]


def _case(hit: SearchHit, go: Callable[[Place], None]) -> Finding:
    name = f" {hit.name}" if hit.name else ""
    word = Marked(f"{hit.number.text}{name}", hit.number.spans)
    right = words_left(hit.days_left) if hit.days_left is not None else hit.state
    return Finding(word, _told(hit), right, "ledger", _going(go, Place("case", hit.local_no)))


def _told(hit: SearchHit) -> Marked:
    """Return the summary, behind the field where the match stands if it is not in sight."""
    if not hit.field:
        return hit.told
    if not hit.found.text:
        return Marked(f"{hit.field} · {hit.summary}")
    head = f"{hit.field} "
    spans = tuple((first + len(head), last + len(head)) for first, last in hit.found.spans)
    return Marked(f"{head}{hit.found.text} · {hit.summary}", spans)


def _going(go: Callable[[Place], None], place: Place) -> Callable[[], None]:
    return lambda: go(place)
