"""Windows is where the program is used; what only Linux has stays out of it.

The tests run on Linux, so these rules are read from the source: a file opened without a named
encoding works here and garbles Chinese there.
"""

from __future__ import annotations

import ast
import re

import pytest

from tests.package_source import SourceFile, dotted_name, imported_modules, source_files

POSIX_ONLY = {"curses", "fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios"}
#: Windows has no time-zone database; China keeps one offset (`petition_desk.clock.CHINA`).
NEEDS_DATABASE = {"zoneinfo", "dateutil", "pytz"}
POSIX_CALLS = re.compile(r"^os\.(chown|fork|geteuid|getuid|kill|killpg|mkfifo|setsid|uname)$")
POSIX_PATH = re.compile(r"^/(tmp|dev|proc|etc|usr|var|home)(/.*|$)")
#: Who may look there: beside the place where Windows keeps the same thing, and only if it exists.
KNOWN_PATHS = {
    ("petition_desk/documents/fonts.py", "/usr/local/share/fonts"),
    ("petition_desk/documents/fonts.py", "/usr/share/fonts"),
    ("petition_desk/storage/folder.py", "/proc/self/mounts"),
}
TEXT_OPENERS = {"NamedTemporaryFile", "fdopen", "open", "read_text", "write_text"}


def opens_text_unnamed(call: ast.Call) -> bool:
    """Tell whether ``call`` opens a text file without saying in which encoding."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else dotted_name(call.func)
    if name not in TEXT_OPENERS or dotted_name(call.func) == "os.open":
        return False
    is_method = isinstance(call.func, ast.Attribute) and name == "open"
    if is_method and call.args and not isinstance(call.args[0], ast.Constant):
        return False  # a path is opened with a mode; what takes anything else first is no path
    modes = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
    modes += [word.value.value for word in call.keywords if isinstance(word.value, ast.Constant)]
    is_binary = any(
        isinstance(mode, str) and re.fullmatch(r"[rwxa+]*b[+]?", mode) for mode in modes
    )
    return not is_binary and all(word.arg != "encoding" for word in call.keywords)


def faults(file: SourceFile) -> list[str]:
    """Say what in ``file`` would not work on Windows."""
    found = [
        f"{file.name}:{line} imports {module}"
        for line, module in imported_modules(file.tree)
        if module.split(".")[0] in POSIX_ONLY | NEEDS_DATABASE
    ]
    for node in ast.walk(file.tree):
        where = f"{file.name}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Call):
            if POSIX_CALLS.match(dotted_name(node.func)):
                found.append(f"{where} calls {dotted_name(node.func)}")
            if opens_text_unnamed(node):
                found.append(f"{where} opens text without an encoding")
        elif isinstance(node, ast.Constant) and (file.name, node.value) not in KNOWN_PATHS:
            found += [f"{where} names {path[0]}" for path in POSIX_PATH.finditer(str(node.value))]
    return found


def test_nothing_that_only_linux_has_is_used() -> None:
    assert [fault for file in source_files("petition_desk") for fault in faults(file)] == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("import fcntl", "imports fcntl"),
        ("from zoneinfo import ZoneInfo", "imports zoneinfo"),
        ("import os\nos.fork()", "calls os.fork"),
        ("log = '/tmp/log'", "names /tmp/log"),
        ("open('a.txt')", "without an encoding"),
        ("from pathlib import Path\nPath('a').read_text()", "without an encoding"),
        ("from pathlib import Path\nPath('a').open('w')", "without an encoding"),
    ],
)
def test_what_only_linux_has_is_seen(text: str, complaint: str) -> None:
    (fault,) = faults(SourceFile("petition_desk/storage/x.py", text))
    assert complaint in fault


@pytest.mark.parametrize(
    "text",
    [
        "open('a', 'rb')",
        "open('a', encoding='utf-8')",
        "from pathlib import Path\nPath('a').open('wb')",
        "Database.open(folder, account)",
        "from pathlib import Path\nPath('a').write_text('x', encoding='utf-8')",
    ],
)
def test_what_works_everywhere_is_let_through(text: str) -> None:
    assert faults(SourceFile("petition_desk/storage/x.py", text)) == []
