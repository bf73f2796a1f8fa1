"""A file of every released schema opens with today's program and has lost nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.domain.office import Unit
from petition_desk.storage.engine import open_engine
from petition_desk.storage.folder import DataFolder
from petition_desk.storage.keys import unlock
from petition_desk.storage.migrate import migrate
from petition_desk.storage.schema import HEAD_REVISION, SCHEMA_NUMBER, schema_number
from petition_desk.storage.unit_of_work import Database
from tests.storage.desks import AT, PASSWORD
from tests.storage.samples import CLOCK, FULL, letter

RELEASED = sorted(Path(__file__).resolve().parents[1].glob("databases/schema-*"))


def test_a_file_of_every_schema_is_kept() -> None:
    numbers = {int(folder.name.removeprefix("schema-")) for folder in RELEASED}
    assert numbers == set(range(1, SCHEMA_NUMBER + 1))


@pytest.fixture(params=RELEASED, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> DataFolder:
    shutil.copytree(request.param, tmp_path / "office")
    return DataFolder(tmp_path / "office")


def test_an_older_file_is_opened_migrated_and_whole(folder: DataFolder) -> None:
    database = Database.open(folder.root, "王警官", PASSWORD, CLOCK)
    report = database.verify()
    with database.begin("王警官", AT, read_only=True) as work:
        stored = work.cases.get("XF2026-0001")
        assert stored is not None
        assert stored.case == replace(FULL, id=stored.id)
        assert [step.kind for step in stored.steps] == ["accepted"]
        kept = work.letters.find(stored.id, "某公信告〔2026〕1号")
        assert kept is not None
        assert (kept.pdf, kept.is_void) == (letter(stored.id).pdf, True)
        assert work.ledger.count(LedgerFilter()) == 11
        first = work.ledger.first_ids(LedgerFilter(), LedgerSort(), 1)
        assert work.ledger.rows_for(first)[0].local_no == "XF2026-0011"
        assert work.search.matching("shanxiaotong", 5) == [stored.id]
        assert work.units.all() == [Unit("城关派出所", "李所", "0774-1", "城关镇2号")]
        assert work.settings.get("office.name") == "某某县公安局"
        assert len(work.drafts.all("王警官")) == 1
        assert work.cases.peek_local_no(2026) == "XF2026-0012"
    database.close()
    assert report.holds


def test_what_the_second_schema_brought_is_whole(tmp_path: Path) -> None:
    shutil.copytree(next(f for f in RELEASED if f.name == "schema-2"), tmp_path / "office")
    database = Database.open(tmp_path / "office", "王警官", PASSWORD, CLOCK)
    with database.begin("王警官", AT, read_only=True) as work:
        stored = work.cases.get("XF2026-0001")
        assert stored is not None
        (scan,) = work.attachments.of_case(stored.id)
        assert work.attachments.bytes_of(scan) == b"%PDF-1.4 invented"
        kept = work.letters.find(stored.id, "某公信告〔2026〕1号")
        assert kept is not None
        assert kept.id is not None
        assert [job.copies for job in work.printings.of_letter(kept.id)] == [2]
        assert work.letter_marks.letters_with("11111111-2222-3333-4444-555555555555") == [kept.id]
        assert work.postponements.get(stored.id, "notify-direct", "") is not None
        assert work.wordings.draft("notice") is not None
        assert [version.reason for version in work.wordings.versions("accept")] == ["改了开头"]
        assert [view.title for view in work.ledger_views.all()] == ["我的视图"]
        assert work.forms.get("市局月报").workbook == b"PK"
        (batch,) = work.imports.batches()
        assert [done.before for done in work.imports.did(batch.id)] == [None]
    database.close()


def test_each_revision_can_be_reached_from_every_released_file(folder: DataFolder) -> None:
    keys = unlock(folder.keyfile, "王警官", PASSWORD)
    engine = open_engine(folder.database, keys)
    migrate(engine, HEAD_REVISION, SCHEMA_NUMBER)
    with engine.connect() as connection:
        assert schema_number(connection) == SCHEMA_NUMBER
        assert connection.execute(text("SELECT count(*) FROM cases")).scalar_one() == 11
    engine.dispose()
