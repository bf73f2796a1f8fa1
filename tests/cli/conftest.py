"""A data folder and the command line over it, in this process, on a day that stands still."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from petition_desk.bootstrap import Start
from petition_desk.cli.program import program
from petition_desk.clock import FixedClock
from tests import desks


@dataclass
class Office:
    """Runs commands on one data folder."""

    data: Path
    account: str = desks.OFFICER
    password: str = desks.PASSWORD
    today: date = desks.TODAY
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str | Path, code: int = 0) -> Result:
        """Run a command and see that it ends with ``code``."""
        result = CliRunner().invoke(
            program,
            ["--data", str(self.data), "--account", self.account, *map(str, arguments)],
            obj=Start(self.data, clock=FixedClock.on(self.today)),
            env={"PETITION_DESK_PASSWORD": self.password, **self.environment},
        )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, f"{result.exit_code}: {result.stdout}{result.stderr}"
        return result

    def json(self, *arguments: str | Path, code: int = 0) -> Any:  # noqa: ANN401  JSON is any of its types
        """Run a command with --json and return what it says."""
        return json.loads(self.run(*arguments, "--json", code=code).stdout)

    def register(self, **facts: object) -> str:
        """Register a case and return its number."""
        return self.run("register", self.form(desks.registration(**facts))).stdout.strip()

    def form(self, data: Mapping[str, object] | list[dict[str, object]] | str) -> Path:
        """Write a file to register from."""
        path = self.data.parent / "form.json"
        text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desks.make_template(tmp_path_factory.mktemp("template") / "data")


@pytest.fixture
def office(template: Path, tmp_path: Path) -> Office:
    data = tmp_path / "data"
    desks.open_copy(template, data).close()
    return Office(data)
