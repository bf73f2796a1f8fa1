"""Exported workbooks, read back by another library than the one that wrote them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from itertools import product
from pathlib import Path

import msoffcrypto
import pytest
from msoffcrypto.exceptions import InvalidKeyError
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from petition_desk.domain.case import CaseId
from petition_desk.domain.ledger import LEDGER_COLUMNS, LedgerFilter, LedgerSort
from petition_desk.errors import InputError, LawRefusalError, UnknownNameError
from petition_desk.services import accounts, exports, imports, intake
from petition_desk.services.demo import invent
from petition_desk.services.desk import Desk
from petition_desk.services.exports import ExportKind, ExportOrder
from petition_desk.services.rights import RightMissingError
from petition_desk.storage.journal import JournalEntry, entries
from tests.desks import COLLEAGUE, open_again, registration
from tests.exchange.books import SAMPLE

BY_NUMBER = LedgerSort("local_no", is_descending=False)
ALL = LedgerFilter()


def read(path: Path) -> list[dict[str, object]]:
    """Return the rows of the first sheet by header."""
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def journal_of(desk: Desk) -> tuple[JournalEntry, ...]:
    with desk.reading() as work:
        return tuple(e for e in entries(work._connection) if e.action.startswith("export."))


@pytest.fixture
def two(desk: Desk) -> Desk:
    intake.register(desk, registration())
    sealed = registration(matter_kind="检举控告", summary="检举吃拿卡要", demands=["查处"])
    intake.register(desk, sealed | {"petitioners": [{"name": "欧阳密"}]})
    return desk


def test_dates_are_dates_numbers_texts_and_identities_masked(two: Desk, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    done = exports.export_ledger(two, path, ALL, BY_NUMBER)
    assert done is not None
    assert (done.path, done.rows) == (path, 2)
    row = read(path)[0]
    assert list(row) == [column.title for column in LEDGER_COLUMNS]
    assert row["编号"] == "XF2026-0001"
    assert row["收到"] == date(2026, 11, 20)
    assert (row["姓名"], row["证件号码"]) == ("黄**", "110105********002X")
    assert row["人数"] == 1


def test_a_masked_export_stands_in_the_journal_with_its_hash(two: Desk, tmp_path: Path) -> None:
    done = exports.export_ledger(two, tmp_path / "a.xlsx", ALL, BY_NUMBER)
    assert done is not None
    (entry,) = journal_of(two)
    assert entry.after == {
        "kind": "ledger", "rows": 2, "sha256": done.sha256, "is_full": False,
        "has_password": False,
    }  # fmt: skip


def test_a_full_export_needs_the_right_and_a_purpose(
    two: Desk, tmp_path: Path, reopen: Callable[..., Desk]
) -> None:
    path = tmp_path / "a.xlsx"
    with pytest.raises(InputError, match="用途"):
        exports.export_list(two, path, ExportOrder(is_full=True, purpose=" "))
    desk = reopen(account=COLLEAGUE)
    with pytest.raises(RightMissingError, match="不遮盖导出"):
        exports.export_list(desk, path, ExportOrder(is_full=True, purpose="核对"))
    assert not path.exists()
    assert journal_of(desk) == ()


def test_a_full_export_is_noted_before_its_first_byte(two: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    exports.export_list(two, path, ExportOrder(is_full=True, purpose="年度核对", is_plain=True))
    row = read(path)[0]
    assert (row["姓名"], row["证件号码"], row["电话"]) == (
        "黄䶮",
        "11010519491231002X",
        "13812345678",
    )
    first = journal_of(two)[0]
    assert (first.action, first.after) == ("export.full", {"rows": 2, "purpose": "年度核对"})


def test_of_a_confidential_case_number_and_clock_alone_leave_the_room(
    two: Desk, tmp_path: Path
) -> None:
    accounts.set_rights(two, COLLEAGUE, {"export-full"})
    two.close()
    desk = open_again(two.data_dir, account=COLLEAGUE)
    path = tmp_path / "a.xlsx"
    exports.export_list(desk, path, ExportOrder(is_full=True, purpose="核对", is_plain=True))
    desk.close()
    common, sealed = read(path)
    assert common["姓名"] == "黄䶮"
    told = {title: value for title, value in sealed.items() if value not in ("", None)}
    assert set(told) == {"编号", "摘要", "下一期限", "期满日", "还剩"}
    assert told["摘要"] == "保密件"


def test_exactly_what_is_asked_for_is_written_in_its_order(desk: Desk, tmp_path: Path) -> None:
    invent(desk, 60)
    wanted = LedgerFilter(received_from=date(2026, 10, 1))
    path = tmp_path / "a.xlsx"
    columns = ("received_on", "local_no")
    by_date = LedgerSort("received_on", is_descending=True)
    done = exports.export_ledger(desk, path, wanted, by_date, columns=columns)
    rows = read(path)
    assert done is not None
    assert len(rows) == done.rows
    assert list(rows[0]) == ["收到", "编号"]
    days = [row["收到"] for row in rows]
    assert days == sorted(days, key=str, reverse=True)
    assert min(map(str, days)) >= "2026-10-01"


def test_an_unknown_column_is_a_usage_fault(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="nonesuch"):
        exports.export_ledger(desk, tmp_path / "a.xlsx", ALL, BY_NUMBER, columns=("nonesuch",))


def test_cancelled_the_old_file_stands_and_nothing_is_left_beside_it(
    desk: Desk, tmp_path: Path
) -> None:
    invent(desk, 250)
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "a.xlsx"
    path.write_bytes(b"old")
    done = exports.export_ledger(desk, path, ALL, BY_NUMBER, cancelled=lambda: True)
    assert done is None
    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]


def test_progress_ends_with_every_row(desk: Desk, tmp_path: Path) -> None:
    invent(desk, 250)
    seen: list[tuple[int, int]] = []
    exports.export_ledger(
        desk, tmp_path / "a.xlsx", ALL, BY_NUMBER, progress=lambda *told: seen.append(told)
    )
    assert seen[-1] == (250, 250)


def test_a_text_that_begins_like_a_formula_stays_a_text(desk: Desk, tmp_path: Path) -> None:
    intake.register(desk, registration(summary="=1+1"))
    path = tmp_path / "a.xlsx"
    exports.export_ledger(desk, path, ALL, BY_NUMBER)
    assert read(path)[0]["摘要"] == "=1+1"


def test_a_sheet_beside_it_tells_who_when_what_and_proves_the_rows(
    two: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    wanted = LedgerFilter(received_from=date(2026, 11, 1), is_open_only=True)
    exports.export_list(two, path, ExportOrder(wanted, BY_NUMBER, view="在办"))
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names[1] == "导出说明"
    told = {str(row[0]): row[1] for row in book.get_sheet_by_index(1).to_python()[1:]}
    assert told["导出人"] == two.account.name
    assert str(told["导出时间"]).startswith("2026-11-20")
    assert told["范围"] == "在办；收到日期 2026-11-01 至 今天"
    assert told["排序"] == "编号从小到大"
    assert (told["行数"], told["列数"]) == (2, len(LEDGER_COLUMNS))
    assert str(told["身份信息"]).startswith("已遮盖")
    lines = []
    for row in book.get_sheet_by_index(0).to_python():
        cells = (f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row)
        lines.append("\x1f".join(cells))
    assert told["数据校验"] == sha256(("\n".join(lines) + "\n").encode()).hexdigest()


def test_the_official_order_has_its_28_columns_and_no_case_that_may_not_be_seen(
    two: Desk, tmp_path: Path
) -> None:
    sample = CalamineWorkbook.from_path(SAMPLE).get_sheet_by_index(0).to_python()[0]
    two.close()
    colleague = open_again(two.data_dir, account=COLLEAGUE)
    path = tmp_path / "a.xlsx"
    done = exports.export_list(colleague, path, ExportOrder(kind=ExportKind.OFFICIAL))
    colleague.close()
    assert done is not None
    assert done.rows == 1
    assert list(read(path)[0]) == sample
    assert read(path)[0]["姓名"] == "黄**"


def test_letters_and_periods_are_lists_of_their_own(desk: Desk, tmp_path: Path) -> None:
    invent(desk, 60)
    for kind, least in ((ExportKind.LETTERS, 20), (ExportKind.DEADLINES, 20)):
        path = tmp_path / f"{kind.value}.xlsx"
        done = exports.export_list(desk, path, ExportOrder(kind=kind))
        rows = read(path)
        assert done is not None
        assert len(rows) == done.rows > least
        assert all(str(row["编号"]).startswith("XF") for row in rows)
        assert not any(str(row["姓名"]).strip() and "**" not in str(row["姓名"]) for row in rows)


def test_a_password_opens_it_and_nothing_else_does(two: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    order = ExportOrder(is_full=True, purpose="核对", password="Hedui2026")
    done = exports.export_list(two, path, order)
    assert done is not None
    assert done.sha256 == sha256(path.read_bytes()).hexdigest()
    assert "黄䶮".encode() not in path.read_bytes()
    with path.open("rb") as stream:
        locked = msoffcrypto.OfficeFile(stream)
        locked.load_key(password="wrong-one")
        with pytest.raises(InvalidKeyError):
            locked.decrypt(io.BytesIO(), verify_integrity=True)
        locked.load_key(password="Hedui2026")
        opened = io.BytesIO()
        locked.decrypt(opened)
    opened.seek(0)
    assert "黄䶮" in str(CalamineWorkbook.from_filelike(opened).get_sheet_by_index(0).to_python())
    assert list(tmp_path.glob(".petition-desk-*")) == []


def test_passwords_that_cannot_serve_are_refused(two: Desk, tmp_path: Path) -> None:
    for password in ("short", " leading1", "x" * 256):
        order = ExportOrder(is_full=True, purpose="核对", password=password)
        with pytest.raises(InputError, match="打开密码") as caught:
            exports.export_list(two, tmp_path / "a.xlsx", order)
        assert password.strip() not in str(caught.value)
    order = ExportOrder(is_full=True, purpose="核对", password="Hedui2026")
    with pytest.raises(InputError, match="不能设密码"):
        exports.export_list(two, tmp_path / "a.csv", order)


def test_nothing_found_by_a_search_leaves_the_room(two: Desk, tmp_path: Path) -> None:
    order = ExportOrder(LedgerFilter(text="黄䶮"))
    with pytest.raises(LawRefusalError, match="搜索的结果不导出"):
        exports.export_list(two, tmp_path / "a.xlsx", order)
    assert list(tmp_path.glob("a.*")) == []


@pytest.mark.parametrize("kind", list(ExportKind))
def test_a_list_of_ours_given_back_changes_nothing(
    desk: Desk, tmp_path: Path, kind: ExportKind
) -> None:
    invent(desk, 70)
    imports.run_import(desk, SAMPLE)
    before = state_of(desk)
    for ending, is_full in product(("xlsx", "csv"), (False, True)):
        path = tmp_path / f"{is_full}.{ending}"
        order = ExportOrder(kind=kind, is_full=is_full, purpose="核对", is_plain=True)
        done = exports.export_list(desk, path, order)
        assert done is not None
        report = imports.run_import(desk, path)
        assert report is not None
        assert (report.new, report.changed, report.rejected) == (0, 0, 0)
        assert report.unchanged == report.rows == done.rows
    assert state_of(desk) == before


def test_a_list_of_another_office_is_not_taken_for_ours(two: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    exports.export_list(two, path, ExportOrder())
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet["C2"] = date(2026, 1, 5)
    book.save(path)
    report = imports.run_import(two, path)
    assert report is not None
    assert (report.unchanged, report.rejected) == (1, 1)
    assert "库中没有这一编号" in report.problems[-1].reason


def state_of(desk: Desk) -> str:
    """Return everything that is kept of every case."""
    with desk.reading() as work:
        ids = work.ledger.matching_ids(LedgerFilter(may_see_sealed=True), BY_NUMBER)
        return repr(work.cases.get_many([CaseId(each) for each in ids]))
