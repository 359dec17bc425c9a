"""What the person of the demonstration does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing a person does: ``what`` they write, the button's title, the latitude and longitude, or what is sent."""

    kind: Literal["says", "presses", "is at", "sends"]
    what: str
    holds: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scene:
    """Deeds that belong together."""

    title: str
    deeds: tuple[Deed, ...]


def _says(*sentences: str) -> tuple[Deed, ...]:
    return tuple(Deed("says", each) for each in sentences)


_VOICE = {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}

SCENES = (
    Scene("Arriver", (*_says("/start"), Deed("is at", "47.5861 1.3359"))),
    Scene(
        "Chercher",
        (
            *_says("quels métiers recrutent ?", "est-ce dur de trouver des couvreurs à Tours ?", "et à Orléans ?"),
            *_says("comment évoluent les projets dans le Loiret depuis 2022 ?"),
        ),
    ),
    Scene("Emporter", (*_says("compare Tours et Bourges"), Deed("presses", "CSV"), *_says("/diagnostic Blois"))),
    Scene("Préciser", (*_says("quels métiers recrutent à Montigny ?"), Deed("presses", "Montigny"))),
    Scene("Autrement", (Deed("sends", "(message vocal)", _VOICE),)),
    Scene("Parler à quelqu'un", _says("/contact", "annuler")),
    Scene("Partir", _says("/effacer")),
)
