"""Which letter tells the petitioner what became of the demands, and when each is due.

Source: 《信访工作条例》 art. 23 (notice of receipt, pathway and procedure) and art. 31.
"""

from __future__ import annotations

from collections.abc import Iterable

from petition_desk.domain.vocabulary import IMPORTED_PATHWAYS, Pathway, SourceKind

_KIND_BY_PATHWAY: dict[Pathway, str] = {
    Pathway.PETITION: "accept",
    Pathway.DUTY: "notice",
    Pathway.SUGGESTION: "notice",
    Pathway.ACCUSATION: "report-notice",
    **dict.fromkeys(IMPORTED_PATHWAYS, "pathway"),
}


def notice_kinds(pathways: Iterable[Pathway | None], source: SourceKind) -> tuple[str, ...]:
    """The letters that have to be written for these pathways, each once, in their order.

    A demand that is not ours gets a 不予受理告知书 when the person brought it, an 异议函 to the
    sender when another body did (art. 23 I and III). A police report and what is answered on the
    spot get none; an undecided demand none yet.
    """
    kinds: list[str] = []
    for pathway in pathways:
        if pathway is Pathway.NOT_OURS:
            kinds.append("not-accept" if source is SourceKind.DIRECT else "objection")
        elif pathway in _KIND_BY_PATHWAY:
            kinds.append(_KIND_BY_PATHWAY[pathway])
    return tuple(dict.fromkeys(kinds))
