"""Keeps `None` alive under a binding that counts its references wrongly.

PySide6 6.12.0 returns `None` without counting the reference it hands out, which is right since
Python 3.12 (PEP 683: `None` is immortal) and wrong on 3.11: measured, each call of a function of
Qt without a result takes one reference away (1,000 calls of ``QPainter.setPen``: minus 1,000).
A window that is painted for some minutes then ends in "Fatal Python error: none_dealloc".
``docs/decisions/0006-immortal-none.md`` says what else was tried.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

#: More than any session can use up, far from the largest count an object can have.
_REFERENCES: Final = 1 << 60


def keep_none_alive() -> bool:
    """Give `None` the references it would have as an immortal object.

    Returns:
        Whether anything had to be done; nothing has to be from Python 3.12 on, nor twice.
    """
    if sys.version_info >= (3, 12) or sys.getrefcount(None) > _REFERENCES // 2:
        return False
    # The count is the first field of every object of CPython before 3.12.
    count = ctypes.c_ssize_t.from_address(id(None))
    count.value += _REFERENCES
    return True
