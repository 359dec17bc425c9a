"""What to ask first, for each kind of person the assistant serves."""

from __future__ import annotations

from typing import Any

GROUPS: tuple[tuple[str, tuple[str, str, str]], ...] = (
    (
        "Je cherche un emploi",
        (
            "Quels métiers recrutent le plus à Tours ?",
            "Où cherche-t-on le plus d’aides-soignants ?",
            "Quels secteurs recrutent dans le Loiret ?",
        ),
    ),
    (
        "Je recrute",
        (
            "Est-ce difficile de trouver des couvreurs à Blois ?",
            "Quels métiers sont les plus difficiles à recruter à Orléans ?",
            "Quelle part de saisonniers chez les serveurs dans le Cher ?",
        ),
    ),
    (
        "Je suis élu",
        (
            "Quels sont les chiffres clés du bassin de Chartres ?",
            "Comment évoluent les projets de recrutement dans le Loiret depuis 2022 ?",
            "Compare le bassin de Tours et celui d’Orléans.",
        ),
    ),
)


def suggestions() -> dict[str, Any]:
    """Return the groups of questions as the API gives them."""
    return {"groups": [{"title": title, "questions": list(questions)} for title, questions in GROUPS]}
