"""Verbs about one case: `register`, `step`, `show`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from petition_desk.bootstrap import Start
from petition_desk.cli.json_views import view_json
from petition_desk.cli.output import DAY, FILE, echo_json, pairs, tell
from petition_desk.cli.text_views import case_lines, recorded_lines
from petition_desk.domain.step_fields import date_fault, parse_date
from petition_desk.errors import FieldFault, InputError

_OF_EVERY_STEP = ("on", "note", "violation")


@click.command(help="登记信访件。FILE.json 是一个对象，或者一个列表。每件输出一行本局编号。")
@click.argument("file", type=FILE, metavar="FILE.json")
@click.option("--paper", type=FILE, metavar="SCAN", help="来信等的扫描件；没有摘要时以它代替")
@click.pass_obj
def register(start: Start, file: Path, paper: Path | None) -> None:
    """Register what a file holds; one faulty case keeps the whole list out."""
    from petition_desk.services import intake

    forms = read_forms(file)
    if paper is not None:
        _register_paper(start, forms, paper)
        return
    with start.desk() as desk:
        faults: list[FieldFault] = []
        for place, form in enumerate(forms, start=1):
            before = f"第 {place} 件 " if len(forms) > 1 else ""
            checked = intake.check(desk, form)
            faults += [FieldFault(f"{before}{each.field}", each.reason) for each in checked.faults]
        if faults:
            raise InputError.from_faults(faults)
        for form in forms:
            done = intake.register(desk, form)
            click.echo(done.local_no)
            for doubt in done.warnings:
                tell(f"{done.local_no} 提醒：{doubt}。")
            for other in done.candidates:
                tell(f"{done.local_no} 可能与 {other.no} 是同一事项：{other.sentence}")


def _register_paper(start: Start, forms: list[Mapping[str, Any]], paper: Path) -> None:
    """Register one case with the paper it came as."""
    from petition_desk.services.scanned_intake import register_with_paper

    if len(forms) != 1:
        raise InputError("--paper", "一份扫描件只登记一件")
    with start.desk() as desk:
        done, _paper = register_with_paper(desk, forms[0], paper)
    click.echo(done.local_no)


def read_forms(file: Path) -> list[Mapping[str, Any]]:
    """Return the objects of a file.

    Raises:
        InputError: it cannot be read, is no JSON, or holds something else.
    """
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise InputError(file.name, "读不到这个文件") from fault
    except UnicodeDecodeError as fault:
        raise InputError(file.name, "不是 UTF-8 文本") from fault
    except json.JSONDecodeError as fault:
        raise InputError(file.name, f"第 {fault.lineno} 行不是完整的 JSON") from fault
    except (ValueError, RecursionError) as fault:
        raise InputError(file.name, "数字过长，或者括号套得过深") from fault
    forms = data if isinstance(data, list) else [data]
    if not forms or not all(isinstance(form, dict) for form in forms):
        raise InputError(file.name, "应为一个对象，或者对象的列表")
    return forms


@click.command(help="记一个步骤，如 step XF2026-0001 accepted on=2026-03-02 pathway=31-6。")
@click.argument("number", metavar="NO")
@click.argument("kind", metavar="KIND")
@click.argument("arguments", metavar="[项目=内容]…", nargs=-1)
@click.pass_obj
def step(start: Start, number: str, kind: str, arguments: tuple[str, ...]) -> None:
    """Record a step and say which dates it moved."""
    from petition_desk.services.casework import record_step

    values = pairs(arguments)
    day, note, violation = (values.pop(key, "") for key in _OF_EVERY_STEP)
    with start.desk() as desk:
        recorded = record_step(
            desk, number, kind, values, on=_step_day(day), note=note, violation=violation
        )
    for line in recorded_lines(recorded):
        click.echo(line)


def _step_day(text: str) -> date | None:
    if not text.strip():
        return None
    day = parse_date(text)
    if day is None:
        raise InputError("on", date_fault(text))
    return day


@click.command(
    help="显示一件的情况；--on 只算到那一天为止。身份信息遮盖；JSON 不遮盖，会记入日志。"
)
@click.argument("number", metavar="NO")
@click.option("--on", "day", type=DAY, help="哪一天的情况")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def show(start: Start, number: str, day: date | None, as_json: bool) -> None:
    """Show a case as it stands, or stood."""
    from petition_desk.services import casework

    with start.desk() as desk:
        view = casework.show(desk, number, day)
        as_of = day or desk.clock.today()
        if as_json:
            if not view.is_withheld:
                casework.reveal(desk, number)
            echo_json(view_json(view, desk.calendar(), as_of))
            return
        for line in case_lines(view, as_of):
            click.echo(line)
