"""What a file to be attached is: its type, how many pages it has, whether it can be read at all.

A file is looked at through an open stream, so that what was pasted needs no file on the disk. An
image is decoded once to see that it is whole; its size is asked for first, so that a small file
that unpacks to gigabytes is refused and not unpacked.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Final

import pikepdf
from PIL import Image, ImageSequence, UnidentifiedImageError

from petition_desk.errors import InputError

FIELD: Final = "附件"
MOST_PIXELS: Final = 80_000_000
"""A3 at 600 dots per inch, and something over."""
MOST_PAGES: Final = 2_000

_PDF: Final = b"%PDF-"
_PDF_WITHIN: Final = 1024
_MEDIA: Final = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "TIFF": "image/tiff",
    "BMP": "image/bmp",
}
#: MPO is what the library calls a JPEG of some cameras once it has opened one.
_FORMATS: Final = tuple(name for name in _MEDIA if name != "MPO")


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file is: its type (image/jpeg …) and how many pages it has."""

    media: str
    page_count: int


class UnreadableScanError(InputError):
    """A file cannot be attached (exit 4).

    Attributes:
        name: The file, or what it is called.
    """

    def __init__(self, name: str, reason: str) -> None:
        """Name the file and why."""
        self.name = name
        super().__init__(FIELD, f"“{name}”{reason}")


def examine(stream: BinaryIO, name: str) -> Examined:
    """Say what a file is.

    Args:
        stream: Its bytes; read from the start, left anywhere.
        name: What it is called in a sentence.

    Raises:
        UnreadableScanError: it is damaged, locked by a password, too large to unpack, or neither
            an image nor a PDF.
    """
    stream.seek(0)
    head = stream.read(_PDF_WITHIN)
    stream.seek(0)
    if not head:
        raise UnreadableScanError(name, "是空文件")
    if _PDF in head:
        return _pdf(stream, name)
    return _image(stream, name)


def _pdf(stream: BinaryIO, name: str) -> Examined:
    try:
        with pikepdf.open(stream) as pdf:
            count = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise UnreadableScanError(name, "设有打开密码，请先去掉密码再添加") from error
    except (pikepdf.PdfError, ValueError, OSError) as error:
        raise UnreadableScanError(name, "不是完整的 PDF，可能已经损坏") from error
    if not 1 <= count <= MOST_PAGES:
        raise UnreadableScanError(name, f"有 {count} 页，只能添加 1 至 {MOST_PAGES} 页的 PDF")
    return Examined("application/pdf", count)


def _image(stream: BinaryIO, name: str) -> Examined:
    with image_faults_spoken(name), Image.open(stream, formats=_FORMATS) as image:
        refuse_vast(image, name)
        media = _MEDIA[image.format or ""]
        count = getattr(image, "n_frames", 1) if media == "image/tiff" else 1
        if count > MOST_PAGES:
            raise UnreadableScanError(name, f"有 {count} 页，超过 {MOST_PAGES} 页")
        if media == "image/jpeg":
            # Decoded small: every byte is read all the same, at an eighth of the memory.
            image.draft("L", (image.width // 8, image.height // 8))
        if media == "image/tiff":
            for frame in ImageSequence.Iterator(image):
                refuse_vast(frame, name)
                frame.load()
        else:
            image.load()
    return Examined(media, count)


def refuse_vast(image: Image.Image, name: str) -> None:
    """Refuse an image before it is unpacked.

    Raises:
        UnreadableScanError: it has more pixels than any scan of a paper.
    """
    if image.width * image.height > MOST_PIXELS:
        shown = f"{image.width} × {image.height}"
        raise UnreadableScanError(name, f"是 {shown} 点的图片，过大；请按 300 dpi 重新扫描")


@contextmanager
def image_faults_spoken(name: str) -> Iterator[None]:
    """Turn what the image library raises into a sentence.

    Raises:
        UnreadableScanError: the image is damaged, or no image at all.
    """
    with warnings.catch_warnings():
        # Its warning of vast images is ours to give, in Chinese and as a refusal.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            yield
        except UnidentifiedImageError as error:
            reason = (
                "不是能认出的图片或者 PDF，或者已经损坏；只能添加 PDF 和 JPG、PNG、TIFF、BMP 图片"
            )
            raise UnreadableScanError(name, reason) from error
        except Image.DecompressionBombError as error:
            raise UnreadableScanError(name, "是过大的图片；请按 300 dpi 重新扫描") from error
        except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
            raise UnreadableScanError(name, "是损坏的图片，读不完整，请重新扫描") from error
