"""The wordings the office owns: what they say, their drafts and their versions.

The shipped wording always stands behind. A version that was saved is never changed: letters name
the one they were written in. Nothing that a letter must say can be saved away; what is missing is
named at its place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from petition_desk.documents.letters import (
    LETTER_KINDS,
    is_known,
    letter_kind,
    render_draft,
)
from petition_desk.documents.letters.own_wording import kept_blanks, own_faults_of
from petition_desk.documents.letters.wording import (
    Wording,
    table_of,
    unchecked_wording,
    wording_of,
)
from petition_desk.domain.template_text import (
    Template,
    blanks_of,
    condition_words,
    conditions_of,
    fact_of,
    table_with,
    template_of,
)
from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.errors import FieldFault, InputError, PetitionDeskError, UnknownNameError
from petition_desk.services.changes import Changes
from petition_desk.services.desk import Desk
from petition_desk.services.letter_wordings import number_faults, table_of_kept, version_name
from petition_desk.services.letters import font_set
from petition_desk.services.rights import ADMIN, require
from petition_desk.services.template_samples import (
    SampleVariant,
    insert_label,
    sample_facts,
    short_label,
    value_words,
    variants,
)
from petition_desk.storage.unit_of_work import UnitOfWork
from petition_desk.storage.wordings import KeptWording

LONGEST_TEXT = 20_000
"""A wording of more characters than any letter could hold was pasted by mistake."""


@dataclass(frozen=True, slots=True)
class TemplateHead:
    """One kind of letter in the list of wordings.

    Attributes:
        kind: Its identifier.
        label: What it is called.
        version: The version of the office in force; 0 where the shipped one holds.
        saved_at: When that was saved, UTC.
        account: Who saved it.
        has_draft: Whether this account has begun a change.
        fault: Why the kept version can no longer be used; empty where it can.
    """

    kind: str
    label: str
    version: int = 0
    saved_at: datetime | None = None
    account: str = ""
    has_draft: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class BlankOnOffer:
    """A blank that can be put into a wording.

    Attributes:
        identifier: As letters know it.
        label: What it is called.
        must_print: Whether this kind must print it.
    """

    identifier: str
    label: str
    must_print: bool


@dataclass(frozen=True, slots=True)
class ConditionOnOffer:
    """A condition that can be put around words, and how it reads."""

    condition: str
    label: str


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A wording opened for editing.

    Attributes:
        head: The kind and what is in force.
        in_force: What letters are written in now.
        shown: What the editor begins with: the draft where there is one, else what is in force.
        draft_saved_at: When the draft was last saved, UTC; None where there is none.
        versions: Every version of the office, the latest first.
        blanks: What may be put in.
        conditions: What may be put around words.
        names: What each blank that occurs is called, and each condition, after a ``#``.
        inserts: What each place that the program fills is called.
        variants: The ways to show the sample.
    """

    head: TemplateHead
    in_force: Template
    shown: Template
    draft_saved_at: datetime | None
    versions: tuple[KeptWording, ...]
    blanks: tuple[BlankOnOffer, ...]
    conditions: tuple[ConditionOnOffer, ...]
    names: Mapping[str, str]
    inserts: Mapping[str, str]
    variants: tuple[SampleVariant, ...]


@dataclass(frozen=True, slots=True)
class TemplatePreview:
    """What an edited wording looks like now.

    Attributes:
        pdf: The sample letter; empty where it cannot be set.
        faults: Why it could not be saved; `FieldFault.field` names the place.
    """

    pdf: bytes
    faults: tuple[FieldFault, ...]


# Looking


def heads(desk: Desk) -> tuple[TemplateHead, ...]:
    """Every kind of letter, with what is in force."""
    with desk.reading() as work:
        own = work.wordings.own_kinds()
        drafted = work.wordings.drafted_kinds()
    return tuple(_head(kind.id, own.get(kind.id), drafted) for kind in LETTER_KINDS)


