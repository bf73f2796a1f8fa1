"""Verbs about dates: `due`, `why`."""

from __future__ import annotations

from datetime import date

import click

from petition_desk.bootstrap import Start
from petition_desk.cli.json_views import due_json
from petition_desk.cli.output import DAY, echo_json
from petition_desk.cli.text_views import due_lines, why_lines
from petition_desk.domain.why_json import why_json


@click.command(help="列出到期和逾期的事项。")
@click.option("--on", "day", type=DAY, help="从哪一天看；默认今天")
@click.option(
    "--days", type=click.IntRange(0, 3_650), default=7, show_default=True, help="往后几天"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def due(start: Start, day: date | None, days: int, as_json: bool) -> None:
    """List what is due within so many days, overdue included."""
    from petition_desk.services import today

    with start.desk() as desk:
        on = day or desk.clock.today()
        items = today.due(desk, on, days)
    if as_json:
        echo_json(due_json(items, on))
        return
    for line in due_lines(items, on):
        click.echo(line)


@click.command(help="说明一条规则自某日起算的期限为什么是这一天。")
@click.argument("rule", metavar="RULE")
@click.option("--from", "from_on", type=DAY, required=True, help="起算日")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def why(start: Start, rule: str, from_on: date, as_json: bool) -> None:
    """Explain a deadline day by day."""
    from petition_desk.services import why as reasons

    with start.desk() as desk:
        view = reasons.why(desk, rule, from_on)
        now = desk.clock.today()
    if as_json:
        echo_json(why_json(view, now))
        return
    for line in why_lines(view):
        click.echo(line)
