"""What every table is made with: the naming of constraints, and columns that recur.

Constraints and indexes have names by one convention, because SQLite can alter a table only by
copying it, and needs the names for that.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, MetaData, Text

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def text_column(name: str, *, index: bool = False) -> Column[str]:
    """A text that is empty, never NULL, where it is not known."""
    return Column(name, Text, nullable=False, index=index)


def day_column(name: str) -> Column[Any]:
    """A day, NULL where it is not known."""
    return Column(name, Date)


def flag_column(name: str) -> Column[bool]:
    """Yes or no."""
    return Column(name, Boolean, nullable=False)


def case_column(*, primary_key: bool = False, index: bool = True) -> Column[int]:
    """The case a row belongs to; the row goes with it."""
    owner = ForeignKey("cases.id", ondelete="CASCADE")
    if primary_key:
        return Column("case_id", Integer, owner, primary_key=True, autoincrement=False)
    return Column("case_id", Integer, owner, nullable=False, index=index)
