"""The charter of the package: who may know whom.

Imports run downward only. Rooms that share a floor do not know each other, save in the wiring
and on the ground. Every outside library lives on exactly one floor, so that it can be replaced by
changing one room. There is no network code at all: nothing an office enters may leave its PC.
"""

from __future__ import annotations

import ast
import re
import sys
from itertools import combinations

import pytest

from tests.package_source import SourceFile, dotted_name, imported_modules, source_files

FLOORS = (
    {"__main__", "bootstrap", "cli"},
    {"ui"},
    {"services"},
    {"storage", "documents", "exchange"},
    {"domain"},
    {"errors", "clock", "paths"},
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
#: On these floors neighbours may be imported (but never both ways).
NEIGHBOURS_MEET = {0, len(FLOORS) - 1}

HOME_OF = {
    **dict.fromkeys(("alembic", "argon2", "filelock", "pypinyin", "sqlalchemy"), "storage"),
    **dict.fromkeys(("cryptography", "sqlcipher3", "sqlite3"), "storage"),
    **dict.fromkeys(("PIL", "pikepdf", "reportlab"), "documents"),
    **dict.fromkeys(("msoffcrypto", "openpyxl", "python_calamine"), "exchange"),
    **dict.fromkeys(("PySide6", "shiboken6"), "ui"),
    "click": "cli",
    "platformdirs": "paths",
}
NETWORK = {
    *("aiohttp", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib"),
    *("socket", "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "xmlrpc"),
    *("PySide6.QtHttpServer", "PySide6.QtNetwork", "PySide6.QtWebEngineCore"),
    *("PySide6.QtWebEngineWidgets", "PySide6.QtWebSockets"),
}
#: ``_typeshed`` is the standard library to a type checker and is never imported at run time.
STANDARD = sys.stdlib_module_names | {"_typeshed"}
#: The clock is asked by wiring alone; elsewhere the day is an argument.
CLOCK_CALLS = re.compile(r"(^|\.)(date\.today|datetime\.(now|today|utcnow)|time\.(time|time_ns))$")
#: Of clock and paths the domain may know this much: an offset is a fact, not a question.
DOMAIN_MAY_KNOW = {"petition_desk.clock.CHINA", "petition_desk.clock.day_of"}
#: A thread or an event loop has to stop every fault here, or the window dies with it.
MAY_CATCH_EVERYTHING = {"petition_desk/ui/error_box.py", "petition_desk/ui/work.py"}
SQL_TEXT = re.compile(r"^\s*(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s.+\sSET|DELETE\s+FROM)\s", re.S)


def import_faults(file: SourceFile) -> list[str]:
    """Say which imports of ``file`` the charter forbids."""
    faults = []
    for line, module in imported_modules(file.tree):
        top, where = module.split(".")[0], f"{file.name}:{line}"
        if any(f"{module}.".startswith(f"{banned}.") for banned in NETWORK):
            faults.append(f"{where} imports {module}: there is no network code here")
        elif module.startswith("."):
            faults.append(f"{where} imports relatively; write the whole name")
        elif top == "petition_desk":
            faults += [f"{where} {fault}" for fault in floor_faults(file.room, module)]
        elif top in HOME_OF and file.room != HOME_OF[top]:
            faults.append(f"{where} imports {top}, which lives in {HOME_OF[top]}")
        elif top not in HOME_OF and top not in STANDARD:
            faults.append(f"{where} imports {top}, which has no home in the charter")
    return faults


def floor_faults(room: str, module: str) -> list[str]:
    """Say why ``room`` may not import ``module`` of the package."""
    target = module.partition(".")[2].split(".")[0]
    if target == room or target not in FLOOR_OF:  # its own room, or a name of the package itself
        return []
    if room == "":
        return [f"makes the package itself import {module}"]
    if room == "domain" and target in {"paths", "clock"} and module not in DOMAIN_MAY_KNOW:
        return [f"lets the domain reach for {module}; it is given what it needs"]
    here, there = FLOOR_OF[room], FLOOR_OF[target]
    if there < here:
        return [f"imports {module} from a floor above {room}"]
    if there == here and here not in NEIGHBOURS_MEET:
        return [f"imports {module}: {room} and {target} do not know each other"]
    return []


def conduct_faults(file: SourceFile) -> list[str]:
    """Say what ``file`` does that its room must not do."""
    faults = []
    for node in ast.walk(file.tree):
        where = f"{file.name}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Call):
            called = dotted_name(node.func)
            if called == "print":
                faults.append(f"{where} prints")
            if CLOCK_CALLS.search(called) and file.room != "clock":
                faults.append(f"{where} calls {called}: the day is given, not asked for")
        elif isinstance(node, ast.ExceptHandler):
            caught = dotted_name(node.type) if node.type else "everything"
            catches_all = caught in {"everything", "Exception", "BaseException"}
            tidies_up = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            if catches_all and not tidies_up and file.name not in MAY_CATCH_EVERYTHING:
                faults.append(f"{where} catches {caught}")
        elif isinstance(node, ast.Constant) and file.room != "storage":
            faults += [f"{where} writes SQL" for _ in SQL_TEXT.finditer(str(node.value))]
    return faults


def two_way_pairs(files: tuple[SourceFile, ...]) -> list[tuple[str, str]]:
    """Return the pairs of rooms that import each other."""
    known = {
        (file.room, module.split(".")[1])
        for file in files
        for _, module in imported_modules(file.tree)
        if module.startswith("petition_desk.")
    }
    rooms = sorted({room for pair in known for room in pair})
    return [(a, b) for a, b in combinations(rooms, 2) if {(a, b), (b, a)} <= known]


def test_imports_run_downward_and_every_library_has_one_home() -> None:
    assert [fault for file in source_files("petition_desk") for fault in import_faults(file)] == []


def test_nobody_prints_asks_the_clock_or_swallows_every_fault() -> None:
    assert [fault for file in source_files("petition_desk") for fault in conduct_faults(file)] == []


def test_no_two_rooms_import_each_other() -> None:
    assert two_way_pairs(source_files("petition_desk")) == []


def test_every_room_on_disk_stands_on_a_floor() -> None:
    assert {file.room for file in source_files("petition_desk")} - {""} <= set(FLOOR_OF)


def test_every_folder_with_code_is_a_package() -> None:
    # Without __init__.py a folder is importable from the source tree, and lost by the freezer.
    # Alembic reads its migrations as files, not as modules.
    files = [f for f in source_files("petition_desk") if "/migrations/" not in f.name]
    folders = {file.name.rpartition("/")[0] for file in files}
    assert folders - {file.name.rpartition("/")[0] for file in files if file.is_package} == set()


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("domain/x.py", "from petition_desk.services import intake", "from a floor above domain"),
        ("domain/x.py", "import sqlalchemy", "which lives in storage"),
        ("domain/x.py", "from petition_desk.clock import SystemClock", "it is given what it needs"),
        ("storage/x.py", "def f():\n    import petition_desk.documents", "do not know each other"),
        ("services/x.py", "from PySide6.QtCore import QDate", "which lives in ui"),
        ("services/x.py", "import pandas", "has no home in the charter"),
        ("ui/x.py", "from PySide6 import QtNetwork", "no network code"),
        ("exchange/x.py", "from urllib.parse import quote", "no network code"),
        ("exchange/x.py", "from .cells import clean", "write the whole name"),
        ("__init__.py", "import petition_desk.cli", "makes the package itself import"),
    ],
)
def test_a_forbidden_import_is_seen(name: str, text: str, complaint: str) -> None:
    faults = import_faults(SourceFile(f"petition_desk/{name}", text))
    assert len(faults) == 1
    assert complaint in faults[0]


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("domain/x.py", "import datetime\nd = datetime.date.today()", "datetime.date.today"),
        ("services/x.py", "from datetime import datetime\nd = datetime.now()", "datetime.now"),
        ("storage/x.py", "import time\nt = time.time()", "time.time"),
        ("ui/x.py", "print('here')", "prints"),
        ("storage/x.py", "try:\n    f()\nexcept Exception:\n    pass", "catches Exception"),
        ("storage/x.py", "try:\n    f()\nexcept:\n    pass", "catches everything"),
        ("services/x.py", "q = 'SELECT id FROM cases WHERE 1'", "writes SQL"),
    ],
)
def test_forbidden_conduct_is_seen(name: str, text: str, complaint: str) -> None:
    faults = conduct_faults(SourceFile(f"petition_desk/{name}", text))
    assert len(faults) == 1
    assert complaint in faults[0]


def test_a_two_way_import_is_seen() -> None:
    there = SourceFile("petition_desk/clock.py", "import petition_desk.paths")
    back = SourceFile("petition_desk/paths.py", "from petition_desk.clock import CHINA")
    assert two_way_pairs((there, back)) == [("clock", "paths")]
