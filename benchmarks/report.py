"""The table of a benchmark, and its ratios."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Results = Mapping[str, Any]
_Row = tuple[str, str, Callable[[Results], float], bool]

# What is shown: label, format, value, and whether more is better
_ROWS: tuple[_Row, ...] = (
    ("training", "{:.1f} s", lambda r: r["training_s"], False),
    ("time to ready", "{:.1f} s", lambda r: r["ready_s"], False),
    ("memory, Rasa process", "{:.0f} MB", lambda r: r["rasa_mb"], False),
    ("memory, everything served", "{:.0f} MB", lambda r: r["total_mb"], False),
    ("messages/s, 1 client", "{:.0f}", lambda r: r["load"]["1"]["per_second"], True),
    ("p50, 1 client", "{:.1f} ms", lambda r: r["load"]["1"]["p50"], False),
    ("p95, 1 client", "{:.1f} ms", lambda r: r["load"]["1"]["p95"], False),
    ("messages/s, 16 clients", "{:.0f}", lambda r: r["load"]["16"]["per_second"], True),
    ("p50, 16 clients", "{:.1f} ms", lambda r: r["load"]["16"]["p50"], False),
    ("p95, 16 clients", "{:.1f} ms", lambda r: r["load"]["16"]["p95"], False),
    ("intent accuracy, held out", "{:.1%}", lambda r: r["accuracy"]["accuracy"], True),
)
_ACCURACY: tuple[_Row, ...] = (_ROWS[0], _ROWS[-1])


def table(bemo: Results, stock: Results, *, accuracy_only: bool = False) -> str:
    """Return the comparison as text; a ratio above 1 is in favour of Bémo."""
    lines = [f"{'':34}{'Bémo':>12}{'stock Rasa':>14}{'ratio':>10}"]
    for label, form, value, more_is_better in _ACCURACY if accuracy_only else _ROWS:
        ours, theirs = value(bemo), value(stock)
        best, other = (ours, theirs) if more_is_better else (theirs, ours)
        ratio = f"× {best / other:.2f}" if other else "–"
        lines.append(f"{label:34}{form.format(ours):>12}{form.format(theirs):>14}{ratio:>10}")
    return "\n".join(lines)
