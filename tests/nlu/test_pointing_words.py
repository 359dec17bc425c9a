"""The words that point at what was just shown."""

from __future__ import annotations

import pytest

from bot.nlu.details import details_of

POINTING = [
    ("là-dedans lesquels sont saisonniers", "these", "among"),
    ("parmi ces 10 lesquels sont durs", "these", "among"),
    ("dans ta liste il y a quoi de difficile", "these", "among"),
    ("ceux-là l'an dernier ?", "these", "many"),
    ("et les mêmes en 2024", "these", "many"),
    ("l'an dernier c'était les mêmes en tête ?", "these", "again"),
    ("c'est les mêmes métiers à Blois ?", "these", "again"),
    ("ce sont les mêmes dans le Cher ?", "these", "again"),
    ("c'est les mêmes ailleurs ?", "these", "again"),
    ("est-ce les mêmes secteurs qu'à Tours", "these", "again"),
    ("et pour les aides-soignants, le même classement ?", "these", "again"),
    ("quels métiers sont dans les deux listes ?", "these", "both"),
    ("il y a des métiers en commun ?", "these", "both"),
    ("dans l'ordre du pire au moins pire", "these", "order"),
    ("parmi ces départements lesquels ont le plus de saisonniers", "these", "places"),
    ("combien ça gagne, celui qui recrute le plus", "lead", "most"),
    ("et le plus mauvais des 6 l'an dernier", "lead", "worst"),
    ("la pire en 2024", "lead", "worst"),
    ("et le dernier il paye combien", "choice", "-1"),
    ("les soudeurs sont classés où", "rank", "yes"),
    ("la série complète", "within", "year"),
    ("le nombre de chômeurs dans chaque endroit", "several", "9"),
    ("les chiffres de 2022 et de maintenant", "year", "2022..0"),
]
NOT_POINTING = [
    ("quel métier recrute le plus à Tours ?", "lead"),
    ("ces deux villes", "these"),
    ("les mêmes chiffres pour Blois", "these"),
    ("c'est les mêmes salaires à Blois ?", "these"),
    ("c'est les mêmes employeurs ?", "these"),
    ("ce sont les mêmes diplômes", "these"),
    ("est-ce les mêmes gros recruteurs ?", "these"),
    ("du plus faible au plus fort", "these"),
    ("la dernière enquête", "choice"),
    ("compare les deux", "these"),
]


@pytest.mark.parametrize(("text", "entity", "value"), POINTING)
def test_words_that_point(text: str, entity: str, value: str) -> None:
    assert (entity, value) in {(each.entity, each.value) for each in details_of(text)}


@pytest.mark.parametrize(("text", "entity"), NOT_POINTING)
def test_words_that_do_not(text: str, entity: str) -> None:
    assert entity not in {each.entity for each in details_of(text)}
