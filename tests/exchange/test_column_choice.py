"""The columns page's own rules: guess, correction, and a format that says both again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from petition_desk.exchange.column_choice import (
    ColumnChoice,
    SheetGuess,
    format_text,
    needs_left,
    our_words,
    words_of,
)
from petition_desk.exchange.column_guess import guess_columns
from petition_desk.exchange.field_kinds import FIELD_KINDS, FIELD_LABELS
from petition_desk.exchange.import_sheet import ImportReading, read_import
from petition_desk.exchange.mapping import TableFormat, read_format

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 11, 20)
HAND_KEPT = DATA / "信访台账_2025年_手工.xlsx"
OFFICIAL = DATA / "公安信访系统导出_2026年1-10月.xlsx"


def as_guessed(guess: SheetGuess) -> ColumnChoice:
    return ColumnChoice({column.header: column.field for column in guess.columns})


def remembered_as(guess: SheetGuess, choice: ColumnChoice) -> Mapping[str, TableFormat]:
    return {guess.signature: read_format(format_text(choice, guess), "own.toml")}


def read(path: Path, formats: Mapping[str, TableFormat]) -> ImportReading:
    reading = read_import(path, today=TODAY, remembered=lambda _signatures: formats)
    assert reading is not None
    return reading


def book(folder: Path, *rows: tuple[object, ...]) -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    path = folder / "台账.xlsx"
    made.save(path)
    return path


def test_every_field_a_column_may_become_has_a_word_for_the_officer() -> None:
    assert set(FIELD_LABELS) == set(FIELD_KINDS)
    assert len(set(FIELD_LABELS.values())) == len(FIELD_LABELS)


@pytest.mark.parametrize("path", [HAND_KEPT, OFFICIAL], ids=["hand-kept", "official"])
def test_a_guess_that_is_confirmed_reads_every_row_as_the_guess_did(path: Path) -> None:
    guesses = guess_columns(path)
    formats: dict[str, TableFormat] = {}
    for guess in guesses:
        formats |= remembered_as(guess, as_guessed(guess))
    confirmed, guessed = read(path, formats), read(path, {})
    assert len(guessed.rows) > 100
    assert confirmed.rows == guessed.rows
    assert confirmed.skipped_columns == guessed.skipped_columns


def test_no_cell_that_is_shown_tells_whose_it_is() -> None:
    names = {
        row.values["petitioner.name"]
        for row in read(HAND_KEPT, {}).rows
        if "petitioner.name" in row.values
    }
    shown = [
        cell for guess in guess_columns(HAND_KEPT) for c in guess.columns for cell in c.samples
    ]
    assert shown
    assert not names & set(shown)


def test_a_column_the_officer_moves_is_read_as_chosen_and_the_old_one_is_not(
    tmp_path: Path,
) -> None:
    path = book(
        tmp_path,
        ("姓名", "日期", "情况", "主要内容"),
        ("张三", "2026-03-01", "反映噪声", "见附件"),
    )
    (guess,) = guess_columns(path)
    assert [column.field for column in guess.columns] == [
        "petitioner.name", "registered_on", "", "content",
    ]  # fmt: skip
    fields = {"姓名": "petitioner.name", "日期": "received_on", "情况": "content", "主要内容": ""}
    reading = read(path, remembered_as(guess, ColumnChoice(fields)))
    (row,) = reading.accepted
    assert row.values["content"] == "反映噪声"
    assert row.values["received_on"] == date(2026, 3, 1)
    assert not any("主要内容" in problem.column for problem in reading.problems)


def test_a_word_nothing_is_known_of_is_read_as_the_officer_says(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ("姓名", "收到日期", "信访形式", "主要内容"),
        ("张三", "2026-03-01", "网站留言", "反映噪声"),
        ("李四", "2026-03-01", "来访", "反映噪声"),
    )
    (guess,) = guess_columns(path)
    channel = next(column for column in guess.columns if column.field == "channel")
    assert [(w.word, w.count, w.ours) for w in words_of(guess, channel, "channel")] == [
        ("网站留言", 1, ""), ("来访", 1, "来访"),
    ]  # fmt: skip
    choice = ColumnChoice(as_guessed(guess).fields, {"channel": {"网站留言": "网上"}})
    rows = read(path, remembered_as(guess, choice)).rows
    assert [row.values["channel"].value for row in rows] == ["网上", "来访"]


def test_a_header_nothing_is_known_of_can_be_mapped_and_is_known_from_then_on(
    tmp_path: Path,
) -> None:
    path = book(
        tmp_path,
        ("台账",),
        ("甲", "乙", "丙"),
        ("张三", "2026-03-01", "反映噪声"),
    )
    (guess,) = guess_columns(path)
    assert not guess.is_recognised
    assert [column.header for column in guess.columns] == ["甲", "乙", "丙"]
    empty = as_guessed(guess)
    assert needs_left(empty, guess) == ("姓名", "登记日期", "主要内容")
    choice = ColumnChoice({"甲": "petitioner.name", "乙": "received_on", "丙": "content"})
    assert needs_left(choice, guess) == ()
    formats = remembered_as(guess, choice)
    (row,) = read(path, formats).accepted
    assert row.values["petitioner.name"] == "张三"
    (again,) = guess_columns(path, lambda _signatures: formats)
    assert again.is_remembered
    assert [column.field for column in again.columns] == list(choice.fields.values())


def test_a_column_about_persons_ways_is_barred_and_stays_unread_whatever_is_chosen() -> None:
    (guess, *_) = guess_columns(OFFICIAL)
    barred = [column.header for column in guess.columns if column.is_barred]
    assert barred == ["异常动态"]
    fields = {**as_guessed(guess).fields, "异常动态": "remark"}
    reading = read(OFFICIAL, remembered_as(guess, ColumnChoice(fields)))
    assert reading.skipped_columns == ("异常动态",)
    assert not any("remark" in row.values for row in reading.rows)


@pytest.mark.parametrize("header", ['引"号', "反\\斜", "换\n行", "[方]括号", "#井号"])
def test_any_header_can_be_written_into_a_format_and_read_back(tmp_path: Path, header: str) -> None:
    path = book(
        tmp_path,
        ("姓名", "收到日期", "主要内容", header),
        ("张三", "2026-03-01", "反映噪声", "附注一句"),
    )
    (guess,) = guess_columns(path)
    shown = guess.columns[-1].header
    choice = ColumnChoice({**as_guessed(guess).fields, shown: "remark"})
    (row,) = read(path, remembered_as(guess, choice)).accepted
    assert row.values["remark"] == "附注一句"


def test_the_words_on_offer_are_those_of_the_domain() -> None:
    assert "网上" in our_words("channel")
    assert "县信访局" in our_words("source")
    assert our_words("satisfaction") == ("满意", "基本满意", "不满意", "未评价")
    assert "重件" in our_words("repeat")


def test_the_words_of_any_column_can_be_asked_as_soon_as_it_is_read_as_a_coded_one(
    tmp_path: Path,
) -> None:
    rows = [("张三", "2026-03-01", "反映噪声", "上访"), ("李四", "2026-03-02", "反映噪声", "写信")]
    (guess,) = guess_columns(book(tmp_path, ("姓名", "收到日期", "主要内容", "何种"), *rows))
    unknown = guess.columns[-1]
    assert unknown.field == ""
    assert [word.word for word in words_of(guess, unknown, "channel")] == ["上访", "写信"]
    assert words_of(guess, unknown, "remark") == ()
