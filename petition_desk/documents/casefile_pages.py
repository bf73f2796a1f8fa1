"""Pages that are drawn for the file of a case: the barcode, page numbers, images as pages."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final

import pikepdf
from PIL import Image, ImageOps, ImageSequence
from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfgen.canvas import Canvas

from petition_desk.documents import page
from petition_desk.documents.fonts import DRAWING_LOCK, FontRole, FontSet
from petition_desk.documents.scans import image_faults_spoken, refuse_vast

_SHEET: Final = (page.SHEET_WIDTH, page.SHEET_HEIGHT)
_BAR_WIDTH: Final = 0.42 * page.POINTS_PER_MM
_BAR_HEIGHT: Final = 15 * page.POINTS_PER_MM
_BAR_BOTTOM: Final = page.BOTTOM + 8 * page.POINTS_PER_MM
_BAR_TEXT: Final = 14.0

#: Where the number of a page stands: below the upper edge and in from the outer side.
_STAMP_TOP: Final = 12 * page.POINTS_PER_MM
_STAMP_SIDE: Final = 15 * page.POINTS_PER_MM
_STAMP_SIZE: Final = 12.0

#: An image keeps this distance from the edges; more dots than this a page does not show.
_IMAGE_MARGIN: Final = 12 * page.POINTS_PER_MM
_MOST_DOTS: Final = 2_400
_QUALITY: Final = 82
_SMALL_JPEG: Final = 3 * 1024 * 1024


def _canvas(buffer: BytesIO, fonts: FontSet) -> Canvas:
    """A canvas that names no font that is not embedded, no person and no time."""
    face = fonts.face_for("1", FontRole.BODY).name
    canvas = Canvas(buffer, pagesize=_SHEET, pageCompression=1, invariant=1, initialFontName=face)
    canvas.setCreator("")
    canvas.setProducer("")
    canvas.setAuthor("")
    return canvas


def with_barcode(cover: bytes, local_no: str, fonts: FontSet) -> bytes:
    """The cover with the number of the case as a Code 128, and in figures below it."""
    with DRAWING_LOCK:
        buffer = BytesIO()
        canvas = _canvas(buffer, fonts)
        bars = Code128(
            local_no, barWidth=_BAR_WIDTH, barHeight=_BAR_HEIGHT, humanReadable=False, quiet=False
        )
        bars.drawOn(canvas, (page.SHEET_WIDTH - bars.width) / 2, _BAR_BOTTOM)
        canvas.setFont(fonts.face_for("1", FontRole.BODY).name, _BAR_TEXT)
        canvas.drawCentredString(
            page.SHEET_WIDTH / 2, _BAR_BOTTOM - 1.4 * _BAR_TEXT, local_no, charSpace=2
        )
        canvas.showPage()
        canvas.save()
    with pikepdf.open(BytesIO(cover)) as pdf, pikepdf.open(BytesIO(buffer.getvalue())) as drawn:
        pdf.pages[0].add_overlay(drawn.pages[0], pikepdf.Rectangle(0, 0, *_SHEET))
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def page_stamps(sizes: Sequence[tuple[float, float]], fonts: FontSet) -> bytes:
    """An empty page for each of these sizes, with its number at the upper outer corner."""
    with DRAWING_LOCK:
        buffer = BytesIO()
        canvas = _canvas(buffer, fonts)
        face = fonts.face_for("1", FontRole.FOLIO).name
        for number, (width, height) in enumerate(sizes, start=1):
            canvas.setPageSize((width, height))
            canvas.setFont(face, _STAMP_SIZE)
            y = height - _STAMP_TOP
            if number % 2:
                canvas.drawRightString(width - _STAMP_SIDE, y, str(number))
            else:
                canvas.drawString(_STAMP_SIDE, y, str(number))
            canvas.showPage()
        canvas.save()
    return buffer.getvalue()


def image_pages(data: bytes, name: str) -> bytes:
    """The pages of an image on A4, upright, as large as the sheet allows.

    Raises:
        UnreadableScanError: the image is damaged.
    """
    with image_faults_spoken(name), Image.open(BytesIO(data)) as image, pikepdf.new() as pdf:
        frames = ImageSequence.Iterator(image) if image.format == "TIFF" else (image,)
        for frame in frames:
            refuse_vast(frame, name)
            _add_page(pdf, _jpeg_of(frame, data))
        buffer = BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def _jpeg_of(frame: Image.Image, data: bytes) -> bytes:
    """One page as a JPEG: the file itself where it is one already and lies upright."""
    is_upright = frame.getexif().get(0x0112, 1) == 1
    is_small = len(data) <= _SMALL_JPEG and max(frame.size) <= 2 * _MOST_DOTS
    if frame.format == "JPEG" and is_upright and is_small and frame.mode in ("L", "RGB"):
        return data
    if frame.format == "JPEG":
        # Decoded at the size that is shown, not at the size it has.
        frame.draft("RGB", (_MOST_DOTS, _MOST_DOTS))
    upright = ImageOps.exif_transpose(frame)
    flat = _on_white(upright)
    flat.thumbnail((_MOST_DOTS, _MOST_DOTS))
    buffer = BytesIO()
    flat.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """The image without transparency, grey or coloured."""
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode in ("LA", "RGBA", "PA") or "transparency" in image.info:
        ground = Image.new("RGB", image.size, "white")
        with_alpha = image.convert("RGBA")
        ground.paste(with_alpha, mask=with_alpha.getchannel("A"))
        return ground
    return image.convert("RGB")


def _add_page(pdf: pikepdf.Pdf, jpeg: bytes) -> None:
    """Add an image as a page; its bytes go in as they are, they are compressed already."""
    with Image.open(BytesIO(jpeg)) as shown:
        width, height, mode = shown.width, shown.height, shown.mode
    sheet = (_SHEET[1], _SHEET[0]) if width > height else _SHEET
    room = (sheet[0] - 2 * _IMAGE_MARGIN, sheet[1] - 2 * _IMAGE_MARGIN)
    scale = min(room[0] / width, room[1] / height)
    wide, high = width * scale, height * scale
    left, bottom = (sheet[0] - wide) / 2, (sheet[1] - high) / 2
    picture = pdf.make_stream(
        jpeg,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceGray if mode == "L" else pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page_added = pdf.add_blank_page(page_size=sheet)
    page_added.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
    drawn = f"q {wide:.3f} 0 0 {high:.3f} {left:.3f} {bottom:.3f} cm /Im0 Do Q"
    page_added.obj.Contents = pdf.make_stream(drawn.encode("ascii"))
