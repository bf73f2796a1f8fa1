"""The file of a case: everything once, in the order of the data, letters as they were issued."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.graphics.barcode.code128 import _patterns as _bars

from petition_desk.domain.attachments import AttachmentKind
from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.services import casework, intake, letters
from petition_desk.services.attachments import NewAttachment, attach, void_attachment
from petition_desk.services.casefile import casefile_order, make_casefile
from petition_desk.services.desk import Desk
from petition_desk.services.recording import SealedCaseError
from petition_desk.services.rights import RightMissingError
from petition_desk.services.service import record_service
from petition_desk.ui.pdf import PdfFile
from tests import desks

UNIT = {"unit": "城关派出所", "handler": "李四", "handler_phone": "0771-7654321"}


def page_picture(path: Path, page: int, dots_per_point: int) -> Image.Image:
    """One page in grey."""
    pdf = PdfFile(path.read_bytes())
    drawn = pdf.picture(page, round(595.28 * dots_per_point))
    grey = drawn.convertToFormat(drawn.Format.Format_Grayscale8)
    size, stride = (grey.width(), grey.height()), grey.bytesPerLine()
    pdf.close()
    return Image.frombytes("L", size, bytes(grey.constBits()), "raw", "L", stride)


def read_code128(picture: Image.Image) -> str:
    """What the bars on a page say, as a scanner reads them: a line across, widths, signs."""
    values = {pattern: value for value, pattern in _bars.items() if isinstance(value, int)}
    for y in range(picture.height * 4 // 5, picture.height * 9 // 10, 24):
        runs = _runs(picture, y)
        if len(runs) % 6 != 1 or len(runs) < 40:
            continue
        module = sum(runs[:6]) / 11
        widths = [round(run / module) for run in runs]
        signs = [_pattern(widths[first : first + 6]) for first in range(0, len(widths) - 7, 6)]
        return _text_of([values[sign] for sign in signs])
    return ""


def _runs(picture: Image.Image, y: int) -> list[int]:
    """The widths of bars and gaps on one line of a picture, from the first bar to the last."""
    row = [picture.getpixel((x, y)) < 128 for x in range(picture.width)]
    if True not in row:
        return []
    first, last = row.index(True), len(row) - row[::-1].index(True)
    return [len(list(group)) for _, group in groupby(row[first:last])]


def _pattern(widths: list[int]) -> str:
    return "".join(
        (chr(ord("A") - 1 + width) if place % 2 == 0 else chr(ord("a") - 1 + width))
        for place, width in enumerate(widths)
    )


def _text_of(codes: list[int]) -> str:
    """The text of the codes: sets A, B and C, the check sign compared and left out."""
    start, *signs = codes
    *signs, check = signs
    total = start + sum(place * sign for place, sign in enumerate(signs, start=1))
    assert total % 103 == check, "the check sign"
    names = {103: "A", 104: "B", 105: "C", 101: "A", 100: "B", 99: "C"}
    chosen, text = names[start], ""
    for sign in signs:
        if sign in (99, 100, 101) and not (chosen == "C" and sign == 99):
            chosen = names[sign]
        elif chosen == "C":
            text += f"{sign:02d}"
        else:
            text += chr(sign + 32)
    return text


@pytest.fixture
def no(desk: Desk, tmp_path: Path) -> str:
    """A case with a letter, its service, and an attachment of each sort."""
    raw = desks.registration(received_on="2026-11-10", petitioned_on="2026-11-10")
    number = intake.register(desk, raw).local_no
    casework.record_step(desk, number, "accepted", {"pathway": "31-6", **UNIT})
    letter = letters.issue(desk, number, "accept")
    letters.issue_service_sheet(desk, number, letter)
    raw = {"way": "当面", "result": "本人签收", "server": "李警官"}
    record_service(desk, number, letter.number, raw)
    Image.new("RGB", (1200, 800), "navy").save(tmp_path / "照片.jpg")
    attach(desk, number, tmp_path / "照片.jpg", NewAttachment(AttachmentKind.INQUIRY))
    Image.new("L", (800, 1200), 200).save(tmp_path / "户口簿.png")
    attach(desk, number, tmp_path / "户口簿.png")
    with pikepdf.new() as pdf:
        for _ in range(3):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.save(tmp_path / "核查报告.pdf")
    attach(desk, number, tmp_path / "核查报告.pdf", NewAttachment(AttachmentKind.FEEDBACK))
    return number


def words_of(path: Path) -> list[str]:
    """The text of every page, without spaces."""
    pdf = PdfFile(path.read_bytes())
    pages = ["".join(pdf.text_of(page).split()) for page in range(pdf.page_count)]
    pdf.close()
    return pages


def test_everything_is_bound_once_in_the_order_of_the_data(
    desk: Desk, no: str, tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    made = make_casefile(
        desk, no, tmp_path / "卷.pdf", progress=lambda done, total: seen.append((done, total))
    )
    assert made is not None
    with pikepdf.open(made.path) as pdf:
        with pdf.open_outline() as outline:
            marks = [
                (item.title, [child.title.split(" ")[0] for child in item.children])
                for item in outline.root
            ]
        assert len(pdf.pages) == made.page_count
        assert str(pdf.docinfo["/Title"]) == f"信访事项卷宗 {no}"
    assert marks == [
        ("封面", []),
        ("卷内目录", []),
        ("办理经过", ["办理经过"]),
        ("登记和信访材料", ["户口簿"]),
        ("甄别、受理和告知", ["受理告知书"]),
        ("转办、交办和督办", ["核查报告"]),
        ("调查和办理", ["照片"]),
        ("送达", ["送达情况表", "送达回证"]),
    ]
    assert made.paper_count == 7
    assert seen == [(place, 7) for place in range(1, 8)]


def test_the_catalogue_says_where_each_paper_stands(desk: Desk, no: str, tmp_path: Path) -> None:
    made = make_casefile(desk, no, tmp_path / "卷.pdf")
    assert made is not None
    pages = words_of(made.path)
    cover, catalogue, *inside = pages
    assert no in cover
    assert "黄䶮" in cover
    assert f"7件，共{len(inside)}页" in cover
    # 办理经过 1, 户口簿 2, 受理告知书 3–4, 核查报告 5–7, 照片 8, 送达情况表 9, 送达回证 10.
    for line in ("3受理告知书", "4核查报告2026-11-205–7", "5照片2026-11-208", "9送达"):
        assert line.replace("9送达", "送达情况表9") in catalogue or line in catalogue, catalogue
    assert "信访事项受理告知书" in inside[2]
    assert "本人签收" in inside[8]
    assert "李警官" in inside[8]
    numbers = [page[:2] for page in inside]
    assert all(str(place + 1) in inside[place] for place in range(len(inside))), numbers


def test_the_barcode_is_the_number_of_the_case(desk: Desk, no: str, tmp_path: Path) -> None:
    made = make_casefile(desk, no, tmp_path / "卷.pdf")
    assert made is not None
    picture = page_picture(made.path, 0, dots_per_point=8)
    assert read_code128(picture) == no


def test_a_letter_is_bound_with_the_pages_that_were_issued(
    desk: Desk, no: str, tmp_path: Path
) -> None:
    made = make_casefile(desk, no, tmp_path / "卷.pdf")
    assert made is not None
    kept = letters.kept(desk, no, "accept")
    with pikepdf.open(io.BytesIO(kept.pdf)) as issued, pikepdf.open(made.path) as bound:
        first = bytes(issued.pages[0].Contents.read_bytes())
        page = bound.pages[4]
        parts = page.Contents if isinstance(page.Contents, pikepdf.Array) else [page.Contents]
        assert any(first in part.read_bytes() for part in parts), "its content is untouched"


def test_void_papers_stay_out(desk: Desk, no: str, tmp_path: Path) -> None:
    before = make_casefile(desk, no, tmp_path / "卷.pdf")
    with desk.reading() as work:
        stored = work.cases.get(no)
        assert stored is not None
        shown = work.attachments.of_case(stored.id)
    assert shown[0].id is not None
    void_attachment(desk, no, shown[0].id, "错件")
    after = make_casefile(desk, no, tmp_path / "卷.pdf")
    assert before is not None
    assert after is not None
    assert (before.paper_count, after.paper_count) == (7, 6)


def test_cancelled_leaves_the_old_file_as_it_was(desk: Desk, no: str, tmp_path: Path) -> None:
    target = tmp_path / "卷.pdf"
    target.write_bytes(b"old")
    asked: list[int] = []

    def after_two() -> bool:
        asked.append(1)
        return len(asked) > 2

    assert make_casefile(desk, no, target, cancelled=after_two) is None
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []


def test_sealed_parts_are_bound_for_who_asks_and_may(
    desk: Desk, tmp_path: Path, reopen: Callable[..., Desk]
) -> None:
    raw = desks.registration(matter_kind="检举控告", accused_unit="城关派出所")
    no = intake.register(desk, raw).local_no
    letters.issue(desk, no, "sealed-annex")
    without = make_casefile(desk, no, tmp_path / "a.pdf")
    with_it = make_casefile(desk, no, tmp_path / "b.pdf", with_sealed=True)
    assert without is not None
    assert with_it is not None
    assert (without.sealed_count, with_it.sealed_count) == (1, 0)
    assert with_it.page_count > without.page_count
    assert "密封，未装订" in words_of(without.path)[1]
    colleague = reopen(account=desks.COLLEAGUE)
    with pytest.raises(SealedCaseError):
        make_casefile(colleague, no, tmp_path / "c.pdf")
    with pytest.raises(RightMissingError):
        make_casefile(colleague, no, tmp_path / "c.pdf", with_sealed=True)
    assert not (tmp_path / "c.pdf").exists()


def test_every_kind_of_paper_has_its_place() -> None:
    order = casefile_order()
    named = [kind for section in order for kind in section.letters]
    assert len(named) == len(set(named)), "a letter is bound once"
    assert sum(section.is_rest for section in order) == 1, "what is named nowhere goes there"
    assert set(named) <= set(LETTER_LABELS) | {"card", "label", "reception-form"}
    attached = [kind for section in order for kind in section.attachments]
    assert len(attached) == len(set(attached))
    assert set(attached) | {"其他"} == {kind.value for kind in AttachmentKind}
