"""Wordings of the office: saved in versions, never without what must be said, in and out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from petition_desk.documents.letters import LETTER_KINDS
from petition_desk.documents.letters.own_wording import own_faults_of
from petition_desk.documents.letters.wording import table_of, unchecked_wording, wording_of
from petition_desk.domain.kept_letters import KeptLetter
from petition_desk.domain.template_text import (
    BlankPiece,
    ClosePiece,
    OpenPiece,
    Piece,
    Template,
    WordsPiece,
    table_with,
    template_of,
)
from petition_desk.errors import InputError
from petition_desk.services import casework, intake, letters, template_sets, templates
from petition_desk.services.desk import Desk
from petition_desk.services.rights import RightMissingError
from petition_desk.services.template_sets import SetChange
from tests import desks

ACCEPT = "accept"


def issue(desk: Desk) -> KeptLetter:
    number = intake.register(desk, desks.registration()).local_no
    values = {"pathway": "31-6", "unit": "户政大队", "handler": "孙警官", "handler_phone": "1"}
    casework.record_step(desk, number, "accepted", values)
    return letters.issue(desk, number, ACCEPT)


def with_words(template: Template, old: str, new: str) -> Template:
    """Replace words in every paragraph."""

    def piece(each: Piece) -> Piece:
        if isinstance(each, WordsPiece):
            return replace(each, text=each.text.replace(old, new))
        return each

    paragraphs = tuple(
        replace(each, pieces=tuple(piece(part) for part in each.pieces))
        for each in template.paragraphs
    )
    return replace(template, paragraphs=paragraphs)


def without(template: Template, piece: Piece) -> Template:
    paragraphs = tuple(
        replace(each, pieces=tuple(part for part in each.pieces if part != piece))
        for each in template.paragraphs
    )
    return replace(template, paragraphs=paragraphs)


def changed(desk: Desk) -> Template:
    shown = templates.opened(desk, ACCEPT).shown
    return with_words(shown, "怎样办理", "办理过程")


class TestEveryShippedWording:
    @pytest.mark.parametrize("kind", [each.id for each in LETTER_KINDS])
    def test_it_can_be_opened_and_put_back_and_says_the_same(self, kind: str) -> None:
        table = table_of(wording_of(kind))
        again = table_with(template_of(table), table)
        assert templates.is_same_wording(table, again)
        assert own_faults_of(unchecked_wording(again, kind)) == ()

    @pytest.mark.parametrize("kind", [each.id for each in LETTER_KINDS])
    def test_the_sample_shows_every_variant_of_it(self, desk: Desk, kind: str) -> None:
        view = templates.opened(desk, kind)
        for variant in view.variants:
            shown = templates.preview(desk, view.shown, variant)
            assert shown.faults == ()
            assert shown.pdf.startswith(b"%PDF")


class TestSaving:
    def test_letters_from_then_on_are_written_in_it_and_remember_its_version(
        self, desk: Desk
    ) -> None:
        before = issue(desk)
        assert before.template_version == wording_of(ACCEPT).version
        assert templates.save(desk, changed(desk), "按法制科意见") == 1
        after = issue(desk)
        assert after.template_version == "本局第1版"
        assert letters.kept(desk, "XF2026-0001", ACCEPT).pdf == before.pdf

    def test_every_version_is_kept_and_can_be_looked_at(self, desk: Desk) -> None:
        first = changed(desk)
        templates.save(desk, first, "一")
        templates.save(desk, with_words(first, "办理过程", "怎么办"), "二")
        versions = templates.opened(desk, ACCEPT).versions
        assert [(each.version, each.reason, each.account) for each in versions] == [
            (2, "二", desks.OFFICER),
            (1, "一", desks.OFFICER),
        ]
        assert templates.version_of(desk, ACCEPT, 1) == first

    def test_the_shipped_one_can_be_taken_back_and_the_versions_stay(self, desk: Desk) -> None:
        templates.save(desk, changed(desk))
        templates.reset(desk, ACCEPT)
        assert issue(desk).template_version == wording_of(ACCEPT).version
        assert [each.version for each in templates.opened(desk, ACCEPT).versions] == [2, 1]
        # The number of a version is never given twice.
        assert templates.save(desk, changed(desk)) == 3

    def test_what_was_not_changed_makes_no_version(self, desk: Desk) -> None:
        with pytest.raises(InputError, match="没有改动"):
            templates.save(desk, templates.opened(desk, ACCEPT).shown)

    def test_only_an_administrator_changes_the_offices_wording(self, desk: Desk) -> None:
        template = changed(desk)
        folder = desk.data_dir
        desk.close()
        colleague = desks.open_again(folder, account=desks.COLLEAGUE)
        try:
            with pytest.raises(RightMissingError):
                templates.save(colleague, template)
            with pytest.raises(RightMissingError):
                templates.reset(colleague, ACCEPT)
            assert templates.opened(colleague, ACCEPT).versions == ()
        finally:
            colleague.close()

    def test_old_and_new_words_stand_in_the_journal(self, desk: Desk) -> None:
        templates.save(desk, changed(desk))
        with desk.reading() as work:
            entry = list(work.journal.entries())[-1]
        assert (entry.action, entry.subject) == ("wording.saved", ACCEPT)
        assert "办理过程" in entry.after["content"]


class TestWhatIsRefused:
    def refused(self, desk: Desk, template: Template) -> tuple[str, ...]:
        with pytest.raises(InputError) as caught:
            templates.save(desk, template)
        assert templates.opened(desk, ACCEPT).versions == ()
        return tuple(str(fault) for fault in caught.value.faults)

    def test_a_required_fact_cannot_be_taken_out(self, desk: Desk) -> None:
        blank = BlankPiece("accepted.handler_phone")
        faults = self.refused(desk, without(changed(desk), blank))
        assert any(fault.startswith("承办电话：不能删除") for fault in faults)

    def test_a_required_fact_cannot_be_put_under_a_condition(self, desk: Desk) -> None:
        template = changed(desk)
        paragraphs = tuple(
            replace(each, pieces=(OpenPiece("case.query_code"), *each.pieces, ClosePiece()))
            if BlankPiece("accepted.handler_phone") in each.pieces
            else each
            for each in template.paragraphs
        )
        faults = self.refused(desk, replace(template, paragraphs=paragraphs))
        assert any("承办电话" in fault and "条件" in fault for fault in faults)

    def test_an_unknown_blank_is_named_at_its_paragraph(self, desk: Desk) -> None:
        faults = self.refused(desk, with_words(changed(desk), "可以拨打", "{{case.nobody}}"))
        assert any("第7段" in fault and "case.nobody" in fault for fault in faults)

    def test_an_open_condition_is_named_at_its_paragraph(self, desk: Desk) -> None:
        template = changed(desk)
        first = template.paragraphs[1]
        pieces = (OpenPiece("case.query_code"), *first.pieces)
        paragraphs = (
            template.paragraphs[0],
            replace(first, pieces=pieces),
            *template.paragraphs[2:],
        )
        faults = self.refused(desk, replace(template, paragraphs=paragraphs))
        assert any(fault.startswith("第2段：条件或者加粗没有成对") for fault in faults)

    def test_what_the_program_sets_cannot_be_taken_out(self, desk: Desk) -> None:
        template = changed(desk)
        kept = tuple(each for each in template.paragraphs if each.kind != "insert")
        faults = self.refused(desk, replace(template, paragraphs=kept))
        assert any("程序填写的部分" in fault for fault in faults)

    def test_an_empty_title_and_a_wrong_number_pattern_are_refused(self, desk: Desk) -> None:
        assert any("标题" in each for each in self.refused(desk, replace(changed(desk), title=())))
        wrong = replace(changed(desk), number_pattern="第{号}号")
        assert any("文号" in each for each in self.refused(desk, wrong))

    def test_two_kinds_never_get_the_same_numbers(self, desk: Desk) -> None:
        """Each kind counts from 1: without the 字, or with another's, numbers would be double."""
        with desk.begin() as work:
            work.settings.set("letters.number_pattern", "{机关代字}{字}〔{年}〕{n}号")
            work.commit()
        pattern = "某公接〔{年}〕{n}号"
        (fault,) = self.refused(desk, replace(changed(desk), number_pattern=pattern))
        assert fault.startswith("文号格式：受理告知书和接收情况告知书的文号会相同")

    def test_a_pattern_of_its_own_numbers_the_letters_of_the_kind_alone(self, desk: Desk) -> None:
        own = replace(changed(desk), number_pattern="某公信受〔{年}〕{n}号")
        templates.save(desk, own)
        assert issue(desk).number == "某公信受〔2026〕1号"

    def test_a_text_no_letter_could_hold_is_refused(self, desk: Desk) -> None:
        faults = self.refused(desk, with_words(changed(desk), "办理过程", "长" * 20_001))
        assert faults == ("正文：不超过 20000 字",)

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_no_wording_that_is_accepted_lacks_a_required_fact(self, data: st.DataObject) -> None:
        """Whatever pieces are taken out: what is accepted still prints all that must be printed."""
        kind = data.draw(st.sampled_from([each.id for each in LETTER_KINDS]))
        template = template_of(table_of(wording_of(kind)))
        paragraphs = [
            replace(each, pieces=tuple(_some(data, each.pieces))) for each in template.paragraphs
        ]
        edited = replace(template, paragraphs=tuple(paragraphs))
        if templates.faults_of_template(edited):
            return
        table = table_with(edited, table_of(wording_of(kind)))
        assert table["required"] == table_of(wording_of(kind))["required"]
        printed = {
            piece.identifier
            for each in edited.paragraphs
            for piece in each.pieces
            if isinstance(piece, BlankPiece)
        }
        for blank in templates.must_print(kind):
            assert blank in printed or blank in str(template.title)


