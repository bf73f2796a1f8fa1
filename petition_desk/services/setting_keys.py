"""Every setting there is: its key, what the officer calls it, what it may hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from petition_desk.domain.numbering import LetterNumberPattern
from petition_desk.domain.office_rules import ID_PREFIX
from petition_desk.domain.rules import RuleBook
from petition_desk.errors import InputError, LawRefusalError, UnknownNameError

LONGEST_TEXT = 200
LONGEST_RULE = 3_650
MOST_LOCK_MINUTES = 240
MOST_NOTICE_DAYS = 180
MOST_ATTACHMENT = 200


@dataclass(frozen=True, slots=True)
class SettingKey:
    """One setting.

    Attributes:
        check: Says what is wrong with a value, or nothing; an empty value unsets and is not asked.
        is_personal: Of the one who sits there; all others are the administrator's.
        moves_dates: Whether stored deadlines have to be worked out anew.
        is_needed: Whether it may not be unset.
    """

    key: str
    label: str
    check: Callable[[str], str] = lambda _: ""
    is_personal: bool = False
    moves_dates: bool = False
    is_needed: bool = False

    def refuse_unfit(self, value: str) -> None:
        """Refuse a value that does not fit.

        Raises:
            InputError: naming the setting and the reason (exit 4).
        """
        reason = ""
        if self.is_needed and not value:
            reason = "必须填写"
        elif len(value) > LONGEST_TEXT and self.key != "first_contacts":
            reason = f"不超过 {LONGEST_TEXT} 字"
        elif any(not sign.isprintable() and sign != "\n" for sign in value):
            reason = "含有不可见的字符"
        elif value:
            reason = self.check(value)
        if reason:
            raise InputError(self.label, reason)


def _one_of(*words: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        return "" if value in words else f"应为 {'、'.join(words)} 之一，现为“{value}”"

    return check


def _whole(least: int, most: int) -> Callable[[str], str]:
    def check(value: str) -> str:
        is_whole = value.isascii() and value.isdigit() and least <= int(value) <= most
        return "" if is_whole else f"应为 {least} 至 {most} 的整数，现为“{value}”"

    return check


def _number_pattern(value: str) -> str:
    try:
        pattern = LetterNumberPattern(value)
    except InputError as fault:
        return fault.reason
    return "" if pattern.tells_kinds_apart else "应有 {字}，否则两种文书的文号会相同"


def _folder(value: str) -> str:
    return "" if Path(value).is_absolute() else "应为完整的文件夹路径"


def _body(key: str, name: str) -> tuple[SettingKey, ...]:
    parts = (("name", "名称"), ("address", "地址"), ("phone", "电话"))
    return tuple(SettingKey(f"{key}.{part}", f"{name}{label}") for part, label in parts)


SETTING_KEYS: tuple[SettingKey, ...] = (
    SettingKey("office.name", "单位名称", is_needed=True),
    SettingKey("office.code", "机关代字"),
    SettingKey("office.query_phone", "查询电话"),
    SettingKey("office.reception_address", "接待地址"),
    *_body("office.review_body", "复查机关"),
    *_body("office.reconsideration_body", "行政复议机关"),
    SettingKey("letters.number_pattern", "文号格式", _number_pattern),
    SettingKey("letters.fonts", "文书字体", _one_of("pc", "bundled")),
    SettingKey("desk.lock_minutes", "自动锁定分钟", _whole(1, MOST_LOCK_MINUTES), is_personal=True),
    SettingKey("backup.second_folder", "第二备份文件夹", _folder),
    SettingKey("first_contacts", "首接人"),
    SettingKey("service.public_notice_days", "公告送达日数", _whole(1, MOST_NOTICE_DAYS)),
    SettingKey("attachments.scanner_folder", "扫描仪文件夹", _folder),
    SettingKey("attachments.most_megabytes", "附件最大 MB", _whole(1, MOST_ATTACHMENT)),
    SettingKey(
        "policy.notice_ends_when", "书面告知何时完成", _one_of("posted", "served"), moves_dates=True
    ),
    SettingKey(
        "policy.handle_ends_when", "办结何时完成", _one_of("issued", "served"), moves_dates=True
    ),
    SettingKey(
        "policy.mediation_ends_handling", "调解和解即办结", _one_of("yes", "no"), moves_dates=True
    ),
    SettingKey(
        "policy.duties_count", "本局期限以哪一日为准", _one_of("due_plain", "due_rolled"),
        moves_dates=True,
    ),
)  # fmt: skip
"""Explicit, so that a mistyped key is refused and not kept where nobody ever reads it. How the
window looks is the PC's, not the office's, and is kept by the window itself."""

_BY_KEY = {item.key: item for item in SETTING_KEYS}


def setting_key(key: str, book: RuleBook) -> SettingKey:
    """The setting with this key; ``rule.<id>.length`` for every rule of the office.

    Raises:
        UnknownNameError: there is no such setting (exit 2).
        LawRefusalError: the length of a rule of the law (exit 3).
    """
    known = _BY_KEY.get(key)
    if known is not None:
        return known
    prefix, _, rest = key.partition(".")
    rule_id, _, part = rest.rpartition(".")
    rule = next((item for item in book.rules if item.id == rule_id), None)
    if prefix != "rule" or part != "length" or rule is None or rule.id.startswith(ID_PREFIX):
        raise UnknownNameError("设置", key, (*_BY_KEY, "rule.<期限>.length"))
    if not rule.is_office_rule:
        raise LawRefusalError(rule.article, f"“{rule.name}”是法定期限，不能改动")
    check = _whole(1, LONGEST_RULE)
    return SettingKey(key, f"“{rule.name}”的长度", check, moves_dates=True)
