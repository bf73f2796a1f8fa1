"""Looking up what may be of the same matter; whether it is, `domain.matching` says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from petition_desk.domain.case import Case, CaseId
from petition_desk.domain.matching import MatterKey, id_key, name_key, phone_key
from petition_desk.storage.tables import cases, petitioners, standings

#: A frequent name stands in hundreds of cases; the matter that is repeated is a late one.
_MOST_OF_A_NAME: Final = 60


def possible_matters(
    connection: Connection, probe: MatterKey, *, may_see_sealed: bool
) -> list[CaseId]:
    """Return cases that share an official number, or a name with another fact of the person.

    Where the text of the piece is known, the latest of that name are looked at as well.

    Void records are left out, and sealed ones unless the account may see them.
    """
    found = {*_by_number(connection, probe), *_by_person(connection, probe)}
    found.update(_by_name(connection, probe))
    visible = select(standings.c.case_id).where(
        standings.c.case_id.in_(found), standings.c.is_void.is_(False)
    )
    if not may_see_sealed:
        visible = visible.where(standings.c.is_sealed.is_(False))
    return [CaseId(case_id) for case_id in connection.execute(visible).scalars()]


def matter_key(case: Case) -> MatterKey:
    """Return the facts of a case that can show it to be of the same matter as another."""
    person = case.main_petitioner
    phones = (person.mobile, person.telephone) if person else ()
    return MatterKey(
        no=case.local_no,
        official_letter_no=case.official_letter_no,
        official_matter_no=case.official_matter_no,
        name=person.name if person else "",
        id_number=person.id_number if person else "",
        phones=tuple(filter(None, phones)),
        summary=case.summary,
        received_on=case.received_on,
        content=case.content,
    )


def _by_number(connection: Connection, probe: MatterKey) -> Iterable[int]:
    for column, number in (
        (cases.c.official_letter_key, name_key(probe.official_letter_no)),
        (cases.c.official_matter_key, name_key(probe.official_matter_no)),
    ):
        if number:
            yield from connection.execute(select(cases.c.id).where(column == number)).scalars()


def _by_name(connection: Connection, probe: MatterKey) -> Iterable[int]:
    """Return the latest cases of that name, for their texts to be compared."""
    name = name_key(probe.name)
    if not name or not (probe.summary or probe.content):
        return ()
    query = (
        select(petitioners.c.case_id)
        .where(petitioners.c.name_key == name)
        .order_by(petitioners.c.case_id.desc())
        .limit(_MOST_OF_A_NAME)
    )
    return connection.execute(query).scalars()


def _by_person(connection: Connection, probe: MatterKey) -> Iterable[int]:
    agrees: list[ColumnElement[bool]] = []
    if number := id_key(probe.id_number):
        agrees.append(petitioners.c.id_key == number)
    if phones := [key for phone in probe.phones if (key := phone_key(phone))]:
        agrees.append(petitioners.c.mobile_key.in_(phones))
        agrees.append(petitioners.c.telephone_key.in_(phones))
    name = name_key(probe.name)
    if not name or not agrees:
        return ()
    same = and_(petitioners.c.name_key == name, or_(*agrees))
    return connection.execute(select(petitioners.c.case_id).where(same)).scalars()
