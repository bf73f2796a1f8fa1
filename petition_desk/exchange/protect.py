"""A password to open a workbook: the file is enciphered as Excel itself does it (AES-256)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from petition_desk.errors import InputError

SHORTEST_PASSWORD: Final = 6
#: Excel itself takes no longer one.
LONGEST_PASSWORD: Final = 255


class PasswordUnfitError(InputError):
    """A password is too short, or cannot be typed into Excel (exit 4)."""

    def __init__(self, reason: str) -> None:
        """Say what is wrong with it, never the password itself."""
        super().__init__("打开密码", reason)


def check_password(password: str) -> None:
    """See that a password serves.

    Raises:
        PasswordUnfitError: it does not.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordUnfitError(f"至少 {SHORTEST_PASSWORD} 个字符，现为 {len(password)} 个")
    if len(password) > LONGEST_PASSWORD:
        raise PasswordUnfitError(f"最多 {LONGEST_PASSWORD} 个字符")
    if not password.isprintable() or password != password.strip():
        raise PasswordUnfitError("首尾不能是空格，中间不能有看不见的字符")


def encipher(plain: Path, enciphered: Path, password: str) -> None:
    """Write an enciphered copy of a workbook; the plain one is the caller's to remove."""
    # Loaded here: it draws in a cryptography library that a masked export never needs.
    from msoffcrypto.format.ooxml import OOXMLFile

    with plain.open("rb") as source, enciphered.open("wb") as target:
        OOXMLFile(source).encrypt(password, target)
