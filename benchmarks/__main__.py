"""``python -m benchmarks [knowledge] [documents] [conversation] [assistant]``: measure these parts, all by default.

``NLU_TRAIN`` and ``NLU_TEST`` (see ``benchmarks.assistant``) name a comparison of the assistant part, which then is
the only one by default.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and write under ``var/``. An aim that is missed is shown, and is no failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"one of {', '.join(PARTS)}; all by default")
    wanted = parser.parse_args(arguments).parts or _by_default()
    unknown = [part for part in wanted if part not in PARTS]
    if unknown:
        parser.error(f"no part {', '.join(unknown)}: there are {', '.join(PARTS)}")
    return max(PARTS[part]() for part in wanted)


def _by_default() -> list[str]:
    return ["assistant"] if os.environ.get("NLU_TRAIN") or os.environ.get("NLU_TEST") else list(PARTS)


def _knowledge() -> int:
    from benchmarks import knowledge  # noqa: PLC0415 — each part loads what it measures, and nothing else

    return knowledge.measure()


def _documents() -> int:
    from benchmarks import documents  # noqa: PLC0415

    return documents.measure()


def _conversation() -> int:
    from benchmarks import conversation  # noqa: PLC0415

    return conversation.measure()


def _assistant() -> int:
    from benchmarks import assistant  # noqa: PLC0415

    return assistant.measure()


PARTS: dict[str, Callable[[], int]] = {
    "knowledge": _knowledge,
    "documents": _documents,
    "conversation": _conversation,
    "assistant": _assistant,
}


if __name__ == "__main__":
    sys.exit(main())
