from __future__ import annotations

from pathlib import Path

import pytest

from petition_desk.exchange.cells import CellValue
from petition_desk.exchange.field_kinds import ColumnKind
from petition_desk.exchange.headers import find_header
from petition_desk.exchange.mapping import (
    FormatError,
    load_format,
    never_read_words,
    normal_header,
    official_format,
)
from tests.exchange.books import HEADERS

Rows = list[tuple[int, tuple[CellValue, ...]]]


def numbered(*rows: tuple[CellValue, ...]) -> Rows:
    return list(enumerate(rows, 1))


def test_the_official_export_is_recognised_column_by_column() -> None:
    mapping = find_header(numbered(HEADERS), official_format())
    assert mapping is not None
    assert mapping.header_row == 1
    assert mapping.headers == HEADERS
    assert mapping.skipped == ("异常动态",)
    assert mapping.unknown == ()
    assert [mapping.rules[i].header for i in range(28) if i != 12] == [
        header for header in HEADERS if header != "异常动态"
    ]
    assert [rule.field for rule in mapping.rules.values()] == [
        "official_letter_no",
        "petitioner.name",
        "petitioner.id_number",
        "petitioner.phone",
        "petitioner.address",
        "content",
        "official.registered_at",
        "official.due_on",
        "official.status",
        "channel",
        "petitioned_on",
        "problem_place",
        "problem_on",
        "people_count",
        "demands",
        "category",
        "official.registering_unit",
        "official.archive_no",
        "official.forwarded_to",
        "official.handling_way",
        "handling_unit",
        "official.closing_status",
        "official.responsible_unit",
        "closed_on",
        "official_matter_no",
        "official.police_branch",
        "purpose",
    ]


@pytest.mark.parametrize(
    "spelling",
    [
        "信访目的(登记单位)",
        "信访目的（登记单位）",
        " 信访 目的\n（登记单位）",
        "信访目的\r\n(登记单位)",
        "*信访目的（登记单位）：",
        "信访目的",
    ],
)
def test_a_header_is_known_in_every_spelling(spelling: str) -> None:
    header = tuple(spelling if h == "信访目的(登记单位)" else h for h in HEADERS)
    mapping = find_header(numbered(header), official_format())
    assert mapping is not None
    assert mapping.rules[27].field == "purpose"
    assert mapping.headers[27] == " ".join(spelling.split())


def test_columns_in_another_order_are_found_by_name() -> None:
    mapping = find_header(numbered(tuple(reversed(HEADERS))), official_format())
    assert mapping is not None
    assert mapping.rules[27].field == "official_letter_no"
    assert mapping.rules[0].field == "purpose"


def test_a_title_above_the_header_is_kept_as_the_title() -> None:
    rows = numbered(("2026年信访件列表", ""), ("填报单位：信访接待室", "日期：10月"), HEADERS)
    mapping = find_header(rows, official_format())
    assert mapping is not None
    assert mapping.header_row == 3
    assert mapping.title == "2026年信访件列表"


@pytest.mark.parametrize(
    "header",
    [
        "是否扬言",
        "重点人员",
        "重点人",
        "稳 控 措施",
        "稳控责任人",
        "缠访闹访情况",
        "行踪轨迹",
        "息诉罢访承诺",
        "风险等级",
        "赴京 次数",
        "人员动态",
        "异常动态（本月）",
    ],
)
def test_columns_about_the_person_are_skipped_and_named(header: str) -> None:
    mapping = find_header(numbered((*HEADERS, header)), official_format())
    assert mapping is not None
    assert mapping.skipped == ("异常动态", header)
    assert 28 not in mapping.rules


def test_a_format_cannot_bring_back_a_column_that_is_never_read(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        'format = 1\nid = "own"\ntitle = "自定"\n[[column]]\nheader = "稳控措施"\n'
        'field = "remark"\nkind = "text"\n[[column]]\nheader = "姓名"\nfield = "petitioner.name"\n'
        'kind = "name"\n',
        encoding="utf-8",
    )
    mapping = find_header(numbered(("稳控措施", "姓名")), load_format(path))
    assert mapping is not None
    assert mapping.skipped == ("稳控措施",)
    assert list(mapping.rules) == [1]


def test_unknown_headers_and_a_second_column_of_one_field_are_named() -> None:
    header = (*HEADERS, "领导批示摘要", "姓名", "", "信访人姓名")
    mapping = find_header(numbered(header), official_format())
    assert mapping is not None
    assert mapping.unknown == ("领导批示摘要",)
    assert mapping.repeated == ("姓名", "信访人姓名")
    assert mapping.rules[1].field == "petitioner.name"


def test_a_sheet_without_what_is_needed_has_no_header() -> None:
    assert find_header(numbered(("编号", "金额"), ("1", "2")), official_format()) is None
    without_name = tuple(header for header in HEADERS if header != "姓名")
    assert find_header(numbered(without_name), official_format()) is None


def test_no_word_of_the_official_export_but_one_is_skipped() -> None:
    words = never_read_words()
    columns = official_format().columns
    assert not [c.header for c in columns if any(w in normal_header(c.header) for w in words)]


def test_every_word_of_the_sample_has_a_meaning() -> None:
    values = official_format().values
    assert {values["channel"][w] for w in ("来访", "网上信访", "来信", "电话信访")} == {
        "来访",
        "网上",
        "来信",
        "来电",
    }
    assert values["purpose"]["求决"] == values["purpose"]["申诉"] == "申诉求决"
    assert values["purpose"]["意见建议"] == "建议意见"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("format = 2\n", "format"),
        ("not toml", "全文"),
        ('format = 1\ntitle = "x"\ncolumn = []\n', "id"),
        ('format = 1\nid = "x"\ntitle = "x"\n', "column"),
        (
            'format = 1\nid = "x"\ntitle = "x"\n[[column]]\nheader = "甲"\nfield = "a"\n'
            'kind = "picture"\n',
            "甲.kind",
        ),
        (
            'format = 1\nid = "x"\ntitle = "x"\ncolumn = []\n[values.channel]\n"飞鸽" = "鸽子"\n',
            "values.channel.飞鸽",
        ),
    ],
)
def test_a_wrong_format_file_is_refused_by_file_and_key(
    tmp_path: Path, text: str, key: str
) -> None:
    path = tmp_path / "格式.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        load_format(path)
    assert (caught.value.file_name, caught.value.key) == ("格式.toml", key)
    assert caught.value.exit_code == 4


def test_every_kind_of_column_is_used_by_the_official_export_or_known() -> None:
    assert {column.kind for column in official_format().columns} == set(ColumnKind)
