"""Forms under the names the office gave them: the blank workbook and what fills its columns."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from petition_desk.errors import UnknownNameError
from petition_desk.storage.journal import Journal
from petition_desk.storage.tables import forms


@dataclass(frozen=True, slots=True)
class FormHead:
    """What is known of a kept form without its bytes; `saved_at` is UTC."""

    name: str
    file_name: str
    sha256: str
    mapping: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A kept form with the bytes of its blank."""

    head: FormHead
    workbook: bytes


class FormStore:
    """The forms of other offices."""

    def __init__(self, connection: Connection, journal: Journal, at: datetime) -> None:
        """Work within the transaction of ``connection``, at the instant ``at``."""
        self._connection = connection
        self._journal = journal
        self._at = at

    def all(self) -> list[FormHead]:
        """Return every form by name, without its bytes."""
        columns = (
            forms.c.name, forms.c.file_name, forms.c.sha256, forms.c.mapping, forms.c.saved_at
        )  # fmt: skip
        query = select(*columns).order_by(forms.c.name)
        return [FormHead(*row) for row in self._connection.execute(query)]

    def get(self, name: str) -> KeptForm:
        """Return a form.

        Raises:
            UnknownNameError: none has this name.
        """
        query = select(forms.c.workbook).where(forms.c.name == name)
        workbook = self._connection.execute(query).scalar_one_or_none()
        heads = self.all()
        head = next((each for each in heads if each.name == name), None)
        if workbook is None or head is None:
            raise UnknownNameError("上报表", name, (each.name for each in heads))
        return KeptForm(head, workbook)

    def of_workbook(self, workbook: bytes) -> KeptForm | None:
        """Return the form whose blank is this very file, or None."""
        digest = hashlib.sha256(workbook).hexdigest()
        name = next((head.name for head in self.all() if head.sha256 == digest), None)
        return self.get(name) if name is not None else None

    def save(self, name: str, file_name: str, workbook: bytes, mapping: str) -> None:
        """Keep a form; one of the same name is replaced."""
        digest = hashlib.sha256(workbook).hexdigest()
        old = next((head for head in self.all() if head.name == name), None)
        if old is not None and (old.sha256, old.mapping) == (digest, mapping):
            return
        self._connection.execute(delete(forms).where(forms.c.name == name))
        row = {
            "name": name, "file_name": file_name, "sha256": digest, "mapping": mapping,
            "saved_at": self._at, "workbook": workbook,
        }  # fmt: skip
        self._connection.execute(insert(forms).values(row))
        before = None if old is None else {"sha256": old.sha256, "mapping": old.mapping}
        self._journal.write("form.saved", name, before, {"sha256": digest, "mapping": mapping})

    def remove(self, name: str) -> None:
        """Forget a form.

        Raises:
            UnknownNameError: none has this name.
        """
        old = self.get(name).head
        self._connection.execute(delete(forms).where(forms.c.name == name))
        self._journal.write("form.removed", name, {"sha256": old.sha256, "mapping": old.mapping})
