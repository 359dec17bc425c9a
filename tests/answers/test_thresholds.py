"""What passes a threshold: published figures, and secret ones that pass whatever they hide."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.registry import answer
from bot.answers.thresholds import none_published, number_passing, passing, threshold_words
from bot.question import Question, Topic
from knowledge.bmo.model import Figures, Measure, RankedRow, Ranking, Sum
from knowledge.library import Knowledge

TOURS, REGION = "bassin:2415", "region:24"


def row(published: int, masked: int = 0, cells: int = 1, difficult: int = 0, hard_masked: int = 0) -> RankedRow:
    rest = Sum(0, cells, cells)
    whole, hard = Sum(published, masked, cells, masked_min=1), Sum(difficult, hard_masked, cells)
    return RankedRow("fap2021:X", "X", Figures(whole, hard, rest, rest))


def asked(threshold: str) -> Question:
    return Question(Topic.RECRUITING, (TOURS,), threshold=threshold)


def passes(one: RankedRow, threshold: str) -> bool:
    hidden = one.figures.projects.is_masked
    ranking = Ranking(() if hidden else (one,), int(hidden), 1, (one,) if hidden else ())
    kept = passing(ranking, asked(threshold))
    return bool(kept.rows or kept.secret)


@pytest.mark.parametrize(
    ("one", "threshold", "expected"),
    [
        (row(0, 1), "lt:50", True),
        (row(0, 1), "lt:5", True),
        (row(0, 1), "le:4", True),
        (row(0, 1), "lt:4", False),
        (row(0, 1), "gt:1", False),
        (row(0, 1), "ge:1", True),
        (row(0, 60, 60), "gt:50", True),
        (row(0, 60, 60), "lt:100", False),
        (row(0, 60, 60), "ge:50&le:240", True),
        (row(0, 60, 60), "ge:50&le:239", False),
        (row(0, 1), "lt:50%", False),
        (row(120, hard_masked=1), "lt:5:difficult", True),
        (row(120, hard_masked=1), "gt:5:difficult", False),
        (row(12), "lt:12.5", True),
        (row(13), "lt:12.5", False),
        (row(1000, difficult=125), "lt:12.6%", True),
        (row(1000, difficult=127), "lt:12.6%", False),
    ],
)
def test_what_passes_for_certain(one: RankedRow, threshold: str, expected: bool) -> None:
    assert passes(one, threshold) is expected


@pytest.mark.parametrize(
    ("threshold", "words"),
    [
        ("lt:12.5%", "moins de 12,5\u202f% de projets difficiles"),
        ("ge:50%&le:60%", "au moins 50\u202f% de projets difficiles et au plus 60\u202f% de projets difficiles"),
        ("gt:2000", "plus de 2\u202f000 projets"),
        ("gt:12.5", "plus de 12,5 projets"),
    ],
)
def test_a_threshold_is_written_the_french_way(threshold: str, words: str) -> None:
    assert threshold_words(asked(threshold)) == words


def test_secret_rows_are_counted_apart_and_never_given_a_figure() -> None:
    question = asked("lt:50")
    few, many = row(0, 1), row(0, 5, 5)
    kept = passing(Ranking((row(12), row(49), row(50)), 2, 5, (few, few)), question)
    said = number_passing(kept, question, "métier")
    assert said == "2 métiers comptent moins de 50 projets, et 2 autres, dont le chiffre est secret mais inférieur à 5"
    wider = number_passing(replace(kept, secret=(many,)), question, "métier")
    assert wider.endswith(", et 1 autre, dont le chiffre est secret mais forcément dans cette limite")
    assert number_passing(replace(kept, secret=()), question, "métier") == "2 métiers comptent moins de 50 projets"


def test_a_row_ranked_by_another_figure_than_the_threshold_s_says_which_one_is_secret() -> None:
    question = replace(asked("gt:100"), measure=Measure.DIFFICULT)
    kept = passing(Ranking((row(150, difficult=20),), 1, 2, (row(120, hard_masked=1),)), question)
    said = number_passing(kept, question, "métier")
    assert said.endswith("plus de 100 projets, et 1 autre, dont le nombre de projets difficiles est secret")


def test_where_no_published_figure_passes_the_secret_ones_are_told() -> None:
    question = asked("lt:5")
    kept = passing(Ranking((row(12),), 1, 2, (row(0, 1),)), question)
    assert none_published(kept, question, "métier").endswith(
        "; 1 métier, dont le chiffre est secret mais inférieur à 5, y répond"
    )
    assert ";" not in none_published(passing(Ranking((), 0, 0), question), question, "métier")


def test_a_secret_row_below_the_floor_of_a_share_is_left_out() -> None:
    assert not passing(Ranking((), 1, 1, (row(0, 1),)), asked("lt:50"), floor=20).secret


def test_an_answer_tells_the_secret_occupations_that_pass(knowledge: Knowledge) -> None:
    whole = knowledge.bmo.top_occupations([knowledge.territories.get(TOURS)], 2025, Measure.PROJECTS, limit=None)
    assert len(whole.secret) == whole.masked > 1
    reply = answer(Question(Topic.RECRUITING, (TOURS,), threshold="lt:50"), knowledge)
    assert f"et {whole.masked} autres, dont le chiffre est secret mais inférieur à 5" in reply.sentence
    assert "au chiffre publié en tout" in reply.text
    none = answer(Question(Topic.RECRUITING, (TOURS,), threshold="lt:5"), knowledge)
    assert not none.rows
    assert f"{whole.masked} métiers, dont le chiffre est secret mais inférieur à 5, y répondent" in none.sentence


def test_an_answer_tells_the_secret_places_that_pass(knowledge: Knowledge) -> None:
    roofers = "fap2021:B1X34 fap2009:B2Z44"
    question = Question(Topic.WHERE, (REGION,), (roofers,), measure=Measure.SEASONAL, threshold="lt:50:asked")
    assert "secret mais" in answer(question, knowledge).sentence
