"""Reading a citizen's ID number (GB 11643) and a telephone number: warnings, never a refusal.

An ID number is never a condition of a petition (《信访工作条例》第十九条). What is derived from it
helps the officer to read it back: sex, birth date, age and the region of its first issue.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Sex = Literal["男", "女"]

ID_LENGTH: Final = 18
OLD_ID_LENGTH: Final = 15
MOBILE_LENGTH: Final = 11
LONGEST_LANDLINE: Final = 8
OLDEST_BIRTH_YEAR: Final = 1890

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS: Final = "10X98765432"
#: 外国人永久居留身份证: nine, then province and country; its digits name no county.
_FOREIGNER = "9"
_NO_NAME_OF_ITS_OWN: Final = frozenset({"市辖区", "县", "直辖", "省直辖县级行政单位"})
_COUNTRY_CODE = re.compile(r"^(?:\+|00)86")
_LANDLINE = re.compile(r"(010|02\d|0[03-9]\d{2})?(\d{7,8})(?:(?:转|EXT\.?|X|#)(\d{1,6}))?")
_SERVICE_LINE = re.compile(r"[48]00\d{7}|1\d{2}|1\d{4}|9\d{4,5}")


@dataclass(frozen=True, slots=True)
class RegionName:
    """A name a code has had; years are inclusive, None where it is open."""

    name: str
    since: int | None = None
    until: int | None = None

    def distance(self, year: int) -> int:
        """Return how many years lie between `year` and the time of this name; 0 if inside."""
        if self.since is not None and year < self.since:
            return self.since - year
        if self.until is not None and year > self.until:
            return year - self.until
        return 0


@dataclass(frozen=True, slots=True)
class Regions:
    """The names of the region codes.

    Attributes:
        names: Code (2 digits a province, 6 else) → the names it has had.
    """

    names: Mapping[str, tuple[RegionName, ...]]

    def describe(self, code: str, year: int) -> str:
        """Name a six-digit code in full: 广西壮族自治区玉林市博白县; empty if it is unknown.

        Args:
            code: Six digits.
            year: The year of birth; of several names the one nearest to it is taken.
        """
        if code not in self.names:
            return ""
        parts: list[str] = []
        for part in (code[:2], f"{code[:4]}00", code):
            known = self.names.get(part)
            if known is None:
                continue
            name = min(known, key=lambda entry: entry.distance(year)).name
            if name not in parts and not self._is_heading(name, part):
                parts.append(name)
        return "".join(parts)

    @staticmethod
    def _is_heading(name: str, code: str) -> bool:
        # 110100 市辖区 is a heading of the table, not the name of a place.
        return code.endswith(("00", "01")) and (name in _NO_NAME_OF_ITS_OWN or "直辖" in name)


def parse_regions(text: str) -> Regions:
    """Read the lines `code <tab> name [<tab> since <tab> until]`.

    Raises:
        ValueError: A line has no name or a code that is none; the shipped file is damaged.
    """
    names: dict[str, tuple[RegionName, ...]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        code, name, since, until, *_ = (*line.split("\t"), "", "", "")
        if not code.isdecimal() or len(code) not in (2, 6) or not name:
            raise ValueError(f"line {number} of the region table is no region")
        entry = RegionName(name, int(since) if since else None, int(until) if until else None)
        names[code] = (*names.get(code, ()), entry)
    return Regions(names)


@dataclass(frozen=True, slots=True)
class IdCheck:
    """What an ID number says, and what is doubtful about it.

    Attributes:
        number: The number in its plain spelling (half width, no spaces, X large).
        warnings: What is doubtful, in the officer's words; empty if nothing is.
        sex: 男 or 女, None where it cannot be told.
        birth_on: Date of birth, None where it cannot be told.
        region: Province, city and county of first issue; empty where it cannot be told.
    """

    number: str
    warnings: tuple[str, ...] = ()
    sex: Sex | None = None
    birth_on: date | None = None
    region: str = ""

    def age_on(self, day: date) -> int | None:
        """Return the full years of age on a day; None where the birth date is not known."""
        if self.birth_on is None or day < self.birth_on:
            return None
        had_birthday = (day.month, day.day) >= (self.birth_on.month, self.birth_on.day)
        return day.year - self.birth_on.year - (not had_birthday)

    def summary_on(self, day: date) -> str:
        """Write 女 · 58 岁 for the form; empty where nothing can be told."""
        age = self.age_on(day)
        parts = (self.sex, f"{age} 岁" if age is not None else None)
        return " · ".join(part for part in parts if part)


def plain_id(text: str) -> str:
    """Return an ID number in its plain spelling: half width, no spaces or dashes, X large."""
    plain = unicodedata.normalize("NFKC", text).upper().replace("×", "X")
    return re.sub(r"[\s\-‐‑–—]", "", plain)


def eighteen_digits(text: str) -> str:
    """Return the 18-digit form of an ID number, so that both forms of one number are equal.

    A number that is not 15 digits comes back in its plain spelling.
    """
    number = plain_id(text)
    if len(number) != OLD_ID_LENGTH or not _is_ascii_digits(number):
        return number
    longer = f"{number[:6]}19{number[6:]}"
    return longer + check_character(longer)


def check_character(first_seventeen: str) -> str:
    """Return the check character of the first 17 digits (GB 11643, ISO 7064 MOD 11-2)."""
    total = sum(
        int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True)
    )
    return _CHECK_CHARACTERS[total % 11]


def check_id(text: str, regions: Regions | None = None, *, today: date | None = None) -> IdCheck:
    """Read an ID number and say what is doubtful about it; an empty one says nothing.

    Args:
        text: The number in any spelling.
        regions: Names of the region codes; without them the region is neither told nor doubted.
        today: The day; without it a birth in the future is not noticed.
    """
    number = plain_id(text)
    if not number:
        return IdCheck("")
    if "*" in number:
        return IdCheck(number, ("号码已被遮盖（含 *），没有完整号码",))
    if len(number) not in (OLD_ID_LENGTH, ID_LENGTH):
        return IdCheck(number, (f"应为 18 位，现为 {len(number)} 位",))
    body = number if len(number) == OLD_ID_LENGTH else number[:-1]
    if wrong := _odd_characters(body, number):
        return IdCheck(number, (f"含有不应有的字符：{wrong}",))
    return _read(number, regions, today)


def _odd_characters(body: str, number: str) -> str:
    odd = [character for character in body if not _is_ascii_digits(character)]
    if len(number) == ID_LENGTH and not (_is_ascii_digits(number[-1]) or number[-1] == "X"):
        odd.append(number[-1])
    return "".join(dict.fromkeys(odd))


def _read(number: str, regions: Regions | None, today: date | None) -> IdCheck:
    longer = eighteen_digits(number)
    birth = longer[6:14]
    birth_on = _date_of(birth)
    warnings: list[str] = []
    if birth_on is None:
        warnings.append(f"出生日期不存在：{birth[:4]}-{birth[4:6]}-{birth[6:]}")
    elif today is not None and birth_on > today:
        warnings.append(f"出生日期 {birth_on:%Y-%m-%d} 晚于今天")
    elif birth_on.year < OLDEST_BIRTH_YEAR:
        warnings.append(f"出生日期过早：{birth_on:%Y-%m-%d}")
    region = ""
    if regions is not None and not longer.startswith(_FOREIGNER):
        region = regions.describe(longer[:6], int(birth[:4]))
        if not region:
            warnings.append(f"前 6 位 {longer[:6]} 不是已知的地区代码")
    if len(number) == OLD_ID_LENGTH:
        warnings.append("15 位旧号码，没有校验码可核对")
    elif number[-1] != (expected := check_character(number[:-1])):
        warnings.append(f"校验码不对，应为 {expected}")
    sex: Sex = "男" if int(longer[16]) % 2 else "女"
    return IdCheck(number, tuple(warnings), sex, birth_on, region)


def _date_of(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def _is_ascii_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def plain_phone(text: str) -> str:
    """Return a telephone number without spaces, dashes, brackets and the country's code."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return _COUNTRY_CODE.sub("", re.sub(r"[\s\-‐‑–—()（）]", "", plain))


