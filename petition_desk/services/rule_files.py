"""Rules of the office out of a file in the form of `resources/law/clocks.toml`.

A table whose `id` is that of a rule in force follows it (its length, unit, article and first day
are read); one with another `id` is a rule of a new kind. The file is taken whole or not at all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from petition_desk.domain.office_rules import ChangeKind, RuleChange, with_changes
from petition_desk.domain.rules import RuleBook, RuleFileError
from petition_desk.errors import InputError
from petition_desk.services import office_rules
from petition_desk.services.desk import Desk
from petition_desk.services.law import shipped_book
from petition_desk.services.office_rules import RuleImpact

_FOLLOWS = ("length", "unit")
_OF_A_CHANGE = ("id", "article", "in_force_from")


def changes_in(desk: Desk, path: Path) -> tuple[RuleChange, ...]:
    """The changes a file asks for, all of them possible together.

    Raises:
        RuleFileError: naming the file and the key at fault (exit 4).
        LawRefusalError: it takes from the petitioner what only a law may take (exit 3).
        InputError: it cannot be read (exit 4).
    """
    known = {rule.id for rule in desk.rules().rules}
    changes = [_change(table, path.name, known) for table in _tables(path)]
    try:
        with_changes(_book(desk), [*office_rules.law(desk).changes, *changes])
    except RuleFileError as error:
        raise RuleFileError(path.name, error.key, error.reason) from error
    return tuple(changes)


def load(desk: Desk, path: Path, *, is_preview: bool = False) -> tuple[RuleImpact, ...]:
    """Take the rules of a file, or only show what they would move.

    Raises:
        RightMissingError: no administrator (exit 3); a preview is anybody's.
        RuleFileError, LawRefusalError, InputError: as `changes_in`; nothing was written.
    """
    act = office_rules.preview if is_preview else office_rules.make
    impacts = [act(desk, change) for change in changes_in(desk, path)]
    return tuple(impact for impact in impacts if impact is not None)


def _book(desk: Desk) -> RuleBook:
    with desk.reading() as work:
        return shipped_book(work.settings.all())


def _tables(path: Path) -> list[Mapping[str, object]]:
    try:
        whole = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise InputError(path.name, "读不到这个文件") from fault
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise RuleFileError(path.name, "TOML", f"无法读取：{fault}") from fault
    tables = whole.pop("rule", None)
    for key in whole:
        raise RuleFileError(path.name, key, "不认识的项目")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise RuleFileError(path.name, "rule", "应为 [[rule]] 表")
    if not tables:
        raise RuleFileError(path.name, "rule", "没有任何规则")
    return tables


def _change(table: Mapping[str, object], file: str, known: set[str]) -> RuleChange:
    rule_id = str(table.get("id", "")).strip()
    if not rule_id:
        raise RuleFileError(file, "rule.id", "没有填写")
    article, on = table.get("article", ""), table.get("in_force_from")
    if not isinstance(article, str) or not article.strip():
        raise RuleFileError(file, f"{rule_id}.article", "没有填写")
    if not isinstance(on, date) or isinstance(on, datetime):
        raise RuleFileError(file, f"{rule_id}.in_force_from", "应为日期，如 2022-05-01")
    values = {key: value for key, value in table.items() if key not in _OF_A_CHANGE}
    if rule_id not in known:
        return RuleChange(ChangeKind.ADD, rule_id, on, article.strip(), values)
    for key in values:
        if key not in _FOLLOWS:
            raise RuleFileError(
                file,
                f"{rule_id}.{key}",
                "接续已有的规则，只写 length、unit、article、in_force_from",
            )
    return RuleChange(ChangeKind.FOLLOW, rule_id, on, article.strip(), values)
