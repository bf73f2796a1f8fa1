"""Forms filled from the ledger: what is told, what is withheld, what is remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from petition_desk.domain.ledger import LedgerFilter
from petition_desk.errors import InputError, UnknownNameError
from petition_desk.exchange.forms.form_mapping import FilledColumn
from petition_desk.services import accounts, casework, exports, forms, intake
from petition_desk.services.demo import invent
from petition_desk.services.desk import Desk
from petition_desk.services.exports import ExportOrder
from petition_desk.services.rights import RightMissingError
from petition_desk.storage.journal import entries
from tests.desks import COLLEAGUE, open_again, registration
from tests.exchange.blanks import SAMPLE, furnished

OCTOBER = LedgerFilter(received_from=date(2026, 10, 1), received_until=date(2026, 10, 31))


def rows_of(path: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    path = tmp_path / "月报.xlsx"
    path.write_bytes(furnished())
    return path


def test_the_bureaus_form_holds_what_the_ledger_says(desk: Desk, tmp_path: Path) -> None:
    invent(desk, 80)
    opened = forms.open_form(desk, SAMPLE)
    assert opened.name == ""
    order = ExportOrder(OCTOBER, view="全部")
    out, ledger = tmp_path / "上报.xlsx", tmp_path / "台账.xlsx"
    filled = forms.export_form(desk, out, opened, order)
    exports.export_list(desk, ledger, order)
    assert filled is not None
    head, *cases = rows_of(ledger)
    of = {str(name): place for place, name in enumerate(head)}
    told = rows_of(out)
    assert told[0][0] == "2026年10月信访事项办理情况台账"
    assert filled.done.rows == len(cases) > 5
    numbered = sum(bool(case[of["信访件编号"]]) for case in cases)
    assert told[4 + len(cases)][3] == numbered
    said = f"其中 {len(cases) - numbered} 行是空的"
    assert numbered < len(cases)
    assert any("信访件编号" in note and said in note for note in filled.check.notes)
    for number, (case, row) in enumerate(zip(cases, told[4:], strict=False), 1):
        assert row[0] == number
        assert row[1:5] == [case[of[name]] for name in ("信访件编号", "姓名", "电话", "住址")]
        assert row[6] == case[of["形式"]]
        assert row[7] == (case[of["责任单位"]] or case[of["承办单位"]])
        assert row[8] == case[of["受理日期"]]
        assert row[9] == (case[of["限办时间"]] or case[of["办理期限"]])
        assert row[10] == case[of["办结日期"]]
        assert row[11] == case[of["送达日期"]]
        assert str(case[of["事实和理由"]] or case[of["摘要"]]) in str(row[5])


def test_day_of_acceptance_answer_and_service_reach_the_form(desk: Desk, tmp_path: Path) -> None:
    raw = registration(received_on="2026-10-08", petitioned_on="2026-10-08")
    number = intake.register(desk, raw).local_no
    steps = (
        ("accepted", {"on": "2026-10-12", "pathway": "31-6", "unit": "城关派出所"}),
        ("issued", {"on": "2026-11-10", "kind": "opinion", "number": "某公信字〔2026〕9号",
                    "result": "支持"}),
        ("served", {"on": "2026-11-12", "letter": "opinion", "way": "当面",
                    "result": "本人签收", "receiver": "黄䶮"}),
    )  # fmt: skip
    for kind, values in steps:
        on = date.fromisoformat(values.pop("on"))
        casework.record_step(desk, number, kind, values, on=on)
    out = tmp_path / "上报.xlsx"
    forms.export_form(desk, out, forms.open_form(desk, SAMPLE), ExportOrder())
    row = rows_of(out)[4]
    assert row[7:10] == ["城关派出所", date(2026, 10, 12), date(2026, 12, 11)]
    assert row[11] == date(2026, 11, 12)


def test_what_is_remembered_fills_the_same_file_again(
    desk: Desk, blank: Path, tmp_path: Path
) -> None:
    intake.register(desk, registration(channel="传真"))
    opened = forms.open_form(desk, blank)
    filled = FilledColumn("信访形式", ("channel",), {"传真": "来信"})
    mended = replace(opened, mapping=opened.mapping.with_column(filled))
    assert forms.remember_form(desk, mended, "  市局 月报 ").name == "市局 月报"
    again = forms.open_form(desk, blank)
    assert (again.name, again.mapping) == ("市局 月报", mended.mapping)
    kept = forms.kept_form(desk, "市局 月报")
    out = tmp_path / "a.xlsx"
    forms.export_form(desk, out, kept, ExportOrder())
    assert rows_of(out)[5][3] == "来信"
    forms.remove_form(desk, "市局 月报")
    assert forms.forms_kept(desk) == []
    with pytest.raises(UnknownNameError, match="市局 月报"):
        forms.kept_form(desk, "市局 月报")


def test_a_form_needs_a_name_of_reasonable_length(desk: Desk) -> None:
    opened = forms.open_form(desk, SAMPLE)
    for name in ("  ", "长" * 41):
        with pytest.raises(InputError, match="名称"):
            forms.remember_form(desk, opened, name)


def test_what_does_not_fit_is_told_before_a_byte_is_written(
    desk: Desk, blank: Path, tmp_path: Path
) -> None:
    intake.register(desk, registration(channel="传真"))
    out = tmp_path / "a.xlsx"
    told: list[forms.FormCheck] = []

    def shown(check: forms.FormCheck) -> None:
        assert not out.exists()
        told.append(check)

    forms.export_form(desk, out, forms.open_form(desk, blank), ExportOrder(), shown=shown)
    (check,) = told
    assert [(each.key, each.value) for each in check.misfits] == [("信访形式", "传真")]
    assert (check.row_count, check.inserted_count) == (1, 0)
    assert any("行高" in note for note in check.notes)


def test_identities_in_a_form_need_right_purpose_and_password(
    desk: Desk, tmp_path: Path, reopen: Callable[..., Desk]
) -> None:
    intake.register(desk, registration())
    out = tmp_path / "a.xlsx"
    opened = forms.open_form(desk, SAMPLE)
    with pytest.raises(InputError, match="用途"):
        forms.export_form(desk, out, opened, ExportOrder(is_full=True))
    with pytest.raises(InputError, match="打开密码"):
        forms.export_form(desk, out, opened, ExportOrder(is_full=True, purpose="月报"))
    order = ExportOrder(is_full=True, purpose="月报", password="Yuebao2026")
    forms.export_form(desk, out, opened, order)
    assert out.read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    with desk.reading() as work:
        noted = [each for each in entries(work._connection) if each.action.startswith("export.")]
    assert [each.action for each in noted] == ["export.full", "export.written"]
    assert noted[1].after["kind"] == "form"
    colleague = reopen(account=COLLEAGUE)
    with pytest.raises(RightMissingError):
        forms.export_form(colleague, out, forms.open_form(colleague, SAMPLE), order)


def test_confidential_cases_stand_in_no_form_of_who_may_not_see_them(
    desk: Desk, tmp_path: Path
) -> None:
    intake.register(desk, registration())
    sealed = registration(matter_kind="检举控告", summary="检举吃拿卡要", demands=["查处"])
    intake.register(desk, sealed | {"petitioners": [{"name": "欧阳密"}]})
    accounts.set_rights(desk, COLLEAGUE, {"export-full"})
    desk.close()
    colleague = open_again(desk.data_dir, account=COLLEAGUE)
    out = tmp_path / "a.xlsx"
    order = ExportOrder(is_full=True, purpose="月报", is_plain=True)
    filled = forms.export_form(colleague, out, forms.open_form(colleague, SAMPLE), order)
    colleague.close()
    assert filled is not None
    assert filled.done.rows == 1
    text = str(rows_of(out))
    assert "黄䶮" in text
    assert "欧阳密" not in text
    assert "保密" not in text


def test_a_period_that_ends_before_it_begins_is_refused(desk: Desk, tmp_path: Path) -> None:
    turned = LedgerFilter(received_from=date(2026, 10, 31), received_until=date(2026, 10, 1))
    with pytest.raises(InputError, match="起始日 2026-10-31 晚于截止日 2026-10-01"):
        forms.export_form(
            desk, tmp_path / "a.xlsx", forms.open_form(desk, SAMPLE), ExportOrder(turned)
        )
