"""Doing everything once in a scratch folder: does the program work on this PC, as installed?

Nothing of the office's data is touched. The screens are tried by `bootstrap`, which may know them.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from petition_desk.clock import Clock
from petition_desk.documents.fonts import FontRole, FontSet
from petition_desk.documents.letters import LETTER_KINDS
from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.errors import PetitionDeskError
from petition_desk.exchange.workbook import read_workbook
from petition_desk.services import casework, exports, intake, letters, maintenance, settings
from petition_desk.services.demo import invent
from petition_desk.services.desk import Desk, create_desk, open_desk
from petition_desk.services.self_test_letters import DAY, TRIALS, Trial

OFFICE: Final = "某某县公安局"
ACCOUNT: Final = "self-test"
INVENTED_COUNT: Final = 60

_RARE: Final = "㛃䶮𬱖"


@dataclass(frozen=True, slots=True)
class SelfTestLine:
    """One part that was tried: its name, whether it works, what was seen."""

    name: str
    is_ok: bool
    detail: str


def self_test(work_dir: Path, clock: Clock) -> tuple[SelfTestLine, ...]:
    """Do everything once below a scratch folder that the caller removes.

    Args:
        work_dir: An empty folder.
        clock: Who is asked for the day.

    Returns:
        One line a part; what follows a part that failed is tried all the same where it can be.
    """
    bench = _Bench(work_dir, clock)
    parts: tuple[tuple[str, Callable[[], str]], ...] = (
        ("建立数据", bench.create),
        ("关闭后再打开", bench.reopen),
        ("字体", _fonts),
        *((f"文书 {_label(trial.kind)}", bench.trying(trial)) for trial in TRIALS),
        (f"文书 {_label('extend')}", bench.extend),
        (f"文书 {_label('service')}", bench.service_sheet),
        ("虚构案例", bench.invent),
        ("导出工作簿", bench.export),
        ("备份", bench.back_up),
        ("恢复", bench.restore),
        ("核对日志", bench.verify),
    )
    try:
        return tuple(_tried(name, part) for name, part in parts)
    finally:
        bench.close()


def kinds_tried() -> frozenset[str]:
    """The letter kinds a self-test issues."""
    return frozenset({*(trial.kind for trial in TRIALS), "extend", "service"})


def _tried(name: str, part: Callable[[], str]) -> SelfTestLine:
    try:
        return SelfTestLine(name, True, part())
    except (PetitionDeskError, OSError, ImportError) as fault:
        return SelfTestLine(name, False, str(fault))


def _label(kind: str) -> str:
    return next(each.label for each in LETTER_KINDS if each.id == kind)


def _fonts() -> str:
    fonts = FontSet.bundled()
    fonts.load(*FontRole)
    lacking = [sign for sign in f"信访接待台{_RARE}" if not fonts.covers(sign)]
    if lacking:
        raise OSError(f"自带的字体缺少：{''.join(lacking)}")
    return f"自带的字体可用，含生僻字 {_RARE}"


@dataclass(slots=True)
class _Bench:
    """The scratch office, handed from part to part."""

    folder: Path
    clock: Clock
    password: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)
    opened: Desk | None = None
    petition_no: str = ""
    copy: Path | None = None

    @property
    def desk(self) -> Desk:
        """The desk, opened again where the part before it failed or closed it."""
        if self.opened is None:
            self.opened = open_desk(self.folder / "office", ACCOUNT, self.password, self.clock)
        return self.opened

    def close(self) -> None:
        """Let go of the scratch folder."""
        if self.opened is not None:
            self.opened.close()
            self.opened = None

    def create(self) -> str:
        self.opened, key = create_desk(
            self.folder / "office", OFFICE, ACCOUNT, self.password, self.clock
        )
        for name, value in (
            ("query_phone", "0100-5550100"),
            ("reception_address", "某某县人民路1号信访接待室"),
            ("review_body.name", "某某市公安局"),
            ("review_body.address", "某某市中心路1号"),
            ("review_body.phone", "0100-5550200"),
            ("reconsideration_body.name", "某某县人民政府"),
        ):
            settings.set_setting(self.opened, f"office.{name}", value)
        return f"恢复密钥 {len(key)} 位"

    def reopen(self) -> str:
        self.close()
        return f"账户 {self.desk.account.name}"

    def trying(self, trial: Trial) -> Callable[[], str]:
        def issue() -> str:
            number = self.register(trial)
            for kind, values in (each for each in (trial.step, trial.then) if each is not None):
                casework.record_step(self.desk, number, kind, values)
            today = self.clock.today().isoformat()
            known = {key: text.replace(DAY, today) for key, text in trial.values.items()}
            letter = letters.issue(self.desk, number, trial.kind, known)
            if trial.kind == "accept":
                self.petition_no = number
            return f"{letter.number}，{letter.page_count} 页，{len(letter.pdf)} 字节"

        return issue

    def register(self, trial: Trial) -> str:
        today = self.clock.today().isoformat()
        demand = {"text": "说明原因", "pathway": trial.pathway} if trial.pathway else "说明原因"
        form = {
            "channel": "来访", "source": "本局直接", "received_on": today, "petitioned_on": today,
            "people_count": 1, "matter_kind": "申诉求决", "summary": "自检用的信访件",
            "content": "自检用，不是真实信访件。", "demands": [demand],
            "petitioners": [{"name": "欧阳䶮", "address": "某某县城关镇1号"}],
            **trial.form,
        }  # fmt: skip
        return intake.register(self.desk, form).local_no

    def extend(self) -> str:
        values = {"days": "30", "reason": "需等待鉴定意见", "approver": "周局长"}
        recorded = casework.record_step(self.desk, self.petition_no, "extended", values)
        if recorded.letter is None:
            raise OSError("没有出具延长办理期限告知书")
        return recorded.letter.number

    def service_sheet(self) -> str:
        letter = letters.kept(self.desk, self.petition_no, "accept")
        sheet = letters.issue_service_sheet(self.desk, self.petition_no, letter)
        letters.handed_over(self.desk, self.petition_no, letter.number)
        return f"{sheet.number}，已登记当面送达"

    def invent(self) -> str:
        return f"{invent(self.desk, INVENTED_COUNT)} 件"

    def export(self) -> str:
        path = self.folder / "台账.xlsx"
        done = exports.export_ledger(self.desk, path, LedgerFilter(), LedgerSort())
        sheet = read_workbook(path).sheets[0]
        if done is None or sheet.row_count != done.rows + 1:
            raise OSError("写出的工作簿读回来行数不对")
        return f"{done.rows} 行"

    def back_up(self) -> str:
        self.copy = maintenance.backup(self.desk, self.folder / "copies")
        return self.copy.name

    def restore(self) -> str:
        if self.copy is None:
            raise OSError("没有备份")
        elsewhere = self.folder / "restored"
        maintenance.restore(elsewhere, self.copy, ACCOUNT, self.password, self.clock)
        return "备份能打开，内容完整"

    def verify(self) -> str:
        report = maintenance.verify(self.desk)
        if not report.is_sound:
            raise OSError(report.reason)
        return f"{report.entries} 条"
