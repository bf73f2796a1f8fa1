"""今日清单: the list of the day on paper, to work through with a pen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from petition_desk.documents.blocks import Align, Block, LetterDocument, Paragraph, Space, Title
from petition_desk.documents.linebreak import Run
from petition_desk.documents.reports.listing import LIST_SHEET, Column, RowGroup, grouped_table

_COLUMNS: Final = (
    Column("剩余", 6.0),
    Column("最后一日", 5.9),
    Column("应办", 7.2),
    Column("编号", 7.2),
    Column("姓名", 4.7),
    Column("摘要", 17.8),
    Column("已办", 3.2, Align.CENTRE),
)


@dataclass(frozen=True, slots=True)
class MorningRow:
    """One thing to do, in words; `name` is masked, and empty in a confidential matter."""

    left: str
    day: str
    task: str
    local_no: str
    name: str
    summary: str


@dataclass(frozen=True, slots=True)
class MorningGroup:
    """A group of Today; `total` may exceed its rows."""

    title: str
    hint: str
    total: int
    rows: tuple[MorningRow, ...]


@dataclass(frozen=True, slots=True)
class MorningPage:
    """Everything on the page.

    Attributes:
        office: Whose page it is.
        day: 11月20日 星期五.
        sentence: How much there is to do.
        printed_at: When it was made.
        groups: What is listed.
        counted: Lists without a day, which are only counted: 未录国网 24 件.
        warning: That dates may still move; may be empty.
    """

    office: str
    day: str
    sentence: str
    printed_at: str
    groups: tuple[MorningGroup, ...]
    counted: tuple[str, ...] = ()
    warning: str = ""


def morning_document(page: MorningPage) -> LetterDocument:
    """Return the page, ready to be set."""
    return LetterDocument(f"今日清单 {page.day}", tuple(_blocks(page)), sheet=LIST_SHEET)


def _blocks(page: MorningPage) -> Iterator[Block]:
    yield Title((f"{page.day}　今日清单",))
    head = "　".join(filter(None, (page.office, page.sentence)))
    yield Paragraph((Run(head),), 0, Align.CENTRE)
    if page.warning:
        yield Paragraph((Run(page.warning),), 0, Align.CENTRE)
    yield Space(1)
    shown = [group for group in page.groups if group.rows]
    if shown:
        yield grouped_table(_COLUMNS, (_group(group) for group in shown))
    else:
        yield Paragraph((Run("今天没有要办的事项。"),), 0, Align.CENTRE)
    yield Space(1)
    if page.counted:
        yield Paragraph((Run(f"另有：{'、'.join(page.counted)}，见今日和台账。"),), 0)
    says = f"{page.printed_at} 打印；姓名已遮盖，保密件只列编号。用后收好，不得外传。"
    yield Paragraph((Run(says),), 0)


def _group(group: MorningGroup) -> RowGroup:
    rows = tuple(
        (row.left, row.day, row.task, row.local_no, row.name, row.summary, "") for row in group.rows
    )
    return RowGroup(f"{group.title}　{group.total} 件", rows, group.hint)
