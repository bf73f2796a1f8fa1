"""The facts of a case as pairs of label and words, identities covered unless the key is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from petition_desk.domain.masking import mask_address, mask_id, mask_name, mask_phone
from petition_desk.domain.vocabulary import PATHWAY_LABELS
from petition_desk.ui.models.case_words import shown_name, shown_text
from petition_desk.ui.widgets.date_edit import with_weekday

if TYPE_CHECKING:
    from petition_desk.domain.case import Case, Demand
    from petition_desk.services.casework import CaseView

Fact = tuple[str, str]


def person_facts(case: Case, *, is_revealed: bool = False) -> list[Fact]:
    """Return who brought it: name, document, telephone, address; what is not known is left out."""
    person = case.main_petitioner
    facts = [("姓名", shown_name(case, is_revealed=is_revealed) or "未填")]
    if person is not None:
        mobile, telephone = person.mobile, person.telephone
        known = [
            ("证件", person.id_number if is_revealed else mask_id(person.id_number)),
            ("手机", mobile if is_revealed else mask_phone(mobile)),
            ("电话", telephone if is_revealed else mask_phone(telephone)),
            ("住址", person.address if is_revealed else mask_address(person.address)),
            ("代理人", person.agent if is_revealed else mask_name(person.agent)),
        ]
        facts += [fact for fact in known if fact[1]]
    others = len(case.petitioners) - 1
    if others > 0:
        facts.append(("其他人", f"另有 {others} 人"))
    return facts


def matter_facts(view: CaseView, unit: str, *, is_revealed: bool = False) -> list[Fact]:
    """Return how it came and what it is about."""
    case = view.case
    repeat = f"重件，初件 {case.repeat_of}" if case.repeat_of else "初件"
    facts = [
        ("形式", f"{case.channel.value} · {case.source}"),
        ("收到", with_weekday(case.received_on)),
        ("提出", with_weekday(case.petitioned_on) if case.petitioned_on else ""),
        ("来文", _incoming(case)),
        ("人数", f"{case.people_count} 人 · {repeat}"),
        ("目的", case.matter_kind.value if case.matter_kind else "未填"),
        ("分类", case.category.replace("/", " › ")),
        ("途径", pathways_of(case)),
        ("属地", case.problem_place),
        ("被反映", case.accused_unit),
        ("承办", unit or "—"),
        ("首接", case.first_contact or case.first_received_by),
        ("信访件号", case.official_letter_no),
        ("事项编号", case.official_matter_no),
        ("查询码", case.query_code),
        ("专项", case.batch),
        ("备注", shown_text(case, case.remark, is_revealed=is_revealed)),
    ]
    return [fact for fact in facts if fact[1]]


def _incoming(case: Case) -> str:
    parts = (case.incoming_doc_no, with_weekday(case.incoming_on) if case.incoming_on else "")
    return " · ".join(part for part in parts if part)


def pathways_of(case: Case) -> str:
    """Return the articles of the pathways, each once, in the order of the demands."""
    found = dict.fromkeys(
        PATHWAY_LABELS[demand.pathway].partition(" ")[0]
        for demand in case.demands
        if demand.pathway is not None
    )
    return "、".join(found) or "未甄别"


def demand_facts(case: Case, *, is_revealed: bool = False) -> list[Fact]:
    """Return the demands, counted."""
    return [
        (str(demand.number), _demand(case, demand, is_revealed=is_revealed))
        for demand in case.demands
    ]


def _demand(case: Case, demand: Demand, *, is_revealed: bool) -> str:
    text = shown_text(case, demand.text, is_revealed=is_revealed)
    way = PATHWAY_LABELS[demand.pathway].partition(" ")[0] if demand.pathway else "未甄别"
    return f"{text}（{way}）" if len(case.demands) > 1 else text


def unit_of(view: CaseView) -> str:
    """Return who handles it: the latest unit an acceptance or a dispatch names."""
    named = [
        step.text("unit")
        for step in view.standing_steps
        if step.kind in ("accepted", "dispatched") and step.text("unit")
    ]
    return named[-1] if named else view.case.official.responsible_unit
