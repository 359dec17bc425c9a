"""Next questions offered under an answer. Each is a sentence the user could have typed."""

from __future__ import annotations

from bot.answers.reply import Suggestion
from bot.answers.scope import Area
from knowledge.bmo.model import Measure

STARTERS = (
    Suggestion("Quels métiers recrutent à Tours ?", "Quels métiers recrutent à Tours ?"),
    Suggestion("Est-ce dur de trouver des couvreurs à Blois ?", "Est-ce dur de trouver des couvreurs à Blois ?"),
    Suggestion("Évolution dans le Loiret depuis 2022", "Évolution des projets dans le Loiret depuis 2022"),
)
"""One question for each kind of user: job seeker, employer, elected official."""


def around_area(area: Area) -> tuple[Suggestion, ...]:
    """Return the questions that go on from any answer about ``area``."""
    return (
        Suggestion("Chiffres clés", f"chiffres clés {area.where}", "elected_official"),
        Suggestion("Évolution depuis 2022", f"évolution depuis 2022 {area.where}", "elected_official"),
    )


def around_occupation(area: Area, word: str, measure: Measure | None = None) -> tuple[Suggestion, ...]:
    """Return the questions that go on from an answer on ``measure`` of one occupation, called ``word``."""
    best_places = f"dans quels bassins cherche-t-on le plus : {word} ?"
    difficulty = Suggestion("Est-ce difficile ?", f"est-ce difficile de recruter : {word} {area.where} ?", "employer")
    return (
        Suggestion("Où recrute-t-on le plus ?", best_places, "job_seeker"),
        Suggestion("Évolution", f"évolution : {word} {area.where}", "elected_official"),
        *((difficulty,) if measure is not Measure.DIFFICULT else ()),
        Suggestion("Tous les métiers qui recrutent", f"quels métiers recrutent {area.where} ?", "job_seeker"),
    )
