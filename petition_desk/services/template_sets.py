"""A whole set of wordings as one file: taken to another PC, sent to the legal section, read back.

The file is readable text (JSON). Reading one changes nothing until it is taken; every wording is
checked as if it had been typed, and one with a fault keeps the whole set out, so that no office is
left with half of another's letters.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from petition_desk.documents.letters import LETTER_KINDS
from petition_desk.documents.letters.own_wording import own_faults_of
from petition_desk.documents.letters.wording import (
    WordingError,
    table_of,
    unchecked_wording,
    wording_of,
)
from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.errors import FieldFault, InputError
from petition_desk.services.changes import Changes
from petition_desk.services.desk import Desk
from petition_desk.services.letter_wordings import number_faults, table_of_kept, version_name
from petition_desk.services.rights import ADMIN, require
from petition_desk.services.templates import is_same_wording
from petition_desk.storage.files import write_beside_and_rename

FORMAT: Final = 1
LARGEST_FILE: Final = 4_000_000
_MARK: Final = "信访接待台文书文本"


class SetChange(StrEnum):
    """What a file would do to the wording of a kind."""

    SAME = "没有不同"
    NEW = "换成文件里的文本"
    SHIPPED = "换回随程序的文本"
    REFUSED = "不能使用"


@dataclass(frozen=True, slots=True)
class SetLine:
    """One kind of a set.

    Attributes:
        kind: Its identifier; as the file says it where no such kind exists.
        label: What it is called.
        change: What taking the set would do.
        faults: Why it cannot be used.
    """

    kind: str
    label: str
    change: SetChange
    faults: tuple[FieldFault, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateSet:
    """A set that was read, and what taking it would do.

    Attributes:
        office: The office it comes from.
        lines: One for each wording of the file.
        tables: The wordings by kind.
    """

    office: str
    lines: tuple[SetLine, ...]
    tables: dict[str, dict[str, Any]]

    @property
    def faults(self) -> tuple[FieldFault, ...]:
        """Every fault, with the kind it stands in."""
        return tuple(
            FieldFault(f"{line.label} {fault.field}", fault.reason)
            for line in self.lines
            for fault in line.faults
        )


def write_set(desk: Desk, path: Path) -> int:
    """Write every wording in force into one file; return how many.

    Raises:
        EnvironmentFaultError: the file cannot be written (exit 5); an older one is untouched.
    """
    with desk.reading() as work:
        own = work.wordings.own_kinds()
        office = work.settings.get("office.name")
    wordings = {
        kind.id: table_of_kept(own[kind.id]) if kind.id in own else table_of(wording_of(kind.id))
        for kind in LETTER_KINDS
    }
    whole = {
        "is": _MARK,
        "format": FORMAT,
        "office": office,
        "made_on": desk.clock.today().isoformat(),
        "wordings": wordings,
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    write_beside_and_rename(path, text.encode("utf-8"))
    return len(wordings)


def read_set(desk: Desk, path: Path) -> TemplateSet:
    """Read a set and say what taking it would do; nothing is changed.

    Raises:
        InputError: it is no such file (exit 4).
    """
    whole = _read_file(path)
    tables = whole["wordings"]
    lines = []
    with desk.reading() as work:
        for kind, table in tables.items():
            kept = work.wordings.current(kind)
            now = table_of_kept(kept) if kept is not None else None
            lines.append(_line(kind, table, now))
    return TemplateSet(str(whole.get("office", "")), tuple(lines), tables)


def take_set(desk: Desk, read: TemplateSet) -> int:
    """Take a set that was read: a new version for each wording that differs; all or none.

    Returns:
        How many wordings changed.

    Raises:
        RightMissingError: no administrator (exit 3).
        InputError: a wording of it cannot be used; each fault is named (exit 4).
    """
    require(desk, ADMIN)
    if read.faults:
        raise InputError.from_faults(read.faults)
    reason = f"来自“{read.office}”的文本文件" if read.office else "来自文本文件"
    changed = 0
    with desk.begin() as work:
        patterns = {
            line.kind: str(read.tables[line.kind].get("number_pattern", "")) for line in read.lines
        }
        if faults := number_faults(work, patterns):
            raise InputError.from_faults(faults)
        for line in read.lines:
            if line.change is SetChange.SAME:
                continue
            content = ""
            if line.change is SetChange.NEW:
                version = version_name(work.wordings.next_version(line.kind))
                table = {**read.tables[line.kind], "version": version}
                content = json.dumps(table, ensure_ascii=False)
            work.wordings.add(line.kind, content, reason)
            work.wordings.drop_draft(line.kind)
            changed += 1
        work.commit()
    desk.announce(Changes(settings=True))
    return changed


def _read_file(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(path.name, "太大，不是文书文本的文件")
        whole = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(path.name, f"读不出来（{error.strerror}）") from error
    except (ValueError, RecursionError) as error:
        raise InputError(path.name, "不是文书文本的文件，或者已经损坏") from error
    found: dict[str, Any] = whole if isinstance(whole, dict) else {}
    tables = found.get("wordings") if found.get("is") == _MARK else None
    if not isinstance(tables, dict) or not all(isinstance(each, dict) for each in tables.values()):
        raise InputError(path.name, "不是文书文本的文件，或者已经损坏")
    if found.get("format") != FORMAT:
        raise InputError(path.name, "由更新的程序写成，请先升级")
    return found


def _line(kind: str, table: dict[str, Any], now: dict[str, Any] | None) -> SetLine:
    label = LETTER_LABELS.get(kind, kind)
    if kind not in {each.id for each in LETTER_KINDS} or table.get("kind") != kind:
        fault = FieldFault("种类", f"程序没有“{kind}”这种文书")
        return SetLine(kind, label, SetChange.REFUSED, (fault,))
    try:
        faults = own_faults_of(unchecked_wording(table, label))
    except WordingError as error:
        faults = error.faults
    if faults:
        return SetLine(kind, label, SetChange.REFUSED, faults)
    shipped = table_of(wording_of(kind))
    if is_same_wording(table, now if now is not None else shipped):
        return SetLine(kind, label, SetChange.SAME)
    is_shipped = is_same_wording(table, shipped)
    return SetLine(kind, label, SetChange.SHIPPED if is_shipped else SetChange.NEW)
