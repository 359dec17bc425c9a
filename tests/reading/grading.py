"""Was a turn of the corpus understood? What was asked of the figures, beside what the corpus says is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.question import Question, Topic
from bot.reading import names
from bot.reading.acts import (
    CHANGE,
    COUNT,
    LIST_OCCUPATIONS,
    LIST_PLACES,
    LIST_SECTORS,
    MOVERS,
    Gold,
    shape_of_gold,
)
from bot.reading.corpus import gold_occupations, gold_places
from bot.shape import is_wider
from knowledge.library import HOME_REGION
from tests.reading.player import Played

LAST_SURVEY = 2025
_UNPLACED = frozenset({"portrait", "near"})
"""What is told of the whole of France, wherever one lives."""
_ACTS = {
    "saluer": "presentation",
    "aide": "presentation",
    "identite": "presentation",
    "remercier": "courtesy",
    "affirmer": "courtesy",
    "au_revoir": "bye",
    "refuser": "cancel",
    "insulte": "insult",
    "plainte": "distress",
    "contact": "contact",
    "offres": "offers",
    "entreprises": "companies",
    "exporter": "export",
    "definition": "knowledge",
    "institution": "knowledge",
    "evenements": "knowledge",
    "verifier": "knowledge",
    "hors_sujet": "elsewhere",
    "dossier_personnel": "elsewhere",
    "hors_mesure": "elsewhere",
    "avis": "rate",
    "role": "role",
    "autre_langue": "elsewhere",
    "orientation": "elsewhere",
}
_ALIKE = {
    "greet": "presentation",
    "help": "presentation",
    "who_are_you": "presentation",
    "thanks": "courtesy",
    "ok": "courtesy",
    "define": "knowledge",
    "correct_me": "knowledge",
    "institution": "knowledge",
    "out_of_scope": "elsewhere",
    "unmeasured": "elsewhere",
    "orientation": "elsewhere",
    "more": "ask",
    "choose": "ask",
}
"""Acts that one reply suits."""
_TOPICS: Mapping[str, set[str]] = {
    LIST_OCCUPATIONS: {"recruiting"},
    LIST_SECTORS: {"recruiting"},
    LIST_PLACES: {"where", "ranking"},
    MOVERS: {"progress"},
    CHANGE: {"evolution", "progress", "comparison"},
}
_NOT_ASKING = frozenset(
    {"action_elsewhere", "action_definition", "action_market", "action_export", "action_role", "action_unmeasured"}
    | {"action_understood", "action_orientation"}
)


def faults(gold: Gold, played: Played) -> list[str]:
    """Return what was misunderstood among act, topic, places, occupations, measure and years; [] when it is right."""
    wanted, given = _ALIKE.get(gold["act"], gold["act"]), act_of(played)
    if gold["act"] != "ask" or given != "ask":
        refused = gold["act"] == "ask" and played.topic in {"refused", "not_held"}
        return [] if refused or wanted == given else ["act"]
    question = played.question
    assert question is not None
    topics = _topics(gold)
    weighed = _is_weighed(gold, question)
    places = question.territories[:-1] if weighed else question.territories
    alone = weighed and _places(places) == _places(gold_places(gold))  # the corpus says the part, or also the whole
    checks = {
        "topic": question.topic.value in topics or weighed or _orders_what_is_named(gold, question),
        "places": bool(topics & _UNPLACED) or alone or _places(gold_places(gold)) == _places(question.territories),
        "occupations": _same_occupations(gold_occupations(gold), question.occupations),
        "measure": _same_measure(gold, question, topics),
        "years": _same_years(gold, question),
    }
    return [name for name, right in checks.items() if not right]


def is_another_answer(gold: Gold, played: Played) -> bool:
    """Return whether a figure was given that is not the one asked."""
    return act_of(played) == "ask" and bool(faults(gold, played))


def act_of(played: Played) -> str:
    """Return the act a turn was taken for."""
    asked = played.question is not None and played.topic != "not_understood"
    if asked and played.action not in _NOT_ASKING:
        return "ask"
    if played.topic == "not_understood":
        return "unclear"
    if played.action == "action_fallback":
        return "elsewhere" if played.topic == "elsewhere" else "knowledge"
    return _ACTS.get(played.intent, "unclear")


def _topics(gold: Gold) -> set[str]:
    shape = shape_of_gold(gold)
    if shape != COUNT:
        return _TOPICS.get(shape, {shape})
    occupations, sectors, places = (gold.get(key) or [] for key in ("occupations", "sectors", "places"))
    if max(len(places), len(occupations) + len(sectors)) > 1 and not gold.get("together"):
        return {"comparison"}
    if not occupations:
        return {"recruiting", "figures"} if sectors else {"totals", *(["recruiting"] if gold.get("yes_no") else [])}
    return {"figures", "totals"}


def _orders_what_is_named(gold: Gold, question: Question) -> bool:
    """« classez Dreux, Chartres et Châteaudun » : a comparison says which is first, and gives its rows in order."""
    shape = shape_of_gold(gold)
    if question.topic is not Topic.COMPARISON or question.ascending or gold.get("order", "most") != "most":
        return False
    if gold.get("tell", "number") not in {"number", "share"}:
        return False
    if shape == LIST_OCCUPATIONS:
        return 1 < len(gold.get("occupations") or ()) <= len(question.occupations)
    levels = {ref.partition(":")[0] for ref in gold_places(gold)}
    all_of_them = 1 < len(gold.get("places") or ()) <= len(question.territories)  # the région of Bémo is one of them
    return shape == LIST_PLACES and all_of_them and levels == {str(gold.get("by"))}


def _is_weighed(gold: Gold, question: Question) -> bool:
    """« quelle part du département ? » : of a place and the one that holds it, the comparison says what part it is."""
    if gold.get("tell") != "weight" or question.topic is not Topic.COMPARISON or question.measure is not None:
        return False
    refs = question.territories
    return len(refs) == 2 and not question.occupations[1:] and is_wider(refs[-1], refs[:-1])


def _places(refs: Iterable[str]) -> set[str]:
    return {names.unit(ref) for ref in refs} - {HOME_REGION}


def _same_occupations(wanted: list[str], given: tuple[str, ...]) -> bool:
    matched = all(any(names.same_occupation(one, other) for other in given) for one in wanted)
    return matched and len(given) <= max(len(wanted), 0) if wanted else not given


def _same_measure(gold: Gold, question: Question, topics: set[str]) -> bool:
    wanted = str(gold.get("measure", "projects"))
    if Topic.PORTRAIT.value in topics:
        return wanted in question.aspects
    if gold.get("about", "hiring") != "hiring":
        return True
    return wanted == (question.measure.value if question.measure else "projects")


def _same_years(gold: Gold, question: Question) -> bool:
    wanted, given = _years(gold.get("years")), _years(list(question.years))
    latest = {LAST_SURVEY}
    moves = gold.get("tell") == "change" or gold.get("order") in {"up", "down"}
    return wanted - latest == given - latest or (moves and (wanted | given) <= {LAST_SURVEY - 1, LAST_SURVEY})


def _years(said: Any) -> set[int]:
    each = [said] if isinstance(said, (str, int)) else list(said or ())
    ends = [end for one in each for end in str(one).split("..")]
    return {_year(end) for end in ends}


def _year(said: str) -> int:
    if re.fullmatch(r"(?:19|20)\d\d", said):
        return int(said)
    return LAST_SURVEY + {"last_year": -1, "previous": -1}.get(said, int(said) if re.fullmatch(r"-\d+", said) else 0)
