"""Verbs that keep the desk: `demo`, `calendar`, `backup`, `restore`, `verify`, `self-test`."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import click

from petition_desk.bootstrap import Start
from petition_desk.cli.output import DAY, FILE, tell
from petition_desk.cli.text_views import calendar_lines
from petition_desk.errors import InputError


class ChainBrokenError(InputError):
    """The journal does not hold (exit 4)."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        """Say where."""
        super().__init__("日志", "".join(reasons))


class DataDamagedError(InputError):
    """What `verify` was asked about does not hold: the data file itself (exit 4)."""

    def __init__(self, path: Path) -> None:
        """Name the file and the way out."""
        reason = "已损坏，请用“恢复”取回最近的备份；现有的备份没有动过"
        super().__init__(f"数据文件 {path}", reason)


class SelfTestError(InputError):
    """A part of the program does not work here (exit 4)."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """Name the parts."""
        super().__init__("自检", f"没有通过：{'、'.join(names)}")


@click.command(help="写入虚构的信访件，供试用。")
@click.option("--cases", type=click.IntRange(1, 1_000_000), default=200, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="同一个数得到同样的件")
@click.option("--until", type=DAY, help="最后一天；默认今天")
@click.pass_obj
def demo(start: Start, cases: int, seed: int, until: date | None) -> None:
    """Invent cases."""
    from petition_desk.services.demo import invent

    with start.desk() as desk:
        count = invent(desk, cases, seed=seed, until=until)
    tell(f"已写入 {count} 件虚构的信访件。")


@click.group(help="放假安排。", subcommand_metavar="命令 …")
def calendar() -> None:
    """Gather the verbs about the calendar."""


@calendar.command("load", help="载入一年的放假安排；--preview 只看哪些期限会变。")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--preview", is_flag=True, help="不写入")
@click.pass_obj
def calendar_load(start: Start, file: Path, preview: bool) -> None:
    """Load a year's notice and tell which open deadlines move."""
    from petition_desk.services.calendar_notices import load_calendar

    with start.desk() as desk:
        load = load_calendar(desk, file, preview=preview)
    for line in calendar_lines(load, is_preview=preview):
        click.echo(line)


@click.command(help="备份。不写 DIR 时放到设置的第二文件夹，没有设置就放在数据文件夹里。")
@click.argument("folder", type=FILE, metavar="[DIR]", required=False)
@click.pass_obj
def backup(start: Start, folder: Path | None) -> None:
    """Make a verified copy and print where it is."""
    from petition_desk.services.maintenance import backup as make_backup

    with start.desk() as desk:
        click.echo(str(make_backup(desk, folder)))


@click.command(help="用备份恢复。口令是备份那一天的。")
@click.argument("file", type=FILE, metavar="FILE")
@click.pass_obj
def restore(start: Start, file: Path) -> None:
    """Put a copy in the place of the data."""
    from petition_desk.services.maintenance import backup_account_names
    from petition_desk.services.maintenance import restore as restore_copy

    name = start.account
    if not name:
        name = start.only_account(backup_account_names(file))
    aside = restore_copy(start.data_dir, file, name, start.password(), start.clock)
    tell(f"已用 {file} 恢复到 {start.data_dir}。")
    if aside is not None:
        tell(f"原来的数据没有删除，放在 {aside}。")


@click.command(help="核对日志是否完整。")
@click.pass_obj
def verify(start: Start) -> None:
    """Recompute the journal's chain."""
    from petition_desk.services.maintenance import verify as verify_journal
    from petition_desk.storage.errors import DamagedFileError

    try:
        with start.desk() as desk:
            report = verify_journal(desk)
    except DamagedFileError as damage:
        raise DataDamagedError(damage.path) from damage
    if not report.is_sound:
        raise ChainBrokenError(report.reasons)
    click.echo(f"日志完整，共 {report.entries} 条。")


@click.command("self-test", help="自检：在临时文件夹里把各项功能做一遍，不动任何数据。")
@click.pass_obj
def self_test(start: Start) -> None:
    """Do everything once in a scratch folder."""
    from petition_desk.cli.screens_trial import screens_line
    from petition_desk.services.self_test import self_test as test_self

    with tempfile.TemporaryDirectory(
        prefix="petition-desk-", ignore_cleanup_errors=True
    ) as scratch:
        folder = Path(scratch)
        told = (*test_self(folder, start.clock), *screens_line(folder, start.clock))
    for line in told:
        click.echo(f"{'通过' if line.is_ok else '失败'}　{line.name}　{line.detail}")
    failed = tuple(line.name for line in told if not line.is_ok)
    if failed:
        raise SelfTestError(failed)