def opened(desk: Desk, kind: str) -> TemplateView:
    """A wording as the editor shows it.

    Raises:
        UnknownNameError: no such kind (exit 2).
    """
    chosen = letter_kind(kind).id
    with desk.reading() as work:
        kept = work.wordings.current(chosen)
        draft = work.wordings.draft(chosen)
        versions = tuple(work.wordings.versions(chosen))
        drafted = work.wordings.drafted_kinds()
    shipped = wording_of(chosen)
    in_force = template_of(table_of(shipped) if kept is None else table_of_kept(kept))
    shown = in_force if draft is None else template_of(json.loads(draft.content))
    return TemplateView(
        head=_head(chosen, kept, drafted),
        in_force=in_force,
        shown=shown,
        draft_saved_at=draft.saved_at if draft is not None else None,
        versions=versions,
        blanks=_blanks_on_offer(shipped),
        conditions=_conditions_on_offer(shipped),
        names=_names(shipped, in_force, shown),
        inserts={
            block.text: insert_label(block.text)
            for block in shipped.blocks
            if block.kind == "insert"
        },
        variants=variants(shipped),
    )


def version_of(desk: Desk, kind: str, version: int) -> Template:
    """An earlier version of the office's wording, to look at or to go back to.

    Raises:
        UnknownNameError: there is no such version (exit 2).
    """
    with desk.reading() as work:
        found = [each for each in work.wordings.versions(kind) if each.version == version]
    if not found:
        raise UnknownNameError("文本版本", version_name(version))
    kept = found[0]
    return template_of(table_of_kept(kept) if kept.content else table_of(wording_of(kind)))


def shipped(kind: str) -> Template:
    """The wording that ships."""
    return template_of(table_of(wording_of(kind)))


def preview(desk: Desk, template: Template, variant: SampleVariant) -> TemplatePreview:
    """The sample letter in an edited wording, and what keeps it from being saved."""
    with desk.reading() as work:
        office = work.settings.all()
    wording, faults = _read(template)
    if wording is None or any(fault.field == "文号格式" for fault in faults):
        return TemplatePreview(b"", faults)
    try:
        facts = sample_facts(wording, variant, desk.clock.today(), office)
        pdf = render_draft(letter_kind(template.kind).worded(wording), facts, font_set())
    except InputError as error:
        return TemplatePreview(b"", (*faults, *error.faults))
    return TemplatePreview(pdf, faults)


def faults_of_template(template: Template) -> tuple[FieldFault, ...]:
    """Why an edited wording could not be saved; nothing where it can."""
    return _read(template)[1]


def must_print(kind: str) -> frozenset[str]:
    """The blanks that a wording of this kind may not lose."""
    return kept_blanks(kind)


# Changing


