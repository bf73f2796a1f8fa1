"""ID and telephone numbers: what is doubtful is said with its facts, and nothing is refused."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from petition_desk.domain.identity import (
    Regions,
    check_character,
    check_id,
    check_mobile,
    check_phone,
    check_phones,
    eighteen_digits,
    parse_regions,
    plain_id,
    plain_phone,
)

TODAY = date(2026, 11, 20)
BODIES = st.builds(
    lambda region, born, order: f"{region}{born:%Y%m%d}{order:03}",
    st.sampled_from(["110101", "450922", "510131", "429004", "650102", "810000"]),
    st.dates(date(1900, 1, 1), date(2026, 11, 20)),
    st.integers(0, 999),
)


def test_a_sound_number_tells_sex_birth_age_and_region(regions: Regions) -> None:
    check = check_id("11010519491231002X", regions, today=TODAY)
    assert check.warnings == ()
    assert (check.sex, check.birth_on, check.region) == ("女", date(1949, 12, 31), "北京市朝阳区")
    assert check.age_on(TODAY) == 76
    assert check.age_on(date(2026, 12, 31)) == 77
    assert check.age_on(date(1949, 12, 30)) is None
    assert check.summary_on(TODAY) == "女 · 76 岁"


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105-19491231-002X",
        "11010519491231002×",
    ],
)
def test_a_number_is_read_in_any_spelling(text: str) -> None:
    assert plain_id(text) == "11010519491231002X"
    assert check_id(text).warnings == ()


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("1101051949123100X", ("应为 18 位，现为 17 位",)),
        ("1101051949123100", ("应为 18 位，现为 16 位",)),
        ("1101051949123100222", ("应为 18 位，现为 19 位",)),
        ("110105194912310021", ("校验码不对，应为 X",)),
        ("11010119680416123X", ("校验码不对，应为 5",)),
        ("110105194913310026", ("出生日期不存在：1949-13-31", "校验码不对，应为 1")),
        ("11010519490229002X", ("出生日期不存在：1949-02-29", "校验码不对，应为 9")),
        ("110105202612310026", ("出生日期 2026-12-31 晚于今天", "校验码不对，应为 5")),
        ("110105180012310026", ("出生日期过早：1800-12-31", "校验码不对，应为 7")),
        ("11010A19491231002X", ("含有不应有的字符：A",)),
        ("1101051949123100XX", ("含有不应有的字符：X",)),
        ("11010519491231002Y", ("含有不应有的字符：Y",)),
        ("110105********002X", ("号码已被遮盖（含 *），没有完整号码",)),
        ("110105491231002", ("15 位旧号码，没有校验码可核对",)),
        ("11010549123100X", ("含有不应有的字符：X",)),
        ("", ()),
        ("   ", ()),
    ],
)
def test_what_is_doubtful_is_said_with_its_facts(text: str, warnings: tuple[str, ...]) -> None:
    assert check_id(text, today=TODAY).warnings == warnings


def test_an_unknown_region_is_doubted_only_where_the_names_are_at_hand(regions: Regions) -> None:
    body = "990105194912310" + "02"
    number = body + check_character(body)
    assert check_id(number).warnings == ()
    foreigner = check_id(number, regions)
    assert foreigner.warnings == ()  # nine begins the card of a foreigner: no county
    assert foreigner.region == ""
    body = "880105194912310" + "02"
    doubted = check_id(body + check_character(body), regions)
    assert doubted.warnings == ("前 6 位 880105 不是已知的地区代码",)


def test_an_empty_number_tells_nothing() -> None:
    check = check_id("")
    assert (check.sex, check.birth_on, check.region, check.summary_on(TODAY)) == (
        None,
        None,
        "",
        "",
    )


def test_the_old_form_tells_the_same_as_the_new(regions: Regions) -> None:
    old, new = (check_id(text, regions) for text in ("110105491231002", "11010519491231002X"))
    assert (old.sex, old.birth_on, old.region) == (new.sex, new.birth_on, new.region)
    assert eighteen_digits("110105491231002") == "11010519491231002X"
    assert eighteen_digits("E12345678") == "E12345678"


@given(body=BODIES)
def test_the_check_character_is_that_of_python_stdnum(body: str) -> None:
    assert check_character(body) == ric.calc_check_digit(body + "0")


@given(body=BODIES)
def test_a_number_is_doubted_exactly_where_python_stdnum_refuses_its_digits(body: str) -> None:
    number = body + check_character(body)
    check = check_id(number, today=TODAY)
    assert check.warnings == ()
    assert check.birth_on == ric.get_birth_date(number)
    assert check.sex == ("男" if int(number[16]) % 2 else "女")


@given(body=BODIES, place=st.integers(0, 16), shift=st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(body: str, place: int, shift: int) -> None:
    wrong = str((int(body[place]) + shift) % 10)
    number = body[:place] + wrong + body[place + 1 :] + check_character(body)
    assert check_id(number, today=TODAY).warnings != ()


@given(text=st.text(max_size=24))
def test_no_text_makes_the_check_fail(text: str) -> None:
    check = check_id(text, today=TODAY)
    assert check.number == plain_id(text)
    check_phone(text)
    check_mobile(text)


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("450923", 1990, "广西壮族自治区玉林市博白县"),
        ("110103", 1980, "北京市崇文区"),
        ("429004", 2000, "湖北省仙桃市"),
        ("500101", 2000, "重庆市万州区"),
        ("810000", 2000, "香港特别行政区"),
        ("830000", 2000, "台湾地区"),
        ("999999", 2000, ""),
    ],
)
def test_a_region_is_named_in_full(regions: Regions, code: str, year: int, name: str) -> None:
    assert regions.describe(code, year) == name


def test_a_region_that_changed_its_name_is_called_as_at_birth(regions: Regions) -> None:
    assert regions.describe("142200", 1981) == "山西省忻县地区"
    assert regions.describe("142200", 1990) == "山西省忻州地区"
    # Before the first name of a code its first name is nearest.
    assert regions.describe("110112", 1950) == "北京市通州区"


def test_every_county_of_python_stdnum_has_its_name(regions: Regions) -> None:
    table = loc_table()
    assert len(table) > 6_000
    unlike = [
        code
        for code, county in table.items()
        if not any(entry.name in county for entry in regions.names.get(code, ()))
        and not code.startswith(("81", "82"))
    ]
    assert unlike == []


def loc_table() -> dict[str, str]:
    found, province = {}, ""
    for line in files("stdnum").joinpath("cn", "loc.dat").read_text("utf-8").splitlines():
        if line[:2].isdecimal():
            province = line[:2]
        elif line.startswith(" ") and line.strip()[:4].isdecimal():
            code, _, name = line.strip().partition(" ")
            found[province + code] = name
    return found


@pytest.mark.parametrize("line", ["11", "1101\t北京市", "11010A\t东城区", "110101\t", ""])
def test_a_damaged_region_table_is_noticed(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        parse_regions(f"11\t北京市\n{line}\n")


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("13812345678", ()),
        ("138 1234 5678", ()),
        ("+86 138-1234-5678", ()),
        ("１３８１２３４５６７８", ()),
        ("", ()),
        ("1385566213", ("手机号应为 11 位，现为 10 位",)),
        ("138556621311", ("手机号应为 11 位，现为 12 位",)),
        ("12812345678", ("手机号应以 13 至 19 开头",)),
        ("23812345678", ("手机号应以 13 至 19 开头",)),
        ("1381234567O", ("手机号含有不应有的字符：O",)),
        ("138****5678", ("号码已被遮盖（含 *），没有完整号码",)),
    ],
)
def test_a_doubtful_mobile_number_is_said_to_be_so(text: str, warnings: tuple[str, ...]) -> None:
    assert check_mobile(text) == warnings


@pytest.mark.parametrize(
    "text",
    [
        "0774-1234567",
        "010-12345678",
        "(0774) 1234567",
        "2234567",
        "0774-1234567转801",
        "110",
        "12345",
        "400-123-4567",
        "95588",
        "13812345678",
        "",
        "0000-1234567",
    ],
)
def test_a_usual_telephone_number_is_not_doubted(text: str) -> None:
    assert check_phone(text) == ()


@pytest.mark.parametrize("text", ["0774-123456", "123456", "无", "0774-123456789"])
def test_an_unusual_telephone_number_is_doubted(text: str) -> None:
    assert check_phone(text) == ("电话号码应为区号加 7 或 8 位号码，或者 11 位手机号",)


def test_several_numbers_are_doubted_once() -> None:
    assert check_phones(["1385566213", "无", "没有", "0774-1234567"]) == (
        "手机号应为 11 位，现为 10 位",
        "电话号码应为区号加 7 或 8 位号码，或者 11 位手机号",
    )


def test_spellings_of_one_telephone_number_are_one() -> None:
    spellings = ["138 1234 5678", "+8613812345678", "0086-138-1234-5678", "１３８１２３４５６７８"]
    assert {plain_phone(text) for text in spellings} == {"13812345678"}
