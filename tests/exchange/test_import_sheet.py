from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from petition_desk.domain.vocabulary import Channel, MatterKind
from petition_desk.exchange.cell_people import LOST_ID_REASON
from petition_desk.exchange.cells import CellValue, Severity
from petition_desk.exchange.import_case import imported_case
from petition_desk.exchange.import_sheet import ImportedRow, ImportReading, read_import
from petition_desk.exchange.mapping import HeaderNotFoundError, find_header, official_format
from petition_desk.exchange.problems import Problem
from petition_desk.exchange.row_reader import RowReader
from tests.exchange.books import (
    GOOD_ROW,
    HAND_KEPT,
    HEADERS,
    TODAY,
    row_with,
    write_book,
    write_export,
)
from tests.exchange.cell_values import CELLS

WARNING, ERROR = Severity.WARNING, Severity.ERROR


def read(path: Path, *rows: Mapping[str, object], year: int | None = None) -> ImportReading:
    reading = read_import(write_export(path / "导出.xlsx", *rows), today=TODAY, year=year)
    assert reading is not None
    return reading


def only(path: Path, **changes: object) -> ImportedRow:
    (row,) = read(path, row_with(**changes)).rows
    return row


def faults(problems: tuple[Problem, ...]) -> list[tuple[str, str, Severity]]:
    return [(problem.column, problem.reason, problem.severity) for problem in problems]


FUTURE = "晚于今天（2026-11-20），已经发生的事不能在将来"


