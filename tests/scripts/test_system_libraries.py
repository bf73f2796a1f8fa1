"""Set-up finds what the system lacks by looking for it, and takes no rights it was not given."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from scripts import system_libraries

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux needs system packages"
)

PRESENT, ABSENT = ("libc.so.6", "libc6"), ("libpetition-none.so.9", "libpetition-none9")


@pytest.fixture(autouse=True)
def _short_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "WINDOW_LIBRARIES", (PRESENT, ABSENT))
    monkeypatch.setattr(system_libraries, "TEST_COMMANDS", (("no-such-command", "none-tools"),))


def test_only_what_is_absent_is_named() -> None:
    assert system_libraries.missing_packages("run") == ["libpetition-none9"]


def test_the_tests_need_what_running_needs_and_their_own_tools() -> None:
    assert system_libraries.missing_packages("test") == ["libpetition-none9", "none-tools"]


def test_without_rights_the_one_command_is_named_and_nothing_is_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system_libraries, "install", lambda packages: pytest.fail("it installed"))
    assert system_libraries.main(["run"]) == 1
    told = capsys.readouterr().err
    assert told.count("apt-get install") == 1
    assert "libpetition-none9" in told


def test_where_nothing_is_absent_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_libraries, "WINDOW_LIBRARIES", (PRESENT,))
    assert system_libraries.main(["run"]) == 0
    assert capsys.readouterr() == ("", "")


def test_an_unknown_purpose_is_a_fault_of_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert system_libraries.main(["dance"]) == 2
    assert "run|test|proof" in capsys.readouterr().err
