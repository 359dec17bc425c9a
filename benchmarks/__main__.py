"""``python -m benchmarks [knowledge] [documents] [assistant]``: measure these parts, all of them by default."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable


def main() -> int:
    """Measure, print and write under ``var/``. An aim that is missed is shown, and is no failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"one of {', '.join(PARTS)}; all by default")
    wanted = parser.parse_args().parts or list(PARTS)
    unknown = [part for part in wanted if part not in PARTS]
    if unknown:
        parser.error(f"no part {', '.join(unknown)}: there are {', '.join(PARTS)}")
    return max(PARTS[part]() for part in wanted)


def _knowledge() -> int:
    from benchmarks import knowledge  # noqa: PLC0415 — each part loads what it measures, and nothing else

    return knowledge.measure()


def _documents() -> int:
    from benchmarks import documents  # noqa: PLC0415

    return documents.measure()


def _assistant() -> int:
    from benchmarks import assistant  # noqa: PLC0415

    return assistant.measure()


PARTS: dict[str, Callable[[], int]] = {"knowledge": _knowledge, "documents": _documents, "assistant": _assistant}


if __name__ == "__main__":
    sys.exit(main())
