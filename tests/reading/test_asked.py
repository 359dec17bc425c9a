"""Somebody's past, family and age are told from what is asked (the trained model, on sentences of no corpus)."""

from __future__ import annotations

import pytest

from bot.reading.asked import background_of
from bot.reading.clauses import ClauseModel
from bot.reading.corpus import examples
from bot.reading.dialogue import Before
from bot.reading.mentions import MentionModel
from bot.reading.spans import spans_of

_ACTS = """
    ask define institution export offers companies contact elsewhere unmeasured rate more choose correct_me role greet
    thanks bye who_are_you help insult distress cancel ok out_of_scope unclear orientation
"""
KEPT = [
    ("combien de soudeurs à Blois en 2023 ?", ["soudeurs", "Blois", "2023"]),
    ("maçons et plombiers à Tours", ["maçons", "plombiers", "Tours"]),
    (
        "J'ai été vendeuse pendant 12 ans. Aujourd'hui je cherche comme secrétaire à Bourges, ça recrute ?",
        ["secrétaire", "Bourges"],
    ),
    ("Mon fils a 19 ans. Combien de postes de boulanger à Chinon ?", ["boulanger", "Chinon"]),
    ("Je suis DG d'une mission locale, donnez-moi trois chiffres sur Dreux", ["Dreux"]),
    ("moi, directrice d'usine, je veux le volume de projets à Salbris", ["Salbris"]),
    ("je suis directeur de magasin et je cherche un poste à Bourges", ["directeur de magasin", "Bourges"]),
    ("je suis gérante d'un salon, j'ai besoin de coiffeuses à Vendôme", ["coiffeuses", "Vendôme"]),
    (
        "Nous recrutons trois maçons et un couvreur. Ces métiers sont-ils en tension à Blois ?",
        ["maçons", "couvreur", "Blois"],
    ),
    (
        "les cars scolaires, c'est plus recherché ou moins recherché que les camions, à Vierzon ?",
        ["cars scolaires", "camions", "Vierzon"],
    ),
    (
        "Besoin à Vierzon : 60 préparateurs de commandes, 15 caristes et 4 magasiniers. Où est-ce le moins dur ?",
        ["Vierzon", "préparateurs de commandes", "caristes", "magasiniers"],
    ),
    (
        "Nous ouvrons une clinique à Dreux. Il nous faut 3 kinés, deux infirmières et un brancardier. C'est tendu ?",
        ["Dreux", "kinés", "infirmières", "brancardier"],
    ),
    ("Le médecin du travail m'a déclarée inapte. Aide-soignante à Gien, c'est fini ?", ["Aide-soignante", "Gien"]),
    ("Mon DG ne me croit pas. Combien gagne un soudeur ?", ["soudeur"]),
    ("DRH dans l'agroalimentaire à Châteaudun : quels métiers sont les plus difficiles ?", ["Châteaudun"]),
]


@pytest.fixture(scope="module")
def models() -> tuple[ClauseModel, MentionModel]:
    heard = examples()
    clauses = ClauseModel.fit(heard)
    return clauses, MentionModel.fit(heard, clauses)


@pytest.mark.parametrize(("text", "kept"), KEPT, ids=[text for text, _ in KEPT])
def test_what_is_asked_is_kept(text: str, kept: list[str], models: tuple[ClauseModel, MentionModel]) -> None:
    against = [span for span in spans_of(text) if span["entity"] in {"versus", "compared"}]
    spans = [span for span in spans_of(text) if span["entity"] in {"occupation", "territory", "year"}]
    left_out = background_of(*models, text, [*spans, *against], Before())
    asked = [text[span["start"] : span["end"]] for span in spans if not any(span is other for other in left_out)]
    assert asked == kept


def test_every_turn_of_the_corpus_has_acts_that_are_known() -> None:
    without = [each.turn.name for each in examples() if each.gold["act"] not in _ACTS.split()]
    assert not without


def test_the_place_of_a_relative_is_not_asked_before_one_s_own(models: tuple[ClauseModel, MentionModel]) -> None:
    text = "Mon gendre est couvreur à Poitiers, ça marche. Ici, on cherche des couvreurs ?"
    left_out = background_of(*models, text, spans_of(text), Before())
    assert "Poitiers" in [text[span["start"] : span["end"]] for span in left_out]
