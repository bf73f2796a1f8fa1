"""Verbs about dates: `due`, `why`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from petition_desk.bootstrap import Start
from petition_desk.cli.json_views import due_json
from petition_desk.cli.output import DAY, FILE, echo_json, pairs
from petition_desk.cli.text_views import due_lines, forecast_lines
from petition_desk.domain.step_fields import parse_date
from petition_desk.domain.vocabulary import Pathway, SourceKind
from petition_desk.domain.what_if import LONGEST_EXTENSION, Question
from petition_desk.domain.why_json import what_if_json, why_json
from petition_desk.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from petition_desk.domain.why import WhyView
    from petition_desk.services.desk import Desk

_DAYS: Final = 7
_PATHWAYS: Final = tuple(pathway.value for pathway in Pathway)


@click.command(help="列出到期和逾期的事项，或者把它们写成文件（不列姓名，或者姓名遮盖）。")
@click.option("--on", "day", type=DAY, help="从哪一天看；默认今天")
@click.option("--days", type=click.IntRange(0, 3_650), help="往后几天；默认 7，日历文件默认全部")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--ics", type=FILE, metavar="F.ics", help="把未办期限写成日历文件，只有编号和期限名")
@click.option("--pdf", type=FILE, metavar="F.pdf", help="写出今日清单（A4）")
@click.option("--weekly", type=FILE, metavar="F.pdf", help="写出给负责人的期限周报，不列信访人")
@click.pass_obj
def due(
    start: Start,
    day: date | None,
    days: int | None,
    as_json: bool,
    ics: Path | None,
    pdf: Path | None,
    weekly: Path | None,
) -> None:
    """List what is due within so many days, overdue included; or write it as files."""
    from petition_desk.services import today

    wanted = [path for path in (ics, pdf, weekly) if path is not None]
    if wanted and day is not None:
        raise UsageError("--ics、--pdf、--weekly 按今天写出，不能与 --on 同用。")
    with start.desk() as desk:
        on = day or desk.clock.today()
        if wanted:
            _write_reports(desk, days, ics, pdf, weekly)
        items = today.due(desk, on, _DAYS if days is None else days)
    if as_json:
        echo_json(due_json(items, on))
        return
    if wanted:
        for path in wanted:
            click.echo(str(path))
        return
    for line in due_lines(items, on):
        click.echo(line)


def _write_reports(
    desk: Desk, days: int | None, ics: Path | None, pdf: Path | None, weekly: Path | None
) -> None:
    from petition_desk.services import reports

    if ics is not None:
        until = None if days is None else desk.clock.today() + timedelta(days=days)
        reports.write_report(ics, reports.deadlines_ics(desk, until))
    if pdf is not None:
        reports.write_report(pdf, reports.morning_page(desk))
    if weekly is not None:
        reports.write_report(weekly, reports.weekly_list(desk))


@click.command(
    help="说明期限为什么是这一天。RULE 是一条规则（handle），或者整个办理途径（31-6）："
    "列出自收到之日起直到复核终结的每一个日期，各步假定在最后一天办理。"
)
@click.argument("rule", metavar="RULE")
@click.option("--from", "from_on", type=DAY, required=True, help="起算日；途径为收到之日")
@click.option(
    "--source",
    type=click.Choice([kind.value for kind in SourceKind]),
    help="途径：谁转来的；默认 direct（本人直接提出）",
)
@click.option("--extended", type=int, help="途径：延长办理期限的日数；默认 30，0 为不延长")
@click.option(
    "--assume", "assumed", multiple=True, metavar="步骤=日期", help="途径：某一步假定的日期"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def why(
    start: Start,
    rule: str,
    from_on: date,
    source: str | None,
    extended: int | None,
    assumed: tuple[str, ...],
    as_json: bool,
) -> None:
    """Explain a deadline day by day, or list every date of a pathway."""
    from petition_desk.services import why as reasons

    with start.desk() as desk:
        today = desk.clock.today()
        if rule in _PATHWAYS and rule not in {known.id for known in desk.rules().rules}:
            question = Question(
                Pathway(rule),
                from_on,
                SourceKind(source or SourceKind.DIRECT),
                LONGEST_EXTENSION if extended is None else extended,
                _days(assumed),
            )
            forecast = reasons.forecast(desk, question)
            told = what_if_json(forecast.found, forecast.whys, today)
            lines = forecast_lines(forecast.found, forecast.whys)
        else:
            if source or assumed or extended is not None:
                raise UsageError("--source、--extended、--assume 只用于办理途径。")
            view = _of_rule(desk, rule, from_on)
            told, lines = why_json(view, today), iter(view.lines())
    if as_json:
        echo_json(told)
        return
    for line in lines:
        click.echo(line)


def _of_rule(desk: Desk, rule: str, from_on: date) -> WhyView:
    from petition_desk.services import why as reasons

    try:
        return reasons.why(desk, rule, from_on)
    except UnknownNameError as fault:
        known = dict.fromkeys(each.id for each in desk.rules().rules)
        raise UnknownNameError("期限规则或者途径", rule, (*known, *_PATHWAYS)) from fault


def _days(assumed: Sequence[str]) -> dict[str, date]:
    """Read `opinion=2026-05-01`.

    Raises:
        PairError: one has no ``=``, or is given twice (exit 2).
        UsageError: it is no date (exit 2).
    """
    days = {}
    for act, written in pairs(assumed).items():
        day = parse_date(written)
        if day is None:
            raise UsageError(f"--assume {act}：“{written}”不是日期，应写成 2026-03-02 的样子。")
        days[act] = day
    return days
