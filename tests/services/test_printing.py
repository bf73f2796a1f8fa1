"""The log of printing: what came out, 补打 in the journal, nothing told of what is confidential."""

from __future__ import annotations

from pathlib import Path

import pytest

from petition_desk.domain.kept_letters import KeptLetter, LetterId
from petition_desk.domain.print_log import PaperFate
from petition_desk.errors import InputError, UnknownNameError
from petition_desk.services import casework, intake, letters, printing
from petition_desk.services.desk import Desk
from petition_desk.services.printing import PrintedLetter
from petition_desk.services.recording import SealedCaseError
from tests import desks


def issued(desk: Desk) -> KeptLetter:
    number = intake.register(desk, desks.registration()).local_no
    values = {"pathway": "31-6", "unit": "户政大队", "handler": "孙警官", "handler_phone": "1"}
    casework.record_step(desk, number, "accepted", values)
    return letters.issue(desk, number, "accept")


def issued_id(desk: Desk) -> LetterId:
    letter = issued(desk)
    assert letter.id is not None
    return letter.id


def actions(desk: Desk) -> list[str]:
    with desk.reading() as work:
        return [entry.action for entry in work.journal.entries()]


def test_what_is_printed_are_the_kept_bytes(desk: Desk) -> None:
    letter = issued(desk)
    assert letter.id is not None
    assert printing.pdf_of(desk, letter.id) == letter.pdf


def test_printing_again_stands_in_the_journal_as_a_reprint(desk: Desk) -> None:
    letter = issued_id(desk)
    printing.record(desk, "PDF", [PrintedLetter(letter, 2, PaperFate.SENT)])
    printing.record(desk, "PDF", [PrintedLetter(letter, 1, PaperFate.SENT)])
    assert actions(desk)[-2:] == ["letter.printed", "letter.reprinted"]
    latest, first = printing.history(desk, letter)
    assert (latest.copies, first.copies) == (1, 2)
    assert (latest.job, first.job) == (2, 1)
    assert first.account == desks.OFFICER


def test_what_did_not_come_out_is_logged_and_makes_no_reprint_of_the_next(desk: Desk) -> None:
    letter = issued_id(desk)
    printing.record(desk, "PDF", [PrintedLetter(letter, 1, PaperFate.NOT_SENT)])
    assert "letter.printed" not in actions(desk)
    printing.record(desk, "PDF", [PrintedLetter(letter, 1, PaperFate.SENT)])
    assert actions(desk)[-1] == "letter.printed"
    assert [each.fate for each in printing.history(desk, letter)] == [
        PaperFate.SENT,
        PaperFate.NOT_SENT,
    ]


def test_what_may_have_come_out_counts_as_printed(desk: Desk) -> None:
    letter = issued_id(desk)
    printing.record(desk, "PDF", [PrintedLetter(letter, 1, PaperFate.UNSURE)])
    assert printing.choices(desk, [letter])[0].printed_count == 1


def test_printing_ends_no_clock_and_changes_no_letter(desk: Desk) -> None:
    letter = issued(desk)
    assert letter.id is not None
    before = casework.show(desk, "XF2026-0001")
    printing.record(desk, "PDF", [PrintedLetter(letter.id, 1, PaperFate.SENT)])
    assert casework.show(desk, "XF2026-0001") == before


def test_letters_come_in_the_order_they_were_chosen_each_once(desk: Desk) -> None:
    first, second = issued_id(desk), issued_id(desk)
    found = printing.choices(desk, [second, first, second])
    assert [choice.letter_id for choice in found] == [second, first]


def test_a_letter_that_does_not_exist_is_named(desk: Desk) -> None:
    with pytest.raises(UnknownNameError):
        printing.choices(desk, [LetterId(99)])
    with pytest.raises(UnknownNameError):
        printing.pdf_of(desk, LetterId(99))


def test_more_than_a_batch_holds_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError, match="一次最多 5000 份"):
        printing.choices(desk, [LetterId(number) for number in range(5_001)])


def test_of_a_confidential_matter_an_account_without_the_right_learns_its_number_alone(
    desk: Desk, tmp_path: Path
) -> None:
    facts = desks.registration(demands=[{"text": "检举某民警收受财物", "pathway": "30"}])
    number = intake.register(desk, facts).local_no
    letter = letters.issue(desk, number, "report-notice")
    assert letter.id is not None
    folder = desk.data_dir
    desk.close()
    colleague = desks.open_again(folder, account=desks.COLLEAGUE)
    try:
        (choice,) = printing.choices(colleague, [letter.id])
        assert choice.local_no == number
        assert (choice.name, choice.title, choice.kind) == ("保密件", "", "")
        assert choice.refusal == "保密件，本账户无权打印"
        assert printing.history(colleague, letter.id) == ()
        assert printing.waiting_letters(colleague, [number]) == ()
        with pytest.raises(SealedCaseError):
            printing.pdf_of(colleague, letter.id)
    finally:
        colleague.close()


def test_one_file_starts_each_letter_on_a_front_and_holds_so_many(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [issued_id(desk) for _ in range(3)]
    target = tmp_path / "all.pdf"
    with desk.reading() as work:
        counts = [work.letters.head(each).page_count for each in chosen]
    assert printing.save_joined(desk, target, chosen) == sum(counts)
    on_fronts = sum(count + count % 2 for count in counts)
    assert printing.save_joined(desk, target, chosen, is_duplex=True) == on_fronts
    monkeypatch.setattr(printing, "MOST_IN_A_FILE", 2)
    with pytest.raises(InputError, match="最多 2 份，现为 3 份"):
        printing.save_joined(desk, tmp_path / "more.pdf", chosen)
    assert not (tmp_path / "more.pdf").exists()
