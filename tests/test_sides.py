"""What is set side by side: the trades, the places or the years of the conversation, the one claimed first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.mentions import Mentions
from bot.nlu.details import details_of
from bot.question import Question, Topic
from bot.sides import along, among_others, for_whom, relative_to, remembering
from bot.understanding import understand
from knowledge.bmo.model import Measure

TOURS, BLOIS, GIEN = "commune:37261", "commune:41018", "commune:45155"
COOK, NURSE, MASON = "fap2021:S1X40 fap2009:S1Z40", "fap2021:V1X80 fap2009:V1Z80", "fap2021:B1X31 fap2009:B2Z40"
COOKS_OF_TOURS = Question(Topic.FIGURES, (TOURS,), (COOK,))


def said(text: str, **named: Any) -> Mentions:
    """Return what the words of ``text`` say, with the places and trades it names."""
    found = [{"entity": d.entity, "value": d.value, "start": d.start, "end": d.end} for d in details_of(text)]
    return replace(Mentions.from_entities(found, text), **named)


def after(*questions: Question) -> Question:
    """Return the last question of a conversation, with what is kept of those before."""
    before = None
    for question in questions:
        before = remembering(question, before)
    assert before is not None
    return before


TRADES_THEN_PLACE = after(
    COOKS_OF_TOURS, Question(Topic.FIGURES, (TOURS,), (NURSE,)), Question(Topic.FIGURES, (BLOIS,), (NURSE,))
)
THREE_TRADES = after(*(Question(Topic.FIGURES, (TOURS,), (trade,)) for trade in (COOK, NURSE, MASON)))
THREE_PLACES = after(*(Question(Topic.FIGURES, (place,), (COOK,)) for place in (TOURS, BLOIS, GIEN)))
LAST_YEAR = replace(after(COOKS_OF_TOURS, replace(COOKS_OF_TOURS, years=("-1",))), earlier=("0",))

CASES = [
    ("lequel recrute le plus ?", TRADES_THEN_PLACE, {}, {"territories": (TOURS, BLOIS), "occupations": (NURSE,)}),
    (
        "entre les deux métiers, lequel recrute le plus ?",
        TRADES_THEN_PLACE,
        {},
        {"territories": (BLOIS,), "occupations": (COOK, NURSE)},
    ),
    (
        "lequel des deux métiers est le plus dur à trouver ?",
        TRADES_THEN_PLACE,
        {"territories": (GIEN,)},
        {"territories": (GIEN,), "occupations": (COOK, NURSE), "measure": Measure.DIFFICULT, "share": True},
    ),
    ("lequel des trois est le plus tendu ?", THREE_TRADES, {}, {"occupations": (COOK, NURSE, MASON), "share": True}),
    ("lequel des deux recrute le plus ?", THREE_TRADES, {}, {"occupations": (NURSE, MASON)}),
    ("parmi ceux que j'ai cités, qui recrute le plus ?", THREE_TRADES, {}, {"occupations": (COOK, NURSE, MASON)}),
    ("dans les trois villes, où j'ai le plus de chances ?", THREE_PLACES, {}, {"territories": (TOURS, BLOIS, GIEN)}),
    (
        "c'est mieux où ?",
        after(COOKS_OF_TOURS, Question(Topic.FIGURES, (BLOIS,), (COOK,))),
        {},
        {"territories": (TOURS, BLOIS)},
    ),
    (
        "c'est plus qu'à Blois ?",
        COOKS_OF_TOURS,
        {"territories": (BLOIS,)},
        {"territories": (TOURS, BLOIS), "compared": "more"},
    ),
    (
        "et Blois c'est plus ?",
        COOKS_OF_TOURS,
        {"territories": (BLOIS,)},
        {"territories": (BLOIS, TOURS), "compared": "more"},
    ),
    (
        "Blois serait plus simple ?",
        COOKS_OF_TOURS,
        {"territories": (BLOIS,)},
        {"territories": (BLOIS, TOURS), "compared": "less", "measure": Measure.DIFFICULT, "share": True},
    ),
    (
        "ou maçon, lequel des deux recrute le plus ?",
        COOKS_OF_TOURS,
        {"occupations": (MASON,)},
        {"topic": Topic.COMPARISON, "occupations": (MASON, COOK), "territories": (TOURS,)},
    ),
    (
        "bon, Blois alors",
        Question(Topic.COMPARISON, (TOURS, BLOIS)),
        {"territories": (BLOIS,)},
        {"topic": Topic.TOTALS, "territories": (BLOIS,)},
    ),
    (
        "soudeur, y a plus de demande ?",
        COOKS_OF_TOURS,
        {"occupations": (MASON,)},
        {"occupations": (MASON, COOK), "compared": "more"},
    ),
    (
        "c'est plus qu'en 2023 ?",
        COOKS_OF_TOURS,
        {},
        {"topic": Topic.EVOLUTION, "years": ("2023", "0"), "direction": "up"},
    ),
    (
        "y en avait plus l'an dernier ?",
        COOKS_OF_TOURS,
        {},
        {"topic": Topic.EVOLUTION, "years": ("-1", "0"), "direction": "down"},
    ),
    ("il y en avait autant en 2023 ?", COOKS_OF_TOURS, {}, {"topic": Topic.EVOLUTION, "direction": "steady"}),
    (
        "l'écart avec 2024 en valeur et en % ?",
        COOKS_OF_TOURS,
        {},
        {"topic": Topic.EVOLUTION, "years": ("2024", "0"), "statistic": ""},
    ),
    (
        "c'était plus facile avant le covid ?",
        COOKS_OF_TOURS,
        {},
        {"years": ("2019", "0"), "direction": "up", "share": True},
    ),
    (
        "donc c'est pire ou c'est mieux ?",
        LAST_YEAR,
        {},
        {"topic": Topic.EVOLUTION, "years": ("0", "-1"), "direction": ""},
    ),
    ("ya moins de taf qu a Blois ?", COOKS_OF_TOURS, {"territories": (BLOIS,)}, {"territories": (TOURS, BLOIS)}),
    ("l'écart entre les deux ?", LAST_YEAR, {}, {"topic": Topic.EVOLUTION, "years": ("0", "-1")}),
    (
        "est-ce plus facile d'en recruter qu'il y a trois ans ?",
        COOKS_OF_TOURS,
        {},
        {"years": ("-3", "0"), "direction": "down", "share": True},
    ),
    ("Blois recrute moins que Gien ?", COOKS_OF_TOURS, {"territories": (BLOIS, GIEN)}, {"ascending": True}),
]


@pytest.mark.parametrize(("text", "before", "named", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_is_set_side_by_side(
    text: str, before: Question, named: dict[str, Any], expected: dict[str, object]
) -> None:
    question = understand("preciser", said(text, **named), before)
    assert question is not None
    topic = {} if "topic" in expected or "years" in expected else {"topic": Topic.COMPARISON}
    wanted = {**topic, **expected}
    assert {name: getattr(question, name) for name in wanted} == wanted


@pytest.mark.parametrize(
    "text", ["lesquels sont difficiles ?", "j'aimerais un travail plus simple", "et à côté, c'est plus près"]
)
def test_what_chooses_between_nothing_compares_nothing(text: str) -> None:
    question = understand("preciser", said(text), LAST_YEAR)
    assert question is None or question.topic is not Topic.COMPARISON


@pytest.mark.parametrize(
    ("before", "said_year", "expected"),
    [
        ((), "previous", "-1"),
        (("-1",), "previous", "-2"),
        (("2018",), "previous", "2017"),
        (("-1", "0"), "previous", "-2"),
        (("-1",), "next", "0"),
        (("2018",), "2020", "2020"),
    ],
)
def test_a_year_is_told_from_the_one_before(before: tuple[str, ...], said_year: str, expected: str) -> None:
    assert relative_to(before, said_year) == expected


def test_the_year_before_a_change_is_a_figure() -> None:
    moved = Question(Topic.EVOLUTION, (TOURS,), (COOK,), ("-1", "0"))
    question = understand("preciser", said("et l'année d'avant ?"), moved)
    assert question is not None
    assert (question.topic, question.years) == (Topic.FIGURES, ("-2",))


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("c'est mieux à Tours ?", "employer", (Measure.DIFFICULT, "less")),
        ("c'est pire à Tours ?", "employer", (Measure.DIFFICULT, "more")),
        ("c'est mieux à Tours ?", "job_seeker", (None, "more")),
        ("c'est mieux à Tours ?", "elected_official", (None, "")),
        ("c'est plus qu'à Tours ?", "employer", (None, "")),
    ],
)
def test_better_is_what_suits_who_asks(text: str, role: str, expected: tuple[Measure | None, str]) -> None:
    asked = for_whom(Question(Topic.COMPARISON, (TOURS, BLOIS), (COOK,)), said(text), role)
    assert (asked.measure, asked.compared) == expected
    assert asked.ascending is (asked.compared == "less")


def test_a_place_among_others_has_a_rank_and_everywhere_is_a_list() -> None:
    cher = Question(Topic.RANKING, ("departement:18",), measure=Measure.DIFFICULT, level="departement")
    assert among_others(cher, "others").rank
    assert not among_others(replace(cher, level="bassin"), "others").rank
    assert among_others(cher, "") == cher
    listed = among_others(Question(Topic.FIGURES, (TOURS,), (COOK,), measure=Measure.DIFFICULT), "everywhere")
    assert (listed.topic, listed.level, listed.compared, listed.share) == (Topic.WHERE, "bassin", "same", True)


@pytest.mark.parametrize(
    ("mentions", "before", "axis"),
    [
        (Mentions(territories=(TOURS, BLOIS), occupations=(COOK, NURSE)), None, "places"),
        (Mentions(territories=(TOURS, BLOIS), occupations=(COOK, NURSE), which=True), None, "trades"),
        (Mentions(territories=(TOURS, BLOIS), occupations=(COOK, NURSE), axis="places", which=True), None, "places"),
        (Mentions(occupations=(COOK, NURSE)), None, "trades"),
        (Mentions(years=("2024",)), Question(Topic.COMPARISON, axis="trades"), "trades"),
    ],
)
def test_several_trades_in_several_places_are_compared_along_what_is_asked(
    mentions: Mentions, before: Question | None, axis: str
) -> None:
    asked = Question(Topic.COMPARISON, (TOURS, BLOIS), (COOK, NURSE))
    assert along(asked, mentions, before).axis == axis
    one = replace(asked, occupations=(COOK,), axis="places")
    assert along(one, mentions, before) == one


def test_a_year_beside_one_of_the_places_is_its_own_past() -> None:
    before = Question(Topic.COMPARISON, (TOURS, BLOIS), (COOK,))
    question = understand("preciser", Mentions(territories=(BLOIS,), years=("2022",), versus=True), before)
    assert question is not None
    assert (question.topic, question.territories, question.years) == (Topic.EVOLUTION, (BLOIS,), ("2022", "0"))


def test_who_fares_better_after_an_evolution_is_of_the_evolution() -> None:
    moved = Question(Topic.EVOLUTION, (TOURS, BLOIS), years=("2023..0",))
    question = understand("preciser", said("lequel des deux s'en sort le mieux ?"), moved)
    assert question is not None
    assert (question.topic, question.territories, question.years) == (Topic.EVOLUTION, (TOURS, BLOIS), ("2023..0",))
