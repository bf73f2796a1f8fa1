"""Verbs of reminding: `postpone`, `self-check`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import click

from petition_desk.bootstrap import Start
from petition_desk.cli.output import DAY, echo_json
from petition_desk.domain.self_check import BY_UNIT, CHECKS, CheckKind, check_named
from petition_desk.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from petition_desk.services.self_check import CheckPage, RoomCheck

_KINDS: Final = tuple(check.kind.value for check in CHECKS)


@click.command(help="推迟一项提醒；最晚推迟到最后一日的前一日。期限本身不变。")
@click.argument("no", metavar="NO")
@click.argument("rule", metavar="RULE")
@click.option("--until", type=DAY, help="哪一天重新提醒")
@click.option("--reason", default="", help="理由，会记入日志")
@click.option("--of", "of", default="", help="同一规则有几个期限时：哪一份文书、哪一个单位")
@click.option("--undo", is_flag=True, help="取消推迟")
@click.pass_obj
def postpone(
    start: Start, no: str, rule: str, until: date | None, reason: str, of: str, undo: bool
) -> None:
    """Put a reminder off until a day, or take that back."""
    from petition_desk.services import postponing

    if undo == (until is not None):
        raise UsageError("写明 --until 日期，或者 --undo，二者取一。")
    with start.desk() as desk:
        if until is None:
            was = postponing.resume(desk, no, rule, of)
            click.echo("已取消推迟。" if was else "这一项没有推迟。")
            return
        done = postponing.postpone(desk, no, rule, of, until, reason)
    click.echo(f"{done.local_no}　{done.name}　推迟到 {done.until.isoformat()} 再提醒")


@click.command("self-check", help="规范性自查：各项件数；写明一项时列出其中各件。")
@click.argument("kind", metavar="[KIND]", required=False)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def self_check(start: Start, kind: str | None, as_json: bool) -> None:
    """Count what the room has not done, or list the cases of one question."""
    from petition_desk.services import self_check as room

    wanted = None if kind is None else _kind_named(kind)
    told: object
    with start.desk() as desk:
        if wanted is None:
            found = room.room_check(desk)
            told, lines = _room_json(found), _room_lines(found)
        else:
            page = room.listed(desk, wanted, limit=_ALL)
            told, lines = _page_json(page), _page_lines(page)
    if as_json:
        echo_json(told)
        return
    for line in lines:
        click.echo(line)


_ALL: Final = 1_000_000


def _kind_named(name: str) -> CheckKind:
    for check in CHECKS:
        if name in (check.kind.value, check.title):
            return check.kind
    raise UnknownNameError("自查项目", name, _KINDS)


def _room_json(found: RoomCheck) -> dict[str, Any]:
    return {
        "on": found.today.isoformat(),
        "checks": [
            {
                "kind": count.check.kind.value,
                "title": count.check.title,
                "total": count.total,
                "late": count.late,
                "soon": count.soon,
            }
            for count in found.counts
        ],
        "units": [
            {
                "unit": row.unit,
                **{kind.value: n for kind, n in zip(BY_UNIT, row.totals, strict=True)},
            }
            for row in found.by_unit
        ],
    }


def _room_lines(found: RoomCheck) -> list[str]:
    lines = [f"规范性自查　截至 {found.today.isoformat()}"]
    for count in found.counts:
        late = f"　已逾期 {count.late}，七日内 {count.soon}" if count.check.is_owed else ""
        lines.append(f"{count.check.title}　{count.total}{late}")
    for row in found.by_unit:
        numbers = [
            f"{check_named(kind).title} {number}"
            for kind, number in zip(BY_UNIT, row.totals, strict=True)
            if number
        ]
        lines.append(f"{row.unit or '未定单位'}　{'　'.join(numbers)}")
    return lines


def _page_json(page: CheckPage) -> list[dict[str, Any]]:
    return [
        {
            "no": item.local_no,
            "unit": item.unit,
            "on": item.on.isoformat() if item.on else None,
            "days_left": item.days_left,
            "detail": item.detail,
        }
        for item in page.items
    ]


def _page_lines(page: CheckPage) -> list[str]:
    lines = [f"{page.check.title}　{page.total} 件　{page.check.says}"]
    for item in page.items:
        day = item.on.isoformat() if item.on else "—"
        parts = (item.local_no, day, item.detail, item.unit or "未定单位", item.name)
        lines.append("　".join(part for part in parts if part))
    return lines
