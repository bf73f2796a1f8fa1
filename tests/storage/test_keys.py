from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from petition_desk.errors import InputError, UnknownNameError
from petition_desk.storage import keys
from petition_desk.storage.errors import (
    AccountExistsError,
    DataExistsError,
    EmptyPasswordError,
    KeyfileDamagedError,
    LastAdminError,
    NewerFileError,
    NoDataError,
    UnknownAccountError,
    WrongPasswordError,
    WrongRecoveryKeyError,
)
from petition_desk.storage.keyfile import ADMIN, ALL_RIGHTS, SEE_SEALED, list_accounts
from petition_desk.storage.keys import UnlockedKeys
from tests.storage.desks import FAST, PASSWORD


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


@pytest.fixture
def created(path: Path) -> tuple[UnlockedKeys, str]:
    return keys.create(path, "王警官", PASSWORD, cost=FAST)


def test_the_right_password_opens_the_same_data_key(
    path: Path, created: tuple[UnlockedKeys, str]
) -> None:
    unlocked = keys.unlock(path, "王警官", PASSWORD)
    assert unlocked == created[0]
    assert unlocked.rights == ALL_RIGHTS
    assert len(unlocked.data_key) == 32


@pytest.mark.usefixtures("created")
def test_a_wrong_password_is_told_and_is_the_environments_fault(path: Path) -> None:
    with pytest.raises(WrongPasswordError, match="“王警官”的口令不对") as caught:
        keys.unlock(path, "王警官", PASSWORD + "x")
    assert caught.value.exit_code == 5
    assert PASSWORD not in str(caught.value)


@pytest.mark.usefixtures("created")
def test_a_password_typed_in_full_width_is_the_same_password(path: Path) -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in PASSWORD)
    assert keys.unlock(path, "王警官", wide).account == "王警官"


@pytest.mark.usefixtures("created")
def test_an_unknown_account_is_told_with_those_there_are(path: Path) -> None:
    with pytest.raises(UnknownAccountError, match="王警官") as caught:
        keys.unlock(path, "li", PASSWORD)
    assert caught.value.exit_code == 2


def test_keys_for_two_purposes_differ_and_none_is_the_data_key(
    created: tuple[UnlockedKeys, str],
) -> None:
    unlocked = created[0]
    derived = {unlocked.database_key, unlocked.journal_key, unlocked.data_key}
    assert len(derived) == 3


def test_secrets_stay_out_of_the_text_of_an_object(created: tuple[UnlockedKeys, str]) -> None:
    shown = repr(created[0])
    assert repr(created[0].data_key) not in shown
    assert created[0].data_key.hex() not in shown


def test_the_key_file_holds_neither_password_nor_data_key_nor_recovery_key(
    path: Path, created: tuple[UnlockedKeys, str]
) -> None:
    text = path.read_text(encoding="utf-8")
    unlocked, recovery_key = created
    for secret in (PASSWORD, unlocked.data_key.hex(), recovery_key.split()[0]):
        assert secret not in text


@pytest.mark.skipif(os.name != "posix", reason="Windows has no file modes")
def test_the_key_file_belongs_to_its_user_alone(
    path: Path, created: tuple[UnlockedKeys, str]
) -> None:
    keys.add_account(path, created[0], "li", "pw", cost=FAST)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [left.name for left in path.parent.iterdir() if left.suffix == ".part"] == []


def test_a_second_account_opens_the_same_data_with_its_own_rights(
    path: Path, created: tuple[UnlockedKeys, str]
) -> None:
    keys.add_account(path, created[0], "li", "另一个口令", [SEE_SEALED], cost=FAST)
    unlocked = keys.unlock(path, "LI", "另一个口令")
    assert unlocked.account == "li"
    assert unlocked.rights == {SEE_SEALED}
    assert unlocked.may(SEE_SEALED)
    assert not unlocked.may(ADMIN)
    assert unlocked.data_key == created[0].data_key


