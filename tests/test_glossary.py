"""One legal term, one English name: what the program calls something, the glossary explains."""

from __future__ import annotations

import re
import tomllib

from petition_desk.domain.step_kinds import STEP_KINDS
from petition_desk.domain.vocabulary import LETTER_LABELS, Pathway
from petition_desk.paths import resource
from tests.package_source import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
EXPLAINED = set(re.findall(r"`([^`]+)`", GLOSSARY))


def test_every_step_letter_and_pathway_is_explained() -> None:
    used = {kind.id for kind in STEP_KINDS} | set(LETTER_LABELS) | {str(item) for item in Pathway}
    assert used - EXPLAINED == set()


def test_every_clock_is_explained() -> None:
    book = tomllib.loads(resource("law", "clocks.toml").read_text(encoding="utf-8"))
    assert {rule["id"] for rule in book["rule"]} - EXPLAINED == set()


def test_steps_and_letters_have_the_chinese_names_the_program_shows() -> None:
    shown = {**{kind.id: kind.label for kind in STEP_KINDS}, **LETTER_LABELS}
    rows = re.findall(r"`([^`]+)` \| ([^|(,]+)", GLOSSARY)
    explained: dict[str, set[str]] = {}
    for name, term in rows:
        explained.setdefault(name, set()).add(term.strip())
    assert {
        name: label
        for name, label in shown.items()
        if not any(word.startswith(label[:2]) or label in word for word in explained[name])
    } == {}
