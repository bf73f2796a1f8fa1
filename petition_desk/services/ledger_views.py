"""The views of the ledger an officer makes: saved, renamed, moved, removed and taken back."""

from __future__ import annotations

from petition_desk.domain import saved_views
from petition_desk.domain.ledger import SHIPPED_VIEWS, LedgerFilter, LedgerSort, LedgerView
from petition_desk.domain.ledger_columns import SHIPPED_COLUMN_SETS, ColumnSet, ledger_column
from petition_desk.domain.saved_views import MOST_VIEWS, SavedView, check_title
from petition_desk.errors import InputError, UnknownNameError
from petition_desk.services import by_person
from petition_desk.services.desk import Desk
from petition_desk.storage.ledger_views import COLUMNS, KeptView
from petition_desk.storage.unit_of_work import UnitOfWork

OWN = "own-"


def own_views(desk: Desk) -> tuple[LedgerView, ...]:
    """The views this account saved, in its order."""
    with desk.reading() as work:
        return tuple(view.as_view() for view in _saved(work))


def save_view(
    desk: Desk,
    title: str,
    wanted: LedgerFilter,
    sort: LedgerSort,
    columns: tuple[str, ...] = (),
) -> LedgerView:
    """Save what is looked at under a title, behind the other tabs.

    Raises:
        InputError: the title is empty, too long or taken, there are too many, or what is looked
            at was sought by person (exit 4).
    """
    _check_no_person(desk, wanted)
    with desk.begin() as work:
        known = _saved(work)
        if len(known) >= MOST_VIEWS:
            raise InputError("视图", f"最多保存 {MOST_VIEWS} 个，请先删去不用的")
        plain = check_title(title, _taken(known))
        view = SavedView(plain, wanted, sort, columns)
        key = work.ledger_views.add(plain, saved_views.as_json(view))
        work.commit()
    return SavedView(plain, wanted, sort, columns, key).as_view()


def replace_view(
    desk: Desk,
    view_id: str,
    wanted: LedgerFilter,
    sort: LedgerSort,
    columns: tuple[str, ...] = (),
) -> None:
    """Let a saved view ask for what is looked at now; its title stays.

    Raises:
        InputError: it was sought by person (exit 4).
    """
    _check_no_person(desk, wanted)
    with desk.begin() as work:
        old = _named(_saved(work), view_id)
        content = saved_views.as_json(SavedView(old.title, wanted, sort, columns))
        work.ledger_views.change(old.id, old.title, content)
        work.commit()


def rename_view(desk: Desk, view_id: str, title: str) -> None:
    """Give a saved view another title.

    Raises:
        InputError: the title does not do (exit 4).
    """
    with desk.begin() as work:
        known = _saved(work)
        old = _named(known, view_id)
        others = [view for view in known if view.id != old.id]
        plain = check_title(title, _taken(others))
        work.ledger_views.change(old.id, plain, saved_views.as_json(old))
        work.commit()


def remove_view(desk: Desk, view_id: str) -> SavedView:
    """Take a saved view away; the answer puts it back with `restore_view`."""
    with desk.begin() as work:
        old = _named(_saved(work), view_id)
        work.ledger_views.remove(old.id)
        work.commit()
    return old


def restore_view(desk: Desk, view: SavedView) -> LedgerView:
    """Put a removed view back, behind the others."""
    return save_view(desk, view.title, view.wanted, view.sort, view.columns)


def move_view(desk: Desk, view_id: str, by: int) -> None:
    """Move a saved view by so many places, to the left where negative."""
    with desk.begin() as work:
        keys = [view.id for view in _saved(work)]
        key = _named(_saved(work), view_id).id
        place = keys.index(key)
        keys.insert(max(0, min(place + by, len(keys) - 1)), keys.pop(place))
        work.ledger_views.put_in_order(keys)
        work.commit()


def column_sets(desk: Desk) -> tuple[ColumnSet, ...]:
    """The sets of columns on offer: those that ship, then the officer's own."""
    with desk.reading() as work:
        own = tuple(map(_column_set, work.ledger_views.all(COLUMNS)))
    return (*SHIPPED_COLUMN_SETS, *own)


def save_column_set(desk: Desk, title: str, columns: tuple[str, ...]) -> None:
    """Keep columns under a title; an own set of that title is replaced.

    Raises:
        InputError: the title is empty, too long, or that of a set that ships (exit 4).
    """
    plain = check_title(title, [each.title for each in SHIPPED_COLUMN_SETS])
    with desk.begin() as work:
        old = next((k for k in work.ledger_views.all(COLUMNS) if k.title == plain), None)
        if old is not None:
            work.ledger_views.change(old.id, plain, " ".join(columns))
        else:
            work.ledger_views.add(plain, " ".join(columns), COLUMNS)
        work.commit()


def remove_column_set(desk: Desk, title: str) -> None:
    """Take an own set away; those that ship stay."""
    with desk.begin() as work:
        for kept in work.ledger_views.all(COLUMNS):
            if kept.title == title:
                work.ledger_views.remove(kept.id)
        work.commit()


def _column_set(kept: KeptView) -> ColumnSet:
    known = (name for name in kept.content.split() if ledger_column(name) is not None)
    return ColumnSet(kept.title, tuple(known))


def _check_no_person(desk: Desk, wanted: LedgerFilter) -> None:
    # A tab with a count on it, every day: that would be a count by person.
    if wanted.text.strip() or by_person.names_person(desk, wanted):
        raise InputError("视图", by_person.NOT_SAVED)


def _saved(work: UnitOfWork) -> list[SavedView]:
    return [
        saved_views.from_json(kept.id, kept.title, kept.content) for kept in work.ledger_views.all()
    ]


def _taken(known: list[SavedView]) -> list[str]:
    return [*(view.title for view in SHIPPED_VIEWS), *(view.title for view in known)]


def _named(known: list[SavedView], view_id: str) -> SavedView:
    for view in known:
        if view_id == f"{OWN}{view.id}":
            return view
    raise UnknownNameError("视图", view_id, (view.title for view in known))
