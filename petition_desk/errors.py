"""Every fault the program speaks about, in four families, one for each exit code.

The families answer *who can put it right*:

========================  ====  ==========================================================
family                    exit  meaning
========================  ====  ==========================================================
`UsageError`              2     the command or call names something that does not exist
`LawRefusalError`         3     the law, or a rule of the office, refuses; article named
`InputError`              4     what was entered or read has faults; each field named
`EnvironmentFaultError`   5     the machine: locked, wrong password, disk full, newer file
========================  ====  ==========================================================

How to add one: subclass a family (here if several floors need it, else in the module that
raises it), end the name in ``Error``, take **facts** in the constructor and let the class write
the sentence. ``str(error)`` is plain Chinese, complete, and fit to be shown to the officer as it
is; identifiers stay English. A fault that is none of these is a bug and is not caught.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar


class PetitionDeskError(Exception):
    """The common root; raised only through one of the four families.

    Attributes:
        exit_code: What the command line returns to its caller for this family.
    """

    exit_code: ClassVar[int]


class UsageError(PetitionDeskError):
    """An unknown number, rule, kind or option (exit 2)."""

    exit_code: ClassVar[int] = 2


class UnknownNameError(UsageError):
    """Something was called by a name that nothing here has.

    Attributes:
        noun: What kind of thing was asked for, in Chinese (编号, 期限规则, 文书种类 …).
        name: The name that was given.
        known: The names that would have been accepted; empty where they are too many to list.
    """

    def __init__(self, noun: str, name: str, known: Iterable[str] = ()) -> None:
        """Write the sentence, with the accepted names when they are few enough to list."""
        self.noun = noun
        self.name = name
        self.known = tuple(known)
        choice = f"可用的有：{'、'.join(self.known)}。" if self.known else ""
        super().__init__(f"没有名为“{name}”的{noun}。{choice}")


class UnknownCaseError(UsageError):
    """No case has this number.

    Attributes:
        number: The number as it was given.
    """

    def __init__(self, number: str) -> None:
        """Name the number that was looked for."""
        self.number = number
        super().__init__(f"没有编号为 {number} 的信访件。")


class LawRefusalError(PetitionDeskError):
    """The law, or a rule of the office, does not allow this step now (exit 3).

    Attributes:
        article: The full citation, e.g. ``《信访工作条例》第三十四条``; for a rule of the
            office its name, e.g. ``本单位规定：延期以一次为限``. Never empty.
        sentence: What is refused and why, a Chinese sentence without its closing 。
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, article: str, sentence: str) -> None:
        """Join the sentence and its ground."""
        if not article.strip():
            raise ValueError("a refusal must name its article")
        self.article = article
        self.sentence = sentence.rstrip("。")
        super().__init__(f"{self.sentence}（{article}）。")


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One fault of one field.

    Attributes:
        field: The field as the officer knows it (收到日期), or the key of a JSON object.
        reason: What is wrong with it, a Chinese clause without its closing 。
    """

    field: str
    reason: str

    def __str__(self) -> str:
        """Read as ``field：reason``."""
        return f"{self.field}：{self.reason}"


class InputError(PetitionDeskError):
    """What was entered or read has faults (exit 4).

    Attributes:
        faults: Every fault found, in the order of the fields; at least one.
    """

    exit_code: ClassVar[int] = 4

    def __init__(self, field: str, reason: str, *more: FieldFault) -> None:
        """Name the first fault by its field and reason; further faults follow as values."""
        self.faults: tuple[FieldFault, ...] = (FieldFault(field, reason.rstrip("。")), *more)
        super().__init__("；".join(str(fault) for fault in self.faults) + "。")

    @classmethod
    def from_faults(cls, faults: Iterable[FieldFault]) -> InputError:
        """Build one error out of all faults found.

        Raises:
            ValueError: ``faults`` is empty; there is nothing to complain about.
        """
        first, *rest = faults
        return InputError(first.field, first.reason, *rest)

    @property
    def field(self) -> str:
        """The first field at fault."""
        return self.faults[0].field

    @property
    def reason(self) -> str:
        """What is wrong with the first field at fault."""
        return self.faults[0].reason


class EnvironmentFaultError(PetitionDeskError):
    """The machine, its files or the key refuse; nothing was changed (exit 5)."""

    exit_code: ClassVar[int] = 5


class ResourceMissingError(EnvironmentFaultError):
    """A file that ships with the program is not there: the installation is damaged.

    Attributes:
        path: Where it was expected.
    """

    def __init__(self, path: Path) -> None:
        """Name the file."""
        self.path = path
        super().__init__(f"程序文件不完整，缺少 {path}，请重新安装。")
