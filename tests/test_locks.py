"""The lock files: every package pinned with hashes, no address, both files telling the same."""

from __future__ import annotations

import re

import pytest

from tests.package_source import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")


def entries(lock: str) -> dict[str, str]:
    """Return the pinned versions and hashes of one lock, by package."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {line.partition("==")[0]: line.partition("==")[2] for line in lines}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_one_version_and_hashes(lock: str) -> None:
    packages = entries(lock)
    assert len(packages) > 20
    for name, rest in packages.items():
        assert re.fullmatch(r"[a-z0-9-]+", name), name
        assert re.match(r"[0-9][^ ]*\s", rest), name
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", rest), name


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_is_committed(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"://|--index|--extra-index|--find-links|--trusted-host", text) == []


def test_what_is_tested_is_what_is_installed() -> None:
    run_time, tested = (entries(lock) for lock in LOCKS)
    assert {name: tested.get(name) for name in run_time} == run_time
