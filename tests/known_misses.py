"""The cases that may fail today, by name and with the reason: everything else must pass, and the list only shrinks.

A suite gives the faults of each of its cases, by a name that does not change: an identifier, or the sentence itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_suffix(".yml")

Faults = Mapping[str, Sequence[str]]
"""What is wrong with each case of a suite, by name; nothing for one that is right."""


@lru_cache(maxsize=1)
def known_misses() -> dict[str, dict[str, str]]:
    """Return the reason of each known miss, by suite and name."""
    written = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {suite: misses or {} for suite, misses in written.items()}


def surprises(suite: str, faults: Faults) -> list[str]:
    """Return what differs from what is known: cases that broke, and known misses that are right."""
    known = known_misses()[suite]
    broke = [f"{name}: {'; '.join(found)}" for name, found in faults.items() if found and name not in known]
    right = [
        f"{name}: right, take it out of {FILE.name}" for name, found in faults.items() if not found and name in known
    ]
    return broke + right


def judge(suite: str, faults: Faults, at_least: float) -> None:
    """Show how a whole suite went; fail when a case is not as known, or fewer than ``at_least`` are right."""
    misses = {name: found for name, found in faults.items() if found}
    rate = 1 - len(misses) / len(faults)
    print(f"\n{suite}: {rate:.1%} of {len(faults)} right")
    for name, found in misses.items():
        print(f"  {name}: {'; '.join(found)[:300]}")
    gone = [
        f"{name}: no such case, take it out of {FILE.name}" for name in known_misses()[suite].keys() - faults.keys()
    ]
    wrong = surprises(suite, faults) + gone
    assert not wrong, "\n  ".join([f"{suite}, not as known:", *wrong])
    assert rate >= at_least


def by_name(cases: Iterable[tuple[str, Sequence[str]]]) -> dict[str, Sequence[str]]:
    """Return the faults of each case; ValueError when two cases have one name."""
    named: dict[str, Sequence[str]] = {}
    for name, faults in cases:
        if name in named:
            raise ValueError(f"two cases are called {name!r}")
        named[name] = faults
    return named
