"""录国网: what is typed a second time, into the national system, in that system's order and codes.

Fields, order and codes are data (`resources/exchange/national_entry.toml`); what a field may be
taken from is the closed list `SOURCES`. A fact that is not known stays an empty field: nothing is
made up to fill a page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from petition_desk.domain.case import Case
from petition_desk.domain.identity import check_id
from petition_desk.domain.law_tables import LawTable, law_table
from petition_desk.domain.masking import (
    mask_address,
    mask_id,
    mask_name,
    mask_phone,
    mask_text,
)

ISO_DAY: Final = "%Y-%m-%d"
_FIELD_KEYS: Final = frozenset({"title", "from", "codes", "form"})
_FILE_KEYS: Final = frozenset({"format", "title", "field", "codes"})


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What the fields are taken from.

    Attributes:
        case: The facts, corrections applied.
        unit: Who handles it; empty where nobody does yet.
        office: The name of the office.
    """

    case: Case
    unit: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class NationalField:
    """One field of the page.

    Attributes:
        title: As the page writes it.
        source: A key of `SOURCES`.
        codes: Word → what the page wants instead.
        form: How a day is written.
    """

    title: str
    source: str
    codes: Mapping[str, str]
    form: str = ISO_DAY


@dataclass(frozen=True, slots=True)
class NationalPage:
    """The fields in the order of the page."""

    title: str
    fields: tuple[NationalField, ...]


@dataclass(frozen=True, slots=True)
class NationalEntry:
    """One field filled.

    Attributes:
        title: As the page writes it.
        value: What is to be typed there; empty where it is not known.
        shown: The same as a visitor may see it: identities covered.
    """

    title: str
    value: str
    shown: str

    @property
    def is_identity(self) -> bool:
        """Whether the value tells more than may be seen by a visitor."""
        return self.value != self.shown


def parse_national_page(text: str, file: str) -> NationalPage:
    """Read the page's description.

    Args:
        text: The TOML.
        file: The file's name, for errors alone.

    Raises:
        RuleFileError: a key is missing or unknown, a field is taken from what there is not, or
            its table of codes is missing.
    """
    table = law_table(text, file)
    table.refuse_unknown(_FILE_KEYS)
    if table.number("format") != 1:
        raise table.fault("format", "不认识的格式版本")
    fields = tuple(_field(table, item) for item in table.tables("field"))
    if not fields:
        raise table.fault("field", "没有填写")
    return NationalPage(table.text("title"), fields)


def _field(table: LawTable, item: LawTable) -> NationalField:
    item.refuse_unknown(_FIELD_KEYS)
    named = item.text("codes", default="")
    codes = table.table("codes").table(named).values if named else {}
    for word, code in codes.items():
        if not isinstance(code, str):
            raise table.fault(f"codes.{named}.{word}", "应为文字")
    return NationalField(
        item.text("title"),
        item.word("from", tuple(SOURCES)),
        {word: str(code) for word, code in codes.items()},
        item.text("form", default=ISO_DAY),
    )


def entries(page: NationalPage, facts: EntryFacts) -> tuple[NationalEntry, ...]:
    """Fill every field of a page with what is known of a case."""
    return tuple(_entry(field, facts) for field in page.fields)


def _entry(field: NationalField, facts: EntryFacts) -> NationalEntry:
    read, cover = SOURCES[field.source]
    found = read(facts)
    if found is None:
        return NationalEntry(field.title, "", "")
    words = found.strftime(field.form) if isinstance(found, date) else str(found)
    value = field.codes.get(words, words)
    return NationalEntry(field.title, value, cover(value, facts))


def _person(name: str) -> Callable[[EntryFacts], str]:
    """Return how a fact of the main petitioner is read; of nobody it is empty."""

    def read(facts: EntryFacts) -> str:
        person = facts.case.main_petitioner
        return str(getattr(person, name)) if person is not None else ""

    return read


def _sex(facts: EntryFacts) -> str:
    """The sex an ID number tells (GB 11643); empty where there is none or it is doubtful."""
    check = check_id(_person("id_number")(facts))
    return check.sex or "" if not check.warnings else ""


def _demands(facts: EntryFacts) -> str:
    demands = facts.case.demands
    if len(demands) == 1:
        return demands[0].text
    return "；".join(f"{demand.number}. {demand.text}" for demand in demands)


def _as_it_is(value: str, _facts: EntryFacts) -> str:
    return value


def _text(value: str, facts: EntryFacts) -> str:
    return mask_text(value, [person.name for person in facts.case.petitioners])


def _by(mask: Callable[[str], str]) -> Callable[[str, EntryFacts], str]:
    return lambda value, _facts: mask(value)


SOURCES: Final[
    Mapping[
        str,
        tuple[Callable[[EntryFacts], date | int | str | None], Callable[[str, EntryFacts], str]],
    ]
] = {
    "petitioner.name": (_person("name"), _by(mask_name)),
    "petitioner.sex": (_sex, _as_it_is),
    "petitioner.id_number": (_person("id_number"), _by(mask_id)),
    "petitioner.mobile": (_person("mobile"), _by(mask_phone)),
    "petitioner.telephone": (_person("telephone"), _by(mask_phone)),
    "petitioner.address": (_person("address"), _by(mask_address)),
    "petitioner.postcode": (_person("postcode"), _as_it_is),
    "petitioner.agent": (_person("agent"), _by(mask_name)),
    "case.local_no": (lambda facts: facts.case.local_no, _as_it_is),
    "case.channel": (lambda facts: facts.case.channel.value, _as_it_is),
    "case.source": (lambda facts: facts.case.source, _as_it_is),
    "case.received_on": (lambda facts: facts.case.received_on, _as_it_is),
    "case.petitioned_on": (lambda facts: facts.case.petitioned_on, _as_it_is),
    "case.people_count": (lambda facts: facts.case.people_count, _as_it_is),
    "case.problem_place": (lambda facts: facts.case.problem_place, _as_it_is),
    "case.problem_on": (lambda facts: facts.case.problem_on, _as_it_is),
    "case.matter_kind": (
        lambda facts: facts.case.matter_kind.value if facts.case.matter_kind else "",
        _as_it_is,
    ),
    "case.purpose": (lambda facts: facts.case.purpose, _as_it_is),
    "case.category": (lambda facts: facts.case.category, _as_it_is),
    "case.summary": (lambda facts: facts.case.summary, _text),
    "case.content": (lambda facts: facts.case.content or facts.case.summary, _text),
    "case.demands": (_demands, _text),
    "case.incoming_doc_no": (lambda facts: facts.case.incoming_doc_no, _as_it_is),
    "case.unit": (lambda facts: facts.unit, _as_it_is),
    "office.name": (lambda facts: facts.office, _as_it_is),
}
"""What a field may be taken from: how it is read, and how it is covered before a visitor."""
