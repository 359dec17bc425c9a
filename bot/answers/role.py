"""The user says who they are: three questions that people like them ask."""

from __future__ import annotations

from bot.writing.blocks import Facts
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic

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


def answer(role: str) -> Reply:
    """Return the acknowledgement and three questions that people of ``role`` ask."""
    sentence, suggestions = _WORDING[role]
    return Reply(
        sentence=f"{sentence} Que voulez-vous savoir ?",
        suggestions=suggestions,
        facts=Facts(topic=ReplyTopic.ROLE),
    )
