"""Sealing the data key under a password: Argon2id, then AES-256-GCM.

The libraries are imported where they are used: the unlock window needs them only once somebody
has typed a password.
"""

from __future__ import annotations

import secrets
from typing import Final

from petition_desk.storage.keyfile import Cost, WrappedKey

_KEY_LENGTH: Final = 32
_SALT_LENGTH: Final = 16
_NONCE_LENGTH: Final = 12


def wrapped_key(data_key: bytes, secret: bytes, bound: bytes, cost: Cost) -> WrappedKey:
    """Seal ``data_key`` under ``secret``; ``bound`` must be the same to open it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(_SALT_LENGTH), secrets.token_bytes(_NONCE_LENGTH)
    sealed = AESGCM(_stretched(secret, salt, cost)).encrypt(nonce, data_key, bound)
    return WrappedKey(cost, salt, nonce, sealed)


def unwrapped_key(wrapped: WrappedKey, secret: bytes, bound: bytes) -> bytes | None:
    """Return the data key, or None where ``secret`` or ``bound`` are not those of the sealing."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = _stretched(secret, wrapped.salt, wrapped.cost)
    try:
        return AESGCM(key).decrypt(wrapped.nonce, wrapped.sealed, bound)
    except InvalidTag:
        return None


def _stretched(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        secret,
        salt,
        time_cost=cost.time_cost,
        memory_cost=cost.memory_kib,
        parallelism=cost.parallelism,
        hash_len=_KEY_LENGTH,
        type=Type.ID,
    )
