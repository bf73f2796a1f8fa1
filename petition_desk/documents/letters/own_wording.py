"""A wording of the office's own: what it may change, and what it may not take away.

Words, order, title and conditions are the office's. What the law wants said is not: a fact the
shipped wording prints always must be printed always, a required fact stays required, and what code
sets (the list of demands, a form) keeps its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from petition_desk.documents.letters.facts import label_of
from petition_desk.documents.letters.wording import (
    Wording,
    always_printed,
    faults_of,
    wording_from,
    wording_of,
)
from petition_desk.domain.numbering import LetterNumberPattern, NumberPatternError
from petition_desk.errors import FieldFault, InputError


def office_wording(table: Mapping[str, Any], name: str) -> Wording:
    """Read a wording the office made for a kind that ships.

    Args:
        table: As `petition_desk.documents.letters.wording.table_of` writes it.
        name: What messages call it.

    Raises:
        WordingError: a key is missing, a blank unknown, or a condition not closed.
        InputError: something that must be said is gone; each is named.
        ResourceMissingError: no kind of that name ships.
    """
    wording = wording_from(table, name)
    if faults := own_faults_of(wording):
        raise InputError.from_faults(faults)
    return wording


def own_faults_of(wording: Wording) -> tuple[FieldFault, ...]:
    """Return every fault of an office's wording, those of the shipped one it must keep included."""
    shipped = wording_of(wording.kind)
    return (*faults_of(wording), *_number_faults(wording), *_lost(wording, shipped))


def kept_blanks(kind: str) -> frozenset[str]:
    """Return the facts that a wording of this kind must print, for the editor to lock."""
    return _always(wording_of(kind))


def _number_faults(wording: Wording) -> Iterator[FieldFault]:
    if wording.number_pattern:
        try:
            LetterNumberPattern(wording.number_pattern)
        except NumberPatternError as error:
            yield from error.faults


def _lost(wording: Wording, shipped: Wording) -> Iterator[FieldFault]:
    for identifier in sorted(_always(shipped) - _always(wording)):
        yield FieldFault(
            label_of(identifier), f"不能删除，也不能放进条件里：{{{{{identifier}}}}} 是必写的内容"
        )
    kept = set(wording.required)
    for requirement in shipped.required:
        if requirement not in kept:
            names = "或者".join(label_of(key) for key in requirement.choices)
            yield FieldFault(names, "是必填的事项，不能取消")
    for name in sorted(_inserts(shipped) - _inserts(wording)):
        yield FieldFault("正文", f"程序填写的部分（{name}）不能删除")
    for name in sorted(_inserts(wording) - _inserts(shipped)):
        yield FieldFault("正文", f"不认识的程序填写部分（{name}）")
    for name, phrase in shipped.phrases.items():
        if name not in wording.phrases:
            yield FieldFault(f"用语“{name}”", "不能删除")
            continue
        for identifier in always_printed(phrase) - always_printed(wording.phrases[name]):
            reason = f"不能删除{label_of(identifier)}，也不能放进条件里"
            yield FieldFault(f"用语“{name}”", reason)


def _always(wording: Wording) -> frozenset[str]:
    """Return what is printed under no condition, and what is required of a variant."""
    texts = [block.text for block in wording.blocks if block.kind != "insert"]
    unconditional = [
        block.text
        for block in wording.blocks
        if block.kind != "insert" and not block.when.identifier
    ]
    found = {key for text in (wording.title, *unconditional) for key in always_printed(text)}
    # What the shipped wording prints in one of two variants must stay in one of them.
    varied = {key for text in texts for key in always_printed(text)} & {
        key for each in wording.required for key in each.choices
    }
    return frozenset(found | varied)


def _inserts(wording: Wording) -> frozenset[str]:
    return frozenset(block.text for block in wording.blocks if block.kind == "insert")
