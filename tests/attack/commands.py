"""The command line as a real process, on a real encrypted folder, on a day that stands still.

``python -m petition_desk`` asks the PC's clock; what is started here is the same program with the
clock of `tests.desks` in its place, so that a test means the same on every day it is run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from click.testing import CliRunner

from petition_desk.bootstrap import Start
from petition_desk.cli.program import program
from petition_desk.clock import FixedClock
from petition_desk.services import casework, maintenance
from petition_desk.services.desk import Desk
from tests import desks

ROOT: Final = Path(__file__).resolve().parents[2]
SAMPLE: Final = ROOT / "tests" / "data" / "公安信访系统导出_2026年1-10月.xlsx"

_PROGRAM: Final = """
import sys
from datetime import date
from pathlib import Path
import petition_desk.bootstrap as bootstrap
from petition_desk.cli.program import program
from petition_desk.clock import FixedClock
bootstrap.LOCK_WAIT_SECONDS = float(sys.argv.pop(1))
day = date.fromisoformat(sys.argv.pop(1))
program.main(prog_name="petition-desk", obj=bootstrap.Start(Path(), clock=FixedClock.on(day)))
"""

#: Runs before the program and leaves it so many bytes a file may grow to.
LIMITED: Final = """
import resource, sys
limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
"""


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401  JSON is any of its types
        """Return what stands on standard output, which must be JSON and nothing else."""
        return json.loads(self.out)


@dataclass
class Office:
    """A data folder and the processes that are started on it."""

    data: Path
    account: str = desks.OFFICER
    password: str = desks.PASSWORD
    today: date = desks.TODAY
    lock_wait: float = 0.2
    prefix: Sequence[str] = ()
    environment: dict[str, str] = field(default_factory=dict)

    def command(self, *arguments: str | Path, before: str = "", first: str = "") -> list[str]:
        """Return the argument list of a command; ``before`` is run ahead of the program."""
        said = [first] if first else []
        said += [str(self.lock_wait), self.today.isoformat(), "--data", str(self.data)]
        account = ["--account", self.account] if self.account else []
        script = [sys.executable, "-W", "error", "-c", before + _PROGRAM]
        return [*self.prefix, *script, *said, *account, *map(str, arguments)]

    def variables(self) -> dict[str, str]:
        """Return the environment of a command: passwords stand in it, never among arguments."""
        given = {"PETITION_DESK_PASSWORD": self.password, "PYTHONUTF8": "1"}
        return {**os.environ, **given, **self.environment}

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Start a command and return the running process."""
        return subprocess.Popen(
            self.command(*arguments),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=self.variables(),
            encoding="utf-8",
        )

    def run(self, *arguments: str | Path, code: int = 0, before: str = "", first: str = "") -> Done:
        """Run a command and see that it ends with ``code``, in sentences."""
        ended = subprocess.run(
            self.command(*arguments, before=before, first=first),
            capture_output=True,
            cwd=ROOT,
            env=self.variables(),
            encoding="utf-8",
        )
        done = Done(ended.returncode, ended.stdout, ended.stderr)
        assert done.code == code, f"{arguments}: {done}"
        assert "Traceback" not in done.err, done.err
        return done

    def here(self, *arguments: str | Path, code: int | None = 0) -> Done:
        """Run a command in this process: the same program, twenty times as quick to start.

        It is to end with ``code``, or with any where that is None.
        """
        named = ["--data", str(self.data), "--account", self.account, *map(str, arguments)]
        start = Start(self.data, clock=FixedClock.on(self.today))
        given = {"PETITION_DESK_PASSWORD": self.password, **self.environment}
        ended = CliRunner().invoke(program, named, obj=start, env=given)
        if not isinstance(ended.exception, SystemExit | None):
            raise ended.exception
        done = Done(ended.exit_code, ended.stdout, ended.stderr)
        assert code in (done.code, None), f"{arguments}: {done}"
        return done

    def form(self, data: object, name: str = "form.json") -> Path:
        """Write a file to register from; bytes and text go in as they are."""
        path = self.data.parent / name
        if isinstance(data, bytes):
            path.write_bytes(data)
        else:
            text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
            path.write_text(text, encoding="utf-8")
        return path

    def register(self, **facts: object) -> str:
        """Register a case by the command line and return its number."""
        return self.run("register", self.form(desks.registration(**facts))).out.strip()

    @contextmanager
    def desk(self, account: str = desks.OFFICER) -> Iterator[Desk]:
        """Open the folder in this process."""
        opened = desks.open_again(self.data, today=self.today, account=account)
        try:
            yield opened
        finally:
            opened.close()

    def entries(self) -> int:
        """Return how many journal entries there are, after seeing that the chain holds."""
        with self.desk() as desk:
            report = maintenance.verify(desk)
        assert report.is_sound, report.reason
        return report.entries

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """See that nothing at all was written meanwhile."""
        before = self.entries()
        yield
        assert self.entries() == before
        left = {path.name for path in self.data.iterdir() if path.suffix == ".part"}
        assert left == set()


def accepted(desk: Desk, number: str, on: date | None = None) -> None:
    """Record the acceptance that a notice of acceptance tells of."""
    values = {
        "pathway": "31-6",
        "unit": "城关派出所",
        "handler": "赵警官",
        "handler_phone": "0771-1112222",
    }
    casework.record_step(desk, number, "accepted", values, on=on)
