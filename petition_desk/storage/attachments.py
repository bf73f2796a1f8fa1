"""Attachments: their bytes in parts of a megabyte, never held whole, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any, Final

from sqlalchemy import Connection, Row, func, insert, select, update

from petition_desk.domain.attachments import Attachment, AttachmentId, AttachmentKind
from petition_desk.domain.case import CaseId
from petition_desk.errors import UnknownNameError
from petition_desk.storage.errors import DamagedAttachmentError
from petition_desk.storage.journal import Journal
from petition_desk.storage.tables import attachment_parts, attachments, cases

PART_BYTES: Final = 1024 * 1024
_FIELDS: Final = tuple(item.name for item in fields(Attachment))


class AttachmentStore:
    """Keeps attachments. None is ever changed or removed; a void one keeps its bytes."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection
        self._journal = journal

    def add(self, attachment: Attachment, parts: Iterable[bytes]) -> Attachment:
        """Keep an attachment and its bytes.

        Args:
            attachment: What it is; its hash and size are those of the bytes.
            parts: The bytes in order, read as they are written.

        Returns:
            The same with its identifier.

        Raises:
            ValueError: hash or size is not that of the bytes.
        """
        row = {name: getattr(attachment, name) for name in _FIELDS if name != "id"}
        key = self._connection.execute(insert(attachments).values(row)).inserted_primary_key
        if key is None:
            raise RuntimeError("the database gave no identifier")
        kept = replace(attachment, id=AttachmentId(int(key[0])))
        digest, size = hashlib.sha256(), 0
        for position, part in enumerate(parts):
            digest.update(part)
            size += len(part)
            values = {"attachment_id": kept.id, "position": position, "bytes": part}
            self._connection.execute(insert(attachment_parts), values)
        if (digest.hexdigest(), size) != (attachment.sha256, attachment.size):
            raise ValueError("hash and size of an attachment must be those of its bytes")
        self._journal.write(
            "attachment.added",
            self._local_no(kept.case_id),
            after={"kind": kept.kind.value, "sha256": kept.sha256, "letter": kept.letter},
        )
        return kept

    def get(self, attachment_id: AttachmentId) -> Attachment:
        """Return what is known of an attachment.

        Raises:
            UnknownNameError: there is none with this identifier.
        """
        query = select(attachments).where(attachments.c.id == attachment_id)
        row = self._connection.execute(query).first()
        if row is None:
            raise UnknownNameError("附件", str(attachment_id))
        return _attachment(row)

    def of_case(self, case_id: CaseId) -> list[Attachment]:
        """Return the attachments of a case without their bytes, in the order they came."""
        query = select(attachments).where(attachments.c.case_id == case_id)
        rows = self._connection.execute(query.order_by(attachments.c.id))
        return [_attachment(row) for row in rows]

    def counts_of_slips(self, case_ids: Iterable[CaseId]) -> dict[tuple[int, str, str], int]:
        """Count the valid return slips of cases by case, letter and addressee."""
        query = (
            select(
                attachments.c.case_id, attachments.c.letter, attachments.c.addressee, func.count()
            )
            .where(
                attachments.c.case_id.in_(list(case_ids)),
                attachments.c.kind == AttachmentKind.RETURN_SLIP.value,
                attachments.c.is_void.is_(False),
            )
            .group_by(attachments.c.case_id, attachments.c.letter, attachments.c.addressee)
        )
        return {(row[0], row[1], row[2]): row[3] for row in self._connection.execute(query)}

    def known_hashes(self, hashes: Iterable[str]) -> set[str]:
        """Return which of these hashes a kept attachment has."""
        query = select(attachments.c.sha256).where(attachments.c.sha256.in_(list(hashes)))
        return set(self._connection.execute(query.distinct()).scalars())

    def parts_of(self, attachment: Attachment) -> Iterator[bytes]:
        """Yield the bytes in parts, comparing them with the hash as they pass.

        Raises:
            DamagedAttachmentError: after the last part: they are not those that were kept.
        """
        digest = hashlib.sha256()
        query = (
            select(attachment_parts.c.bytes)
            .where(attachment_parts.c.attachment_id == attachment.id)
            .order_by(attachment_parts.c.position)
            .execution_options(yield_per=1)
        )
        for data in self._connection.execute(query).scalars():
            part = bytes(data)
            digest.update(part)
            yield part
        if digest.hexdigest() != attachment.sha256:
            raise DamagedAttachmentError(attachment.title)

    def bytes_of(self, attachment: Attachment) -> bytes:
        """Return the bytes of one attachment.

        Raises:
            DamagedAttachmentError: they are not those that were kept.
        """
        return b"".join(self.parts_of(attachment))

    def void(self, attachment_id: AttachmentId, reason: str) -> Attachment:
        """Mark an attachment void; its bytes stay.

        Raises:
            UnknownNameError: there is none with this identifier.
        """
        before = self.get(attachment_id)
        after = replace(before, is_void=True, void_reason=reason)
        changed = update(attachments).where(attachments.c.id == attachment_id)
        self._connection.execute(changed.values(is_void=True, void_reason=reason))
        self._journal.write(
            "attachment.voided",
            self._local_no(before.case_id),
            before={"sha256": before.sha256, "is_void": before.is_void},
            after={"sha256": before.sha256, "is_void": True, "reason": reason},
        )
        return after

    def _local_no(self, case_id: CaseId) -> str:
        query = select(cases.c.local_no).where(cases.c.id == case_id)
        return str(self._connection.execute(query).scalar_one())


def _attachment(row: Row[Any]) -> Attachment:
    values = {name: getattr(row, name) for name in _FIELDS}
    return Attachment(**{**values, "kind": AttachmentKind(row.kind)})
