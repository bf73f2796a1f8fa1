from __future__ import annotations

import pytest

from petition_desk.exchange.cells import CellValue
from petition_desk.exchange.headers import best_header, find_header, signatures
from petition_desk.exchange.mapping import SheetMapping, hand_kept_format, official_format

Row = tuple[CellValue, ...]


def mapped(*rows: Row) -> SheetMapping:
    mapping = find_header(list(enumerate(rows, 1)), hand_kept_format())
    assert mapping is not None
    return mapping


def fields(mapping: SheetMapping) -> dict[str, str]:
    return {mapping.headers[index]: rule.field for index, rule in mapping.rules.items()}


def test_a_head_reaches_over_its_names_and_no_further() -> None:
    top = ("登记日期", "信访人基本情况", None, "人数", "反映事项", None, "备注")
    below = (None, "姓名", "住 址", None, "主要内容", "诉求", None)
    mapping = mapped(("2025年台账",), top, below)
    assert (mapping.header_row, mapping.title) == (3, "2025年台账")
    assert fields(mapping) == {
        "登记日期": "registered_on",
        "信访人基本情况/姓名": "petitioner.name",
        "信访人基本情况/住 址": "petitioner.address",
        "人数": "people_count",
        "反映事项/主要内容": "content",
        "反映事项/诉求": "demands",
        "备注": "remark",
    }


@pytest.mark.parametrize("group", ["承办人", "被反映人", "接访领导", "经办人情况"])
def test_a_name_or_telephone_of_somebody_else_is_not_the_petitioners(group: str) -> None:
    top = ("登记日期", group, None, "信访人", None, "主要内容")
    below = (None, "姓名", "联系电话", "姓名", "联系电话", None)
    mapping = mapped(top, below)
    assert mapping.header_of("petitioner.name") == "信访人/姓名"
    assert mapping.header_of("petitioner.phone") == "信访人/联系电话"
    assert mapping.unknown == (f"{group}/姓名", f"{group}/联系电话")


@pytest.mark.parametrize(
    "above", [("某某县公安局台账",), ("填报单位：信访室", "填报日期：2025年3月"), (None, None)]
)
def test_a_title_above_a_header_of_one_row_is_no_part_of_it(above: Row) -> None:
    mapping = mapped(above, ("登记日期", "姓名", "主要内容"), ("2025.3.7", "王伟", "姓名"))
    assert mapping.headers == ("登记日期", "姓名", "主要内容")
    assert mapping.header_row == 2


def test_a_head_that_is_itself_a_column_elsewhere_still_stands_over_its_names() -> None:
    mapping = mapped(("登记日期", "姓名", "反映事项"), (None, None, "主要内容"))
    assert mapping.header_row == 2
    assert mapping.headers[2] == "反映事项/主要内容"


def test_two_days_in_one_column_are_neither() -> None:
    header = ("登记日期", "姓名", "主要内容", "受理日期/办结日期")
    assert mapped(header).unknown == ("受理日期/办结日期",)


def test_the_format_that_knows_more_columns_is_taken() -> None:
    header = ("信访日期", "姓名", "信访内容")
    formats = (official_format(), hand_kept_format())
    found = best_header([(1, header)], formats)
    assert found is not None
    assert found[0].id == "official-export"
    found = best_header([(1, (*header, "受理日期", "满意度"))], formats)
    assert found is not None
    assert found[0].id == "hand-kept"


def test_the_signature_of_a_header_is_that_of_its_sheet_of_faulty_rows() -> None:
    pair = [(1, ("甲", "信访人", None, "稳控")), (2, (None, "姓 名", "住址", None))]
    sent_back = [(1, ("甲", "信访人/姓名", "信访人/住址", "不能导入的原因", "原行号"))]
    assert signatures(sent_back)[0] in signatures(pair)
