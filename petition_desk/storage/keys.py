"""The data key: random, and wrapped once for each account and once for the recovery key.

One random 32-byte key stands behind everything. It is never written: the key file holds it
sealed (AES-256-GCM) under a key that Argon2id makes of a password, so that changing a password
re-wraps 32 bytes and touches no data. From it come, by HKDF-SHA-256, the keys of the database,
of the journal and of the key file's own seal. Costs follow RFC 9106, section 4, second
recommended option (64 MiB, three passes, four lanes), and are stored with each wrapping.

Callers hold the lock of the data folder while they change the key file.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from petition_desk.errors import InputError, UnknownNameError
from petition_desk.storage.errors import (
    AccountExistsError,
    DataExistsError,
    EmptyPasswordError,
    KeyfileDamagedError,
    LastAdminError,
    UnknownAccountError,
    WrongPasswordError,
    WrongRecoveryKeyError,
)
from petition_desk.storage.keyfile import (
    ADMIN,
    ALL_RIGHTS,
    Account,
    Cost,
    Keyfile,
    WrappedKey,
    list_accounts,
    read_keyfile,
    write_keyfile,
)
from petition_desk.storage.recovery_key import make_recovery_key, normalised_recovery_key
from petition_desk.storage.wrapping import unwrapped_key, wrapped_key

__all__ = [
    "STANDARD_COST", "Account", "Cost", "UnlockedKeys", "add_account", "change_password",
    "create", "list_accounts", "recover", "remove_account", "renew_recovery_key", "set_password",
    "set_rights", "unlock",
]  # fmt: skip

STANDARD_COST: Final = Cost(time_cost=3, memory_kib=64 * 1024, parallelism=4)

_KEY_LENGTH: Final = 32
_NAME_LENGTH: Final = 32
_RECOVERY: Final = "recovery"


@dataclass(frozen=True, slots=True)
class UnlockedKeys:
    """What a right password opens; kept in memory only.

    Attributes:
        account: Who unlocked.
        rights: What this account may do.
        file_id: Names the set of key file, database and copies (16 bytes).
        data_key: The secret behind all (32 bytes).
    """

    account: str
    rights: frozenset[str]
    file_id: bytes
    data_key: bytes = field(repr=False)

    @property
    def database_key(self) -> bytes:
        """The raw 256-bit key of the database."""
        return self.derived("database")

    @property
    def journal_key(self) -> bytes:
        """The HMAC key of the journal."""
        return self.derived("journal")

    def may(self, right: str) -> bool:
        """Say whether this account has ``right``."""
        return right in self.rights

    def derived(self, purpose: str) -> bytes:
        """Return 32 bytes for one purpose; keys of two purposes tell nothing of each other."""
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        info = f"petition-desk {purpose}".encode()
        return HKDF(SHA256(), _KEY_LENGTH, salt=self.file_id, info=info).derive(self.data_key)

    def seal(self, text: bytes) -> bytes:
        """Return the key file's HMAC over ``text``."""
        return hmac.digest(self.derived("keyfile"), text, "sha256")


def create(
    path: Path,
    account: str,
    password: str,
    *,
    rights: Collection[str] = ALL_RIGHTS,
    cost: Cost = STANDARD_COST,
) -> tuple[UnlockedKeys, str]:
    """Make a new key file with its first account.

    Returns:
        The unlocked keys, and the recovery key in its printed form; it is shown once and stored
        nowhere.

    Raises:
        DataExistsError: there is a key file already.
        EmptyPasswordError, InputError, UnknownNameError: password, name or right is unfit.
    """
    if path.exists():
        raise DataExistsError(path)
    unlocked = UnlockedKeys(
        _checked_name(account),
        _checked_rights(rights),
        secrets.token_bytes(16),
        secrets.token_bytes(_KEY_LENGTH),
    )
    recovery_key = make_recovery_key()
    first = Account(unlocked.account, unlocked.rights)
    keyfile = Keyfile(
        unlocked.file_id,
        ((first, _wrap(unlocked, _secret_of(password), first.name, cost)),),
        _wrap_for_recovery(unlocked, recovery_key, cost),
    )
    write_keyfile(path, keyfile, unlocked.seal)
    return unlocked, recovery_key


