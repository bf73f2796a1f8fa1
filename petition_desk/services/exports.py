"""Lists that leave the room: masked, or in full by who may, for a purpose, with a password."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from petition_desk.domain.ledger import (
    LEDGER_COLUMNS,
    LedgerColumn,
    LedgerFilter,
    LedgerSort,
    ledger_column,
)
from petition_desk.errors import InputError, UnknownNameError
from petition_desk.exchange.csv_writer import write_csv
from petition_desk.exchange.protect import check_password
from petition_desk.exchange.table_writer import Table, WrittenWorkbook, write_tables
from petition_desk.services import ledger
from petition_desk.services.by_person import refuse_by_person
from petition_desk.services.desk import Desk
from petition_desk.services.export_kinds import (
    EXPORT_LISTS,
    ExportKind,
    ExportList,
    ledger_list,
)
from petition_desk.services.export_note import (
    NoteFacts,
    RowDigest,
    filter_words,
    note_table,
    order_words,
)
from petition_desk.services.rights import EXPORT_FULL, require

__all__ = ["ExportKind", "ExportOrder", "Exported", "export_ledger", "export_list"]

TEXT_ENDING: Final = ".csv"
BY_NUMBER: Final = LedgerSort("local_no", is_descending=False)
_NEEDS_PASSWORD: Final = (
    "不遮盖导出须设打开密码：命令行用环境变量 PETITION_DESK_EXPORT_PASSWORD 给出，"
    "确实不设的写 --no-encrypt"
)

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is to be written, and under which conditions.

    Attributes:
        wanted: Which cases.
        sort: In which order.
        kind: Which list of them.
        columns: Identifiers of `LEDGER_COLUMNS`, for the ledger; None for all of them.
        view: Words for the view they stand in, told in the explanation.
        is_full: Write identities out.
        purpose: What for; needed where they are.
        password: To open the file; "" for none.
        is_plain: Identities in full without a password were asked for by name.
    """

    wanted: LedgerFilter = field(default_factory=LedgerFilter)
    sort: LedgerSort = BY_NUMBER
    kind: ExportKind = ExportKind.LEDGER
    columns: Sequence[str] | None = None
    view: str = ""
    is_full: bool = False
    purpose: str = ""
    password: str = ""
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written: where, how many rows, and the hash of its bytes."""

    path: Path
    rows: int
    sha256: str


def export_list(
    desk: Desk,
    path: Path,
    order: ExportOrder,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Exported | None:
    """Write a list of the matching cases, a journal entry with it.

    A path that ends with ``.csv`` becomes text, without the second sheet. Confidential cases are
    reduced to number, 保密件 and clock for accounts without the right, or left out where a list
    would tell more; in full exports as well.

    Returns:
        What was written; None if it was cancelled: then an old file stands as it was.

    Raises:
        LawRefusalError: a full export without the right, or cases sought by person (exit 3).
        InputError: a full export without purpose or password; a text file that is to have a
            password; a period that ends before it begins (exit 4).
        UnknownNameError, FileUnwritableError: no such column or place (exit 2, 5).
    """
    check_order(desk, path, order)
    chosen = _list(order)
    ids = ledger.matching_ids(desk, order.wanted, order.sort)
    note_before(desk, order, len(ids))
    digest = RowDigest([column.title for column in chosen.columns])
    rows = digest.passing(chosen.rows(desk, ids, order.is_full))
    office = _office(desk)
    table = Table(f"{office}{chosen.title}", chosen.columns, rows, len(ids))
    written: WrittenWorkbook | None
    if path.suffix.lower() == TEXT_ENDING:
        written = write_csv(path, table, progress=progress, cancelled=cancelled)
    else:
        note = note_table(desk, office, _facts(order, chosen), digest)
        written = write_tables(
            path, (table, note), password=order.password, progress=progress, cancelled=cancelled
        )
    return noted(desk, order, written, order.kind.value)


def export_ledger(
    desk: Desk,
    path: Path,
    wanted: LedgerFilter,
    sort: LedgerSort,
    *,
    columns: Sequence[str] | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Exported | None:
    """Write the ledger masked, as `export_list`."""
    order = ExportOrder(wanted, sort, columns=columns)
    return export_list(desk, path, order, progress=progress, cancelled=cancelled)


def check_order(desk: Desk, path: Path, order: ExportOrder) -> None:
    """See that an order may be carried out, before anything of it is.

    Raises:
        LawRefusalError, InputError: as `export_list`.
    """
    if order.is_full:
        require(desk, EXPORT_FULL)
    first, last = order.wanted.received_from, order.wanted.received_until
    if first is not None and last is not None and first > last:
        raise InputError("收到日期", f"起始日 {first} 晚于截止日 {last}，请检查")
    if order.is_full and not order.purpose.strip():
        raise InputError("用途", "不遮盖导出必须写明用途")
    if order.password:
        check_password(order.password)
        if path.suffix.lower() == TEXT_ENDING:
            raise InputError("打开密码", "文本表格（.csv）不能设密码，请导出为 .xlsx")
    elif order.is_full and not order.is_plain:
        raise InputError("打开密码", _NEEDS_PASSWORD)
    refuse_by_person(
        desk, order.wanted, lambda: ledger.matching_ids(desk, order.wanted, order.sort)
    )


def note_before(desk: Desk, order: ExportOrder, row_count: int) -> None:
    """Note a full export before its first byte is written."""
    if order.is_full:
        facts = {"rows": row_count, "purpose": order.purpose.strip()}
        _note(desk, "export.full", facts)


def noted(
    desk: Desk, order: ExportOrder, written: WrittenWorkbook | None, kind: str
) -> Exported | None:
    """Note an export that was written; None for one that was cancelled."""
    if written is None:
        return None
    done = Exported(written.path, written.row_count, written.sha256)
    _note(
        desk,
        "export.written",
        {
            "kind": kind,
            "rows": done.rows,
            "sha256": done.sha256,
            "is_full": order.is_full,
            "has_password": bool(order.password),
        },
    )
    return done


def chosen_columns(names: Sequence[str] | None) -> tuple[LedgerColumn, ...]:
    """Return the columns of these identifiers, all of them without any.

    Raises:
        UnknownNameError: there is no such column (exit 2).
    """
    if names is None:
        return LEDGER_COLUMNS
    found = []
    for name in names:
        column = ledger_column(name)
        if column is None:
            raise UnknownNameError("列", name, (each.id for each in LEDGER_COLUMNS))
        found.append(column)
    return tuple(found)


def _list(order: ExportOrder) -> ExportList:
    if order.kind is ExportKind.LEDGER:
        return ledger_list(chosen_columns(order.columns))
    return EXPORT_LISTS[order.kind]


def _facts(order: ExportOrder, chosen: ExportList) -> NoteFacts:
    return NoteFacts(
        chosen.title,
        chosen.about,
        filter_words(order.wanted, order.view),
        order_words(order.sort),
        order.is_full,
        order.purpose.strip(),
        bool(order.password),
    )


def _note(desk: Desk, action: str, facts: dict[str, object]) -> None:
    with desk.begin() as work:
        work.journal.write(action, after=facts)
        work.commit()


def _office(desk: Desk) -> str:
    with desk.reading() as work:
        return work.settings.get("office.name")
