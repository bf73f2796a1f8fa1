"""`init`, `account`, `settings`: as processes of their own, and in this one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from petition_desk.clock import SystemClock
from petition_desk.services.desk import account_names, open_desk
from tests.cli.conftest import Office
from tests.desks import COLLEAGUE


def process(data: Path, *arguments: str, **secrets: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own."""
    environment = {key: value for key, value in os.environ.items() if "PETITION" not in key}
    environment |= {f"PETITION_DESK_{name}": value for name, value in secrets.items()}
    return subprocess.run(
        [sys.executable, "-m", "petition_desk", "--data", str(data), *arguments],
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )


def test_from_nothing_to_a_recovered_password(tmp_path: Path) -> None:
    data = tmp_path / "数据 1"
    made = process(data, "init", "--office", "某某县公安局", "--account", "wang", PASSWORD="one")
    assert made.returncode == 0, made.stderr
    key = made.stdout.strip()
    assert re.fullmatch(r"[0-9A-Z -]{59}", key)
    assert "恢复密钥" in made.stderr
    assert account_names(data) == ("wang",)

    again = process(data, "init", "--office", "某某县公安局", "--account", "li", PASSWORD="x")
    assert again.returncode == 5
    assert "不会覆盖" in again.stderr

    done = process(data, "account", "recover", RECOVERY_KEY=key, NEW_PASSWORD="two")
    assert done.returncode == 0, done.stderr
    assert process(data, "verify", PASSWORD="one").returncode == 5
    assert process(data, "verify", PASSWORD="two").returncode == 0


def test_the_office_that_was_made_is_named_in_its_settings(tmp_path: Path) -> None:
    process(tmp_path / "d", "init", "--office", "某某县公安局", "--account", "w", PASSWORD="p")
    desk = open_desk(tmp_path / "d", "w", "p", SystemClock())
    with desk.reading() as work:
        assert work.settings.get("office.name") == "某某县公安局"
    desk.close()


def test_a_recovery_key_copied_wrongly_is_named_by_its_groups(tmp_path: Path) -> None:
    data = tmp_path / "d"
    key = process(data, "init", "--office", "局", "--account", "w", PASSWORD="p").stdout.strip()
    wrong = ("B" if key[0] != "B" else "C") + key[1:]
    done = process(data, "account", "recover", RECOVERY_KEY=wrong, NEW_PASSWORD="q")
    assert done.returncode == 4
    assert "第 1 组" in done.stderr


def test_init_without_an_account_or_a_password_is_a_usage_fault(tmp_path: Path) -> None:
    assert process(tmp_path / "d", "init", "--office", "局", PASSWORD="p").returncode == 2
    assert process(tmp_path / "d", "init", "--office", "局", "--account", "w").returncode == 2
    assert not (tmp_path / "d").exists()


def test_an_account_is_added_with_its_rights_and_changes_its_own_password(office: Office) -> None:
    office.environment["PETITION_DESK_NEW_PASSWORD"] = "first"
    office.run("account", "add", "赵警官", "--right", "see-sealed", "--right", "export-full")
    office.account, office.password = "", "first"
    office.environment["PETITION_DESK_NEW_PASSWORD"] = "second"
    office.run("account", "password", "赵警官")
    office.account, office.password = "赵警官", "second"
    office.run("verify")


def test_rights_and_names_are_checked(office: Office) -> None:
    office.environment["PETITION_DESK_NEW_PASSWORD"] = "x"
    assert (
        "没有名为“fly”的权限" in office.run("account", "add", "a", "--right", "fly", code=2).stderr
    )
    assert "已有" in office.run("account", "add", COLLEAGUE, code=2).stderr
    office.account = COLLEAGUE
    assert "管理" in office.run("account", "add", "a", code=3).stderr


def test_a_setting_is_written_and_a_bad_one_named(office: Office) -> None:
    assert (
        "0100-5550100" in office.run("settings", "set", "office.query_phone", "0100-5550100").stderr
    )
    assert "office.fone" in office.run("settings", "set", "office.fone", "1", code=2).stderr
    assert "第三十四条" in office.run("settings", "set", "rule.handle.length", "90", code=3).stderr
    assert "自动锁定" in office.run("settings", "set", "desk.lock_minutes", "0", code=4).stderr


@pytest.mark.parametrize("group", ["account", "settings", "calendar"])
def test_a_group_without_its_verb_shows_its_help(office: Office, group: str) -> None:
    result = office.run(group, code=2)
    assert "Usage" in result.stdout + result.stderr or "命令" in result.stdout + result.stderr
