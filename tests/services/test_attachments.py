"""Attachments: whole files alone come in, their bytes stay as they were, and none is lost."""

from __future__ import annotations

import hashlib
import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from petition_desk.documents.scans import UnreadableScanError
from petition_desk.domain.attachments import MEGABYTE, AttachmentKind
from petition_desk.errors import InputError, UnknownNameError
from petition_desk.services import casework, intake
from petition_desk.services.attachments import (
    AttachmentFileError,
    NewAttachment,
    ScanWatch,
    attach,
    attach_bytes,
    attachment_bytes,
    attachment_pages,
    attachments,
    save_attachment,
    void_attachment,
)
from petition_desk.services.desk import Desk
from petition_desk.services.recording import SealedCaseError
from petition_desk.services.service import service_page
from petition_desk.storage.errors import DamagedAttachmentError
from tests import desks


@pytest.fixture
def no(desk: Desk) -> str:
    return intake.register(desk, desks.registration()).local_no


def a_picture(path: Path, size: tuple[int, int] = (400, 600), **options: object) -> Path:
    Image.new("RGB", size, "white").save(path, **options)
    return path


def a_pdf(path: Path, pages: int = 3, **options: object) -> Path:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.save(path, **options)
    return path


@pytest.mark.parametrize("name", ["户口簿.jpg", "户口簿.png", "户口簿.bmp", "户口簿.TIFF"])
def test_a_scan_comes_out_with_the_very_bytes_it_came_in_with(
    desk: Desk, no: str, tmp_path: Path, name: str
) -> None:
    path = a_picture(tmp_path / name)
    kept = attach(desk, no, path)
    assert (kept.title, kept.page_count) == ("户口簿", 1)
    assert kept.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert kept.id is not None
    assert attachment_bytes(desk, no, kept.id) == (kept, path.read_bytes())
    assert attachments(desk, no) == (kept,)
    saved = save_attachment(desk, no, kept.id, tmp_path / "出")
    assert saved.suffix == kept.file_suffix
    assert saved.read_bytes() == path.read_bytes()


def test_the_pages_of_a_pdf_and_of_a_fax_are_counted(desk: Desk, no: str, tmp_path: Path) -> None:
    assert attach(desk, no, a_pdf(tmp_path / "报告.pdf", 7)).page_count == 7
    pages = [Image.new("1", (200, 300), 1) for _ in range(4)]
    pages[0].save(tmp_path / "传真.tif", save_all=True, append_images=pages[1:])
    assert attach(desk, no, tmp_path / "传真.tif").page_count == 4


def test_what_was_pasted_needs_no_file(desk: Desk, no: str) -> None:
    held = io.BytesIO()
    Image.new("RGBA", (30, 40), (255, 0, 0, 128)).save(held, "PNG")
    kept = attach_bytes(desk, no, held.getvalue(), "粘贴的图片", NewAttachment())
    assert kept.title == "粘贴的图片"
    assert kept.id is not None
    with pikepdf.open(io.BytesIO(attachment_pages(desk, no, kept.id))) as pdf:
        assert len(pdf.pages) == 1


