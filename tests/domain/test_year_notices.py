"""A file of holidays is taken whole, or refused with its line or key."""

from __future__ import annotations

import json
from datetime import date

import pytest

from petition_desk.domain.calendar import WorkCalendar, YearNotice
from petition_desk.domain.year_notices import (
    CalendarFactError,
    doubtful_points,
    parse_calendar,
    parse_year_notices,
    year_notice_json,
)

GOOD_TOML = """\
[2027]
source = "通知"

[2027.off]
"元旦" = [2027-01-01, 2027-01-02, 2026-12-31]  # with a day of the December before
[2027.work]
"元旦" = [2027-01-09]
"""

UNNAMED_TOML = """\
# Comments may name a day twice: 2027-01-01
[2027]
# notices: 1
off = [
  2027-01-01, 2027-01-02,  # 元旦
]
work = [2027-01-09]
"""


def json_text(*days: tuple[str, bool], year: object = 2027) -> str:
    listed = [{"name": "元旦", "date": day, "isOffDay": off} for day, off in days]
    return json.dumps({"year": year, "days": listed}, indent=1)


def test_a_file_with_named_holidays_is_read() -> None:
    (notice,) = parse_year_notices(GOOD_TOML)
    assert notice.year == 2027
    assert notice.source == "通知"
    assert notice.off == dict.fromkeys(
        [date(2027, 1, 1), date(2027, 1, 2), date(2026, 12, 31)], "元旦"
    )
    assert notice.work == {date(2027, 1, 9): "元旦"}


def test_a_file_without_names_is_read_and_its_days_are_called_holidays() -> None:
    calendar = parse_calendar(UNNAMED_TOML)
    assert calendar.loaded_years == (2027,)
    assert calendar.name_of(date(2027, 1, 1)) == "法定节日假期"
    assert calendar.name_of(date(2027, 1, 9)) == "法定节日调休上班"


def test_a_file_of_one_new_year_is_read(invented_2027: str) -> None:
    (notice,) = parse_year_notices("\ufeff" + invented_2027)
    assert notice.year == 2027
    assert notice.off[date(2027, 2, 5)] == "春节"
    assert notice.work[date(2027, 2, 13)] == "春节"
    assert len(notice.off) == 21
    assert len(notice.work) == 3


def test_a_notice_written_as_json_reads_back_the_same(
    workdays: WorkCalendar, invented_2027: str
) -> None:
    for notice in (*workdays.notices, *parse_year_notices(invented_2027)):
        (back,) = parse_year_notices(year_notice_json(notice))
        assert (back.year, back.off, back.work, back.source) == (
            notice.year,
            notice.off,
            notice.work,
            notice.source,
        )


