"""What can be asked after a list: each a sentence the user could have typed."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.breakdown import Listed
from bot.answers.scope import Area
from bot.answers.suggestions import SINCE_2022, around_area, asks, trades
from bot.question import Topic
from bot.writing.french import adjective
from bot.writing.reply import Suggestion
from knowledge.bmo.model import Measure
from knowledge.figures.query import Statistic
from knowledge.figures.result import Cell
from knowledge.library import Knowledge
from knowledge.territories.wording import de_, in_


def next_steps(asked: Listed, cells: tuple[Cell, ...], knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """Return the questions that go on from a list."""
    if asked.changes:
        return _after_changes(asked, cells, knowledge)
    if asked.kind.dimension.is_territory:
        return (*_in_number(asked), *_after_places(asked, cells, knowledge))
    return (*_in_number(asked), *_after_occupations(asked, cells))


def _in_number(asked: Listed) -> tuple[Suggestion, ...]:
    """After a list by share, the same by number: the two do not name the same rows."""
    if asked.query.statistic is not Statistic.SHARE:
        return ()
    noun = f"{'quelles' if asked.kind.feminine else 'quels'} {asked.kind.plural}"
    about = "".join(f" : {each.labels[0]}" for each in asked.wanted[:1])
    text = f"{noun} comptent le plus de projets{adjective(asked.query.measure, 2)} {asked.where}{about} ?"
    return (Suggestion("En nombre de projets", text),)


def _after_occupations(asked: Listed, cells: tuple[Cell, ...]) -> tuple[Suggestion, ...]:
    question, place = asked.question, asked.places[0]
    if not cells and not asked.query.within:
        sentence = f"quels métiers recrutent {place.where} ?"
        every = Suggestion("Tous les métiers qui recrutent", sentence, asks=asks(Topic.RECRUITING, place))
        narrowed = question.occupations or question.measure or question.threshold
        return (*((every,) if narrowed else ()), *around_area(place))
    offers = []
    if question.measure is not Measure.DIFFICULT:
        difficult = asks(Topic.RECRUITING, place, measure=Measure.DIFFICULT)
        sentence = f"métiers en tension {place.where}"
        offers.append(Suggestion("Lesquels sont difficiles ?", sentence, "employer", asks=difficult))
    if question.measure is not Measure.SEASONAL:
        seasonal = asks(Topic.RECRUITING, place, measure=Measure.SEASONAL)
        sentence = f"métiers saisonniers {place.where}"
        offers.append(Suggestion("Les saisonniers", sentence, "job_seeker", asks=seasonal))
    return (*offers, *around_area(place))


def _after_places(asked: Listed, cells: tuple[Cell, ...], knowledge: Knowledge) -> tuple[Suggestion, ...]:
    if not cells:
        return around_area(asked.places[0])
    best = knowledge.territories.get(cells[0].ref)
    area = Area(knowledge.territories.survey_area(best))
    word = f"{asked.wanted[0].labels[0]} " if asked.wanted else ""
    return (
        *trades(area, asked.query.year, knowledge),
        Suggestion(
            f"Évolution {de_(best)}",
            f"évolution {word}{in_(best)} depuis 2022",
            spans_years=True,
            asks=asks(Topic.EVOLUTION, best, asked.question, years=SINCE_2022),
        ),
        *around_area(area)[:1],
    )


def _after_changes(asked: Listed, cells: tuple[Cell, ...], knowledge: Knowledge) -> tuple[Suggestion, ...]:
    span = f"entre {asked.query.years[0]} et {asked.query.year}"
    what = f"{'quelles' if asked.kind.feminine else 'quels'} {asked.kind.plural}"
    other = "progressé" if asked.query.ascending else "baissé"
    agreed = "Celles" if asked.kind.feminine else "Ceux"
    way = "up" if asked.query.ascending else "down"
    opposite = replace(asked.question.alone, movement=way, direction="", ascending=False, skip=0)
    sentence = f"{what} ont le plus {other} {asked.where} {span} ?"
    offers = [Suggestion(f"{agreed} qui ont {other}", sentence, asks=opposite)]
    if asked.kind.dimension.is_territory and cells:
        best = knowledge.territories.get(cells[0].ref)
        sentence = f"quels métiers ont le plus progressé {in_(best)} ?"
        rising = asks(Topic.PROGRESS, best, movement="up")
        offers.append(Suggestion(f"Les métiers {de_(best)}", sentence, asks=rising))
    else:
        offers.extend(trades(asked.places[0], asked.query.year, knowledge))
    return (*offers, *around_area(asked.places[0]))