def damaged(folder: Path) -> dict[str, Path]:
    """Files that cannot be attached, by what their sentence says."""
    whole = a_picture(folder / "whole.jpg", (800, 1200), quality=95).read_bytes()
    (folder / "half.jpg").write_bytes(whole[: len(whole) // 2])
    png = bytearray(a_picture(folder / "whole.png", (800, 1200)).read_bytes())
    png[len(png) // 2] ^= 0xFF
    (folder / "bit.png").write_bytes(png)
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "torn.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / "word.docx").write_bytes(b"PK\x03\x04 not a picture at all")
    a_pdf(folder / "locked.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    Image.new("1", (12_000, 12_000)).save(folder / "vast.png")
    return {
        "损坏的图片": folder / "half.jpg",
        "图片，读不完整": folder / "bit.png",
        "是空文件": folder / "empty.pdf",
        "不是完整的 PDF": folder / "torn.pdf",
        "只能添加 PDF 和 JPG": folder / "word.docx",
        "打开密码": folder / "locked.pdf",
        "12000 × 12000 点": folder / "vast.png",
    }


def test_a_damaged_file_is_refused_with_a_sentence_and_nothing_is_kept(
    desk: Desk, no: str, tmp_path: Path
) -> None:
    for says, path in damaged(tmp_path).items():
        with pytest.raises(UnreadableScanError, match=says) as refused:
            attach(desk, no, path)
        assert refused.value.field == "附件"
        assert path.name in str(refused.value)
    assert attachments(desk, no) == ()


def test_300_megabytes_are_refused_before_a_byte_is_read(
    desk: Desk, no: str, tmp_path: Path
) -> None:
    path = tmp_path / "一整天的录像.pdf"
    with path.open("wb") as file:
        file.truncate(300 * MEGABYTE)
    tracemalloc.start()
    with pytest.raises(UnreadableScanError, match="有 300 MB，超过 50 MB"):
        attach(desk, no, path)
    assert tracemalloc.get_traced_memory()[1] < 5 * MEGABYTE
    tracemalloc.stop()
    assert attachments(desk, no) == ()


def test_a_large_attachment_is_never_held_whole(desk: Desk, no: str, tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "large.pdf")
    with path.open("ab") as file:
        for _ in range(40):
            file.write(b"%" + b"0" * (MEGABYTE - 2) + b"\n")
    tracemalloc.start()
    kept = attach(desk, no, path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert kept.size > 40 * MEGABYTE
    assert peak < 16 * MEGABYTE, f"{peak / MEGABYTE:.0f} MB of Python memory"


def test_the_limit_is_a_setting(desk: Desk, no: str, tmp_path: Path) -> None:
    from petition_desk.services.settings import set_setting

    set_setting(desk, "attachments.most_megabytes", "1")
    path = tmp_path / "large.pdf"
    path.write_bytes(b"0" * (MEGABYTE + 1))
    with pytest.raises(UnreadableScanError, match="超过 1 MB"):
        attach(desk, no, path)
    with pytest.raises(InputError, match="1 至 200"):
        set_setting(desk, "attachments.most_megabytes", "900")


def test_the_same_scan_comes_in_once_unless_the_first_was_voided(
    desk: Desk, no: str, tmp_path: Path
) -> None:
    path = a_picture(tmp_path / "身份证.png")
    first = attach(desk, no, path, NewAttachment(AttachmentKind.IDENTITY))
    with pytest.raises(InputError, match="已经有内容相同的附件“身份证”"):
        attach(desk, no, path)
    assert first.id is not None
    with pytest.raises(InputError, match="作废理由"):
        void_attachment(desk, no, first.id, "  ")
    voided = void_attachment(desk, no, first.id, "扫歪了")
    assert (voided.is_void, voided.void_reason) == (True, "扫歪了")
    again = attach(desk, no, path)
    assert [one.is_void for one in attachments(desk, no)] == [True, False]
    assert attachment_bytes(desk, no, first.id)[1] == path.read_bytes(), "a void one is kept"
    with pytest.raises(InputError, match="已经作废"):
        void_attachment(desk, no, first.id, "再来一次")
    assert again.id != first.id


def test_a_title_is_one_line_that_can_be_seen(desk: Desk, no: str, tmp_path: Path) -> None:
    path = a_picture(tmp_path / "a.png")
    title = "户口\u202e簿\n\x00复印件" + "长" * 90
    kept = attach(desk, no, path, NewAttachment(title=title))
    assert kept.title.startswith("户口 簿 复印件")
    assert len(kept.title) == 60


def test_changed_bytes_are_never_handed_out(desk: Desk, no: str, tmp_path: Path) -> None:
    from sqlalchemy import update

    from petition_desk.storage.tables import attachment_parts

    kept = attach(desk, no, a_picture(tmp_path / "a.png"))
    assert kept.id is not None
    with desk.begin() as work:
        work._connection.execute(update(attachment_parts).values(bytes=b"other"))
        work.commit()
    with pytest.raises(DamagedAttachmentError, match="与存入时不一致"):
        attachment_bytes(desk, no, kept.id)
    target = tmp_path / "out.png"
    with pytest.raises(DamagedAttachmentError):
        save_attachment(desk, no, kept.id, target)
    assert list(tmp_path.glob("out*")) == [], "no half file is left"


def test_an_attachment_is_found_by_its_own_case_alone(desk: Desk, no: str, tmp_path: Path) -> None:
    other = intake.register(desk, desks.registration(summary="另一件")).local_no
    kept = attach(desk, no, a_picture(tmp_path / "a.png"))
    assert kept.id is not None
    with pytest.raises(UnknownNameError):
        attachment_bytes(desk, other, kept.id)
    with pytest.raises(UnknownNameError):
        attach(desk, no, a_picture(tmp_path / "b.bmp"), NewAttachment(letter="没有这份文书"))
    with pytest.raises(AttachmentFileError, match="读不到"):
        attach(desk, no, tmp_path / "没有.png")


def test_a_slip_named_by_the_kind_of_its_letter_is_kept_by_its_number(
    desk: Desk, no: str, tmp_path: Path
) -> None:
    casework.record_step(desk, no, "issued", {"kind": "notice", "number": "告1"})
    slip = NewAttachment(AttachmentKind.RETURN_SLIP, letter="notice")
    assert attach(desk, no, a_picture(tmp_path / "slip.png"), slip).letter == "告1"
    (row,) = service_page(desk).to_do
    assert row.has_slip


def test_papers_of_a_sealed_case_are_for_who_may_see_it(
    desk: Desk, tmp_path: Path, reopen: Callable[..., Desk]
) -> None:
    raw = desks.registration(matter_kind="检举控告", accused_unit="城关派出所")
    sealed = intake.register(desk, raw).local_no
    kept = attach(desk, sealed, a_picture(tmp_path / "举报信.png"))
    assert kept.id is not None
    colleague = reopen(account=desks.COLLEAGUE)
    for act in (
        lambda: attachments(colleague, sealed),
        lambda: attachment_bytes(colleague, sealed, kept.id),
        lambda: attach(colleague, sealed, tmp_path / "举报信.png"),
        lambda: void_attachment(colleague, sealed, kept.id, "没有权限"),
    ):
        with pytest.raises(SealedCaseError):
            act()


def test_the_scanner_offers_what_is_whole_and_new_and_takes_nothing(
    desk: Desk, no: str, tmp_path: Path
) -> None:
    from petition_desk.services.settings import set_setting

    folder = tmp_path / "扫描"
    folder.mkdir()
    watch = ScanWatch()
    assert watch.look(desk) == (), "no folder is set"
    set_setting(desk, "attachments.scanner_folder", str(folder))
    first = a_picture(folder / "scan0001.png")
    (folder / "readme.txt").write_text("no scan", encoding="utf-8")
    assert watch.look(desk) == (), "it may still be under the scanner's pen"
    assert [scan.path for scan in watch.look(desk)] == [first]
    a_picture(first, (500, 500))
    assert watch.look(desk) == (), "it changed since"
    assert [scan.path for scan in watch.look(desk)] == [first]
    attach(desk, no, first)
    assert watch.look(desk) == (), "it is attached already"
    assert first.exists()
    folder.rename(tmp_path / "away")
    assert watch.look(desk) == ()


def test_adding_saving_and_voiding_stand_in_the_journal(
    desk: Desk, no: str, tmp_path: Path
) -> None:
    from sqlalchemy import select

    from petition_desk.storage.tables import journal

    kept = attach(desk, no, a_picture(tmp_path / "a.png"))
    assert kept.id is not None
    save_attachment(desk, no, kept.id, tmp_path / "out.png")
    void_attachment(desk, no, kept.id, "错件")
    with desk.reading() as work:
        query = select(journal.c.action).where(journal.c.action.like("attachment.%"))
        actions = list(work._connection.execute(query).scalars())
    assert actions == ["attachment.added", "attachment.saved", "attachment.voided"]