def unlock(path: Path, account: str, password: str) -> UnlockedKeys:
    """Open the key file by an account's password.

    Raises:
        UnknownAccountError: nobody of this name.
        WrongPasswordError: the password does not open it.
        KeyfileDamagedError: it opens, but the file was changed by another hand.
        NoDataError, NewerFileError: as `petition_desk.storage.keyfile.read_keyfile`.
    """
    keyfile = read_keyfile(path)
    holder, wrapped = _entry(keyfile, account)
    bound = _bound(keyfile.file_id, f"account {holder.name}")
    data_key = unwrapped_key(wrapped, _secret_of(password, new=False), bound)
    if data_key is None:
        raise WrongPasswordError(holder.name)
    unlocked = UnlockedKeys(holder.name, holder.rights, keyfile.file_id, data_key)
    _check_seal(path, keyfile, unlocked)
    return unlocked


def add_account(
    path: Path,
    unlocked: UnlockedKeys,
    name: str,
    password: str,
    rights: Collection[str] = (),
    *,
    cost: Cost = STANDARD_COST,
) -> Account:
    """Add an account; names differ in more than upper and lower case.

    Raises:
        AccountExistsError: the name is taken.
        EmptyPasswordError, InputError, UnknownNameError: password, name or right is unfit.
    """
    keyfile = _verified(path, unlocked)
    account = Account(_checked_name(name), _checked_rights(rights))
    if account.name.casefold() in {taken.casefold() for taken in keyfile.names()}:
        raise AccountExistsError(account.name)
    wrapped = _wrap(unlocked, _secret_of(password), account.name, cost)
    grown = replace(keyfile, accounts=(*keyfile.accounts, (account, wrapped)))
    write_keyfile(path, grown, unlocked.seal)
    return account


def remove_account(path: Path, unlocked: UnlockedKeys, name: str) -> None:
    """Take an account away; the data key stays, so an old copy of its wrapping must be kept safe.

    Raises:
        UnknownAccountError: nobody of this name.
        LastAdminError: it is the only one that may administer.
    """
    keyfile = _verified(path, unlocked)
    gone, _ = _entry(keyfile, name)
    _write_accounts(
        path, unlocked, keyfile, tuple(e for e in keyfile.accounts if e[0] != gone), gone.name
    )


def set_rights(path: Path, unlocked: UnlockedKeys, name: str, rights: Collection[str]) -> None:
    """Give an account exactly these rights.

    Raises:
        UnknownAccountError: nobody of this name.
        UnknownNameError: there is no such right.
        LastAdminError: nobody could administer any more.
    """
    keyfile = _verified(path, unlocked)
    old, wrapped = _entry(keyfile, name)
    new = Account(old.name, _checked_rights(rights))
    _write_accounts(path, unlocked, keyfile, _with_entry(keyfile, new, wrapped), old.name)


def change_password(
    path: Path, account: str, old: str, new: str, *, cost: Cost = STANDARD_COST
) -> UnlockedKeys:
    """Replace a password by its holder, who gives the old one.

    Raises:
        WrongPasswordError, UnknownAccountError, KeyfileDamagedError: as `unlock`.
        EmptyPasswordError: the new one is empty.
    """
    unlocked = unlock(path, account, old)
    set_password(path, unlocked, account, new, cost=cost)
    return unlocked


def set_password(
    path: Path, unlocked: UnlockedKeys, name: str, new: str, *, cost: Cost = STANDARD_COST
) -> None:
    """Replace any account's password by somebody who has the data open.

    Raises:
        UnknownAccountError: nobody of this name.
        EmptyPasswordError: the new password is empty.
    """
    keyfile = _verified(path, unlocked)
    account, _ = _entry(keyfile, name)
    wrapped = _wrap(unlocked, _secret_of(new), account.name, cost)
    changed = replace(keyfile, accounts=_with_entry(keyfile, account, wrapped))
    write_keyfile(path, changed, unlocked.seal)


