"""Cases, standings and letters for the tests of storage; people and places are invented."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from petition_desk.clock import FixedClock
from petition_desk.domain.case import (
    Case,
    CaseId,
    ChallengedDocument,
    Demand,
    OfficialRecord,
    Petitioner,
    Visit,
)
from petition_desk.domain.deadline_rows import DeadlineRow, StandingRow
from petition_desk.domain.kept_letters import KeptLetter
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import CaseState, Channel, ClockState, MatterKind, Pathway
from petition_desk.storage.unit_of_work import Database, UnitOfWork
from tests.storage.desks import AT, FAST, PASSWORD

CLOCK: Final = FixedClock(AT)
TODAY: Final = CLOCK.today()

PERSON: Final = Petitioner(
    "单晓彤",
    id_number="11010519491231002X",
    address="某某县城关镇1号",
    mailing_address="某某县城关镇邮局",
    postcode="100000",
    mobile="13812345678",
    telephone="0774-1234567",
    agent="李律师",
)

FULL: Final = Case(
    "XF2026-0001",
    date(2026, 3, 2),
    AT,
    channel=Channel.LETTER,
    source="县信访局",
    summary="不服交通事故责任认定",
    people_count=2,
    official_letter_no="G4509260000071",
    official_matter_no="SX26000071",
    query_code="Q-77",
    incoming_doc_no="信转〔2026〕5号",
    incoming_on=date(2026, 3, 1),
    must_report_back=True,
    report_back_on=date(2026, 5, 1),
    first_received_by="城关派出所",
    petitioned_on=date(2026, 2, 27),
    postmark_on=date(2026, 2, 27),
    is_joint=True,
    representatives=("曾文", "仇敏"),
    purpose="请求重新认定",
    matter_kind=MatterKind.CLAIM,
    category="申诉/事故认定申诉",
    problem_place="东门街道",
    problem_on=date(2026, 1, 5),
    accused_unit="交警大队",
    accused_person="某民警",
    content="信访人认为事故责任划分有误，要求重新认定。",
    demands=(
        Demand(
            1,
            "撤销认定书",
            Pathway.PROCEDURE,
            ChallengedDocument("事故认定书", "第12号", date(2026, 2, 20)),
        ),
        Demand(2, "赔礼道歉"),
    ),
    legal_case_no="A123",
    repeat_of="XF2025-0009",
    is_urgent=True,
    first_contact="王警官",
    batch="积案",
    remark="备注",
    petitioners=(PERSON, Petitioner("张三", is_main=False, mobile="13900001111")),
    visit=Visit(AT, AT, "一号接待室", "王警官", "开门接访", "陈述"),
    official=OfficialRecord(
        date(2026, 5, 1),
        "办理中",
        "",
        "某某县公安局",
        "交警大队",
        "交管",
        "交办",
        "交警大队",
        "A-1",
    ),
    is_imported=True,
    import_key="official:G4509260000071",
)
"""A case with every field filled."""


def simple(number: int, **changes: Any) -> Case:  # noqa: ANN401 - any field of a case
    """Return a small case, number so and so of 2026."""
    case = Case(
        f"XF2026-{number:04}",
        date(2026, 11, 1),
        AT,
        summary=f"反映第{number}件事",
        petitioners=(Petitioner("张三"),),
    )
    return replace(case, **changes)


def step(kind: str, on: date = TODAY, /, **values: Any) -> Step:  # noqa: ANN401 - any step value
    """Return a step recorded at the present instant."""
    return Step(kind, on, AT, "王警官", values)


def clock_row(**changes: Any) -> DeadlineRow:  # noqa: ANN401 - any field of a clock
    """Return an open clock of ours that ends in two days."""
    row = DeadlineRow(
        rule="notify-direct",
        name="书面告知",
        of="",
        owed_by="us",
        article="《信访工作条例》第二十三条第二款",
        started_on=date(2026, 11, 7),
        due_plain=date(2026, 11, 22),
        due_rolled=date(2026, 11, 23),
        act_by=date(2026, 11, 20),
        deadline=date(2026, 11, 22),
        reminds_on=date(2026, 11, 22),
        is_provisional=False,
        is_presumed=False,
        state=ClockState.RUNNING,
        queue="",
        act="notice",
        act_label="填告知书",
    )
    return replace(row, **changes)


def standing_row(*clocks: DeadlineRow, **changes: Any) -> StandingRow:  # noqa: ANN401
    """Return a standing whose next clock is the first given."""
    first = clocks[0] if clocks else None
    row = StandingRow(
        state=CaseState.TO_NOTIFY,
        computed_on=TODAY,
        changes_on=date(2026, 11, 23),
        unit="城关派出所",
        pathway="31-6",
        next_rule=first.rule if first else "",
        next_name=first.name if first else "",
        next_owed_by=first.owed_by if first else "",
        next_deadline=first.deadline if first else None,
        next_reminds_on=first.reminds_on if first else None,
        next_is_provisional=False,
        owes_facts=False,
        owes_national_entry=False,
        awaits_slip=False,
        entered_nationally_no="",
        closed_on=None,
        clocks=clocks,
    )
    return replace(row, **changes)


def letter(case_id: CaseId, **changes: Any) -> KeptLetter:  # noqa: ANN401 - any field of a letter
    """Return an accept letter with a few bytes of its own."""
    pdf = changes.pop("pdf", b"%PDF-1.4 letter")
    kept = KeptLetter(
        case_id=case_id,
        kind="accept",
        number="某公信告〔2026〕1号",
        serial=1,
        year=2026,
        issued_on=TODAY,
        issued_at=AT,
        by="王警官",
        title="信访事项受理告知书",
        sha256=hashlib.sha256(pdf).hexdigest(),
        template_version="1",
        page_count=1,
        pdf=pdf,
    )
    return replace(kept, **changes)


def new_database(root: Path) -> Database:
    """Create and open an office's data of account 王警官."""
    database, _ = Database.create(root, "王警官", PASSWORD, CLOCK, cost=FAST)
    return database


@contextmanager
def committed(database: Database) -> Iterator[UnitOfWork]:
    """Lend a transaction and commit it."""
    with database.begin("王警官", AT) as work:
        yield work
        work.commit()
