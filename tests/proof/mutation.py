"""Mutation testing of the counting of days: `python -m tests.proof.mutation [MODULE…]`.

Makes every small wrong change of `mutants` to a module, one at a time, and runs the tests of the
domain against it in a process of its own. A change that no test notices survives and is printed.
`--minutes` bounds the time; the mutants are then drawn in a fixed random order.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.proof.mutants import Mutant, mutants_of

ROOT = Path(__file__).parents[2]
RUNNER = Path(__file__).with_name("run_mutant.py")
#: A mutant that runs longer than this loops for ever, and is noticed by that.
SECONDS_A_MUTANT = 180
WORKERS = 2
#: The tests that know a module, the quickest to notice first; and the share they have to notice.
TESTS: dict[str, tuple[tuple[str, ...], float]] = {
    "calendar": (
        ("domain/test_dated_examples.py", "domain/test_calendar.py", "domain/test_explanation.py"),
        0.90,
    ),
    "rules": (
        (
            "domain/test_rules.py",
            "domain/test_rule_edges.py",
            "test_scenarios.py::test_the_scenario_holds",
        ),
        0.90,
    ),
    "standing": (
        (
            "test_scenarios.py::test_the_scenario_holds",
            "domain/test_standing.py",
            "domain/test_standing_properties.py",
        ),
        0.80,
    ),
    "clocks": (
        (
            "test_scenarios.py::test_the_scenario_holds",
            "domain/test_standing.py",
            "domain/test_standing_properties.py",
        ),
        0.80,
    ),
}


@dataclass(frozen=True)
class Outcome:
    """What the tests made of the mutants of one module; `left_out` were not reached in time."""

    module: str
    killed: int
    survivors: tuple[Mutant, ...]
    left_out: int
    seconds: float

    @property
    def share(self) -> float:
        """The share that was noticed."""
        return self.killed / max(1, self.killed + len(self.survivors))


class BrokenBeforehandError(Exception):
    """The tests fail without any mutant, so that a failure would tell nothing."""


def proved(module: str, minutes: float | None = None) -> Outcome:
    """Run the mutants of a module of the domain.

    Raises:
        BrokenBeforehandError: the tests do not pass on the module as it is.
    """
    path = ROOT / "petition_desk" / "domain" / f"{module}.py"
    if _tests_fail(module, path):
        raise BrokenBeforehandError(module)
    found = mutants_of(path)
    if minutes is not None:
        random.Random(module).shuffle(found)
    begun = time.monotonic()
    ends = begun + minutes * 60 if minutes is not None else float("inf")
    with (
        tempfile.TemporaryDirectory() as folder,
        ThreadPoolExecutor(WORKERS) as pool,
    ):
        answers = list(
            pool.map(lambda item: _is_noticed(module, *item, Path(folder), ends), enumerate(found))
        )
    if _tests_fail(module, path):
        raise BrokenBeforehandError(module)  # the code was changed meanwhile: nothing is proved
    pairs = list(zip(found, answers, strict=True))
    return Outcome(
        module=module,
        killed=sum(answer is True for answer in answers),
        survivors=tuple(mutant for mutant, answer in pairs if answer is False),
        left_out=sum(answer is None for answer in answers),
        seconds=time.monotonic() - begun,
    )


def _is_noticed(module: str, place: int, mutant: Mutant, folder: Path, ends: float) -> bool | None:
    """Whether a test failed; None if there was no time left to ask."""
    if time.monotonic() > ends:
        return None
    source = folder / f"{module}_{place}.py"
    source.write_text(mutant.source, encoding="utf-8")
    return _tests_fail(module, source)


def _tests_fail(module: str, source: Path) -> bool:
    tests = [str(ROOT / "tests" / name) for name in TESTS[module][0]]
    command = [sys.executable, str(RUNNER), f"petition_desk.domain.{module}", str(source), *tests]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HYPOTHESIS_PROFILE": "test"}
    try:
        run = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, timeout=SECONDS_A_MUTANT
        )
    except subprocess.TimeoutExpired:
        return True
    return run.returncode != 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table and the survivors; 1 where too few were noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", choices=[*TESTS, []], default=list(TESTS))
    parser.add_argument("--minutes", type=float, default=None, help="bound, for each module")
    chosen = parser.parse_args(arguments)
    is_enough = True
    for module in chosen.modules:
        outcome = proved(module, chosen.minutes)
        sys.stdout.write(
            f"{module}: {outcome.killed} of {outcome.killed + len(outcome.survivors)} noticed "
            f"({outcome.share:.1%}), {outcome.left_out} left out, {outcome.seconds:.0f} s\n"
        )
        for mutant in outcome.survivors:
            sys.stdout.write(f"  {mutant.line}: {mutant.change}\n")
        sys.stdout.flush()
        is_enough = is_enough and outcome.share >= TESTS[module][1]
    return 0 if is_enough else 1


if __name__ == "__main__":
    sys.exit(main())
