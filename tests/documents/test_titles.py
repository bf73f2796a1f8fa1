"""Long titles part at their sense, into lines that fit and are much alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.documents.punctuation import NO_END, NO_START
from petition_desk.documents.titles import title_lines

ROOM = 20.1


def parted(title: str, room: float = ROOM) -> tuple[str, ...]:
    return title_lines(title, [1.0] * len(title), room)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("信访事项受理告知书", ("信访事项受理告知书",)),
        (
            "关于张某“反映车管所窗口服务态度生硬、解释不清”信访事项的处理意见书",
            ("关于张某“反映车管所窗口服务态度生硬、", "解释不清”信访事项的处理意见书"),
        ),
        (
            "关于李某“不服交通事故责任认定”信访事项的处理意见书",
            ("关于李某“不服交通事故责任认定”", "信访事项的处理意见书"),
        ),
        (
            "关于王某、赵某等12人“要求解决历史遗留临时人员待遇，补发工资，缴纳社会保险费”信访事项的处理意见书",
            (
                "关于王某、赵某等12人",
                "“要求解决历史遗留临时人员待遇，",
                "补发工资，缴纳社会保险费”",
                "信访事项的处理意见书",
            ),
        ),
    ],
)
def test_a_title_is_parted_where_a_reader_would_pause(title: str, lines: tuple[str, ...]) -> None:
    found = parted(title)
    assert "".join(found) == title
    assert found == lines


@given(st.text(st.sampled_from("信访事项处理意见书关于的“”《》，、公安局张三2026"), max_size=70))
def test_no_character_is_lost_and_no_line_is_too_wide(title: str) -> None:
    lines = parted(title)
    if not lines:
        return
    assert "".join(lines) == title
    assert all(len(line) <= ROOM for line in lines)
    assert not any(line[0] in NO_START for line in lines[1:])
    assert not any(line[-1] in NO_END for line in lines[:-1])
