"""Masking shows what may be shown and never a character more."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.domain.masking import (
    is_masked,
    mask_address,
    mask_id,
    mask_ids,
    mask_name,
    mask_phone,
    mask_text,
    surname,
)

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
DIGITS = "0123456789"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张**"),
        ("张", "张**"),
        ("", ""),
        ("  ", ""),
        ("欧阳杰", "欧阳**"),
        ("尉迟恭", "尉迟**"),
        ("司马相如", "司马**"),
        ("上官婉儿", "上官**"),
        ("诸葛亮", "诸葛**"),
        ("爱新觉罗溥仪", "爱新觉罗**"),
        ("欧阳", "欧**"),
        ("贺兰英", "贺**"),
        ("𬱖某某", "𬱖**"),
        ("张　三", "张**"),
        ("买买提·吐尔逊", "买**"),
        ("John Smith", "J**"),
        ("张三等5人", "张**等5人"),
        ("欧阳杰等 12 名业主", "欧阳**等12名业主"),
        ("张三、李四", "张**、李**"),
        ("张三，欧阳杰", "张**，欧阳**"),
        ("某某县河东建材有限公司", "某某**有限公司"),
        ("河东股份有限公司", "河东**股份有限公司"),
        ("城关村村民委员会", "城关**委员会"),
        ("张**", "张**"),
        ("欧阳**", "欧阳**"),
        ("张三*", "张**"),
    ],
)
def test_a_name_shows_its_surname(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@given(name=st.text(HAN, min_size=2, max_size=4))
def test_a_given_name_never_shows(name: str) -> None:
    shown = mask_name(name)
    assert shown == f"{surname(name)}**"
    assert len(surname(name)) < len(name)
    assert mask_name(shown) == shown
    assert is_masked(shown)


@given(names=st.lists(st.text(HAN, min_size=2, max_size=4), min_size=1, max_size=4))
def test_no_more_than_one_surname_a_name_shows(names: list[str]) -> None:
    hidden = "、".join(names)
    shown = mask_name(hidden)
    allowed = sum(len(surname(name)) for name in names)
    if not re.search("公司|厂|中心|会|店|校|院|所|社|部|场|园|处|室|学|行", hidden):
        assert len(re.sub(r"[*、]", "", shown)) <= allowed


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("110101196804161233", "110101********1233"),
        ("11010119680416123X", "110101********123X"),
        ("110101680416123", "110101*****6123"),
        ("E12345678", "E1*****78"),
        ("1234567", "*******"),
        ("", ""),
    ],
)
def test_an_id_number_shows_region_and_last_four(number: str, shown: str) -> None:
    assert mask_id(number) == shown


@given(number=st.text("0123456789X", max_size=24))
def test_an_id_number_never_shows_its_birth_date(number: str) -> None:
    shown = mask_id(number)
    assert len(shown) == len(number)
    assert mask_id(shown) == shown
    if len(number) >= 15:
        assert shown[6:-4] == "*" * (len(number) - 10)
    else:
        assert len(shown.replace("*", "")) <= 4


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13812345678", "138****5678"),
        ("138 1234 5678", "138****5678"),
        ("+86 138-1234-5678", "138****5678"),
        ("0774-1234567", "0774-*****67"),
        ("010-12345678", "010-******78"),
        ("021 87654321", "021-******21"),
        ("1234567", "*****67"),
        ("1385566213", "********13"),
        ("13812345678、010-12345678", "138****5678、010-******78"),
        ("110", "***"),
        ("无", ""),
        ("", ""),
        ("138****5678", "138****5678"),
    ],
)
def test_a_telephone_number_shows_its_ends(number: str, shown: str) -> None:
    assert mask_phone(number) == shown


@given(number=st.text(DIGITS, min_size=1, max_size=13))
def test_a_telephone_number_always_hides_its_middle(number: str) -> None:
    shown = mask_phone(number)
    digits = re.sub(r"\D", "", shown)
    assert len(digits) <= 7
    assert len(number) < 5 or "***" in shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("某某县城关镇1号", "某某县城关镇**"),
        ("某某县城关镇", "某某县城关镇"),
        ("某某县东门街道李家湾7组107号", "某某县东门街道**"),
        ("某某县城关街道办事处幸福路1号", "某某县城关街道办事处**"),
        ("某某县白石乡下坪村35组78号", "某某县白石乡**"),
        ("城关镇东门村3组", "城关镇**"),
        ("某某县城关镇菜市场2号", "某某县城关镇**"),
        ("广西壮族自治区玉林市博白县博白镇人民中路023号", "广西壮族自治区玉林市博白县博白镇**"),
        ("北京市朝阳区建国路88号院中镇大厦3号楼", "北京市朝阳区**"),
        ("某某县红旗超市旁", "某某县**"),
        ("某某县阳光小区3栋2单元", "某某县**"),
        ("江西省景德镇市珠山区新村街道5号", "江西省景德镇市珠山区**"),
        ("镇江市句容市宝华镇仙林社区3号", "镇江市句容市宝华镇**"),
        ("河南省新乡市红旗区文化街道9号", "河南省新乡市红旗区文化街道**"),
        ("浙江省台州市路桥区金清镇某村1号", "浙江省台州市路桥区金清镇**"),
        ("四川省乐山市市中区海棠街道12号", "四川省乐山市市中区海棠街道**"),
        ("内蒙古自治区锡林郭勒盟某旗某苏木某嘎查", "内蒙古自治区锡林郭勒盟某旗某苏木**"),
        ("东乡族自治县某乡", "东乡族自治县某乡"),
        ("阳光小区3栋", "**"),
        ("幸福路3号", "**"),
        ("", ""),
    ],
)
def test_an_address_shows_its_town_at_most(address: str, shown: str) -> None:
    assert mask_address(address) == shown


PLACES = st.sampled_from(["某某县", "江西省景德镇市珠山区", "某某市河东区", ""])
TOWNS = st.sampled_from(["城关镇", "白石乡", "东门街道", ""])
HOUSES = st.sampled_from(
    ["李家湾7组107号", "幸福路12号", "阳光小区3栋", "下坪村35组", "乡政府旁3号", "镇南路5号"]
)


@given(place=PLACES, town=TOWNS, house=HOUSES)
def test_nothing_behind_the_town_shows(place: str, town: str, house: str) -> None:
    shown = mask_address(place + town + house)
    assert not re.search(r"\d", shown)
    assert shown.endswith("**")
    if town:
        assert shown == f"{place}{town}**"


@given(address=st.text(st.one_of(HAN, st.sampled_from("省市县区镇乡村路号1234")), max_size=30))
def test_no_figure_of_an_address_shows(address: str) -> None:
    assert not re.search(r"\d", mask_address(address))


@pytest.mark.parametrize(
    "text", ["张**", "138****5678", "110101********1233", "张＊＊", "XXX", "×××", "某某县城关镇**"]
)
def test_a_masked_text_is_known_as_such(text: str) -> None:
    assert is_masked(text)


@pytest.mark.parametrize("text", ["张三", "11010519491231002X", "13812345678", "", "X", "AXX路"])
def test_a_plain_text_is_not_taken_for_masked(text: str) -> None:
    assert not is_masked(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证110101196804161233。", "身份证110101********1233。"),
        ("ID110101 19680416 123X", "ID110101********123X"),
        ("旧证110101680416123", "旧证110101*****6123"),
        ("电话138 1234 5678和0774-1234567", "电话138****5678和0774-*****67"),
        ("138 1234 5678 139 1234 5678", "138****5678 139****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("2026年11月20日，罚款100000元，X1234号", "2026年11月20日，罚款100000元，X1234号"),
        ("XF2026-0001", "XF2026-0001"),
        ("信访件G4509260000071", "信访件G4509260000071"),
        ("", ""),
    ],
)
def test_numbers_in_a_text_are_masked(text: str, shown: str) -> None:
    assert mask_text(text) == shown


def test_id_numbers_alone_are_masked_for_who_may_telephone() -> None:
    assert mask_ids("身份证110105194912310021，电话13812345678") == (
        "身份证110105********0021，电话13812345678"
    )


def test_the_names_of_the_matter_are_masked_in_a_text() -> None:
    text = "张三丰与张三、欧阳杰争执，张三报警"
    assert mask_text(text, ["张三", "张三丰", "欧阳杰", "", "张"]) == (
        "张**与张**、欧阳**争执，张**报警"
    )


@given(
    before=st.text(HAN, max_size=5),
    number=st.from_regex(r"1[3-9][0-9]{9}|[1-9][0-9]{16}[0-9X]", fullmatch=True),
    after=st.text(HAN, max_size=5),
)
def test_no_whole_number_is_left_in_a_text(before: str, number: str, after: str) -> None:
    shown = mask_text(before + number + after)
    assert number not in shown
    assert "****" in shown
    assert mask_text(shown) == shown
