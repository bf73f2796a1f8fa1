"""No list is made by person: what was searched for a person leaves neither room nor tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from petition_desk.domain.ledger import LedgerFilter
from petition_desk.domain.person_words import free_words, tells_number
from petition_desk.errors import LawRefusalError
from petition_desk.services.desk import Desk
from petition_desk.services.rights import SEE_SEALED

NOT_BY_PERSON: Final = "本局规定：台账不按人查询导出；《信访工作条例》第四十六条第五项"
SEARCHED: Final = "搜索的结果不导出：搜索词可能就是人的姓名或号码，请改用筛选条件"
NAMED: Final = "筛选条件里有人的姓名或号码，这样的结果不导出，请改用事项的条件"
OF_ONE: Final = "按文字筛选或者选中的各件都是同一个人的，不导出按人的清单；单独一件可以导出"
NOT_SAVED: Final = "搜索词、姓名和号码不存进视图，请改用事项的条件"


def refuse_by_person(desk: Desk, wanted: LedgerFilter, found: Callable[[], Sequence[int]]) -> None:
    """Refuse to let cases leave the room that were sought by person.

    Never exported is what a search found; what a condition on a free text found when a name that
    is kept, or a long number, stands in it; and several cases, found so or chosen by hand, that
    are all of one person. Every other list goes out, also one narrowed by such a condition.
    ``found`` gives the cases asked for; it is asked where it matters.

    Raises:
        LawRefusalError: it was sought by person (exit 3).
    """
    if wanted.text.strip():
        raise LawRefusalError(NOT_BY_PERSON, SEARCHED)
    if names_person(desk, wanted):
        raise LawRefusalError(NOT_BY_PERSON, NAMED)
    if free_words(wanted) or wanted.case_ids:
        ids, may_see = found(), desk.account.may(SEE_SEALED)
        with desk.reading() as work:
            if work.sought.are_of_one(ids, may_see_sealed=may_see):
                raise LawRefusalError(NOT_BY_PERSON, OF_ONE)


def names_person(desk: Desk, wanted: LedgerFilter) -> bool:
    """Say whether a condition on a free text names somebody, by name or number."""
    words = free_words(wanted)
    if any(map(tells_number, words)):
        return True
    may_see = desk.account.may(SEE_SEALED)
    with desk.reading() as work:
        return work.sought.is_named_in(words, may_see_sealed=may_see)
