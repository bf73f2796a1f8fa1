from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.storage.errors import RecoveryKeyTypingError
from petition_desk.storage.recovery_key import (
    SIGNS,
    make_recovery_key,
    normalised_recovery_key,
    recovery_groups,
)

KEY = make_recovery_key()
SIGN_PLACES = [at for at, sign in enumerate(KEY) if sign not in " -"]


def test_a_key_is_six_groups_of_four_and_four_signs() -> None:
    groups = make_recovery_key().split()
    assert [len(group) for group in groups] == [9] * 6
    assert {group[4] for group in groups} == {"-"}
    assert set("".join(groups)) <= {*SIGNS, "-"}


def test_no_sign_can_be_taken_for_another_one_on_paper() -> None:
    assert not set("01IOSUZ") & set(SIGNS)
    assert len(set(SIGNS)) == 29


def test_two_keys_differ() -> None:
    assert make_recovery_key() != make_recovery_key()


@pytest.mark.parametrize(
    "typed",
    [
        KEY.lower(),
        KEY.replace("-", "").replace(" ", ""),
        KEY.replace("-", "－").replace(" ", "\n"),
        "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else sign for sign in KEY),
    ],
    ids=["lower case", "without separators", "one group a line, wide dashes", "full width"],
)
def test_the_key_is_read_however_it_is_typed(typed: str) -> None:
    assert normalised_recovery_key(typed) == KEY.replace("-", "").replace(" ", "")


def test_the_groups_of_a_key_are_those_printed() -> None:
    assert " ".join(recovery_groups(KEY.lower())) == KEY


@given(st.sampled_from(SIGN_PLACES), st.sampled_from(SIGNS + "OI10"))
def test_one_wrong_sign_is_found_and_its_group_named(place: int, sign: str) -> None:
    typed = KEY[:place] + sign + KEY[place + 1 :]
    if typed == KEY:
        assert normalised_recovery_key(typed)
        return
    with pytest.raises(RecoveryKeyTypingError) as caught:
        normalised_recovery_key(typed)
    assert caught.value.groups == (place // 10 + 1,)
    assert f"第 {place // 10 + 1} 组" in str(caught.value)


@given(st.integers(0, 5), st.integers(0, 7), st.integers(0, 7))
def test_two_signs_exchanged_within_a_group_are_found(group: int, one: int, other: int) -> None:
    signs = [list(part.replace("-", "")) for part in KEY.split()]
    signs[group][one], signs[group][other] = signs[group][other], signs[group][one]
    typed = " ".join("".join(part) for part in signs)
    if signs[group][one] == signs[group][other]:
        assert normalised_recovery_key(typed)
        return
    with pytest.raises(RecoveryKeyTypingError) as caught:
        normalised_recovery_key(typed)
    assert caught.value.groups == (group + 1,)


def test_two_groups_exchanged_are_both_named() -> None:
    groups = KEY.split()
    groups[1], groups[4] = groups[4], groups[1]
    with pytest.raises(RecoveryKeyTypingError) as caught:
        normalised_recovery_key(" ".join(groups))
    assert caught.value.groups == (2, 5)


def test_a_group_that_is_too_short_is_named() -> None:
    groups = KEY.split()
    groups[2] = groups[2][:-1]
    with pytest.raises(RecoveryKeyTypingError) as caught:
        normalised_recovery_key(" ".join(groups))
    assert caught.value.groups == (3,)


def test_a_missing_group_is_told_by_the_number_of_signs() -> None:
    with pytest.raises(RecoveryKeyTypingError, match="共 48 位，现为 40 位") as caught:
        normalised_recovery_key(" ".join(KEY.split()[:5]))
    assert caught.value.exit_code == 4
