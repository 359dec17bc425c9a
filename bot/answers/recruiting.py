"""Which occupations a territory looks for: a ranking by projects, difficult or seasonal, within a sector or not."""

from __future__ import annotations

from bot.answers.exclusion import left_out
from bot.answers.pages import Page, RankedPage
from bot.answers.scope import Area, Chosen, areas, chosen, facts, held_year, source_line
from bot.answers.suggestions import around_area
from bot.answers.tables import ranked_rows
from bot.answers.thresholds import none_published, number_passing, passing, published_noun
from bot.answers.uncovered import check_covered
from bot.question import Question
from bot.writing.french import NARROW, capitalised, counted, number, percent, projects, quoted
from bot.writing.reply import Reply, Suggestion
from knowledge.bmo.model import Measure, RankedRow, Ranking
from knowledge.library import Knowledge
from knowledge.territories.model import Territory

MIN_PROJECTS_FOR_A_SHARE = 20
"""A share over fewer projects than this says little; the reply states the floor."""

_MOST = {
    Measure.PROJECTS: "le {noun} qui recrute le {most}",
    Measure.DIFFICULT: "le {noun} qui compte le {most} de projets difficiles",
    Measure.SEASONAL: "le {noun} qui compte le {most} de projets saisonniers",
    Measure.NON_SEASONAL: "le {noun} qui compte le {most} de projets non saisonniers",
}
_SHARE_OF = {
    Measure.PROJECTS: "le {noun} qui recrute le {most}",
    Measure.DIFFICULT: "le {noun} dont la part de projets difficiles est la {most} forte",
    Measure.SEASONAL: "le {noun} dont la part de projets saisonniers est la {most} forte",
    Measure.NON_SEASONAL: "le {noun} dont la part de projets non saisonniers est la {most} forte",
}


def answer(question: Question, knowledge: Knowledge) -> Reply:
    """Return the occupations most looked for in the area asked (all areas together when several are named)."""
    year = held_year(question, knowledge)
    places = areas(question, knowledge)
    check_covered(places, year, knowledge)
    measure = question.measure or Measure.PROJECTS
    by_share = (question.share or question.ascending) and measure is not Measure.PROJECTS
    sector = chosen(question.occupations[0], year, knowledge) if question.occupations else None
    units = list({unit.ref: unit for place in places for unit in place.units}.values())
    if len({unit.level for unit in units}) > 1:
        units = list(places[0].units)
        places = places[:1]
    ranking, left = left_out(_ranking(question, units, year, sector, by_share, knowledge), question, knowledge)
    passed = passing(ranking, question, MIN_PROJECTS_FOR_A_SHARE if by_share else 0)
    page = Page.of(passed.rows, question)
    where = " et ".join(place.where for place in places)
    within = f", secteur {quoted(sector.labels[0])}" if sector else ""
    return Reply(
        sentence=_sentence(page, passed, question, f"En {year}, {where}{within}", by_share),
        rows=ranked_rows(page.rows, year, measure, share=by_share, first=page.first),
        notes=(*_notes(places, passed, page, question, by_share), *left),
        source=source_line(year, [place.name for place in places], ranking.masked),
        suggestions=(*page.buttons(), *_suggestions(question, places[0], page)),
        facts={**facts(question, "recruiting", year=year, areas_=places, wanted=[sector]), "share": by_share},
    )


def _ranking(
    question: Question,
    units: list[Territory],
    year: int,
    sector: Chosen | None,
    by_share: bool,
    knowledge: Knowledge,
) -> Ranking:
    measure = question.measure or Measure.PROJECTS
    floor = MIN_PROJECTS_FOR_A_SHARE if by_share else 0
    if question.grain:
        labels = knowledge.occupations.domain_labels()
        return knowledge.bmo.top_sectors(
            units, year, measure, labels, by_share=by_share, limit=None,
            ascending=question.ascending, min_projects=floor,
        )  # fmt: skip
    return knowledge.bmo.top_occupations(
        units, year, measure, by_share=by_share, sector=sector.refs[0] if sector else "", limit=None,
        ascending=question.ascending, min_projects=floor,
    )  # fmt: skip


def _noun(question: Question) -> str:
    return "secteur" if question.grain else "métier"


def _sentence(page: RankedPage, passed: Ranking, question: Question, opening: str, by_share: bool) -> str:
    measure, noun = question.measure or Measure.PROJECTS, _noun(question)
    if not page.total:
        return f"{opening}, {none_published(passed, question, noun)}."
    if page.is_next:
        return page.sentence(opening, noun, f"{noun}s")
    best = page.rows[0]
    if question.threshold:
        passes = number_passing(passed, question, noun, MIN_PROJECTS_FOR_A_SHARE if by_share else 0)
        headline = _headline(best, measure, by_share)
        return f"{opening}, {passes}{NARROW}; en tête, {quoted(best.label)} : {headline}."
    most = "moins" if question.ascending else "plus"
    wording = (_SHARE_OF if by_share else _MOST)[measure].format(most=most, noun=_noun(question))
    return f"{opening}, {wording} est {quoted(best.label)} : {_headline(best, measure, by_share)}."


def _headline(best: RankedRow, measure: Measure, by_share: bool) -> str:
    figures = best.figures
    share = figures.share(measure)
    if by_share and share is not None and measure is Measure.NON_SEASONAL:
        return percent(share.value)
    if by_share and share is not None:
        part = figures.of(measure).published
        return f"{percent(share.value)} ({number(part)} sur {projects(figures.projects.published)})"
    if measure is Measure.PROJECTS:
        return projects(figures.projects.published)
    if measure is Measure.NON_SEASONAL:
        return projects(figures.non_seasonal.published, measure)
    ratio = f", soit {percent(share.value)}" if share else ""
    total = number(figures.projects.published)
    return f"{projects(figures.of(measure).published, measure)} sur {total}{ratio}"


def _notes(
    places: list[Area], ranking: Ranking, page: RankedPage, question: Question, by_share: bool
) -> tuple[str, ...]:
    notes = [place.note for place in places if place.note]
    if by_share:
        notes.append(f"Classement parmi les {_noun(question)}s d'au moins {MIN_PROJECTS_FOR_A_SHARE} projets publiés.")
    if ranking.masked:
        masked = counted(ranking.masked, _noun(question))
        verb = "n'est pas classé : son chiffre est secret" if ranking.masked < 2 else (
            "ne sont pas classés : leur chiffre est secret"
        )  # fmt: skip
        notes.append(f"{capitalised(masked)} {verb}.")
    note = page.note(question, *published_noun(ranking, question, _noun(question)))
    return (*notes, note) if note else tuple(notes)


def _suggestions(question: Question, place: Area, page: RankedPage) -> tuple[Suggestion, ...]:
    if not page.total:
        every = Suggestion("Tous les métiers qui recrutent", f"quels métiers recrutent {place.where} ?")
        narrowed = question.occupations or question.measure or question.threshold
        return (*((every,) if narrowed else ()), *around_area(place))
    offers = []
    if question.measure is not Measure.DIFFICULT:
        offers.append(Suggestion("Lesquels sont difficiles ?", f"métiers en tension {place.where}", "employer"))
    if question.measure is not Measure.SEASONAL:
        offers.append(Suggestion("Les saisonniers", f"métiers saisonniers {place.where}", "job_seeker"))
    return (*offers, *around_area(place))
