from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petition_desk.domain.vocabulary import Channel, MatterKind
from petition_desk.exchange.cell_people import LOST_ID_REASON
from petition_desk.exchange.cells import CellValue, Severity
from petition_desk.exchange.headers import find_header
from petition_desk.exchange.import_case import imported_case
from petition_desk.exchange.import_sheet import ImportedRow
from petition_desk.exchange.mapping import official_format
from petition_desk.exchange.problems import Problem
from petition_desk.exchange.row_reader import RowReader
from tests.exchange.books import (
    HEADERS,
    TODAY,
    faults,
    read_rows,
    row_with,
)
from tests.exchange.cell_values import CELLS

WARNING, ERROR = Severity.WARNING, Severity.ERROR


def only(path: Path, **changes: object) -> ImportedRow:
    (row,) = read_rows(path, row_with(**changes)).rows
    return row


FUTURE = "晚于今天（2026-11-20），已经发生的事不能在将来"


@pytest.mark.parametrize(
    ("column", "value", "reason", "shown"),
    [
        ("信访日期", "2026-13-05", "没有 13 月", "2026-13-05"),
        ("信访日期", "去年春天", "不是日期", "去年春天"),
        ("信访日期", "2027-01-02", FUTURE, "2027-01-02"),
        ("信访日期", "1948-03-05", "年份 1948 不在 1949 年至 2100 年之间", "1948-03-05"),
        ("信访日期", datetime(2026, 11, 21), FUTURE, "2026-11-21"),  # noqa: DTZ001
        ("登记时间", "2026-12-02 10:00:00", FUTURE, "2026-12-02 10:00:00"),
        ("问题发生日期", "2028.1.1", FUTURE, "2028.1.1"),
        ("办结时间", datetime(2026, 12, 1, 10), FUTURE, "2026-12-01 10:00:00"),  # noqa: DTZ001
        ("信访人数", 0, "人数是 0，至少应为 1", "0"),
        ("信访人数", "若干", "人数不是整数，请填写数字", "若干"),
        ("信访人数", -3, "人数是 -3，至少应为 1", "-3"),
        ("姓名", None, "没有姓名；匿名的请写“匿名”", "（空）"),
        ("姓名", "—", "没有姓名；匿名的请写“匿名”", "（空）"),
    ],
)
def test_a_faulty_cell_is_named_and_the_good_rows_still_come_in(
    tmp_path: Path, column: str, value: object, reason: str, shown: str
) -> None:
    reading = read_rows(
        tmp_path,
        row_with(信访件编号="G1"),
        row_with(信访件编号="G2", **{column: value}),
        row_with(信访件编号="G3"),
    )
    assert [row.key for row in reading.accepted] == ["letter:G1", "letter:G3"]
    (rejected,) = reading.rejected
    problem = Problem("信访件列表", 3, column, shown, reason, ERROR)
    assert rejected.problems == (problem,)
    assert reading.problems == (problem,)
    assert problem.as_json() == {
        "sheet": "信访件列表",
        "row": 3,
        "column": column,
        "value": shown,
        "reason": reason,
        "severity": "error",
    }


def test_a_row_needs_some_content(tmp_path: Path) -> None:
    row = only(tmp_path, 信访内容=None, 信访诉求=None)
    assert faults(row.problems) == [("信访内容", "没有信访内容，也没有信访诉求", ERROR)]
    row = only(tmp_path, 信访内容=None)
    assert faults(row.problems) == [("信访内容", "没有信访内容，摘要取自信访诉求", WARNING)]
    assert row.values["summary"] == "请求加快侦办、追赃挽损"


def test_a_row_needs_a_day_it_was_received_and_takes_the_registration_for_want_of_better(
    tmp_path: Path,
) -> None:
    row = only(tmp_path, 信访日期=None)
    assert row.values["received_on"] == date(2026, 1, 2)
    assert "petitioned_on" not in row.values
    reason = "没有信访日期，收到日期按登记日期 2026-01-02 计"
    assert faults(row.problems) == [("信访日期", reason, WARNING)]
    row = only(tmp_path, 信访日期=None, 登记时间=None)
    assert faults(row.problems) == [
        ("信访日期", "没有信访日期，也没有登记时间，不知道哪一天收到", ERROR)
    ]


def test_a_piece_registered_before_it_was_made_was_received_when_registered(
    tmp_path: Path,
) -> None:
    row = only(tmp_path, 信访日期="2026-01-05")
    assert row.values["petitioned_on"] == date(2026, 1, 5)
    assert row.values["received_on"] == date(2026, 1, 2)
    reason = "晚于登记时间 2026-01-02，收到日期按登记日期计"
    assert faults(row.problems) == [("信访日期", reason, WARNING)]


