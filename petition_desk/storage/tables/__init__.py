"""Every table, explicitly; `migrations` must lead to exactly this (a test compares both).

One module for each schema that brought tables: `metadata` knows them all once this is imported.
"""

from __future__ import annotations

from petition_desk.storage.tables.attachments import attachment_parts, attachments
from petition_desk.storage.tables.base import metadata
from petition_desk.storage.tables.calendar_shifts import CLOCKS_BY_ROLLED_DAY
from petition_desk.storage.tables.first import (
    ORDERED_COLUMNS,
    calendar_years,
    cases,
    clocks,
    demands,
    drafts,
    import_batches,
    import_mappings,
    journal,
    letter_files,
    letters,
    meta,
    number_series,
    petitioners,
    settings,
    standings,
    steps,
    units,
    visits,
)
from petition_desk.storage.tables.forms import forms
from petition_desk.storage.tables.imports import import_cases, import_files
from petition_desk.storage.tables.ledger_views import ledger_views
from petition_desk.storage.tables.letter_marks import letter_marks
from petition_desk.storage.tables.letter_services import letter_services
from petition_desk.storage.tables.reminding import findings, postponements
from petition_desk.storage.tables.templates import letter_wordings, printings, wording_drafts

__all__ = [
    "CLOCKS_BY_ROLLED_DAY",
    "ORDERED_COLUMNS",
    "attachment_parts",
    "attachments",
    "calendar_years",
    "cases",
    "clocks",
    "demands",
    "drafts",
    "findings",
    "forms",
    "import_batches",
    "import_cases",
    "import_files",
    "import_mappings",
    "journal",
    "ledger_views",
    "letter_files",
    "letter_marks",
    "letter_services",
    "letter_wordings",
    "letters",
    "meta",
    "metadata",
    "number_series",
    "petitioners",
    "postponements",
    "printings",
    "settings",
    "standings",
    "steps",
    "units",
    "visits",
    "wording_drafts",
]
