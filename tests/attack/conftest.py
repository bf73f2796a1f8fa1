"""An office of its own for every test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import desks
from tests.attack.commands import Office


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desks.make_template(tmp_path_factory.mktemp("attacked") / "data")


@pytest.fixture
def office(template: Path, tmp_path: Path) -> Office:
    data = tmp_path / "data"
    shutil.copytree(template, data)
    return Office(data)
