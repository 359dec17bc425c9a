"""Answers of every kind, from the embedded base."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answers.registry import answer
from bot.question import Question, Topic
from bot.writing.blocks import Document
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge
from tests.answers import said
from tests.answers.conftest import knowledge

__all__ = ["knowledge"]

TOURS, ORLEANS, BLOIS, REGION = "commune:37261", "commune:45234", "commune:41018", "region:24"
CARERS, WELDERS = "fap2021:V0X60 fap2009:V0Z60", "fap2021:D1X33 fap2009:D1Z41"

QUESTIONS = {
    "recruiting": Question(Topic.RECRUITING, (TOURS,)),
    "sectors": Question(Topic.RECRUITING, (TOURS,), grain="sector"),
    "second_page": Question(Topic.RECRUITING, (TOURS,), skip=10),
    "difficult": Question(Topic.RECRUITING, (TOURS,), measure=Measure.DIFFICULT),
    "difficult_share": Question(Topic.RECRUITING, (TOURS,), measure=Measure.DIFFICULT, share=True),
    "non_seasonal": Question(Topic.RECRUITING, (TOURS,), measure=Measure.NON_SEASONAL),
    "where": Question(Topic.WHERE, (REGION,), (WELDERS,)),
    "ranking": Question(Topic.RANKING, (REGION,), level="departement"),
    "rank": Question(Topic.RANKING, ("bassin:2411",), rank=True),
    "evolution": Question(Topic.EVOLUTION, (REGION,)),
    "two_evolutions": Question(Topic.EVOLUTION, (TOURS, ORLEANS)),
    "two_trades": Question(Topic.EVOLUTION, (REGION,), ("fap2021:R0X61 fap2009:R0Z61", "fap2021:W1X80 fap2009:W1Z80")),
    "evolution_share": Question(Topic.EVOLUTION, (REGION,), measure=Measure.DIFFICULT, share=True),
    "comparison": Question(Topic.COMPARISON, (TOURS, ORLEANS)),
    "part_and_whole": Question(Topic.COMPARISON, (TOURS, REGION)),
    "secret_side": Question(Topic.COMPARISON, (TOURS, BLOIS), (WELDERS,)),
    "rise": Question(Topic.PROGRESS, (TOURS,), movement="up"),
    "fall": Question(Topic.PROGRESS, (TOURS,), movement="down"),
    "registered_change": Question(Topic.JOB_SEEKERS, (TOURS, BLOIS), aspects=("change",)),
    "registered_ranking": Question(Topic.JOB_SEEKERS, ("departement:45",), aspects=("ranked",)),
    "near": Question(Topic.NEAR, (TOURS,), (WELDERS,)),
    "points": Question(
        Topic.PROGRESS, (REGION,), measure=Measure.DIFFICULT, share=True, level="bassin", movement="down"
    ),
}
"""One question for each kind of chart."""


@pytest.fixture(scope="session")
def document_of(knowledge: Knowledge) -> Callable[[Question], Document]:
    """Return what gives what the documents of a question are made from."""
    return lambda question: said.document_of(answer(question, knowledge))
