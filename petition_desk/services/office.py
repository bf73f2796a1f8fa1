"""The office as its settings describe it; settings are texts under dotted keys."""

from __future__ import annotations

from collections.abc import Mapping

from petition_desk.domain.numbering import office_code
from petition_desk.domain.office import Body, Office


def office_of(settings: Mapping[str, str]) -> Office:
    """The office in a mapping of settings; its code defaults to one made from its name."""
    name = settings.get("office.name", "")
    return Office(
        name=name,
        code=settings.get("office.code", "") or office_code(name),
        query_phone=settings.get("office.query_phone", ""),
        reception_address=settings.get("office.reception_address", ""),
        review_body=_body(settings, "office.review_body"),
        reconsideration_body=_body(settings, "office.reconsideration_body"),
    )


def _body(settings: Mapping[str, str], key: str) -> Body:
    return Body(
        settings.get(f"{key}.name", ""),
        settings.get(f"{key}.address", ""),
        settings.get(f"{key}.phone", ""),
    )
