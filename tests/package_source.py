"""The project's own Python files, read once and parsed, for the tests that hold its rules."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "petition_desk"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One Python file.

    Attributes:
        name: Its path from the root of the project, with forward slashes.
        text: What it says.
    """

    name: str
    text: str

    @property
    def room(self) -> str:
        """The part of the package it belongs to: ``domain``, ``cli`` … (empty: the package)."""
        first = self.name.removeprefix("petition_desk/").split("/")[0].removesuffix(".py")
        return "" if first == "__init__" else first

    @property
    def is_package(self) -> bool:
        """Whether it is what makes its folder a package."""
        return self.name.endswith("/__init__.py")

    @property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text, self.name)

    @property
    def line_count(self) -> int:
        """How many lines it has."""
        return len(self.text.splitlines())


@cache
def source_files(*folders: str) -> tuple[SourceFile, ...]:
    """Return the Python files below ``folders`` of the project, in a fixed order."""
    return tuple(
        SourceFile(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
    )


def imported_modules(tree: ast.AST) -> list[tuple[int, str]]:
    """Return every module imported anywhere in ``tree`` as (line, dotted name).

    ``from a.b import c`` gives ``a.b.c``: whether ``c`` is a module or a name in it cannot be
    seen from the text, and the rules look at the beginning only.
    """
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            found += [(node.lineno, f"{start}.{alias.name}") for alias in node.names]
    return found


def dotted_name(node: ast.expr) -> str:
    """Return ``a.b.c`` for a chain of attributes on a name, else an empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (base := dotted_name(node.value)):
        return f"{base}.{node.attr}"
    return ""
