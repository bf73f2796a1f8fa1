"""The main job in a real window under Xvfb, by keyboard alone: from password to signature."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from petition_desk.clock import FixedClock
from petition_desk.domain.masking import is_masked
from petition_desk.domain.office import Unit
from petition_desk.domain.vocabulary import ClockState
from petition_desk.services import casework, settings
from petition_desk.services.desk import create_desk, open_desk
from tests import desks
from tests.package_source import ROOT
from tests.ui.main_job import PASSWORD

WORKBOOK = ROOT / "tests" / "data" / "公安信访系统导出_2026年1-10月.xlsx"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="Xvfb and xdotool are of X11"),
]


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of one's own, on the first number that is free."""
    missing = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
    assert not missing, f"make setup installs {missing}"
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        try:
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    desk, _ = create_desk(
        folder, "某某县公安局", desks.OFFICER, PASSWORD, FixedClock.on(desks.TODAY)
    )
    settings.save_unit(desk, Unit("治安管理大队", "赵警官", "0771-1112223"))
    desk.close()
    return folder


def test_a_visitor_is_registered_told_and_signs_without_the_mouse(
    display: str, data: Path, tmp_path: Path
) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    out = tmp_path / "out.xlsx"
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "CUPS_SERVER": str(tmp_path / "no-printers"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.main_job", data, pictures, WORKBOOK, out],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    written = [path.read_text(encoding="utf-8") for path in data.glob("log/*.log")]
    assert (done.returncode, written) == (0, []), done.stderr
    seen = json.loads(done.stdout)
    assert seen["platform"] == "xcb"
    assert seen["mouse"] == 0
    assert seen["faults"] == []
    assert seen["letter"] == "某公信告〔2026〕1号"
    assert seen["notice"].startswith("本机没有打印机，某公信告〔2026〕1号 已保存")
    assert {path.stem for path in pictures.iterdir()} >= {
        "import", "intake", "letter", "served", "ledger",
    }  # fmt: skip
    names = [row[1].value for row in load_workbook(out).active.iter_rows(min_row=2)]
    assert "欧阳**" in names
    assert all(is_masked(str(name)) for name in names if name)
    _assert_kept(data)


def _assert_kept(data: Path) -> None:
    desk = open_desk(data, desks.OFFICER, PASSWORD, FixedClock.on(desks.TODAY), wait_seconds=0)
    try:
        view = casework.show(desk, "XF2026-0261")
    finally:
        desk.close()
    assert view.case.main_petitioner is not None
    assert view.case.main_petitioner.name == "刘芳"
    assert [demand.text for demand in view.case.demands] == [
        "说明民警到场迟缓的原因",
        "对值班人员的答复态度作出说明",
    ]
    assert [letter.kind for letter in view.letters] == ["accept", "service"]
    kinds = [step.kind for step in view.steps]
    assert kinds.count("screened") >= 2
    assert {"accepted", "issued", "served"} <= set(kinds)
    clocks = {clock.rule.id: clock.state for clock in view.standing.clocks}
    assert clocks["notify-direct"] is ClockState.MET
    assert clocks["handle"] is ClockState.RUNNING
