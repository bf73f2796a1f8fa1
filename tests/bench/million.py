"""A great invented desk to measure by: a hundred thousand cases, or a million, encrypted.

Some thousand cases are invented as the trial year is (`services.demo`), each with its true
standing of today. The great number repeats them in the order of receipt, each time under a number
of its own, with another person and another place in its words. So filters, clocks, names and words
are spread as in an office, and it is written in minutes instead of hours.

The folder is made once and kept for the next run: under the environment variable `BENCH_FOLDER`,
else where temporary files lie. Whoever writes to it leaves it as it was (rolls back), or copies it.
``python -m tests.bench.million 1000000`` makes it ahead of the benches.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from petition_desk.clock import FixedClock
from petition_desk.domain.case import Case, CaseId, Petitioner
from petition_desk.domain.numbering import LocalNo
from petition_desk.domain.standing import stand_to_store
from petition_desk.domain.steps import Step
from petition_desk.services.deadlines import standing_row
from petition_desk.services.demo import invent, invented_year, load_material
from petition_desk.services.demo.material import Material
from petition_desk.services.desk import Desk, open_desk
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.engine import connect, new_engine
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.keys import UnlockedKeys
from petition_desk.storage.search import CREATE_SEARCH, SearchStore
from petition_desk.storage.tables import (
    metadata,
)
from tests import desks
from tests.bench.bulk_rows import BULK_TABLES, Template, write_cases

VERSION: Final = 2
"""Grows when what is invented changes, so that a kept folder of before is made anew."""

MILLION: Final = 1_000_000
OPEN_IN_FIFTY: Final = 50
"""One case in so many is open: 20,000 of a million."""

_TEMPLATES: Final = 3_000
_WINDOW_DAYS: Final = 182
#: Before this day no rule is in force, and a case would have no clock.
_FIRST_UNTIL: Final = date(2023, 5, 5)
_BATCH: Final = 5_000
_SEED: Final = 7
_QUICK: Final = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -400000",
    "PRAGMA foreign_keys = OFF",
)
_TURNS: Final = (
    "多次到窗口询问未得到明确答复", "希望当面听取意见", "附有照片和通话记录", "邻居可以作证",
    "希望在节前得到处理", "对方拒绝出示证件", "先后拨打三次电话", "材料已经提交两份",
    "涉及三户人家共同使用的通道", "孩子上学受到影响", "老人行动不便无法前往", "夜间经常被吵醒",
    "车辆被扣至今未还", "认为适用依据有误", "要求说明理由并更正记录", "希望调取当天的监控",
)  # fmt: skip


def bench_folder(case_count: int) -> Path:
    """Return the folder of a desk with so many cases, made now if it was not kept."""
    root = Path(os.environ.get("BENCH_FOLDER") or _kept_root())
    folder = root / f"desk-{case_count}-{VERSION}"
    if not (folder / "made").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        root.mkdir(parents=True, exist_ok=True)
        make_desk(folder, case_count)
        (folder / "made").write_text("", encoding="utf-8")
    _bring_up(folder)
    return folder


def open_bench_desk(case_count: int, *, account: str = desks.OFFICER) -> Desk:
    """Open it; whoever closes it must leave it as it was."""
    folder = bench_folder(case_count)
    return open_desk(folder, account, desks.PASSWORD, FixedClock.on(desks.TODAY), wait_seconds=60)


def make_desk(folder: Path, case_count: int) -> None:
    """Write a new data folder: two accounts, the office's settings, the cases."""
    desks.make_template(folder)
    desk = desks.open_again(folder)
    templates = _Templates.of(desk)
    invent(desk, 0)
    keys = desk.database.keys
    desk.close()
    path = DataFolder(folder).database
    raw = connect(path, keys, _QUICK)
    indexes = _without_indexes(raw)
    for batch in _batches(templates.spread(case_count)):
        write_cases(raw, batch)
    for statement in indexes:
        raw.execute(statement)
    _number_series(raw, templates.last_serials)
    raw.close()
    _index_words(path, keys, templates.spread(case_count))
    raw = connect(path, keys)
    raw.execute("PRAGMA analysis_limit = 400")
    raw.execute("ANALYZE")
    raw.close()


