"""The decisions: one number each, none missing, all in the list under their own title."""

from __future__ import annotations

import re

from tests.package_source import ROOT

FOLDER = ROOT / "docs" / "decisions"
TITLES = {
    path.name: re.sub(r"^# \d{4} [·–] ", "", path.read_text(encoding="utf-8").splitlines()[0])
    for path in sorted(FOLDER.glob("[0-9]*.md"))
}


def test_numbers_run_from_one_without_gap_or_double() -> None:
    assert [int(name[:4]) for name in TITLES] == list(range(1, len(TITLES) + 1))


def test_every_file_bears_its_own_number() -> None:
    for name in TITLES:
        first_line = (FOLDER / name).read_text(encoding="utf-8").splitlines()[0]
        assert first_line.startswith(f"# {name[:4]} "), name


def test_the_list_names_every_decision_by_its_title() -> None:
    rows = re.findall(
        r"^\| \[(\d{4})\]\(([^)]+)\) \| (.+) \|$",
        (FOLDER / "README.md").read_text(encoding="utf-8"),
        re.M,
    )
    assert {file: title for _, file, title in rows} == TITLES
    assert all(file.startswith(number) for number, file, _ in rows)