@pytest.mark.parametrize(
    ("column", "value", "reason", "shown"),
    [
        ("信访日期", "2026-13-05", "没有 13 月", "2026-13-05"),
        ("信访日期", "去年春天", "不是日期", "去年春天"),
        ("信访日期", "2027-01-02", FUTURE, "2027-01-02"),
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
    reading = read(
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


def test_the_same_row_twice_is_named_and_comes_in_once(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD_ROW, GOOD_ROW)
    first, second = reading.rows
    assert first.key == second.key
    assert faults(second.problems) == [("信访件编号", "与第 2 行完全相同，只导入一次", WARNING)]
    assert reading.rejected == ()


def test_one_case_number_on_two_different_rows_is_an_error_of_the_later(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD_ROW, row_with(信访内容="另一件事"), row_with(信访件编号="G2"))
    assert [row.row_number for row in reading.accepted] == [2, 4]
    assert faults(reading.problems) == [("信访件编号", "与第 2 行的编号相同，内容却不同", ERROR)]
    assert reading.problems[0].value == "G4509260000071"


def test_a_rejected_row_does_not_stand_in_the_way_of_a_mended_one(tmp_path: Path) -> None:
    reading = read(tmp_path, row_with(信访人数=0), GOOD_ROW)
    assert [row.row_number for row in reading.accepted] == [3]
    assert len(reading.problems) == 1


def test_pieces_of_one_matter_are_repeats_of_the_one_received_first(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        row_with(信访件编号="G2", 信访日期="2026-02-01", 登记时间=None, 信访事项编号="SX1"),
        row_with(信访件编号="G1", 信访日期="2026-01-01", 登记时间=None, 信访事项编号="SX1"),
        row_with(信访件编号="G3", 信访日期="2026-01-01", 登记时间=None, 信访事项编号="SX1"),
        row_with(信访件编号="G0", 信访日期="2025-01-01", 信访事项编号="SX1", 信访人数=0),
        row_with(信访件编号="G4", 信访事项编号=None),
        row_with(信访件编号="G5", 信访事项编号=None),
    )
    assert [row.repeat_of for row in reading.rows] == ["letter:G1", "", "letter:G1", "", "", ""]


def test_rows_without_a_case_number_are_known_by_title_sheet_and_number(tmp_path: Path) -> None:
    headers = ("序号", *HEADERS[1:])
    rows: list[list[object]] = [
        [label, *(GOOD_ROW.get(h) for h in HEADERS[1:])] for label in (1, 2, 2, None)
    ]
    rows[1][5] = "第二件"
    rows[2][5] = "第三件"
    path = write_book(tmp_path / "台账.xlsx", ("来访", [["某某县公安局来访台账"], headers, *rows]))
    reading = read_import(path, today=TODAY)
    assert reading is not None
    first, second, third, fourth = reading.rows
    assert first.key == "row:某某县公安局来访台账|来访|1"
    assert second.key == "row:某某县公安局来访台账|来访|2"
    assert third.key.startswith("hash:")
    assert faults(third.problems) == [
        ("序号", "与第 4 行的序号相同，内容不同，当作另一件导入", WARNING)
    ]
    assert fourth.key.startswith("hash:")
    assert len({row.key for row in reading.rows}) == 4
    again = read_import(path, today=TODAY)
    assert again is not None
    assert [row.key for row in again.rows] == [row.key for row in reading.rows]
    untitled = write_book(tmp_path / "无题.xlsx", ("来访", [headers, rows[0]]))
    named_by_file = read_import(untitled, today=TODAY)
    assert named_by_file is not None
    assert named_by_file.rows[0].key == "row:无题|来访|1"


def test_furniture_of_the_sheet_is_not_counted(tmp_path: Path) -> None:
    good = [GOOD_ROW.get(header) for header in HEADERS]
    other = [row_with(信访件编号="G2").get(header) for header in HEADERS]
    blank: list[object] = [None, "  ", "\u200b"]
    table: list[list[object]] = [
        ["某某县公安局信访件列表"],
        ["填报单位：信访接待室", None, None, "填报日期：2026年10月"],
        list(HEADERS),
        good,
        blank,
        [],
        ["某某县公安局信访件列表"],
        list(HEADERS),
        other,
        ["合 计", None, None, None, None, None, None, None, None, None, None, None, None, None, 4],
        ["填表人：王某", None, "审核人：李某", None, "联系电话：0771-2234567"],
        [None, "第 1 页 共 2 页"],
    ]
    reading = read_import(write_book(tmp_path / "列表.xlsx", ("Sheet1", table)), today=TODAY)
    assert reading is not None
    assert [row.row_number for row in reading.rows] == [4, 9]
    assert reading.problems == ()
    assert reading.mappings["Sheet1"].title == "某某县公安局信访件列表"


def test_a_name_that_stands_alone_is_named_and_not_dropped(tmp_path: Path) -> None:
    (row,) = read(tmp_path, {"姓名": "仇敏"}).rows
    assert row.is_rejected
    assert [problem.column for problem in row.problems] == ["信访日期", "信访内容"]


def test_several_sheets_are_read_and_those_not_understood_are_named(tmp_path: Path) -> None:
    good = [GOOD_ROW.get(header) for header in HEADERS]
    other = [row_with(信访件编号="G2").get(header) for header in HEADERS]
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in (("一月", [HEADERS, good]), ("二月", [HEADERS, other]), ("三月", [HEADERS])):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.create_sheet("说明")["A1"] = "本表由系统导出"
    book.create_sheet("空白")
    book.create_sheet("藏")["A1"] = "看不见"
    book["藏"].sheet_state = "hidden"
    book.save(tmp_path / "多表.xlsx")
    reading = read_import(tmp_path / "多表.xlsx", today=TODAY)
    assert reading is not None
    assert [(row.sheet, row.row_number) for row in reading.rows] == [("一月", 2), ("二月", 2)]
    needs = "认不出表头，没有读取；找不到这些列：姓名、信访日期、信访内容"
    assert [(p.sheet, p.row, p.reason, p.severity) for p in reading.problems] == [
        ("三月", None, "只有表头，没有数据行", WARNING),
        ("说明", None, needs, WARNING),
        ("空白", None, "工作表是空的", WARNING),
        ("藏", None, "工作表是隐藏的，没有读取；要导入请先取消隐藏", WARNING),
    ]


def test_a_duplicate_on_another_sheet_is_named_with_that_sheet(tmp_path: Path) -> None:
    good = [GOOD_ROW.get(header) for header in HEADERS]
    path = write_book(tmp_path / "两表.xlsx", ("一", [HEADERS, good]), ("二", [HEADERS, good]))
    reading = read_import(path, today=TODAY)
    assert reading is not None
    assert [(p.sheet, p.reason) for p in reading.problems] == [
        ("二", "与工作表“一”第 2 行完全相同，只导入一次")
    ]


def test_a_file_whose_headers_are_unknown_is_refused_by_sheet_and_missing_columns(
    tmp_path: Path,
) -> None:
    path = write_book(tmp_path / "工资.xlsx", ("五月", [("工号", "金额"), (1, 2.5)]))
    with pytest.raises(HeaderNotFoundError) as caught:
        read_import(path, today=TODAY)
    assert str(caught.value) == (
        "工资.xlsx 的工作表“五月”：认不出表头，找不到这些列：姓名、信访日期、信访内容。"
    )
    assert caught.value.exit_code == 4


def test_a_hand_kept_ledger_is_refused_with_what_it_lacks_not_misread() -> None:
    with pytest.raises(HeaderNotFoundError) as caught:
        read_import(HAND_KEPT, today=TODAY)
    assert caught.value.missing == ("信访日期",)


def test_unknown_columns_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = write_export(
        tmp_path / "导出.xlsx",
        {**GOOD_ROW, "领导签批": "同意", "稳控措施": "每日走访"},
        headers=(*HEADERS, "领导签批", "稳控措施"),
    )
    reading = read_import(path, today=TODAY)
    assert reading is not None
    assert reading.unknown_columns == ("领导签批",)
    assert reading.skipped_columns == ("异常动态", "稳控措施")
    assert "每日走访" not in repr(reading)
    assert "同意" not in repr(reading)


def test_what_is_never_read_is_not_kept_even_of_rejected_rows(tmp_path: Path) -> None:
    row = only(tmp_path, 异常动态="扬言进京", 信访人数=0)
    assert row.is_rejected
    assert row.raw[1] == "仇敏"
    assert row.raw[12] == ""
    assert "进京" not in repr(row)


def test_a_day_without_a_year_takes_it_from_title_or_sheet_else_as_given(tmp_path: Path) -> None:
    cells = [row_with(信访日期="1月5日", 登记时间=None).get(header) for header in HEADERS]
    assert only(tmp_path, 信访日期="1月5日", 登记时间=None).is_rejected
    (row,) = read(tmp_path, row_with(信访日期="1月5日", 登记时间=None), year=2025).rows
    assert row.values["received_on"] == date(2025, 1, 5)
    for title, sheet in (("2024年台账", "一"), ("台账", "2024年")):
        path = write_book(tmp_path / "年.xlsx", (sheet, [[title], HEADERS, cells]))
        reading = read_import(path, today=TODAY, year=2025)
        assert reading is not None
        assert reading.rows[0].values["received_on"] == date(2024, 1, 5)


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
