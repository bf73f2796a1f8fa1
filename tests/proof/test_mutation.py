"""The tests of counting notice small wrong changes; what survives stands in docs/mutation.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proof.mutants import mutants_of
from tests.proof.mutation import TESTS, proved

#: For each module; a full run is `python -m tests.proof.mutation`.
MINUTES = 2.0

SAMPLE = '''
def late(on, last, days: int = 1):
    """Say whether it is late."""
    if on is None or not days:
        return None
    return on > last and days + 2
'''


def test_every_decision_of_a_function_is_changed_once(tmp_path: Path) -> None:
    source = tmp_path / "sample.py"
    source.write_text(SAMPLE, encoding="utf-8")
    changes = [(mutant.line, mutant.change) for mutant in mutants_of(source)]
    assert changes == [
        (2, "one off: 1 → 2"),
        (4, "and/or: on is None or not days → on is None and (not days)"),
        (4, "compare: on is None → on is not None"),
        (4, "condition: if on is None or not days: return None → "
            "if not (on is None or not days): return None"),
        (4, "not: not days → days"),
        (6, "and/or: on > last and days + 2 → on > last or days + 2"),
        (6, "answer: return on > last and days + 2 → return None"),
        (6, "arithmetic: days + 2 → days - 2"),
        (6, "compare: on > last → on >= last"),
        (6, "one off: 2 → 3"),
    ]  # fmt: skip


@pytest.mark.proof
@pytest.mark.parametrize("module", TESTS)
def test_every_mutant_can_be_compiled_and_differs(module: str) -> None:
    path = Path(__file__).parents[2] / "petition_desk" / "domain" / f"{module}.py"
    sources = [mutant.source for mutant in mutants_of(path)]
    assert len(set(sources)) >= 0.95 * len(sources) > 40
    for source in sources:
        compile(source, module, "exec")


@pytest.mark.proof
@pytest.mark.parametrize("module", TESTS)
def test_wrong_changes_are_noticed(module: str) -> None:
    outcome = proved(module, MINUTES)
    assert outcome.killed >= 5, "there was time to ask"
    assert outcome.share >= TESTS[module][1], [mutant.change for mutant in outcome.survivors]
