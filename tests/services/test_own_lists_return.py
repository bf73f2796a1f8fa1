"""Every list of ours comes back without changing anything, out of a room filled by imports."""

from __future__ import annotations

from pathlib import Path

import pytest

from petition_desk.services import exports
from petition_desk.services.desk import Desk
from petition_desk.services.exports import ExportKind, ExportOrder
from petition_desk.services.imports import run_import
from tests.exchange.books import SAMPLE as OFFICIAL
from tests.package_source import ROOT

HAND_KEPT = ROOT / "tests" / "data" / "信访台账_2025年_手工.xlsx"


@pytest.fixture
def filled(desk: Desk) -> Desk:
    for path in (HAND_KEPT, OFFICIAL):
        assert run_import(desk, path)
    return desk


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("is_full", [False, True])
@pytest.mark.parametrize("kind", [ExportKind.LEDGER, ExportKind.OFFICIAL])
def test_what_was_imported_goes_out_and_comes_back_unchanged(
    filled: Desk, tmp_path: Path, kind: ExportKind, is_full: bool, ending: str
) -> None:
    """Masked names make several rows of one day and text alike; each is still its own case."""
    path = tmp_path / f"a.{ending}"
    order = ExportOrder(kind=kind, is_full=is_full, purpose="核对", is_plain=is_full)
    done = exports.export_list(filled, path, order)
    report = run_import(filled, path)
    assert done is not None
    assert report is not None
    assert (report.rows, report.unchanged) == (done.rows, done.rows) == (430, 430)
    assert (report.new, report.changed, report.rejected) == (0, 0, 0)
