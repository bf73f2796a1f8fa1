"""Other rights at stake: what a demand that belongs to another procedure may still lose by time.

The rights are data (`resources/law/other_rights.toml`). A right is the person's, so its last day
is the rolled one; it is shown with its rule, and printed only where it is certain and confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, cast

from petition_desk.domain.calendar import (
    PLAIN,
    ROLLED,
    Span,
    SpanUnit,
    ThreeDates,
    WorkCalendar,
    count,
)
from petition_desk.domain.law_tables import LawTable, law_table, refuse_doubles
from petition_desk.domain.vocabulary import Owner, Pathway

Mode = Literal["ours", "yours"]
MODES: Final = ("ours", "yours")
LIMIT_UNITS: Final = ("day", "workday", "month")
LIMIT_OWNERS: Final = (Owner.PETITIONER, Owner.US)
#: A name shorter than this could be part of any paper's name.
SHORTEST_NAME: Final = 4

_RIGHT_KEYS = frozenset(
    {"id", "demand", "pathway", "question", "documents", "never_documents", "procedure", "body"}
    | {"mode", "basis", "note", "confirm", "limit"}
)
_LIMIT_KEYS = frozenset(
    {"name", "amount", "unit", "rule", "source", "documents", "never_documents", "from"}
    | {"owed_by", "confirm"}
)


@dataclass(frozen=True, slots=True)
class RightLimit:
    """A period of a right.

    Attributes:
        name: What has to be done within it.
        span: Its length.
        rule: The rule in words, printed where the day itself may not be.
        source: The article.
        documents: The papers whose service starts it; empty where those of the right do.
        never_documents: Words in the name of a paper that does not start it.
        starts_with: Where something else than the service of a paper starts it: that, in words.
        owed_by: The petitioner; us where it is our own period.
        confirm: What is to be confirmed before its last day is printed; empty if nothing is.
    """

    name: str
    span: Span
    rule: str
    source: str
    documents: tuple[str, ...]
    never_documents: tuple[str, ...]
    starts_with: str
    owed_by: Owner
    confirm: str


@dataclass(frozen=True, slots=True)
class OtherRight:
    """A typical demand, the procedure it belongs to, and the periods of that procedure.

    Attributes:
        id: Its fixed name.
        demand: The typical demand, as the officer knows it.
        pathway: The pathway of the demand.
        question: Id of the screening question under which it is shown.
        documents: Names of the papers it is about.
        never_documents: Words in the name of a paper that is not meant.
        procedure: The procedure, for the letter.
        body: Where to apply, for the letter.
        mode: ``yours``: the person applies; ``ours``: we import the demand.
        basis: The law of the procedure, for the letter.
        note: What else the officer should know.
        confirm: What depends on local practice; empty if nothing does.
        limits: The periods; the first one that a paper starts is the one to warn of.
    """

    id: str
    demand: str
    pathway: Pathway
    question: str
    documents: tuple[str, ...]
    never_documents: tuple[str, ...]
    procedure: str
    body: str
    mode: Mode
    basis: str
    note: str
    confirm: str
    limits: tuple[RightLimit, ...]

    @property
    def served_limit(self) -> RightLimit | None:
        """The period that the service of the right's own paper starts; None if there is none."""
        for limit in self.limits:
            if not limit.starts_with and not limit.documents:
                return limit
        return None

    def limits_of(self, document_name: str) -> tuple[RightLimit, ...]:
        """Return the periods that the service of a paper of this name starts."""
        if any(word in document_name for word in self.never_documents):
            return ()
        return tuple(
            limit
            for limit in self.limits
            if not limit.starts_with
            and _is_named(document_name, limit.documents or self.documents)
            and not any(word in document_name for word in limit.never_documents)
        )


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of a right.

    Attributes:
        right: The right.
        limit: Its period.
        on: The last day that counts.
        dates: The three dates it was taken from.
        started_on: The day that started it: the paper's service.
        is_provisional: Whether a notice still to come may move it.
    """

    right: OtherRight
    limit: RightLimit
    on: date
    dates: ThreeDates
    started_on: date
    is_provisional: bool

    @property
    def may_be_printed(self) -> bool:
        """Whether the day may stand in a letter; else the rule stands there."""
        return not self.is_provisional and not self.limit.confirm

    def days_left(self, today: date) -> int:
        """Return the calendar days to go; negative once the right is past."""
        return (self.on - today).days


def parse_other_rights(text: str, file: str = "other_rights.toml") -> tuple[OtherRight, ...]:
    """Read the table of rights.

    Args:
        text: The text of the file.
        file: Its name, for errors alone.

    Raises:
        RuleFileError: Naming the file and the key at fault.
    """
    table = law_table(text, file)
    table.refuse_unknown({"version", "right"})
    table.text("version")
    tables = table.tables("right")
    if not tables:
        raise table.fault("right", "没有任何条目")
    refuse_doubles(tables)
    return tuple(map(_right, tables))


def last_day(right: OtherRight, served_on: date, calendar: WorkCalendar) -> LastDay | None:
    """Return the last day of a right whose paper was served on a day; None if it has none."""
    limit = right.served_limit
    return None if limit is None else limit_last_day(right, limit, served_on, calendar)


def limit_last_day(
    right: OtherRight, limit: RightLimit, started_on: date, calendar: WorkCalendar
) -> LastDay:
    """Return the last day of one period: rolled where it is the person's, plain where ours."""
    dates = count(started_on, limit.span, calendar)
    which = ROLLED if limit.owed_by is Owner.PETITIONER else PLAIN
    on = dates.due_rolled if which == ROLLED else dates.due_plain
    return LastDay(right, limit, on, dates, started_on, which in dates.provisional)


