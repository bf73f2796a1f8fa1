"""`sealed-annex` 密封附件 of a 移送函: the one paper that says who accuses whom of what.

It goes into a sealed envelope to the competent discipline body; the ID number is masked here too.
"""

from __future__ import annotations

from typing import Final

from petition_desk.documents.blocks import Align, Block, Cell, Row, Table
from petition_desk.documents.fonts import FontRole
from petition_desk.documents.letters.bodies import petitioner_of
from petition_desk.documents.letters.demands import demands_on_or_all
from petition_desk.documents.letters.facts import Facts
from petition_desk.documents.letters.kind import LetterKind
from petition_desk.domain.vocabulary import Pathway

_WIDTHS: Final = (3.0, 10.0)
_CONTENT_HEIGHT: Final = 160.0


def _form(facts: Facts) -> tuple[Block, ...]:
    accusations = demands_on_or_all(facts, (Pathway.ACCUSATION,))
    demands = "\n".join(facts.demand(number, "text") for number in accusations)
    person = (
        ("检举控告人", petitioner_of(facts)),
        ("证件号码", facts.text("petitioner.id_masked")),
        ("联系电话", facts.text("petitioner.mobile")),
        ("住址", facts.text("petitioner.address")),
        ("被检举控告的\n人员或者单位", facts.text("case.accused")),
        ("提出日期和形式", f"{facts.text('case.petitioned_on')}　{facts.text('case.channel')}"),
        ("摘要", facts.text("case.summary")),
    )
    rows = [_row(name, text) for name, text in person]
    rows.append(_row("反映的内容", facts.text("case.content"), _CONTENT_HEIGHT))
    rows += [_row("请求", demands), _row("所附材料", facts.text("handed-over.materials"))]
    return (Table(_WIDTHS, tuple(rows)),)


def _row(name: str, text: str, height: float = 0.0) -> Row:
    return Row((Cell(name, align=Align.CENTRE, role=FontRole.HEADING), Cell(text)), height)


KIND = LetterKind("sealed-annex", inserts={"form": _form}, is_signed=False)
