"""What passes « plus de 100 projets »: for certain, perhaps, or not, whatever the secret values are."""

from __future__ import annotations

import pytest

from bot.answers.asking import MIN_PROJECTS, conditions_of
from bot.answers.registry import answer
from bot.answers.thresholds import threshold_words
from bot.question import Question, Topic
from bot.writing.french import number
from knowledge.bmo.model import Measure
from knowledge.figures.ordering import passes
from knowledge.figures.query import Condition, Statistic
from knowledge.figures.sums import Figures
from knowledge.figures.values import number_of, share_of
from knowledge.library import Knowledge

TOURS, REGION = "bassin:2415", "region:24"


def figures(published: int, masked: int = 0, cells: int = 1, difficult: int = 0, hard_masked: int = 0) -> Figures:
    return Figures(cells, published, masked, difficult, max(hard_masked, masked), 0, cells, 0, cells)


def asked(threshold: str) -> Question:
    return Question(Topic.RECRUITING, (TOURS,), threshold=threshold)


def verdict(one: Figures, condition: Condition) -> bool | None:
    value_of = share_of if condition.statistic is Statistic.SHARE else number_of
    return passes(value_of(one, condition.measure), condition)


def verdicts(one: Figures, threshold: str) -> set[bool | None]:
    return {verdict(one, condition) for condition in conditions_of(asked(threshold))}


@pytest.mark.parametrize(
    ("one", "threshold", "expected"),
    [
        (figures(0, 1), "lt:50", {True}),
        (figures(0, 1), "lt:5", {True}),
        (figures(0, 1), "le:4", {True}),
        (figures(0, 1), "lt:4", {None}),
        (figures(0, 1), "gt:1", {None}),
        (figures(0, 1), "ge:1", {True}),
        (figures(0, 1), "gt:4", {False}),
        (figures(0, 60, 60), "gt:50", {True}),
        (figures(0, 60, 60), "lt:100", {None}),
        (figures(0, 60, 60), "ge:50&le:240", {True}),
        (figures(0, 60, 60), "ge:50&le:239", {True, None}),
        (figures(0, 1), "lt:50%", {None}),
        (figures(120, hard_masked=1), "lt:5:difficult", {True}),
        (figures(120, hard_masked=1), "gt:5:difficult", {False}),
        (figures(120, hard_masked=1), "lt:20%", {True}),
        (figures(12), "lt:12.5", {True}),
        (figures(13), "lt:12.5", {False}),
        (figures(1000, difficult=125), "lt:12.6%", {True}),
        (figures(1000, difficult=127), "lt:12.6%", {False}),
    ],
)
def test_what_passes_for_certain(one: Figures, threshold: str, expected: set[bool | None]) -> None:
    assert verdicts(one, threshold) == expected


@pytest.mark.parametrize(
    ("threshold", "words"),
    [
        ("lt:12.5%", "moins de 12,5\u202f% de projets difficiles"),
        ("ge:50%&le:60%", "au moins 50\u202f% de projets difficiles et au plus 60\u202f% de projets difficiles"),
        ("gt:2000", "plus de 2\u202f000 projets"),
        ("gt:12.5", "plus de 12,5 projets"),
        ("", ""),
    ],
)
def test_a_threshold_is_written_the_french_way(threshold: str, words: str) -> None:
    assert threshold_words(conditions_of(asked(threshold))) == words


def test_secret_rows_that_pass_whatever_they_hide_are_counted_and_listed(knowledge: Knowledge) -> None:
    held = knowledge.bmo.by_occupation([knowledge.territories.get(TOURS)], 2025)
    small = [one for one in held.values() if one.interval(Measure.PROJECTS).high < 50]
    assert any(one.projects.is_masked for one in small)
    reply = answer(Question(Topic.RECRUITING, (TOURS,), threshold="lt:50", whole=True), knowledge)
    assert f"{number(len(small))} métiers comptent moins de 50 projets" in reply.sentence
    assert len(reply.rows) == len(small)
    secret = answer(Question(Topic.RECRUITING, (TOURS,), threshold="lt:5"), knowledge)
    assert [row.figures is not None and row.figures.projects.is_masked for row in secret.rows] == [True] * len(
        secret.rows
    )
    assert "moins de 5" in secret.rows[0].text


def test_a_count_that_secrets_leave_open_is_said_so(knowledge: Knowledge) -> None:
    held = knowledge.bmo.by_occupation([knowledge.territories.get(REGION)], 2025)
    floored = [one for one in held.values() if one.projects.low >= MIN_PROJECTS]
    shares = [one.share_interval(Measure.DIFFICULT) for one in floored]
    certain = sum(each is not None and each.high < 0.3 for each in shares)
    possible = sum(each is not None and each.low < 0.3 <= each.high for each in shares)
    assert possible > 1
    question = Question(Topic.RECRUITING, (REGION,), measure=Measure.DIFFICULT, share=True, threshold="lt:30%")
    sentence = answer(question, knowledge).sentence
    assert f"{certain} métiers comptent moins de 30\u202f% de projets difficiles" in sentence
    assert f"et {possible} autres peut-être" in sentence


def test_nothing_certain_is_said_with_what_may_be(knowledge: Knowledge) -> None:
    question = Question(Topic.RANKING, (REGION,), level="bassin", threshold="gt:50000")
    reply = answer(question, knowledge)
    assert not reply.rows
    assert "aucun bassin d'emploi ne compte de façon certaine plus de 50\u202f000 projets" in reply.sentence
