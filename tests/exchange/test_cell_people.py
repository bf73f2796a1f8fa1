from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.exchange.cell_people import (
    LOST_ID_REASON,
    PhoneNumbers,
    WrittenNames,
    parse_address,
    parse_id_number,
    parse_name,
    parse_phone,
)
from petition_desk.exchange.cells import Cell, CellValue, Severity, plain_text
from tests.exchange.cell_values import CELLS, reasons, severities


@pytest.mark.parametrize(
    ("raw", "mobile", "telephone"),
    [
        ("13284158557", "13284158557", None),
        (13284158557, "13284158557", None),
        (13284158557.0, "13284158557", None),
        ("13284158557.0", "13284158557", None),
        ("159-0341-0205", "15903410205", None),
        ("159 0341 0205", "15903410205", None),
        ("+86 15903410205", "15903410205", None),
        ("159－0341－0205", "15903410205", None),
        ("0771-2234567", None, "0771-2234567"),
        ("0771—7654321", None, "0771-7654321"),
        ("13284158557/0771-5654321", "13284158557", "0771-5654321"),
        ("13284158557、15903410205", "13284158557", "15903410205"),
        ("0771-5654321；13284158557", "13284158557", "0771-5654321"),
        ("110", None, "110"),
    ],
)
def test_telephones_are_read_in_every_spelling(
    raw: CellValue, mobile: str | None, telephone: str | None
) -> None:
    assert parse_phone(raw) == Cell(PhoneNumbers(mobile, telephone))


def test_what_is_no_telephone_is_kept_and_named() -> None:
    cell = parse_phone("1328415855")
    assert cell.value == PhoneNumbers(None, "1328415855")
    assert reasons(cell) == ["手机号应为 11 位，现为 10 位，照原样保留"]
    assert parse_phone("13284158557（女儿）").value == PhoneNumbers(None, "13284158557(女儿)")


@pytest.mark.parametrize("raw", ["138****5678", "0771-****567", "****"])
def test_a_covered_telephone_says_nothing(raw: str) -> None:
    assert parse_phone(raw) == Cell(None, is_masked=True)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("11010519491231002X", "11010519491231002X"),
        (" 51013119940905943x", "51013119940905943X"),
        ("450922197810217141\u3000", "450922197810217141"),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
        ("110105 19491231 002x", "11010519491231002X"),
        ("'11010519491231002X", "11010519491231002X"),
        (110105491231002.0, "110105491231002"),
        ("E12345678", "E12345678"),
    ],
)
def test_an_id_number_is_text_in_its_plain_spelling(raw: CellValue, number: str) -> None:
    assert parse_id_number(raw) == Cell(number)


@pytest.mark.parametrize(
    "raw",
    [
        1.40100195005091e17,
        140100195005091000,
        1e15,
        float("inf"),
        float("nan"),
        "1.40100195005091E+17",
        "1.401e17",
    ],
)
def test_an_id_number_that_was_a_number_is_named_as_lost_and_blank(raw: CellValue) -> None:
    cell = parse_id_number(raw)
    assert cell.value is None
    assert reasons(cell) == [LOST_ID_REASON]
    assert severities([cell]) == {Severity.WARNING}


