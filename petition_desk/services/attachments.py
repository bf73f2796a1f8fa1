"""Attachments of a case and of its letters: added, seen, saved out, voided; scans on offer.

What is attached is checked before anything is stored: size first (nothing of a file that is too
large is read), then that it is whole. The bytes go into the encrypted file in parts.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from petition_desk.documents.casefile_pages import image_pages
from petition_desk.documents.scans import FIELD, UnreadableScanError, examine
from petition_desk.domain.attachments import (
    MEGABYTE,
    MOST_MEGABYTES,
    MOST_MEGABYTES_KEY,
    SCANNER_FOLDER_KEY,
    SUFFIX_OF_MEDIA,
    Attachment,
    AttachmentId,
    AttachmentKind,
    size_words,
)
from petition_desk.domain.numbering import parse_local_no
from petition_desk.domain.reading import Reading
from petition_desk.errors import EnvironmentFaultError, InputError, UnknownNameError
from petition_desk.services.changes import Changes
from petition_desk.services.desk import Desk
from petition_desk.services.recording import loaded_for_work
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.unit_of_work import UnitOfWork

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

PART_BYTES: Final = MEGABYTE
LONGEST_TITLE: Final = 60
_READABLE: Final = frozenset({*SUFFIX_OF_MEDIA.values(), ".jpeg", ".tiff"})


class AttachmentFileError(EnvironmentFaultError):
    """A file cannot be read or written (exit 5)."""

    def __init__(self, path: Path, what: str) -> None:
        """Name the file and what could not be done."""
        self.path = path
        super().__init__(f"{what} {path}：文件不存在、被占用，或者没有权限。")


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """What is to be attached, besides its bytes.

    `title` is what it is called in the catalogue; the name of its file without its ending where
    empty. `letter` is the number or kind of the letter whose service it proves, `addressee` whose.
    """

    kind: AttachmentKind = AttachmentKind.MATERIAL
    title: str = ""
    letter: str = ""
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class WaitingScan:
    """A file in the scanner's folder; `written_at` is UTC. It is offered, never taken."""

    path: Path
    size: int
    written_at: datetime


def attach(desk: Desk, no: str, path: Path, new: NewAttachment | None = None) -> Attachment:
    """Attach a file.

    Raises:
        UnknownNameError: the case has no such letter (exit 2).
        InputError: it is too large, damaged, no image and no PDF, or there already (exit 4).
        AttachmentFileError: it cannot be read (exit 5).
    """
    given = new or NewAttachment()
    try:
        size = path.stat().st_size
        _refuse_large(desk, path.name, size)
        with path.open("rb") as stream:
            return _attach(desk, no, stream, path.name, given)
    except OSError as error:
        raise AttachmentFileError(path, "读不到") from error


def check_file(desk: Desk, path: Path) -> None:
    """See that a file can be attached, without attaching it; errors as `attach`."""
    try:
        _refuse_large(desk, path.name, path.stat().st_size)
        with path.open("rb") as stream:
            examine(stream, path.name)
    except OSError as error:
        raise AttachmentFileError(path, "读不到") from error


def attach_bytes(desk: Desk, no: str, data: bytes, name: str, new: NewAttachment) -> Attachment:
    """Attach what was pasted; `name` is what it is called. Errors as `attach`."""
    _refuse_large(desk, name, len(data))
    return _attach(desk, no, BytesIO(data), name, new)


def attachments(desk: Desk, no: str) -> tuple[Attachment, ...]:
    """Every attachment of a case, void ones too, in the order they came."""
    with desk.reading() as work:
        stored = loaded_for_work(desk, work, no)
        return tuple(work.attachments.of_case(stored.id))


def attachment_bytes(desk: Desk, no: str, attachment_id: AttachmentId) -> tuple[Attachment, bytes]:
    """One attachment with its bytes, compared with their hash.

    Raises:
        UnknownNameError: the case has no such attachment (exit 2).
        DamagedAttachmentError: the bytes are not those that were kept (exit 5).
    """
    with desk.reading() as work:
        found = _of_case(desk, work, no, attachment_id)
        return found, work.attachments.bytes_of(found)


def attachment_pages(desk: Desk, no: str, attachment_id: AttachmentId) -> bytes:
    """The pages of an attachment as a PDF, to be looked at or printed; errors as its bytes."""
    found, data = attachment_bytes(desk, no, attachment_id)
    if found.media == "application/pdf":
        return data
    return image_pages(data, found.title)


def save_attachment(desk: Desk, no: str, attachment_id: AttachmentId, target: Path) -> Path:
    """Write an attachment into a file of the officer's choice; the journal is told.

    Returns:
        The file, with the ending of its type.

    Raises:
        UnknownNameError, DamagedAttachmentError: as `attachment_bytes`.
        AttachmentFileError: the file cannot be written (exit 5); none is left half written.
    """
    with desk.begin() as work:
        found = _of_case(desk, work, no, attachment_id)
        ends = target.suffix.lower()
        path = target if ends == found.file_suffix else target.with_name(
            f"{target.name}{found.file_suffix}"
        )  # fmt: skip
        try:
            _write_beside(path, work.attachments.parts_of(found))
        except OSError as error:
            raise AttachmentFileError(path, "写不到") from error
        number = str(parse_local_no(no) or no)
        work.journal.write("attachment.saved", number, after={"sha256": found.sha256})
        work.commit()
    return path


