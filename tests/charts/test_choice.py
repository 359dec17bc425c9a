"""What is drawn is what the table says: same figures, same order, secrets without a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.charts import chart_of
from bot.charts.model import Bars, Groups, Lines, Moves
from bot.question import Question, Topic
from bot.writing.blocks import Document
from tests.charts.conftest import BLOIS, CARERS, QUESTIONS, REGION, TOURS

DocumentOf = Callable[[Question], Document]
SURVEYS = [2016, 2017, 2018, 2019, 2020, 2022, 2023, 2024, 2025]


def body_of(document: Document) -> Any:
    """Return the chart of a document."""
    chart = chart_of(document)
    assert chart is not None
    return chart.body


def test_a_ranking_is_drawn_in_its_order_with_its_difficult_part(document_of: DocumentOf) -> None:
    document = document_of(QUESTIONS["recruiting"])
    body = body_of(document)
    assert isinstance(body, Bars)
    assert [bar.label for bar in body.bars] == [row.label for row in document.table.rows]
    assert [bar.total.value for bar in body.bars] == [row.totals["projects"].published for row in document.table.rows]
    assert [bar.part and bar.part.value for bar in body.bars] == [
        row.totals["difficult"].published for row in document.table.rows
    ]
    assert [bar.aside for bar in body.bars] == [row.cells[3].text for row in document.table.rows]
    assert not any(bar.strong for bar in body.bars)


def test_a_secret_part_has_no_length(document_of: DocumentOf) -> None:
    blois = next(bar for bar in body_of(document_of(QUESTIONS["where"])).bars if bar.label == "Blois")
    assert blois.part is not None
    assert (blois.part.value, blois.part.secret, blois.aside) == (None, True, "secret")
    assert blois.total.value == 70


def test_a_secret_side_has_no_length(document_of: DocumentOf) -> None:
    body = body_of(document_of(QUESTIONS["secret_side"]))
    assert isinstance(body, Groups)
    tours, blois = body.groups[1].marks
    assert tours.value == 7
    assert (blois.value, blois.secret, blois.text) == (None, True, "secret")


def test_a_ranking_by_share_is_drawn_in_shares(document_of: DocumentOf) -> None:
    body = body_of(document_of(QUESTIONS["difficult_share"]))
    assert body.whole == 1
    values = [bar.total.value for bar in body.bars]
    assert values == sorted(values, reverse=True)
    assert max(values) <= 1


def test_the_place_asked_stands_out_with_its_rank(document_of: DocumentOf) -> None:
    document = document_of(QUESTIONS["rank"])
    bars = body_of(document).bars
    asked = next(row.text for row in document.table.rows if row.label == "Issoudun")
    assert [f"→ {bar.label}" for bar in bars if bar.strong] == [asked.partition("\u00a0:")[0]]
    assert [bar.after_gap for bar in bars] == [False] * 9 + [True]


def test_the_second_page_keeps_its_ranks(document_of: DocumentOf) -> None:
    assert body_of(document_of(QUESTIONS["second_page"])).bars[0].label.startswith("11. ")


def test_published_totals_stand_apart(document_of: DocumentOf) -> None:
    document = document_of(QUESTIONS["evolution"])
    body = body_of(document)
    assert isinstance(body, Lines)
    (series,) = body.series
    assert {point.year: point.mark.value for point in series.points} == {
        row.year: row.totals["projects"].published for row in document.table.rows
    }
    assert [point.year for point in series.points] == list(range(2016, 2026))
    assert [point.year for point in series.points if point.hollow] == [2021]


def test_totals_of_all_projects_are_not_drawn_with_another_measure(document_of: DocumentOf) -> None:
    body = body_of(document_of(QUESTIONS["evolution_share"]))
    assert body.percent
    assert [point.year for point in body.series[0].points] == SURVEYS


def test_two_places_are_two_named_series(document_of: DocumentOf) -> None:
    body = body_of(document_of(QUESTIONS["two_evolutions"]))
    assert [series.name for series in body.series] == ["Bassin d'emploi de Tours", "Bassin d'emploi d'Orléans"]
    assert [[point.year for point in series.points] for series in body.series] == [SURVEYS, SURVEYS]


def test_two_occupations_are_two_named_series(document_of: DocumentOf) -> None:
    body = body_of(document_of(QUESTIONS["two_trades"]))
    assert [series.name for series in body.series] == ["«\u00a0Caissiers\u00a0»", "«\u00a0Formateurs\u00a0»"]
    assert all(len(series.points) == len(SURVEYS) for series in body.series)


def test_places_of_far_sizes_are_compared_by_share(document_of: DocumentOf) -> None:
    assert body_of(document_of(QUESTIONS["comparison"])).whole == 0
    body = body_of(document_of(QUESTIONS["part_and_whole"]))
    assert body.whole == 1
    assert all(0 < mark.value < 1 for group in body.groups for mark in group.marks)


def test_falls_go_left(document_of: DocumentOf) -> None:
    document = document_of(QUESTIONS["fall"])
    body = body_of(document)
    assert isinstance(body, Moves)
    for move, row in zip(body.moves, document.table.rows, strict=True):
        before, after = row.before["projects"], row.totals["projects"]
        if before.published and after.published:
            assert move.change.value == after.published - before.published < 0
        else:
            assert move.change.value == (row.value.high if row.value else 0) < 0


def test_a_change_of_share_is_in_points(document_of: DocumentOf) -> None:
    moves = body_of(document_of(QUESTIONS["points"])).moves
    values = [move.change.value for move in moves]
    assert values == sorted(values)
    assert "point" in moves[0].change.text


def test_nothing_to_compare_is_no_chart(document_of: DocumentOf) -> None:
    assert chart_of(document_of(Question(Topic.FIGURES, (TOURS,), (CARERS,)))) is None
    assert chart_of(document_of(Question(Topic.TOTALS, (REGION,)))) is None


def test_the_words_for_who_does_not_see_say_the_main_figures(document_of: DocumentOf) -> None:
    ranking = chart_of(document_of(QUESTIONS["recruiting"]))
    assert ranking is not None
    assert "Professionnels de l'animation socioculturelle 937" in ranking.alt
    assert "et 5 autres lignes" in ranking.alt
    line = chart_of(document_of(QUESTIONS["evolution"]))
    assert line is not None
    assert "82\u202f216 en 2021 (total publié)" in line.alt
    assert "84\u202f515 en 2025" in line.alt
    secret = chart_of(document_of(Question(Topic.COMPARISON, (TOURS, BLOIS), ("fap2021:D1X33 fap2009:D1Z41",))))
    assert secret is not None
    assert "Bassin d'emploi de Blois secret" in secret.alt
