"""Keys of rows that bring no number of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping


def hash_key(values: Mapping[str, object]) -> str:
    """Return a key of last resort, from name, date and content (or summary)."""
    facts = ("petitioner.name", "received_on", "content")
    return _hashed(str(values.get(key, "")) for key in facts)


def whole_key(values: Mapping[str, object], masked: Collection[str]) -> str:
    """Return a key from everything a row tells: rows that have it in common say the same."""
    told = (f"{name}\x1e{value}" for name, value in sorted(values.items()))
    return _hashed((*told, *sorted(masked)))


def _hashed(parts: Iterable[str]) -> str:
    return "hash:" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
