"""The tables of the first schema.

Facts stand in `cases` and its parts, what was done in `steps`; `standings` and `clocks` hold what
`services.deadlines` worked out of them, and can be worked out again. The search index is no table
of ours: see `petition_desk.storage.search`.

Texts that are not known are empty, never NULL; NULL is kept for dates and for what must be unique
only where it is given.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    true,
)

from petition_desk.storage.columns import JsonText, UtcInstant
from petition_desk.storage.tables.base import (
    case_column,
    day_column,
    flag_column,
    metadata,
    text_column,
)

meta: Final = Table(
    "meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False)
)

journal: Final = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcInstant, nullable=False),
    text_column("account"),
    text_column("action"),
    text_column("subject", index=True),
    Column("before", Text),
    Column("after", Text),
    Column("mac", LargeBinary, nullable=False),
)

number_series: Final = Table(
    "number_series",
    metadata,
    Column("name", Text, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

cases: Final = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("local_no", Text, nullable=False, unique=True),
    Column("received_on", Date, nullable=False),
    Column("registered_at", UtcInstant, nullable=False),
    text_column("channel"),
    text_column("source"),
    text_column("summary"),
    Column("people_count", Integer, nullable=False),
    text_column("official_letter_no"),
    text_column("official_matter_no"),
    text_column("query_code"),
    text_column("incoming_doc_no"),
    day_column("incoming_on"),
    flag_column("must_report_back"),
    day_column("report_back_on"),
    text_column("first_received_by"),
    day_column("petitioned_on"),
    day_column("postmark_on"),
    flag_column("is_anonymous"),
    flag_column("is_joint"),
    Column("representatives", JsonText, nullable=False),
    text_column("purpose"),
    text_column("matter_kind"),
    text_column("category"),
    text_column("problem_place"),
    day_column("problem_on"),
    text_column("accused_unit"),
    text_column("accused_person"),
    text_column("legal_case_no"),
    text_column("repeat_of"),
    flag_column("is_urgent"),
    flag_column("is_confidential"),
    text_column("first_contact"),
    text_column("batch"),
    text_column("remark"),
    flag_column("is_imported"),
    Column("import_key", Text, unique=True),
    text_column("official_letter_key", index=True),
    text_column("official_matter_key", index=True),
    day_column("official_due_on"),
    text_column("official_status"),
    text_column("official_closing_status"),
    text_column("official_registering_unit"),
    text_column("official_responsible_unit"),
    text_column("official_police_branch"),
    text_column("official_handling_way"),
    text_column("official_forwarded_to"),
    text_column("official_archive_no"),
    # Last, as the longest: what stands before it is read without its overflow pages.
    text_column("content"),
)

petitioners: Final = Table(
    "petitioners",
    metadata,
    Column("id", Integer, primary_key=True),
    case_column(),
    Column("position", Integer, nullable=False),
    text_column("name"),
    flag_column("is_main"),
    text_column("id_number"),
    text_column("address"),
    text_column("mailing_address"),
    text_column("postcode"),
    text_column("mobile"),
    text_column("telephone"),
    text_column("agent"),
    # In the spelling in which matters are compared; empty where the fact tells nothing.
    text_column("name_key", index=True),
    text_column("id_key"),
    text_column("mobile_key"),
    text_column("telephone_key"),
)

demands: Final = Table(
    "demands",
    metadata,
    Column("id", Integer, primary_key=True),
    case_column(index=False),
    Column("number", Integer, nullable=False),
    text_column("text"),
    text_column("pathway"),
    text_column("document_name"),
    text_column("document_number"),
    day_column("document_served_on"),
    UniqueConstraint("case_id", "number"),
)

visits: Final = Table(
    "visits",
    metadata,
    case_column(primary_key=True),
    Column("arrived_at", UtcInstant),
    Column("left_at", UtcInstant),
    text_column("room"),
    text_column("received_by"),
    text_column("mode"),
    text_column("statement"),
)

steps: Final = Table(
    "steps",
    metadata,
    Column("id", Integer, primary_key=True),
    case_column(),
    text_column("kind"),
    Column("on", Date, nullable=False),
    Column("recorded_at", UtcInstant, nullable=False),
    text_column("by"),
    Column("values", JsonText, nullable=False),
    text_column("note"),
    text_column("violation"),
    flag_column("is_imported"),
)

standings: Final = Table(
    "standings",
    metadata,
    case_column(primary_key=True),
    # Facts as corrected by steps, repeated in this narrow table to be filtered and sorted by.
    Column("number_order", Integer, nullable=False),
    text_column("name_order"),
    Column("received_on", Date, nullable=False),
    text_column("channel"),
    text_column("source"),
    text_column("matter_kind"),
    text_column("category"),
    Column("people_count", Integer, nullable=False),
    text_column("official_letter_no"),
    day_column("official_due_on"),
    flag_column("is_sealed"),
    # The standing itself.
    text_column("state"),
    flag_column("is_open"),
    flag_column("is_void"),
    Column("computed_on", Date, nullable=False, index=True),
    Column("changes_on", Date, index=True),
    text_column("unit"),
    text_column("pathway"),
    text_column("next_rule"),
    text_column("next_name"),
    text_column("next_owed_by"),
    day_column("next_deadline"),
    day_column("next_reminds_on"),
    flag_column("next_is_provisional"),
    flag_column("owes_facts"),
    flag_column("owes_national_entry"),
    flag_column("awaits_slip"),
    text_column("entered_nationally_no"),
    day_column("closed_on"),
)

ORDERED_COLUMNS: Final = (
    "number_order", "name_order", "received_on", "channel", "source", "matter_kind", "category",
    "people_count", "official_letter_no", "official_due_on", "state", "unit", "pathway",
    "next_name", "next_deadline", "closed_on",
)  # fmt: skip
"""The orders on offer; each has an index that ends with the case, so that it is total."""

for _name in ORDERED_COLUMNS:
    Index(None, standings.c[_name], standings.c.case_id)
# What is open is little against what is old: these keep Today as fast in the tenth year.
for _name in ("is_open", "owes_facts", "owes_national_entry", "awaits_slip"):
    Index(
        f"ix_standings_{_name}",
        standings.c.next_deadline,
        standings.c.case_id,
        sqlite_where=standings.c[_name] == true(),
    )
Index("ix_standings_is_sealed", standings.c.case_id, sqlite_where=standings.c.is_sealed == true())

clocks: Final = Table(
    "clocks",
    metadata,
    Column("id", Integer, primary_key=True),
    case_column(),
    text_column("rule"),
    text_column("name"),
    text_column("of"),
    text_column("owed_by"),
    text_column("article"),
    Column("started_on", Date, nullable=False),
    Column("due_plain", Date, nullable=False),
    Column("due_rolled", Date, nullable=False),
    Column("act_by", Date, nullable=False),
    Column("deadline", Date, nullable=False),
    Column("reminds_on", Date, nullable=False),
    flag_column("is_provisional"),
    flag_column("is_presumed"),
    text_column("state"),
    flag_column("is_open"),
    text_column("queue"),
    text_column("act"),
    text_column("act_label"),
)
Index("ix_clocks_open_reminds_on", clocks.c.reminds_on, sqlite_where=clocks.c.is_open == true())
Index(
    "ix_clocks_open_queue",
    clocks.c.queue,
    clocks.c.reminds_on,
    sqlite_where=clocks.c.is_open == true(),
)

letters: Final = Table(
    "letters",
    metadata,
    Column("id", Integer, primary_key=True),
    case_column(),
    text_column("kind"),
    Column("number", Text, unique=True),
    Column("serial", Integer),
    Column("year", Integer, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("issued_at", UtcInstant, nullable=False),
    text_column("by"),
    text_column("title"),
    text_column("sha256", index=True),
    text_column("template_version"),
    Column("page_count", Integer, nullable=False),
    flag_column("is_void"),
    text_column("void_reason"),
)

letter_files: Final = Table(
    "letter_files",
    metadata,
    Column(
        "letter_id",
        Integer,
        ForeignKey("letters.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("pdf", LargeBinary, nullable=False),
)

settings: Final = Table(
    "settings", metadata, Column("key", Text, primary_key=True), text_column("value")
)

units: Final = Table(
    "units",
    metadata,
    Column("name", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    text_column("handler"),
    text_column("telephone"),
    text_column("address"),
    flag_column("is_own"),
)

drafts: Final = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    text_column("account", index=True),
    Column("saved_at", UtcInstant, nullable=False),
    text_column("content"),
)

calendar_years: Final = Table(
    "calendar_years",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    text_column("content"),
    Column("loaded_at", UtcInstant, nullable=False),
)

import_mappings: Final = Table(
    "import_mappings",
    metadata,
    Column("headers", Text, primary_key=True),
    text_column("content"),
    Column("saved_at", UtcInstant, nullable=False),
)

import_batches: Final = Table(
    "import_batches",
    metadata,
    Column("id", Integer, primary_key=True),
    text_column("sha256", index=True),
    Column("at", UtcInstant, nullable=False),
    text_column("account"),
    Column("counts", JsonText, nullable=False),
)
