"""A reception room that lives from day to day: pieces come in, the officer works, the PC sleeps.

Everything is the real thing: an encrypted file, the stored deadlines, Today. Beside it stands the
one thing to compare with: what `stand` says of every case, worked out anew from its steps.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from petition_desk.clock import CHINA
from petition_desk.domain.case import Case, CaseId, Demand, Petitioner
from petition_desk.domain.clocks import ClockStanding
from petition_desk.domain.standing import Standing, stand_to_store
from petition_desk.domain.vocabulary import CaseState, Channel, MatterKind, Owner, SourceKind
from petition_desk.errors import LawRefusalError
from petition_desk.services import casework, deadlines
from petition_desk.services import desk as desk_room
from petition_desk.services.bulk import numbered_in_year
from petition_desk.services.desk import Desk
from petition_desk.services.today import TodayItem, TodayPage, today_page
from petition_desk.storage.cases import StoredCase
from tests.desks import OFFICER, PASSWORD

Key = tuple[str, str, str]
OURS = (Owner.US, Owner.UNIT)
SOURCES = ("本局直接", "本局直接", "局长信箱", "县信访局", "市局信访", "12345")
PATHWAYS = ("31-6",) * 6 + ("31-1", "31-4", "31-5", "29", "not-ours")
UNITS = ("城关派出所", "交警大队", "户政科")


@dataclass
class SteppedClock:
    """A clock that is moved by hand; every look at the time is a second later."""

    day: date
    looks: int = 0

    def today(self) -> date:
        """The day it was set to."""
        return self.day

    def now(self) -> datetime:
        """Some moment of that day, later than the last."""
        self.looks += 1
        return datetime.combine(self.day, time(9), CHINA) + timedelta(seconds=self.looks % 28_800)


@dataclass
class Room:
    """One room in one folder. `faults` says what Today did not show, or showed without reason."""

    folder: Path
    draw: random.Random
    clock: SteppedClock
    cases_a_year: int
    faults: list[str] = field(default_factory=list)
    known: dict[str, StoredCase] = field(default_factory=dict)
    awake: set[str] = field(default_factory=set)
    untold: dict[str, date] = field(default_factory=dict)
    on_their_day: int = 0
    days_on: int = 0
    _waiting: list[date] = field(default_factory=list)
    _changed: set[str] = field(default_factory=set)
    _desk: Desk | None = None

    @property
    def desk(self) -> Desk:
        """The open desk: after a day off it is opened again, with the password."""
        if self._desk is None:
            self._desk = desk_room.open_desk(self.folder, OFFICER, PASSWORD, self.clock)
        return self._desk

    def switch_off(self) -> None:
        """The PC is switched off."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def live(self, days: int) -> None:
        """Let days pass; on most working days somebody is there, and now and then nobody is."""
        for _ in range(days):
            self._waiting += [self.clock.day] * self._pieces_today()
            is_off = self.clock.day.weekday() >= 5 or self.draw.random() < 0.08
            if is_off:
                self.switch_off()
            else:
                self.work_a_day()
            self.clock.day += timedelta(days=1)

    def work_a_day(self) -> None:
        """What the officer finds in the morning must be all there is; then the day's work."""
        self.days_on += 1
        deadlines.refresh(self.desk)
        standings = self._standings()
        page = today_page(self.desk)
        self.compare(page, standings)
        self._register(self._waiting)
        self._waiting.clear()
        for item in _due_items(page):
            if self.draw.random() < 0.6:
                self._act(item)
        for number, standing in standings.items():
            self._go_on(number, standing)
        self._read_again()

    def _read_again(self) -> None:
        """Take what was done today out of the file itself, not out of what was handed in."""
        numbers = sorted(self._changed)
        self._changed.clear()
        with self.desk.reading() as work:
            ids = [CaseId(self.known[number].id) for number in numbers]
            for stored in work.cases.get_many(ids):
                self._keep(stored)

    def compare(self, page: TodayPage, standings: dict[str, Standing]) -> None:
        """Note every deadline due by today that Today lacks, and every one it has for nothing."""
        today = self.clock.day
        shown = {_key(item): item for group in page.groups for item in group.items}
        due = {
            (number, clock.rule.id, clock.of): clock
            for number, standing in standings.items()
            for clock in _owed(standing)
            if clock.reminds_on <= today
        }
        self.on_their_day += sum(clock.reminds_on == today for clock in due.values())
        self.faults += [f"{today}: {key} is not on Today" for key in due.keys() - shown.keys()]
        pressing = {key for key, item in shown.items() if item.rule and item.reminds_on <= today}
        self.faults += [f"{today}: {key} is on Today" for key in pressing - due.keys()]
        # Said once more without any rule book: fifteen days after receipt.
        told_of = {key[0] for key in shown if key[1].startswith("notify-")}
        late = {number for number, last in self.untold.items() if last <= today}
        self.faults += [f"{today}: {number} was never told" for number in late - told_of]

    def _standings(self) -> dict[str, Standing]:
        found = {}
        today, rules, calendar = self.clock.day, self.desk.rules(), self.desk.calendar()
        for number in sorted(self.awake):
            stored = self.known[number]
            standing = stand_to_store(stored.case, stored.steps, rules, calendar, today)
            found[number] = standing
            if standing.changes_on is None and not standing.open_clocks:
                self.awake.discard(number)
        return found

    def _pieces_today(self) -> int:
        whole, rest = divmod(self.cases_a_year / 365, 1)
        return int(whole) + (self.draw.random() < rest)

    def _register(self, days: Iterable[date]) -> None:
        cases = [self._case(day) for day in days]
        if not cases:
            return
        with self.desk.begin() as work:
            numbers = numbered_in_year(work, [case.received_on.year for case in cases])
            numbered = [
                replace(case, local_no=number) for case, number in zip(cases, numbers, strict=True)
            ]
            ids = work.cases.add_many([(case, ()) for case in numbered])
            stored = work.cases.get_many(ids)
            deadlines.write_standings(self.desk, work, stored)
            work.commit()
        for item in stored:
            self._keep(item)
            self.untold[item.case.local_no] = item.case.received_on + timedelta(days=15)

    def _case(self, received_on: date) -> Case:
        source = self.draw.choice(SOURCES)
        reports_back = source == "县信访局" and self.draw.random() < 0.3
        return Case(
            local_no="",
            received_on=received_on,
            registered_at=self.clock.now(),
            channel=self.draw.choice(tuple(Channel)),
            source=source,
            summary="反映一件事",
            matter_kind=MatterKind.CLAIM,
            is_urgent=self.draw.random() < 0.02,
            must_report_back=reports_back,
            report_back_on=received_on + timedelta(days=45) if reports_back else None,
            demands=tuple(Demand(n + 1, "一项请求") for n in range(self.draw.randint(1, 2))),
            petitioners=(Petitioner("某某"),),
        )

    def _keep(self, stored: StoredCase) -> None:
        self.known[stored.case.local_no] = stored
        self.awake.add(stored.case.local_no)

    def _do(self, number: str, step_kind: str, /, **raw: str) -> bool:
        try:
            casework.record_step(self.desk, number, step_kind, raw)
        except LawRefusalError:
            return False
        self._changed.add(number)
        return True

    def _act(self, item: TodayItem) -> None:
        number, rule = item.local_no, item.rule
        match rule:
            case "notify-direct" | "notify-assigned":
                self._decide_and_tell(number)
            case "handle" | "handle-extended" | "handle-again":
                self._answer(number, rule)
            case "duty":
                if self._do(number, "issued", kind="duty-reply", number=f"履{number}"):
                    self._serve(number, f"履{number}")
            case "serve":
                self._serve(number, item.of)
            case "feedback":
                self._do(number, "feedback", unit=item.of, result="属实")
            case "carry-out":
                self._do(number, "carried-out", what="已落实")
            case "callback":
                self._do(number, "follow-up", satisfaction="满意")
            case "urgent":
                self._do(number, "reported", to="县委")
            case "report-back":
                self._do(number, "issued", kind="close-report")
            case "suggestion-reply":
                self._do(number, "issued", kind="reply", number=f"函{number}")
            case _:
                pass

    def _decide_and_tell(self, number: str) -> None:
        pathway = self.draw.choice(PATHWAYS)
        kind = {"31-6": "accept", "31-1": "pathway", "31-4": "pathway"}.get(pathway, "notice")
        source = self.known[number].case.source_kind
        if pathway == "not-ours":
            if source in (SourceKind.XINFANG, SourceKind.UPPER):
                self._do(number, "screened", pathway=pathway)
                if self._do(number, "objection", reasons="不属职权"):
                    answer = self.draw.choice(("同意", "不同意"))
                    self._do(number, "objection-answered", result=answer)
                    if answer == "同意":
                        self.untold.pop(number, None)
                return
            kind = "not-accept"
            self._do(number, "not-accepted", ground="not-ours", body="县住建局")
        elif pathway == "31-6":
            unit = self.draw.choice(UNITS)
            self._do(number, "accepted", pathway=pathway, unit=unit)
            back_on = self.clock.day + timedelta(days=20)
            self._do(number, "dispatched", unit=unit, feedback_on=back_on.isoformat())
        else:
            self._do(number, "screened", pathway=pathway)
        letter = f"告{number}"
        if self._do(number, "issued", kind=kind, number=letter):
            way = self.draw.choice(("当面", "邮寄"))
            if self._do(number, "notified", letter=letter, way=way):
                self.untold.pop(number, None)

    def _answer(self, number: str, rule: str) -> None:
        turn = self.draw.random()
        if turn < 0.15 and rule == "handle":
            days = str(self.draw.randint(1, 30))
            self._do(
                number, "extended", days=days, reason="要鉴定", approver="李局长", number="延1"
            )
        elif turn < 0.2:
            self._do(number, "withdrawn")
        elif turn < 0.25:
            self._do(number, "mediated", way="调解", result="达成")
        else:
            result = self.draw.choice(("支持", "部分支持", "不予支持"))
            name = f"意{number}-{len(self.known[number].steps)}"
            self._do(number, "issued", kind="opinion", number=name, result=result)

    def _serve(self, number: str, letter: str) -> None:
        result = self.draw.choice(("本人签收", "本人签收", "本人签收", "退件"))
        reason = "查无此人" if result == "退件" else ""
        self._do(number, "served", letter=letter, way="邮寄", result=result, reason=reason)

    def _go_on(self, number: str, standing: Standing) -> None:
        """What happens by itself: reviews are asked for and decided, cases are closed."""
        turn = self.draw.random()
        redo_by = (self.clock.day + timedelta(days=30)).isoformat()
        if standing.state is CaseState.ANSWERED and turn < 0.01:
            self._do(number, "review-requested")
        elif standing.state is CaseState.IN_REVIEW and turn < 0.08:
            result = self.draw.choice(("维持", "撤销重办"))
            self._do(number, "issued", kind="review", number="查1", result=result, redo_by=redo_by)
        elif standing.state in _READY_TO_CLOSE and turn < 0.06:
            self._do(number, "closed", how="已答复")
        elif standing.state is CaseState.CLOSED and turn < 0.002:
            self._do(number, "reopened", reason="有新材料")


_READY_TO_CLOSE = (CaseState.ANSWERED, CaseState.IMPORTED, CaseState.NOT_ACCEPTED)


def _owed(standing: Standing) -> Iterable[ClockStanding]:
    return (clock for clock in standing.open_clocks if clock.rule.owed_by in OURS)


def _key(item: TodayItem) -> Key:
    return (item.local_no, item.rule, item.of)


def _due_items(page: TodayPage) -> list[TodayItem]:
    wanted = ("overdue", "today", "within-3")
    return [item for group in page.groups if group.id in wanted for item in group.items]
