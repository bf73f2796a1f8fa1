"""What holds for every test: silent, offline, alone with its own folders, in random order.

* A log record of level WARNING or above fails the test, as a Qt message does (``pyproject.toml``).
  A test that is *about* what is logged takes the fixture ``caplog`` and looks at it itself.
* A network connection raises: the program makes none, so no test may need one.
* The data folder and the environment of whoever runs the tests are out of reach.

``QT_QPA_PLATFORM=xcb python -m pytest tests/ui`` shows the windows on a real screen.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

# Before anything imports Qt: it reads this once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings

# The same examples in every run, so that a red test stays red; `make proof` searches further.
settings.register_profile("test", derandomize=True, deadline=None, database=None)
settings.register_profile("proof", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))


class _RecordKeeper(logging.Handler):
    """Keeps what was logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name} {record.levelname}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _silent_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning without having declared that it looks at the log."""
    keeper = _RecordKeeper()
    root = logging.getLogger()
    root.addHandler(keeper)
    yield
    root.removeHandler(keeper)
    if keeper.lines and "caplog" not in request.fixturenames:
        pytest.fail("unexpected log records:\n" + "\n".join(keeper.lines), pytrace=False)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every attempt to reach another machine an error."""

    def refuse(*args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401  stands in for any call
        raise AssertionError(f"a network connection was tried: {args[1:]}")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Point every default folder into the test's own, and forget the user's settings."""
    for name in [name for name in os.environ if name.startswith("PETITION_DESK_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "user"
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("LOCALAPPDATA", "APPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))
