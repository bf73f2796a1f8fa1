"""Papers of the service chain: the 送达回证 of a letter, and the list for the post office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from petition_desk.documents.blocks import Align, Cell, Row
from petition_desk.documents.casefile import head_row, sheet
from petition_desk.domain.addressees import Addressees
from petition_desk.domain.kept_letters import KeptLetter
from petition_desk.domain.letter_services import TO_DO, ServiceState
from petition_desk.domain.reading import Reading
from petition_desk.domain.vocabulary import ServiceWay
from petition_desk.errors import InputError
from petition_desk.services import letters
from petition_desk.services.changes import Changes
from petition_desk.services.desk import Desk
from petition_desk.services.letters import SERVICE_SHEET, font_set, sheet_words
from petition_desk.services.recording import loaded_for_work
from petition_desk.storage.cases import StoredCase
from petition_desk.storage.letter_services import ServiceRow
from petition_desk.storage.unit_of_work import UnitOfWork

TITLE = "寄递清单"
CONTENT = "文件资料"
"""What a list for the post office calls every letter: what is in it is nobody's business."""

_COLUMNS = (1.0, 2.2, 5.4, 2.2, 3.2)
_MOST = 500
_FACTS: Final = {
    "waybill": "served.waybill",
    "addressee": "served.addressee",
    "consent": "service.consent",
}


def service_sheet(desk: Desk, no: str, letter: str, raw: Mapping[str, str]) -> KeptLetter:
    """The 送达回证 of a letter that was issued here; the kept one while the service is the same.

    Args:
        desk: Who asks.
        no: The case.
        letter: The number of the letter.
        raw: Fields of the service: `way` (in person by default), `waybill`, `addressee`,
            `consent`.

    Raises:
        UnknownNameError: the letter was not issued by the program (exit 2).
        LetterLacksError: the sheet lacks a fact, e.g. a waybill (exit 4).
    """
    served = letters.kept(desk, no, letter)
    way = raw.get("way") or ServiceWay.IN_PERSON.value
    known = {name: raw[key] for key, name in _FACTS.items() if raw.get(key)}
    with desk.begin() as work:
        stored = loaded_for_work(desk, work, no)
        if len(Addressees.of(stored.case).names) < 2:
            known.pop("served.addressee", None)  # the only one is addressed as the letter is
        words = sheet_words(
            stored, {"served_letter.number": served.number, "served.way": way, **known}
        )
        earlier = _kept_sheet(work, Reading(stored.case, stored.steps, desk.clock.today()), words)
        if earlier is not None:
            return earlier
        sheet = letters.service_sheet_within(desk, work, stored, served, way, known)
        work.commit()
    desk.announce(Changes.of_case(stored.id))
    return sheet


def _kept_sheet(work: UnitOfWork, reading: Reading, words: str) -> KeptLetter | None:
    """The valid sheet whose step says that it is of this service."""
    case_id = reading.case.id
    for issued in reversed(reading.letters_of(SERVICE_SHEET)):
        if issued.step.text("result") == words and issued.number and case_id is not None:
            sheet = work.letters.find(case_id, issued.number)
            if sheet is not None and not sheet.is_void:
                return sheet
    return None


def mailing_list(desk: Desk) -> bytes:
    """The list of what is to be posted, for the post office to sign.

    It names addressee and address in full and says of every letter 文件资料 only, confidential or
    not. A letter that was posted already, or whose addressee has no address, is not on it. The
    journal is told that identities were written out.

    Raises:
        InputError: there is nothing to post (exit 4).
    """
    with desk.begin() as work:
        rows = [row for row in work.services.open(_MOST) if row.service.state in TO_DO]
        visible = [row for row in rows if desk.may_see(is_sealed=row.is_sealed)]
        lines = tuple(_lines(work, visible))
        if not lines:
            raise InputError(TITLE, "没有要寄的文书，或者受送达人没有写明地址")
        for number in dict.fromkeys(row.local_no for row in visible):
            work.journal.write("case.reveal", number)
        work.commit()
    head = head_row("序号", "收件人", "地址", "内件", "邮件号")
    return sheet(TITLE, _COLUMNS, (head, *lines), font_set())


def _lines(work: UnitOfWork, rows: list[ServiceRow]) -> Iterator[Row]:
    cases = {stored.id: stored for stored in work.cases.get_many([row.case_id for row in rows])}
    place = 0
    for row in rows:
        name, address = _addressed(cases[row.case_id], row.service.addressee)
        if not name or not address:
            continue
        place += 1
        is_new = row.service.state is not ServiceState.RETURNED
        waybill = row.service.waybill if is_new else ""
        words = (name, address, CONTENT, waybill)
        yield Row((Cell(str(place), align=Align.CENTRE), *(Cell(word) for word in words)))


def _addressed(stored: StoredCase, addressee: str) -> tuple[str, str]:
    people = stored.case.petitioners
    person = next((one for one in people if one.name == addressee), stored.case.main_petitioner)
    if person is None:
        return addressee, ""
    address = person.mailing_address or person.address
    postcode = f"（{person.postcode}）" if person.postcode else ""
    return addressee or person.name, f"{address}{postcode}" if address else ""
