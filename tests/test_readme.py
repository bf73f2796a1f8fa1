"""What the documents point at is there, and both READMEs tell the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.package_source import ROOT

DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "licences").glob("*.md")]
)
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")
BLOCK = re.compile(r"^```.*?^```", re.M | re.S)


def links(path: Path) -> list[str]:
    """Return what a document points at inside the project."""
    return [to for to in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in to]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_link_is_dead(path: Path) -> None:
    assert [to for to in links(path) if not (path.parent / to).exists()] == []


def test_both_languages_show_the_same_pictures_and_documents() -> None:
    english, chinese = links(ROOT / "README.md"), links(ROOT / "README.zh-CN.md")
    assert set(english) - {"README.zh-CN.md"} == set(chinese) - {"README.md"}


def test_both_languages_give_the_same_set_up() -> None:
    first = [BLOCK.findall((ROOT / name).read_text(encoding="utf-8"))[1] for name in
             ("README.md", "README.zh-CN.md")]  # fmt: skip
    assert first[0] == first[1]
    assert "--require-hashes" in first[0]
