"""Whether a file is a letter of this office, and whether a byte of it changed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from petition_desk.errors import InputError
from petition_desk.services import letters
from petition_desk.services.desk import Desk
from petition_desk.services.letter_verifying import Authenticity, verify_bytes, verify_letter
from petition_desk.services.letter_voiding import void_letter
from tests.desks import COLLEAGUE

from .letter_cases import registered


def issued(desk: Desk) -> tuple[str, bytes]:
    no = registered(desk, "30", matter_kind="检举控告")
    return no, letters.issue(desk, no, "report-notice").pdf


def test_a_letter_is_known_by_every_byte(desk: Desk, tmp_path: Path) -> None:
    no, pdf = issued(desk)
    file = tmp_path / "saved.pdf"
    file.write_bytes(pdf)
    verdict = verify_letter(desk, file)
    assert verdict.authenticity is Authenticity.GENUINE
    assert verdict.local_no == no
    assert verdict.letter is not None
    assert verdict.letter.number in verdict.sentence
    assert "一个字节也没有改动" in verdict.sentence


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9, 0.999])
def test_one_changed_byte_is_noticed_and_the_letter_still_known(desk: Desk, place: float) -> None:
    no, pdf = issued(desk)
    changed = bytearray(pdf)
    changed[int(len(pdf) * place)] ^= 1
    verdict = verify_bytes(desk, bytes(changed))
    assert verdict.authenticity is Authenticity.CHANGED
    assert verdict.local_no == no
    assert "改成" in verdict.sentence


def test_a_letter_saved_again_by_another_program_is_a_changed_one(desk: Desk) -> None:
    no, pdf = issued(desk)
    again = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.pages[0].Rotate = 90
        opened.save(again)
    verdict = verify_bytes(desk, again.getvalue())
    assert (verdict.authenticity, verdict.local_no) == (Authenticity.CHANGED, no)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 of somebody else", b"\x00" * 5000])
def test_what_is_not_ours_is_said_to_be_unknown(desk: Desk, data: bytes) -> None:
    issued(desk)
    verdict = verify_bytes(desk, data)
    assert (verdict.authenticity, verdict.letter) == (Authenticity.UNKNOWN, None)


def test_a_preview_is_no_letter_of_ours(desk: Desk) -> None:
    no = registered(desk, "30", matter_kind="检举控告")
    draft = letters.preview(desk, no, "report-notice")
    assert verify_bytes(desk, draft).authenticity is Authenticity.UNKNOWN


def test_a_void_letter_is_genuine_and_void(desk: Desk) -> None:
    no, pdf = issued(desk)
    void_letter(desk, no, "report-notice", "写错")
    verdict = verify_bytes(desk, pdf)
    assert verdict.authenticity is Authenticity.GENUINE
    assert "已经作废" in verdict.sentence


def test_an_account_without_the_right_learns_nothing_of_a_confidential_letter(
    desk: Desk, reopen: Callable[..., Desk]
) -> None:
    no, pdf = issued(desk)
    verdict = verify_bytes(reopen(account=COLLEAGUE), pdf)
    assert verdict.authenticity is Authenticity.GENUINE
    assert verdict.is_withheld
    assert (verdict.letter, verdict.local_no) == (None, "")
    assert no not in verdict.sentence
    assert "检举" not in verdict.sentence


def test_a_file_that_is_not_there_is_named(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.pdf：找不到"):
        verify_letter(desk, tmp_path / "gone.pdf")
    with pytest.raises(InputError, match="是文件夹"):
        verify_letter(desk, tmp_path)
