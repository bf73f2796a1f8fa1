"""The program on the command line: its options, its verbs, and no verb at all: the window."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from petition_desk import __version__
from petition_desk.bootstrap import Start
from petition_desk.cli.group import Verb, VerbGroup
from petition_desk.cli.output import FILE

VERBS: Final = {
    "init": Verb("office:init", "建立数据文件夹和第一个账户，显示一次恢复密钥"),
    "account": Verb("office:account", "账户：增加、改口令、用恢复密钥重设"),
    "settings": Verb("office:settings", "设置：写入一项"),
    "demo": Verb("upkeep:demo", "写入虚构的信访件，供试用"),
    "register": Verb("cases:register", "登记信访件（JSON 文件）"),
    "step": Verb("cases:step", "记一个步骤"),
    "show": Verb("cases:show", "显示一件的情况"),
    "due": Verb("clocks:due", "列出到期和逾期的事项"),
    "postpone": Verb("reminding:postpone", "推迟一项提醒，或者取消推迟"),
    "self-check": Verb("reminding:self_check", "规范性自查：各项件数和各件"),
    "why": Verb("clocks:why", "说明期限为什么是这一天"),
    "rules": Verb("rules:rules", "期限规则：列出、增加、关闭、启用、撤回"),
    "letter": Verb("letter:letter", "出具文书，列出文书所需，或者作废"),
    "verify-letter": Verb("letter:verify_letter", "核对一个 PDF 是不是本局出具的文书"),
    "attach": Verb("files:attach", "添加附件"),
    "attachments": Verb("files:attachments", "列出、存出、作废附件"),
    "services": Verb("files:services", "列出没有送达的文书和送达率"),
    "casefile": Verb("files:casefile", "把一件的卷宗写成一个 PDF"),
    "export": Verb("exports:export", "导出台账、上报表"),
    "import": Verb("tables:import_table", "导入表格"),
    "calendar": Verb("upkeep:calendar", "放假安排：载入一年"),
    "backup": Verb("upkeep:backup", "备份"),
    "restore": Verb("upkeep:restore", "用备份恢复"),
    "verify": Verb("upkeep:verify", "核对日志是否完整"),
    "self-test": Verb("upkeep:self_test", "自检：在临时文件夹里把各项功能做一遍"),
}
"""Every verb, in the order of the work."""


@click.group(
    cls=VerbGroup,
    verbs=VERBS,
    name="petition-desk",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="信访接待台。不带命令时打开窗口。",
    subcommand_metavar="[命令] …",
    options_metavar="[选项]",
)
@click.option(
    "--data", type=FILE, envvar="PETITION_DESK_DATA", help="数据文件夹（PETITION_DESK_DATA）"
)
@click.option("--account", envvar="PETITION_DESK_ACCOUNT", help="账户；只有一个账户时可以不写")
@click.option(
    "--password-file", type=FILE, help="口令文件；不写时取环境变量 PETITION_DESK_PASSWORD"
)
@click.version_option(__version__, prog_name="petition-desk", help="显示版本")
@click.pass_context
def program(
    context: click.Context, data: Path | None, account: str | None, password_file: Path | None
) -> None:
    """Keep how to start for the verb, or open the window."""
    clock = context.obj.clock if isinstance(context.obj, Start) else None
    start = Start.given(data, account, password_file, clock)
    context.obj = start
    if context.invoked_subcommand is None:
        context.exit(start.run_window())
