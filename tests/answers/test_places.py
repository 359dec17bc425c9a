"""The places that only the conversation tells, and which bassin holds a place."""

from __future__ import annotations

from typing import Any

import pytest

from bot.answers.missing import Said
from bot.answers.places import around_them, placed, remembered_places
from bot.answers.suggestions import STARTERS, at_their_place
from bot.answers.whereabouts import whereabouts
from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.writing.reply import Reply
from knowledge.library import Knowledge
from knowledge.territories.linking import link

GIEN, TOURS, BLOIS, ORLEANS, NOGENT = (
    "commune:45155",
    "commune:37261",
    "commune:41018",
    "commune:45234",
    "commune:28280",
)
LILLE, REGION = "commune:59350", "region:24"
MAYOR = Question(Topic.TOTALS, territories=(BLOIS,), home=(GIEN,), visited=(GIEN, TOURS, BLOIS), before=(GIEN, TOURS))

CASES: list[tuple[str, Mentions, tuple[str, ...]]] = [
    ("et chez nous ?", Mentions(own_place=True), (GIEN,)),
    ("chez nous, à Tours", Mentions(own_place=True, territories=(TOURS,), home=TOURS), (TOURS,)),
    ("plus à Tours que chez nous ?", Mentions(own_place=True, territories=(TOURS,), versus=True), (TOURS, GIEN)),
    ("Tours ou chez nous ?", Mentions(own_place=True, territories=(TOURS,), alternatives=True), (TOURS, GIEN)),
    ("et à Tours, ici on en a trois", Mentions(own_place=True, territories=(TOURS,)), (TOURS,)),
    ("les trois", Mentions(several=3), (GIEN, TOURS, BLOIS)),
    ("les deux villes", Mentions(several=2), (TOURS, BLOIS)),
    ("l'autre ville", Mentions(several=-1), (TOURS,)),
    ("ici, j'habite Orléans", Mentions(own_place=True, home=ORLEANS), (ORLEANS,)),
    ("nogent", Mentions(territories=("commune:28279|commune:45155",)), (GIEN,)),
    ("le Pithiverais, à Pithiviers", Mentions(territories=("bassin:2422", "commune:45252")), ("commune:45252",)),
]


@pytest.mark.parametrize(("text", "mentions", "expected"), CASES, ids=[text for text, _, _ in CASES])
def test_a_place_not_named_is_one_spoken_of(
    text: str, mentions: Mentions, expected: tuple[str, ...], knowledge: Knowledge
) -> None:
    assert placed(mentions, MAYOR, text, knowledge).mentions.territories == expected


@pytest.mark.parametrize(
    ("spoken_of", "level", "whole"),
    [
        (("commune:29232",), "bassin", ("region:53",)),
        (("commune:29232",), "departement", ("region:53",)),
        (("departement:73", "departement:74"), "bassin", ("departement:73", "departement:74")),
        (("departement:73", "departement:74"), "departement", ("region:84",)),
        (("france:FR",), "departement", ("france:FR",)),
        ((TOURS,), "bassin", ()),
        ((LILLE, TOURS), "bassin", ()),
    ],
)
def test_a_list_without_a_place_is_where_the_conversation_is(
    spoken_of: tuple[str, ...], level: str, whole: tuple[str, ...], knowledge: Knowledge
) -> None:
    before = Question(Topic.TOTALS, territories=spoken_of)
    assert around_them(Question(Topic.RANKING, level=level), before, knowledge).territories == whole


def test_one_s_own_place_is_the_one_told_else_the_first_one_asked() -> None:
    def after(previous: Question | None, **named: Any) -> Question:
        refs = named.pop("territories")
        return remembered_places(Question(Topic.TOTALS, territories=refs), Mentions(**named), previous)

    first = after(None, territories=(TOURS,))
    second = after(first, territories=(BLOIS,))
    told = after(second, territories=(GIEN,), home=GIEN)
    assert (first.home, second.home, told.home) == ((TOURS,), (TOURS,), (GIEN,))
    assert after(told, territories=(ORLEANS,)).home == (GIEN,)
    assert told.visited == (TOURS, BLOIS, GIEN)


def test_one_s_own_place_is_the_town_named_though_its_departement_is_asked() -> None:
    question = Question(Topic.TOTALS, territories=("departement:45",))
    assert remembered_places(question, Mentions(territories=(GIEN,), scale="departement"), None).home == (GIEN,)


def test_the_two_places_are_those_set_beside_their_region(knowledge: Knowledge) -> None:
    beside = Question(Topic.COMPARISON, (TOURS, BLOIS, REGION), visited=(TOURS, BLOIS, REGION))
    there = placed(Mentions(several=2), beside, "les deux réunis", knowledge).mentions
    assert (there.territories, there.follows) == ((TOURS, BLOIS), True)


def test_an_own_place_that_was_ambiguous_is_the_one_chosen() -> None:
    pending = Question(Topic.TOTALS, territories=(f"{NOGENT}|commune:28279",), home=(f"{NOGENT}|commune:28279",))
    assert remembered_places(Question(Topic.TOTALS, territories=(NOGENT,)), Mentions(), pending).home == (NOGENT,)


