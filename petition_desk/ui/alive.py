"""Answers to what is no longer there: a screen may be gone when its question is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject

T = TypeVar("T")


def while_alive(owner: QObject, act: Callable[[T], object]) -> Callable[[T], None]:
    """Return ``act`` as it is until ``owner`` is deleted, and nothing from then on.

    A window that locks takes its screens with it; work under way is finished all the same.
    """

    def call(value: T) -> None:
        if shiboken6.isValid(owner):
            act(value)

    return call