def test_a_registration_at_night_is_dated_by_the_clock_in_china(tmp_path: Path) -> None:
    row = only(tmp_path, 登记时间="2026-01-03 00:30:00", 信访日期=None)
    assert row.values["official.registered_at"] == datetime(2026, 1, 2, 16, 30, tzinfo=UTC)
    assert row.values["received_on"] == date(2026, 1, 3)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("问题发生日期", "不记得", "不是日期，按空白处理"),
        ("限办时间", "2026-02-30", "2026 年 2 月没有 30 日，按空白处理"),
        ("办结时间", "已口头答复", "不是日期，按空白处理"),
        ("身份证号", 1.40100195005091e17, LOST_ID_REASON),
        ("身份证号", "140100195005091000", LOST_ID_REASON),
        ("身份证号", "11010519491231002", "应为 18 位，现为 17 位"),
        ("手机号码", "1368218597", "手机号应为 11 位，现为 10 位，照原样保留"),
        ("信访形式", "托梦", "不在词表中（来访、来信、来电、网上、传真、其他），按空白处理"),
        (
            "信访件状态",
            "悬而未决",
            "不在词表中（已登记、待受理、已受理、办理中、已办结、已退回、已撤回），照原样保留",
        ),
        ("信访内容", "反映\x00问题\u202e。", "含 2 个看不见的控制字符，已去掉"),
        ("问题发生日期", "2026-02-01", "晚于收到日期 2026-01-02，请核对"),
        ("办结状态", "已办结", "已办结，但没有办结时间，没有结案步骤"),
    ],
)
def test_what_can_be_mended_later_is_a_warning_and_comes_in(
    tmp_path: Path, column: str, value: object, reason: str
) -> None:
    if isinstance(value, str) and "\x00" in value:
        value = value.replace("\x00", "_x0001_")  # as Excel itself writes such a character
    row = only(tmp_path, **{column: value})
    assert not row.is_rejected
    assert faults(row.problems) == [(column, reason, WARNING)]


def test_a_lost_or_wrong_identity_number_never_blocks(tmp_path: Path) -> None:
    assert "petitioner.id_number" not in only(tmp_path, 身份证号=1.401e17).values
    row = only(tmp_path, 身份证号="110105194912310021")
    assert row.values["petitioner.id_number"] == "110105194912310021"
    assert not row.is_rejected


def test_problems_show_where_to_look_and_not_whose_row_it_is(tmp_path: Path) -> None:
    row = only(
        tmp_path,
        姓名="张三丰 李四光",
        身份证号="110105194912310021",
        手机号码="1368218597",
        问题发生地="某村\u200b口",
        信访日期="电话13682185973",
    )
    shown = {problem.column: problem.value for problem in row.problems}
    assert shown == {
        "姓名": "张******",
        "身份证号": "110105************",
        "手机号码": "136*******",
        "问题发生地": "某村\u200b口",
        "信访日期": "电话136********",
    }
    row = only(
        tmp_path, 身份证号=1.40100195005091e17, 信访内容="内\u200b容", 住址="某某县城关镇1\u200b号"
    )
    shown = {problem.column: problem.value for problem in row.problems}
    assert shown == {
        "身份证号": "1.40100************",
        "信访内容": "（3 字）",
        "住址": "某某县城关镇…",
    }


def test_a_covered_name_speaks_only_of_a_case_already_there(tmp_path: Path) -> None:
    row = only(
        tmp_path,
        姓名="仇**",
        身份证号="110105********002X",
        手机号码="136****5973",
        住址="某某县东门街道**",
    )
    assert not row.is_rejected
    assert row.needs_known_case
    assert row.masked == {
        "petitioner.name",
        "petitioner.id_number",
        "petitioner.phone",
        "petitioner.address",
    }
    assert not [key for key in row.values if key.startswith("petitioner.")]
    with pytest.raises(ValueError, match="row 2"):
        imported_case(row, local_no="XF2026-0001", registered_at=datetime(2026, 1, 1, tzinfo=UTC))


