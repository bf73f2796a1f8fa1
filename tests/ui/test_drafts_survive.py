"""A draft that was said to be kept survives the end of the process in any form."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from petition_desk.services import intake
from petition_desk.services.desk import Desk
from tests import desks
from tests.package_source import ROOT


@pytest.mark.slow
def test_what_was_kept_is_there_after_the_program_was_killed(desk: Desk) -> None:
    folder = desk.data_dir
    desk.close()
    command = [sys.executable, "-m", "tests.ui.typing_child", str(folder)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdout is not None
        try:
            assert child.stdout.readline().strip() == b"kept"
        finally:
            child.kill()
    opened = desks.open_again(folder)
    try:
        kept = intake.drafts(opened)
    finally:
        opened.close()
    assert [draft.raw["summary"] for draft in kept] == ["反映民警到场迟缓"]
    assert not _is_readable("反映民警到场迟缓", folder)


def _is_readable(text: str, folder: Path) -> bool:
    return any(text.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())
