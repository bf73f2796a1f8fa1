"""What one row says, kept small: a hundred thousand rows stand in memory while they are compared.

Rows of one sheet fill much the same columns, so the names stand once for all rows that fill the
same ones, and a row keeps its values alone: a third of what a dictionary would take.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping


class RowValues(Mapping[str, object]):
    """Facts by name; made by a `RowShapes`."""

    __slots__ = ("_places", "_values")

    def __init__(self, places: Mapping[str, int], values: tuple[object, ...]) -> None:
        """Keep ``values`` in the order of ``places``."""
        self._places = places
        self._values = values

    def __getitem__(self, name: str) -> object:
        """Return the fact of this name."""
        return self._values[self._places[name]]

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return how many facts there are."""
        return len(self._values)

    def __contains__(self, name: object) -> bool:
        """Return whether a fact of this name is told."""
        return name in self._places

    def __repr__(self) -> str:
        """Return it as the dictionary that it stands for."""
        return f"RowValues({dict(self)!r})"


class RowShapes:
    """The names that rows fill, each combination kept once."""

    def __init__(self) -> None:
        """Know none yet."""
        self._known: dict[tuple[str, ...], Mapping[str, int]] = {}

    def keep(self, values: Mapping[str, object]) -> RowValues:
        """Return the same facts, small."""
        names = tuple(values)
        places = self._known.get(names)
        if places is None:
            places = self._known[names] = {name: at for at, name in enumerate(names)}
        return RowValues(places, tuple(values.values()))
