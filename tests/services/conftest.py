"""A desk of one's own for every test of the use-cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from petition_desk.services.desk import Desk
from tests import desks


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desks.make_template(tmp_path_factory.mktemp("template") / "data")


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Iterator[Desk]:
    opened = desks.open_copy(template, tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def reopen(desk: Desk) -> Iterator[Callable[..., Desk]]:
    """Close the desk and open the same folder on another day, or in another account's hands."""
    opened: list[Desk] = [desk]

    def again(*, today: date = desks.TODAY, account: str = desks.OFFICER) -> Desk:
        opened[-1].close()
        opened.append(desks.open_again(desk.data_dir, today=today, account=account))
        return opened[-1]

    yield again
    if opened[-1] is not desk:
        opened[-1].close()
