"""Rankings of territories, for one occupation or for all: what ``where`` and ``ranking`` share."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.exclusion import left_out
from bot.answers.pages import Page, RankedPage
from bot.answers.rank import rank_of_place
from bot.answers.scope import Area, Chosen, areas, facts, held_year, source_line
from bot.answers.suggestions import around_area, trades
from bot.answers.tables import ranked_rows
from bot.answers.thresholds import none_published, number_passing, passing, published_noun
from bot.answers.uncovered import check_covered
from bot.question import Question
from bot.writing.french import NARROW, capitalised, counted, number, percent
from bot.writing.reply import Reply, Suggestion
from knowledge.bmo.model import Measure, RankedRow, Ranking
from knowledge.library import HOME_REGION, Knowledge
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import de_, in_, the_

MIN_PROJECTS_FOR_A_SHARE = 20

_DEFAULT_LEVEL = {Level.FRANCE: Level.REGION, Level.REGION: Level.BASSIN, Level.DEPARTEMENT: Level.BASSIN}
_PART = {
    Measure.DIFFICULT: "part de projets difficiles",
    Measure.SEASONAL: "part de projets saisonniers",
    Measure.NON_SEASONAL: "part de projets non saisonniers",
}
_WHAT = {
    Measure.PROJECTS: "projets de recrutement",
    Measure.DIFFICULT: "projets difficiles",
    Measure.SEASONAL: "projets saisonniers",
    Measure.NON_SEASONAL: "projets non saisonniers",
}


def ranked_places(question: Question, knowledge: Knowledge, wanted: Chosen | None, *, topic: str) -> Reply:
    """Return the ranking of the territories asked about, for ``wanted`` or for all occupations."""
    year = held_year(question, knowledge)
    if question.rank:
        return rank_of_place(question, year, wanted, knowledge)
    within = ranked_within(question, knowledge)
    units = units_ranked(question, within, knowledge)
    check_covered([within], year, knowledge, totals_enough=wanted is None)
    measure = question.measure or Measure.PROJECTS
    least = question.ascending and measure is Measure.DIFFICULT  # by number it would only name the smallest place
    by_share = (question.share or least) and measure is not Measure.PROJECTS
    ranking = knowledge.bmo.rank_territories(
        units,
        wanted.selection if wanted else None,
        year,
        measure,
        by_share=by_share,
        limit=None,
        ascending=question.ascending,
        min_projects=MIN_PROJECTS_FOR_A_SHARE if by_share else 0,
    )
    ranking, left = left_out(ranking, question, knowledge)
    passed = passing(ranking, question, MIN_PROJECTS_FOR_A_SHARE if by_share else 0)
    page = Page.of(passed.rows, question)
    opening = f"En {year}, {within.where}" + (f", pour {wanted.name}" if wanted else "")
    return Reply(
        sentence=_sentence(page, passed, question, opening, by_share, knowledge),
        rows=ranked_rows(page.rows, year, measure, share=by_share, first=page.first),
        notes=(*_notes(passed, page, question, by_share), *left),
        source=source_line(year, [within.name], sum(row.figures.of(measure).masked for row in page.rows)),
        suggestions=(*page.buttons(), *_suggestions(page, wanted, within, year, knowledge)),
        facts={**facts(question, topic, year=year, areas_=[within], wanted=[wanted]), "share": by_share},
    )


def ranked_within(question: Question, knowledge: Knowledge) -> Area:
    """Return the area whose territories are ranked, the region when none is named.

    A place that holds no bassin (a commune, a bassin) is widened to its département.
    """
    area = areas(question, knowledge)[0]
    level = Level(question.level) if question.level else None
    if area.units[0].level is not Level.BASSIN and area.units[0].level is not level:
        return area
    for parent in knowledge.territories.parents(area.units[0]):
        if parent.level in _DEFAULT_LEVEL and parent.level is not level:
            return Area(knowledge.territories.survey_area(parent))
    return Area(knowledge.territories.survey_area(knowledge.territories.get(HOME_REGION)))


def units_ranked(question: Question, within: Area, knowledge: Knowledge) -> Sequence[Territory]:
    """Return the territories to rank: those named, else those of the level asked inside ``within``."""
    named = areas(question, knowledge) if question.territories else []
    level = Level(question.level) if question.level else _DEFAULT_LEVEL.get(within.asked.level, Level.BASSIN)
    if len(named) < 2:
        return knowledge.territories.units(level, within.asked)
    if len({unit.level for area in named for unit in area.units}) > 1:  # « les bassins du Loiret et de Gien »
        units = [unit for area in named for unit in knowledge.territories.units(level, area.asked) or area.units]
        return list({unit.ref: unit for unit in units if unit.level is level}.values())
    return [unit for area in named for unit in area.units]


def _sentence(
    page: RankedPage, passed: Ranking, question: Question, opening: str, by_share: bool, knowledge: Knowledge
) -> str:
    if not page.total:
        return f"{opening}, {none_published(passed, question, 'territoire')}."
    if page.is_next:
        return page.sentence(opening, "territoire", "territoires")
    measure = question.measure or Measure.PROJECTS
    best = knowledge.territories.get(page.rows[0].ref)
    most = "moins" if question.ascending else "plus"
    if question.threshold:
        floor = MIN_PROJECTS_FOR_A_SHARE if by_share else 0
        passes = number_passing(passed, question, _noun(page.rows[0].ref), floor)
        headline = _headline(page.rows[0], measure, by_share)
        return f"{opening}, {passes}{NARROW}; en tête, {the_(best)} avec {headline}."
    if by_share:
        superlative = f"{the_(best)} a la {most} forte {_PART[measure]}"
    else:
        superlative = f"{the_(best)} compte le {most} de {_WHAT[measure]}"
    return f"{opening}, {superlative} : {_headline(page.rows[0], measure, by_share)}."


def _noun(ref: str) -> str:
    return {"bassin": "bassin", "departement": "département"}.get(ref.partition(":")[0], "territoire")


def _headline(best: RankedRow, measure: Measure, by_share: bool) -> str:
    figures = best.figures
    share = figures.share(measure)
    part = figures.of(measure).published
    if measure is Measure.NON_SEASONAL and by_share and share is not None:
        return percent(share.value)
    if measure in {Measure.PROJECTS, Measure.NON_SEASONAL}:
        return number(part)
    whole = number(figures.projects.published)
    if by_share and share is not None:
        return f"{percent(share.value)} ({number(part)} projets sur {whole})"
    ratio = f", soit {percent(share.value)}" if share else ""
    return f"{number(part)} sur {whole}{ratio}"


def _notes(ranking: Ranking, page: RankedPage, question: Question, by_share: bool) -> tuple[str, ...]:
    notes = []
    if by_share:
        notes.append(f"Classement parmi les territoires d'au moins {MIN_PROJECTS_FOR_A_SHARE} projets publiés.")
    if ranking.masked:
        verb = (
            "n'est pas classé : son chiffre est secret"
            if ranking.masked < 2
            else "ne sont pas classés : leur chiffre est secret"
        )
        notes.append(f"{capitalised(counted(ranking.masked, 'territoire'))} {verb}.")
    note = page.note(question, *published_noun(ranking, question, "territoire"))
    return (*notes, note) if note else tuple(notes)


def _suggestions(
    page: RankedPage, wanted: Chosen | None, within: Area, year: int, knowledge: Knowledge
) -> tuple[Suggestion, ...]:
    if not page.rows:
        return around_area(within)
    best = knowledge.territories.get(page.rows[0].ref)
    area = Area(knowledge.territories.survey_area(best))
    word = f"{wanted.labels[0]} " if wanted else ""
    return (
        *trades(area, year, knowledge),
        Suggestion(f"Évolution {de_(best)}", f"évolution {word}{in_(best)} depuis 2022", spans_years=True),
        *around_area(area)[:1],
    )
