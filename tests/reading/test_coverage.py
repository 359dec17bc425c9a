"""What a request asks that no figure takes into account, and what is noted of a turn."""

from __future__ import annotations

import pytest

from bot.reading.corpus import plain_question
from bot.reading.coverage import Coverage, uncounted
from bot.reading.signs import Signs
from bot.reading.spans import spans_of
from bot.reading.utterance import Utterance


def found(text: str, asks: float = 1.0) -> list[str]:
    utterance = Utterance.of(text)
    return uncounted(utterance, spans_of(text), [asks] * utterance.size)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("secrétaire à mi-temps à Bourges ?", ["à mi-temps"]),
        ("quels métiers sans diplôme à Issoudun ?", ["sans diplôme"]),
        ("combien de CDI à Tours ?", ["de CDI"]),
        ("développeur en télétravail à Blois", ["en télétravail"]),
        ("un magasinier sans permis à Dreux", ["sans permis"]),
        ("qui embauche à moins de 30 km de Gien ?", ["à moins de 30 km"]),
        ("serveur de nuit à Montargis", ["de nuit"]),
        ("combien de maçons à Blois en 2023 ?", []),
        ("combien pour les moins de 25 ans à Tours ?", ["moins de 25 ans"]),
        ("boulot pas physique à Loches", ["pas physique"]),
        ("vendeuse 24 h par semaine à Chinon", ["24 h par semaine"]),
        ("les vendanges à Chinon, ça dure combien de temps ?", ["ça dure combien de temps"]),
        ("un poste en journée à Châteaudun", ["en journée"]),
        ("caissière sans aucune expérience à Gien", ["sans aucune expérience"]),
        ("combien de cuisiniers chez Michelin à Joué ?", ["chez Michelin"]),
        ("ça recrute chez vous à Tours ?", []),
        ("ça recrute chez les particuliers à Tours ?", []),
        ("des saisonniers en septembre à Chinon ?", ["en septembre"]),
        ("combien depuis septembre 2022 à Chinon ?", []),
        ("quels métiers après un bac+2 à Tours ?", ["après un bac+2"]),
        ("depuis combien de temps ça baisse à Tours ?", []),
        ("on est logés à la même enseigne à Dreux ?", []),
        ("quels métiers sont les plus touchés à Tours ?", []),
    ],
)
def test_a_condition_that_nothing_measures_is_found(text: str, words: list[str]) -> None:
    assert found(text) == words


def test_what_is_told_of_somebody_is_not_asked() -> None:
    assert found("j'ai eu mon CAP sans permis", asks=0.4) == []


def test_what_somebody_lacks_limits_the_whole_message() -> None:
    text = "je n'ai pas le permis, j'ai un CAP. Quels métiers recrutent à Gien ?"
    utterance = Utterance.of(text)
    requests = [0.1] * (utterance.size - 1) + [0.9]
    assert uncounted(utterance, spans_of(text), requests) == ["pas le permis"]


def test_the_words_of_plain_questions_are_explained() -> None:
    plain = [plain_question("combien de projets à Tours", []), plain_question("combien de projets à Blois", [])]
    coverage = Coverage.fit(plain)
    text = "combien de projets ostréicoles à Tours"
    utterance = Utterance.of(text)
    assert coverage.share(utterance, spans_of(text), [1.0]) == 0.75


def test_a_turn_is_noted_by_its_acts_only() -> None:
    message = {
        "text": "soudeurs à Gien, 06 12 34 56 78",
        "intent": {"name": "chiffre_metier"},
        "told": {"act": {"count": 0.6, "change": 0.25}},
        "coverage": 0.8,
        "parts": [{}, {}],
    }
    assert Signs.of(message).line == "act=count runner_up=change margin=0.35 coverage=0.8 parts=2"
    assert Signs.of({"intent": {"name": "preciser"}}).line == "act=preciser runner_up= margin=1.0 coverage=1.0 parts=1"