def test_the_region_is_that_of_the_place_spoken_of(knowledge: Knowledge) -> None:
    lille = Question(Topic.TOTALS, territories=(LILLE,))
    mentions = Mentions(territories=(REGION,))
    assert placed(mentions, lille, "et la région ?", knowledge).mentions.scale == "region"
    assert placed(mentions, lille, "et le Centre-Val de Loire ?", knowledge).mentions.territories == (REGION,)
    assert placed(mentions, MAYOR, "et la région ?", knowledge).mentions.territories == (REGION,)


def test_a_distance_is_answered_by_the_neighbouring_bassins_and_said(knowledge: Knowledge) -> None:
    nogent = Question(Topic.FIGURES, territories=(NOGENT,), occupations=("fap2021:S0X40 fap2009:S0Z40",))
    near = placed(Mentions(around="30"), nogent, "dans un rayon de 30 km", knowledge)
    assert near.mentions.territories[:2] == ("bassin:2408", "bassin:2407")
    assert "30 km de Nogent-le-Rotrou" in near.note
    assert "Mortagne" in near.note  # held as a total only
    wide = placed(Mentions(around="near"), Question(Topic.TOTALS, territories=(REGION,)), "à côté ?", knowledge)
    assert (wide.mentions.territories, wide.note) == ((), "")


HELD = [
    ("Le Blanc rattaché à quel bassin ?", None, "Le Blanc est dans le bassin d'emploi d'Argenton-sur-Creuse"),
    ("Le Blanc rattaché à quel bassin ?", TOURS, "Le Blanc est dans"),
    ("Chambord, le zoo... c'est dans quelle zone Beauval ?", None, "Beauval (Saint-Aignan) est dans"),
    ("quel bassin pour Contres ?", None, "Contres (Le Controis-en-Sologne) est dans le bassin d'emploi de Blois"),
    ("Beauval : compté avec Gien ou à Blois ?", None, "Beauval (Saint-Aignan) est dans le bassin d'emploi de Blois"),
    ("l'île de Ré c'est compris dedans ?", "commune:17300", "Oui\u202f: l'île de Ré (Saint-Martin-de-Ré) est dans"),
    ("Amboise est dedans ?", TOURS, "Non\u202f: Amboise est dans le bassin d'emploi d'Amboise"),
    ("Montlouis fait partie du bassin ?", TOURS, "Oui\u202f: Montlouis-sur-Loire est dans"),
    ("est-ce que Joué est inclus dans Tours ?", None, "Oui\u202f: Joué-lès-Tours est dans"),
    ("Contres est dans le même bassin ?", BLOIS, "Oui\u202f: Contres (Le Controis-en-Sologne) est dans"),
    ("Marseille : je prends la ville, la métropole ou le département ?", None, "L'enquête compte par bassin d'emploi"),
    ("quelles communes compte le bassin de Gien ?", None, "Le bassin d'emploi de Gien compte"),
]


@pytest.mark.parametrize(("text", "before", "said"), HELD, ids=[f"{text} {before}" for text, before, _ in HELD])
def test_the_bassin_that_holds_a_place_is_said(text: str, before: str | None, said: str, knowledge: Knowledge) -> None:
    previous = Question(Topic.TOTALS, territories=(before,)) if before else None
    named = tuple("|".join(each.refs) for each in link(text))
    mentions = Mentions(territories=named, alternatives=" ou " in text)
    reply = whereabouts(Said("preciser", text, (), mentions), previous, knowledge)
    assert reply is not None
    assert reply.sentence.startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        "quel bassin recrute le plus de soudeurs ?",
        "combien de projets à Tours ?",
        "et à Blois ?",
        "quels bassins du Loiret recrutent ?",
        "Tours compte plus de projets que Blois ?",
    ],
)
def test_a_question_on_figures_asks_for_no_bassin(text: str, knowledge: Knowledge) -> None:
    assert whereabouts(Said("preciser", text, (), Mentions()), None, knowledge) is None


def test_starting_questions_are_about_the_place_and_trade_of_the_conversation(knowledge: Knowledge) -> None:
    reply = Reply(sentence="Je n'ai pas compris.", suggestions=STARTERS)
    asked = Question(
        Topic.FIGURES, territories=(GIEN,), occupations=("fap2021:D1X33 fap2009:D2Z42",), words=("soudeurs",)
    )

    def titles(question: Question | None) -> list[str]:
        return [each.title for each in at_their_place(reply, question, "zzz", knowledge).suggestions]

    assert titles(asked) == [
        "Quels métiers recrutent à Gien ?",
        "Est-ce difficile de recruter : soudeurs à Gien ?",
        "Évolution à Gien depuis 2022",
    ]
    assert (
        titles(Question(Topic.TOTALS, territories=(LILLE,)))[0] == "Quels métiers recrutent dans les Hauts-de-France ?"
    )
    assert titles(Question(Topic.TOTALS)) == titles(None)
    texts = (f"message {number}" for number in range(20))
    assert len({at_their_place(reply, None, text, knowledge).suggestions for text in texts}) > 1
