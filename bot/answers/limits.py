"""What a question asks that the survey does not measure: said beside the figures it does hold."""

from __future__ import annotations

import re

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


_JOB_SEEKERS = re.compile(
    r"\bdemandeu(?:rs|ses) d ?'?emploi\b|\bchomeu(?:rs|ses)\b|\binscrits a (?:pole|france)\b|\bcandidats\b"
)
_FINDING_THEM = re.compile(
    r"\b(?:trouv|manqu|penuri|cherch|recrut|rare|difficil|attir|besoin|pas de|aucun|moins de|peu de)[a-z]*"
    r"(?: \w+){0,3} candidats\b"
)


def counts_job_seekers(text: str) -> bool:
    """Return whether people looking for work are asked about, not how hard it is to find them."""
    folded = fold(text)
    return _JOB_SEEKERS.search(folded) is not None and _FINDING_THEM.search(folded) is None


def unmeasured(text: str) -> str:
    """Return what to say of a condition the survey does not measure, "" when the question sets none."""
    folded = fold(text)
    return next((note for pattern, note in _UNMEASURED if pattern.search(folded)), "")