def void_attachment(desk: Desk, no: str, attachment_id: AttachmentId, reason: str) -> Attachment:
    """Void an attachment; its bytes stay and it is left out of the 卷宗.

    Raises:
        UnknownNameError: the case has no such attachment (exit 2).
        InputError: no reason is given, or it is void already (exit 4).
    """
    if not reason.strip():
        raise InputError("作废理由", "必须写明")
    with desk.begin() as work:
        found = _of_case(desk, work, no, attachment_id)
        if found.is_void:
            raise InputError(FIELD, f"“{found.title}”已经作废")
        voided = work.attachments.void(attachment_id, reason.strip())
        work.commit()
    desk.announce(Changes.of_case(found.case_id))
    return voided


class ScanWatch:
    """Looks into the scanner's folder; keeps what it saw, so that a look costs what is new.

    Nothing is taken, moved or deleted. A file that changed since the last look may still be under
    the scanner's pen: it is left for the next one.
    """

    def __init__(self) -> None:
        """Begin without having seen anything."""
        self._seen: dict[Path, WaitingScan] = {}
        self._hashes: dict[WaitingScan, str] = {}

    def look(self, desk: Desk) -> tuple[WaitingScan, ...]:
        """What lies there whole and is not attached to anything yet, newest first.

        Without the setting, or where the folder is away, there is nothing.
        """
        with desk.reading() as work:
            folder = work.settings.get(SCANNER_FOLDER_KEY)
            most = _most_bytes(work)
        found = tuple(_files_in(Path(folder))) if folder else ()
        settled = [
            scan for scan in found if self._seen.get(scan.path) == scan and scan.size <= most
        ]
        self._seen = {scan.path: scan for scan in found}
        self._hashes = {scan: self._hashes.get(scan) or _hash_of(scan.path) for scan in settled}
        with desk.reading() as work:
            known = work.attachments.known_hashes(filter(None, self._hashes.values()))
        fresh = [scan for scan, digest in self._hashes.items() if digest and digest not in known]
        return tuple(sorted(fresh, key=lambda scan: scan.written_at, reverse=True))


def _attach(desk: Desk, no: str, stream: BinaryIO, name: str, new: NewAttachment) -> Attachment:
    examined = examine(stream, name)
    digest, size = _hash_and_size(stream)
    with desk.begin() as work:
        stored = loaded_for_work(desk, work, no)
        _refuse_doubled(work, stored, digest)
        letter = _reference_of(desk, stored, new.letter)
        attachment = Attachment(
            case_id=stored.id,
            kind=new.kind,
            title=_title(new.title or Path(name).stem),
            media=examined.media,
            size=size,
            sha256=digest,
            page_count=examined.page_count,
            added_at=desk.clock.now(),
            by=desk.account.name,
            letter=letter,
            addressee=new.addressee,
        )
        kept = work.attachments.add(attachment, _parts(stream))
        work.commit()
    desk.announce(Changes.of_case(stored.id))
    return kept


def _hash_and_size(stream: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for part in _parts(stream):
        digest.update(part)
        size += len(part)
    return digest.hexdigest(), size


def _parts(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while part := stream.read(PART_BYTES):
        yield part


def _title(text: str) -> str:
    """What an attachment is called: one line without what cannot be seen."""
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(line.split())[:LONGEST_TITLE] or "附件"


def _refuse_large(desk: Desk, name: str, size: int) -> None:
    with desk.reading() as work:
        most = _most_bytes(work)
    if size > most:
        most_words = f"{most // MEGABYTE} MB"
        reason = f"有 {size_words(size)}，超过 {most_words}；请分成几个文件，或者降低扫描精度"
        raise UnreadableScanError(name, reason)


def _most_bytes(work: UnitOfWork) -> int:
    text = work.settings.get(MOST_MEGABYTES_KEY)
    return (int(text) if text.isdigit() else MOST_MEGABYTES) * MEGABYTE


def _refuse_doubled(work: UnitOfWork, stored: StoredCase, digest: str) -> None:
    for other in work.attachments.of_case(stored.id):
        if other.sha256 == digest and not other.is_void:
            raise InputError(FIELD, f"本件已经有内容相同的附件“{other.title}”")


def _reference_of(desk: Desk, stored: StoredCase, letter: str) -> str:
    """What services call the letter that was named by its number or its kind."""
    if not letter:
        return ""
    found = Reading(stored.case, stored.steps, desk.clock.today()).letter_named(letter)
    if found is None:
        raise UnknownNameError("文书", letter)
    return found.reference


def _of_case(desk: Desk, work: UnitOfWork, no: str, attachment_id: AttachmentId) -> Attachment:
    stored = loaded_for_work(desk, work, no)
    found = work.attachments.get(attachment_id)
    if found.case_id != stored.id:
        raise UnknownNameError(FIELD, str(attachment_id))
    return found


def _write_beside(path: Path, parts: Iterator[bytes]) -> None:
    handle, name = tempfile.mkstemp(suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            for part in parts:
                stream.write(part)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _files_in(folder: Path) -> Iterator[WaitingScan]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        # A folder that is away (a disk pulled out) offers nothing.
        return
    for path in entries:
        if path.suffix.lower() not in _READABLE:
            continue
        with suppress(OSError):
            facts = path.stat()
            if path.is_file() and facts.st_size:
                yield WaitingScan(path, facts.st_size, datetime.fromtimestamp(facts.st_mtime, UTC))


def _hash_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return _hash_and_size(stream)[0]
    except OSError:
        return ""
