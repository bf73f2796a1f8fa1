"""How the tables of speed are measured and told."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 9


def seconds_of(act: Callable[[], object], clock: Callable[[], float]) -> float:
    """Return how long one call takes."""
    start = clock()
    act()
    return clock() - start


def beside(
    act: Callable[[], object],
    peer: Callable[[], object],
    *,
    rounds: int = ROUNDS,
    clock: Callable[[], float] = perf_counter,
) -> tuple[float, float]:
    """Return the median times of ``act`` and of ``peer``, called in turns; the first warms up.

    What only computes is measured by `time.process_time`, which other programs disturb less.
    """
    act(), peer()
    pairs = [(seconds_of(act, clock), seconds_of(peer, clock)) for _ in range(rounds)]
    return median(first for first, _ in pairs), median(second for _, second in pairs)


def tell(what: str, seconds: float, bound: float, peer: str, peer_seconds: float) -> None:
    """Write one line of the table: time, its bound, the peer and the ratio to it."""
    sys.stdout.write(
        f"\n{what}: {shown(seconds)} (bound {shown(bound)}); "
        f"{peer} {shown(peer_seconds)}; {seconds / peer_seconds:.1f}×\n"
    )


def shown(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1_000_000:.0f} µs"


def peak_megabytes() -> float:
    """Return the most memory this process ever held.

    Linux tells it of this program alone; elsewhere what was inherited at the start counts too.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        peak = next(line for line in lines if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
