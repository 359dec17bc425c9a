"""What is said as a place and is none is told, and nothing else is: "à chnon" is, "à l'année" is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.occupations.gazetteer import link as link_occupations
from knowledge.territories.linking import link
from knowledge.territories.reference import FRANCE
from knowledge.territories.unknown import UnknownPlace, unknown_places
from knowledge.territories.wording import in_
from tests.knowledge.territories.exhaustive import HOME, KNOWN, mistyped, plain, rate

TESTS = Path(__file__).parents[2]
LEFT = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")
"""An annotated example of data/nlu: « [Tours](territory) »."""
MADE_UP = {"Trifouillis-les-Oies", "Narnia", "chatorou"}
"""The places that those who wrote the questions made up, or spelt as no rule would."""


def unknown(text: str) -> list[UnknownPlace]:
    taken = [(place.start, place.end) for place in link(text)]
    taken += [(each.start, each.end) for each in link_occupations(text, taken)]
    return unknown_places(text, taken)


@pytest.mark.parametrize(
    ("text", "said", "nearest"),
    [
        ("combien de projets à gein ?", "gein", "commune:45155"),
        ("emploi a gienn", "gienn", "commune:45155"),
        ("emploi à Gin", "Gin", "commune:45155"),
        ("quels métiers recrutent à Sara ?", "Sara", "commune:45302"),
        ("combien de projets à Olive ?", "Olive", "commune:45232"),
        ("combien de projets à chartes", "chartes", "commune:28085"),
        ("combien de projets à narnia ?", "narnia", "commune:45222"),
        ("des postes en Puisaye ?", "Puisaye", "commune:41078"),
        ("emploi sur chatorou", "chatorou", "commune:36044"),
        ("j'habite chatorou, quels métiers recrutent ?", "chatorou", "commune:36044"),
        ("lé metiers kon recherche a chatorou en 2024", "chatorou", "commune:36044"),
    ],
)
def test_the_nearest_name_is_offered(text: str, said: str, nearest: str) -> None:
    (place,) = unknown(text)
    assert text[place.start : place.end] == said
    assert nearest in place.nearest


@pytest.mark.parametrize(
    "text",
    [
        "quels métiers à xyzt ?",
        "et à Trifouillis-les-Oies ?",
        "du boulot vers Zzyzx",
        "emploi sur zorglub",
        "j'habite zorglub",
    ],
)
def test_a_name_like_no_other_is_unknown_all_the_same(text: str) -> None:
    (place,) = unknown(text)
    assert place.nearest == ()


@pytest.mark.parametrize(
    "text",
    """à l'année|à temps plein|travail à domicile|a recruter|du mal à trouver|de a à z|qui a recruté|emploi à pourvoir
    travail à mi-temps|poste à responsabilités|recrutent à tour de bras|travail à la chaîne|exporte en Excel
    je veux parler a kelkun|recrutement à venir|ça m'a dépanné|sur internet|un emploi à pérenniser
    postes à télétravailler|recrutements à foison|un poste en hypnothérapie|en CDI
    vers quel métier me tourner""".replace("\n", "|").split("|"),
)
def test_what_is_no_place_is_let_be(text: str) -> None:
    assert unknown(text.strip()) == []


def _written() -> Iterator[str]:
    for path in (TESTS / "questions" / "questions.yml", *sorted((TESTS / "conversations").rglob("*.yml"))):
        yield from _spoken(yaml.safe_load(path.read_text(encoding="utf-8")))
    for path in sorted((TESTS.parent / "data" / "nlu").glob("*.yml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("    - "):
                yield LEFT.sub(r"\1", line.removeprefix("    - "))


def _spoken(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key in {"user", "question"} and isinstance(value, str):
                yield value
            else:
                yield from _spoken(value)
    elif isinstance(data, list):
        for each in data:
            yield from _spoken(each)


def test_false_alarms_are_rare() -> None:
    texts = list(_written())
    assert len(texts) > 4000
    alarms = [
        (text, text[place.start : place.end])
        for text in texts
        for place in unknown(text)
        if text[place.start : place.end] not in MADE_UP
    ]
    print(f"\n{len(alarms)} false alarms of {len(texts)}: {alarms}")
    assert len(alarms) < 0.005 * len(texts)


def test_a_mistyped_commune_in_small_letters_is_never_silent() -> None:
    texts = [plain(f"combien de projets a {name} en 2024") for name, _ in mistyped()]
    assert rate("mistyped, small letters", ((text, bool(link(text) or unknown(text))) for text in texts)) >= 0.95


def test_a_commune_elsewhere_in_small_letters_is_rarely_silent() -> None:
    elsewhere = [place for place in KNOWN.communes_of(FRANCE) if place not in set(HOME)][::20]
    texts = [plain(f"combien de projets {in_(place)} en 2024") for place in elsewhere]
    assert rate("elsewhere, small letters", ((text, bool(link(text) or unknown(text))) for text in texts)) >= 0.95
