"""What a question asks that the survey does not measure: said beside the figures it does hold."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.suggestions import STARTERS
from bot.question import Topic
from bot.writing.french import NARROW
from bot.writing.reply import Reply
from knowledge.text import fold

_UNMEASURED = (
    (
        re.compile(
            r"\bsans (?:aucun |de |le moindre )?(?:diplomes?|formations?|qualifications?|bac|experience)\b"
            r"|\b(?:pas|aucun) (?:de |d')?(?:diplomes?|experience|bac)\b|\bdebutante?s?\b|\bnon diplomee?s?\b"
        ),
        "L'enquête ne dit ni le diplôme ni l'expérience demandés : ce classement porte sur tous les recrutements.",
    ),
    (
        re.compile(r"\b(?:cdi|cdd|interim|temps (?:plein|partiel)|mi[- ]temps|alternance|apprentissage)\b"),
        "L'enquête ne distingue pas les types de contrat : elle compte tous les projets, saisonniers compris.",
    ),
    (
        re.compile(r"\b(?:teletravail|a distance|horaires?|de nuit|le week[- ]?end)\b"),
        "L'enquête ne dit rien des conditions de travail.",
    ),
)

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
"""The same of job seekers, whose monthly number is of everyone registered."""


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


def not_foretold(reply: Reply, latest: int) -> Reply:
    """Return that nothing is foretold, then the latest figure, which ``reply`` tells."""
    if reply.facts.get("topic") in _NO_FIGURE:
        return reply
    told = f"Je n'ai pas de prévision{NARROW}: la dernière enquête est celle de {latest}."
    return replace(reply, sentence=f"{told} {reply.sentence}")


def _continued(sentence: str) -> str:
    """Return a sentence as it goes on after a colon."""
    return sentence[0].lower() + sentence[1:] if sentence.startswith(("En ", "De ", "À ", "Dans ")) else sentence


def unmeasured(text: str, topic: Topic | None = None) -> str:
    """Return what to say of a condition that the figures of ``topic`` do not measure, "" when there is none."""
    if topic in {Topic.PORTRAIT, Topic.NEAR}:
        return ""
    folded, conditions = fold(text), _UNCOUNTED if topic is Topic.JOB_SEEKERS else _UNMEASURED
    return next((note for pattern, note in conditions if pattern.search(folded)), "")
