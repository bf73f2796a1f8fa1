"""Small wrong changes to a module: which there are, and the module with one of them made.

Each is a fault that a tired programmer makes: `<` for `<=`, one off, `and` for `or`, a condition
turned round, an answer forgotten. What is said in words (texts, docstrings, annotations) is left
alone, and so are decorators: they decide nothing about a day.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


Change = tuple[str, Callable[[], ast.AST]]
#: Turning these round says the same as turning the condition round they stand in.
_SAID_TWICE = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn)


@dataclass(frozen=True)
class Mutant:
    """One wrong change: where, what, and the source it makes."""

    line: int
    change: str
    source: str


def mutants_of(path: Path) -> list[Mutant]:
    """Every mutant of a file, in the order of its lines."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    found = []
    for place, node in enumerate(_candidates(tree)):
        for variant, _ in enumerate(_changes(node)):
            copied = copy.deepcopy(tree)
            target = list(_candidates(copied))[place]
            change, make = list(_changes(target))[variant]
            before = ast.unparse(target)
            replacement = make()
            _replace(copied, target, replacement)
            after = ast.unparse(replacement)
            label = f"{change}: {_short(before)} → {_short(after)}"
            source = ast.unparse(ast.fix_missing_locations(copied))
            found.append(Mutant(_line_of(node), label, source))
    return sorted(found, key=lambda mutant: (mutant.line, mutant.change))


def _line_of(node: ast.AST) -> int:
    placed = node.target if isinstance(node, ast.comprehension) else node
    return int(getattr(placed, "lineno", 0))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 90 else f"{line[:87]}…"


def _candidates(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that decide something, outside annotations, decorators and tables of names."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list", "type_params", "bases", "keywords"):
            if name == "keywords" and isinstance(tree, ast.Call):
                for keyword in tree.keywords:
                    yield from _candidates(keyword)
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_only_words(child):
                continue
            yield child
            yield from _candidates(child)


def _is_only_words(node: ast.AST) -> bool:
    if isinstance(node, ast.Raise):
        # What is said in an error is no decision; that it is raised is decided by the `if` above.
        return True
    if isinstance(node, ast.Assign):
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        return any(name.startswith("__") for name in names)
    return isinstance(node, (ast.Import, ast.ImportFrom))


def _changes(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=[first, *_]) if type(first) in _COMPARISONS:
            yield "compare", lambda: _with(node, ops=[_COMPARISONS[type(first)](), *node.ops[1:]])
        case ast.BoolOp(op=ast.And()):
            yield "and/or", lambda: _with(node, op=ast.Or())
        case ast.BoolOp(op=ast.Or()):
            yield "and/or", lambda: _with(node, op=ast.And())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "not", lambda: operand
        case ast.BinOp(op=operator) if type(operator) in _ARITHMETIC:
            yield "arithmetic", lambda: _with(node, op=_ARITHMETIC[type(operator)]())
        case ast.AugAssign(op=operator) if type(operator) in _ARITHMETIC:
            yield "arithmetic", lambda: _with(node, op=_ARITHMETIC[type(operator)]())
        case ast.Constant(value=bool(value)):
            yield "constant", lambda: ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield "one off", lambda: ast.Constant(value + 1)
        case ast.If(test=test) if not _turns_by_itself(test):
            yield "condition", lambda: _with(node, test=ast.UnaryOp(ast.Not(), test))
        case ast.IfExp(test=test) if not _turns_by_itself(test):
            yield "condition", lambda: _with(node, test=ast.UnaryOp(ast.Not(), test))
        case ast.Return(value=ast.AST() as value) if not _is_none(value):
            yield "answer", lambda: ast.Return(ast.Constant(None))
        case ast.comprehension(ifs=[_, *_]):
            yield "filter", lambda: _with(node, ifs=[])


def _turns_by_itself(test: ast.expr) -> bool:
    if isinstance(test, ast.Compare):
        return len(test.ops) == 1 and isinstance(test.ops[0], _SAID_TWICE)
    return isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _replace(tree: ast.AST, target: ast.AST, replacement: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, name, replacement)
                return
            if isinstance(value, list) and any(item is target for item in value):
                setattr(parent, name, [replacement if item is target else item for item in value])
                return
