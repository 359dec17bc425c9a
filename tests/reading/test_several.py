"""Several requests in one message: where another begins, which stand alone, and in what order they are answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from bot.reading.clauses import ClauseModel
from bot.reading.corpus import examples
from bot.reading.dialogue import Before
from bot.reading.dividing import divided
from bot.reading.parts import PartsModel, marked_messages
from bot.reading.spans import spans_of
from bot.reading.utterance import Utterance

Ranking = list[dict[str, Any]]

_WORDS = {
    "salaire": ("portrait_metier", "portrait"),
    "bmo": ("definition", "define"),
    "evolue": ("evolution", "change"),
    "metiers": ("metiers_qui_recrutent", "list_occupations"),
    "bonjour": ("saluer", "greet"),
    "combien": ("chiffre_metier", "count"),
}


def reader(text: str, _entities: Sequence[Mapping[str, Any]], _before: Before) -> tuple[Ranking, dict[str, Any]]:
    """Read a text by its words: what the classifier does, without its model."""
    found = next((each for word, each in _WORDS.items() if word in text.lower()), ("preciser", "same"))
    return [{"name": found[0], "confidence": 0.9}], {}


def parts(text: str, *starts: str) -> list[tuple[str, str]]:
    found = divided(text, spans_of(text), [text.index(each) for each in starts], None, "", reader)
    return [(part.intent, part.text) for part in found]


def test_requests_that_want_two_answers_are_two_parts() -> None:
    text = "combien de soudeurs à Blois, et quel salaire ?"
    assert parts(text, "et quel") == [
        ("chiffre_metier", "combien de soudeurs à Blois,"),
        ("portrait_metier", "et quel salaire ?"),
    ]


def test_each_part_leans_on_the_one_before() -> None:
    text = "combien de soudeurs à Blois, et quel salaire ?"
    first, second = divided(text, spans_of(text), [text.index("et quel")], None, "", reader)
    assert first.question is not None
    assert second.question is not None
    assert second.question.occupations == first.question.occupations != ()


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("combien de soudeurs à Blois, et combien à Tours ?", "et combien"),  # a comparison
        ("combien de soudeurs et combien de maçons à Blois ?", "et combien"),
        ("combien de couvreurs à Blois ? bonjour à tous", "bonjour"),  # small talk wants no answer
        ("bonjour à tous, combien de couvreurs à Blois ?", "combien"),
    ],
)
def test_what_wants_one_answer_is_one_request(text: str, start: str) -> None:
    assert parts(text, start) == []


def test_no_request_begins_inside_a_name() -> None:
    text = "quels metiers en Indre-et-Loire, et le salaire ?"
    assert parts(text, "et-Loire") == []


def test_the_only_place_of_a_message_is_the_place_of_each_request() -> None:
    text = "combien de projets, quels metiers, à Vendôme ?"
    first, second = divided(text, spans_of(text), [text.index("quels")], None, "", reader)
    assert first.question is not None
    assert second.question is not None
    assert first.question.territories == second.question.territories == ("commune:41269",)


@pytest.fixture(scope="module")
def models() -> tuple[ClauseModel, PartsModel]:
    heard = examples()
    clauses = ClauseModel.fit(heard)
    return clauses, PartsModel.fit(marked_messages(heard), clauses)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Combien de plombiers à Dreux et combien ça gagne ?", ["et combien ça"]),
        ("combien d'embauches à Loches, quelle part de difficiles, et les métiers qui recrutent ?", ["et les métiers"]),
        ("Quels métiers recrutent à Gien ? Et combien de demandeurs d'emploi ?", ["Et combien"]),
        ("1) nombre de projets à Dreux 2) évolution depuis 2022", ["évolution"]),
        ("combien de boulangers dans le Cher", []),
        ("je suis maçon et je cherche du travail à Blois", []),
        ("top 10 des métiers de l'hôtellerie et de la restauration à Tours", []),
    ],
)
def test_where_a_request_begins_is_learned(
    text: str, begins: list[str], models: tuple[ClauseModel, PartsModel]
) -> None:
    clauses, model = models
    spans, utterance = spans_of(text), Utterance.of(text)
    starts = model.starts(utterance, spans, clauses.requests(utterance, spans))
    wanted = [text.index(each) for each in begins]
    assert set(wanted) <= set(starts)
    assert begins or not starts
