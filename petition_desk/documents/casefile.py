"""The file of a case (卷宗): one PDF of its cover, catalogue, sheets, letters and attachments.

Letters go in as they were issued: their pages are taken over, not set again. Pages are numbered
from the first paper behind the catalogue, at the upper outer corner, as a binder numbers them by
hand; the numbers of the letters' own pages stay. What is confidential is left out, and said so in
the catalogue, unless it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

import pikepdf

from petition_desk.documents.blocks import Align, Cell, LetterDocument, Row, Space, Table, Title
from petition_desk.documents.casefile_pages import image_pages, page_stamps, with_barcode
from petition_desk.documents.compose import compose
from petition_desk.documents.fonts import FontRole, FontSet

TITLE: Final = "信访事项卷宗"
SEALED_WORDS: Final = "密封，未装订"
_CATALOGUE: Final = (1.2, 5.3, 3.4, 2.2, 1.4)

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class FilePaper:
    """One paper of the file: a line of the catalogue and a bookmark.

    Attributes:
        title: What it is called.
        number: Its number (文号); empty where it has none.
        dated_on: Its day.
        read: Gives its bytes when its turn comes; None where it is sealed and stays out.
        media: Their type.
    """

    title: str
    number: str = ""
    dated_on: date | None = None
    read: Callable[[], bytes] | None = None
    media: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class FileSection:
    """A part of the file, with a bookmark of its own."""

    title: str
    papers: tuple[FilePaper, ...]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What goes into the file of a case.

    Attributes:
        office: Whose file it is.
        local_no: The number of the case, printed as a barcode too.
        facts: The rows of the cover, each a name and its words.
        sections: In order.
    """

    office: str
    local_no: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[FileSection, ...]

    @property
    def papers(self) -> tuple[FilePaper, ...]:
        """Every paper, in order."""
        return tuple(paper for section in self.sections for paper in section.papers)


@dataclass(frozen=True, slots=True)
class _Bound:
    """A paper whose pages are in: the number of its first page, and how many; none if sealed."""

    paper: FilePaper
    first: int
    count: int


def sheet(title: str, columns: Sequence[float], rows: Sequence[Row], fonts: FontSet) -> bytes:
    """A ruled sheet that the program writes for the file, its head repeated on each page."""
    blocks = (Title((title,)), Space(), Table(tuple(columns), tuple(rows), header_rows=1))
    return compose(LetterDocument(title, blocks, page_numbers=False), fonts)


def head_row(*words: str) -> Row:
    """The head of such a sheet."""
    return Row(tuple(Cell(word, align=Align.CENTRE, role=FontRole.HEADING) for word in words))


