"""Keeps `None`, `True` and `False` alive under a binding that counts their references wrongly.

PySide6 6.12.0 hands these out without counting the reference, which is right since Python 3.12
(PEP 683: they are immortal) and wrong on 3.11. Measured, each call of a function of Qt without a
result takes one reference of `None` away (1,000 calls of ``QPainter.setPen``: minus 1,000), and
each ``emit`` of a signal one of `True`, which it returns. A window that is painted for some minutes
then ends in "Fatal Python error: none_dealloc", one in which much is told in "bool_dealloc".
``docs/decisions/0006-immortal-constants.md`` says what else was tried.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

#: More than any session can use up, far from the largest count an object can have.
_REFERENCES: Final = 1 << 60
_CONSTANTS: Final = (None, True, False)


def keep_constants_alive() -> bool:
    """Give the constants the references they would have as immortal objects.

    Returns:
        Whether anything had to be done; nothing has to be from Python 3.12 on, nor twice.
    """
    if sys.version_info >= (3, 12) or sys.getrefcount(None) > _REFERENCES // 2:
        return False
    for constant in _CONSTANTS:
        # The count is the first field of every object of CPython before 3.12.
        count = ctypes.c_ssize_t.from_address(id(constant))
        count.value += _REFERENCES
    return True
