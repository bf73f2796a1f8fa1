"""Every table, explicitly; `migrations` must lead to exactly this (a test compares both).

Constraints and indexes have names by one convention, because SQLite can alter a table only by
copying it, and needs the names for that. Facts stand in `cases` and its parts, what was done in
`steps`; `standings` and `clocks` hold what `services.deadlines` worked out of them, and can be
worked out again. The search index is no table of ours: see `petition_desk.storage.search`.

Texts that are not known are empty, never NULL; NULL is kept for dates and for what must be unique
only where it is given.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    true,
)

from petition_desk.storage.columns import JsonText, UtcInstant

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *, index: bool = False) -> Column[str]:
    return Column(name, Text, nullable=False, index=index)


def _day(name: str) -> Column[Any]:
    return Column(name, Date)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _of_case(*, primary_key: bool = False, index: bool = True) -> Column[int]:
    owner = ForeignKey("cases.id", ondelete="CASCADE")
    if primary_key:
        return Column("case_id", Integer, owner, primary_key=True, autoincrement=False)
    return Column("case_id", Integer, owner, nullable=False, index=index)


meta: Final = Table(
    "meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False)
)

journal: Final = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcInstant, nullable=False),
    _text("account"),
    _text("action"),
    _text("subject", index=True),
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
    _text("channel"),
    _text("source"),
    _text("summary"),
    Column("people_count", Integer, nullable=False),
    _text("official_letter_no"),
    _text("official_matter_no"),
    _text("query_code"),
    _text("incoming_doc_no"),
    _day("incoming_on"),
    _flag("must_report_back"),
    _day("report_back_on"),
    _text("first_received_by"),
    _day("petitioned_on"),
    _day("postmark_on"),
    _flag("is_anonymous"),
    _flag("is_joint"),
    Column("representatives", JsonText, nullable=False),
    _text("purpose"),
    _text("matter_kind"),
    _text("category"),
    _text("problem_place"),
    _day("problem_on"),
    _text("accused_unit"),
    _text("accused_person"),
    _text("legal_case_no"),
    _text("repeat_of"),
    _flag("is_urgent"),
    _flag("is_confidential"),
    _text("first_contact"),
    _text("batch"),
    _text("remark"),
    _flag("is_imported"),
    Column("import_key", Text, unique=True),
    _text("official_letter_key", index=True),
    _text("official_matter_key", index=True),
    _day("official_due_on"),
    _text("official_status"),
    _text("official_closing_status"),
    _text("official_registering_unit"),
    _text("official_responsible_unit"),
    _text("official_police_branch"),
    _text("official_handling_way"),
    _text("official_forwarded_to"),
    _text("official_archive_no"),
    # Last, as the longest: what stands before it is read without its overflow pages.
    _text("content"),
)

petitioners: Final = Table(
    "petitioners",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_case(),
    Column("position", Integer, nullable=False),
    _text("name"),
    _flag("is_main"),
    _text("id_number"),
    _text("address"),
    _text("mailing_address"),
    _text("postcode"),
    _text("mobile"),
    _text("telephone"),
    _text("agent"),
    # In the spelling in which matters are compared; empty where the fact tells nothing.
    _text("name_key", index=True),
    _text("id_key"),
    _text("mobile_key"),
    _text("telephone_key"),
)

demands: Final = Table(
    "demands",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_case(index=False),
    Column("number", Integer, nullable=False),
    _text("text"),
    _text("pathway"),
    _text("document_name"),
    _text("document_number"),
    _day("document_served_on"),
    UniqueConstraint("case_id", "number"),
)

visits: Final = Table(
    "visits",
    metadata,
    _of_case(primary_key=True),
    Column("arrived_at", UtcInstant),
    Column("left_at", UtcInstant),
    _text("room"),
    _text("received_by"),
    _text("mode"),
    _text("statement"),
)

steps: Final = Table(
    "steps",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_case(),
    _text("kind"),
    Column("on", Date, nullable=False),
    Column("recorded_at", UtcInstant, nullable=False),
    _text("by"),
    Column("values", JsonText, nullable=False),
    _text("note"),
    _text("violation"),
    _flag("is_imported"),
)

standings: Final = Table(
    "standings",
    metadata,
    _of_case(primary_key=True),
    # Facts as corrected by steps, repeated in this narrow table to be filtered and sorted by.
    Column("number_order", Integer, nullable=False),
    _text("name_order"),
    Column("received_on", Date, nullable=False),
    _text("channel"),
    _text("source"),
    _text("matter_kind"),
    _text("category"),
    Column("people_count", Integer, nullable=False),
    _text("official_letter_no"),
    _day("official_due_on"),
    _flag("is_sealed"),
    # The standing itself.
    _text("state"),
    _flag("is_open"),
    _flag("is_void"),
    Column("computed_on", Date, nullable=False, index=True),
    Column("changes_on", Date, index=True),
    _text("unit"),
    _text("pathway"),
    _text("next_rule"),
    _text("next_name"),
    _text("next_owed_by"),
    _day("next_deadline"),
    _day("next_reminds_on"),
    _flag("next_is_provisional"),
    _flag("owes_facts"),
    _flag("owes_national_entry"),
    _flag("awaits_slip"),
    _text("entered_nationally_no"),
    _day("closed_on"),
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
    _of_case(),
    _text("rule"),
    _text("name"),
    _text("of"),
    _text("owed_by"),
    _text("article"),
    Column("started_on", Date, nullable=False),
    Column("due_plain", Date, nullable=False),
    Column("due_rolled", Date, nullable=False),
    Column("act_by", Date, nullable=False),
    Column("deadline", Date, nullable=False),
    Column("reminds_on", Date, nullable=False),
    _flag("is_provisional"),
    _flag("is_presumed"),
    _text("state"),
    _flag("is_open"),
    _text("queue"),
    _text("act"),
    _text("act_label"),
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
    _of_case(),
    _text("kind"),
    Column("number", Text, unique=True),
    Column("serial", Integer),
    Column("year", Integer, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("issued_at", UtcInstant, nullable=False),
    _text("by"),
    _text("title"),
    _text("sha256", index=True),
    _text("template_version"),
    Column("page_count", Integer, nullable=False),
    _flag("is_void"),
    _text("void_reason"),
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

settings: Final = Table("settings", metadata, Column("key", Text, primary_key=True), _text("value"))

units: Final = Table(
    "units",
    metadata,
    Column("name", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    _text("handler"),
    _text("telephone"),
    _text("address"),
    _flag("is_own"),
)

drafts: Final = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("account", index=True),
    Column("saved_at", UtcInstant, nullable=False),
    _text("content"),
)

calendar_years: Final = Table(
    "calendar_years",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    _text("content"),
    Column("loaded_at", UtcInstant, nullable=False),
)

import_mappings: Final = Table(
    "import_mappings",
    metadata,
    Column("headers", Text, primary_key=True),
    _text("content"),
    Column("saved_at", UtcInstant, nullable=False),
)

import_batches: Final = Table(
    "import_batches",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("sha256", index=True),
    Column("at", UtcInstant, nullable=False),
    _text("account"),
    Column("counts", JsonText, nullable=False),
)
