"""The rules of the question frame, as a table: what a turn names, after which question, gives which question."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.understanding import understand
from knowledge.bmo.model import Measure

TOURS, BLOIS, LOIRET, REGION = "commune:37261", "commune:41018", "departement:45", "region:24"
SOLDERER, NURSE, BUILDING = "fap2021:D1X33 fap2009:D2Z42", "fap2021:V1X80 fap2009:V1Z80", "domaine:B"
DIFFICULT, SEASONAL = Measure.DIFFICULT, Measure.SEASONAL


def said(**values: Any) -> Mentions:
    return Mentions(**values)


RECRUITING_TOURS = Question(Topic.RECRUITING, territories=(TOURS,))
SOLDERERS_TOURS = Question(Topic.FIGURES, territories=(TOURS,), occupations=(SOLDERER,))

COMPLETE = [
    # a complete question takes the shape its contents call for
    ("metiers_qui_recrutent", said(territories=(TOURS,)), Topic.RECRUITING),
    ("metiers_qui_recrutent", said(territories=(TOURS,), occupations=(SOLDERER,)), Topic.FIGURES),
    ("metiers_qui_recrutent", said(territories=(TOURS,), occupations=(BUILDING,)), Topic.RECRUITING),
    ("metiers_qui_recrutent", said(occupations=(SOLDERER,), level="bassin"), Topic.WHERE),
    ("chiffre_metier", said(territories=(TOURS,), occupations=(SOLDERER,)), Topic.FIGURES),
    ("chiffre_metier", said(territories=(TOURS,)), Topic.TOTALS),
    ("chiffre_metier", said(territories=(TOURS, BLOIS), occupations=(SOLDERER,)), Topic.COMPARISON),
    ("chiffre_metier", said(territories=(TOURS,), occupations=(SOLDERER, NURSE)), Topic.COMPARISON),
    ("chiffre_metier", said(occupations=(SOLDERER,), level="departement"), Topic.WHERE),
    ("chiffre_metier", said(occupations=(SOLDERER,), years=("2024", "2025")), Topic.EVOLUTION),
    ("ou_recrute_metier", said(occupations=(SOLDERER,), territories=(LOIRET,)), Topic.WHERE),
    ("ou_recrute_metier", said(territories=(LOIRET,)), Topic.RANKING),
    ("chiffres_territoire", said(territories=(TOURS,)), Topic.TOTALS),
    ("chiffres_territoire", said(territories=(TOURS,), occupations=(BUILDING,)), Topic.FIGURES),
    ("chiffres_territoire", said(territories=(TOURS, BLOIS)), Topic.COMPARISON),
    ("chiffres_territoire", said(territories=(TOURS,), years=("2022..0",)), Topic.EVOLUTION),
    ("evolution", said(territories=(TOURS,)), Topic.EVOLUTION),
    (
        "ou_recrute_metier",
        said(territories=(TOURS,), occupations=(NURSE,), years=("2024",), versus=True),
        Topic.EVOLUTION,
    ),
    ("evolution", said(territories=(TOURS,), movement="up"), Topic.PROGRESS),
    ("chiffre_metier", said(territories=(TOURS,), direction="up", closed=True), Topic.EVOLUTION),
    ("chiffre_metier", said(occupations=(SOLDERER,), direction="down", closed=True), Topic.EVOLUTION),
    ("chiffres_territoire", said(territories=(TOURS,), grain="sector"), Topic.RECRUITING),
    ("evolution", said(territories=(TOURS,), grain="sector", movement="down"), Topic.PROGRESS),
    ("metiers_qui_recrutent", said(territories=(TOURS,), movement="down"), Topic.PROGRESS),
    ("evolution", said(occupations=(BUILDING,), movement="up"), Topic.PROGRESS),
    ("evolution", said(occupations=(SOLDERER,), movement="up"), Topic.EVOLUTION),
    ("evolution", said(occupations=(SOLDERER,), movement="up", level="bassin"), Topic.PROGRESS),
    ("classement_territoires", said(level="bassin", movement="down"), Topic.PROGRESS),
    ("comparaison", said(territories=(TOURS,), years=("2023", "2025")), Topic.EVOLUTION),
    ("comparaison", said(territories=(TOURS, BLOIS)), Topic.COMPARISON),
    ("classement_territoires", said(level="bassin"), Topic.RANKING),
    ("diagnostic", said(territories=(TOURS,)), Topic.DIAGNOSTIC),
    ("diagnostic", said(territories=(TOURS, BLOIS), level="bassin", measures=(DIFFICULT,)), Topic.DIAGNOSTIC),
    ("classement_territoires", said(level="bassin", occupations=(SOLDERER,)), Topic.WHERE),
]


@pytest.mark.parametrize(("intent", "mentions", "topic"), COMPLETE)
def test_a_complete_question_has_the_shape_of_its_contents(intent: str, mentions: Mentions, topic: Topic) -> None:
    question = understand(intent, mentions, None)
    assert question is not None
    assert question.topic is topic
    assert question.territories == mentions.territories


FOLLOW_UPS: list[tuple[str, Question, str, Mentions, dict[str, Any]]] = [
    ("et à Blois ?", RECRUITING_TOURS, "preciser", said(territories=(BLOIS,)),
     {"topic": Topic.RECRUITING, "territories": (BLOIS,)}),
    ("et les infirmiers ?", SOLDERERS_TOURS, "preciser", said(occupations=(NURSE,)),
     {"topic": Topic.FIGURES, "territories": (TOURS,), "occupations": (NURSE,)}),
    ("en 2023 ?", SOLDERERS_TOURS, "preciser", said(years=("2023",)),
     {"topic": Topic.FIGURES, "years": ("2023",), "occupations": (SOLDERER,)}),
    ("seulement les saisonniers", RECRUITING_TOURS, "preciser", said(measures=(SEASONAL,)),
     {"topic": Topic.RECRUITING, "measure": SEASONAL}),
    ("lesquels sont difficiles ?", RECRUITING_TOURS, "preciser", said(measures=(DIFFICULT,)),
     {"topic": Topic.RECRUITING, "measure": DIFFICULT, "territories": (TOURS,)}),
    ("les 5 premiers", RECRUITING_TOURS, "preciser", said(limit=5), {"topic": Topic.RECRUITING, "limit": 5}),
    ("lesquels ont baissé ?", RECRUITING_TOURS, "preciser", said(movement="down"),
     {"topic": Topic.PROGRESS, "movement": "down", "territories": (TOURS,)}),
    ("et à Blois ?", Question(Topic.PROGRESS, (TOURS,), movement="up"), "preciser", said(territories=(BLOIS,)),
     {"topic": Topic.PROGRESS, "movement": "up", "territories": (BLOIS,)}),
    ("et par bassin ?", Question(Topic.PROGRESS, (LOIRET,), movement="up"), "preciser", said(level="bassin"),
     {"topic": Topic.PROGRESS, "level": "bassin", "territories": (LOIRET,)}),
    ("comment ça évolue ?", SOLDERERS_TOURS, "evolution", said(anaphora=True),
     {"topic": Topic.EVOLUTION, "territories": (TOURS,), "occupations": (SOLDERER,)}),
    ("évolution à Blois", SOLDERERS_TOURS, "evolution", said(territories=(BLOIS,)),
     {"topic": Topic.EVOLUTION, "territories": (BLOIS,), "occupations": ()}),
    ("quel bassin en compte le plus ?", Question(Topic.FIGURES, (LOIRET,), (NURSE,)), "classement_territoires",
     said(level="bassin", anaphora=True),
     {"topic": Topic.WHERE, "territories": (LOIRET,), "occupations": (NURSE,)}),
    ("quel département en compte le plus ?", Question(Topic.FIGURES, (LOIRET,), (NURSE,)), "classement_territoires",
     said(level="departement", anaphora=True), {"topic": Topic.WHERE, "territories": (), "occupations": (NURSE,)}),
    ("un seul bassin a plus de 50 ?", SOLDERERS_TOURS, "classement_territoires",
     said(level="bassin", threshold="gt:50:asked"),
     {"topic": Topic.WHERE, "territories": (), "occupations": (SOLDERER,)}),
    ("et par rapport à la région ?", SOLDERERS_TOURS, "preciser",
     said(territories=(REGION,), versus=True, follows=True),
     {"topic": Topic.COMPARISON, "territories": (TOURS, REGION), "occupations": (SOLDERER,)}),
    ("et à Blois ?", Question(Topic.COMPARISON, (TOURS, LOIRET), (NURSE,)), "preciser",
     said(territories=(BLOIS,), follows=True),
     {"topic": Topic.COMPARISON, "territories": (TOURS, LOIRET, BLOIS), "occupations": (NURSE,)}),
    ("c'est plus qu'en 2024 ?", SOLDERERS_TOURS, "evolution", said(years=("2024",), versus=True),
     {"topic": Topic.EVOLUTION, "years": ("2024", "0"), "occupations": (SOLDERER,)}),
    ("ça fait combien en % ?", Question(Topic.FIGURES, (TOURS,), (NURSE,), ("2024",), earlier=("0",)), "chiffre_metier",
     said(anaphora=True, counts=True, share=True), {"topic": Topic.EVOLUTION, "years": ("0", "2024")}),
    ("quelle part de la région ?", SOLDERERS_TOURS, "classement_territoires",
     said(territories=(REGION,), share=True, weight=True),
     {"topic": Topic.COMPARISON, "territories": (TOURS, REGION), "share": True, "measure": None}),
    ("à quel rang sommes-nous ?", SOLDERERS_TOURS, "classement_territoires", said(rank=True),
     {"topic": Topic.WHERE, "rank": True, "territories": (TOURS,), "occupations": (SOLDERER,)}),
    ("lequel recrute le plus ?", Question(Topic.COMPARISON, (TOURS, LOIRET)), "classement_territoires",
     said(which=True, level="bassin"), {"topic": Topic.COMPARISON, "territories": (TOURS, LOIRET)}),
    ("et en nombre ?", Question(Topic.COMPARISON, (TOURS, LOIRET), share=True, measure=SEASONAL), "preciser",
     said(in_number=True, follows=True), {"share": False, "measure": SEASONAL}),
    ("et le 4e ?", RECRUITING_TOURS, "preciser", said(choice=4, follows=True),
     {"topic": Topic.RECRUITING, "skip": 3, "limit": 1}),
    ("et plus de 80 % ?", Question(Topic.RECRUITING, (TOURS,), threshold="gt:300"), "preciser",
     said(threshold="gt:80%"), {"threshold": "gt:300&gt:80%"}),
    ("plutôt plus de 50", Question(Topic.RECRUITING, (TOURS,), threshold="gt:300"), "preciser",
     said(threshold="gt:50"), {"threshold": "gt:50"}),
    ("depuis 2023 ?", Question(Topic.COMPARISON, (TOURS, LOIRET)), "preciser", said(years=("2023..0",)),
     {"topic": Topic.EVOLUTION, "territories": (TOURS, LOIRET)}),
    ("où est-ce le plus difficile ?", RECRUITING_TOURS, "classement_territoires",
     said(level="bassin", measures=(DIFFICULT,), degree=True), {"topic": Topic.RANKING, "share": True}),
    ("par département", SOLDERERS_TOURS, "preciser", said(level="departement"),
     {"topic": Topic.WHERE, "level": "departement", "occupations": (SOLDERER,)}),
    ("par bassin", Question(Topic.TOTALS, (LOIRET,)), "preciser", said(level="bassin"),
     {"topic": Topic.RANKING, "territories": (LOIRET,)}),
    ("et toute la région ?", SOLDERERS_TOURS, "preciser", said(territories=(REGION,)),
     {"topic": Topic.FIGURES, "territories": (REGION,), "occupations": (SOLDERER,)}),
    ("non, je voulais dire Blois", SOLDERERS_TOURS, "corriger", said(territories=(BLOIS,)),
     {"topic": Topic.FIGURES, "territories": (BLOIS,), "occupations": (SOLDERER,)}),
    ("quels métiers y recrutent ?", Question(Topic.TOTALS, (BLOIS,)), "metiers_qui_recrutent", said(),
     {"topic": Topic.RECRUITING, "territories": (BLOIS,)}),
    ("et les infirmiers ?", RECRUITING_TOURS, "preciser", said(occupations=(NURSE,)),
     {"topic": Topic.FIGURES, "territories": (TOURS,), "occupations": (NURSE,)}),
    ("et l'année d'avant ?", Question(Topic.TOTALS, (REGION,), years=("2018",)), "preciser",
     said(years=("previous",)), {"topic": Topic.TOTALS, "years": ("2017",)}),
    ("compare avec Blois", SOLDERERS_TOURS, "comparaison", said(territories=(BLOIS,)),
     {"topic": Topic.COMPARISON, "territories": (TOURS, BLOIS), "occupations": (SOLDERER,)}),
    ("où en cherche-t-on le plus ?", SOLDERERS_TOURS, "ou_recrute_metier", said(),
     {"topic": Topic.WHERE, "occupations": (SOLDERER,)}),
    ("la suite", RECRUITING_TOURS, "preciser", said(more=True), {"topic": Topic.RECRUITING, "skip": 10}),
    ("la suite", Question(Topic.RECRUITING, (TOURS,), limit=3, skip=3), "preciser", said(more=True),
     {"limit": 3, "skip": 6}),
    ("les 5 suivants", Question(Topic.RANKING, limit=20), "preciser", said(more=True, limit=5),
     {"topic": Topic.RANKING, "limit": 5, "skip": 10}),
    ("et à Blois ?", Question(Topic.RECRUITING, (TOURS,), skip=20), "preciser", said(territories=(BLOIS,)),
     {"territories": (BLOIS,), "skip": 0}),
    ("combien de projets dans le Loiret ?", Question(Topic.RECRUITING, ("commune:18149|commune:45214",), asked=1),
     "chiffres_territoire", said(territories=(LOIRET,), counts=True),
     {"topic": Topic.TOTALS, "territories": (LOIRET,), "asked": 0}),
    # a diagnostic is of a place: only the place changes it, anything else is a question on that place
    ("et à Blois ?", Question(Topic.DIAGNOSTIC, (TOURS,)), "preciser", said(territories=(BLOIS,), follows=True),
     {"topic": Topic.DIAGNOSTIC, "territories": (BLOIS,)}),
    ("et les saisonniers ?", Question(Topic.DIAGNOSTIC, (TOURS,)), "preciser", said(measures=(SEASONAL,), follows=True),
     {"topic": Topic.RECRUITING, "territories": (TOURS,), "measure": SEASONAL}),
    ("et les infirmiers ?", Question(Topic.DIAGNOSTIC, (TOURS,)), "preciser", said(occupations=(NURSE,)),
     {"topic": Topic.FIGURES, "territories": (TOURS,), "occupations": (NURSE,)}),
    ("le diagnostic en PDF", SOLDERERS_TOURS, "diagnostic", said(),
     {"topic": Topic.DIAGNOSTIC, "territories": (TOURS,), "occupations": ()}),
    # the trade stays while the place does, and « ces projets » are its own
    ("difficile à combien à Tours ?", SOLDERERS_TOURS, "chiffres_territoire",
     said(territories=(TOURS,), measures=(DIFFICULT,), counts=True),
     {"topic": Topic.FIGURES, "territories": (TOURS,), "occupations": (SOLDERER,), "measure": DIFFICULT}),
    ("combien de projets à Tours, tous métiers ?", SOLDERERS_TOURS, "chiffres_territoire",
     said(territories=(TOURS,), counts=True, everything=True), {"topic": Topic.TOTALS, "occupations": ()}),
    ("quelle part de ces projets est difficile ?", SOLDERERS_TOURS, "chiffres_territoire",
     said(measures=(DIFFICULT,), share=True, follows=True),
     {"topic": Topic.FIGURES, "occupations": (SOLDERER,), "measure": DIFFICULT, "share": True}),
    ("lequel des deux métiers à Tours ?", replace(SOLDERERS_TOURS, set_aside=(NURSE,), before=(BLOIS,)),
     "metiers_qui_recrutent", said(territories=(TOURS,), which=True, both=True, axis="trades"),
     {"topic": Topic.COMPARISON, "territories": (TOURS,), "occupations": (NURSE, SOLDERER)}),
    ("lequel des deux métiers dans le Loiret ?", replace(SOLDERERS_TOURS, set_aside=(NURSE,)),
     "metiers_qui_recrutent", said(territories=(LOIRET,), which=True, both=True, axis="trades"),
     {"topic": Topic.COMPARISON, "territories": (LOIRET,), "occupations": (NURSE, SOLDERER)}),
    # a new complete question forgets what it must
    ("quels métiers recrutent à Blois ?", SOLDERERS_TOURS, "metiers_qui_recrutent", said(territories=(BLOIS,)),
     {"topic": Topic.RECRUITING, "territories": (BLOIS,), "occupations": ()}),
    ("combien de projets dans le Loiret ?", Question(Topic.FIGURES, (TOURS,), (SOLDERER,), measure=DIFFICULT),
     "chiffres_territoire", said(territories=(LOIRET,)),
     {"topic": Topic.TOTALS, "territories": (LOIRET,), "occupations": (), "measure": None}),
    ("quel bassin a le plus de projets ?", SOLDERERS_TOURS, "classement_territoires", said(level="bassin"),
     {"topic": Topic.WHERE, "occupations": SOLDERERS_TOURS.occupations}),
]  # fmt: skip


WITHOUT_BUILDING = replace(RECRUITING_TOURS, excluded=(BUILDING, NURSE), limit=5)
LEFT_OUT: list[tuple[str, Question, str, Mentions, dict[str, Any]]] = [
    ("sans le bâtiment", RECRUITING_TOURS, "chiffre_metier", said(excluded=(BUILDING,)),
     {"topic": Topic.RECRUITING, "territories": (TOURS,), "excluded": (BUILDING,), "occupations": ()}),
    ("ni les soudeurs", WITHOUT_BUILDING, "preciser", said(excluded=(SOLDERER,)),
     {"excluded": (BUILDING, NURSE, SOLDERER), "limit": 5}),
    ("et à Blois ?", WITHOUT_BUILDING, "preciser", said(territories=(BLOIS,), follows=True),
     {"territories": (BLOIS,), "excluded": (BUILDING, NURSE)}),
    ("tout sauf soudeur", SOLDERERS_TOURS, "preciser", said(excluded=(SOLDERER,)),
     {"topic": Topic.RECRUITING, "territories": (TOURS,), "excluded": (SOLDERER,), "occupations": ()}),
    ("sans le bâtiment, quels métiers recrutent ?", SOLDERERS_TOURS, "metiers_qui_recrutent",
     said(excluded=(BUILDING,)), {"topic": Topic.RECRUITING, "excluded": (BUILDING,), "occupations": ()}),
    ("finalement remets-les", WITHOUT_BUILDING, "preciser", said(restored="yes"),
     {"topic": Topic.RECRUITING, "excluded": (), "limit": 5}),
    ("remets le bâtiment", WITHOUT_BUILDING, "preciser", said(occupations=(BUILDING,), restored="yes"),
     {"topic": Topic.RECRUITING, "excluded": (NURSE,), "occupations": ()}),
    ("non, avec le bâtiment", WITHOUT_BUILDING, "comparaison", said(occupations=(BUILDING,), restored="with"),
     {"topic": Topic.RECRUITING, "excluded": (NURSE,), "occupations": ()}),
    ("quels métiers recrutent à Blois ?", WITHOUT_BUILDING, "metiers_qui_recrutent", said(territories=(BLOIS,)),
     {"territories": (BLOIS,), "excluded": ()}),
    ("et le bâtiment ?", WITHOUT_BUILDING, "preciser", said(occupations=(BUILDING,), follows=True),
     {"occupations": (BUILDING,), "excluded": (NURSE,)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "previous", "intent", "mentions", "expected"), [*FOLLOW_UPS, *LEFT_OUT])
def test_a_turn_fills_changes_or_replaces_the_question(
    text: str, previous: Question, intent: str, mentions: Mentions, expected: dict[str, Any]
) -> None:
    question = understand(intent, mentions, previous)
    assert question is not None, text
    for name, value in expected.items():
        assert getattr(question, name) == value, f"{text}: {name}"


def test_a_fragment_alone_is_a_question_of_its_own() -> None:
    assert understand("preciser", said(occupations=(SOLDERER,)), None) == Question(
        Topic.FIGURES, occupations=(SOLDERER,)
    )
    place = understand("preciser", said(territories=(TOURS,)), None)
    assert place is not None
    assert place.topic is Topic.TOTALS


@pytest.mark.parametrize("intent", ["evolution", "chiffre_metier"])
def test_more_than_in_a_year_goes_from_that_year_to_the_latest(intent: str) -> None:
    mentions = said(occupations=(SOLDERER,), years=("2023",), versus=True, direction="up", closed=True)
    question = understand(intent, mentions, None)
    assert question is not None
    assert (question.topic, question.years) == (Topic.EVOLUTION, ("2023", "0"))


def test_nothing_named_is_no_question() -> None:
    assert understand("preciser", said(), RECRUITING_TOURS) is None
    assert understand("saluer", said(), None) is None


def test_what_is_no_list_does_not_go_on() -> None:
    assert understand("preciser", said(more=True), SOLDERERS_TOURS) is None
    assert understand("preciser", said(more=True), None) is None


def test_a_frame_survives_the_tracker() -> None:
    question = Question(Topic.WHERE, (LOIRET,), (SOLDERER,), ("2023",), DIFFICULT, True, True, 3, "bassin", "gt:50")
    question = replace(question, skip=10, offered=("ambigu:technicien", SOLDERER), open_for=2)
    assert Question.from_dict(question.as_dict()) == question


def test_mentions_keep_the_order_of_the_message() -> None:
    entities = [
        {"entity": "territory", "value": BLOIS, "start": 20},
        {"entity": "territory", "value": TOURS, "start": 5},
        {"entity": "limit", "value": "3", "start": 0},
        {"entity": "measure", "value": "difficult", "start": 9},
    ]
    mentions = Mentions.from_entities(entities)
    assert mentions.territories == (TOURS, BLOIS)
    assert mentions.limit == 3
    assert mentions.measures == (DIFFICULT,)


@pytest.mark.parametrize(
    ("named", "before", "ranked"),
    [
        (("region:24",), (TOURS,), (TOURS,)),
        (("region:24",), ("region:53",), ("region:24",)),
        ((LOIRET,), (TOURS,), (LOIRET,)),
        ((), (TOURS,), (TOURS,)),
    ],
)
def test_a_rank_is_of_the_place_spoken_of_unless_the_one_named_has_it(
    named: tuple[str, ...], before: tuple[str, ...], ranked: tuple[str, ...]
) -> None:
    weighed = Question(Topic.COMPARISON, before, statistic="weight")
    question = understand("classement_territoires", said(territories=named, rank=True), weighed)
    assert question is not None
    assert (question.topic, question.territories, question.statistic) == (Topic.RANKING, ranked, "")


def test_a_rank_among_the_parts_of_a_place_named_is_of_the_place_before() -> None:
    mentions = said(territories=(LOIRET,), whole=LOIRET, rank=True)
    question = understand("classement_territoires", mentions, Question(Topic.TOTALS, (TOURS,)))
    assert question is not None
    assert question.territories == (TOURS,)
