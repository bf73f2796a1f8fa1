from __future__ import annotations

from pathlib import Path

import pytest

from petition_desk import paths
from petition_desk.errors import ResourceMissingError


def package_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the package believe that it lies in ``folder``."""
    package = folder / "petition_desk"
    package.mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", package)
    return package


def test_the_source_tree_has_its_resources_at_the_root() -> None:
    root = Path(__file__).resolve().parent.parent
    assert paths.resources_dir() == root / "resources"
    assert paths.resource("law").is_dir()


def test_an_installed_package_brings_its_resources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = package_at(tmp_path, monkeypatch)
    (package / "resources").mkdir()
    (package / "resources" / "note.txt").write_text("法", encoding="utf-8")
    assert paths.resource("note.txt").read_text(encoding="utf-8") == "法"


def test_a_strange_folder_beside_an_installed_package_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package_at(tmp_path, monkeypatch)
    (tmp_path / "resources").mkdir()
    with pytest.raises(ResourceMissingError, match="重新安装"):
        paths.resources_dir()


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(ResourceMissingError) as caught:
        paths.resource("law", "none.toml")
    assert caught.value.path.name == "none.toml"
    assert caught.value.exit_code == 5


def test_the_data_folder_is_the_users_own_and_is_not_created_by_asking(tmp_path: Path) -> None:
    folder = paths.data_dir()
    assert folder.is_relative_to(tmp_path)
    assert folder.name == "PetitionDesk"
    assert not folder.exists()
