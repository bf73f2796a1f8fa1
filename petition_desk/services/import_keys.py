"""Which kept case a row's key means: never that of another row that only has the same number.

Without a 信访件编号 a row is known by title, sheet and running number. A ledger begun anew under
the old name has them all again; its first row must not overrule last year's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from petition_desk.domain.case import Case
from petition_desk.exchange.cells import Severity
from petition_desk.exchange.import_sheet import ImportedRow
from petition_desk.exchange.problems import Problem
from petition_desk.exchange.row_keys import hash_key
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class KeyedRows:
    """Rows by their key, the kept cases by the same keys, and what is to be said of the keys."""

    rows: dict[str, ImportedRow]
    kept: Mapping[str, StoredCase]
    problems: tuple[Problem, ...] = ()


def keyed_rows(work: UnitOfWork, rows: dict[str, ImportedRow]) -> KeyedRows:
    """Find the kept cases of rows; rows whose number is another's get a key of their own."""
    kept = work.cases.by_import_key(rows)
    others = {
        key: replace(rows[key], key=hash_key(rows[key].values))
        for key, stored in kept.items()
        if _is_another(stored.case, rows[key])
    }
    if not others:
        return KeyedRows(rows, kept)
    own_rows = {row.key: row for row in (others.get(key, rows[key]) for key in rows)}
    known = {key: stored for key, stored in kept.items() if key not in others}
    known |= work.cases.by_import_key(row.key for row in others.values())
    return KeyedRows(own_rows, known, tuple(map(_named, others.values())))


def _is_another(case: Case, row: ImportedRow) -> bool:
    """Return whether a row with a case's number shares neither name, nor day, nor content."""
    if not row.key.startswith("row:"):
        return False
    name = row.values.get("petitioner.name")
    content = row.values.get("content")
    person = case.main_petitioner
    if not name or not content or person is None or not case.content:
        return False
    is_same = (
        name == person.name
        or content == case.content
        or row.values.get("received_on") == case.received_on
    )
    return not is_same


def _named(row: ImportedRow) -> Problem:
    reason = "序号与先前导入的另一件相同，姓名、日期、内容都不同，当作另一件"
    return Problem(row.sheet, row.row_number, "", "", reason, Severity.WARNING)
