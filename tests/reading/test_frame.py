"""(what a turn names, what the heads find, the question before) → the question asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.reading.acts import CHANGE, COUNT, JOB_SEEKERS, LIST_OCCUPATIONS, LIST_PLACES, MOVERS
from bot.reading.deciding import ACT, INTENT, ON, acts_by_likelihood, intents_by_likelihood
from bot.reading.frame import _by_degree, frame, read
from bot.reading.telling import (
    ADDED_OCCUPATION,
    ADDED_PLACE,
    CLOSED,
    KEPT_OCCUPATION,
    KEPT_PLACE,
    KEPT_YEARS,
    LEVEL,
    MEASURE,
    NO,
    ORDER,
    TELL,
    YES,
)
from knowledge.bmo.model import Measure

TOURS, BLOIS, CHER = "commune:37261", "commune:41018", "departement:18"
WELDER, COOK = "fap2021:D1X33", "fap2021:S1X40"
PLAIN = {
    MEASURE: "projects", TELL: "number", CLOSED: NO, ORDER: "most", LEVEL: "bassin", KEPT_OCCUPATION: YES,
    KEPT_PLACE: YES, KEPT_YEARS: NO, ADDED_OCCUPATION: NO, ADDED_PLACE: NO,
}  # fmt: skip


def told(act: str, **answers: str) -> dict[str, dict[str, float]]:
    """Return what the heads say when each is sure."""
    return {ACT: {act: 0.9}, **{head: {answer: 0.95} for head, answer in {**PLAIN, **answers}.items()}}


@dataclass(frozen=True)
class Case:
    """A turn, and what must be asked."""

    said: str
    act: str
    mentions: Mentions
    before: Question | None
    expected: Mapping[str, object]
    answers: Mapping[str, str] = field(default_factory=dict)


WELDERS_OF_TOURS = Question(Topic.FIGURES, (TOURS,), (WELDER,), measure=Measure.DIFFICULT)
CASES = [
    Case("ça recrute à Tours ?", COUNT, Mentions(territories=(TOURS,)), None, {"topic": Topic.TOTALS}),
    Case(
        "et à Blois ?", COUNT, Mentions(territories=(BLOIS,), follows=True), WELDERS_OF_TOURS,
        {"topic": Topic.FIGURES, "territories": (BLOIS,), "occupations": (WELDER,), "measure": Measure.DIFFICULT},
        {MEASURE: "difficult"},
    ),
    Case(
        "pareil avec Blois en plus", COUNT, Mentions(territories=(BLOIS,)), WELDERS_OF_TOURS,
        {"topic": Topic.COMPARISON, "territories": (TOURS, BLOIS)}, {ADDED_PLACE: YES},
    ),
    Case(
        "rajoute Blois", COUNT, Mentions(territories=(BLOIS,)), Question(Topic.COMPARISON, (TOURS, BLOIS)),
        {"topic": Topic.COMPARISON, "territories": (TOURS, BLOIS)}, {ADDED_PLACE: YES},
    ),
    Case(
        "quelle part du département ?", COUNT, Mentions(territories=("departement:37",), weight=True),
        Question(Topic.TOTALS, (TOURS,)), {"topic": Topic.COMPARISON, "territories": (TOURS, "departement:37")},
        {TELL: "weight"},
    ),
    Case(
        "toutes les régions", LIST_PLACES, Mentions(), Question(Topic.TOTALS, ("region:53",)),
        {"topic": Topic.RANKING, "territories": ()}, {LEVEL: "region"},
    ),
    Case(
        "classe-les", LIST_PLACES, Mentions(), Question(Topic.COMPARISON, (TOURS, BLOIS)),
        {"topic": Topic.RANKING, "territories": (TOURS, BLOIS)},
    ),
    Case(
        "même chose à Blois", CHANGE, Mentions(territories=(BLOIS,)),
        Question(Topic.EVOLUTION, (TOURS,), years=("2022", "2025"), earlier=("2019..0",)),
        {"topic": Topic.EVOLUTION, "years": ("2022", "2025")}, {KEPT_YEARS: YES},
    ),
    Case(
        "combien cherchent un poste à Blois ?", JOB_SEEKERS, Mentions(territories=(BLOIS,), job_seekers=True),
        WELDERS_OF_TOURS, {"topic": Topic.JOB_SEEKERS, "territories": (BLOIS,), "occupations": (WELDER,)},
    ),
    Case(
        "combien de chômeurs à Blois ?", JOB_SEEKERS, Mentions(territories=(BLOIS,), job_seekers=True),
        WELDERS_OF_TOURS, {"topic": Topic.JOB_SEEKERS, "occupations": ()}, {KEPT_OCCUPATION: NO},
    ),
    Case(
        "non : Tours et Blois", COUNT, Mentions(territories=(TOURS, BLOIS)), Question(Topic.TOTALS, (CHER,)),
        {"topic": Topic.COMPARISON, "territories": (TOURS, BLOIS)}, {ADDED_PLACE: YES},
    ),
    Case(
        "là-dedans, combien galèrent ?", COUNT, Mentions(counts=True), Question(Topic.TOTALS, (TOURS,)),
        {"topic": Topic.TOTALS, "territories": (TOURS,), "measure": Measure.DIFFICULT}, {MEASURE: "difficult"},
    ),
    Case(
        "où ça embauche ?", LIST_PLACES, Mentions(), WELDERS_OF_TOURS,
        {"topic": Topic.WHERE, "territories": (), "occupations": (WELDER,), "level": "bassin"}, {KEPT_PLACE: NO},
    ),
    Case(
        "et tous métiers, ça donne quoi ?", LIST_OCCUPATIONS, Mentions(everything=True), WELDERS_OF_TOURS,
        {"topic": Topic.RECRUITING, "territories": (TOURS,), "occupations": ()},
    ),
    Case(
        "on monte ou on descend ?", CHANGE, Mentions(), Question(Topic.TOTALS, (TOURS,)),
        {"topic": Topic.EVOLUTION, "territories": (TOURS,)},
    ),
    Case(
        "lesquels dégringolent ?", MOVERS, Mentions(), Question(Topic.RECRUITING, (TOURS,)),
        {"topic": Topic.PROGRESS, "movement": "down"}, {ORDER: "down"},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.said for case in CASES])
def test_the_heads_fill_the_question(case: Case) -> None:
    question = frame(told(case.act, **case.answers), case.mentions, case.before)
    assert question is not None
    assert {name: getattr(question, name) for name in case.expected} == dict(case.expected)


def test_no_question_is_made_of_what_asks_none() -> None:
    assert frame(told("thanks"), Mentions(), WELDERS_OF_TOURS) is None


def test_what_names_nothing_and_is_hardly_a_question_asks_nothing() -> None:
    unsure = {**told(COUNT), ACT: {COUNT: 0.35, "out_of_scope": 0.2}}
    assert read("hors_sujet", Mentions(), Question(Topic.TOTALS, (TOURS,)), unsure) is None


def test_the_shape_that_the_heads_find_likeliest_is_asked_whatever_the_rules_make_of_the_words() -> None:
    mentions = Mentions(occupations=(COOK,), words=("cuisinier",))
    hardly = {**told(COUNT), ACT: {LIST_PLACES: 0.5, COUNT: 0.4}}
    asked = [read("chiffre_metier", mentions, None, each) for each in (told(COUNT), hardly)]
    assert [question and question.topic for question in asked] == [Topic.FIGURES, Topic.WHERE]


def test_another_year_is_asked_of_the_same_question() -> None:
    asked = read(
        "evolution", Mentions(years=("previous",)), Question(Topic.TOTALS, (TOURS,), years=("2024",)), told(CHANGE)
    )
    assert asked is not None
    assert (asked.topic, asked.years) == (Topic.TOTALS, ("2023",))


def test_a_year_of_the_question_before_is_left_where_nothing_keeps_it() -> None:
    before = replace(WELDERS_OF_TOURS, years=("2023",), measure=None)
    mentions = Mentions(occupations=(COOK,), words=("cuisinier",))
    dropped = read("preciser", mentions, before, told(COUNT, **{KEPT_YEARS: NO}))
    kept = read("preciser", mentions, before, told(COUNT, **{KEPT_YEARS: YES}))
    assert dropped is not None
    assert kept is not None
    assert (dropped.years, kept.years) == ((), ("2023",))


def test_that_same_year_is_the_one_of_the_question_before() -> None:
    before = replace(WELDERS_OF_TOURS, years=("2020",))
    for said, year in ((before, "2020"), (WELDERS_OF_TOURS, "0")):
        question = read("metiers_qui_recrutent", Mentions(years=("same",)), said, told(LIST_OCCUPATIONS))
        assert question is not None
        assert question.years == (year,)


def test_a_bare_count_is_still_of_the_trade_before() -> None:
    question = read("preciser", Mentions(counts=True), WELDERS_OF_TOURS, told(COUNT, **{KEPT_OCCUPATION: NO}))
    assert question is not None
    assert question.occupations == (WELDER,)


def test_the_rank_in_the_region_is_that_of_the_place_spoken_of() -> None:
    region = Mentions(territories=("region:24",), rank=True)
    asked = read("classement_territoires", region, Question(Topic.TOTALS, (TOURS,)), told(LIST_PLACES, tell="rank"))
    assert asked is not None
    assert (asked.rank, asked.territories) == (True, (TOURS,))


def test_what_goes_on_takes_the_shape_of_the_question_before() -> None:
    heads = {ACT: {COUNT: 0.3, LIST_PLACES: 0.3}, ON: {"same": 0.9}, INTENT: {"preciser": 0.9}}
    acts = acts_by_likelihood(heads, LIST_PLACES, {"territory"})
    assert next(iter(acts)) == LIST_PLACES
    assert intents_by_likelihood(heads, acts, LIST_PLACES, {"territory"})[0][0] == "preciser"
    assert next(iter(acts_by_likelihood(heads, "", {"territory"}))) == "same"


def test_of_two_measures_the_one_the_heads_find_asked_comes_first() -> None:
    both = Mentions(territories=(TOURS,), occupations=(COOK,), measures=(Measure.SEASONAL, Measure.DIFFICULT))
    question = read("chiffre_metier", both, None, told(COUNT, measure="difficult"))
    assert question is not None
    assert question.measure is Measure.DIFFICULT


@pytest.mark.parametrize(
    ("topic", "mentions", "before", "share"),
    [
        (Topic.COMPARISON, Mentions(measures=(Measure.DIFFICULT,)), None, True),
        (Topic.COMPARISON, Mentions(measures=(Measure.DIFFICULT,), counts=True), None, False),
        (Topic.COMPARISON, Mentions(measures=(Measure.SEASONAL,)), None, False),
        (Topic.COMPARISON, Mentions(), Question(Topic.COMPARISON, measure=Measure.DIFFICULT), False),
    ],
)
def test_what_is_compared_by_difficulty_is_told_by_share(
    topic: Topic, mentions: Mentions, before: Question | None, share: bool
) -> None:
    """A larger place has more hard projects; in number, once a number was asked."""
    measure = next(iter(mentions.measures), Measure.DIFFICULT)
    asked = Question(topic, (TOURS, BLOIS), measure=measure)
    assert _by_degree(asked, mentions, before, {}).share is share


@pytest.mark.parametrize(
    ("act", "mentions", "expected"),
    [
        (COUNT, Mentions(territories=(CHER,), occupations=(COOK,), within="year"), Topic.EVOLUTION),
        (COUNT, Mentions(territories=(CHER,), level="bassin"), Topic.WHERE),
        (LIST_OCCUPATIONS, Mentions(territories=(CHER,), occupations=(COOK,)), Topic.FIGURES),
        (LIST_OCCUPATIONS, Mentions(territories=(CHER,)), Topic.RECRUITING),
    ],
)
def test_the_words_give_an_act_its_shape(act: str, mentions: Mentions, expected: Topic) -> None:
    question = frame(told(act), mentions, WELDERS_OF_TOURS)
    assert question is not None
    assert (question.topic, question.within) == (expected, "")
    assert act != LIST_OCCUPATIONS or question.occupations == mentions.occupations
