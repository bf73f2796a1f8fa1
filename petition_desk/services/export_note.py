"""导出说明: who wrote a list, when, of what, how many rows, and the hash that proves them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from petition_desk import __version__
from petition_desk.clock import CHINA
from petition_desk.domain.ledger import LedgerFilter, LedgerSort, ledger_column
from petition_desk.exchange.cells import CellValue, plain_text
from petition_desk.exchange.mapping import NOTE_SHEET
from petition_desk.exchange.sheet_style import CellKind, cell_text
from petition_desk.exchange.table_writer import Table, TableColumn
from petition_desk.services.desk import Desk

_WIDTHS = (16.0, 88.0)
_MASKED = "已遮盖：姓名留姓，证件、电话、住址部分遮盖"


@dataclass(slots=True)
class RowDigest:
    """The hash of rows as they are written: header first, cells parted by U+001F, rows by LF.

    Cells count as they read on the sheet, so that a copy saved again by Excel proves the same.
    """

    titles: Sequence[str]
    count: int = 0
    _digest: Any = field(default_factory=sha256)

    def __post_init__(self) -> None:
        """Begin with the header."""
        self._add(self.titles)

    def passing(self, rows: Iterable[Sequence[CellValue]]) -> Iterator[Sequence[CellValue]]:
        """Give the rows on, counting them in."""
        for row in rows:
            self._add(row)
            self.count += 1
            yield row

    @property
    def hexadecimal(self) -> str:
        """The hash so far."""
        return str(self._digest.hexdigest())

    def _add(self, row: Sequence[CellValue]) -> None:
        line = "\x1f".join("" if value is None else cell_text(plain_text(value)) for value in row)
        self._digest.update(line.encode() + b"\n")


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """What is told of an export beside its rows."""

    title: str
    about: str
    told: str
    order: str
    is_full: bool
    purpose: str
    has_password: bool


def note_table(desk: Desk, office: str, facts: NoteFacts, digest: RowDigest) -> Table:
    """Return the second sheet; its rows are made when those of the first are written."""

    def rows() -> Iterator[Sequence[CellValue]]:
        now = desk.clock.now().astimezone(CHINA)
        yield from (
            ("单位", office),
            ("导出人", desk.account.name),
            ("导出时间", f"{now:%Y-%m-%d %H:%M:%S}（北京时间）"),
            ("内容", f"{facts.title}：{facts.about}"),
            ("范围", facts.told),
            ("排序", facts.order),
            ("行数", digest.count),
            ("列数", len(digest.titles)),
            (
                "身份信息",
                "未遮盖" if facts.is_full else "已遮盖：姓名留姓，证件、电话、住址部分遮盖",
            ),
            ("用途", facts.purpose if facts.is_full else "—"),
            ("打开密码", "已设" if facts.has_password else "未设"),
            ("保密件", "检举控告只供有权限的账户查看；没有权限的，只列编号和期限或不列入"),
            ("数据校验", digest.hexadecimal),
            ("校验方法", "SHA-256：自表头起逐行，格与格之间为字符 1F，行末为换行，UTF-8"),
            ("再导入", "本表再导入本程序不改动任何一件；带 * 的格表示没有信息"),
            ("程序", f"信访接待台 {__version__}"),
        )

    columns = tuple(
        TableColumn(title, CellKind.ANY, width)
        for title, width in zip(("项目", "说明"), _WIDTHS, strict=True)
    )
    return Table(NOTE_SHEET, columns, rows(), is_beside=True)


def filter_words(wanted: LedgerFilter, view: str = "") -> str:
    """Say in words which cases were asked for."""
    parts = [view] if view else []
    first, last = wanted.received_from, wanted.received_until
    if first is not None or last is not None:
        parts.append(f"收到日期 {first or '最早'} 至 {last or '今天'}")
    named = (
        ("状态", wanted.states), ("形式", wanted.channels), ("承办单位", wanted.units),
        ("来源", wanted.sources), ("信访目的", wanted.matter_kinds),
    )  # fmt: skip
    parts += [f"{name}：{'、'.join(sorted(words))}" for name, words in named if words]
    parts += [condition.says() for condition in wanted.conditions]
    flags = (
        ("只列在办", wanted.is_open_only), ("只列逾期", wanted.overdue_on is not None),
        ("只列待送达", wanted.is_to_serve_only), ("有搜索词", bool(wanted.text.strip())),
        ("只列未录国网", wanted.is_not_entered_nationally_only),
        ("只列检举控告", wanted.is_sealed_only),
    )  # fmt: skip
    if not view:
        parts += [words for words, holds in flags if holds]
    elif wanted.text.strip():
        parts.append("有搜索词")
    return "；".join(parts) or "全部"


def order_words(sort: LedgerSort) -> str:
    """Say in words how the rows are ordered."""
    named = []
    for name, is_descending in sort.keys:
        column = ledger_column(name)
        title = column.title if column is not None else name
        named.append(f"{title}{'从大到小' if is_descending else '从小到大'}")
    return "，再按".join(named)
