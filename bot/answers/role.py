"""The user says who they are: three questions that people like them ask."""

from __future__ import annotations

import re

from bot.writing.blocks import Facts
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.text import fold

_ELECTED = (
    "elue? elues elus maire maires mairie adjointe? prefet prefecture deputee? senateur senatrice collectivite epci "
    "agglo agglomeration metropole commune conseiller municipal conseillere"
)
_EMPLOYER = (
    "employeur employeuse entreprise boite patron patronne gerante? drh rh recruteur recruteuse recrute embauche "
    "artisane? commercante? dirigeante? restaurateur restauratrice"
)
_ROLES = {
    "elected_official": re.compile(rf"\b(?:{_ELECTED.replace(' ', '|')})\b"),
    "employer": re.compile(rf"\b(?:{_EMPLOYER.replace(' ', '|')})\b"),
}
_WORDING = {
    "elected_official": (
        "C'est noté : vous êtes du côté des collectivités.",
        (
            Suggestion("Chiffres clés d'un territoire", "chiffres clés du bassin de Bourges"),
            Suggestion("Comparer deux territoires", "compare Châteaudun et Nogent-le-Rotrou"),
            Suggestion("Évolution", "évolution en Eure-et-Loir depuis 2022"),
        ),
    ),
    "employer": (
        "C'est noté : vous recrutez.",
        (
            Suggestion("Est-ce difficile de recruter ?", "est-ce difficile de recruter des soudeurs à Vierzon ?"),
            Suggestion("Métiers en tension", "métiers en tension dans le Loiret"),
            Suggestion("Où cherche-t-on ce métier ?", "où cherche-t-on des aides-soignants ?"),
        ),
    ),
    "job_seeker": (
        "C'est noté : vous cherchez un emploi.",
        (
            Suggestion("Quels métiers recrutent ?", "quels métiers recrutent à Tours ?"),
            Suggestion("Emplois saisonniers", "emplois saisonniers à Chinon"),
            Suggestion("Mon métier", "combien de projets pour les cuisiniers à Orléans ?"),
        ),
    ),
}


def role_of(text: str) -> str:
    """Return who the user says they are: ``elected_official``, ``employer``, else ``job_seeker``."""
    folded = fold(text)
    return next((role for role, pattern in _ROLES.items() if pattern.search(folded)), "job_seeker")


def answer(role: str) -> Reply:
    """Return the acknowledgement and three questions that people of ``role`` ask."""
    sentence, suggestions = _WORDING[role]
    return Reply(
        sentence=f"{sentence} Que voulez-vous savoir ?",
        suggestions=suggestions,
        facts=Facts(topic=ReplyTopic.ROLE),
    )
