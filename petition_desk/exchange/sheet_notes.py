"""What is said once of a sheet, at its header: columns not read, and what stands in for others."""

from __future__ import annotations

from collections.abc import Iterator

from petition_desk.domain.vocabulary import Channel
from petition_desk.exchange.cells import Severity
from petition_desk.exchange.mapping import SheetMapping, TableFormat
from petition_desk.exchange.problems import Problem

#: A field without a column of its own day, that day's fields, and what is done about it.
_STAND_INS = (
    ("registered_on", ("received_on", "petitioned_on"), "没有收到日期这一列，收到日期按这一列计"),
    ("answer_no", ("answered_on",), "没有答复日期这一列，出具日期按办结日期计"),
    ("satisfaction", ("followed_up_on",), "没有回访日期这一列，回访日期按办结日期计"),
)


def header_problems(
    sheet: str, mapping: SheetMapping, table_format: TableFormat, channel: Channel | None
) -> tuple[Problem, ...]:
    """Return what is to be said of a sheet's columns, named at its header.

    Args:
        sheet: Its name.
        mapping: What its columns say.
        table_format: What they were known by.
        channel: What its name or title says of how its pieces came in.
    """
    return tuple(
        Problem(sheet, mapping.header_row, column, column, reason, Severity.WARNING)
        for column, reason in _notes(mapping, table_format, channel)
    )


def channel_of(table_format: TableFormat, sheet: str, title: str) -> Channel | None:
    """Return the channel that a sheet's name tells, else its title; None if none or several do."""
    words = table_format.sheet_words.get("channel", {})
    for text in (sheet, title):
        told = {ours for word, ours in words.items() if word in text}
        if told:
            return Channel(told.pop()) if len(told) == 1 else None
    return None


def _notes(
    mapping: SheetMapping, table_format: TableFormat, channel: Channel | None
) -> Iterator[tuple[str, str]]:
    for header in mapping.unknown:
        yield header, "不认识这一列，没有读取"
    for header in mapping.repeated:
        yield header, "与前面的一列重复，没有读取"
    for field, days, reason in _STAND_INS:
        if mapping.has(field) and not mapping.has(*days):
            yield mapping.header_of(field), reason
    if channel is None and not mapping.has("channel"):
        yield "", "没有信访形式这一列，表名也看不出，按来访登记，请核对"
    if "source" in table_format.values and not mapping.has("source"):
        yield "", "没有信访来源这一列，按本局直接登记，备注写明的除外"
