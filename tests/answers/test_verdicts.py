"""Yes and no over several series or sides, and the year with the most: as the bounds decide.

Expected figures come from the base's own sums (``knowledge.bmo``), which have tests of their own, never typed here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.answers.closed import are_all_the_same, is_as_much, is_greater
from bot.answers.registry import answer
from bot.question import Question, Topic
from knowledge.bmo.model import Measure
from knowledge.figures.interval import Interval
from knowledge.figures.values import share_of
from knowledge.library import Knowledge
from tests.answers.test_series import BLOIS, NURSES, ROOFERS, SURVEYS, TOURS, sums

VERDICT = re.compile(r"^(?:Oui|Non) : ")
ROMORANTIN = "commune:41194"


@pytest.mark.parametrize("least", [False, True])
@pytest.mark.parametrize("place", [ROMORANTIN, TOURS, BLOIS])
def test_the_year_with_the_most_is_named_or_said_uncertain(knowledge: Knowledge, place: str, least: bool) -> None:
    bounds = {year: sums(knowledge, place, year=year).interval(Measure.PROJECTS) for year in SURVEYS}
    first = _first(bounds, least=least)
    asked = Question(Topic.EVOLUTION, (place,), peak="least" if least else "most")
    sentence = answer(asked, knowledge).sentence
    assert ("n'est pas certaine" in sentence) is (len(first) > 1)
    assert all(str(year) in sentence for year in first)


def _first(bounds: dict[int, Interval], *, least: bool) -> list[int]:
    if least:
        return [year for year in bounds if all(bounds[year].low <= other.high for other in bounds.values())]
    return [year for year in bounds if all(bounds[year].high >= other.low for other in bounds.values())]


def test_one_verdict_is_said_of_several_series_and_none_when_they_differ(knowledge: Knowledge) -> None:
    seen = set()
    for values in ((ROOFERS, NURSES), ("domaine:S", NURSES), ("domaine:S", "domaine:B")):
        moves = {_direction(knowledge, value) for value in values}
        reply = answer(
            Question(Topic.EVOLUTION, (BLOIS,), values, ("2024..2025",), direction="up", closed=True), knowledge
        )
        assert len(re.findall(r"(?:Oui|Non|On ne peut pas le dire) : ", reply.sentence)) == (len(moves) == 1)
        seen.add(len(moves) == 1)
    assert seen == {True, False}


def _direction(knowledge: Knowledge, value: str) -> int:
    before, after = (sums(knowledge, BLOIS, value, year).interval(Measure.PROJECTS) for year in (2024, 2025))
    return (after - before).direction


def test_no_verdict_is_said_of_other_years_than_those_asked(knowledge: Knowledge) -> None:
    bakers = "fap2021:S0X42 fap2009:S0Z42"
    for value, years in ((NURSES, "2021..2025"), (bakers, "2024..2025")):
        reply = answer(Question(Topic.EVOLUTION, (BLOIS,), (value,), (years,), direction="up", closed=True), knowledge)
        assert bool(VERDICT.match(reply.sentence)) is (years == "2024..2025")


def test_as_much_is_no_when_the_figures_differ(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.COMPARISON, (TOURS, BLOIS), compared="same", closed=True), knowledge)
    assert reply.sentence.startswith("Non : ")


@pytest.mark.parametrize("compared", ["same", "more"])
@pytest.mark.parametrize("places", [(BLOIS, TOURS), (TOURS, BLOIS)])
@pytest.mark.parametrize("trades", [(ROOFERS,), (NURSES,), (ROOFERS, NURSES)])
def test_as_hard_is_at_least_as_hard_and_trades_must_agree(
    knowledge: Knowledge, places: tuple[str, str], trades: tuple[str, ...], compared: str
) -> None:
    shares = {
        (place, trade): share_of(sums(knowledge, place, trade), Measure.DIFFICULT)
        for place in places
        for trade in trades
    }
    told = [
        is_as_much(*pair) if compared == "same" else is_greater(*pair)
        for trade in trades
        if (pair := [share.interval for place in places if (share := shares[place, trade])])
    ]
    asked = Question(
        Topic.COMPARISON, places, trades, measure=Measure.DIFFICULT, share=True, compared=compared, closed=True
    )
    sentence = answer(asked, knowledge).sentence
    expected = told[0] if len(set(told)) == 1 else None
    assert sentence.startswith({True: "Oui : ", False: "Non : ", None: "En 2025"}[expected])


def test_everywhere_alike_is_answered_by_the_first_and_the_last(knowledge: Knowledge) -> None:
    asked = Question(
        Topic.WHERE,
        ("region:24",),
        (ROOFERS,),
        measure=Measure.DIFFICULT,
        share=True,
        level="departement",
        compared="same",
    )
    assert answer(asked, knowledge).sentence.startswith("Non : ")


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ([(0, 100), (50, 50), (60, 60)], False),  # the least known may be either, the others are not alike
        ([(40, 40), (50, 60)], False),
        ([(40, 55), (50, 60)], None),
        ([(50, 50), (50, 60)], None),
        ([(50, 50), (50, 50), (50, 50)], True),
    ],
)
def test_all_are_alike_unless_two_are_certainly_not(bounds: list[tuple[int, int]], expected: bool | None) -> None:
    assert are_all_the_same([Interval(low, high) for low, high in bounds]) is expected


def test_everywhere_is_more_than_the_page_shown(knowledge: Knowledge) -> None:
    asked = Question(Topic.WHERE, ("region:24",), (ROOFERS,), level="departement", compared="same", limit=1)
    assert answer(asked, knowledge).sentence.startswith("Non : ")


def test_a_place_among_its_peers_is_ranked_first(knowledge: Knowledge) -> None:
    asked = Question(
        Topic.WHERE,
        ("departement:36", "region:24"),
        (NURSES,),
        measure=Measure.DIFFICULT,
        share=True,
        level="departement",
    )
    reply = answer(asked, knowledge)
    assert re.match(r"En 2025, en Centre-Val de Loire, pour .*, l'Indre est \d+(?:er|e) sur 6", reply.sentence)
    assert len(reply.rows) == 6


def test_the_lesser_side_is_named_when_less_is_claimed(knowledge: Knowledge) -> None:
    less = Question(Topic.COMPARISON, (BLOIS, TOURS), compared="less", ascending=True, closed=True)
    sentence = answer(less, knowledge).sentence
    assert sentence.startswith("Oui : ")
    assert "le bassin d'emploi de Blois compte moins de projets" in sentence


@pytest.mark.parametrize("share", [False, True])
def test_an_uncertain_comparison_names_its_measure_and_gives_its_figures_first(
    knowledge: Knowledge, share: bool
) -> None:
    units = knowledge.territories.bassins_of(knowledge.territories.home)
    unsure = 0
    for one, other in pairwise(units):
        asked = Question(Topic.COMPARISON, (one.ref, other.ref), measure=Measure.SEASONAL, share=share)
        sentence = answer(asked, knowledge).sentence
        assert "projets saisonniers" in sentence, sentence
        if "l'ordre n'est pas certain" in sentence:
            unsure += 1
            assert re.search(r"\d.*l'ordre n'est pas certain\.$", sentence), sentence
            assert " a la part" not in sentence, sentence
            assert " compte " not in sentence, sentence
    assert unsure


def test_where_nobody_recruits_nothing_is_hard_nor_easy(knowledge: Knowledge) -> None:
    draughtsmen = "fap2021:B6X72 fap2009:B6Z72"
    assert not sums(knowledge, "commune:18033", draughtsmen).projects.cells
    asked = Question(Topic.FIGURES, ("commune:18033",), (draughtsmen,), closed=True)
    assert answer(asked, knowledge).sentence.startswith("Non : ")
    assert answer(replace(asked, measure=Measure.DIFFICULT), knowledge).sentence.startswith("En 2025")
