"""Own units and other bodies: to our own 派出所 and 大队 a case is dispatched, never transferred.

Only another body of the system takes over what the law asks of us (《信访工作条例》 art. 23);
a unit of our own acts for us, and our periods run on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from petition_desk.domain.office import Unit
from petition_desk.domain.refusals import REGULATION, Refusal
from petition_desk.domain.steps import Step

SENDING_AWAY: Final = ("transferred", "assigned")
"""The kinds of step by which another body takes over."""
_ARTICLE: Final = f"{REGULATION}第二十三条第一款"


def refusal_to_own(step: Step, office_name: str, units: Iterable[Unit]) -> Refusal | None:
    """Why a step does not hand a case to another body, where it names ourselves; else None.

    Args:
        step: Of any kind.
        office_name: 本局.
        units: The directory; of the bodies that are not our own nothing is refused.
    """
    if step.kind not in SENDING_AWAY:
        return None
    to, office = _plain(step.text("to")), _plain(office_name)
    if to and to == office:
        return Refusal("不能转送、交办给本局自己", _ARTICLE)
    own = {_plain(unit.name) for unit in units if unit.is_own}
    if to not in own and to.removeprefix(office) not in own:
        return None
    sentence = f"{step.text('to')}是本局的单位，应当转办，期限照算；转送、交办只对其他机关"
    return Refusal(sentence, _ARTICLE)


def _plain(name: str) -> str:
    return "".join(name.split())
