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
    return frozenset(identifier for identifier, _ in _must(wording_of(kind)))


def _number_faults(wording: Wording) -> Iterator[FieldFault]:
    if wording.number_pattern:
        try:
            LetterNumberPattern(wording.number_pattern)
        except NumberPatternError as error:
            yield from error.faults


def _lost(wording: Wording, shipped: Wording) -> Iterator[FieldFault]:
    has = _printed(wording)
    lost = {key for key, when in _must(shipped) if not has & {(key, ""), (key, when)}}
    for identifier in sorted(lost):
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


def _must(shipped: Wording) -> frozenset[tuple[str, str]]:
    """Return what must be printed always, and of a variant what is required there, with when."""
    required = {key for each in shipped.required for key in each.choices}
    return frozenset((key, when) for key, when in _printed(shipped) if not when or key in required)


def _printed(wording: Wording) -> frozenset[tuple[str, str]]:
    """Return each fact that a paragraph prints whole, and the condition of that paragraph."""
    found = {(key, "") for key in always_printed(wording.title)}
    for block in wording.blocks:
        if block.kind != "insert":
            found |= {(key, str(block.when)) for key in always_printed(block.text)}
    return frozenset(found)


def _inserts(wording: Wording) -> frozenset[str]:
    return frozenset(block.text for block in wording.blocks if block.kind == "insert")
