"""Many kept letters as one file, for one job of the printer; each stays as it is kept.

What is joined is for paper alone: no letter is issued, kept or verified by a joined file.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from io import BytesIO

import pikepdf

from petition_desk.errors import InputError


class NotAPdfError(InputError):
    """One of the papers to be joined is no PDF (exit 4)."""

    def __init__(self, place: int) -> None:
        """Name it by its place, from 1."""
        super().__init__("文书", f"第 {place} 份不是完好的 PDF，没有合并")


def joined(papers: Iterable[bytes], *, is_duplex: bool = False) -> bytes:
    """Return the pages of many papers as one file, in order.

    Args:
        papers: PDF files.
        is_duplex: Whether sheets are printed on both sides: every paper then begins on the front
            of a sheet, so that no two letters share one.

    Raises:
        NotAPdfError: one of them cannot be read.
        ValueError: there are none.
    """
    buffer = BytesIO()
    with ExitStack() as opened, pikepdf.new() as whole:
        for place, paper in enumerate(papers, start=1):
            try:
                pdf = opened.enter_context(pikepdf.open(BytesIO(paper)))
                whole.pages.extend(pdf.pages)
            except pikepdf.PdfError as error:
                raise NotAPdfError(place) from error
            if is_duplex and len(pdf.pages) % 2:
                box = pdf.pages[-1].mediabox
                whole.add_blank_page(page_size=(float(box[2]), float(box[3])))
        if not whole.pages:
            raise ValueError("there is nothing to join")
        # Streams go over as they lie: nothing is unpacked, nothing packed again.
        whole.save(
            buffer,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return buffer.getvalue()
