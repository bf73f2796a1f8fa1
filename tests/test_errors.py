from __future__ import annotations

import pytest

from petition_desk.errors import (
    EnvironmentFaultError,
    FieldFault,
    InputError,
    LawRefusalError,
    PetitionDeskError,
    UnknownCaseError,
    UnknownNameError,
    UsageError,
)


def test_each_family_has_its_exit_code() -> None:
    families = {UsageError: 2, LawRefusalError: 3, InputError: 4, EnvironmentFaultError: 5}
    assert {family.exit_code for family in families} == {2, 3, 4, 5}
    assert all(family.exit_code == code for family, code in families.items())
    assert all(issubclass(family, PetitionDeskError) for family in families)


def test_a_refusal_names_its_article_once_and_ends_as_a_sentence() -> None:
    error = LawRefusalError("《信访工作条例》第三十四条", "延长期限不得超过30日。")
    assert str(error) == "延长期限不得超过30日（《信访工作条例》第三十四条）。"
    assert error.article == "《信访工作条例》第三十四条"


def test_a_refusal_without_an_article_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="article"):
        LawRefusalError(" ", "不得如此")


def test_an_input_error_names_every_field_at_fault() -> None:
    error = InputError("收到日期", "晚于今天。", FieldFault("人数", "应为 1 以上的整数"))
    assert str(error) == "收到日期：晚于今天；人数：应为 1 以上的整数。"
    assert (error.field, error.reason) == ("收到日期", "晚于今天")
    assert str(InputError.from_faults(error.faults)) == str(error)


def test_an_input_error_needs_a_fault() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        InputError.from_faults([])


def test_an_unknown_name_lists_what_would_do_when_that_is_short() -> None:
    assert str(UnknownNameError("文书种类", "abc", ("accept", "notice"))) == (
        "没有名为“abc”的文书种类。可用的有：accept、notice。"
    )
    assert str(UnknownNameError("视图", "abc")) == "没有名为“abc”的视图。"


def test_an_unknown_case_is_named_by_its_number() -> None:
    assert str(UnknownCaseError("XF2026-9999")) == "没有编号为 XF2026-9999 的信访件。"