def recover(
    path: Path, recovery_key: str, account: str, new_password: str, *, cost: Cost = STANDARD_COST
) -> UnlockedKeys:
    """Set a new password for an account by the recovery key.

    Raises:
        RecoveryKeyTypingError: the key was copied wrongly, naming the groups.
        WrongRecoveryKeyError: it is a key, but not of this data.
        UnknownAccountError, EmptyPasswordError: account or password is unfit.
        KeyfileDamagedError: the key file was changed by another hand.
    """
    signs = normalised_recovery_key(recovery_key)
    keyfile = read_keyfile(path)
    holder, _ = _entry(keyfile, account)
    bound = _bound(keyfile.file_id, _RECOVERY)
    data_key = unwrapped_key(keyfile.recovery, signs.encode("ascii"), bound)
    if data_key is None:
        raise WrongRecoveryKeyError
    unlocked = UnlockedKeys(holder.name, holder.rights, keyfile.file_id, data_key)
    _check_seal(path, keyfile, unlocked)
    set_password(path, unlocked, holder.name, new_password, cost=cost)
    return unlocked


def renew_recovery_key(path: Path, unlocked: UnlockedKeys, *, cost: Cost = STANDARD_COST) -> str:
    """Return a new recovery key in its printed form; the old one opens nothing from now on."""
    keyfile = _verified(path, unlocked)
    recovery_key = make_recovery_key()
    wrapped = _wrap_for_recovery(unlocked, recovery_key, cost)
    write_keyfile(path, replace(keyfile, recovery=wrapped), unlocked.seal)
    return recovery_key


def _verified(path: Path, unlocked: UnlockedKeys) -> Keyfile:
    keyfile = read_keyfile(path)
    _check_seal(path, keyfile, unlocked)
    return keyfile


def _check_seal(path: Path, keyfile: Keyfile, unlocked: UnlockedKeys) -> None:
    if not hmac.compare_digest(keyfile.mac, unlocked.seal(keyfile.sealed_text())):
        raise KeyfileDamagedError(path, "被改动过，账户或权限不可信")


def _entry(keyfile: Keyfile, name: str) -> tuple[Account, WrappedKey]:
    wanted = _plain(name).casefold()
    for account, wrapped in keyfile.accounts:
        if account.name.casefold() == wanted:
            return account, wrapped
    raise UnknownAccountError(name, keyfile.names())


def _with_entry(
    keyfile: Keyfile, account: Account, wrapped: WrappedKey
) -> tuple[tuple[Account, WrappedKey], ...]:
    return tuple(
        (account, wrapped) if entry[0].name == account.name else entry for entry in keyfile.accounts
    )


def _write_accounts(
    path: Path,
    unlocked: UnlockedKeys,
    keyfile: Keyfile,
    accounts: tuple[tuple[Account, WrappedKey], ...],
    changed: str,
) -> None:
    if not any(ADMIN in account.rights for account, _ in accounts):
        raise LastAdminError(changed)
    write_keyfile(path, replace(keyfile, accounts=accounts), unlocked.seal)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _checked_name(name: str) -> str:
    plain = _plain(name)
    if not plain:
        raise InputError("账户", "名称不能为空")
    if len(plain) > _NAME_LENGTH:
        raise InputError("账户", f"名称最多 {_NAME_LENGTH} 个字，现为 {len(plain)} 个字")
    if any(unicodedata.category(sign).startswith("C") for sign in plain):
        raise InputError("账户", "名称含有不可见的字符")
    return plain


def _checked_rights(rights: Collection[str]) -> frozenset[str]:
    for right in rights:
        if right not in ALL_RIGHTS:
            raise UnknownNameError("权限", right, sorted(ALL_RIGHTS))
    return frozenset(rights)


def _secret_of(password: str, *, new: bool = True) -> bytes:
    # NFKC: a password typed in full width by a Chinese input method is the same password.
    secret = unicodedata.normalize("NFKC", password)
    if new and not secret.strip():
        raise EmptyPasswordError
    # An environment that is no UTF-8 (Linux) gives signs that are half a character.
    return secret.encode("utf-8", "surrogatepass")


def _wrap(unlocked: UnlockedKeys, secret: bytes, name: str, cost: Cost) -> WrappedKey:
    return wrapped_key(unlocked.data_key, secret, _bound(unlocked.file_id, f"account {name}"), cost)


def _wrap_for_recovery(unlocked: UnlockedKeys, recovery_key: str, cost: Cost) -> WrappedKey:
    secret = normalised_recovery_key(recovery_key).encode("ascii")
    return wrapped_key(unlocked.data_key, secret, _bound(unlocked.file_id, _RECOVERY), cost)


def _bound(file_id: bytes, whose: str) -> bytes:
    """Tie a wrapping to its set and its holder, so that two wrappings cannot change places."""
    return file_id + whose.encode("utf-8")
