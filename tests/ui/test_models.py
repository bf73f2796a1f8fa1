"""Every model of the window keeps the rules of Qt's models, empty, filled and filled anew."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from petition_desk import ui
from petition_desk.domain.highlights import Marked
from petition_desk.exchange.cells import Severity
from petition_desk.exchange.problems import Problem
from petition_desk.services import intake, service, today
from petition_desk.services.desk import Desk
from petition_desk.ui.models.findings_model import Finding, FindingsModel
from petition_desk.ui.models.service_model import ServiceModel
from petition_desk.ui.models.today_model import TodayModel
from petition_desk.ui.screens.importing.problems import ProblemsModel
from petition_desk.ui.widgets.record_list import Record, RecordModel
from tests import desks
from tests.ui.test_ledger_model import model_of

LINES = (
    Finding(Marked("动作")),
    Finding(Marked("新登记", ((1, 3),)), Marked("一"), "Ctrl+N", "plus", lambda: None),
)


def test_the_lines_of_the_palette(qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    model = FindingsModel()
    qtmodeltester.check(model)
    model.show_findings(LINES)
    qtmodeltester.check(model)
    assert model.first_act() == 1
    model.show_findings(())
    qtmodeltester.check(model)


def test_the_rows_of_a_record_list(qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    model = RecordModel()
    qtmodeltester.check(model)
    model.show_records([Record("1", ("一", "二")), Record("2", ("三", "四"))])
    qtmodeltester.check(model)


def test_the_lines_of_today(qtmodeltester: ModelTester, qtbot: QtBot, desk: Desk) -> None:
    model = TodayModel()
    qtmodeltester.check(model)
    intake.register(desk, desks.registration(received_on="2026-11-01", petitioned_on="2026-11-01"))
    model.show_page(today.today_page(desk))
    qtmodeltester.check(model)


def test_the_lines_of_services(qtmodeltester: ModelTester, qtbot: QtBot, desk: Desk) -> None:
    model = ServiceModel()
    qtmodeltester.check(model)
    raw = desks.registration()
    notice = intake.Notice("accept", "户政科", "赵警官", "0771-1112222")
    intake.register_and_notify(desk, raw, notice)
    page = service.service_page(desk)
    model.show_page(page)
    qtmodeltester.check(model)
    model.show_found(service.find_services(desk, "受理"))
    qtmodeltester.check(model)


def test_the_problems_of_an_import(qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    model = ProblemsModel()
    qtmodeltester.check(model)
    wrong = Problem("来访", 4, "电话", "12", "位数不对", Severity.WARNING)
    no_day = Problem("来访", 3, "收到日期", "", "没有日期", Severity.ERROR)
    model.show_problems((wrong, no_day), is_done=False)
    qtmodeltester.check(model)
    assert model.problem(0) == no_day
    model.show_problems((), is_done=True)
    qtmodeltester.check(model)


@pytest.mark.parametrize("count", [0, 1, 300])
def test_the_rows_of_the_ledger(qtmodeltester: ModelTester, qtbot: QtBot, count: int) -> None:
    model, _ = model_of(count)
    qtmodeltester.check(model)


def test_no_model_of_the_program_is_forgotten_here() -> None:
    """A new model, wherever it stands, is tested above and named in this list."""
    tested = {
        "FindingsModel", "LedgerModel", "ProblemsModel", "RecordModel", "ServiceModel", "TodayModel"
    }  # fmt: skip
    for found in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        importlib.import_module(found.name)
    assert {kind.__name__ for kind in _kinds_of(QAbstractItemModel)} == tested


def _kinds_of(base: type) -> Iterator[type]:
    for kind in base.__subclasses__():
        if kind.__module__.startswith(f"{ui.__name__}."):
            yield kind
        yield from _kinds_of(kind)
