"""Trades pointed at: the rows of the list shown, or any but the one that is left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.reading.pointing import meant
from knowledge.bmo.model import Measure

CHER, BLOIS = "departement:18", "commune:41018"
ROOFER = "fap2021:B1X34 fap2009:B2Z44"
SHOWN = ("fap2021:A1X42", "fap2021:B1X34", "fap2021:S2X61")
SET = "fap2021:A1X42+B1X34+S2X61"
LIST = Question(Topic.RECRUITING, (CHER,), years=("2024",), shown=SHOWN)
MANY = Mentions(these="many")


@pytest.mark.parametrize(
    ("mentions", "read", "topic"),
    [
        (
            replace(MANY, measures=(Measure.DIFFICULT,)),
            Question(Topic.RANKING, measure=Measure.DIFFICULT),
            "recruiting",
        ),
        (replace(MANY, weight=True), Question(Topic.TOTALS), "figures"),
        (replace(MANY, job_seekers=True), Question(Topic.JOB_SEEKERS), "job_seekers"),
        (replace(MANY, aspects=("pay",)), Question(Topic.RECRUITING), "portrait"),
        (replace(MANY, movement="up"), Question(Topic.PROGRESS), "progress"),
        (MANY, None, "recruiting"),
    ],
)
def test_a_set_is_the_rows_shown_where_the_list_was(mentions: Mentions, read: Question | None, topic: str) -> None:
    question = meant(mentions, LIST, read)
    assert question is not None
    assert (question.topic.value, question.occupations, question.territories) == (topic, (SET,), (CHER,))
    assert question.statistic == ("weight" if mentions.weight else "")
    assert question.level == ""


def test_the_place_and_the_year_said_take_the_place_of_those_of_the_list() -> None:
    question = meant(replace(MANY, territories=(BLOIS,)), LIST, None)
    assert question is not None
    assert (question.territories, question.years) == ((BLOIS,), ("2024",))
    question = meant(replace(MANY, years=("2025",)), LIST, None)
    assert question is not None
    assert question.years == ("2025",)


@pytest.mark.parametrize(
    ("mentions", "previous"),
    [
        (Mentions(these="one"), LIST),
        (replace(MANY, occupations=(ROOFER,)), LIST),
        (replace(MANY, among=2), LIST),
        (replace(MANY, limit=2), LIST),
        (MANY, replace(LIST, shown=())),
        (MANY, None),
    ],
)
def test_nothing_else_is_a_set(mentions: Mentions, previous: Question | None) -> None:
    read = Question(Topic.TOTALS)
    assert meant(mentions, previous, read) is read


def test_a_trade_also_named_stands_beside_those_before() -> None:
    cook = "fap2021:S1X40 fap2009:S1Z40"
    before, read = Question(Topic.FIGURES, (BLOIS,), (ROOFER,)), Question(Topic.FIGURES, (BLOIS,), (cook,))
    found = meant(Mentions(occupations=(cook,), also=True), before, read)
    assert found is not None
    assert (found.topic, found.occupations) == (Topic.COMPARISON, (ROOFER, cook))
    assert meant(Mentions(occupations=(cook,)), before, read) is read
    assert meant(Mentions(territories=(CHER,), also=True), before, read) is read


def test_the_trade_left_is_not_asked() -> None:
    before = Question(Topic.FIGURES, (BLOIS,), (ROOFER,))
    assert meant(Mentions(others="any"), before, before) == Question(Topic.RECRUITING, (BLOIS,), excluded=(ROOFER,))
    aside = Mentions(others="any", excluded=(ROOFER, CHER), territories=(CHER,))
    assert meant(aside, None, None) == Question(Topic.RECRUITING, (CHER,), excluded=(ROOFER,))
    near = meant(Mentions(others="near", occupations=(ROOFER,), words=("couvreur",)), None, None)
    assert near == Question(Topic.NEAR, (), (ROOFER,), words=("couvreur",))
    assert meant(Mentions(others="any"), Question(Topic.TOTALS, (BLOIS,)), None) is None
