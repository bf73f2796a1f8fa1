"""The self-test tests the program, and would notice."""

from __future__ import annotations

from pathlib import Path

import pytest

from petition_desk.clock import FixedClock
from petition_desk.documents.letters import LETTER_KINDS
from petition_desk.errors import InputError
from petition_desk.services import exports, self_test
from tests.desks import TODAY

CLOCK = FixedClock.on(TODAY)


def test_every_part_passes_on_this_machine(tmp_path: Path) -> None:
    lines = self_test.self_test(tmp_path, CLOCK)
    assert [line for line in lines if not line.is_ok] == []
    assert all(line.detail for line in lines)


def test_every_kind_of_letter_is_tried() -> None:
    assert self_test.kinds_tried() == {kind.id for kind in LETTER_KINDS}


def test_a_part_that_does_not_work_is_named_and_the_rest_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise InputError("工作簿", "写不出来")

    monkeypatch.setattr(exports, "export_ledger", fail)
    lines = self_test.self_test(tmp_path, CLOCK)
    assert [(line.name, line.detail) for line in lines if not line.is_ok] == [
        ("导出工作簿", "工作簿：写不出来。")
    ]
    assert lines[-1].is_ok