def _some(data: st.DataObject, pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if data.draw(st.integers(0, 9)) > 0]


class TestDrafts:
    def test_a_draft_is_shown_again_and_gone_when_it_is_saved(self, desk: Desk) -> None:
        template = changed(desk)
        templates.keep_draft(desk, template)
        view = templates.opened(desk, ACCEPT)
        assert view.shown == template
        assert view.head.has_draft
        assert view.draft_saved_at is not None
        templates.save(desk, view.shown)
        assert templates.opened(desk, ACCEPT).draft_saved_at is None

    def test_a_draft_may_have_faults_and_changes_no_letter(self, desk: Desk) -> None:
        template = with_words(changed(desk), "可以拨打", "{{case.nobody}}")
        templates.keep_draft(desk, template)
        assert issue(desk).template_version == wording_of(ACCEPT).version
        assert "{{case.nobody}}" in str(
            table_with(templates.opened(desk, ACCEPT).shown, table_of(wording_of(ACCEPT)))
        )

    def test_it_can_be_given_up(self, desk: Desk) -> None:
        templates.keep_draft(desk, changed(desk))
        templates.drop_draft(desk, ACCEPT)
        view = templates.opened(desk, ACCEPT)
        assert view.shown == view.in_force


class TestSets:
    def test_a_set_goes_out_as_one_file_and_into_another_office(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        templates.save(desk, changed(desk))
        file = tmp_path / "文书文本.json"
        assert template_sets.write_set(desk, file) == len(LETTER_KINDS)
        templates.reset(desk, ACCEPT)
        read = template_sets.read_set(desk, file)
        assert [line.kind for line in read.lines if line.change is SetChange.NEW] == [ACCEPT]
        assert template_sets.take_set(desk, read) == 1
        assert issue(desk).template_version == "本局第3版"
        assert template_sets.take_set(desk, template_sets.read_set(desk, file)) == 0

    def test_the_shipped_wording_in_a_set_takes_the_shipped_one_back(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        file = tmp_path / "set.json"
        template_sets.write_set(desk, file)
        templates.save(desk, changed(desk))
        read = template_sets.read_set(desk, file)
        assert [line.change for line in read.lines if line.kind == ACCEPT] == [SetChange.SHIPPED]
        template_sets.take_set(desk, read)
        assert issue(desk).template_version == wording_of(ACCEPT).version

    def test_one_faulty_wording_keeps_the_whole_set_out_and_is_named(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        templates.save(desk, changed(desk))
        file = tmp_path / "set.json"
        template_sets.write_set(desk, file)
        whole = json.loads(file.read_text(encoding="utf-8"))
        whole["wordings"]["notice"]["block"][1]["text"] = "{{case.nobody}}"
        file.write_text(json.dumps(whole), encoding="utf-8")
        templates.reset(desk, ACCEPT)
        read = template_sets.read_set(desk, file)
        assert any("接收情况告知书 第2段" in fault.field for fault in read.faults)
        with pytest.raises(InputError, match=r"case\.nobody"):
            template_sets.take_set(desk, read)
        assert issue(desk).template_version == wording_of(ACCEPT).version

    @pytest.mark.parametrize(
        "content",
        [b"", b"{}", b"[1]", b"\xff\xfe\x00", b'{"is": "x"}', "你好".encode(), b"[" * 100_000],
    )
    def test_what_is_no_set_is_refused_and_changes_nothing(
        self, desk: Desk, tmp_path: Path, content: bytes
    ) -> None:
        file = tmp_path / "set.json"
        file.write_bytes(content)
        with pytest.raises(InputError, match=r"set\.json"):
            template_sets.read_set(desk, file)

    def test_a_kind_this_program_does_not_have_is_named(self, desk: Desk, tmp_path: Path) -> None:
        file = tmp_path / "set.json"
        template_sets.write_set(desk, file)
        whole = json.loads(file.read_text(encoding="utf-8"))
        whole["wordings"]["verdict"] = whole["wordings"]["accept"]
        file.write_text(json.dumps(whole), encoding="utf-8")
        assert "程序没有“verdict”这种文书" in str(template_sets.read_set(desk, file).faults[0])
