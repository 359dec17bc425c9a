"""What was measured beside what is aimed at: met, or missed by how much."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from knowledge.paths import PROJECT, VAR


@dataclass(frozen=True)
class Measured:
    """One figure, in ``unit``; ``aim`` is the most it should be, None where nothing is aimed at."""

    what: str
    value: float
    unit: str
    aim: float | None = None

    @property
    def verdict(self) -> str:
        """Return ``met``, ``missed by 40 %``, or nothing without an aim."""
        if self.aim is None:
            return ""
        return "met" if self.value <= self.aim else f"missed by {100 * (self.value / self.aim - 1):.0f} %"


def percentiles(durations: Iterable[float]) -> tuple[float, float]:
    """Return the 50th and 95th percentiles of some durations, in their unit."""
    ordered = sorted(durations)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]


def milliseconds(call: Callable[..., object], *arguments: object) -> float:
    """Return how long a call takes."""
    started = time.perf_counter()
    call(*arguments)
    return 1000 * (time.perf_counter() - started)


def p50_p95(what: str, durations: Iterable[float], aim: float) -> list[Measured]:
    """Return both percentiles of durations in milliseconds; the aim is for the 95th."""
    p50, p95 = percentiles(durations)
    return [Measured(f"{what}, p50", p50, "ms"), Measured(f"{what}, p95", p95, "ms", aim)]


def report(part: str, figures: list[Measured]) -> None:
    """Print the table of a part, and write it to ``var/bench-PART.json``."""
    width = max(len(one.what) for one in figures)
    print(f"\n{'':{width}}  {'measured':>12}  {'aim':>12}")
    for one in figures:
        aim = "" if one.aim is None else f"≤ {one.aim:g} {one.unit}"
        print(f"{one.what:{width}}  {f'{one.value:.2f} {one.unit}':>12}  {aim:>12}  {one.verdict}".rstrip())
    path = VAR / f"bench-{part}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(one) for one in figures], indent=2, ensure_ascii=False) + "\n", "utf-8")
    load = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(f"\nOn this machine, {load}: on a busy one, a miss says little. Written to {path.relative_to(PROJECT)}.")
