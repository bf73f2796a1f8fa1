"""What invented cases are made of: `resources/demo/invented.toml`, read into values."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from petition_desk.domain.case import Petitioner
from petition_desk.domain.identity import check_character
from petition_desk.domain.office import Unit
from petition_desk.paths import resource

_REGION: Final = "110105"
#: Born then, a holder would be older than anybody is: right in form, and nobody's number.
_BIRTH_YEARS: Final = (1900, 1908)
_CASES_A_RARE_NAME: Final = 14
_COMPOUND_SURNAMES_IN_A_HUNDRED: Final = 6
_SERVICE_PHONES: Final = "0100-55501"


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing people bring.

    Attributes:
        track: Which story it becomes.
        body: The body it belongs to, where it is not ours.
        paper: The paper it is directed against.
    """

    track: str
    kind: str
    category: str
    summary: str
    content: str
    demands: tuple[str, ...]
    unit: str = ""
    body: str = ""
    paper: str = ""
    accused_unit: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything the file holds.

    Attributes:
        settings: Facts of the invented office, by setting.
        leaders: Name and post.
    """

    settings: Mapping[str, str]
    surnames: tuple[str, ...]
    compound: tuple[str, ...]
    given: tuple[str, ...]
    rare: tuple[str, ...]
    towns: tuple[str, ...]
    roads: tuple[str, ...]
    handlers: tuple[str, ...]
    first_contacts: tuple[str, ...]
    leaders: tuple[tuple[str, str], ...]
    units: tuple[Unit, ...]
    matters: tuple[Matter, ...]

    def of_track(self, track: str) -> tuple[Matter, ...]:
        """Return the matters that become this story."""
        return tuple(matter for matter in self.matters if matter.track == track)

    def unit(self, name: str) -> Unit:
        """Return a unit of the directory."""
        return next(unit for unit in self.units if unit.name == name)

    def person(self, draw: random.Random, place: int, *, is_main: bool = True) -> Petitioner:
        """Invent a petitioner; now and then something is not known.

        Args:
            draw: Where chance comes from.
            place: Of the case in its year: every so many bear a name of rare characters.
            is_main: Whether letters go to this one.
        """
        street = f"{draw.choice(self.towns)}{draw.choice(self.roads)}"
        return Petitioner(
            name=self._name(draw, place),
            is_main=is_main,
            id_number=_id_number(draw) if draw.random() < 0.85 else "",
            address=f"某某县{street}{draw.randint(1, 199)}号",
            mobile=f"1390000{draw.randint(0, 9999):04}" if draw.random() < 0.95 else "",
        )

    def _name(self, draw: random.Random, place: int) -> str:
        turn, rest = divmod(place, _CASES_A_RARE_NAME)
        if rest == 0:
            return self.rare[turn % len(self.rare)]
        is_compound = draw.randrange(100) < _COMPOUND_SURNAMES_IN_A_HUNDRED
        surname = draw.choice(self.compound if is_compound else self.surnames)
        return surname + "".join(draw.choices(self.given, k=draw.choice((1, 2, 2))))


def load_material() -> Material:
    """Read the file that ships."""
    path = resource("demo", "invented.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    names, officers = table["names"], table["officers"]
    handlers = tuple(officers["handlers"])
    return Material(
        settings=table["office"],
        surnames=tuple(names["surnames"]),
        compound=tuple(names["compound"]),
        given=tuple(names["given"]),
        rare=tuple(names["rare"]),
        towns=tuple(table["places"]["towns"]),
        roads=tuple(table["places"]["roads"]),
        handlers=handlers,
        first_contacts=tuple(officers["first_contacts"]),
        leaders=tuple((name, post) for name, post in officers["leaders"]),
        units=tuple(_unit(place, each, handlers) for place, each in enumerate(table["unit"])),
        matters=tuple(_matter(each) for each in table["matter"]),
    )


def _unit(place: int, table: Mapping[str, Any], handlers: tuple[str, ...]) -> Unit:
    return Unit(
        name=table["name"],
        handler=handlers[place % len(handlers)],
        telephone=f"{_SERVICE_PHONES}{place + 10:02}",
        address=f"某某县{table['name']}",
        is_own=table.get("is_own", True),
    )


def _matter(table: Mapping[str, Any]) -> Matter:
    return Matter(**{**table, "demands": tuple(table["demands"])})


def _id_number(draw: random.Random) -> str:
    born = date(draw.randint(*_BIRTH_YEARS), draw.randint(1, 12), draw.randint(1, 28))
    digits = f"{_REGION}{born:%Y%m%d}{draw.randint(1, 999):03}"
    return digits + check_character(digits)
