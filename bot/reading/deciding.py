"""What a message does, from what the heads find likely: one act, and the Rasa intent it leads to."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from bot.reading.acts import CHANGE, COUNT, LIST_OCCUPATIONS, LIST_SECTORS, MOVERS, QUESTION_SHAPES, SAME, act_of_intent

TRADE = "trade"
"""The kind, beside those of entities, of a métier that is no sector."""
ACT, ON, INTENT = "act", "on", "intent"
"""The heads that say what a turn does: ``act`` its shape; ``on`` the same, or that it goes on; ``intent`` Rasa's."""
_LEAST = 0.003
_FIRST, _BARE, _LATER = 2.0, 1.0, 0.3
"""What the intent weighs beside the other two: its sentences stand alone, as the first one of a conversation does, and
as small talk does (nothing is named) wherever it stands."""
_ALSO = {LIST_OCCUPATIONS: [LIST_SECTORS], LIST_SECTORS: [LIST_OCCUPATIONS], CHANGE: [MOVERS], MOVERS: [CHANGE]}
"""The acts that share one intent."""


def acts_by_likelihood(
    heads: Mapping[str, Mapping[str, float]], shape_before: str, kinds: Collection[str]
) -> dict[str, float]:
    """Return each act with its likelihood (they add to 1), the likeliest first.

    ``shape_before``: the shape of the question before, which a message that goes on takes; "" when there is none.
    ``kinds``: the kinds of entity found.
    """
    shape_before = _going_on(shape_before, kinds)
    by_intent: dict[str, float] = {}
    for intent, likelihood in heads[INTENT].items():
        act = act_of_intent(intent, kinds)
        act = (shape_before or SAME) if act == SAME else act
        by_intent[act] = by_intent.get(act, 0.0) + likelihood
    weight = (_LATER if kinds else _BARE) if shape_before else _FIRST
    goes_on = dict(heads[ON])
    same = goes_on.pop(SAME, 0.0)
    goes_on[shape_before or SAME] = goes_on.get(shape_before or SAME, 0.0) + same
    factors = ((heads[ACT], 1.0), (goes_on, 1.0), (by_intent, weight))
    scores = {
        act: math.exp(sum(each * math.log(found.get(act, 0.0) + _LEAST) for found, each in factors) / (2 + weight))
        for act in {*heads[ACT], *goes_on, *by_intent}
    }
    total = sum(scores.values())
    return {act: scores[act] / total for act in sorted(scores, key=lambda each: -scores[each])}


def _going_on(shape_before: str, kinds: Collection[str]) -> str:
    """Return the shape a message that goes on takes: « et les magasiniers ? », of a list of sectors, counts them."""
    counts_one = shape_before == LIST_SECTORS and TRADE in kinds and "grain" not in kinds
    return COUNT if counts_one else shape_before


def intents_by_likelihood(
    heads: Mapping[str, Mapping[str, float]], acts: Mapping[str, float], shape_before: str, kinds: Collection[str]
) -> list[tuple[str, float]]:
    """Return each intent with the likelihood of its act, the likeliest first; of several of one act, the best one."""
    found: dict[str, str] = {}
    for intent in sorted(heads[INTENT], key=lambda each: -heads[INTENT][each]):
        for act in _acts_of(intent, shape_before, kinds):
            found.setdefault(act, intent)
    best: dict[str, float] = {}
    for act, likelihood in acts.items():
        if act in found:
            best[found[act]] = best.get(found[act], 0.0) + likelihood
    return sorted(best.items(), key=lambda each: -each[1])


def _acts_of(intent: str, shape_before: str, kinds: Collection[str]) -> list[str]:
    act = act_of_intent(intent, kinds)
    if act == SAME:
        return [SAME, "more", "choose", *([shape_before] if shape_before in QUESTION_SHAPES else [])]
    return [act, *_ALSO.get(act, [])]
