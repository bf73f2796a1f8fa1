"""The frame of the command line: verbs, help, usage faults, encodings, quick start."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from petition_desk.bootstrap import Start
from petition_desk.cli import main, window_options
from petition_desk.cli.program import VERBS, program
from petition_desk.clock import Clock
from petition_desk.errors import UsageError
from tests.cli.conftest import Office
from tests.desks import COLLEAGUE, OFFICER, PASSWORD

DESIGNED = (
    "init", "account", "settings", "demo", "register", "step", "show", "due", "why", "letter",
    "export", "import", "calendar", "backup", "restore", "verify", "self-test",
)  # fmt: skip


def test_every_verb_of_the_design_is_there_and_loads() -> None:
    assert set(DESIGNED) <= set(VERBS)
    for name, verb in VERBS.items():
        command = verb.load()
        assert isinstance(command, click.Command)
        assert command.name == name
        assert verb.summary


def test_help_lists_every_verb_with_its_line() -> None:
    result = CliRunner().invoke(program, ["--help"])
    assert result.exit_code == 0
    for name, verb in VERBS.items():
        assert name in result.stdout
        assert verb.summary in result.stdout


@pytest.mark.parametrize("verb", DESIGNED)
def test_every_verb_has_its_own_help(verb: str) -> None:
    result = CliRunner().invoke(program, [verb, "--help"])
    assert result.exit_code == 0
    assert result.stdout


def test_help_loads_no_window_no_database_and_no_paper() -> None:
    code = (
        "import sys\nfrom petition_desk.cli.program import program\n"
        "try:\n    program.main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'PySide6', 'sqlalchemy', 'alembic', 'reportlab', 'openpyxl', 'pypinyin'}\n"
        "sys.stderr.write(','.join(sorted(heavy & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert done.stderr == ""
    assert "self-test" in done.stdout


def test_a_verb_of_the_desk_loads_no_window_and_no_migrations(office: Office) -> None:
    code = (
        "import sys\nfrom petition_desk.cli.program import program\n"
        f"try:\n    program.main(['--data', {str(office.data)!r}, 'due'])\n"
        "except SystemExit:\n    pass\n"
        "heavy = {'PySide6', 'alembic', 'openpyxl', 'pypinyin'}\n"
        "sys.stderr.write(','.join(sorted(heavy & set(sys.modules))))"
    )
    environment = {"PETITION_DESK_PASSWORD": PASSWORD, "PETITION_DESK_ACCOUNT": OFFICER}
    done = run_python("-c", code, environment=environment)
    assert done.stderr == ""


def run_python(
    *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["dance"], "没有名为“dance”的命令"),
        (["show"], "缺少 NO"),
        (["due", "--days", "soon"], "--days"),
        (["due", "--colour"], "没有选项 --colour"),
        (["why", "handle", "--from", "yesterday"], "“yesterday”不是日期"),
        (["export", "a.xlsx", "--colour", "b.xlsx"], "没有选项 --colour"),
    ],
)
def test_a_wrong_command_line_ends_with_2_and_a_chinese_sentence(
    office: Office, arguments: list[str], said: str
) -> None:
    result = office.run(*arguments, code=2)
    assert said in result.stderr
    assert result.stdout == ""


def test_json_goes_to_standard_output_on_a_usage_fault_too(office: Office) -> None:
    told = office.json("show", code=2)
    assert told["exit"] == 2
    assert "NO" in told["error"]


def test_a_wrong_password_and_missing_data_end_with_5(office: Office, tmp_path: Path) -> None:
    office.password = "wrong"
    assert "口令不对" in office.run("verify", code=5).stderr
    elsewhere = Office(tmp_path / "nowhere")
    assert "没有数据" in elsewhere.run("verify", code=5).stderr


def test_data_in_use_ends_with_5_naming_who_holds_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from petition_desk import bootstrap
    from tests.desks import open_again

    monkeypatch.setattr(bootstrap, "LOCK_WAIT_SECONDS", 0.0)
    holder = open_again(office.data)
    try:
        assert OFFICER in office.run("verify", code=5).stderr
    finally:
        holder.close()


def test_no_password_is_a_usage_fault_that_says_how_to_give_one(office: Office) -> None:
    office.password = ""
    said = office.run("verify", code=2).stderr
    assert "--password-file" in said
    assert "PETITION_DESK_PASSWORD" in said


def test_a_password_file_is_read_without_its_line_end(office: Office, tmp_path: Path) -> None:
    office.password = "wrong"
    path = tmp_path / "password.txt"
    path.write_text(f"\ufeff{PASSWORD}\r\n", encoding="utf-8")
    office.run("--password-file", path, "verify")
    assert "口令文件" in office.run("--password-file", tmp_path / "none", "verify", code=5).stderr


def test_several_accounts_have_to_be_named(office: Office) -> None:
    office.account = ""
    said = office.run("verify", code=2).stderr
    assert OFFICER in said
    assert COLLEAGUE in said


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ([], {}),
        (["--data", "d"], {"--data": "d"}),
        (["--data=d", "--account", "w"], {"--data": "d", "--account": "w"}),
        (["--data", "d", "due"], None),
        (["due"], None),
        (["--help"], None),
        (["--data"], None),
        (["--json"], None),
    ],
)
def test_a_command_line_of_the_window_is_known_without_its_parser(
    given: list[str], options: dict[str, str] | None
) -> None:
    assert window_options(given) == options


def test_the_window_loads_no_command_line() -> None:
    code = (
        "import sys\nimport petition_desk.cli\n"
        "sys.stderr.write(','.join(sorted({'click', 'petition_desk.domain'} & set(sys.modules))))"
    )
    assert run_python("-c", code).stderr == ""


def test_the_console_script_opens_the_window_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, str, Clock]] = []

    def run(data_dir: Path, account: str, clock: Clock) -> int:
        opened.append((data_dir, account, clock))
        return 3

    monkeypatch.setattr("petition_desk.ui.app.run", run)
    monkeypatch.setattr("sys.argv", ["petition-desk", "--account", "wang"])
    monkeypatch.setenv("PETITION_DESK_DATA", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 3
    assert opened[0][:2] == (tmp_path, "wang")


def test_without_a_verb_the_window_opens_on_that_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, str, Clock]] = []

    def run(data_dir: Path, account: str, clock: Clock) -> int:
        opened.append((data_dir, account, clock))
        return 7

    monkeypatch.setattr("petition_desk.ui.app.run", run)
    result = CliRunner().invoke(program, ["--data", str(tmp_path), "--account", "wang"])
    assert result.exit_code == 7
    assert opened[0][:2] == (tmp_path, "wang")


def test_a_password_is_never_part_of_what_is_shown(tmp_path: Path) -> None:
    start = Start(tmp_path, environment={"PETITION_DESK_PASSWORD": "hush"})
    assert "hush" not in repr(start)
    assert start.password() == "hush"


def test_the_first_password_may_be_given_either_way(tmp_path: Path) -> None:
    def first(**environment: str) -> str:
        return Start(tmp_path, environment=environment).first_password()

    assert first(PETITION_DESK_NEW_PASSWORD="new") == "new"
    assert first(PETITION_DESK_PASSWORD="old", PETITION_DESK_NEW_PASSWORD="new") == "old"
    with pytest.raises(UsageError):
        first()


def test_a_console_of_another_code_page_gets_whole_utf8(office: Office) -> None:
    environment = {
        "PETITION_DESK_PASSWORD": PASSWORD,
        "PETITION_DESK_ACCOUNT": OFFICER,
        "PYTHONIOENCODING": "gbk",
        "PYTHONUTF8": "0",
    }
    form = office.form({"summary": "㛃䶮𬱖"})
    data = ("-m", "petition_desk", "--data", str(office.data))
    done = run_python(*data, "register", str(form), environment=environment)
    assert done.returncode == 4
    assert "received_on" in done.stderr
    done = run_python(*data, "show", "XF2026-0099", "--json", environment=environment)
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"] == "没有编号为 XF2026-0099 的信访件。"
    assert done.stderr.strip() == "没有编号为 XF2026-0099 的信访件。"
