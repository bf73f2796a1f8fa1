"""The default categories."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from petition_desk.domain.categories import (
    CATEGORIES,
    SEPARATOR,
    Category,
    category_words,
    find_category,
)


def every_path(categories: tuple[Category, ...], start: str = "") -> Iterator[str]:
    for category in categories:
        path = f"{start}{category.name}"
        yield path
        yield from every_path(category.parts, f"{path}{SEPARATOR}")


def test_every_path_leads_to_its_category_and_stands_once() -> None:
    paths = list(every_path(CATEGORIES))
    assert len(paths) == len(set(paths))
    for path in paths:
        found = find_category(path)
        assert found is not None
        assert found.name == path.split(SEPARATOR)[-1]


def test_there_are_three_levels_at_most() -> None:
    assert max(path.count(SEPARATOR) for path in every_path(CATEGORIES)) == 2


@pytest.mark.parametrize("path", ["没有", "申诉/没有", "表扬/没有/没有"])
def test_a_path_that_is_none_leads_nowhere(path: str) -> None:
    assert find_category(path) is None


def test_no_path_at_all_is_the_whole_tree() -> None:
    root = find_category("")
    assert root is not None
    assert root.parts == CATEGORIES


def test_a_path_is_read_with_arrows() -> None:
    assert category_words("投诉举报/接处警/不出警、出警慢") == "投诉举报 › 接处警 › 不出警、出警慢"
