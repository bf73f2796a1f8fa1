"""What of a person may stand on screen, in lists and in what goes upward.

A name keeps its surname, an ID number its region and last four characters, a mobile number its
first three and last four digits, an address its town. Where a text does not have the expected
form less of it is shown, never more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from petition_desk.domain.identity import plain_phone

STARS: Final = "**"

#: Surnames of more than one character. A pair whose first character is a common surname of its
#: own (贺兰, 乐正, 宗政, 谷梁 …) is left out: of 贺兰英 one character shows, not two.
_SURNAME_WORDS: Final = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 "
    "澹台 皇甫 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 "
    "闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 宰父 拓跋 夹谷 轩辕 令狐 "
    "百里 呼延 东郭 南门 羊舌 微生 东门 西门 第五 纳兰 完颜 耶律 爱新觉罗 哥舒 "
    "斛律 淳于"
)
_COMPOUND_SURNAMES: Final = frozenset(_SURNAME_WORDS.split())
_LONGEST_SURNAME: Final = max(map(len, _COMPOUND_SURNAMES))
_NAME_SEPARATORS = re.compile(r"([、，,；;/]+)")
_NUMBER_SEPARATORS = re.compile(r"([、，,；;/]+)")
_JOINT = re.compile(r"(.+?)(等\s*\d+\s*[人名户].*)")
_ORGANISATION = re.compile(
    r"..+?(有限责任公司|股份有限公司|有限公司|公司|合作社|委员会|村委会|居委会|业委会|事务所|经营部|服务部|养殖场|"
    r"幼儿园|研究院|管理处|工作室|商店|饭店|酒店|宾馆|学校|中学|小学|大学|医院|协会|商会|中心|银行|支行|厂)"
)
_SHORTEST_ORGANISATION: Final = 5
_ORGANISATION_HEAD: Final = 2

_OLD_ID_LENGTH: Final = 15
_SHORTEST_DOCUMENT: Final = 8
_MOBILE_LENGTH: Final = 11

#: Cities and counties with the character of a town, village or road in their name (GB/T 2260).
_MISLEADING_PLACES = re.compile(
    r"景德镇|镇江|镇海|镇原|镇坪|镇宁|镇安|镇巴|镇平|镇康|镇明|镇沅|镇赉|镇远|镇雄|丰镇[县市]|北镇[县市满]|固镇县|"
    r"天镇县|清镇[县市]|新乡[县市地]|萍乡市|宁乡[县市]|桐乡[县市]|湘乡[县市]|肥乡[县区]|安乡县|平乡县|柏乡县|武乡县|"
    r"内乡县|西乡[县塘]|金乡县|乡城县|乡宁县|东乡[区县族]|周村区|孟村回|芳村区|马村区|路北区|路南[区彝]|路桥区|让胡路区"
)
_TOWN_CHARACTER = re.compile(r"[镇乡村路]")
_UNIT = r"[^省市县区旗\d]{1,12}?"
_COUNTY = re.compile(
    rf"(?:{_UNIT}(?:省|自治区|特别行政区))?(?:{_UNIT}(?:(?<![超菜门])市(?!场|部)|自治州|地区|盟))?"
    rf"(?:{_UNIT}(?:自治县|县|(?<![小社校])区|(?<![超菜门])市(?!场|部)|自治旗|旗))?"
)
_TOWN = re.compile(r"街道(?:办事处)?|镇|乡|苏木")
#: From here on an address tells the house: a number, a road, a village, an estate.
_HOUSE = re.compile(
    r"\d|[一二三四五六七八九十]+[号组队栋楼单幢]|路|街(?!道)|巷|弄|村|屯|社区|小区|大厦|公寓|花园"
)
_LONGEST_TOWN: Final = 8

_GAP = r"[ \-]?"
_ID = re.compile(
    rf"(?<!\d)(?:\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXxＸｘ]|\d{{14,}}[XxＸｘ]?)(?!\d)"
)
_MOBILE = re.compile(rf"(?<!\d)(?:\+?86{_GAP})?([1１][3-9３-９]\d{_GAP}\d{{4}}{_GAP}\d{{4}})(?!\d)")
_LANDLINE = re.compile(rf"(?<!\d)([0０]\d{{2,3}}{_GAP}\d{{7,8}})(?!\d)")
_MASK = re.compile(r"[*＊●]|[xX×]{3,}")


def is_masked(text: str) -> bool:
    """Say whether a text has been masked and so tells nothing (张**, 138****5678)."""
    return _MASK.search(text) is not None


def surname(name: str) -> str:
    """Return the surname of a Chinese name: its first character, or a compound surname whole.

    A name that is nothing but a compound surname is read as surname and given name.
    """
    for length in range(min(_LONGEST_SURNAME, len(name) - 1), 1, -1):
        if name[:length] in _COMPOUND_SURNAMES:
            return name[:length]
    return name[:1]


def mask_name(name: str) -> str:
    """Show the surname; of several names each, and 张三等5人 as 张**等5人.

    An organisation keeps its first two characters and what it is: 某某**有限公司.
    """
    if name.isascii():
        return _mask_one_name(name.strip())  # John Smith is one name, not two
    name = "".join(name.split())  # 张　三 is spaced out to the width of its neighbours
    if is_masked(name):
        return _mask_one_name(_MASK.split(name)[0] + STARS)
    if (joint := _JOINT.fullmatch(name)) is not None:
        return mask_name(joint[1]) + joint[2]
    organisation = _ORGANISATION.fullmatch(name)
    if organisation is not None and len(name) >= _SHORTEST_ORGANISATION:
        return f"{name[:_ORGANISATION_HEAD]}{STARS}{organisation[1]}"
    parts = _NAME_SEPARATORS.split(name)
    return "".join(part if index % 2 else _mask_one_name(part) for index, part in enumerate(parts))


def mask_id(number: str) -> str:
    """Show region and last four of an ID number: 110101********1233.

    Of another document (fewer than 15 characters) two and two show, of a short one nothing.
    """
    number = number.strip()
    if len(number) >= _OLD_ID_LENGTH:
        return _mask_middle(number, 6, 4)
    if len(number) >= _SHORTEST_DOCUMENT:
        return _mask_middle(number, 2, 2)
    return "*" * len(number)


def mask_phone(number: str) -> str:
    """Show first three and last four of a mobile number (138****5678); of several each.

    A landline keeps its area code and last two digits: 0774-*****67.
    """
    parts = _NUMBER_SEPARATORS.split(number.strip())
    return "".join(part if index % 2 else _mask_one_phone(part) for index, part in enumerate(parts))


def mask_address(address: str) -> str:
    """Show an address to its town, else to its county, else nothing: 某某县城关镇**."""
    address = address.strip()
    read = _MISLEADING_PLACES.sub(lambda place: _TOWN_CHARACTER.sub("○", place[0]), address)
    county = _COUNTY.match(read)
    shown = county.end() if county is not None else 0
    house = _HOUSE.search(read, shown)
    town = _TOWN.search(read, shown, house.start() if house is not None else len(read))
    if town is not None and town.start() - shown <= _LONGEST_TOWN:
        shown = town.end()
    return address if shown == len(address) else f"{address[:shown]}{STARS}"


def mask_text(text: str, names: Iterable[str] = ()) -> str:
    """Mask the ID and telephone numbers in a free text, and the names that are given.

    Args:
        text: A summary, a content, a remark.
        names: Names known to belong to the matter; a name of one character is left alone.
    """
    for name in sorted({name.strip() for name in names}, key=lambda name: (-len(name), name)):
        if len(name) > 1 and not is_masked(name):
            text = text.replace(name, mask_name(name))
    text = mask_ids(text)
    text = _MOBILE.sub(lambda found: mask_phone(found[1]), text)
    return _LANDLINE.sub(lambda found: mask_phone(found[1]), text)


def mask_ids(text: str) -> str:
    """Mask the ID numbers alone in a free text: for who may telephone the petitioner."""
    return _ID.sub(lambda found: mask_id(re.sub(r"[ \-]", "", found[0])), text)


def _mask_one_name(name: str) -> str:
    return f"{surname(name)}{STARS}" if name else ""


def _mask_middle(text: str, head: int, tail: int) -> str:
    return f"{text[:head]}{'*' * (len(text) - head - tail)}{text[-tail:]}"


def _mask_one_phone(number: str) -> str:
    digits = re.sub(r"[^\d*]", "", plain_phone(number))
    if digits.startswith("0"):
        # 010 and 02x have three digits, every other area code four.
        area = 3 if digits[1:2] in {"1", "2"} else 4
        rest = digits[area:]
        return (
            f"{digits[:area]}-{'*' * (len(rest) - 2)}{rest[-2:]}"
            if len(rest) > 4
            else ("*" * len(digits))
        )
    if len(digits) >= _MOBILE_LENGTH:
        return _mask_middle(digits, 3, 4)
    return "*" * (len(digits) - 2) + digits[-2:] if len(digits) > 4 else "*" * len(digits)
