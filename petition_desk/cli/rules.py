"""Verbs about the rules: `rules list`, `add`, `close`, `enable`, `take-back`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from petition_desk.bootstrap import Start
from petition_desk.cli.output import DAY, FILE, echo_json, tell
from petition_desk.domain.office_rules import ChangeKind, RuleChange
from petition_desk.domain.rules import Rule
from petition_desk.services.office_rules import RuleImpact

_PREVIEW = click.option("--preview", is_flag=True, help="只看哪些期限会变，不写入")
_SOURCE = click.option("--source", required=True, help="依据：法律、文件的名称和条文")


@click.group(help="期限规则：列出、增加、关闭、启用、撤回。", subcommand_metavar="命令 …")
def rules() -> None:
    """Gather the verbs about the rules."""


@rules.command("list", help="列出全部规则，含已关闭的和未启用的。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def rules_list(start: Start, as_json: bool) -> None:
    """List the rules and what the office changed."""
    from petition_desk.services import office_rules

    with start.desk() as desk:
        law = office_rules.law(desk)
    if as_json:
        echo_json(
            {
                "version": law.book.version,
                "rules": [_rule_json(rule) for rule in law.book.rules],
                "changes": [change.key for change in law.changes],
                "rejected": [
                    {"change": item.change.key, "reason": item.reason} for item in law.rejected
                ],
            }
        )
        return
    for rule in law.book.rules:
        click.echo(_line(rule))
    for change in law.changes:
        click.echo(f"本局的改动　{change.key}　{change.source}")
    for item in law.rejected:
        tell(f"没有生效：{item.change.key}　{item.reason}")


@rules.command("add", help="录入文件里的规则（格式同 clocks.toml）；已有的 id 为接续。")
@click.argument("file", type=FILE, metavar="FILE.toml")
@_PREVIEW
@click.pass_obj
def rules_add(start: Start, file: Path, preview: bool) -> None:
    """Take the rules of a file."""
    from petition_desk.services import rule_files

    with start.desk() as desk:
        impacts = rule_files.load(desk, file, is_preview=preview)
    _say(impacts, is_preview=preview)


@rules.command("close", help="关闭一条规则：--on 是最后施行的一天。")
@click.argument("rule", metavar="RULE")
@click.option("--on", "day", type=DAY, required=True, help="最后施行的一天")
@_SOURCE
@_PREVIEW
@click.pass_obj
def rules_close(start: Start, rule: str, day: date, source: str, preview: bool) -> None:
    """Close a rule."""
    _change(start, RuleChange(ChangeKind.CLOSE, rule, day, source), is_preview=preview)


@rules.command("enable", help="写明依据，启用一条待确认的规则。")
@click.argument("rule", metavar="RULE")
@click.option("--from", "day", type=DAY, required=True, help="施行日")
@_SOURCE
@_PREVIEW
@click.pass_obj
def rules_enable(start: Start, rule: str, day: date, source: str, preview: bool) -> None:
    """Switch on a rule that ships switched off."""
    _change(start, RuleChange(ChangeKind.ENABLE, rule, day, source), is_preview=preview)


@rules.command("take-back", help="撤回本局的一处改动；名称见 rules list。")
@click.argument("key", metavar="KEY")
@_PREVIEW
@click.pass_obj
def rules_take_back(start: Start, key: str, preview: bool) -> None:
    """Take a change back."""
    from petition_desk.services import office_rules

    act = office_rules.preview_taking_back if preview else office_rules.take_back
    with start.desk() as desk:
        impact = act(desk, key)
    _say([impact] if impact is not None else [], is_preview=preview)


def _change(start: Start, change: RuleChange, *, is_preview: bool) -> None:
    from petition_desk.services import office_rules

    act = office_rules.preview if is_preview else office_rules.make
    with start.desk() as desk:
        desk.rules().refuse_unknown(change.rule_id)
        impact = act(desk, change)
    _say([impact] if impact is not None else [], is_preview=is_preview)


def _say(impacts: Iterable[RuleImpact], *, is_preview: bool) -> None:
    for impact in impacts:
        for moved in impact.moved:
            was, now = moved.was or "（没有）", moved.now or "（不再计）"
            click.echo(f"{moved.local_no} {moved.name} {moved.of} {was} → {now}".replace("  ", " "))
        word = "会变" if is_preview else "已变"
        tell(f"{impact.change.key}：{len(impact.moved)} 个在走的期限{word}。")


def _line(rule: Rule) -> str:
    until = f" 至 {rule.in_force_to}" if rule.in_force_to is not None else " 起"
    state = "" if rule.is_on else f"未启用：{rule.confirm}"
    parts = (rule.id, rule.name, str(rule.span), f"{rule.in_force_from}{until}", rule.article)
    return "　".join([*parts, state]).rstrip("　")


def _rule_json(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "name": rule.name,
        "owed_by": rule.owed_by.value,
        "starts": rule.starts,
        "length": rule.span.amount,
        "unit": rule.span.unit,
        "ends": list(rule.ends),
        "article": rule.article,
        "in_force_from": rule.in_force_from.isoformat(),
        "in_force_to": rule.in_force_to.isoformat() if rule.in_force_to is not None else None,
        "on": rule.is_on,
        "confirm": rule.confirm,
        "added": rule.is_added,
    }
