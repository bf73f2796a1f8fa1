"""An attachment as it is kept: what was handed in, scanned or pasted, with its hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from petition_desk.domain.case import CaseId

AttachmentId = NewType("AttachmentId", int)

MEGABYTE: Final = 1024 * 1024
MOST_MEGABYTES: Final = 50
"""An attachment may be this large unless a setting says otherwise."""

SCANNER_FOLDER_KEY: Final = "attachments.scanner_folder"
MOST_MEGABYTES_KEY: Final = "attachments.most_megabytes"


class AttachmentKind(StrEnum):
    """What an attachment is; the order of the file of a case (卷宗) goes by it."""

    MATERIAL = "信访材料"
    IDENTITY = "身份材料"
    RETURN_SLIP = "送达回证"
    INQUIRY = "调查材料"
    FEEDBACK = "单位反馈"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is known of an attachment without its bytes.

    `letter` and `addressee` say which letter's service a return slip proves; empty for what
    belongs to the case. `media` is its type (application/pdf, image/jpeg …), `sha256` the hash of
    its bytes in hexadecimal, `size` counts bytes, `added_at` is UTC.
    """

    case_id: CaseId
    kind: AttachmentKind
    title: str
    media: str
    size: int
    sha256: str
    page_count: int
    added_at: datetime
    by: str
    letter: str = ""
    addressee: str = ""
    id: AttachmentId | None = None
    is_void: bool = False
    void_reason: str = ""

    @property
    def file_suffix(self) -> str:
        """How a file with its bytes ends."""
        return SUFFIX_OF_MEDIA[self.media]


SUFFIX_OF_MEDIA: Final = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
}
"""Every type of file that can be attached, and how its files end."""


def size_words(size: int) -> str:
    """A size as it is said: 320 KB, 2.4 MB."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1024))} KB"
    megabytes = size / MEGABYTE
    return f"{megabytes:.1f} MB" if megabytes < 10 else f"{megabytes:.0f} MB"
