"""An invented year: which cases come when, so that every state and pathway is met.

The same seed, length and last day give the same cases, always. A fixed list of plots comes first,
so that even a small number shows everything; the rest is drawn as a county's year goes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from petition_desk.clock import CHINA
from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.case import Case, ChallengedDocument, Demand, OfficialRecord, Visit
from petition_desk.domain.numbering import LETTER_WORDS
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import SOURCES, Channel, MatterKind, SourceKind
from petition_desk.services.demo.material import Material, Matter
from petition_desk.services.demo.stories import TRACKS, Story

YEAR_DAYS: Final = 364


@dataclass(frozen=True, slots=True)
class Plot:
    """What one case is to become.

    Attributes:
        stop: Where its story ends; empty: as far as time allows.
        letter: The kind of letter that is really issued for it, on the last day.
        age: How many days before the last day it came, at least and at most.
        source: Who brought it; empty: drawn.
    """

    track: str
    stop: str = ""
    age: tuple[int, int] = (0, YEAR_DAYS)
    source: str = ""
    channel: str = ""
    is_slow: bool = False
    is_repeat: bool = False
    is_urgent: bool = False
    is_bare: bool = False
    letter: str = ""


SURE: Final = (
    Plot("petition", age=(0, 4)),
    Plot("petition", "undecided", (8, 13)),
    Plot("petition", "undecided", (17, 30)),
    Plot("petition", "accepted", (9, 12), letter="accept"),
    Plot("petition", "accepted", (9, 12), channel="来访", letter="accept"),
    Plot("petition", "accept issued", (3, 9)),
    Plot("petition", "slip awaited", (10, 20)),
    Plot("petition", "handling", (36, 50)),
    Plot("petition", "handling", (40, 50), letter="opinion"),
    Plot("petition", "handling", (78, 95)),
    Plot("petition", "feedback awaited", (45, 55)),
    Plot("petition", "extended", (70, 80)),
    Plot("petition", "opinion issued", (60, 75)),
    Plot("petition", "answered", (72, 85)),
    Plot("petition", "mediated", (90, 140)),
    Plot("petition", "withdrawn", (40, 120)),
    Plot("petition", "in review", (105, 120)),
    Plot("petition", "in recheck", (170, 200)),
    Plot("petition", "redo", (150, 170)),
    Plot("petition", source="县信访局", channel="来信", age=(40, 200)),
    Plot("petition", source="国家信访局", channel="网上", age=(80, 200), is_urgent=True),
    Plot("petition", "handling", (20, 40), source="省厅信访", channel="来信"),
    Plot("petition", "undecided", (1, 3), source="市信访局", channel="来信", is_bare=True),
    Plot("petition", source="12345", channel="来电", age=(30, 200), is_bare=True),
    Plot("petition", "handling", (12, 25), is_repeat=True),
    Plot("31-1", "imported", (10, 30)),
    Plot("31-1", "pathway issued", (5, 14)),
    Plot("31-2", age=(30, 200)),
    Plot("31-3", age=(30, 200), channel="来信"),
    Plot("31-4", age=(30, 200)),
    Plot("duty", "handling", (30, 50)),
    Plot("duty", "handling", (75, 90)),
    Plot("duty", age=(90, 200)),
    Plot("suggestion", "handling", (10, 40), source="局长信箱", channel="网上"),
    Plot("suggestion", age=(70, 200), channel="网上"),
    Plot("accusation", "handling", (6, 30)),
    Plot("accusation", age=(0, 3), channel="来信"),
    Plot("accusation", age=(90, 200), source="12389", channel="来电"),
    Plot("report", "handling", (0, 0)),
    Plot("report", age=(10, 200)),
    Plot("not-ours", "not accepted", (10, 30)),
    Plot("not-ours", age=(60, 200)),
    Plot("objection", "objected", (8, 12), source="县信访局", channel="来信"),
    Plot("objection", age=(40, 200), source="市局信访", channel="来信"),
    Plot("transfer", "transferred", (10, 30)),
    Plot("transfer", age=(60, 200), channel="传真"),
    Plot("answered", age=(0, 10)),
    Plot("answered", "closed", (20, 40), channel="其他"),
    Plot("voided", age=(20, 200)),
)
"""One plot for each state, pathway, channel and kind of source there is."""

_TRACK_WEIGHTS: Final = {
    "petition": 46, "31-1": 11, "31-2": 2, "31-3": 1, "31-4": 8, "duty": 6, "suggestion": 5,
    "accusation": 4, "report": 3, "not-ours": 6, "objection": 3, "transfer": 4, "answered": 12,
    "voided": 1,
}  # fmt: skip
_CHANNEL_WEIGHTS: Final = {"来访": 55, "来信": 18, "网上": 14, "来电": 10, "传真": 1, "其他": 2}
_SOURCE_WEIGHTS: Final = {
    name: {SourceKind.DIRECT: 24, SourceKind.XINFANG: 6, SourceKind.UPPER: 4}.get(kind, 1)
    for name, kind in SOURCES.items()
}
_BATCHES: Final = ("", "", "", "", "", "", "", "积案化解专项")


@dataclass(slots=True)
class InventedCase:
    """One case of the year.

    Attributes:
        earlier: The place, in the year, of the piece it repeats; None if it repeats none.
        letter: The kind of letter to be really issued for it; empty for none.
    """

    case: Case
    steps: tuple[Step, ...]
    earlier: int | None = None
    letter: str = ""


def invented_year(
    material: Material, calendar: WorkCalendar, case_count: int, seed: int, until: date
) -> list[InventedCase]:
    """Invent so many cases up to a day, in the order they came."""
    draw = random.Random(seed)
    plots = [(_came_on(plot, draw, until), plot) for plot in _plots(draw, case_count)]
    plots.sort(key=lambda entry: entry[0])
    year: list[InventedCase] = []
    for received_on, plot in plots:
        earlier = _earlier_piece(year, received_on, draw) if plot.is_repeat else None
        known = year[earlier].case if earlier is not None else None
        case, matter = _Facts(material, draw, until).case(plot, received_on, len(year), known)
        story = Story(case, matter, material, calendar, draw, until, plot.stop, plot.is_slow)
        if case.is_urgent:
            story.do("reported", to="县委、县人民政府")
        TRACKS[plot.track](story)
        steps = (*story.steps, *_entered_nationally(story))
        year.append(InventedCase(case, steps, earlier, plot.letter))
    return _with_letter_numbers(year)


def _plots(draw: random.Random, case_count: int) -> Iterator[Plot]:
    yield from SURE[:case_count]
    tracks, weights = list(_TRACK_WEIGHTS), list(_TRACK_WEIGHTS.values())
    for _ in range(case_count - len(SURE)):
        yield Plot(
            draw.choices(tracks, weights)[0],
            is_slow=draw.random() < 0.06,
            is_repeat=draw.random() < 0.06,
            is_bare=draw.random() < 0.04,
        )


def _came_on(plot: Plot, draw: random.Random, until: date) -> date:
    return until - timedelta(days=draw.randint(*plot.age))


def _earlier_piece(
    year: Sequence[InventedCase], received_on: date, draw: random.Random
) -> int | None:
    """Return the place of a first piece that another may repeat."""
    fit = [
        place
        for place, item in enumerate(year)
        if item.earlier is None
        and item.case.matter_kind is MatterKind.CLAIM
        and not item.case.is_sealed
        and 10 <= (received_on - item.case.received_on).days <= 150
    ]
    return draw.choice(fit) if fit else None


@dataclass(slots=True)
class _Facts:
    """Invents the facts of one case."""

    material: Material
    draw: random.Random
    until: date

    def case(
        self, plot: Plot, received_on: date, place: int, known: Case | None
    ) -> tuple[Case, Matter]:
        """Return a case and what it is about; of a repeat the same matter and person."""
        track = "petition" if plot.track == "voided" else plot.track
        matter = self.draw.choice(self.material.of_track(track))
        source = plot.source or self._source(track)
        is_direct = SOURCES[source] is SourceKind.DIRECT
        channel = Channel(plot.channel or self._channel())
        bare = plot.is_bare
        case = Case(
            local_no="",
            received_on=received_on,
            registered_at=self._registered_at(received_on, place),
            channel=channel,
            source=source,
            summary=matter.summary,
            people_count=self.draw.choices((1, 2, 3, 5, 8), (80, 8, 6, 4, 2))[0],
            petitioned_on=None if bare else self._petitioned_on(received_on, is_direct),
            matter_kind=None if bare else MatterKind(matter.kind),
            category="" if bare else matter.category,
            content="" if bare else matter.content,
            demands=() if bare else self._demands(matter, received_on),
            petitioners=(self.material.person(self.draw, place),),
            problem_place=f"某某县{self.draw.choice(self.material.towns)}",
            accused_unit=matter.accused_unit,
            first_contact=self.draw.choice(self.material.first_contacts),
            batch=self.draw.choice(_BATCHES),
            is_urgent=plot.is_urgent,
            official_letter_no=f"YS{received_on:%Y}{place:06}" if self._is_entered() else "",
            visit=self._visit(received_on) if channel is Channel.VISIT else None,
        )
        case = case if is_direct else self._sent_on(case, place)
        if case.people_count > 1 and not bare:
            others = self.material.person(self.draw, place + 1, is_main=False)
            case = replace(case, is_joint=True, petitioners=(*case.petitioners, others))
        return (self._repeated(case, known) if known is not None else case), matter

    def _source(self, track: str) -> str:
        fit = {
            "objection": (SourceKind.XINFANG, SourceKind.UPPER),
            "not-ours": (SourceKind.DIRECT,),
            "answered": (SourceKind.DIRECT,),
            "report": (SourceKind.DIRECT,),
        }.get(track, tuple(SourceKind))
        names = [name for name, kind in SOURCES.items() if kind in fit]
        return self.draw.choices(names, [_SOURCE_WEIGHTS[name] for name in names])[0]

    def _channel(self) -> str:
        return self.draw.choices(list(_CHANNEL_WEIGHTS), list(_CHANNEL_WEIGHTS.values()))[0]

    def _is_entered(self) -> bool:
        return self.draw.random() < 0.6

    def _petitioned_on(self, received_on: date, is_direct: bool) -> date:
        return received_on - timedelta(days=0 if is_direct else self.draw.randint(2, 12))

    def _registered_at(self, received_on: date, place: int) -> datetime:
        moment = datetime.combine(received_on, time(9), CHINA)
        return (moment + timedelta(minutes=place % 400)).astimezone(UTC)

    def _demands(self, matter: Matter, received_on: date) -> tuple[Demand, ...]:
        paper = None
        if matter.paper:
            served_on = received_on - timedelta(days=self.draw.randint(1, 20))
            number = f"演示第{self.draw.randint(1, 900)}号"
            paper = ChallengedDocument(matter.paper, number, served_on)
        return tuple(
            Demand(number, text, challenged_document=paper if number == 1 else None)
            for number, text in enumerate(matter.demands, start=1)
        )

    def _visit(self, received_on: date) -> Visit:
        arrived_at = datetime.combine(received_on, time(9), CHINA) + timedelta(
            minutes=self.draw.randint(0, 420)
        )
        left_at = arrived_at + timedelta(minutes=self.draw.randint(15, 90))
        return Visit(
            arrived_at.astimezone(UTC), left_at.astimezone(UTC), "信访接待室",
            self.draw.choice(self.material.first_contacts), "开门接访",
        )  # fmt: skip

    def _sent_on(self, case: Case, place: int) -> Case:
        """Return a case that another body sent, with its number and what it asks back."""
        wants_report = self.draw.random() < 0.3
        due_on = case.received_on + timedelta(days=self.draw.randint(30, 60))
        return replace(
            case,
            incoming_doc_no=f"演访转〔{case.received_on.year}〕{place + 1}号",
            incoming_on=case.petitioned_on,
            must_report_back=wants_report,
            report_back_on=due_on if wants_report else None,
            official=OfficialRecord(
                due_on=case.received_on + timedelta(days=60), status="办理中",
                registering_unit=case.source,
            ),
        )  # fmt: skip

    def _repeated(self, case: Case, known: Case) -> Case:
        return replace(
            case,
            petitioners=known.petitioners,
            people_count=known.people_count,
            is_joint=known.is_joint,
            summary=known.summary,
            official_matter_no=known.official_matter_no,
        )


def _entered_nationally(story: Story) -> Iterator[Step]:
    """Yield the step that enters a case in the national system, for some that it did not send."""
    case = story.case
    on = story.calendar.next_workday_on_or_after(case.received_on + timedelta(days=3))
    if case.official_letter_no or on > story.until or story.draw.random() < 0.25:
        return
    if any(step.kind == "voided" for step in story.steps):
        return
    entered_at = datetime.combine(on, time(17), CHINA).astimezone(UTC)
    number = f"GW{on:%Y%m%d}{story.draw.randint(1, 9999):04}"
    yield Step("entered-nationally", on, entered_at, "演示", {"number": number})


def _with_letter_numbers(year: list[InventedCase]) -> list[InventedCase]:
    """Number the papers by the day they were issued, in a pattern that is not the program's own."""
    issued = [
        (step.on, step.recorded_at, place, index)
        for place, item in enumerate(year)
        for index, step in enumerate(item.steps)
        if step.kind == "issued" and not step.text("number")
    ]
    serials: dict[tuple[str, int], int] = {}
    numbers: dict[tuple[int, int], str] = {}
    for on, _, place, index in sorted(issued):
        steps = year[place].steps
        word = LETTER_WORDS[steps[index].text("kind")]
        serial = serials[word, on.year] = serials.get((word, on.year), 0) + 1
        number = numbers[place, index] = f"演示{word}字（{on.year}）第{serial}号"
        if steps[index].text("kind") == "extend":
            # The act names the paper it was told by.
            granted = max(at for at, step in enumerate(steps[:index]) if step.kind == "extended")
            numbers[place, granted] = number
    for place, item in enumerate(year):
        item.steps = tuple(
            replace(step, values={**step.values, "number": numbers[place, index]})
            if (place, index) in numbers
            else step
            for index, step in enumerate(item.steps)
        )
    return year
