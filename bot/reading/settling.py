"""What a message does when the heads hesitate: first of which family it is, then which act of that family.

Families: figures, what no figure answers (``APART``), the rest (small talk, a person, a file). The reader of entries
has read the message for itself: where it knows what is meant, it comes before a figure or a courtesy that is unsure.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.reading.acts import APART, LIVE, QUESTION_SHAPES, act_of_intent
from bot.reading.dividing import Ranking
from bot.reading.meant import ENTRIES, SERVICES, SUBJECTS

_LIKELY, _FIGURES, _OF_NAMED, _TALK = 0.2, 0.4, 0.35, 0.4
"""How likely the entry meant must be, of all, to come before figures, figures of what is named, or small talk, less
likely than these."""
_KEPT = frozenset({"distress", "export", "evenements"})
"""What the entries say nothing of."""
_GOES_ON = frozenset({"same", "more", "choose"})
_INTENTS = {SERVICES: "dossier_personnel", SUBJECTS: "hors_mesure", ENTRIES: "definition"}
_SHAPES = QUESTION_SHAPES | LIVE


def settled(
    ranking: Ranking, acts: Mapping[str, float], likely: Mapping[str, float], *, named: bool = False
) -> tuple[Ranking, Mapping[str, float]]:
    """Return the ranking of intents and the acts, once the family is settled.

    ``likely``: the entries a message may mean (``bot/reading/meant.py``). ``named``: whether it names a place or trade.
    """
    if not ranking:
        return ranking, acts
    name = str(ranking[0]["name"])
    first = act_of_intent(name)
    apart = sum(likelihood for act, likelihood in acts.items() if act in APART)
    figures = sum(likelihood for act, likelihood in acts.items() if act in _SHAPES)
    if first in APART and figures > apart:
        return ranking, acts
    if first in APART:  # however its acts share what is likely, no figure answers
        return [
            {"name": name, "confidence": max(apart, float(ranking[0]["confidence"]))},
            *_others(ranking, APART),
        ], acts
    kind = _meant(likely)
    if named and kind == SUBJECTS:  # « ils cherchent du monde ? » of a trade counts it, whatever its words are near to
        return ranking, acts
    if kind and _is_unsure(first, acts, _OF_NAMED if named else _FIGURES):
        intent = _INTENTS[kind]
        others = [each for each in ranking if each["name"] != intent]
        return [{"name": intent, "confidence": 1.0}, *others], {act_of_intent(intent): 1.0}
    return ranking, acts


def _is_unsure(first: str, acts: Mapping[str, float], most: float) -> bool:
    figures = sum(likelihood for act, likelihood in acts.items() if act in _SHAPES)
    if first in _GOES_ON:
        return False  # « et l'an passé ? » leans on what was asked, whatever entry its words are near to
    if first in _SHAPES:
        return figures < most
    return first not in _KEPT and acts.get(first, 0.0) < _TALK


def _meant(likely: Mapping[str, float]) -> str:
    """Return the kind of the likeliest entry, "" when none is likely enough."""
    best = max((name for name in likely if "/" in name), key=lambda name: likely[name], default="")
    return best.partition("/")[0] if best and likely[best] >= _LIKELY else ""


def _others(ranking: Ranking, family: frozenset[str]) -> Ranking:
    return [each for each in ranking[1:] if act_of_intent(str(each["name"])) not in family]
