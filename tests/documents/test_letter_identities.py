"""Who may receive whose identity: one row for each kind beyond the daily letters.

Name, telephone, address: in full to the unit that handles the matter; the name alone to the
petitioner and to who knows the person already; nothing to anybody else. No paper has an ID number
in full.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from petition_desk.documents.fonts import FontSet
from petition_desk.documents.letters import LETTER_KINDS, Fact, render

from .conftest import TextReader
from .further_letter_facts import FURTHER, PERSON
from .late_letter_facts import LATE
from .letter_facts import FACTS, kind_of

NAME, PHONE = "张𬱖", "13812345678"
ADDRESS, MASKED_ID = "某某县城关镇幸福路1号", "110105********1233"
SEALED: dict[str, Fact] = {"case.is_sealed": "是"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a paper tells of the person: the name, and how to reach the person."""

    name: bool = False
    reach: bool = False
    id_masked: bool = False
    subject: bool = True
    is_addressed: bool = False


TOLD: dict[str, Told] = {
    "report-notice": Told(name=True, subject=False),
    "duty-reply": Told(name=True, subject=False),
    "reply": Told(name=True),
    "status": Told(name=True),
    "objection": Told(name=True),
    "dispatch": Told(name=True, reach=True, id_masked=True),
    "forward": Told(name=True, reach=True, id_masked=True),
    "no-longer": Told(name=True),
    "supplement": Told(name=True),
    "report-result": Told(name=True, subject=False),
    "urge": Told(name=True),
    "close-report": Told(name=True),
    "discipline-handover": Told(subject=False),
    "sealed-annex": Told(name=True, reach=True, id_masked=True),
    "urgent-report": Told(subject=False),
    "withdrawal": Told(),
    "visit-form": Told(name=True, reach=True, id_masked=True),
    "extension-approval": Told(name=True),
    "review-form": Told(subject=False),
    "mailing-list": Told(name=True, is_addressed=True, subject=False),
    "hearing": Told(name=True),
    "mediation": Told(name=True),
    "review": Told(name=True),
    "recheck": Told(name=True),
    "suggestion": Told(subject=False),
    "reception-form": Told(name=True, reach=True, id_masked=True),
    "label": Told(name=True, is_addressed=True, subject=False),
    "card": Told(subject=False),
}
EXAMPLES = (*FURTHER, *LATE)


def words_of(text: str) -> str:
    """The words without line and page breaks and page numbers."""
    return re.sub(r"—\d+—", "", re.sub(r"\s", "", text))


def test_every_further_kind_says_whom_it_may_name() -> None:
    assert {kind_of(example) for example in EXAMPLES} == set(TOLD)


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_letter_tells_of_the_person_what_its_reader_may_know(
    example: str, fonts: FontSet, text_of: TextReader
) -> None:
    facts = {**FACTS[example], **PERSON}
    text = words_of(text_of(render(kind_of(example), facts, fonts)))
    told = TOLD[kind_of(example)]
    assert (NAME in text) is told.name
    assert (PHONE in text) is told.reach
    assert (ADDRESS in text) is (told.reach or told.is_addressed)
    assert (MASKED_ID in text) is told.id_masked
    assert (words_of(str(facts["case.summary"])) in text) is told.subject


def test_the_notice_of_an_accusation_names_no_accused_no_subject_and_no_receiver(
    fonts: FontSet, text_of: TextReader
) -> None:
    text = words_of(text_of(render("report-notice", FACTS["report-notice"], fonts)))
    for secret in ("周某", "派出所", "吃拿卡要", "纪检", "警务督察大队", "赵警官"):
        assert secret not in text


def test_an_accusation_is_named_in_the_sealed_annex_alone(
    fonts: FontSet, text_of: TextReader
) -> None:
    for kind in ("report-notice", "report-result", "discipline-handover"):
        text = words_of(text_of(render(kind, {**FACTS[kind], **PERSON}, fonts)))
        assert "周某" not in text
        assert "吃拿卡要" not in text
    annex = words_of(text_of(render("sealed-annex", FACTS["sealed-annex"], fonts)))
    assert "某某派出所周某" in annex
    assert "反映某民警吃拿卡要" in annex


@pytest.mark.parametrize("kind", ["objection", "urge", "close-report"])
def test_a_sealed_matter_has_neither_name_nor_subject_for_another_body(
    kind: str, fonts: FontSet, text_of: TextReader
) -> None:
    text = words_of(text_of(render(kind, {**FACTS[kind], **PERSON, **SEALED}, fonts)))
    assert NAME not in text
    assert words_of(str(FACTS[kind]["case.summary"])) not in text
    assert "信访事项一件" in text


@pytest.mark.parametrize("kind", ["dispatch", "forward", "objection", "close-report"])
def test_an_id_number_in_what_was_told_is_masked_for_another_body(
    kind: str, fonts: FontSet, text_of: TextReader
) -> None:
    number = "110105194912310021"
    told: dict[str, Fact] = {
        "case.summary": f"反映身份证{number}被冒用",
        "case.demands": (f"撤销{number}名下的登记", f"告知{number}的查询结果"),
        "case.incoming_doc_no": "信转202603010000123",
        "letter.number": "某公信〔2026〕1号",
    }
    text = words_of(text_of(render(kind, {**FACTS[kind], **PERSON, **told}, fonts)))
    assert number not in text
    assert "110105********0021" in text
    if kind in ("objection", "close-report"):
        assert "信转202603010000123" in text


#: The kinds of every day, all to the petitioner, who is told the own name and no more.
DAILY = ("accept", "notice", "pathway", "not-accept", "transfer", "extend", "opinion", "receipt")


@pytest.mark.parametrize("kind", DAILY)
def test_a_daily_letter_tells_the_petitioner_the_own_name_and_no_more(
    kind: str, fonts: FontSet, text_of: TextReader
) -> None:
    text = words_of(text_of(render(kind, {**FACTS[kind], **PERSON}, fonts)))
    assert NAME in text
    for secret in (PHONE, ADDRESS, MASKED_ID, "周某"):
        assert secret not in text


def test_a_service_sheet_names_the_addressee_and_the_paper(
    fonts: FontSet, text_of: TextReader
) -> None:
    text = words_of(text_of(render("service", {**FACTS["service"], **PERSON}, fonts)))
    assert NAME in text
    assert PHONE not in text
    assert words_of(str(FACTS["service"]["case.summary"])) not in text


def test_every_kind_has_its_reader() -> None:
    assert {*TOLD, *DAILY, "service"} == {kind.id for kind in LETTER_KINDS}


@pytest.mark.parametrize("kind", ["label", "mailing-list"])
def test_the_outside_of_an_envelope_says_documents_of_a_sealed_matter(
    kind: str, fonts: FontSet, text_of: TextReader
) -> None:
    text = words_of(text_of(render(kind, {**FACTS[kind], **PERSON, **SEALED}, fonts)))
    assert "文件资料" in text
    assert "公文" not in text
    assert "告知书" not in text


def test_a_label_says_nothing_of_petitions_to_a_neighbour(
    fonts: FontSet, text_of: TextReader
) -> None:
    facts = {**FACTS["label"], **PERSON, "label.content": ""}
    text = words_of(text_of(render("label", facts, fonts)))
    assert "信访" not in text
    assert "内件文件资料" in text


def test_no_paper_of_any_kind_has_an_id_number_in_full(fonts: FontSet, text_of: TextReader) -> None:
    for example, facts in FACTS.items():
        text = text_of(render(kind_of(example), {**facts, **PERSON}, fonts))
        assert not re.search(r"[1-9]\d{16}[\dX]", text), example
