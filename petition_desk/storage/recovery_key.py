"""The recovery key: six groups of eight signs, made to be copied from paper by hand.

Form: ``K7QF-93MD XW4T-R2HN …``. The 29 signs leave out what paper confuses (0/O, 1/I, 2/Z, 5/S,
U/V). In each group seven signs are drawn at random and the eighth checks them: the sum of sign
values, each times its place (1–8), plus the group's number, is a multiple of 29. As 29 is prime,
one wrong sign and two signs exchanged are always found, and the faulty group is known; a group
copied into the wrong place is found too. 42 random signs are 204 bits.
"""

from __future__ import annotations

import secrets
import unicodedata
from typing import Final

from petition_desk.storage.errors import RecoveryKeyTypingError

SIGNS: Final = "ABCDEFGHJKLMNPQRTVWXY23456789"
GROUP_COUNT: Final = 6
GROUP_LENGTH: Final = 8

_PRIME: Final = len(SIGNS)
_DASHES: Final = "-‐‑‒–—−_"


def make_recovery_key() -> str:
    """Return a new random key in its printed form."""
    groups = []
    for number in range(1, GROUP_COUNT + 1):
        body = "".join(secrets.choice(SIGNS) for _ in range(GROUP_LENGTH - 1))
        group = body + _check_sign(body, number)
        groups.append(f"{group[:4]}-{group[4:]}")
    return " ".join(groups)


def recovery_groups(key: str) -> tuple[str, ...]:
    """Return the six printed groups (``K7QF-93MD``) of a whole key.

    Raises:
        RecoveryKeyTypingError: signs are missing, or groups do not check.
    """
    signs = normalised_recovery_key(key)
    starts = range(0, len(signs), GROUP_LENGTH)
    return tuple(f"{signs[at : at + 4]}-{signs[at + 4 : at + 8]}" for at in starts)


def normalised_recovery_key(typed: str) -> str:
    """Return the 48 signs of a typed key: upper case, no blanks, no dashes, half width.

    Raises:
        RecoveryKeyTypingError: signs are missing or too many, or groups do not check; it names
            the groups at fault.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    words = ["".join(sign for sign in word if sign not in _DASHES) for word in plain.split()]
    signs = "".join(words)
    if len(signs) != GROUP_COUNT * GROUP_LENGTH:
        # Groups typed apart tell which of them is short; else only the sum is known.
        short = [n for n, word in enumerate(words, 1) if len(word) != GROUP_LENGTH]
        raise RecoveryKeyTypingError(short if len(words) == GROUP_COUNT else (), len(signs))
    starts = range(0, len(signs), GROUP_LENGTH)
    faulty = [
        number
        for number, at in enumerate(starts, 1)
        if not _group_checks(signs[at : at + GROUP_LENGTH], number)
    ]
    if faulty:
        raise RecoveryKeyTypingError(faulty, len(signs))
    return signs


def _weighted_sum(body: str, number: int) -> int:
    return number + sum(place * SIGNS.index(sign) for place, sign in enumerate(body, 1))


def _check_sign(body: str, number: int) -> str:
    inverse = pow(GROUP_LENGTH, -1, _PRIME)
    return SIGNS[-_weighted_sum(body, number) * inverse % _PRIME]


def _group_checks(group: str, number: int) -> bool:
    known = all(sign in SIGNS for sign in group)
    return known and _weighted_sum(group, number) % _PRIME == 0