def check_mobile(text: str) -> tuple[str, ...]:
    """Say what is doubtful about a mobile number; an empty one says nothing."""
    number = plain_phone(text)
    if not number:
        return ()
    if "*" in number:
        return ("号码已被遮盖（含 *），没有完整号码",)
    odd = "".join(dict.fromkeys(c for c in number if not _is_ascii_digits(c)))
    if odd:
        return (f"手机号含有不应有的字符：{odd}",)
    if len(number) != MOBILE_LENGTH:
        return (f"手机号应为 11 位，现为 {len(number)} 位",)
    if not re.match(r"1[3-9]", number):
        return ("手机号应以 13 至 19 开头",)
    return ()


def check_phone(text: str) -> tuple[str, ...]:
    """Say what is doubtful about any telephone number: mobile, landline with or without area code.

    An empty one says nothing.
    """
    number = plain_phone(text)
    if not number or _SERVICE_LINE.fullmatch(number):
        return ()
    if number.startswith("1") and len(number) > LONGEST_LANDLINE:
        return check_mobile(number)
    if _LANDLINE.fullmatch(number) is None:
        return ("电话号码应为区号加 7 或 8 位号码，或者 11 位手机号",)
    return ()


def check_phones(numbers: Iterable[str]) -> tuple[str, ...]:
    """Say what is doubtful about several numbers, each told once."""
    return tuple(dict.fromkeys(said for number in numbers for said in check_phone(number)))
