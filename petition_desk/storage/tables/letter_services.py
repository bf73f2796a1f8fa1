"""The table of services: each letter and each of its addressees, as the steps tell it.

Worked out of the steps by `domain.services` and written with the standing, like `clocks`: it can
be made again at any time. What is open is little against what is old: a partial index keeps the
screen of services as fast in the tenth year as in the first.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Date, Index, Integer, Table, true

from petition_desk.storage.tables.base import (
    case_column,
    day_column,
    flag_column,
    metadata,
    text_column,
)

letter_services: Final = Table(
    "letter_services",
    metadata,
    Column("id", Integer, primary_key=True),
    case_column(),
    text_column("letter", index=True),
    text_column("kind"),
    text_column("addressee"),
    Column("issued_on", Date, nullable=False),
    day_column("limit_on"),
    text_column("state"),
    flag_column("is_open"),
    flag_column("is_told"),
    text_column("way"),
    text_column("result"),
    text_column("waybill"),
    text_column("server"),
    day_column("sent_on"),
    day_column("served_on"),
    day_column("ends_on"),
    Column("attempt_count", Integer, nullable=False),
    flag_column("is_imported"),
)
Index(
    "ix_letter_services_is_open",
    letter_services.c.limit_on,
    letter_services.c.case_id,
    sqlite_where=letter_services.c.is_open == true(),
)
Index("ix_letter_services_limit_on", letter_services.c.limit_on, letter_services.c.state)
Index("ix_letter_services_served_on", letter_services.c.served_on)
Index(
    "ix_letter_services_waybill",
    letter_services.c.waybill,
    sqlite_where=letter_services.c.waybill != "",
)
