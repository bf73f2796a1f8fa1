"""What one spreadsheet cell says of people: telephones, document numbers, names, addresses.

Pure functions, like those of `cells`. A cell covered by asterisks (张**, 138****5678) came out of
a masked list and carries no information: it is blank and marked so, and never a change.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from petition_desk.domain.identity import check_phone
from petition_desk.domain.masking import surname
from petition_desk.exchange.cells import (
    EXACT_LIMIT,
    LINE_END,
    MASKED,
    SPACES,
    Cell,
    CellValue,
    chinese_number,
    clean_text,
    is_nothing,
    uncontrolled,
    warning,
)


@dataclass(frozen=True, slots=True)
class PhoneNumbers:
    """The numbers of one cell.

    Attributes:
        mobile: The first mobile number, digits alone.
        telephone: Everything else, as written, several joined by 、.
    """

    mobile: str | None
    telephone: str | None


@dataclass(frozen=True, slots=True)
class WrittenNames:
    """Who a name cell speaks of.

    Attributes:
        names: The names written out, the first one first; empty where anonymous.
        is_anonymous: The cell says that no name was given.
        names_others: The cell says that there are more people than it names (等人).
        people_count: How many it says in all, where it says so (等3人).
    """

    names: tuple[str, ...]
    is_anonymous: bool = False
    names_others: bool = False
    people_count: int | None = None


_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−－ー", "-"))
_PHONE_BREAK: Final = re.compile(r"[/、,，;；|\n]+|\s{2,}")
_MOBILE: Final = re.compile(r"(?:\+?86)?(1\d{10})")


def parse_phone(raw: CellValue) -> Cell[PhoneNumbers]:
    """Read a telephone cell: dashes and blanks in mobiles go, ``13284158557.0`` is whole again.

    What is no telephone number is kept as written in ``telephone`` and named, because a wrong
    number never blocks and the officer may know what it means.
    """
    if isinstance(raw, float) and abs(raw) >= EXACT_LIMIT:
        return Cell(None, (warning("电话被存成了数字，位数不对，按空白处理"),))
    text, problems = uncontrolled(raw)
    text = unicodedata.normalize("NFKC", text.translate(_DASHES)).strip()
    if is_nothing(text):
        return Cell(None, problems)
    if MASKED.search(text):
        return Cell(None, problems, is_masked=True)
    mobile: str | None = None
    others: list[str] = []
    for part in filter(None, (piece.strip() for piece in _PHONE_BREAK.split(text))):
        bare = part.removesuffix(".0")
        found = _MOBILE.fullmatch(re.sub(r"[\s.-]", "", bare))
        if found and mobile is None:
            mobile = found.group(1)
            problems += tuple(map(warning, check_phone(mobile)))
            continue
        number = found.group(1) if found else SPACES.sub(" ", bare)
        others.append(number)
        problems += tuple(warning(f"{doubt}，照原样保留") for doubt in check_phone(number))
    if mobile is None and not others:
        return Cell(None, problems)
    return Cell(PhoneNumbers(mobile, "、".join(others) or None), problems)


_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?[eE]\+?(\d{2})")
LOST_ID_REASON: Final = "证件号码被表格存成了数字，后几位已丢失，无法恢复，按空白处理，请补填"


def parse_id_number(raw: CellValue) -> Cell[str]:
    """Read a document number as text: trimmed, plain digits, the check letter upper case.

    A number that Excel kept as a number has lost everything after its fifteenth digit; so has
    the text such a number leaves behind (``1.4E+17``, or eighteen digits that end in 000).
    Such a cell comes in blank and is named as lost. Whether the number is right is not asked
    here: that is the domain's question, and only ever a warning.
    """
    if isinstance(raw, (date, time, timedelta)):
        return Cell(None, (warning("证件号码处是一个日期，按空白处理"),))
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        if not abs(raw) < EXACT_LIMIT:  # also catches nan
            return Cell(None, (warning(LOST_ID_REASON),))
        if raw < 0 or raw != int(raw):
            return Cell(None, (warning("证件号码处是一个小数或负数，按空白处理"),))
        raw = str(int(raw))
    text, problems = uncontrolled(raw)
    text = SPACES.sub("", unicodedata.normalize("NFKC", text)).lstrip("'‘’`").upper()
    if is_nothing(text):
        return Cell(None, problems)
    if MASKED.search(text):
        return Cell(None, problems, is_masked=True)
    found = _SCIENTIFIC.fullmatch(text)
    if found and int(found.group(1)) >= 14:
        return Cell(None, (*problems, warning(LOST_ID_REASON)))
    return Cell(text, problems)


_ANONYMOUS: Final = re.compile(r"匿名(?:信|者|人|群众|信访人)?|[不未]具名|未署名|佚名|无名氏")
_AND_OTHERS: Final = re.compile(
    r"等\s*[共计]?\s*(?:(\d{1,6}|[一二两三四五六七八九十]{1,3})\s*[余多]?\s*[人名位]|[多数]?人|)$"
)
_NAME_BREAK: Final = re.compile(r"[、,，;；/\n]+")
_CJK: Final = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_SPACED_NAME: Final = re.compile(f"(?<={_CJK})\\s+(?={_CJK})")


def _one_name(text: str) -> tuple[str, bool]:
    """Return a name without the blanks that line it up, and whether it may be two names.

    王  伟 and 欧阳 静 are one name each; 张三 李四 keeps its blank, nobody can tell from here.
    """
    pieces = _SPACED_NAME.split(text.strip())
    if len(pieces) == 1:
        return SPACES.sub(" ", pieces[0]), False
    joined = "".join(pieces)
    is_spread = all(len(piece) == 1 for piece in pieces)
    is_pair = len(pieces) == 2 and (
        1 in map(len, pieces) or surname(joined) == pieces[0]  # a compound surname, whole
    )
    if is_spread or is_pair:
        return joined, False
    return " ".join(pieces), True


def parse_name(raw: CellValue) -> Cell[WrittenNames]:
    """Read who petitions: ``王  伟``, ``王伟等3人``, ``张三、李四``, ``匿名``.

    No compatibility folding here: a rare character of a name stays the one that was written.
    """
    if isinstance(raw, (int, float, date, time, timedelta)) and not isinstance(raw, bool):
        return Cell(None, (warning("姓名处不是文字，按空白处理"),))
    text, problems = uncontrolled(raw)
    text = LINE_END.sub("\n", text).strip()
    if is_nothing(text):
        return Cell(None, problems)
    if MASKED.search(text):
        return Cell(None, problems, is_masked=True)
    bare = SPACES.sub("", text).strip("()（）")
    if _ANONYMOUS.fullmatch(bare):
        return Cell(WrittenNames((), is_anonymous=True), problems)
    found = _AND_OTHERS.search(text)
    count: int | None = None
    if found and found.group() == "等" and found.start() == 1:
        found = None  # 王等 is rather a name than a surname and others
    if found:
        text = text[: found.start()]
        digits = found.group(1)
        if digits:
            count = int(digits) if digits.isdecimal() else chinese_number(digits)
    names: list[str] = []
    for part in filter(None, (piece.strip() for piece in _NAME_BREAK.split(text))):
        name, may_be_two = _one_name(part)
        names.append(name)
        if may_be_two:
            problems += (warning("姓名中间有空格，请核对是一人还是几人"),)
    if not names:
        return Cell(None, problems)
    if count is not None and count < len(names):
        problems += (warning(f"写明 {count} 人，列名却有 {len(names)} 人，请核对"),)
        count = None
    others = bool(found) and len(names) != count
    return Cell(WrittenNames(tuple(names), False, others, count), problems)


def parse_address(raw: CellValue) -> Cell[str]:
    """Read an address as one line; one with asterisks in it is masked."""
    cell = clean_text(raw)
    if cell.value is not None and MASKED.search(cell.value):
        return Cell(None, cell.problems, is_masked=True)
    return cell
