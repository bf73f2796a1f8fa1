"""An open database for the tests that need one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from petition_desk.storage.unit_of_work import Database
from tests.storage.samples import new_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = new_database(tmp_path / "office")
    yield opened
    opened.close()
