"""Issues a batch of letters in a process of its own and tells how much memory it took.

    python -m tests.bench.letter_batch FOLDER COUNT

Every letter is issued by the use-case, each in its own transaction, kept encrypted, read back and
joined into jobs for the printer of `JOB` letters.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

from petition_desk.clock import FixedClock
from petition_desk.documents.joining import joined
from petition_desk.domain.ledger import LedgerFilter, LedgerSort
from petition_desk.errors import LawRefusalError
from petition_desk.services import ledger, letters
from petition_desk.services.demo import invent
from petition_desk.services.desk import create_desk
from tests import desks
from tests.bench.timing import peak_megabytes

JOB = 100


def main(folder: str, count: str) -> None:
    """Issue, read back, join; tell."""
    desk, _ = create_desk(
        Path(folder), "某某县公安局", desks.OFFICER, desks.PASSWORD, FixedClock.on(desks.TODAY)
    )
    invent(desk, int(count))
    wanted = ledger.matching_ids(desk, LedgerFilter(), LedgerSort())
    rows = [row.local_no for row in ledger.rows_for(desk, wanted)]
    start, issued = perf_counter(), 0
    pending: list[bytes] = []
    for no in rows:
        try:
            letter = letters.issue(desk, no, "visit-form", {"visit.statement": "陈述的内容。"})
        except LawRefusalError:  # a void record takes no letter
            continue
        pending.append(letters.kept(desk, no, letter.number).pdf)
        issued += 1
        if len(pending) == JOB:
            joined(pending)
            pending.clear()
    seconds = perf_counter() - start
    told = {"letters": issued, "seconds": seconds, "megabytes": peak_megabytes()}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
