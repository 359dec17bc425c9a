"""The rank of one place among those of its level: « le bassin d'emploi d'Amboise est 8e sur 22 »."""

from __future__ import annotations

from bot.answers.french import NO_BREAK, adjective, number, percent
from bot.answers.reply import Reply, Row
from bot.answers.scope import Area, Chosen, areas, facts, source_line
from bot.answers.suggestions import around_area
from bot.answers.tables import ranked_rows
from bot.answers.uncovered import check_covered
from bot.question import Question
from knowledge.bmo.model import Measure, RankedRow
from knowledge.library import Knowledge
from knowledge.territories.model import Level
from knowledge.territories.wording import the_

_NOUNS = {Level.BASSIN: "bassins d'emploi", Level.DEPARTEMENT: "départements", Level.REGION: "régions"}


def rank_of_place(question: Question, year: int, wanted: Chosen | None, knowledge: Knowledge) -> Reply:
    """Return where the place of the question stands among those of its level in its région (régions: in France)."""
    place = areas(question, knowledge)[0]
    check_covered([place], year, knowledge, totals_enough=wanted is None)
    focus = place.units[0]
    within = _within(place, knowledge)
    measure = question.measure or Measure.PROJECTS
    by_share = question.share and measure is not Measure.PROJECTS
    ranking = knowledge.bmo.rank_territories(
        knowledge.territories.units(focus.level, within.asked),
        wanted.selection if wanted else None,
        year,
        measure,
        by_share=by_share,
        limit=None,
        min_projects=0,
    )
    numbered = ranked_rows(ranking.rows, year, measure, share=by_share)
    shown = numbered[: question.page]
    found = next(((rank, row) for rank, row in enumerate(ranking.rows, start=1) if row.ref == focus.ref), None)
    if found is not None and found[0] > len(shown):
        shown = (*shown[:-1], numbered[found[0] - 1])
    about = f", pour {wanted.name}" if wanted else ""
    return Reply(
        sentence=f"En {year}, {within.where}{about}, {_stands(place, found, len(ranking.rows), measure, by_share)}.",
        rows=tuple(_marked(row, focus.ref) for row in shown),
        notes=(place.note,) if place.note else (),
        source=source_line(year, [within.name], sum(row.figures.of(measure).masked for row in ranking.rows)),
        suggestions=around_area(place),
        facts={
            **facts(question, "rank", year=year, areas_=[place], wanted=[wanted]),
            "rank": found[0] if found else None,
            "of": len(ranking.rows),
        },
    )


def _within(place: Area, knowledge: Knowledge) -> Area:
    """The région of a bassin or a département; France for a région."""
    parents = knowledge.territories.parents(place.units[0])
    wider = [parent for parent in parents if parent.level is Level.REGION] or list(parents[-1:])
    return Area(knowledge.territories.survey_area(wider[0] if wider else place.units[0]))


def _stands(place: Area, found: tuple[int, RankedRow] | None, total: int, measure: Measure, by_share: bool) -> str:
    subject = the_(place.units[0])
    if found is None:
        return f"{subject} n'a pas de chiffre publié à classer"
    rank, row = found
    share = row.figures.share(measure)
    figure = percent(share.value) if by_share and share else number(row.figures.of(measure).published)
    what = f"la part de projets{adjective(measure, 2)}" if by_share else f"le nombre de projets{adjective(measure, 2)}"
    level = _NOUNS.get(place.units[0].level, "territoires")
    ordinal = "1er" if rank == 1 else f"{rank}e"
    return f"{subject} est {ordinal} sur {total}{NO_BREAK}{level} pour {what} : {figure}"


def _marked(row: Row, ref: str) -> Row:
    """Return the row of the place itself with an arrow, so that it is found at once in the list."""
    if row.ref != ref:
        return row
    return Row(row.label, row.ref, row.year, f"→ {row.text}", row.figures, territory=row.territory)
