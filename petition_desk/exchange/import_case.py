"""An imported row as the domain's own values: the facts of a case and its steps.

Which row is new, known or changed is the services' question; this only says what a row says.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from petition_desk.domain.case import Case, Demand, OfficialRecord, Petitioner
from petition_desk.domain.steps import Step
from petition_desk.exchange.import_sheet import ImportedRow

_OFFICIAL: Final = "official."
_PETITIONER: Final = "petitioner."
_OTHERS: Final = "petitioner.others"
#: Facts of a row that are no facts of a case: the export's own time of registration, and the unit
#: at work, which stands for 责任部门 where that is blank.
_BESIDE: Final = frozenset({"official.registered_at", "handling_unit"})


def imported_case(row: ImportedRow, *, local_no: str, registered_at: datetime) -> Case:
    """Return the case a row makes.

    Args:
        row: An accepted row with a name of its own (`needs_known_case` is false).
        local_no: The number it gets.
        registered_at: The moment of the import, aware, UTC.

    Raises:
        ValueError: the row is rejected, or its name is covered.
    """
    if row.is_rejected or row.needs_known_case:
        raise ValueError(f"row {row.row_number} makes no case of its own")
    facts: dict[str, Any] = {
        key: value
        for key, value in row.values.items()
        if not key.startswith((_OFFICIAL, _PETITIONER)) and key not in _BESIDE
    }
    texts = facts.pop("demands", ())
    demands = tuple(Demand(number, text) for number, text in enumerate(texts, 1))
    return Case(
        local_no=local_no,
        registered_at=registered_at,
        demands=demands,
        petitioners=imported_petitioners(row),
        official=imported_official(row),
        is_imported=True,
        import_key=row.key,
        **facts,
    )


def imported_petitioners(row: ImportedRow) -> tuple[Petitioner, ...]:
    """Return who a row names, the main one first with what is known of them; () if anonymous."""
    if "petitioner.name" not in row.values:
        return ()
    main: dict[str, Any] = {
        key.removeprefix(_PETITIONER): value
        for key, value in row.values.items()
        if key.startswith(_PETITIONER) and key != _OTHERS
    }
    others = row.values.get(_OTHERS, ())
    names = others if isinstance(others, tuple) else ()
    return (Petitioner(**main), *(Petitioner(str(name), is_main=False) for name in names))


def imported_official(row: ImportedRow) -> OfficialRecord:
    """Return what the national system says of the piece."""
    record: dict[str, Any] = {
        key.removeprefix(_OFFICIAL): value
        for key, value in row.values.items()
        if key.startswith(_OFFICIAL) and key not in _BESIDE
    }
    record.setdefault("responsible_unit", row.values.get("handling_unit", ""))
    return OfficialRecord(**record)


def imported_steps(row: ImportedRow, *, recorded_at: datetime, by: str) -> tuple[Step, ...]:
    """Return the steps a row tells of, marked imported.

    Args:
        row: An accepted row.
        recorded_at: The moment of the import, aware, UTC.
        by: The account that imports.
    """
    return tuple(
        Step(
            kind=step.kind,
            on=step.on,
            recorded_at=recorded_at,
            by=by,
            values=dict(step.values),
            note=step.note,
            is_imported=True,
        )
        for step in row.steps
    )
