"""The rules of the trade: pure functions over frozen values; standard library only, no clock."""

from __future__ import annotations
