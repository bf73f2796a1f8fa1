"""Nothing grows beyond what one reads in a sitting."""

from __future__ import annotations

import ast

import pytest

from tests.package_source import SourceFile, source_files

FILE_LINES, CLASS_LINES, FUNCTION_LINES = 400, 200, 40
#: The main window only wires screens to services; it is the first file to swell.
FILE_LINES_OF = {"petition_desk/ui/main_window.py": 300}


def long_files(files: tuple[SourceFile, ...]) -> list[str]:
    """Name the files that are longer than they may be."""
    return [
        f"{file.name}: {file.line_count} lines"
        for file in files
        if file.line_count > FILE_LINES_OF.get(file.name, FILE_LINES)
    ]


def long_definitions(file: SourceFile) -> list[str]:
    """Name the classes and functions of ``file`` that are longer than they may be."""
    found = []
    for node in ast.walk(file.tree):
        if isinstance(node, ast.ClassDef):
            limit = CLASS_LINES
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            limit = FUNCTION_LINES
        else:
            continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > limit:
            found.append(f"{file.name}:{node.lineno} {node.name}: {length} lines")
    return found


def test_no_file_is_too_long() -> None:
    assert long_files(source_files("petition_desk", "tests", "scripts")) == []


def test_no_class_or_function_is_too_long() -> None:
    files = source_files("petition_desk", "scripts")
    assert [fault for file in files for fault in long_definitions(file)] == []


@pytest.mark.parametrize(
    ("name", "lines", "is_long"),
    [
        ("petition_desk/domain/case.py", 400, False),
        ("petition_desk/domain/case.py", 401, True),
        ("petition_desk/ui/main_window.py", 301, True),
    ],
)
def test_a_long_file_is_seen(name: str, lines: int, is_long: bool) -> None:
    assert bool(long_files((SourceFile(name, "x = 1\n" * lines),))) is is_long


def test_a_long_function_and_a_long_class_are_seen() -> None:
    method = "    def f(self):\n" + "        x = 1\n" * FUNCTION_LINES
    text = "class Long:\n" + method + "    y = 1\n" * CLASS_LINES
    assert long_definitions(SourceFile("petition_desk/x.py", text)) == [
        "petition_desk/x.py:1 Long: 242 lines",
        "petition_desk/x.py:2 f: 41 lines",
    ]
