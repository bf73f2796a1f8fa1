"""The verb `export`: lists, and forms of other offices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from petition_desk.bootstrap import Start
from petition_desk.cli.output import DAY, FILE, check_target, tell
from petition_desk.errors import InputError, UsageError

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk
    from petition_desk.services.exports import ExportOrder
    from petition_desk.services.forms import FormCheck

PASSWORD_NAME: Final = "PETITION_DESK_EXPORT_PASSWORD"
_KINDS: Final = ("ledger", "official", "letters", "deadlines")
_MOST_TOLD: Final = 20


class FormsClashError(UsageError):
    """A form and something else are asked for at once (exit 2)."""

    def __init__(self) -> None:
        """Say that only one can be written."""
        super().__init__("--template、--form 和 --kind 只能写一个。")


@click.command(
    help="导出台账。不写视图和日期时是全部；身份信息遮盖，除非 --full。OUT 以 .csv 结尾时写成文本。"
)
@click.argument("out", type=FILE, metavar="OUT.xlsx")
@click.option("--view", metavar="NAME", help="台账的视图，如 在办")
@click.option("--from", "first", type=DAY, help="收到日期自")
@click.option("--to", "last", type=DAY, help="收到日期至")
@click.option("--kind", type=click.Choice(_KINDS), help="哪种表：台账、国网 28 列、文书送达、期限")
@click.option("--template", type=FILE, metavar="T.xlsx", help="填上级的空白表；没有记住的按识别填")
@click.option("--form", metavar="NAME", help="填已记住的上报表")
@click.option("--full", is_flag=True, help="不遮盖身份信息；须有权限，写明用途")
@click.option("--purpose", default="", metavar="TEXT", help="不遮盖的用途，记入日志")
@click.option(
    "--encrypt/--no-encrypt",
    default=None,
    help=f"设打开密码，由 {PASSWORD_NAME} 给出；--full 时给了就设，除非 --no-encrypt",
)
@click.pass_obj
def export(
    start: Start,
    out: Path,
    view: str | None,
    first: date | None,
    last: date | None,
    kind: str | None,
    template: Path | None,
    form: str | None,
    full: bool,
    purpose: str,
    encrypt: bool | None,
) -> None:
    """Export a list, or fill a form."""
    from petition_desk.services import exports

    if sum(each is not None for each in (kind, template, form)) > 1:
        raise FormsClashError
    check_target(out, start.data_dir)
    password = _password(start, full=full, encrypt=encrypt)
    order = exports.ExportOrder(
        kind=exports.ExportKind(kind or "ledger"),
        is_full=full,
        purpose=purpose,
        password=password,
        # It never asks a question: whoever gives no password is told what that means.
        is_plain=not password,
    )
    with start.desk() as desk:
        order = _narrowed(desk, order, view, first, last)
        if template is not None or form is not None:
            _fill(desk, out, order, template, form)
            return
        done = exports.export_list(desk, out, order)
    if done is not None and full and encrypt is None and not password:
        tell(f"这个文件写有身份信息而没有打开密码；要设，用 {PASSWORD_NAME} 给出。")
    if done is not None:
        tell(f"已导出 {done.rows} {_unit(kind)}到 {done.path}。")


def _unit(kind: str | None) -> str:
    return "件" if kind in (None, "ledger", "official") else "行"


def _password(start: Start, *, full: bool, encrypt: bool | None) -> str:
    """Return the password of the file; "" for none.

    Raises:
        InputError: one is wanted, and none is given.
    """
    if encrypt is False:
        return ""
    password = start.environment.get(PASSWORD_NAME, "")
    if encrypt and not password:
        raise InputError("打开密码", f"请用环境变量 {PASSWORD_NAME} 给出")
    return password if encrypt or full else ""


def _narrowed(
    desk: Desk, order: ExportOrder, view: str | None, first: date | None, last: date | None
) -> ExportOrder:
    from petition_desk.services import ledger

    wanted, title = order.wanted, ""
    if view is not None:
        chosen = ledger.view_named(desk, view)
        wanted, title = chosen.filter_on(desk.clock.today()), chosen.title
    if first is not None:
        wanted = replace(wanted, received_from=first)
    if last is not None:
        wanted = replace(wanted, received_until=last)
    return replace(order, wanted=wanted, view=title)


def _fill(
    desk: Desk, out: Path, order: ExportOrder, template: Path | None, name: str | None
) -> None:
    from petition_desk.services import forms

    opened = (
        forms.open_form(desk, template)
        if template is not None
        else forms.kept_form(desk, name or "")
    )

    def shown(check: FormCheck) -> None:
        for line in form_lines(check):
            tell(line)

    filled = forms.export_form(desk, out, opened, order, shown=shown)
    if filled is not None:
        tell(f"已填 {filled.done.rows} 件到 {filled.done.path}。")


def form_lines(check: FormCheck) -> Iterator[str]:
    """Give what is to be said of a form before it is written."""
    if check.open_columns:
        yield f"没有内容可填的列：{'、'.join(check.open_columns)}。"
    yield from check.notes
    for misfit in check.misfits[:_MOST_TOLD]:
        choices = f"，表内可选：{'、'.join(misfit.choices)}" if misfit.choices else ""
        yield f"第 {misfit.row} 行“{misfit.key}”：{misfit.value}，{misfit.reason}{choices}。"
    more = len(check.misfits) - _MOST_TOLD
    if more > 0:
        yield f"另有 {more} 处不合表内要求。"