def test_accounts_are_listed_without_a_password(
    path: Path, created: tuple[UnlockedKeys, str]
) -> None:
    keys.add_account(path, created[0], "li", "pw", cost=FAST)
    assert [account.name for account in list_accounts(path)] == ["王警官", "li"]


def test_listing_accounts_loads_no_library_of_storage(
    path: Path, created: tuple[UnlockedKeys, str]
) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from petition_desk.storage import keys\n"
        "assert keys.list_accounts(Path(sys.argv[1]))[0].name == '王警官'\n"
        "heavy = {'sqlalchemy', 'sqlcipher3', 'alembic', 'argon2', 'cryptography', 'pypinyin'}\n"
        "sys.exit(','.join(sorted(heavy & set(sys.modules))) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_taken_name_is_refused_whatever_its_case(
    path: Path, created: tuple[UnlockedKeys, str]
) -> None:
    keys.add_account(path, created[0], "Li", "pw", cost=FAST)
    with pytest.raises(AccountExistsError):
        keys.add_account(path, created[0], "lI", "pw", cost=FAST)


@pytest.mark.parametrize("name", ["", "  ", "a" * 33, "a\nb"])
def test_an_unfit_account_name_is_refused(
    path: Path, created: tuple[UnlockedKeys, str], name: str
) -> None:
    with pytest.raises(InputError):
        keys.add_account(path, created[0], name, "pw", cost=FAST)


def test_an_unknown_right_is_refused(path: Path, created: tuple[UnlockedKeys, str]) -> None:
    with pytest.raises(UnknownNameError, match="see-sealed"):
        keys.add_account(path, created[0], "li", "pw", ["root"], cost=FAST)


def test_an_empty_password_is_refused(path: Path, created: tuple[UnlockedKeys, str]) -> None:
    with pytest.raises(EmptyPasswordError):
        keys.set_password(path, created[0], "王警官", "  ", cost=FAST)


@pytest.mark.usefixtures("created")
def test_a_changed_password_opens_and_the_old_one_does_not(path: Path) -> None:
    keys.change_password(path, "王警官", PASSWORD, "新口令", cost=FAST)
    assert keys.unlock(path, "王警官", "新口令").account == "王警官"
    with pytest.raises(WrongPasswordError):
        keys.unlock(path, "王警官", PASSWORD)


