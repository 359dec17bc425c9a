"""How a turn of the corpus tells its question: what each head of the reader must answer there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.reading import names
from bot.reading.acts import LIST_PLACES, PORTRAIT
from bot.reading.corpus import Example, gold_occupations, gold_places

YES, NO = "yes", "no"
KEPT_OCCUPATION, KEPT_PLACE, KEPT_YEARS = "kept_occupation", "kept_place", "kept_years"
ADDED_OCCUPATION, ADDED_PLACE = "added_occupation", "added_place"
MEASURE, TELL, CLOSED, ORDER, LEVEL, ASPECT = "measure", "tell", "closed", "order", "level", "aspect"
_MEASURES = frozenset({"projects", "difficult", "seasonal", "non_seasonal"})


def _hiring(example: Example) -> bool:
    return str(example.gold.get("about", "hiring")) == "hiring"


def _measure(example: Example) -> str | None:
    measure = str(example.gold.get("measure", "projects"))
    return measure if _hiring(example) and measure in _MEASURES else None


def _order(example: Example) -> str | None:
    lists = _hiring(example) and bool(example.gold.get("by") or example.gold.get("order"))
    return str(example.gold.get("order", "most")) if lists else None


def _level(example: Example) -> str | None:
    return str(example.gold.get("by") or "bassin") if example.shape == LIST_PLACES else None


def _aspect(example: Example) -> str | None:
    return str(example.gold.get("measure", "pay")) if example.shape == PORTRAIT else None


def _kept_occupation(example: Example) -> str | None:
    if _named(example, "occupation") or not example.before.occupations:
        return None
    return _yes(_holds_one(gold_occupations(example.gold), example.before.occupations, names.same_occupation))


def _added_occupation(example: Example) -> str | None:
    if not _named(example, "occupation") or not example.before.occupations:
        return None
    return _yes(_holds_one(gold_occupations(example.gold), example.before.occupations, names.same_occupation))


def _kept_place(example: Example) -> str | None:
    if _named(example, "territory") or not example.before.places:
        return None
    return _yes(_holds_one(gold_places(example.gold), example.before.places, names.same_place))


def _added_place(example: Example) -> str | None:
    if not _named(example, "territory") or not example.before.places:
        return None
    return _yes(_holds_one(gold_places(example.gold), example.before.places, names.same_place))


def _kept_years(example: Example) -> str | None:
    if _named(example, "year") or not example.before.dated:
        return None
    return _yes(example.gold.get("years") is not None)


def _holds_one(wanted: list[str], before: tuple[str, ...], same: Callable[[str, str], bool]) -> bool:
    return any(same(one, other) for one in wanted for other in before)


def _named(example: Example, kind: str) -> bool:
    return any(span["entity"] == kind for span in example.kept)


def _yes(value: Any) -> str:
    return YES if value else NO


_HEADS: Mapping[str, Callable[[Example], str | None]] = {
    MEASURE: _measure,
    TELL: lambda example: str(example.gold.get("tell", "number")) if _hiring(example) else None,
    CLOSED: lambda example: _yes(example.gold.get("yes_no")),
    ORDER: _order,
    LEVEL: _level,
    ASPECT: _aspect,
    KEPT_OCCUPATION: _kept_occupation,
    ADDED_OCCUPATION: _added_occupation,
    KEPT_PLACE: _kept_place,
    ADDED_PLACE: _added_place,
    KEPT_YEARS: _kept_years,
}
HEADS = tuple(_HEADS)
"""The heads that say how a question is told, beside those that say what a turn does."""


def told(example: Example) -> dict[str, str | None]:
    """Return what each head must answer of a turn, None where it asks nothing that the head knows."""
    asks = example.gold["act"] == "ask"
    return {name: answer(example) if asks else None for name, answer in _HEADS.items()}
