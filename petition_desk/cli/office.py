"""Verbs about the office: `init`, `account …`, `settings set`."""

from __future__ import annotations

from dataclasses import replace

import click

from petition_desk.bootstrap import Start
from petition_desk.cli.output import tell
from petition_desk.errors import InputError


@click.command(help="建立数据文件夹和第一个账户（有全部权限）。恢复密钥只显示这一次。")
@click.option("--office", required=True, help="单位名称，如 某某县公安局")
@click.option("--account", help="账户名")
@click.pass_obj
def init(start: Start, office: str, account: str | None) -> None:
    """Create the data and print the recovery key."""
    from petition_desk.services.desk import create_desk

    name = account or start.account
    if not name:
        raise click.MissingParameter(param_hint="--account", param_type="option")
    if not office.strip():
        raise InputError("单位名称", "必须填写")
    desk, recovery_key = create_desk(
        start.data_dir, office, name, start.first_password(), start.clock
    )
    desk.close()
    click.echo(recovery_key)
    tell(f"已在 {start.data_dir} 建立数据，第一个账户是“{name}”。")
    tell("上面是恢复密钥，只显示这一次：请抄在纸上或者打印，与电脑分开保管。")


@click.group(help="账户：增加、改口令、用恢复密钥重设。", subcommand_metavar="命令 …")
def account() -> None:
    """Gather the verbs about accounts."""


@account.command("add", help="增加账户。新账户的口令取自 PETITION_DESK_NEW_PASSWORD。")
@click.argument("name", metavar="NAME")
@click.option("--right", "rights", multiple=True, metavar="RIGHT",
              help="权限：see-sealed、export-full、admin；可以写几次")  # fmt: skip
@click.pass_obj
def account_add(start: Start, name: str, rights: tuple[str, ...]) -> None:
    """Add an account."""
    from petition_desk.services.accounts import add_account

    password = start.new_password()
    with start.desk() as desk:
        added = add_account(desk, name, password, frozenset(rights))
    tell(f"已增加账户“{added.name}”，权限：{'、'.join(sorted(added.rights)) or '无特别权限'}。")


@account.command("password", help="改口令。新口令取自 PETITION_DESK_NEW_PASSWORD。")
@click.argument("name", metavar="NAME")
@click.pass_obj
def account_password(start: Start, name: str) -> None:
    """Change a password: one's own, or as an administrator anybody's."""
    from petition_desk.services.accounts import change_password

    password = start.new_password()
    # Whoever changes a password without saying who he is, is the account he names.
    opener = start if start.account else replace(start, account=name)
    with opener.desk() as desk:
        is_own = desk.account.name == name
        change_password(desk, name, opener.password() if is_own else None, password)
    tell(f"账户“{name}”的口令已更改。")


@account.command("recover", help="用恢复密钥（PETITION_DESK_RECOVERY_KEY）重设口令。")
@click.pass_obj
def account_recover(start: Start) -> None:
    """Set a new password by the recovery key."""
    from petition_desk.services.accounts import recover

    name = start.account_name()
    recover(start.data_dir, name, start.recovery_key(), start.new_password(), start.clock)
    tell(f"账户“{name}”的口令已重设。")


@click.group(help="设置。", subcommand_metavar="命令 …")
def settings() -> None:
    """Gather the verbs about settings."""


@settings.command("set", help="写入一项设置，如 office.query_phone。")
@click.argument("key", metavar="KEY")
@click.argument("value", metavar="VALUE")
@click.pass_obj
def settings_set(start: Start, key: str, value: str) -> None:
    """Write one setting."""
    from petition_desk.services.settings import set_setting

    with start.desk() as desk:
        set_setting(desk, key, value)
    tell(f"{key} 已设为“{value}”。" if value else f"{key} 已清空。")
