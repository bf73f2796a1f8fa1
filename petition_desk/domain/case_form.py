"""Registering: what was typed or sent as JSON becomes the facts of a case, every fault named.

Only what the law needs is required: the day of receipt, channel, source, a summary and how many
people (art. 19, 23). A wrong ID or telephone number warns and never blocks; nothing that was
typed is lost in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from petition_desk.domain.case import Case, ChallengedDocument, Demand, Petitioner, Visit
from petition_desk.domain.identity import check_id, check_mobile, check_phone, plain_id
from petition_desk.domain.step_fields import EARLIEST_ON, SHOWN_LENGTH, date_fault, parse_date
from petition_desk.domain.vocabulary import SOURCES, Channel, MatterKind, Pathway
from petition_desk.errors import FieldFault

SEE_PAPER = "见所附扫描件"
"""What stands for the summary of a case that came as a scanned paper, until one is written."""
SUMMARY_LENGTH = 100
MAX_REPRESENTATIVES = 5
MAX_PEOPLE_COUNT = 999_999

_TEXTS = (
    "source", "summary", "content", "category", "purpose", "problem_place", "accused_unit",
    "accused_person", "legal_case_no", "repeat_of", "first_contact", "batch", "remark",
    "incoming_doc_no", "first_received_by", "official_letter_no", "official_matter_no",
    "query_code",
)  # fmt: skip
_PAST_DAYS = ("received_on", "petitioned_on", "postmark_on", "incoming_on", "problem_on")
_FLAGS = {
    "anonymous": "is_anonymous",
    "joint": "is_joint",
    "urgent": "is_urgent",
    "confidential": "is_confidential",
    "must_report_back": "must_report_back",
}
_REQUIRED = {
    "received_on": "收到日期",
    "channel": "信访形式",
    "source": "来源",
    "summary": "摘要",
}
_OTHER_KEYS = {
    "channel", "people_count", "matter_kind", "demands", "petitioners", "representatives",
    "report_back_on", "visit",
}  # fmt: skip
KNOWN_KEYS = frozenset({*_TEXTS, *_PAST_DAYS, *_FLAGS, *_OTHER_KEYS})

_PERSON_KEYS = frozenset(
    {"name", "id_number", "address", "mailing_address", "postcode", "mobile", "telephone",
     "agent", "main"}
)  # fmt: skip
_DEMAND_KEYS = frozenset({"text", "pathway", "reasons", "challenged_document"})
_VISIT_TEXTS = ("room", "received_by", "mode", "statement")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(slots=True)
class CaseForm:
    """What reading a form gave: the facts, what is wrong, and what is doubtful.

    `case` is usable for a preview even with faults; it may be stored only without them. Fields
    are JSON paths such as `petitioners.0.mobile`.
    """

    case: Case
    faults: list[FieldFault] = field(default_factory=list)
    warnings: list[FieldFault] = field(default_factory=list)


def read_case_form(raw: Mapping[str, object], today: date, now: datetime) -> CaseForm:
    """The facts in a form; `now` is the instant of registering, UTC."""
    return _FormReader(raw, today).read(now)


def _short(typed: str) -> str:
    """What was typed, fit to stand in a sentence."""
    return typed if len(typed) <= SHOWN_LENGTH else f"{typed[:SHOWN_LENGTH]}…"


class _FieldReader:
    """Reads single fields of a form, gathering every fault and warning on the way."""

    def __init__(self, raw: Mapping[str, object], today: date) -> None:
        self.raw = raw
        self.today = today
        self.faults: list[FieldFault] = []
        self.warnings: list[FieldFault] = []

    def fault(self, key: str, reason: str) -> None:
        self.faults.append(FieldFault(key, reason))

    def refuse_unknown(self, path: str, entry: Mapping[str, object], known: frozenset[str]) -> None:
        for key in entry:
            if key not in known:
                self.fault(f"{path}.{key}", "不认识的项目")

    def warn(self, key: str, sentence: str) -> None:
        self.warnings.append(FieldFault(key, sentence))

    def clean(self, key: str, value: object, *, is_long: bool = False) -> str:
        """The text without control characters and marks that turn the direction of writing."""
        if value is None:
            return ""
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            self.fault(key, "应为文字")
            return ""
        text = _INVISIBLE.sub("", str(value))
        kept = "".join(
            char
            for char in text
            # Half a character (Cs) cannot be written as UTF-8 at all.
            if unicodedata.category(char) not in ("Cc", "Cs") or (is_long and char in "\n\t")
        )
        if kept != str(value).replace("\r\n", "\n") and kept.strip() != str(value).strip():
            self.warn(key, "已去掉看不见的控制字符")
        return kept.strip()

    def day(self, key: str, *, may_be_future: bool = False) -> date | None:
        typed = self.clean(key, self.raw.get(key))
        if not typed:
            return None
        day = parse_date(typed)
        if day is None:
            self.fault(key, date_fault(typed))
        elif day > self.today and not may_be_future:
            self.fault(key, f"{day.isoformat()} 在今天之后")
        return day

    def flag(self, key: str) -> bool:
        value = self.raw.get(key, False)
        if isinstance(value, bool):
            return value
        self.fault(key, "应为 true 或 false")
        return False

    def word(self, key: str, words: type[Channel] | type[MatterKind]) -> object:
        typed = self.clean(key, self.raw.get(key))
        if not typed:
            return None
        for word in words:
            if word.value == typed:
                return word
        self.fault(
            key, f"没有“{_short(typed)}”这一项，可用：{'、'.join(word.value for word in words)}"
        )
        return None

    def entries(self, key: str) -> Sequence[object]:
        value = self.raw.get(key) or ()
        if isinstance(value, Sequence) and not isinstance(value, str):
            return value
        self.fault(key, "应为列表")
        return ()

    def pathway(self, path: str, value: object) -> Pathway | None:
        typed = self.clean(path, value)
        if not typed:
            return None
        try:
            return Pathway(typed)
        except ValueError:
            known = "、".join(pathway.value for pathway in Pathway)
            self.fault(path, f"没有“{_short(typed)}”这一途径，可用：{known}")
            return None

    def instant(self, path: str, value: object) -> datetime | None:
        typed = self.clean(path, value)
        if not typed:
            return None
        try:
            instant = datetime.fromisoformat(typed)
        except ValueError:
            self.fault(path, f"“{_short(typed)}”不是时间，应写成 2026-03-02T09:30:00+08:00 的样子")
            return None
        if instant.tzinfo is None:
            self.fault(path, "时间须带时区，如 2026-03-02T09:30:00+08:00")
            return None
        if not EARLIEST_ON <= instant.date() <= self.today:
            self.fault(path, f"{instant.date().isoformat()} 在今天之后，或者过早")
            return None
        return instant


class _FormReader(_FieldReader):
    """Reads a whole registration form."""

    def read(self, now: datetime) -> CaseForm:
        for key in self.raw:
            if key not in KNOWN_KEYS:
                self.fault(str(key), "不认识的项目")
        facts: dict[str, object] = {key: self.text(key) for key in _TEXTS}
        facts |= {key: self.day(key) for key in _PAST_DAYS}
        facts |= {attribute: self.flag(key) for key, attribute in _FLAGS.items()}
        facts["report_back_on"] = self.day("report_back_on", may_be_future=True)
        facts["people_count"] = self.people_count()
        facts["channel"] = self.word("channel", Channel) or Channel.VISIT
        facts["matter_kind"] = self.word("matter_kind", MatterKind)
        facts["demands"] = self.demands()
        facts["petitioners"] = self.petitioners()
        facts["representatives"] = self.representatives()
        facts["visit"] = self.visit()
        self.check_required()
        facts["received_on"] = facts["received_on"] or self.today
        case = Case(local_no="", registered_at=now, **facts)  # type: ignore[arg-type]
        self.check_together(case)
        return CaseForm(case, self.faults, self.warnings)

    def text(self, key: str) -> str:
        value = self.clean(key, self.raw.get(key), is_long=key == "content")
        if key == "source" and value and value not in SOURCES:
            self.fault(key, f"没有“{_short(value)}”这一来源，可用：{'、'.join(SOURCES)}")
        if key == "summary" and len(value) > SUMMARY_LENGTH:
            self.fault(key, f"不超过 {SUMMARY_LENGTH} 字，现为 {len(value)} 字")
        return value

    def people_count(self) -> int:
        value = self.raw.get("people_count", 1)
        typed = self.clean("people_count", value).removesuffix("人")
        if re.fullmatch(r"\d{1,9}", typed, re.ASCII) and 1 <= int(typed) <= MAX_PEOPLE_COUNT:
            return int(typed)
        self.fault("people_count", f"人数应为 1 至 {MAX_PEOPLE_COUNT} 的整数，现为“{typed[:20]}”")
        return 1

    def demands(self) -> tuple[Demand, ...]:
        found: list[Demand] = []
        for place, entry in enumerate(self.entries("demands")):
            path = f"demands.{place}"
            if isinstance(entry, Mapping):
                self.refuse_unknown(path, entry, _DEMAND_KEYS)
                text = self.clean(f"{path}.text", entry.get("text"), is_long=True)
                pathway = self.pathway(f"{path}.pathway", entry.get("pathway"))
                paper = self.paper(f"{path}.challenged_document", entry.get("challenged_document"))
            else:
                text, pathway, paper = self.clean(path, entry, is_long=True), None, None
            if text:
                found.append(Demand(len(found) + 1, text, pathway, paper))
            elif isinstance(entry, Mapping) and pathway is not None:
                self.fault(f"{path}.text", "请求的内容没有填写")
        return tuple(found)

    def paper(self, path: str, value: object) -> ChallengedDocument | None:
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.fault(path, "应写明名称、文号和送达日")
            return None
        served = self.clean(f"{path}.served_on", value.get("served_on"))
        served_on = parse_date(served) if served else None
        if served and (served_on is None or served_on > self.today):
            reason = f"{served} 在今天之后" if served_on else date_fault(served)
            self.fault(f"{path}.served_on", reason)
        name = self.clean(f"{path}.name", value.get("name"))
        number = self.clean(f"{path}.number", value.get("number"))
        return ChallengedDocument(name, number, served_on) if name or number or served_on else None

    def petitioners(self) -> tuple[Petitioner, ...]:
        found: list[Petitioner] = []
        for place, entry in enumerate(self.entries("petitioners")):
            path = f"petitioners.{place}"
            if not isinstance(entry, Mapping):
                self.fault(path, "应写明姓名等项")
                continue
            self.refuse_unknown(path, entry, _PERSON_KEYS)
            values = {
                key: self.clean(f"{path}.{key}", entry.get(key)) for key in _PERSON_KEYS - {"main"}
            }
            self.check_person(path, values)
            is_main = bool(entry.get("main", place == 0))
            if any(values.values()):
                found.append(Petitioner(is_main=is_main, **values))
        return tuple(found)

    def check_person(self, path: str, values: dict[str, str]) -> None:
        checks: dict[str, Callable[[str], Sequence[str]]] = {
            "id_number": lambda text: check_id(text, today=self.today).warnings,
            "mobile": check_mobile,
            "telephone": check_phone,
        }
        for key, check in checks.items():
            for sentence in check(values[key]):
                self.warn(f"{path}.{key}", sentence)
        values["id_number"] = plain_id(values["id_number"])
        postcode = values["postcode"]
        if postcode and not re.fullmatch(r"\d{6}", postcode):
            self.warn(f"{path}.postcode", f"邮政编码应为 6 位数字，现为 {len(postcode)} 位")

    def representatives(self) -> tuple[str, ...]:
        names = (self.clean("representatives", name) for name in self.entries("representatives"))
        return tuple(name for name in names if name)

    def visit(self) -> Visit | None:
        value = self.raw.get("visit")
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.fault("visit", "应写明到达时间等项")
            return None
        texts = {
            key: self.clean(f"visit.{key}", value.get(key), is_long=key == "statement")
            for key in _VISIT_TEXTS
        }
        arrived_at = self.instant("visit.arrived_at", value.get("arrived_at"))
        left_at = self.instant("visit.left_at", value.get("left_at"))
        if arrived_at and left_at and left_at < arrived_at:
            self.fault("visit.left_at", "离开时间早于到达时间")
        return Visit(arrived_at=arrived_at, left_at=left_at, **texts)

    def check_required(self) -> None:
        for key, label in _REQUIRED.items():
            if not self.raw.get(key):
                self.fault(key, f"{label}没有填写")

    def check_together(self, case: Case) -> None:
        for key in ("petitioned_on", "postmark_on", "incoming_on"):
            day = getattr(case, key)
            if day is not None and day > case.received_on:
                self.warn(key, "晚于收到日期，请核对")
        if case.report_back_on is not None and case.report_back_on < case.received_on:
            self.fault("report_back_on", f"{case.report_back_on.isoformat()} 早于收到日期")
        if case.channel is Channel.VISIT and len(case.representatives) > MAX_REPRESENTATIVES:
            self.warn(
                "representatives",
                f"代表不得超过 5 人（《信访工作条例》第二十条第三款），现为 "
                f"{len(case.representatives)} 人",
            )
        if case.must_report_back and case.report_back_on is None:
            self.warn("report_back_on", "来文要求反馈，但没有填写反馈期限")
        pathways = {demand.pathway for demand in case.demands}
        if Pathway.ACCUSATION in pathways and len(pathways) > 1:
            self.warn("demands", "检举控告应当另立保密件（《信访工作条例》第三十条），请分开登记")
