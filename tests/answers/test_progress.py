"""What rose or fell the most: the order recomputed from the raw workbooks, and what cannot be ranked said so."""

from __future__ import annotations

import pandas as pd
import pytest

from bot.answers.asking import MIN_PROJECTS
from bot.answers.registry import answer
from bot.question import Question, Topic
from bot.writing.french import number, signed
from knowledge.bmo.model import Measure
from knowledge.library import Knowledge
from tests.answers.said import text_of
from tests.questions.raw_survey import data_folder, read_survey

INDRE_ET_LOIRE, REGION = "departement:37", "region:24"
NURSES = "fap2021:V1X80 fap2009:V1Z80"

needs_workbooks = pytest.mark.skipif(
    not (data_folder() / "bmo").is_dir(), reason="the raw workbooks are neither in ../shared/data nor in BMO_DIR"
)


def raw_sums(year: int, column: str, by: str, **of: str) -> pd.Series[float]:
    """Σ of a column by territory or métier; NaN where not one cell is published."""
    rows = read_survey(data_folder(), year)
    for name, value in of.items():
        rows = rows[rows[name] == value]
    return rows.groupby(by)[column].sum(min_count=1)


@needs_workbooks
@pytest.mark.parametrize(("movement", "ascending"), [("up", False), ("down", True)])
def test_occupations_are_ranked_as_the_workbooks_say(knowledge: Knowledge, movement: str, ascending: bool) -> None:
    before = raw_sums(2024, "met", "fap", departement=INDRE_ET_LOIRE).to_dict()
    after = raw_sums(2025, "met", "fap", departement=INDRE_ET_LOIRE).to_dict()
    every = sorted({*before, *after})
    # No row at all is nobody: 0. A row without any published cell is a secret: NaN.
    change = {fap: after.get(fap, 0.0) - before.get(fap, 0.0) for fap in every}
    truth = pd.Series(change).dropna()
    expected = truth.sort_values(ascending=ascending).head(10).tolist()
    reply = answer(Question(Topic.PROGRESS, (INDRE_ET_LOIRE,), movement=movement), knowledge)
    found = [row.figures.projects.published - row.before.projects.published for row in reply.rows
             if row.figures and row.before]  # fmt: skip
    assert found == expected
    assert reply.facts.years == (
        2024,
        2025,
    )


@needs_workbooks
def test_bassins_are_ranked_over_all_years_on_their_totals(knowledge: Knowledge) -> None:
    change = raw_sums(2025, "met", "bassin", region=REGION) - raw_sums(2022, "met", "bassin", region=REGION)
    reply = answer(Question(Topic.PROGRESS, movement="down", level="bassin", years=("2022..0",)), knowledge)
    assert [row.ref for row in reply.rows] == list(change.sort_values().index[:10])


@needs_workbooks
def test_a_share_moves_by_points(knowledge: Knowledge) -> None:
    def share(year: int) -> pd.Series[float]:
        sums = [raw_sums(year, column, "departement", region=REGION) for column in ("xmet", "met")]
        return sums[0] / sums[1]

    change = (share(2025) - share(2024)).sort_values()
    question = Question(
        Topic.PROGRESS, movement="down", level="departement", measure=Measure.DIFFICULT, share=True, limit=3
    )
    reply = answer(question, knowledge)
    assert [row.ref for row in reply.rows] == list(change.index[:3])
    assert all("points" in row.text for row in reply.rows)
    first = knowledge.territories.get(reply.rows[0].ref).name
    assert first in reply.sentence
    assert "peuvent l'être, selon les valeurs secrètes" in reply.sentence  # masked cells leave several possible


def test_occupations_without_a_sure_equivalent_are_left_out_and_counted(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.PROGRESS, (INDRE_ET_LOIRE,), movement="up", years=("2022..0",)), knowledge)
    assert "la nomenclature a changé entre 2023 et 2024" in text_of(reply)
    assert all(row.before_year == 2022 and row.year == 2025 for row in reply.rows)


def test_an_occupation_that_cannot_be_followed_is_not_ranked_across_the_change(knowledge: Knowledge) -> None:
    question = Question(
        Topic.PROGRESS, movement="up", level="bassin", occupations=("fap2021:V1X80 fap2009:V1Z80",), years=("2022..0",)
    )
    reply = answer(question, knowledge)
    assert reply.topic == "not_followed"
    assert not reply.rows


def test_one_survey_alone_measures_nothing(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.PROGRESS, movement="up", years=(str(knowledge.bmo.years()[0]),)), knowledge)
    assert reply.topic == "year_not_held"


def test_a_secret_number_ranks_by_its_bounds(knowledge: Knowledge) -> None:
    question = Question(Topic.PROGRESS, ("bassin:2415",), movement="down", whole=True)
    hidden = [row for row in answer(question, knowledge).rows if row.value and row.value.published is None]
    assert hidden
    for row in hidden:
        assert row.before is not None
        assert row.figures is not None
        bounds = row.figures.interval(Measure.PROJECTS) - row.before.interval(Measure.PROJECTS)
        assert row.value is not None
        assert (row.value.interval, bounds.direction) == (bounds, -1)
        assert f"entre {signed(bounds.low)} et {signed(bounds.high)} projets" in row.text


def test_a_percent_needs_enough_projects(knowledge: Knowledge) -> None:
    question = Question(Topic.PROGRESS, ("bassin:2415",), movement="up", share=True, whole=True)
    rows = answer(question, knowledge).rows
    assert rows
    for row in rows:
        assert row.figures is not None
        assert row.before is not None
        assert min(row.figures.projects.low, row.before.projects.low) >= MIN_PROJECTS


@pytest.mark.parametrize("movement", ["up", "down"])
def test_an_uncertain_direction_is_neither_a_rise_nor_a_fall(knowledge: Knowledge, movement: str) -> None:
    question = Question(Topic.PROGRESS, (REGION,), movement=movement, whole=True)
    reply = answer(question, knowledge)
    moves = [row.value.interval.direction for row in reply.rows if row.value]
    assert set(moves) == {1 if movement == "up" else -1}
    assert f"{number(len(moves))} en baisse" in text_of(reply) or f"{number(len(moves))} métiers en hausse" in text_of(
        reply
    )
    assert "reste inconnu" in text_of(reply)


def test_what_is_left_out_or_below_the_threshold_is_not_ranked(knowledge: Knowledge) -> None:
    without = answer(
        Question(Topic.PROGRESS, (REGION,), movement="down", level="bassin", excluded=("departement:18",)), knowledge
    )
    assert "Bourges" not in text_of(without).partition("Sans")[0]
    assert "Sans\u00a0: Cher" in text_of(without)
    large = answer(Question(Topic.PROGRESS, (INDRE_ET_LOIRE,), movement="down", threshold="gt:100"), knowledge)
    assert all(row.figures and row.figures.projects.published > 100 for row in large.rows)
    assert "plus de 100 projets" in text_of(large)


def test_a_year_that_is_not_held_is_said(knowledge: Knowledge) -> None:
    reply = answer(Question(Topic.PROGRESS, (REGION,), movement="down", level="bassin", years=("2015..0",)), knowledge)
    assert "Je n'ai pas l'enquête 2015" in text_of(reply)