REFUSED = [
    ("an empty file", "", "文件", "空"),
    ("a file of blanks", " \n\t\n", "文件", "空"),
    ("a file of comments", "# nothing\n", "文件", "空"),
    ("text that is neither", "2027年元旦放假三天", "第 1 行", "读不下去"),
    ("a broken object", '{"year": 2027,\n "days": [', "第 2 行", "JSON"),
    ("a list", "[{}]", "文件", "对象"),
    ("no days", '{"year": 2027}', "days", "缺少"),
    ("no year", json_text(("2027-01-01", True), year=None), "year", "年份"),
    ("a year in quotes", json_text(("2027-01-01", True), year="2027"), "year", "年份"),
    ("a truth for a year", json_text(("2027-01-01", True), year=True), "year", "年份"),
    ("a year long gone", json_text(("1900-01-01", True), year=1900), "year", "1949"),
    ("a year far off", json_text(("2101-01-01", True), year=2101), "year", "2100"),
    (
        "a date twice",
        json_text(("2027-01-01", True), ("2027-01-01", True)),
        "第 11 行 days[1]",
        "两次",
    ),
    (
        "a date both off and worked",
        json_text(("2027-01-02", True), ("2027-01-02", False)),
        "第 11 行 days[1]",
        "两次",
    ),
    (
        "a make-up Monday",
        json_text(("2027-01-01", True), ("2027-01-04", False)),
        "第 11 行 days[1]",
        "周一",
    ),
    (
        "a make-up Friday",
        json_text(("2027-01-04", True), ("2027-01-08", False)),
        "第 11 行 days[1]",
        "周五",
    ),
    ("a year without holidays", json_text(("2027-01-09", False)), "2027 年", "一个放假日也没有"),
    ("a year with no day at all", json_text(), "2027 年", "一个放假日也没有"),
    ("a date of another year", json_text(("2028-01-01", True)), "第 6 行 days[0]", "不在 2027 年"),
    ("a November before", json_text(("2026-11-30", True)), "第 6 行 days[0]", "12 月"),
    (
        "a December after",
        json_text(("2027-12-31", True), ("2028-12-31", True)),
        "第 11 行 days[1]",
        "不在 2027 年",
    ),
    (
        "a date that does not exist",
        json_text(("2027-02-29", True)),
        "第 6 行 days[0]",
        "2027-02-29",
    ),
    ("a date in another spelling", json_text(("20270101", True)), "第 6 行 days[0]", "20270101"),
    ("a date that is a number", '{"year": 2027, "days": [{"date": 20270101}]}', "days[0]", "date"),
    ("a day that is no object", '{"year": 2027, "days": ["2027-01-01"]}', "days[0]", "对象"),
    ("a day without name", '{"year": 2027, "days": [{"date": "2027-01-01"}]}', "days[0]", "name"),
    (
        "a day with a blank name",
        '{"year": 2027, "days": [{"date": "2027-01-01", "name": " ", "isOffDay": true}]}',
        "days[0]",
        "name",
    ),
    (
        "a day that is neither off nor on",
        '{"year": 2027, "days": [{"date": "2027-01-01", "name": "元旦", "isOffDay": 1}]}',
        "days[0]",
        "isOffDay",
    ),
    ("a table that is no year", "[next]\noff = [2027-01-01]\n", "[next]", "年份"),
    ("a year that is no table", "2027 = 1\n", "[2027]", "off"),
    ("an unknown key", "[2027]\noff = [2027-01-01]\nwrok = []\n", "[2027] wrok", "不认识"),
    ("days that are no list", "[2027]\noff = 2027-01-01\n", "[2027.off]", "列表"),
    ("named days that are no list", '[2027.off]\n"元旦" = 1\n', "[2027.off] 元旦", "列表"),
    ("a date in quotes", '[2027]\noff = ["2027-01-01"]\n', "[2027.off]", "不是日期"),
    ("a date with an hour", "[2027]\noff = [2027-01-01T08:00:00]\n", "[2027.off]", "不是日期"),
    (
        "a TOML date that does not exist",
        "[2027]\noff = [\n 2027-01-01,\n 2027-02-30,\n]\n",
        "第 4 行",
        "不存在",
    ),
    (
        "a TOML date twice",
        "[2027]\n# 2027-01-01\noff = [2027-01-01,\n2027-01-01]\n",
        "第 4 行 [2027.off]",
        "两次",
    ),
    (
        "a TOML make-up weekday",
        "[2027]\noff = [2027-01-01]\nwork = [2027-01-06]\n",
        "第 3 行 [2027.work]",
        "周三",
    ),
    ("a TOML year twice", "[2027]\noff = [2027-01-01]\n[2027]\n", "第 3 行", "写法"),
    (
        "a TOML year without holidays",
        "[2027]\nwork = [2027-01-09]\n",
        "2027 年",
        "一个放假日也没有",
    ),
]


@pytest.mark.parametrize(
    ("text", "where", "reason"),
    [case[1:] for case in REFUSED],
    ids=[case[0] for case in REFUSED],
)
def test_a_file_is_refused_naming_the_place(text: str, where: str, reason: str) -> None:
    with pytest.raises(CalendarFactError) as caught:
        parse_year_notices(text)
    assert where in caught.value.where
    assert reason in str(caught.value)
    assert caught.value.exit_code == 4


def test_two_years_of_one_file_that_name_one_day_are_refused() -> None:
    text = "[2026]\noff = [2026-12-31]\n[2027]\noff = [2026-12-31]\n"
    with pytest.raises(CalendarFactError, match="2026-12-31"):
        parse_calendar(text)


def test_the_notices_that_were_published_are_not_doubtful(workdays: WorkCalendar) -> None:
    assert [doubtful_points(notice) for notice in workdays.notices] == [()] * 7


def test_a_notice_that_forgets_a_holiday_is_doubtful_but_read() -> None:
    notice = YearNotice(2027, {date(2027, 1, 1): "元旦", date(2027, 2, 8): "春节"}, {})
    points = doubtful_points(notice)
    assert "2027-10-01 是国庆节，文件里却是工作日" in points
    assert "没有中秋的放假日" in points
    assert not any("春节" in point or "元旦" in point for point in points)


def test_a_weekend_that_is_a_holiday_need_not_be_listed() -> None:
    # 2027-10-02 and -03 are a Saturday and a Sunday; only the first of October was forgotten.
    points = doubtful_points(YearNotice(2027, {date(2027, 1, 1): "法定节日"}, {}))
    assert [point[:10] for point in points] == ["2027-10-01"]
