"""What a question asks that the survey does not measure: said beside the figures it does hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers.suggestions import STARTERS
from bot.question import Topic
from bot.writing.french import NARROW, listed, quoted
from bot.writing.reply import Reply
from knowledge.text import fold

_UNCOUNTED = (
    (
        re.compile(r"\btaux de chomage\b"),
        "C'est le nombre d'inscrits : le taux de chômage est publié par l'Insee, par zone d'emploi (insee.fr).",
    ),
    (
        re.compile(
            r"\b(?:jeunes?|seniors?|moins de \d\d ans|plus de \d\d ans|femmes|hommes|longue duree|beneficiaires"
            r"|handicap[a-z]*|categories? [a-e]\b|etrangers?|cadres|diplomes?)\b"
        ),
        "Ni l'âge, ni le sexe, ni l'ancienneté, ni la catégorie des inscrits ne sont distingués : tous sont comptés.",
    ),
)
"""What the monthly number of job seekers, which is of everyone registered, does not tell apart."""


_COUNTED = (
    "L'enquête ne mesure pas cela : elle compte, par métier et par bassin d'emploi, les projets de recrutement, "
    "ceux que les employeurs jugent difficiles et ceux qui sont saisonniers."
)
_NO_FIGURE = frozenset({"clarification", "not_understood", "unknown_place", "not_held"})


def nothing_near() -> Reply:
    """Return the limit alone, when no place nor occupation was ever spoken of."""
    facts = {"topic": "elsewhere", "service": "", "territories": [], "occupations": []}
    return Reply(sentence=_COUNTED, suggestions=STARTERS, facts=facts)


def nearest(reply: Reply) -> Reply:
    """Return the limit, then the figure of ``reply``, which is the nearest one held."""
    if reply.facts.get("topic") in _NO_FIGURE:
        return replace(reply, sentence=_COUNTED if reply.facts["topic"] == "not_understood" else reply.sentence)
    return replace(reply, sentence=f"{_COUNTED} Ce que je sais de plus proche{NARROW}: {_continued(reply.sentence)}")


def _continued(sentence: str) -> str:
    """Return a sentence as it goes on after a colon."""
    return sentence[0].lower() + sentence[1:] if sentence.startswith(("En ", "De ", "À ", "Dans ")) else sentence


def untold(text: str, uncounted: Sequence[str], topic: Topic, answered: str) -> str:
    """Return what to say of what a question asks that its figure does not take into account, "" when nothing.

    ``uncounted``: the words that no figure on hiring explains. ``answered``: the topic of the reply.
    """
    if topic is Topic.JOB_SEEKERS:
        folded = fold(text)
        return next((note for pattern, note in _UNCOUNTED if pattern.search(folded)), "")
    if not uncounted or topic.is_beside or answered != topic.value:
        return ""
    words = listed([quoted(each) for each in dict.fromkeys(uncounted)], "ni de")
    them = "les" if len(uncounted) > 1 else "le"
    return f"Je n'ai pas tenu compte de {words} : l'enquête ne {them} mesure pas."
