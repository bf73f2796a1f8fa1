"""The rules for tests are rules only if breaking them is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).with_name("conftest.py")


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("import logging; logging.getLogger('x').warning('disk slow')", "x WARNING: disk slow"),
        ("import socket; socket.create_connection(('localhost', 9))", "network connection"),
        ("import warnings; warnings.warn('old call', DeprecationWarning)", "old call"),
    ],
)
def test_a_test_that_breaks_a_rule_fails(
    pytester: pytest.Pytester, body: str, complaint: str
) -> None:
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makepyfile(f"def test_it():\n    {body}\n")
    result = pytester.runpytest_subprocess("-p", "no:randomly", "-W", "error")
    result.stdout.fnmatch_lines([f"*{complaint}*"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_test_about_the_log_may_log(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makepyfile(
        "import logging\n"
        "def test_it(caplog):\n"
        "    logging.getLogger('x').warning('disk slow')\n"
        "    assert caplog.messages == ['disk slow']\n"
    )
    result = pytester.runpytest_subprocess("-p", "no:randomly")
    assert result.ret == pytest.ExitCode.OK
