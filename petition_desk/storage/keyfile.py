"""The key file as text: who has an account, with which rights, and the wrapped keys.

Only the standard library is used here, so that the unlock window can offer the accounts before
anything heavy is loaded. Nothing in the file is secret by itself: the data key is wrapped
(`petition_desk.storage.keys`), and `mac` seals every other field, so that names, rights and
costs changed by another hand are found at the next unlock.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from petition_desk.storage.errors import KeyfileDamagedError, NewerFileError, NoDataError
from petition_desk.storage.files import disk_faults_spoken, write_beside_and_rename

FORMAT: Final = 1

SEE_SEALED: Final = "see-sealed"
"""May see sealed cases (检举控告)."""

EXPORT_FULL: Final = "export-full"
"""May export names, numbers and addresses unmasked."""

ADMIN: Final = "admin"
"""May change accounts, settings and rules, and restore."""

ALL_RIGHTS: Final = frozenset({SEE_SEALED, EXPORT_FULL, ADMIN})

_MAX_MEMORY_KIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may open the data.

    Attributes:
        name: As it is offered at unlock, e.g. ``王警官``.
        rights: Out of `ALL_RIGHTS`.
    """

    name: str
    rights: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a password costs (Argon2id).

    Attributes:
        time_cost: Passes over the memory.
        memory_kib: Memory of one guess, in KiB.
        parallelism: Lanes.
    """

    time_cost: int
    memory_kib: int
    parallelism: int


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """The data key, sealed by a password or by the recovery key.

    Attributes:
        cost: How the sealing key was made.
        salt: 16 random bytes of that making.
        nonce: 12 random bytes of the seal (AES-256-GCM).
        sealed: The encrypted data key and its 16-byte tag.
    """

    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Keyfile:
    """All of a key file.

    Attributes:
        file_id: 16 random bytes naming the set of key file, database and copies; also the first
            16 bytes of every database of the set.
        accounts: Account and wrapped key, in order of creation.
        recovery: The data key wrapped by the recovery key.
        mac: HMAC-SHA-256 over `sealed_text`, by a key derived from the data key.
    """

    file_id: bytes
    accounts: tuple[tuple[Account, WrappedKey], ...]
    recovery: WrappedKey
    mac: bytes = b""

    def names(self) -> tuple[str, ...]:
        """Return the account names in order of creation."""
        return tuple(account.name for account, _ in self.accounts)

    def sealed_text(self) -> bytes:
        """Return what `mac` is computed over: every field but itself, in one fixed form."""
        fields = _fields_of(replace(self, mac=b""))
        return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode("ascii")


def list_accounts(path: Path) -> tuple[Account, ...]:
    """Return the accounts of a key file; no password is needed, and none is proved.

    Raises:
        NoDataError, KeyfileDamagedError, NewerFileError: as `read_keyfile`.
    """
    return tuple(account for account, _ in read_keyfile(path).accounts)


def read_keyfile(path: Path) -> Keyfile:
    """Read a key file; its `mac` is not checked here, that needs the data key.

    Raises:
        NoDataError: there is no file.
        KeyfileDamagedError: it is no key file, or a field is missing or absurd.
        NewerFileError: a newer version of the program wrote it.
    """
    with disk_faults_spoken(path):
        try:
            text = path.read_bytes()
        except FileNotFoundError as fault:
            raise NoDataError(path) from fault
    try:
        fields = json.loads(text.decode("utf-8"))
        if fields["format"] > FORMAT:
            raise NewerFileError(path, fields["format"], FORMAT)
        return _keyfile_of(fields)
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise KeyfileDamagedError(path, "读不出来") from fault


def write_keyfile(path: Path, keyfile: Keyfile, mac: Callable[[bytes], bytes]) -> None:
    """Seal ``keyfile`` with ``mac`` and put it in place, whole or not at all.

    Raises:
        DiskFullError, ReadOnlyFolderError, DiskFaultError: the old file is untouched.
    """
    signed = replace(keyfile, mac=mac(keyfile.sealed_text()))
    text = json.dumps(_fields_of(signed), ensure_ascii=False, indent=1) + "\n"
    write_beside_and_rename(path, text.encode("utf-8"))


def _fields_of(keyfile: Keyfile) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "file_id": keyfile.file_id.hex(),
        "accounts": [
            {"name": account.name, "rights": sorted(account.rights), **_wrapped_fields(wrapped)}
            for account, wrapped in keyfile.accounts
        ],
        "recovery": _wrapped_fields(keyfile.recovery),
        "mac": keyfile.mac.hex(),
    }


def _wrapped_fields(wrapped: WrappedKey) -> dict[str, Any]:
    return {
        "argon2id": {
            "time_cost": wrapped.cost.time_cost,
            "memory_kib": wrapped.cost.memory_kib,
            "parallelism": wrapped.cost.parallelism,
        },
        "salt": wrapped.salt.hex(),
        "nonce": wrapped.nonce.hex(),
        "sealed": wrapped.sealed.hex(),
    }


def _keyfile_of(fields: Mapping[str, Any]) -> Keyfile:
    accounts = tuple(
        (Account(str(entry["name"]), frozenset(map(str, entry["rights"]))), _wrapped_of(entry))
        for entry in fields["accounts"]
    )
    file_id = bytes.fromhex(fields["file_id"])
    if len(file_id) != 16:
        raise ValueError("file_id is 16 bytes")
    return Keyfile(file_id, accounts, _wrapped_of(fields["recovery"]), bytes.fromhex(fields["mac"]))


def _wrapped_of(fields: Mapping[str, Any]) -> WrappedKey:
    stored = fields["argon2id"]
    cost = Cost(int(stored["time_cost"]), int(stored["memory_kib"]), int(stored["parallelism"]))
    # An absurd cost would hang or exhaust the PC before the mac could be checked.
    if not (1 <= cost.time_cost <= 100 and 8 <= cost.memory_kib <= _MAX_MEMORY_KIB):
        raise ValueError("cost out of bounds")
    if not 1 <= cost.parallelism <= 64:
        raise ValueError("parallelism out of bounds")
    return WrappedKey(
        cost,
        bytes.fromhex(fields["salt"]),
        bytes.fromhex(fields["nonce"]),
        bytes.fromhex(fields["sealed"]),
    )