def rights_at_stake(
    rights: Iterable[OtherRight], document_name: str, served_on: date, calendar: WorkCalendar
) -> tuple[LastDay, ...]:
    """Return the last days of every right that a challenged paper may touch, the nearest first.

    Args:
        rights: The table.
        document_name: Name of the paper, as it was typed: part of a known name, or more.
        served_on: The day it was served on the person.
        calendar: The working days.
    """
    name = "".join(document_name.split())
    found = [
        limit_last_day(right, limit, served_on, calendar)
        for right in rights
        for limit in right.limits_of(name)
    ]
    return tuple(sorted(found, key=lambda last: last.on))


def _is_named(name: str, known: Iterable[str]) -> bool:
    return any(word in name or (len(name) >= SHORTEST_NAME and name in word) for word in known)


def _right(table: LawTable) -> OtherRight:
    table.refuse_unknown(_RIGHT_KEYS)
    return OtherRight(
        id=table.text("id"),
        demand=table.text("demand"),
        pathway=Pathway(table.word("pathway", tuple(Pathway))),
        question=table.text("question"),
        documents=table.texts("documents"),
        never_documents=table.texts("never_documents"),
        procedure=table.text("procedure"),
        body=table.text("body"),
        mode=cast(Mode, table.word("mode", MODES)),
        basis=table.text("basis"),
        note=table.text("note", default=""),
        confirm=table.text("confirm", default=""),
        limits=tuple(map(_limit, table.tables("limit"))),
    )


def _limit(table: LawTable) -> RightLimit:
    table.refuse_unknown(_LIMIT_KEYS)
    unit = cast(SpanUnit, table.word("unit", LIMIT_UNITS))
    return RightLimit(
        name=table.text("name"),
        span=Span(table.number("amount"), unit),
        rule=table.text("rule"),
        source=table.text("source"),
        documents=table.texts("documents"),
        never_documents=table.texts("never_documents"),
        starts_with=table.text("from", default=""),
        owed_by=Owner(table.word("owed_by", LIMIT_OWNERS, default=Owner.PETITIONER)),
        confirm=table.text("confirm", default=""),
    )