def write_casefile(
    casefile: CaseFile,
    target: Path,
    fonts: FontSet,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> int | None:
    """Write the file of a case; an older file at ``target`` is written over.

    Returns:
        How many pages it has; None if it was cancelled: then nothing is written.

    Raises:
        MissingGlyphError: no font draws a character of a sheet.
        UnreadableScanError: an attached image is damaged.
    """
    sources: list[pikepdf.Pdf] = []
    with pikepdf.new() as pdf:
        try:
            bound = _bind_all(pdf, casefile.papers, sources, progress, cancelled)
            if bound is None:
                return None
            _stamp(pdf, fonts, sources)
            front = _front(casefile, bound, len(pdf.pages), fonts)
            for place, page in enumerate(_pages_of(front, sources)):
                pdf.pages.insert(place, page)
            _finish(pdf, casefile, bound)
            pdf.save(target, min_version="1.7", deterministic_id=True)
            return len(pdf.pages)
        finally:
            for source in sources:
                source.close()


def _bind_all(
    pdf: pikepdf.Pdf,
    papers: Sequence[FilePaper],
    sources: list[pikepdf.Pdf],
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> list[_Bound] | None:
    """Take over the pages of every paper; None if it was cancelled between two."""
    bound: list[_Bound] = []
    for place, paper in enumerate(papers, start=1):
        if cancelled is not None and cancelled():
            return None
        count = _bind(pdf, paper, sources)
        bound.append(_Bound(paper, len(pdf.pages) - count + 1, count))
        if progress is not None:
            progress(place, len(papers))
    return bound


def _bind(pdf: pikepdf.Pdf, paper: FilePaper, sources: list[pikepdf.Pdf]) -> int:
    if paper.read is None:
        return 0
    data = paper.read()
    if paper.media != "application/pdf":
        data = image_pages(data, paper.title)
    pages = _pages_of(data, sources)
    pdf.pages.extend(pages)
    return len(pages)


def _pages_of(data: bytes, sources: list[pikepdf.Pdf]) -> list[pikepdf.Page]:
    source = pikepdf.open(BytesIO(data))
    # Pages are copied when the file is written: what they come from stays open until then.
    sources.append(source)
    return list(source.pages)


def _stamp(pdf: pikepdf.Pdf, fonts: FontSet, sources: list[pikepdf.Pdf]) -> None:
    """Number the pages at their upper outer corner."""
    if not len(pdf.pages):
        return
    stamps = pikepdf.open(BytesIO(page_stamps([_shown_size(page) for page in pdf.pages], fonts)))
    sources.append(stamps)
    for page, stamp in zip(pdf.pages, stamps.pages, strict=True):
        page.add_overlay(stamp, pikepdf.Rectangle(page.mediabox))


def _shown_size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height of a page as it is read, turned if it says so; in points."""
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    size = (abs(right - left), abs(top - bottom))
    is_turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (size[1], size[0]) if is_turned else size


def _front(casefile: CaseFile, bound: Sequence[_Bound], count: int, fonts: FontSet) -> bytes:
    """The cover with its barcode, then the catalogue."""
    paper_count = sum(1 for each in bound if each.count)
    facts = (*casefile.facts, ("卷内文书", f"{paper_count} 件，共 {count} 页"))
    rows = tuple(
        Row((Cell(name, align=Align.CENTRE, role=FontRole.HEADING), Cell(words)), 34.0)
        for name, words in facts
    )
    blocks = (
        Space(2),
        Title((casefile.office, TITLE)),
        Space(3),
        Table((1.0, 3.2), rows),
    )
    cover = LetterDocument(TITLE, blocks, page_numbers=False)
    with pikepdf.open(
        BytesIO(with_barcode(compose(cover, fonts), casefile.local_no, fonts))
    ) as pdf:
        catalogue = sheet("卷内目录", _CATALOGUE, tuple(_catalogue_rows(bound)), fonts)
        with pikepdf.open(BytesIO(catalogue)) as more:
            pdf.pages.extend(more.pages)
            buffer = BytesIO()
            pdf.save(buffer)
    return buffer.getvalue()


def _catalogue_rows(bound: Sequence[_Bound]) -> Iterator[Row]:
    yield head_row("序号", "文书名称", "文号", "日期", "页次")
    for place, each in enumerate(bound, start=1):
        paper = each.paper
        day = paper.dated_on.isoformat() if paper.dated_on else ""
        pages = _page_words(each) if each.count else SEALED_WORDS
        yield Row(
            (
                Cell(str(place), align=Align.CENTRE),
                Cell(paper.title),
                Cell(paper.number),
                Cell(day, align=Align.CENTRE),
                Cell(pages, align=Align.CENTRE),
            )
        )


def _page_words(each: _Bound) -> str:
    last = each.first + each.count - 1
    return str(each.first) if last == each.first else f"{each.first}–{last}"


def _finish(pdf: pikepdf.Pdf, casefile: CaseFile, bound: Sequence[_Bound]) -> None:
    """Bookmarks, numbers of pages as the file itself counts them, and a title without a name."""
    front = len(pdf.pages) - sum(each.count for each in bound)
    firsts = {id(each.paper): front + each.first - 1 for each in bound if each.count}
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("封面", 0))
        outline.root.append(pikepdf.OutlineItem("卷内目录", 1))
        for section in casefile.sections:
            inside = [paper for paper in section.papers if id(paper) in firsts]
            if not inside:
                continue
            item = pikepdf.OutlineItem(section.title, firsts[id(inside[0])])
            for paper in inside:
                words = " ".join(filter(None, (paper.title, paper.number)))
                item.children.append(pikepdf.OutlineItem(words, firsts[id(paper)]))
            outline.root.append(item)
    numbers: list[int | pikepdf.Dictionary] = [0, pikepdf.Dictionary(S=pikepdf.Name.r)]
    if front < len(pdf.pages):
        numbers += [front, pikepdf.Dictionary(S=pikepdf.Name.D)]
    pdf.Root.PageLabels = pikepdf.Dictionary({"/Nums": numbers})
    pdf.Root.Lang = "zh-CN"
    pdf.Root.PageMode = pikepdf.Name.UseOutlines
    pdf.docinfo["/Title"] = f"{TITLE} {casefile.local_no}"


def without_sealed(papers: Sequence[FilePaper], *, is_sealed: bool) -> tuple[FilePaper, ...]:
    """The papers of a section; of a sealed one their pages stay out, their lines do not."""
    if not is_sealed:
        return tuple(papers)
    return tuple(replace(paper, read=None) for paper in papers)
