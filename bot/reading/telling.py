"""How a turn of the corpus tells its question: what each head of the reader must answer there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from typing import Any

from bot.reading import names
from bot.reading.acts import LIST_PLACES, PORTRAIT
from bot.reading.corpus import Example, gold_occupations, gold_places
from bot.reading.dialogue import Before
from bot.reading.heads import Seen
from bot.reading.spans import Span

YES, NO = "yes", "no"
KEPT_OCCUPATION, KEPT_PLACE, KEPT_YEARS = "kept_occupation", "kept_place", "kept_years"
ADDED_OCCUPATION, ADDED_PLACE = "added_occupation", "added_place"
MEASURE, TELL, CLOSED, ORDER, LEVEL, ASPECT = "measure", "tell", "closed", "order", "level", "aspect"
SITUATION = "situation"
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
    unsaid = _unsaid(gold_occupations(example.gold), _values(example, "occupation"), names.same_occupation)
    return _yes(_holds_one(unsaid, example.before.occupations, names.same_occupation))


def _kept_place(example: Example) -> str | None:
    if _named(example, "territory") or not example.before.places:
        return None
    return _yes(_holds_one(gold_places(example.gold), example.before.places, names.same_place))


def _added_place(example: Example) -> str | None:
    if not _named(example, "territory") or not example.before.places:
        return None
    unsaid = _unsaid(gold_places(example.gold), _values(example, "territory"), names.same_place)
    return _yes(_holds_one(unsaid, example.before.places, names.same_place))


def _kept_years(example: Example) -> str | None:
    if _named(example, "year") or not example.before.dated:
        return None
    return _yes(example.gold.get("years") is not None)


def _holds_one(wanted: list[str], before: tuple[str, ...], same: Callable[[str, str], bool]) -> bool:
    return any(same(one, other) for one in wanted for other in before)


def _values(example: Example, kind: str) -> list[str]:
    values = [str(span["value"]) for span in example.kept if span["entity"] == kind]
    return [names.unit(value) for value in values] if kind == "territory" else values


def _unsaid(wanted: list[str], said: list[str], same: Callable[[str, str], bool]) -> list[str]:
    """Return what is wanted and not named by the turn: « et pour le ménage seul ? », of two trades, adds none."""
    return [one for one in wanted if not any(same(one, other) for other in said)]


def _named(example: Example, kind: str) -> bool:
    return any(span["entity"] == kind for span in example.kept)


def _yes(value: Any) -> str:
    return YES if value else NO


_KINDS = {
    KEPT_OCCUPATION: "occupation",
    ADDED_OCCUPATION: "occupation",
    KEPT_PLACE: "territory",
    ADDED_PLACE: "territory",
    KEPT_YEARS: "year",
}
_OF_NAMED = frozenset({ADDED_OCCUPATION, ADDED_PLACE})
"""The heads that speak of what a turn names; the others of their kind, of what it does not."""
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


def _situation(example: Example) -> str | None:
    return str(example.gold["topic"]) if example.gold["act"] == "orientation" and "topic" in example.gold else None


HEADS = (*_HEADS, SITUATION)
"""The heads that say how a question is told, or what somebody is going through, beside those that say what is done."""


_FORGETTING = {
    "chiffres_territoire": {KEPT_OCCUPATION: NO, KEPT_YEARS: NO, ADDED_PLACE: NO},
    "metiers_qui_recrutent": {KEPT_OCCUPATION: NO, KEPT_YEARS: NO, ADDED_PLACE: NO},
    "classement_territoires": {KEPT_OCCUPATION: NO, KEPT_PLACE: NO, KEPT_YEARS: NO, ADDED_PLACE: NO},
    "ou_recrute_metier": {KEPT_PLACE: NO, KEPT_YEARS: NO, ADDED_OCCUPATION: NO, ADDED_PLACE: NO},
    "chiffre_metier": {KEPT_YEARS: NO, ADDED_OCCUPATION: NO, ADDED_PLACE: NO},
    "preciser": {KEPT_OCCUPATION: YES, KEPT_PLACE: YES, KEPT_YEARS: YES},
}
"""What a complete question, said later in a conversation, leaves behind; and what a fragment keeps."""


def complete_questions(
    sentences: Sequence[tuple[str, Sequence[Span], str]], befores: Sequence[Before]
) -> list[tuple[Seen, dict[str, str | None]]]:
    """Return the plain questions of ``data/nlu`` as if asked after others, and what the heads must answer there.

    ``sentences``: text, spans, intent. ``befores``: what they are asked after, taken in turn.
    """
    after = cycle([before for before in befores if before.occupations and before.places])
    found = []
    for text, spans, intent in sentences:
        if intent not in _FORGETTING:
            continue
        answers: dict[str, str | None] = dict.fromkeys(HEADS)
        named = {str(span["entity"]) for span in spans}
        answers |= {
            head: answer
            for head, answer in _FORGETTING[intent].items()
            if (head in _OF_NAMED) == (_KINDS[head] in named)
        }
        measures = [str(span["value"]) for span in spans if span["entity"] == "measure"]
        if measures or intent != "preciser":
            answers[MEASURE] = measures[0] if measures else "projects"
        found.append((Seen(text, spans, next(after)), answers))
    return found


def told(example: Example) -> dict[str, str | None]:
    """Return what each head must answer of a turn, None where it asks nothing that the head knows."""
    asks = example.gold["act"] == "ask"
    of_figures = {name: answer(example) if asks else None for name, answer in _HEADS.items()}
    return of_figures | {SITUATION: _situation(example)}
