"""The group of all verbs: verbs imported on call, faults as sentences with their exit code."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NoReturn

import click

from petition_desk.cli.output import echo_json, tell
from petition_desk.errors import (
    EnvironmentFaultError,
    InputError,
    PetitionDeskError,
    UnknownNameError,
    UsageError,
)

_OUTPUT_LOST = (errno.ENOSPC, errno.EIO)
INTERRUPTED = 5
"""Ctrl+C: nothing more was done; the environment's family."""


@dataclass(frozen=True, slots=True)
class Verb:
    """Where a verb lives, and its line in the list of verbs.

    Attributes:
        place: ``module:function`` below `petition_desk.cli`.
        summary: One line of Chinese.
    """

    place: str
    summary: str

    def load(self) -> click.Command:
        """Import the verb."""
        module, _, name = self.place.partition(":")
        command = getattr(importlib.import_module(f"petition_desk.cli.{module}"), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.place} is no command")
        return command


class VerbGroup(click.Group):
    """A group whose verbs are imported when they are called."""

    verbs: Mapping[str, Verb]

    def __init__(self, *args: Any, verbs: Mapping[str, Verb], **kwargs: Any) -> None:  # noqa: ANN401  handed on to click as they are
        """Take the table of verbs; all else is click's."""
        super().__init__(*args, **kwargs)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of their table: the order of the work."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a verb; None for a name that is none."""
        verb = self.verbs.get(cmd_name)
        return verb.load() if verb is not None else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb that was called.

        Raises:
            UnknownNameError: there is no such verb, naming those there are.
        """
        if args and not args[0].startswith("-") and args[0] not in self.verbs:
            raise UnknownNameError("命令", args[0], self.verbs)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        with formatter.section("命令"):
            formatter.write_dl([(name, verb.summary) for name, verb in self.verbs.items()])

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,  # noqa: ANN401  handed on to click as they are
    ) -> NoReturn:
        """Run, and leave the process with the exit code of what happened."""
        speak_utf8()
        given = list(sys.argv[1:] if args is None else args)
        try:
            code = super().main(
                args=given,
                prog_name=prog_name,
                complete_var=complete_var,
                standalone_mode=False,
                windows_expand_args=False,  # a name with * is a name, not a pattern
                **extra,
            )
        except PetitionDeskError as fault:
            _report(fault, given)
            sys.exit(fault.exit_code)
        except click.ClickException as fault:
            _report(UsageError(usage_sentence(fault)), given)
            sys.exit(UsageError.exit_code)
        except OSError as fault:
            if fault.errno not in _OUTPUT_LOST:
                raise
            # Every other file speaks for itself: this is standard output, sent to a full disk.
            _drop_output()
            tell("输出写不出去（磁盘已满或者有故障）；已经办完的仍然有效，请用 show 查看。")
            sys.exit(EnvironmentFaultError.exit_code)
        except click.exceptions.Abort:
            tell("已中断。")
            sys.exit(INTERRUPTED)
        sys.exit(code if isinstance(code, int) else 0)


def _drop_output() -> None:
    """Let go of what could not be written: Python would try again at the end and exit with 120."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, suppress(OSError):
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def speak_utf8() -> None:
    """Make the three streams UTF-8, whatever code page the console has (Windows: 936)."""
    streams: tuple[IO[str], ...] = (sys.stdout, sys.stderr)
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def usage_sentence(fault: click.ClickException) -> str:
    """Say in Chinese what is wrong with a command line."""
    match fault:
        case click.exceptions.NoArgsIsHelpError(ctx=click.Context(command=click.Group() as group)):
            return f"缺少命令。可用的有：{'、'.join(group.commands)}。"
        case click.NoSuchOption():
            return f"没有选项 {fault.option_name}。"
        case click.MissingParameter():
            return f"缺少 {_typed_name(fault.param) or fault.param_hint}。"
        case click.BadParameter():
            return f"{_typed_name(fault.param)}：{_what_is_wrong(fault)}"
        case click.FileError():
            return f"打不开文件 {fault.ui_filename}。"
        case _:
            return f"命令写法不对：{fault.format_message().rstrip('.。')}。"


def _typed_name(param: click.Parameter | None) -> str:
    """Return a parameter as it is typed: --from, or NO."""
    if param is None:
        return ""
    return param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name


def _what_is_wrong(fault: click.BadParameter) -> str:
    """Say it in Chinese where click would say it in English."""
    kind = fault.param.type if fault.param is not None else None
    if isinstance(kind, click.IntRange):
        return f"应为 {kind.min} 至 {kind.max} 的整数。"
    return "应为整数。" if kind is click.INT else fault.message


def _report(fault: PetitionDeskError, given: Sequence[str]) -> None:
    """Say the fault on standard error, and as JSON where JSON was asked for."""
    tell(str(fault))
    if "--json" in given and not getattr(fault, "is_reported", False):
        faults = fault.faults if isinstance(fault, InputError) else ()
        echo_json(
            {
                "error": str(fault),
                "exit": fault.exit_code,
                "faults": [{"field": each.field, "reason": each.reason} for each in faults],
            }
        )
