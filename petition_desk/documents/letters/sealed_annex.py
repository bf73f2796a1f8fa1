"""`sealed-annex` 密封附件 of a 移送函: the one paper that says who accuses whom of what.

It goes into a sealed envelope to the competent discipline body; the ID number is masked here too.
"""

from __future__ import annotations

from typing import Final

from petition_desk.documents.blocks import Block
from petition_desk.documents.letters.bodies import petitioner_of
from petition_desk.documents.letters.demands import demands_on_or_all
from petition_desk.documents.letters.facts import Facts
from petition_desk.documents.letters.forms import form, whole
from petition_desk.documents.letters.kind import LetterKind
from petition_desk.domain.vocabulary import Pathway

_CONTENT_HEIGHT: Final = 110.0


def _form(facts: Facts) -> tuple[Block, ...]:
    accusations = demands_on_or_all(facts, (Pathway.ACCUSATION,))
    demands = "\n".join(facts.demand(number, "text") for number in accusations)
    person = (
        ("检举控告人", petitioner_of(facts)),
        ("证件号码", facts.text("petitioner.id_masked")),
        ("联系电话", facts.text("petitioner.mobile")),
        ("住址", facts.text("petitioner.address")),
        ("被检举控告的\n人员或者单位", facts.text("case.accused")),
        ("提出日期\n和形式", f"{facts.text('case.petitioned_on')}　{facts.text('case.channel')}"),
        ("摘要", facts.text("case.summary")),
    )
    return form(
        *(whole(name, text) for name, text in person),
        whole("反映的内容", facts.text("case.content"), _CONTENT_HEIGHT),
        whole("请求", demands),
        whole("所附材料", facts.text("handed-over.materials")),
    )


KIND = LetterKind("sealed-annex", inserts={"form": _form}, is_signed=False, masks_ids=True)
