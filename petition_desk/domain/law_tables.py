"""Reading the small tables of the law in `resources/law/`: strict, naming file and key."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from petition_desk.domain.rules import RuleFileError


@dataclass(frozen=True, slots=True)
class LawTable:
    """One table of a file, and where it stands; every fault names both.

    Attributes:
        values: What the table holds.
        file: Name of the file, for errors.
        place: Key of the table in the file, for errors; empty for the whole file.
    """

    values: Mapping[str, object]
    file: str
    place: str = ""

    def fault(self, key: str, reason: str) -> RuleFileError:
        """Return the error to raise for a key of this table."""
        return RuleFileError(self.file, f"{self.place}.{key}" if self.place else key, reason)

    def refuse_unknown(self, known: Collection[str]) -> None:
        """Refuse a key that nobody reads: a misspelt key would be a rule that does not hold.

        Raises:
            RuleFileError: There is one.
        """
        for key in self.values:
            if key not in known:
                raise self.fault(key, "不认识的项目")

    def text(self, key: str, *, default: str | None = None) -> str:
        """Return a text.

        Raises:
            RuleFileError: It is missing (and has no default), blank where it has none, or no text.
        """
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.fault(key, "没有填写" if value is None else "应为文字")
        if default is None and not value.strip():
            raise self.fault(key, "没有填写")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; empty if it is missing.

        Raises:
            RuleFileError: It is no list, or something in it is no text.
        """
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.fault(key, "应为文字的列表")
        words = tuple(item for item in value if isinstance(item, str) and item)
        if len(words) != len(value):
            raise self.fault(key, "应为文字的列表")
        return words

    def number(self, key: str) -> int:
        """Return a whole number above zero.

        Raises:
            RuleFileError: It is missing or none.
        """
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.fault(key, "应为大于 0 的整数")
        return value

    def flag(self, key: str) -> bool:
        """Return true or false; false if it is missing.

        Raises:
            RuleFileError: It is neither.
        """
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.fault(key, "应为 true 或 false")
        return value

    def word(self, key: str, known: Collection[str], *, default: str | None = None) -> str:
        """Return a text out of a closed list.

        Raises:
            RuleFileError: It is missing or not in the list.
        """
        value = self.text(key, default=default)
        if value not in known:
            raise self.fault(key, f"“{value}”不认识，可用：{'、'.join(known)}")
        return value

    def table(self, key: str) -> LawTable:
        """Return a table inside this one.

        Raises:
            RuleFileError: It is missing or no table.
        """
        value = self.values.get(key)
        if not isinstance(value, dict):
            raise self.fault(key, "没有填写，或者不是一个表")
        return LawTable(value, self.file, f"{self.place}.{key}" if self.place else key)

    def tables(self, key: str) -> tuple[LawTable, ...]:
        """Return the tables of a list; each is called by its `id`, else by its place in the list.

        Raises:
            RuleFileError: It is no list of tables.
        """
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.fault(key, "应为表的列表")
        found = []
        for index, item in enumerate(value, start=1):
            if not isinstance(item, dict):
                raise self.fault(key, f"第 {index} 项应为一个表")
            called = item.get("id", f"第 {index} 项")
            place = f"{self.place}.{key}[{called}]" if self.place else f"{key}[{called}]"
            found.append(LawTable(item, self.file, place))
        return tuple(found)


def law_table(text: str, file: str) -> LawTable:
    """Read the text of a file.

    Args:
        text: The TOML.
        file: The file's name, for errors alone.

    Raises:
        RuleFileError: It is no TOML, or empty.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError(file, "TOML", f"无法读取：{error}") from error
    if not values:
        raise RuleFileError(file, "TOML", "是空的")
    return LawTable(values, file)


def refuse_doubles(tables: Collection[LawTable]) -> None:
    """Refuse two tables of one list that have the same id.

    Raises:
        RuleFileError: There are.
    """
    seen: set[str] = set()
    for table in tables:
        identifier = table.text("id")
        if identifier in seen:
            raise table.fault("id", f"“{identifier}”写了两次")
        seen.add(identifier)