class _Templates:
    """The invented cases that are repeated, those closed and those open."""

    def __init__(self, material: Material, found: Sequence[Template]) -> None:
        self._material = material
        self._closed = [item for item in found if not item.is_open]
        self._open = [item for item in found if item.is_open]
        self.last_serials: dict[int, int] = {}

    @classmethod
    def of(cls, desk: Desk) -> _Templates:
        """Invent them for overlapping years back to the first with a law."""
        material, until, found = load_material(), desks.TODAY, []
        while until >= _FIRST_UNTIL:
            year = invented_year(material, desk.calendar(), _TEMPLATES, until.toordinal(), until)
            for item in year:
                case = replace(item.case, registered_at=min(item.case.registered_at, _now(desk)))
                template = _template(desk, case, item.steps)
                if until == desks.TODAY or template.is_over:
                    found.append(template)
            until -= timedelta(days=_WINDOW_DAYS)
        return cls(material, found)

    def spread(self, case_count: int) -> Iterator[tuple[CaseId, Case, Template]]:
        """Yield so many cases in the order of receipt; the same ones each time."""
        draw = random.Random(_SEED)
        open_count = max(case_count // OPEN_IN_FIFTY, 1)
        chosen = [*_repeated(self._closed, case_count - open_count),
                  *_repeated(self._open, open_count)]  # fmt: skip
        chosen.sort(key=lambda item: item.case.received_on)
        names = [self._material.person(draw, place).name for place in range(40_000)]
        self.last_serials = {}
        for place, template in enumerate(chosen, start=1):
            yield CaseId(place), self._case(template, place, draw, names), template

    def _case(
        self, template: Template, place: int, draw: random.Random, names: Sequence[str]
    ) -> Case:
        known, year = template.case, template.case.received_on.year
        serial = self.last_serials[year] = self.last_serials.get(year, 0) + 1
        town, road = draw.choice(self._material.towns), draw.choice(self._material.roads)
        where = f"{town}{road}{draw.randint(1, 999)}号"
        person = replace(self._person(draw), name=draw.choice(names), address=f"某某县{where}")
        content = known.content and f"{known.content}地点在{where}，{draw.choice(_TURNS)}。"
        return replace(
            known,
            id=CaseId(place),
            local_no=str(LocalNo(year, serial)),
            summary=f"{known.summary}（{where}）",
            content=content and f"{content}{draw.choice(_TURNS)}。",
            petitioners=(person, *known.petitioners[1:]),
            official_letter_no=known.official_letter_no and f"YS{year}{serial:07}",
            repeat_of="",
        )

    def _person(self, draw: random.Random) -> Petitioner:
        born = date(1940, 1, 1) + timedelta(days=draw.randint(0, 25_000))
        number = f"{draw.randint(110101, 659004)}{born:%Y%m%d}{draw.randint(0, 9999):04}"
        head = draw.choice(("130", "135", "138", "139", "150", "159", "177", "189"))
        return Petitioner("", id_number=number, mobile=f"{head}{draw.randint(0, 99999999):08}")


def _now(desk: Desk) -> Any:  # noqa: ANN401  an aware instant
    return desk.clock.now()


def _template(desk: Desk, case: Case, done: Sequence[Step]) -> Template:
    stored = StoredCase(CaseId(0), case, tuple(done))
    today = desks.TODAY
    standing = stand_to_store(case, stored.steps, desk.rules(), desk.calendar(), today)
    return Template(case, stored.steps, standing_row(stored, standing, today))


def _repeated(templates: Sequence[Template], count: int) -> Iterator[Template]:
    for place in range(count):
        yield templates[place % len(templates)]


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    source = iter(items)
    while batch := list(islice(source, _BATCH)):
        yield batch


def _without_indexes(raw: Any) -> list[str]:  # noqa: ANN401
    """Drop the indexes of the great tables; return the statements that make them again."""
    names = ", ".join(f"'{table.name}'" for table in BULK_TABLES)
    found = raw.execute(
        f"SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        f" AND tbl_name IN ({names})"
    ).fetchall()
    for name, _ in found:
        raw.execute(f"DROP INDEX {name}")
    return [statement for _, statement in found]


def _number_series(raw: Any, last_serials: dict[int, int]) -> None:  # noqa: ANN401
    from petition_desk.storage.numbers import CASE_SERIES

    raw.executemany(
        "INSERT OR REPLACE INTO number_series (name, year, last) VALUES (?, ?, ?)",
        [(CASE_SERIES, year, last) for year, last in last_serials.items()],
    )


def _index_words(
    path: Path,
    keys: UnlockedKeys,
    entries: Iterable[tuple[CaseId, Case, Template]],
) -> None:
    """Fill the search index, made anew: also where a kept folder has one of another cut."""
    engine = new_engine(path, keys)
    with engine.connect() as connection:
        quick: Any = connection.connection.dbapi_connection
        for pragma in _QUICK[1:4]:
            quick.execute(pragma)
        _fill_index(connection, entries)
    engine.dispose()


def _fill_index(connection: Connection, entries: Iterable[tuple[CaseId, Case, Template]]) -> None:
    with connection.begin():
        connection.exec_driver_sql("DROP TABLE IF EXISTS search")
        connection.exec_driver_sql(CREATE_SEARCH)
    for batch in _batches(entries):
        with connection.begin():
            SearchStore(connection).add((key, case, item.steps) for key, case, item in batch)


def _bring_up(folder: Path) -> None:
    """Add tables and indexes that came since the folder was made; its cases need none of them."""
    from petition_desk.storage import keys as key_room

    place = DataFolder(folder)
    keys = key_room.unlock(place.keyfile, desks.OFFICER, desks.PASSWORD)
    engine = new_engine(place.database, keys)
    with engine.begin() as connection:
        metadata.create_all(connection)
        have = set(connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'index'").scalars())  # fmt: skip
        for table in metadata.sorted_tables:
            for index in table.indexes:
                if index.name not in have:
                    index.create(connection)
        found = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_schema WHERE name = 'search'").scalar_one()  # fmt: skip
    engine.dispose()
    if found != CREATE_SEARCH:
        count = int(folder.name.split("-")[1])
        desk = desks.open_again(folder)
        templates = _Templates.of(desk)
        desk.close()
        _index_words(place.database, keys, templates.spread(count))


def _kept_root() -> Path:
    return Path(tempfile.gettempdir()) / "petition-desk-bench"


if __name__ == "__main__":
    sys.stdout.write(f"{bench_folder(int(sys.argv[1]))}\n")
