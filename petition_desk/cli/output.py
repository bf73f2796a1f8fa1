"""What every verb says and reads the same way: JSON, sentences, days, key=value pairs."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from petition_desk.domain.step_fields import date_fault, parse_date
from petition_desk.errors import EnvironmentFaultError, UsageError


def echo_json(value: object) -> None:
    """Write JSON to standard output, Chinese readable."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def tell(sentence: str) -> None:
    """Write a sentence to standard error."""
    click.echo(sentence, err=True)


class Day(click.ParamType[date]):
    """A day on the command line: 2026-03-02, 20260302 or 2026年3月2日."""

    name = "日期"

    def convert(
        self,
        value: Any,  # noqa: ANN401  click's own signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        """Return the day, or fail as a usage error."""
        if isinstance(value, date):
            return value
        day = parse_date(str(value))
        if day is None:
            self.fail(f"{date_fault(str(value))}。", param, ctx)
        return day


DAY = Day()
FILE = click.Path(path_type=Path)


class PairError(UsageError):
    """An argument that should read ``key=value`` does not (exit 2)."""

    def __init__(self, argument: str, reason: str) -> None:
        """Name the argument."""
        super().__init__(f"“{argument}”{reason}")


def pairs(arguments: Sequence[str]) -> dict[str, str]:
    """Return ``key=value`` arguments as a mapping, in their order.

    Raises:
        PairError: One has no ``=`` or no key, or a key is given twice.
    """
    found: dict[str, str] = {}
    for argument in arguments:
        key, equals, value = argument.partition("=")
        key = key.strip()
        if not equals or not key:
            raise PairError(argument, "应写成 项目=内容 的样子，例如 on=2026-03-02。")
        if key in found:
            raise PairError(key, "写了两次。")
        if any(unicodedata.category(sign) == "Cs" for sign in argument):
            raise PairError(key, "的内容不是完整的文字。")
        found[key] = value
    return found


class TargetError(EnvironmentFaultError):
    """A file cannot be written where it is to go (exit 5)."""

    def __init__(self, path: Path) -> None:
        """Name the place."""
        self.path = path
        super().__init__(f"写不到 {path}：文件夹不存在、不能写入，或者它是一个文件夹。")


class DataTargetError(UsageError):
    """A file is to be written among the office's own data (exit 2)."""

    def __init__(self, path: Path) -> None:
        """Name the place."""
        self.path = path
        super().__init__(f"{path} 在数据文件夹里，会和数据混在一起，请写到别的文件夹。")


def check_target(path: Path, data_dir: Path) -> None:
    """See that a file can be written before the work that it is for is done.

    Raises:
        DataTargetError: it would stand beside, or in the place of, the office's own data.
        TargetError: its folder is not there or cannot be written, or it is a folder itself.
    """
    if path.resolve().parent == data_dir.resolve():
        raise DataTargetError(path)
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise TargetError(path)
    probe = path.with_name(f"{path.name}.part")
    try:
        # A letter that could not be saved would have used up its number.
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as fault:
        raise TargetError(path) from fault
