"""Which field says what is wrong: the services name JSON paths, the form has fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from petition_desk.errors import FieldFault
from petition_desk.ui.widgets.fields import Field

#: How the services end a reason for what is required and empty.
_MISSING = "没有填写"


def show_faults(
    fields: Mapping[str, Field],
    faults: Sequence[FieldFault],
    warnings: Sequence[FieldFault],
    *,
    judged: Iterable[str] | None,
) -> list[tuple[str, str]]:
    """Show what is wrong under each field.

    Args:
        fields: JSON path → field.
        faults: What keeps the case from being registered.
        warnings: What is doubtful; it never blocks.
        judged: The fields that were left; None judges all, and what is missing, too.

    Returns:
        The faults shown, each the path of its field and the word of the field.
    """
    seen = None if judged is None else set(judged)
    for field in fields.values():
        field.clear_note()
    shown: dict[str, str] = {}
    marked = [(fault, False) for fault in warnings] + [(fault, True) for fault in faults]
    for fault, is_error in marked:
        path = path_of_fault(fields, fault.field)
        is_early = seen is not None and (path not in seen or fault.reason.endswith(_MISSING))
        if path not in fields or is_early:
            continue
        if is_error:
            fields[path].set_error(fault.reason)
            shown[path] = str(getattr(fields[path].label, "text", ""))
        else:
            fields[path].set_warning(fault.reason)
    return list(shown.items())


def path_of_fault(fields: Mapping[str, Field], path: str) -> str:
    """Return the field that shows what is wrong at a JSON path; empty if none does."""
    while path and path not in fields:
        path = path.rpartition(".")[0]
    return path
