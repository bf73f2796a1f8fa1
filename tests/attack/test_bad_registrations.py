"""Registrations no form would send: each ends in a number or in named faults, never in a crash."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from petition_desk.domain.case_form import KNOWN_KEYS
from petition_desk.exchange.workbook import read_workbook
from petition_desk.services import casework
from tests import desks
from tests.attack.commands import Office

PLAIN: Final = desks.registration()

JUNK: Final[tuple[object, ...]] = (
    None, True, 0, -1, 1.5, 1e308, float("nan"), float("inf"), 10**30, "", [], {}, [[]], [{}],
    {"a": {"b": [1]}}, "x", "\0", "\ud800", "A" * 200_000, [None], ["", None, 3, []],
    [[[[[]]]]], "2026-13-45", "9999-12-31", "0001-01-01T00:00:00+08:00", "２０２６-01-01", "٣",
    "<b>{office.name}%s", "\u202eabc", "=HYPERLINK(1)", "9" * 5000,
)  # fmt: skip
PERSON_KEYS: Final = ("name", "id_number", "mobile", "telephone", "address", "postcode", "main")
DEMAND_KEYS: Final = ("text", "pathway", "reasons", "challenged_document")
VISIT_KEYS: Final = ("arrived_at", "left_at", "room", "statement", "mode")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "JSON"),
        (b"\xef\xbb\xbf", "JSON"),
        (b"[]", "对象"),
        (b"null", "对象"),
        (b'"XF2026-0001"', "对象"),
        (b"[1, {}]", "对象"),
        (json.dumps(PLAIN)[:-30].encode(), "JSON"),
        (json.dumps(PLAIN, ensure_ascii=False).encode("gb18030"), "UTF-8"),
        (json.dumps(PLAIN).encode("utf-16"), "UTF-8"),
        (b"[" * 100_000, "括号"),
        (b'{"people_count": ' + b"9" * 5000 + b"}", "数字"),
        (b"\x89PNG\r\n\x1a\n" + bytes(1000), "UTF-8"),
        (json.dumps([PLAIN, {**PLAIN, "channel": "飞鸽"}]).encode(), "第 2 件"),
        (json.dumps({**PLAIN, "received_on": "2026-11-21"}).encode(), "received_on"),
        (json.dumps({**PLAIN, "people_count": "若干"}).encode(), "people_count"),
        (json.dumps({**PLAIN, "people_count": 0}).encode(), "people_count"),
        (json.dumps({"a": 1}).encode(), "summary"),
    ],
)
def test_a_file_that_cannot_be_registered_names_what_is_wrong(
    office: Office, content: bytes, said: str
) -> None:
    with office.unchanged():
        done = office.here("register", office.form(content), code=4)
    assert done.out == ""
    assert said in done.err


def test_a_file_with_a_byte_order_mark_is_read(office: Office) -> None:
    form = office.form(b"\xef\xbb\xbf" + json.dumps(PLAIN, ensure_ascii=False).encode())
    assert office.run("register", form).out == "XF2026-0001\n"


def test_what_looks_like_markup_or_a_formula_is_kept_to_the_letter(office: Office) -> None:
    name, summary = "<b>&amp;{x}%s\\n'\"", '=HYPERLINK("x") {office.name} %(a)s'
    number = office.register(
        petitioners=[{"name": name}], summary=summary, demands=[{"text": "<i>", "pathway": "31-6"}]
    )
    told = office.run("show", number, "--json").json()
    assert told["petitioners"][0]["name"] == name
    assert told["case"]["summary"] == summary
    office.run("step", number, "accepted", "pathway=31-6", "unit=<u>", "handler={x}",
               "handler_phone=%s")  # fmt: skip
    out = office.data.parent / "a.pdf"
    office.run("letter", number, "accept", "--out", out)
    assert out.read_bytes().startswith(b"%PDF")
    book = office.data.parent / "a.xlsx"
    office.run("export", book, "--full", "--purpose", "核对")
    cells = [
        cell for sheet in read_workbook(book).sheets for _, row in sheet.rows() for cell in row
    ]
    assert summary in cells
    assert name in cells


def test_control_characters_and_turned_writing_are_taken_out_and_told(office: Office) -> None:
    form = office.form(
        {**PLAIN, "petitioners": [{"name": "张\u202e\u0007三\ufeff"}], "content": "一\r\n二\t三\0"}
    )
    done = office.run("register", form)
    assert "petitioners.0.name" in done.err
    shown = office.run("show", done.out.strip(), "--json").json()
    assert shown["petitioners"][0]["name"] == "张三"
    assert shown["case"]["content"] == "一\n二\t三"


def test_a_wrong_id_or_telephone_number_warns_and_never_blocks(office: Office) -> None:
    wrong = ("1101051949123100", "abc", "0" * 18, "1" * 300)
    people = [{"name": "张三", "id_number": number, "mobile": number} for number in wrong]
    done = office.run(
        "register", office.form([{**PLAIN, "petitioners": [person]} for person in people])
    )
    numbers = [f"XF2026-{place:04}" for place in range(1, len(wrong) + 1)]
    assert done.out.split() == numbers
    for number in numbers:
        assert f"{number} 提醒：petitioners.0.id_number" in done.err
        assert f"{number} 提醒：petitioners.0.mobile" in done.err


def forms(every: int = 1) -> Iterator[dict[str, Any]]:
    """Return registrations with junk in each of their places; each ``every``-th of them."""
    person, demand = PLAIN["petitioners"][0], PLAIN["demands"][0]
    places = [
        *({**PLAIN, key: junk} for key in sorted(KNOWN_KEYS) for junk in JUNK),
        *({**PLAIN, "petitioners": [{**person, key: j}]} for key in PERSON_KEYS for j in JUNK),
        *({**PLAIN, "demands": [{**demand, key: junk}]} for key in DEMAND_KEYS for junk in JUNK),
        *({**PLAIN, "visit": {key: junk}} for key in VISIT_KEYS for junk in JUNK),
    ]
    # A step that shares no factor with the number of junk values meets every value and every key.
    yield from places[::every]


def endure(office: Office, every: int) -> tuple[int, int]:
    """Register them one by one; return how many came in and how many were refused."""
    numbers: list[str] = []
    refused = 0
    for form in forms(every):
        done = office.here("register", office.form(json.dumps(form)), code=None)
        assert done.code in (0, 4), (form, done)
        refused += done.code == 4
        numbers += done.out.split() if done.code == 0 else []
    # The year is that of the day of receipt, which may be any of the past.
    for year in {number[:6] for number in numbers}:
        of_year = [int(number[7:]) for number in numbers if number.startswith(year)]
        assert of_year == list(range(1, len(of_year) + 1))
    with office.desk() as desk:
        for number in numbers[:: max(1, every // 2)]:
            assert casework.show(desk, number).case.local_no == number
    assert office.entries() > len(numbers)
    return len(numbers), refused


def test_junk_in_any_place_ends_in_a_number_or_a_named_fault(office: Office) -> None:
    registered, refused = endure(office, every=11)
    assert registered > 20
    assert refused > 40


@pytest.mark.proof
def test_junk_in_every_place_ends_in_a_number_or_a_named_fault(office: Office) -> None:
    registered, refused = endure(office, every=1)
    assert registered > 300
    assert refused > 500


def test_a_name_of_a_thousand_signs_and_a_content_of_a_million_are_kept(office: Office) -> None:
    name, content = "张" * 1000, "内容" * 500_000
    number = office.register(petitioners=[{"name": name}], content=content)
    told = office.run("show", number, "--json").json()
    assert told["petitioners"][0]["name"] == name
    assert len(told["case"]["content"]) == 1_000_000


def test_files_that_are_no_files_are_named(office: Office, tmp_path: Path) -> None:
    with office.unchanged():
        for path in (tmp_path, tmp_path / "no" / "such.json", Path(os.devnull)):
            assert path.name in office.run("register", path, code=4).err
