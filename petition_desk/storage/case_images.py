"""The facts of a case as JSON, and back without loss: what a case was before an import."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from petition_desk.domain.case import Case
from petition_desk.storage.case_rows import plain_values


def image_of(case: Case) -> dict[str, Any]:
    """Return the facts as plain JSON values; empty ones are left out."""
    image: dict[str, Any] = plain_values(case)
    return image


def case_of(image: Mapping[str, Any]) -> Case:
    """Return the case that `image_of` was made of."""
    case: Case = _made(Case, image)
    return case


def _made(kind: Any, image: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any dataclass of facts
    hints = _hints(kind)
    known = {item.name for item in fields(kind)}
    return kind(**{k: _value(hints[k], value) for k, value in image.items() if k in known})


@cache
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass of facts
    return get_type_hints(kind)


def _value(hint: Any, value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return a JSON value as the type that a fact has."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], part) for part in value)
    if is_dataclass(hint):
        return _made(hint, value)
    if isinstance(hint, type) and issubclass(hint, datetime | date):
        return hint.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return value
