"""What a column of a format may become, and how the cells of such a column can be read.

A format may come from the office; one that would put a day where a text belongs is refused when
it is read, not when the first row is.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class ColumnKind(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    CODE = "code"
    NAME = "name"
    ID = "id"
    PHONE = "phone"
    ADDRESS = "address"
    CONTENT = "content"
    DEMANDS = "demands"
    DATE = "date"
    INSTANT = "instant"
    COUNT = "count"
    CATEGORY = "category"
    CODED = "coded"


_TEXTS: Final = frozenset(
    {ColumnKind.TEXT, ColumnKind.CODE, ColumnKind.CONTENT, ColumnKind.CATEGORY, ColumnKind.CODED}
)
_DAYS: Final = frozenset({ColumnKind.DATE})
_WORDS: Final = frozenset({ColumnKind.CODED})

_OF_TEXT: Final = (
    "official_letter_no", "official_matter_no", "query_code", "incoming_doc_no",
    "first_received_by", "problem_place", "accused_unit", "accused_person", "content", "category",
    "legal_case_no", "first_contact", "batch", "remark", "handling_unit", "row_label", "answer_no",
    "official.status", "official.closing_status", "official.registering_unit",
    "official.responsible_unit", "official.police_branch", "official.handling_way",
    "official.forwarded_to", "official.archive_no", "petitioner.postcode", "petitioner.agent",
)  # fmt: skip
_OF_DAYS: Final = (
    "petitioned_on", "received_on", "registered_on", "postmark_on", "problem_on", "incoming_on",
    "report_back_on", "accepted_on", "answered_on", "closed_on", "followed_up_on",
    "official.due_on",
)  # fmt: skip

FIELD_KINDS: Final[Mapping[str, frozenset[ColumnKind]]] = {
    **dict.fromkeys(_OF_TEXT, _TEXTS),
    **dict.fromkeys(_OF_DAYS, _DAYS),
    **dict.fromkeys(("channel", "source", "purpose", "repeat", "satisfaction"), _WORDS),
    "petitioner.name": frozenset({ColumnKind.NAME}),
    "petitioner.id_number": frozenset({ColumnKind.ID}),
    "petitioner.phone": frozenset({ColumnKind.PHONE}),
    "petitioner.address": frozenset({ColumnKind.ADDRESS}),
    "petitioner.mailing_address": frozenset({ColumnKind.ADDRESS}),
    "official.registered_at": frozenset({ColumnKind.INSTANT}),
    "people_count": frozenset({ColumnKind.COUNT}),
    "demands": frozenset({ColumnKind.DEMANDS}),
}
"""Every field of a format and the kinds its column may have."""
