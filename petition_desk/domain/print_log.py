"""What became of each paper of a printing job: printed, not printed, or to be looked for.

A job is one stack of pages. How far it came is known in pages; what the officer needs to know is
which papers came out. A paper is said to be printed only where the whole of it went to a printer
that ended the job well: a paper that may lack a page must be looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class PaperFate(StrEnum):
    """What became of a paper; the words are what the officer reads."""

    SENT = "已送打印机"
    NOT_SENT = "没有打印"
    UNSURE = "不能确定，请核对纸张"


def fates(
    page_counts: Sequence[int], pages_sent: int, *, ended_well: bool
) -> tuple[PaperFate, ...]:
    """Tell of each paper what became of it.

    Args:
        page_counts: How many pages each paper has in the job, its copies and blank backs counted.
        pages_sent: How many pages of the job the printer took.
        ended_well: Whether the printer said of the whole job that it has it.
    """
    found = []
    begins = 0
    for count in page_counts:
        ends = begins + count
        if pages_sent <= begins:
            found.append(PaperFate.NOT_SENT)
        elif pages_sent >= ends and ended_well:
            found.append(PaperFate.SENT)
        else:
            found.append(PaperFate.UNSURE)
        begins = ends
    return tuple(found)


def pages_of(page_count: int, copies: int, *, two_sided: bool) -> int:
    """Return how many pages a paper takes in a job: its copies, each begun on a sheet of its own.

    Args:
        page_count: The pages of the paper itself.
        copies: How many of it.
        two_sided: Whether both sides are printed; an odd last page then has a blank back.
    """
    each = page_count + page_count % 2 if two_sided else page_count
    return each * copies
