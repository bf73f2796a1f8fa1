"""The facts of a case: who, what, where. What was *done* stands in `steps`, never here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NewType

from petition_desk.domain.vocabulary import (
    DIRECT_SOURCE,
    SOURCES,
    Channel,
    MatterKind,
    Pathway,
    SourceKind,
)

CaseId = NewType("CaseId", int)


@dataclass(frozen=True, slots=True)
class ChallengedDocument:
    """The paper a demand is directed against; its service starts the person's other rights."""

    name: str
    number: str = ""
    served_on: date | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """One request 诉求, counted from 1 within its case; each has a pathway of its own (art. 31)."""

    number: int
    text: str
    pathway: Pathway | None = None
    challenged_document: ChallengedDocument | None = None


@dataclass(frozen=True, slots=True)
class Petitioner:
    """信访人: what is needed to answer the person, and no more. Empty text means not known."""

    name: str
    is_main: bool = True
    id_number: str = ""
    address: str = ""
    mailing_address: str = ""
    postcode: str = ""
    mobile: str = ""
    telephone: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit at the desk; instants are UTC."""

    arrived_at: datetime | None = None
    left_at: datetime | None = None
    room: str = ""
    received_by: str = ""
    mode: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class OfficialRecord:
    """What the national system said of the piece; kept for the round trip, never computed from."""

    due_on: date | None = None
    status: str = ""
    closing_status: str = ""
    registering_unit: str = ""
    responsible_unit: str = ""
    police_branch: str = ""
    handling_way: str = ""
    forwarded_to: str = ""
    archive_no: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """信访件: one incoming piece. Frozen; a change makes a new value that storage writes.

    `received_on` is the first day any unit of the bureau had it (art. 23), `petitioned_on` the day
    the person brought it. `registered_at` is UTC. `imported` marks a row of an older ledger: its
    clocks that began before the import and have no recorded end are unknown, not late.
    """

    local_no: str
    received_on: date
    registered_at: datetime
    channel: Channel = Channel.VISIT
    source: str = DIRECT_SOURCE
    summary: str = ""
    people_count: int = 1
    id: CaseId | None = None
    official_letter_no: str = ""
    official_matter_no: str = ""
    query_code: str = ""
    incoming_doc_no: str = ""
    incoming_on: date | None = None
    must_report_back: bool = False
    report_back_on: date | None = None
    first_received_by: str = ""
    petitioned_on: date | None = None
    postmark_on: date | None = None
    is_anonymous: bool = False
    is_joint: bool = False
    representatives: tuple[str, ...] = ()
    purpose: str = ""
    matter_kind: MatterKind | None = None
    category: str = ""
    problem_place: str = ""
    problem_on: date | None = None
    accused_unit: str = ""
    accused_person: str = ""
    content: str = ""
    demands: tuple[Demand, ...] = ()
    legal_case_no: str = ""
    repeat_of: str = ""
    is_urgent: bool = False
    is_confidential: bool = False
    first_contact: str = ""
    batch: str = ""
    remark: str = ""
    petitioners: tuple[Petitioner, ...] = ()
    visit: Visit | None = None
    official: OfficialRecord = field(default_factory=OfficialRecord)
    is_imported: bool = False
    import_key: str = ""

    @property
    def source_kind(self) -> SourceKind:
        """The kind of the source; an unknown source counts as `other` (the stricter reading)."""
        return SOURCES.get(self.source, SourceKind.OTHER)

    @property
    def main_petitioner(self) -> Petitioner | None:
        """The person letters go to: the one marked main, else the first; None when anonymous."""
        for person in self.petitioners:
            if person.is_main:
                return person
        return self.petitioners[0] if self.petitioners else None

    @property
    def is_sealed(self) -> bool:
        """Whether only accounts with `see-sealed` may see it: 检举控告 (art. 30 III) or marked."""
        return (
            self.is_confidential
            or self.matter_kind is MatterKind.ACCUSATION
            or any(demand.pathway is Pathway.ACCUSATION for demand in self.demands)
        )

    def with_demand_pathway(self, number: int, pathway: Pathway) -> Case:
        """The same case with one demand's pathway set."""
        demands = tuple(
            replace(demand, pathway=pathway) if demand.number == number else demand
            for demand in self.demands
        )
        return replace(self, demands=demands)