def is_same_wording(table: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two wordings say the same; the same words can be marked as heavy in two ways."""
    first, second = (
        {**table_with(template_of(each), each), "version": ""} for each in (table, other)
    )
    return first == second


def keep_draft(desk: Desk, template: Template) -> datetime:
    """Keep what is being edited; return when."""
    content = json.dumps(_table(template), ensure_ascii=False)
    with desk.begin() as work:
        work.wordings.keep_draft(template.kind, content)
        work.commit()
    return desk.clock.now()


def drop_draft(desk: Desk, kind: str) -> None:
    """Give up what is being edited."""
    with desk.begin() as work:
        work.wordings.drop_draft(kind)
        work.commit()


def save(desk: Desk, template: Template, reason: str = "") -> int:
    """Save a version; every letter from now on is written in it. Return its number.

    Raises:
        RightMissingError: no administrator (exit 3).
        InputError: an unknown blank, a condition left open, something that must be said is gone;
            each is named at its place (exit 4).
    """
    require(desk, ADMIN)
    with desk.begin() as work:
        version = save_within(work, template, reason)
        work.commit()
    desk.announce(Changes(settings=True))
    return version


def save_within(work: UnitOfWork, template: Template, reason: str) -> int:
    """The same within the caller's transaction; the right was asked for."""
    _, faults = _read(template)
    faults = faults or number_faults(work, {template.kind: template.number_pattern})
    if faults:
        raise InputError.from_faults(faults)
    table = _table(template)
    kept = work.wordings.current(template.kind)
    before = table_of(wording_of(template.kind)) if kept is None else table_of_kept(kept)
    if is_same_wording(table, before):
        raise InputError(LETTER_LABELS[template.kind], "文本没有改动，不另存一版")
    table["version"] = version_name(work.wordings.next_version(template.kind))
    version = work.wordings.add(template.kind, json.dumps(table, ensure_ascii=False), reason)
    work.wordings.drop_draft(template.kind)
    return version


def reset(desk: Desk, kind: str) -> None:
    """Take the shipped wording back; the office's versions stay to be looked at.

    Raises:
        RightMissingError: no administrator (exit 3).
        UnknownNameError: no such kind (exit 2).
    """
    require(desk, ADMIN)
    chosen = letter_kind(kind).id
    with desk.begin() as work:
        if work.wordings.current(chosen) is not None:
            work.wordings.add(chosen, "", "恢复为随程序的文本")
        work.wordings.drop_draft(chosen)
        work.commit()
    desk.announce(Changes(settings=True))


# Inside


def _head(kind: str, kept: KeptWording | None, drafted: frozenset[str]) -> TemplateHead:
    if kept is None:
        return TemplateHead(kind, LETTER_LABELS[kind], has_draft=kind in drafted)
    fault = ""
    try:
        faults = own_faults_of(unchecked_wording(table_of_kept(kept), LETTER_LABELS[kind]))
        fault = str(faults[0]) if faults else ""
    except PetitionDeskError as error:
        fault = str(error)
    return TemplateHead(
        kind,
        LETTER_LABELS[kind],
        kept.version,
        kept.saved_at,
        kept.account,
        kind in drafted,
        fault,
    )


def _table(template: Template) -> dict[str, Any]:
    return table_with(template, table_of(wording_of(template.kind)))


def _read(template: Template) -> tuple[Wording | None, tuple[FieldFault, ...]]:
    """Return the wording, None where it cannot be set at all, and what is wrong in it."""
    table = _table(template)
    texts = [text for block in table["block"] for text in block.values()]
    if sum(map(len, texts)) > LONGEST_TEXT:
        return None, (FieldFault("正文", f"不超过 {LONGEST_TEXT} 字"),)
    if not table["title"].strip():
        return None, (FieldFault("标题", "必须填写"),)
    wording = unchecked_wording(table, LETTER_LABELS[template.kind])
    faults = own_faults_of(wording)
    unset = any("不认识的空格" in fault.reason or "没有成对" in fault.reason for fault in faults)
    return (None if unset else wording), faults


def _blanks_on_offer(wording: Wording) -> tuple[BlankOnOffer, ...]:
    must = kept_blanks(wording.kind)
    printed = blanks_of(template_of(table_of(wording)))
    named = [key for each in wording.required for key in each.choices]
    every = dict.fromkeys((*printed, *named, *wording.optional, *_COMMON))
    return tuple(
        BlankOnOffer(key, _label(key), key in must)
        for key in every
        if not key.startswith("demand.") or key in printed
    )


_COMMON = (
    "letter.salutation", "letter.source_note", "letter.unit", "letter.handler",
    "letter.handler_phone", "letter.query_phone", "office.name", "office.reception_address",
    "case.local_no", "case.query_code",
)  # fmt: skip


def _conditions_on_offer(wording: Wording) -> tuple[ConditionOnOffer, ...]:
    asked = conditions_of(template_of(table_of(wording)))
    further = (*wording.optional, "case.query_code", "office.reception_address")
    return tuple(
        ConditionOnOffer(condition, _condition_label(condition))
        for condition in dict.fromkeys((*asked, *further))
        if "." in fact_of(condition)
    )


def _names(wording: Wording, *templates: Template) -> dict[str, str]:
    names = {each.identifier: each.label for each in _blanks_on_offer(wording)}
    names |= {f"#{each.condition}": each.label for each in _conditions_on_offer(wording)}
    for template in templates:
        names |= {key: _label(key) for key in blanks_of(template) if key not in names}
        for condition in conditions_of(template):
            names[f"#{condition}"] = _condition_label(condition)
    return names


def _condition_label(condition: str) -> str:
    return condition_words(condition, _label(fact_of(condition)), value_words())


def _label(identifier: str) -> str:
    """What a fact is called in the editor; itself where no letter has it."""
    return short_label(identifier) if is_known(identifier) else identifier
