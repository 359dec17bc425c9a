"""The table of an answer: one cell a figure, what is secret left without a value."""

from __future__ import annotations

import json

import pytest

from bot.answers.export import whole_list
from bot.answers.message import message_of
from bot.answers.registry import answer
from bot.answers.table import sum_cell
from bot.question import Question, Topic
from bot.writing.blocks import Cell, Message
from knowledge.bmo.model import Measure
from knowledge.figures.sums import Figures, Sum
from knowledge.library import Knowledge
from tests.answers.said import table_of

TOURS, REGION, CARERS = "commune:37261", "region:24", "fap2021:V0X60 fap2009:V0Z60"

QUESTIONS = [
    Question(Topic.RECRUITING, (TOURS,)),
    Question(Topic.RECRUITING, (TOURS,), grain="sector"),
    Question(Topic.FIGURES, (TOURS,), (CARERS,)),
    Question(Topic.WHERE, (REGION,), (CARERS,)),
    Question(Topic.RANKING, (REGION,), level="departement"),
    Question(Topic.TOTALS, (REGION,)),
    Question(Topic.EVOLUTION, (REGION,)),
    Question(Topic.COMPARISON, (TOURS, "commune:45234")),
    Question(Topic.PROGRESS, (TOURS,), movement="up"),
    Question(Topic.RANKING, (TOURS,), rank=True),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q.topic.value}{'-rank' if q.rank else q.grain}")
def test_each_answer_has_a_title_and_a_table_of_its_rows(knowledge: Knowledge, question: Question) -> None:
    reply = answer(question, knowledge)
    table = table_of(reply)
    assert len(table.rows) == len(reply.rows)
    assert {len(row.cells) for row in table.rows} == {len(table.columns)}
    assert "2025" in table.title


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q.topic.value}{'-rank' if q.rank else q.grain}")
def test_a_message_is_the_same_once_sent_as_json(knowledge: Knowledge, question: Question) -> None:
    message = message_of(whole_list(question, answer(question, knowledge), knowledge))
    assert Message.parse_obj(json.loads(json.dumps(message.as_json()))) == message


def test_the_cells_are_the_figures_of_the_rows(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.RECRUITING, (TOURS,)), knowledge)
    for row, shown in zip(reply.rows, table_of(reply).rows, strict=True):
        assert row.figures is not None
        share = row.figures.share(Measure.DIFFICULT)
        assert shown.cells[1].value == row.figures.projects.published
        assert shown.cells[3].value == (round(share.value, 6) if share else None)


def test_a_secret_has_no_value() -> None:
    assert sum_cell(Sum(0, 2, 2, 1)) == Cell(value=None, text="secret", masked=2)
    assert sum_cell(Sum(1200, 2, 5, 1)) == Cell(value=1200, text="1\u202f200", masked=2)
    assert Figures(1, 0, 1, 0, 1, 0, 1, 0, 1).share(Measure.DIFFICULT) is None


@pytest.mark.parametrize("measure", Measure)
def test_every_interval_of_a_row_is_the_engine_s(measure: Measure, knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.RANKING, (REGION,), measure=measure, level="bassin"), knowledge)
    assert reply.rows
    for row, sent in zip(reply.rows, table_of(reply).rows, strict=True):
        assert row.figures is not None
        for each in Measure:
            told, certain = sent.totals[each.value], row.figures.interval(each)
            assert (told.low, told.high) == (certain.low, certain.high)


def test_the_projects_of_tours_out_of_season_are_told_by_their_certain_bounds(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.RANKING, ("bassin:2415",), level="bassin"), knowledge)
    told = table_of(reply).rows[0].totals["non_seasonal"]
    assert (told.low, told.high) == (11311, 11815)
