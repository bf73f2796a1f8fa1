"""What becomes of an invented case: for each pathway the lawful order of its steps, with delays.

A story is told forward from the day of receipt and ends with the day it is asked for; so the case
stands wherever it then stands. `stop` ends it earlier, to leave a case in a certain state.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from petition_desk.clock import CHINA
from petition_desk.domain.addressees import Addressees
from petition_desk.domain.calendar import WorkCalendar
from petition_desk.domain.case import Case
from petition_desk.domain.office import Unit
from petition_desk.domain.step_fields import StepValue
from petition_desk.domain.steps import Step
from petition_desk.domain.vocabulary import Pathway
from petition_desk.services.demo.material import Material, Matter

OFFICER: Final = "演示"
_LATE_ENTRY: Final = 0.03
_BY_POST: Final = 0.3
_NO_CALL_BACK: Final = 0.06
HANDLING_DAYS: Final = 60


@dataclass(slots=True)
class Story:
    """One case being told.

    Attributes:
        case: Its facts.
        until: The last day that may be told.
        stop: The point at which it ends; empty to go on until `until`.
        is_slow: Whether everything takes longer than it may.
        day: Where the telling is.
    """

    case: Case
    matter: Matter
    material: Material
    calendar: WorkCalendar
    draw: random.Random
    until: date
    stop: str = ""
    is_slow: bool = False
    day: date = field(init=False)
    steps: list[Step] = field(default_factory=list)
    is_over: bool = False
    entered_on: date = field(init=False)

    def __post_init__(self) -> None:
        """Begin on the day of receipt."""
        self.day = self.entered_on = self.case.received_on

    def wait(self, least: int, most: int) -> None:
        """Let calendar days pass, then go on to a working day."""
        days = self.draw.randint(least, most)
        if self.is_slow:
            days = round(days * 1.6) + 2
        self.go_to(self.day + timedelta(days=days))

    def go_to(self, day: date) -> None:
        """Go on to a day, or to the first working day after it."""
        day = self.calendar.next_workday_on_or_after(day)
        if day > self.day:
            is_late = self.draw.random() < _LATE_ENTRY
            late_days = self.draw.randint(4, 9) if is_late else 0
            self.day, self.entered_on = day, min(self.until, day + timedelta(days=late_days))

    def do(self, step_kind: str, /, **values: StepValue) -> None:
        """Record a step, unless its day has not come."""
        if self.is_over or self.day > self.until:
            self.is_over = True
            return
        known = {key: value for key, value in values.items() if value != ""}
        self.steps.append(Step(step_kind, self.day, self._entered_at(), OFFICER, known))

    def reaches(self, point: str) -> bool:
        """Whether the story ends here."""
        self.is_over = self.is_over or self.stop == point
        return self.is_over

    def letter(self, kind: str, *, result: str = "", is_told: bool = True) -> None:
        """Issue a paper, and as a rule tell it: in person, or by post with its slip later."""
        self.do("issued", kind=kind, result=result)
        if not is_told or self.reaches(f"{kind} issued"):
            return
        if self.draw.random() >= _BY_POST:
            self.wait(0, 1)
            self.do("notified", letter=kind, way="当面")
            for name in Addressees.of(self.case).names or ("",):
                self.do("served", letter=kind, way="当面", result="本人签收", receiver=name)
            return
        self.wait(0, 2)
        self.do("notified", letter=kind, way="邮寄")
        if self.reaches("slip awaited"):
            return
        self.wait(2, 6)
        waybill = f"YS{self.draw.randint(10**8, 10**9 - 1)}"
        self.do("served", letter=kind, way="邮寄", result="本人签收", waybill=waybill)

    def unit(self) -> Unit:
        """Return the unit that handles it."""
        return self.material.unit(self.matter.unit or "城关派出所")

    def close(self, how: str) -> None:
        """Close it, report back where the sender asked for it, and call back as a rule."""
        if self.case.must_report_back:
            self.do("issued", kind="close-report")
        self.do("closed", how=how)
        if self.reaches("closed") or self.draw.random() < _NO_CALL_BACK:
            return
        self.wait(3, 12)
        satisfaction = self.draw.choice(("满意", "满意", "基本满意", "不满意", "未评价"))
        self.do("follow-up", way="电话", satisfaction=satisfaction)

    def _entered_at(self) -> datetime:
        """Return when a step was entered: in the order told, now and then some days late."""
        minutes = 30 + 6 * len(self.steps)
        moment = datetime.combine(self.entered_on, time(9), CHINA) + timedelta(minutes=minutes)
        return moment.astimezone(UTC)


def petition(story: Story) -> None:
    """Art. 31 (六): accepted, handled, answered, perhaps reviewed."""
    if story.reaches("undecided"):
        return
    story.wait(1, 8)
    unit = story.unit()
    story.do(
        "accepted", pathway=Pathway.PETITION, unit=unit.name, handler=unit.handler,
        handler_phone=unit.telephone,
    )  # fmt: skip
    accepted_on = story.day
    if story.reaches("accepted"):
        return
    story.letter("accept")
    if story.reaches("withdrawn"):
        story.is_over = False
        story.wait(5, 15)
        story.do("withdrawn")
        return
    feedback_on = story.calendar.last_workday_on_or_before(accepted_on + timedelta(days=35))
    story.do("dispatched", unit=unit.name, handler=unit.handler, handler_phone=unit.telephone,
             feedback_on=feedback_on)  # fmt: skip
    story.wait(15, 30)
    if story.reaches("feedback awaited"):
        return
    story.do("feedback", unit=unit.name, result="已听取陈述并核实，附调查材料。")
    if story.reaches("handling"):
        return
    if story.stop == "mediated":
        _mediated(story)
        return
    if story.stop == "extended" or story.draw.random() < 0.12:
        _extended(story, accepted_on)
        if story.reaches("extended"):
            return
    _answered(story)


def _extended(story: Story, accepted_on: date) -> None:
    last_day = accepted_on + timedelta(days=HANDLING_DAYS)
    story.go_to(story.calendar.last_workday_on_or_before(last_day - timedelta(days=3)))
    if story.day > last_day:
        return
    leader, _ = story.draw.choice(story.material.leaders)
    story.do("extended", days=30, reason="需等待第三方机构出具鉴定意见", approver=leader,
             number="补记")  # fmt: skip
    story.letter("extend")


def _mediated(story: Story) -> None:
    story.wait(3, 10)
    story.do("mediated", way="调解", result="达成")
    story.wait(1, 5)
    story.close("调解")


def _answered(story: Story) -> None:
    story.wait(3, 18)
    outcome = story.draw.choice(("支持", "部分支持", "解释说明", "不予支持"))
    story.letter("opinion", result=outcome)
    if story.reaches("answered"):
        return
    if story.stop in ("in review", "in recheck", "redo") or story.draw.random() < 0.08:
        _reviewed(story)
        return
    if outcome in ("支持", "部分支持"):
        story.wait(5, 20)
        if story.draw.random() < 0.94:
            story.do("carried-out", what="已按意见办理完毕。")
    story.wait(3, 10)
    story.close("已答复")
    if story.draw.random() < 0.4:
        story.wait(5, 20)
        story.do("archived", archive_no=f"演档{story.day.year}-{story.draw.randint(1, 400)}")


def _reviewed(story: Story) -> None:
    story.wait(5, 20)
    story.do("review-requested")
    if story.reaches("in review"):
        return
    story.wait(10, 26)
    is_redo = story.stop == "redo"
    story.do("issued", kind="review", number="某市公信复查〔演示〕1号",
             result="撤销重办" if is_redo else "维持")  # fmt: skip
    story.wait(1, 4)
    story.do("served", letter="review", way="邮寄", result="本人签收")
    if story.reaches("redo") or (story.stop != "in recheck" and story.draw.random() < 0.5):
        return
    story.wait(5, 20)
    story.do("recheck-requested")
    if story.reaches("in recheck"):
        return
    story.wait(12, 24)
    story.do("issued", kind="recheck", number="某省公信复核〔演示〕1号", result="维持")
    story.wait(1, 4)
    story.do("served", letter="recheck", way="邮寄", result="本人签收")
    story.close("已答复")


def procedure(pathway: Pathway) -> Callable[[Story], None]:
    """Return the story of a demand that is led into another procedure (art. 31 (一)–(四))."""

    def tell(story: Story) -> None:
        story.wait(1, 9)
        story.do("screened", pathway=pathway, reasons="属于该项规定的程序。")
        story.letter("pathway")
        if story.reaches("imported"):
            return
        story.wait(3, 15)
        story.close("已导入")

    return tell


def duty(story: Story) -> None:
    """Art. 31 (五): asked to act, answered within two months."""
    story.wait(1, 6)
    story.do("screened", pathway=Pathway.DUTY, reasons="请求查处违法、履行保护职责。")
    story.letter("notice")
    unit = story.unit()
    story.do("dispatched", unit=unit.name, handler=unit.handler, handler_phone=unit.telephone)
    if story.reaches("handling"):
        return
    story.wait(15, 35)
    story.do("feedback", unit=unit.name, result="已依法处理。")
    story.letter("duty-reply", result="已履行")
    story.wait(3, 8)
    story.close("已答复")


def suggestion(story: Story) -> None:
    """Art. 29: received, weighed, answered."""
    story.wait(1, 7)
    story.do("screened", pathway=Pathway.SUGGESTION, reasons="建议意见。")
    story.letter("notice")
    if story.reaches("handling"):
        return
    story.wait(12, 40)
    story.letter("reply")
    story.do("suggestion", kind="改进工作", to=story.unit().name, adopted="采纳")
    story.wait(2, 8)
    story.close("已答复")


def accusation(story: Story) -> None:
    """Art. 30: confidential; handed to the competent body, told that it was received."""
    story.wait(1, 5)
    story.do("screened", pathway=Pathway.ACCUSATION, reasons="检举控告，另立保密件。")
    story.do("handed-over", unit="驻局纪检监察组", receipt_no=f"收{story.draw.randint(1, 99)}")
    story.letter("report-notice")
    if story.reaches("handling"):
        return
    story.wait(20, 60)
    story.letter("report-result")
    story.wait(1, 5)
    story.close("已答复")


def report(story: Story) -> None:
    """A police report: handed over within the day, closed."""
    story.do("screened", pathway=Pathway.POLICE_REPORT, reasons="举报违法，属报警报案。")
    if story.reaches("handling"):
        return
    story.do("handed-over", unit=story.unit().name, receipt_no=f"接{story.draw.randint(1, 999)}")
    story.close("已转送")


def not_ours(story: Story) -> None:
    """Art. 23 I: brought to us, belongs to another body."""
    story.wait(1, 6)
    story.do("not-accepted", ground="not-ours", body=story.matter.body, body_phone="0100-5550300",
             material="随本告知退回")  # fmt: skip
    story.letter("not-accept")
    if story.reaches("not accepted"):
        return
    story.wait(2, 10)
    story.close("已答复")


def objection(story: Story) -> None:
    """Art. 23 III: sent to us, not ours; objected to within five working days."""
    on = story.calendar.add_workdays(story.case.received_on, story.draw.randint(1, 4))
    story.go_to(on)
    story.do("objection", reasons="请求属于其他机关职权。", competent_body=story.matter.body,
             basis="该机关职责规定")  # fmt: skip
    if story.reaches("objected"):
        return
    story.wait(3, 10)
    story.do("objection-answered", result="同意")
    story.do("returned", reasons="来文机关同意异议，材料交还。")


def transfer(story: Story) -> None:
    """Art. 22, 23: belongs to another body of our own system."""
    story.wait(1, 7)
    other = story.unit()
    story.do("transferred", to=other.name, phone=other.telephone)
    story.letter("transfer")
    if story.reaches("transferred"):
        return
    story.wait(2, 10)
    story.close("已转送")


def answered(story: Story) -> None:
    """Asked or praised, and answered on the spot."""
    story.do("screened", pathway=Pathway.ANSWERED, reasons="当场答复。")
    story.close("当场答复")


def voided(story: Story) -> None:
    """Registered twice by mistake; the number stays taken."""
    story.wait(0, 1)
    story.do("voided", reason="重复录入，作废。")


TRACKS: dict[str, Callable[[Story], None]] = {
    "petition": petition,
    "31-1": procedure(Pathway.PROCEDURE),
    "31-2": procedure(Pathway.ARBITRATION),
    "31-3": procedure(Pathway.PARTY_APPEAL),
    "31-4": procedure(Pathway.ADMINISTRATIVE),
    "duty": duty,
    "suggestion": suggestion,
    "accusation": accusation,
    "report": report,
    "not-ours": not_ours,
    "objection": objection,
    "transfer": transfer,
    "answered": answered,
    "voided": voided,
}
"""Every story, by the `track` of a matter."""
