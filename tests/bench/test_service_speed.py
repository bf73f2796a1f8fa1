"""How soon the screen of services stands at a great desk, and how soon a file is bound."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pikepdf
import pytest
from PIL import Image

from petition_desk.domain.attachments import AttachmentKind
from petition_desk.services import casework, intake, letters
from petition_desk.services.attachments import NewAttachment, attach
from petition_desk.services.casefile import make_casefile
from petition_desk.services.desk import Desk
from petition_desk.services.service import (
    addressees_of,
    find_services,
    right_after,
    service_page,
)
from tests import desks
from tests.bench.million import open_bench_desk
from tests.bench.timing import beside, tell

CASES = 100_000
MOST_SECONDS_TO_SERVICES = 0.300
MOST_SECONDS_TO_FIND = 0.100
MOST_SECONDS_TO_RIGHT = 0.050
MOST_SECONDS_TO_BIND = 3.0
PAGES = 200

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def great() -> Iterator[Desk]:
    opened = open_bench_desk(CASES)
    yield opened
    opened.close()


def test_the_screen_of_services_stands_soon_at_a_hundred_thousand_cases(great: Desk) -> None:
    def count() -> int:
        with great.reading() as work:
            return work.services.count_open()

    seconds, peer = beside(lambda: service_page(great), count)
    page = service_page(great)
    what = f"the screen of services, {CASES:,} cases, {page.open_total:,} open"
    tell(what, seconds, MOST_SECONDS_TO_SERVICES, "counting them", peer)
    assert page.open_total > 100
    assert seconds <= MOST_SECONDS_TO_SERVICES


def test_a_scanned_number_is_found_at_once(great: Desk) -> None:
    letter = next(item.service.letter for item in service_page(great).to_do if item.service.letter)
    seconds, peer = beside(
        lambda: find_services(great, letter), lambda: find_services(great, "EA000000000CN")
    )
    tell("finding a letter by its number", seconds, MOST_SECONDS_TO_FIND, "finding nothing", peer)
    assert seconds <= MOST_SECONDS_TO_FIND


def test_the_right_stands_there_while_the_form_is_filled(great: Desk) -> None:
    item = next(
        one for one in service_page(great).to_do if one.service.kind == "opinion" and one.name
    )
    # The great desk repeats cases under other names: who is served is asked of the case.
    addressee = addressees_of(great, item.local_no)[0]
    raw = {"way": "当面", "result": "本人签收", "addressee": addressee}

    def ask() -> None:
        right_after(great, item.local_no, item.service.letter, raw)

    seconds, peer = beside(ask, lambda: casework.show(great, item.local_no))
    tell("the right before recording", seconds, MOST_SECONDS_TO_RIGHT, "showing the case", peer)
    assert seconds <= MOST_SECONDS_TO_RIGHT


@pytest.fixture
def thick(tmp_path: Path) -> Iterator[tuple[Desk, str]]:
    """A case whose file has about two hundred pages: forty letters, scans, a long report."""
    template = desks.make_template(tmp_path / "template")
    desk = desks.open_copy(template, tmp_path / "data")
    no = intake.register(desk, desks.registration()).local_no
    unit = {"unit": "城关派出所", "handler": "李四", "handler_phone": "0771-7654321"}
    casework.record_step(desk, no, "accepted", {"pathway": "31-6", **unit})
    for place in range(60):
        what = f"第{place + 1}份材料，以及与它有关的说明"
        letters.issue(desk, no, "supplement", {"supplement-asked.what": what})
    for place in range(20):
        image = Image.effect_noise((1240, 1754), 20 + place)
        path = tmp_path / f"scan{place}.jpg"
        image.save(path, quality=70)
        attach(desk, no, path, NewAttachment(AttachmentKind.INQUIRY))
    with pikepdf.open(io.BytesIO(letters.kept(desk, no, "supplement").pdf)) as one:
        for _ in range(109):
            one.pages.append(one.pages[0])
        one.save(tmp_path / "报告.pdf")
    attach(desk, no, tmp_path / "报告.pdf", NewAttachment(AttachmentKind.FEEDBACK))
    yield desk, no
    desk.close()


def test_a_file_of_two_hundred_pages_is_bound_in_three_seconds(
    thick: tuple[Desk, str], tmp_path: Path
) -> None:
    desk, no = thick
    make_casefile(desk, no, tmp_path / "warm.pdf")
    begun = perf_counter()
    made = make_casefile(desk, no, tmp_path / "卷宗.pdf")
    seconds = perf_counter() - begun
    assert made is not None
    begun = perf_counter()
    with pikepdf.open(made.path) as pdf:
        pdf.save(tmp_path / "copy.pdf")
    peer = perf_counter() - begun
    size = made.path.stat().st_size / 1024 / 1024
    what = f"a file of {made.page_count} pages, {made.paper_count} papers, {size:.1f} MB"
    tell(what, seconds, MOST_SECONDS_TO_BIND, "reading and saving it again", peer)
    sys.stdout.write(f"{made.page_count / seconds:.0f} pages a second\n")
    assert made.page_count >= PAGES
    assert seconds <= MOST_SECONDS_TO_BIND