def test_a_covered_id_number_says_nothing() -> None:
    assert parse_id_number("110101********1233") == Cell(None, is_masked=True)


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("王伟", WrittenNames(("王伟",))),
        ("王  伟", WrittenNames(("王伟",))),
        ("王\u3000伟", WrittenNames(("王伟",))),
        ("欧阳 静", WrittenNames(("欧阳静",))),
        ("欧阳 子涵", WrittenNames(("欧阳子涵",))),
        ("王 小 明", WrittenNames(("王小明",))),
        ("陈䶮", WrittenNames(("陈䶮",))),
        ("𬱖 㛃", WrittenNames(("𬱖㛃",))),
        ("买买提·吐尔逊", WrittenNames(("买买提·吐尔逊",))),
        ("John  Smith", WrittenNames(("John Smith",))),
        ("王  伟等3人", WrittenNames(("王伟",), False, True, 3)),
        ("王伟等三人", WrittenNames(("王伟",), False, True, 3)),
        ("王伟等 12 人", WrittenNames(("王伟",), False, True, 12)),
        ("曾强等人", WrittenNames(("曾强",), False, True)),
        ("王等", WrittenNames(("王等",))),
        ("覃静等", WrittenNames(("覃静",), False, True)),
        ("张三、李四", WrittenNames(("张三", "李四"))),
        ("张三，李四等5人", WrittenNames(("张三", "李四"), False, True, 5)),
        ("张三、李四等2人", WrittenNames(("张三", "李四"), False, False, 2)),
        ("张三\n李四", WrittenNames(("张三", "李四"))),
        ("匿名", WrittenNames((), is_anonymous=True)),
        ("（匿名）", WrittenNames((), is_anonymous=True)),
        ("匿 名 信", WrittenNames((), is_anonymous=True)),
        ("未具名", WrittenNames((), is_anonymous=True)),
    ],
)
def test_names_are_read_as_written(raw: str, names: WrittenNames) -> None:
    assert parse_name(raw) == Cell(names)


def test_two_full_names_beside_each_other_are_left_and_asked_about() -> None:
    cell = parse_name("张三丰 李四光")
    assert cell.value == WrittenNames(("张三丰 李四光",))
    assert reasons(cell) == ["姓名中间有空格，请核对是一人还是几人"]


def test_a_number_smaller_than_the_names_is_not_believed() -> None:
    cell = parse_name("张三、李四、王五等2人")
    assert cell.value == WrittenNames(("张三", "李四", "王五"), False, True)
    assert reasons(cell) == ["写明 2 人，列名却有 3 人，请核对"]


@pytest.mark.parametrize("raw", ["张**", "欧阳**", "张*", "王＊＊"])
def test_a_covered_name_says_nothing(raw: str) -> None:
    assert parse_name(raw) == Cell(None, is_masked=True)


@pytest.mark.parametrize("raw", ["", None, "—", "无", "、", "等", "等3人"])
def test_a_cell_that_names_nobody_is_blank(raw: CellValue) -> None:
    assert parse_name(raw) == Cell(None)


def test_a_name_cell_with_a_number_is_named() -> None:
    assert reasons(parse_name(13284158557.0)) == ["姓名处不是文字，按空白处理"]


def test_an_address_covered_below_its_town_says_nothing() -> None:
    assert parse_address("某某县城关镇**") == Cell(None, is_masked=True)
    assert parse_address("某某县城关镇  1号") == Cell("某某县城关镇 1号")


@given(CELLS)
def test_no_cell_makes_reading_people_fail_and_nobody_is_invented(raw: CellValue) -> None:
    written = set(plain_text(raw))
    name = parse_name(raw)
    if name.value is not None:
        assert set("".join(name.value.names)) <= written | {" "}
    number = parse_id_number(raw)
    assert number.value is None or not number.value.isspace()
    phone = parse_phone(raw)
    if phone.value is not None and phone.value.mobile:
        assert len(phone.value.mobile) == 11
        assert phone.value.mobile.isdecimal()
    parse_address(raw)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_every_mobile_reads_back_from_every_spelling(mobile: str) -> None:
    spaced = f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}"
    for raw in (mobile, int(mobile), float(mobile), spaced, spaced.replace(" ", "-")):
        assert parse_phone(raw) == Cell(PhoneNumbers(mobile, None))


@given(st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True))
def test_an_id_number_kept_as_text_loses_nothing_and_kept_as_a_number_everything(
    number: str,
) -> None:
    assert parse_id_number(f" {number.lower()} ").value == number
    if number.isdecimal():
        assert parse_id_number(float(number)).value is None