def test_an_anonymous_piece_needs_no_name(tmp_path: Path) -> None:
    row = only(tmp_path, 姓名="匿名", 身份证号=None, 手机号码=None, 住址=None)
    assert row.problems == ()
    assert row.values["is_anonymous"] is True
    case = imported_case(
        row, local_no="XF2026-0001", registered_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert case.petitioners == ()


def test_several_names_make_several_petitioners_and_the_first_is_the_main_one(
    tmp_path: Path,
) -> None:
    row = only(tmp_path, 姓名="仇敏、王  伟等5人", 信访人数=None)
    assert row.values["people_count"] == 5
    assert row.values["is_joint"] is True
    case = imported_case(
        row, local_no="XF2026-0001", registered_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert [(p.name, p.is_main, p.mobile) for p in case.petitioners] == [
        ("仇敏", True, "13682185973"),
        ("王伟", False, ""),
    ]


def test_two_numbers_of_people_are_named_and_the_column_counts(tmp_path: Path) -> None:
    row = only(tmp_path, 姓名="仇敏等5人", 信访人数="6人")
    assert row.values["people_count"] == 6
    assert faults(row.problems) == [("信访人数", "与姓名栏写的 5 人不一致，以人数栏为准", WARNING)]


def test_a_blank_number_of_people_is_left_to_the_domain(tmp_path: Path) -> None:
    row = only(tmp_path, 信访人数=None)
    assert "people_count" not in row.values
    assert row.problems == ()


@pytest.mark.parametrize(
    ("text", "demands"),
    [
        ("请求返还扣押车辆", ("请求返还扣押车辆",)),
        ("1.返还车辆；2.赔偿损失3.5万元；3.书面答复", ("返还车辆", "赔偿损失3.5万元", "书面答复")),
        ("1、返还车辆 2、赔礼道歉", ("返还车辆", "赔礼道歉")),
        ("一、撤销处罚决定\n二、赔偿损失", ("撤销处罚决定", "赔偿损失")),
        ("（1）撤销；（2）重做", ("撤销", "重做")),
        ("撤销处罚决定\n赔偿损失", ("撤销处罚决定", "赔偿损失")),
        ("1、请求撤销2025年3.7号决定", ("1、请求撤销2025年3.7号决定",)),
        ("请求对2025.3.7事故和2025.4.1事故重新认定", ("请求对2025.3.7事故和2025.4.1事故重新认定",)),
    ],
)
def test_a_numbered_list_makes_several_demands(
    tmp_path: Path, text: str, demands: tuple[str, ...]
) -> None:
    assert only(tmp_path, 信访诉求=text).values["demands"] == demands


def test_the_summary_is_the_first_hundred_characters_on_one_line(tmp_path: Path) -> None:
    content = "第一段。\n" + "长" * 200
    row = only(tmp_path, 信访内容=content)
    assert row.values["content"] == content
    assert row.values["summary"] == "第一段。 " + "长" * 95
    assert len(str(row.values["summary"])) == 100


def test_a_path_of_categories_has_one_kind_of_stroke(tmp_path: Path) -> None:
    row = only(tmp_path, 公安业务分类="投诉举报类 ／ 接处警投诉/不出警、出警慢")
    assert row.values["category"] == "投诉举报类/接处警投诉/不出警、出警慢"


def test_words_are_translated_and_unknown_ones_named(tmp_path: Path) -> None:
    row = only(tmp_path, 信访形式="电话信访")
    assert row.values["channel"] is Channel.CALL
    row = only(tmp_path, **{"信访目的(登记单位)": "意见建议"})
    assert (row.values["purpose"], row.values["matter_kind"]) == ("意见建议", MatterKind.SUGGESTION)
    row = only(tmp_path, **{"信访目的(登记单位)": "其它诉求"})
    assert row.values["purpose"] == "其它诉求"
    assert "matter_kind" not in row.values
    assert len(row.problems) == 1


def test_faults_of_order_are_warnings_and_the_step_is_kept_as_recorded(tmp_path: Path) -> None:
    row = only(tmp_path, 办结时间="2026-01-01", 办结状态="未办结")
    assert [step.on for step in row.steps] == [date(2026, 1, 1)]
    assert faults(row.problems) == [
        ("办结时间", "早于收到日期 2026-01-02，请核对", WARNING),
        ("办结时间", "有办结时间，办结状态却是未办结", WARNING),
    ]


def reader() -> RowReader:
    mapping = find_header([(1, HEADERS)], official_format())
    assert mapping is not None
    return RowReader("信访件列表", mapping, official_format(), today=TODAY, year=2026)


@given(st.lists(CELLS, max_size=30))
def test_no_row_makes_the_reader_fail_and_every_value_is_of_its_kind(row: list[CellValue]) -> None:
    facts = reader().read(2, tuple(row))
    for key, value in facts.values.items():
        assert value not in (None, "")
        if key.endswith("_on"):
            assert isinstance(value, date)
            assert key == "official.due_on" or value <= TODAY
    for problem in facts.problems:
        assert problem.column in HEADERS
        assert problem.reason
        assert len(problem.value) <= 40
