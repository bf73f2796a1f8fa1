"""A wheel built from the tree carries everything that ships, and works without the tree."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.package_source import ROOT

PROBE = """
import sys
sys.path.insert(0, sys.argv[1])
import petition_desk
from petition_desk.paths import resource
print(petition_desk.__file__)
print(resource("law"))
"""
SELF_TEST = """
import sys
sys.path.insert(0, sys.argv[1])
from petition_desk.cli.program import program
program.main(["self-test"], prog_name="petition-desk")
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contents of a freshly built wheel, as an installation would lay them out."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_carries_every_resource_byte_for_byte(unpacked: Path) -> None:
    shipped = {
        path.relative_to(ROOT / "resources"): path.read_bytes()
        for path in (ROOT / "resources").rglob("*")
        if path.is_file()
    }
    installed = unpacked / "petition_desk" / "resources"
    carried = {
        path.relative_to(installed): path.read_bytes()
        for path in installed.rglob("*")
        if path.is_file()
    }
    assert carried == shipped


def test_the_wheel_carries_nothing_but_the_package(unpacked: Path) -> None:
    names = {path.name for path in unpacked.iterdir()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"petition_desk"}


def run_without_tree(script: str, unpacked: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script on the unpacked wheel, far from the source tree."""
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", script, str(unpacked)],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )


def test_an_unpacked_wheel_finds_its_own_resources(unpacked: Path, tmp_path: Path) -> None:
    result = run_without_tree(PROBE, unpacked, tmp_path)
    package, law = (Path(line) for line in result.stdout.splitlines())
    assert package == unpacked / "petition_desk" / "__init__.py"
    assert law == unpacked / "petition_desk" / "resources" / "law"


@pytest.mark.slow
def test_an_unpacked_wheel_passes_the_self_test(unpacked: Path, tmp_path: Path) -> None:
    result = run_without_tree(SELF_TEST, unpacked, tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    lines = result.stdout.splitlines()
    assert len(lines) >= 10
    assert all(line.startswith("通过") for line in lines)