@pytest.mark.usefixtures("created")
def test_a_password_cannot_be_changed_without_the_old_one(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(WrongPasswordError):
        keys.change_password(path, "王警官", "guess", "新口令", cost=FAST)
    assert path.read_bytes() == before


def test_a_removed_account_opens_nothing(path: Path, created: tuple[UnlockedKeys, str]) -> None:
    keys.add_account(path, created[0], "li", "pw", cost=FAST)
    keys.remove_account(path, created[0], "li")
    with pytest.raises(UnknownAccountError):
        keys.unlock(path, "li", "pw")


def test_the_last_account_that_may_administer_stays(
    path: Path, created: tuple[UnlockedKeys, str]
) -> None:
    keys.add_account(path, created[0], "li", "pw", cost=FAST)
    with pytest.raises(LastAdminError):
        keys.remove_account(path, created[0], "王警官")
    with pytest.raises(LastAdminError):
        keys.set_rights(path, created[0], "王警官", [SEE_SEALED])
    keys.set_rights(path, created[0], "li", [ADMIN])
    keys.remove_account(path, created[0], "王警官")
    assert [account.name for account in list_accounts(path)] == ["li"]


def test_the_recovery_key_sets_a_new_password(
    path: Path, created: tuple[UnlockedKeys, str]
) -> None:
    unlocked, recovery_key = created
    recovered = keys.recover(path, recovery_key.lower(), "王警官", "记得住的", cost=FAST)
    assert recovered.data_key == unlocked.data_key
    assert keys.unlock(path, "王警官", "记得住的").rights == ALL_RIGHTS


@pytest.mark.usefixtures("created")
def test_the_recovery_key_of_other_data_opens_nothing(path: Path, tmp_path: Path) -> None:
    _, foreign = keys.create(tmp_path / "other.json", "x", "y", cost=FAST)
    before = path.read_bytes()
    with pytest.raises(WrongRecoveryKeyError):
        keys.recover(path, foreign, "王警官", "新口令", cost=FAST)
    assert path.read_bytes() == before


def test_a_renewed_recovery_key_replaces_the_old_one(
    path: Path, created: tuple[UnlockedKeys, str]
) -> None:
    unlocked, old = created
    new = keys.renew_recovery_key(path, unlocked, cost=FAST)
    with pytest.raises(WrongRecoveryKeyError):
        keys.recover(path, old, "王警官", "新口令", cost=FAST)
    assert keys.recover(path, new, "王警官", "新口令", cost=FAST).data_key == unlocked.data_key


def _grant_admin(fields: dict[str, Any]) -> None:
    fields["accounts"][1]["rights"] = ["admin", "see-sealed"]


def _swap_names(fields: dict[str, Any]) -> None:
    fields["accounts"][1]["name"] = "lei"


def _drop_first_account(fields: dict[str, Any]) -> None:
    del fields["accounts"][0]


@pytest.mark.parametrize(
    ("tamper", "name"),
    [(_grant_admin, "li"), (_drop_first_account, "li")],
    ids=["more rights", "an account cut out"],
)
def test_a_key_file_changed_by_another_hand_is_refused_at_unlock(
    path: Path,
    created: tuple[UnlockedKeys, str],
    tamper: Callable[[dict[str, Any]], None],
    name: str,
) -> None:
    keys.add_account(path, created[0], "li", "pw", cost=FAST)
    fields = json.loads(path.read_text(encoding="utf-8"))
    tamper(fields)
    path.write_text(json.dumps(fields), encoding="utf-8")
    with pytest.raises(KeyfileDamagedError, match="被改动过"):
        keys.unlock(path, name, "pw")
    with pytest.raises(KeyfileDamagedError, match="被改动过"):
        keys.set_password(path, created[0], name, "neu", cost=FAST)


def test_a_wrapped_key_moved_to_another_name_opens_nothing(
    path: Path, created: tuple[UnlockedKeys, str]
) -> None:
    keys.add_account(path, created[0], "li", "pw", cost=FAST)
    fields = json.loads(path.read_text(encoding="utf-8"))
    _swap_names(fields)
    path.write_text(json.dumps(fields), encoding="utf-8")
    with pytest.raises(WrongPasswordError):
        keys.unlock(path, "lei", "pw")


def _absurd_cost(fields: dict[str, Any]) -> None:
    fields["accounts"][0]["argon2id"]["memory_kib"] = 2**40


def _no_recovery(fields: dict[str, Any]) -> None:
    del fields["recovery"]


@pytest.mark.usefixtures("created")
@pytest.mark.parametrize("tamper", [_absurd_cost, _no_recovery])
def test_a_key_file_that_makes_no_sense_is_called_damaged(
    path: Path, tamper: Callable[[dict[str, Any]], None]
) -> None:
    fields = json.loads(path.read_text(encoding="utf-8"))
    tamper(fields)
    path.write_text(json.dumps(fields), encoding="utf-8")
    with pytest.raises(KeyfileDamagedError, match="读不出来"):
        keys.unlock(path, "王警官", PASSWORD)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"format": 1}'])
def test_a_file_that_is_no_key_file_is_called_damaged(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(KeyfileDamagedError):
        list_accounts(path)


def test_a_key_file_of_a_newer_program_is_refused(path: Path) -> None:
    path.write_bytes(b'{"format": 2, "accounts": "who knows"}')
    with pytest.raises(NewerFileError):
        list_accounts(path)


def test_a_missing_key_file_is_told_as_no_data(path: Path) -> None:
    with pytest.raises(NoDataError):
        list_accounts(path)


@pytest.mark.usefixtures("created")
def test_an_existing_key_file_is_never_overwritten(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(DataExistsError):
        keys.create(path, "li", "pw", cost=FAST)
    assert path.read_bytes() == before


def test_the_standard_cost_is_that_of_the_rfc() -> None:
    assert keys.Cost(3, 65536, 4) == keys.STANDARD_COST
