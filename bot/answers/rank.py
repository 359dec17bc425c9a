"""The rank of one place among those of its level: « le bassin d'emploi d'Amboise est 8e sur 22 »."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.scope import Area, Chosen, areas, facts, source_line
from bot.answers.suggestions import around_area
from bot.answers.tables import ranked_rows, secret_cells
from bot.answers.uncovered import check_covered
from bot.question import Question
from bot.writing.french import NARROW, NO_BREAK, adjective, capitalised, counted, number, percent
from bot.writing.reply import Reply, Row
from knowledge.bmo.model import Figures, Measure, RankedRow, Sum
from knowledge.library import Knowledge
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import the_

_NOUNS = {Level.BASSIN: "bassins d'emploi", Level.DEPARTEMENT: "départements", Level.REGION: "régions"}


def rank_of_place(question: Question, year: int, wanted: Chosen | None, knowledge: Knowledge) -> Reply:
    """Return where each place of the question stands among those of its level in its région (régions: in France)."""
    places = areas(question, knowledge)
    check_covered(places, year, knowledge, totals_enough=wanted is None)
    first = places[0].units[0]
    asked = {unit.ref: unit for place in places for unit in place.units if unit.level is first.level}
    within = _within(places[0], knowledge)
    measure = question.measure or Measure.PROJECTS
    by_share = question.share and measure is not Measure.PROJECTS
    ranking = knowledge.bmo.rank_territories(
        knowledge.territories.units(first.level, within.asked),
        wanted.selection if wanted else None,
        year,
        measure,
        by_share=by_share,
        limit=None,
        min_projects=0,
    )
    ranks = _ranks(ranking.rows, measure, by_share)
    numbered = ranked_rows(ranking.rows, year, measure, share=by_share)
    lines = {row.ref: line for row, line in zip(ranking.rows, numbered, strict=True)}
    first_rows = [row.ref for row in ranking.rows[: question.page]]
    further = [ref for ref in asked if ref in lines and ref not in first_rows]
    shown = [*first_rows[: max(question.page - len(further), 0)], *further]
    about = f", pour {wanted.name}" if wanted else ""
    figures = {row.ref: row.figures for row in ranking.rows}
    stands = [
        _stands(unit, ranks.get(ref), len(ranks), figures.get(ref), measure, by_share) for ref, unit in asked.items()
    ]
    told = f"{NARROW}; ".join(stands)
    hidden = sum(secret_cells(row.figures, measure) for row in ranking.rows) + ranking.masked
    return Reply(
        sentence=f"En {year}, {within.where}{about}, {told}.",
        rows=tuple(_marked(lines[ref], ranks[ref], ref in asked) for ref in shown),
        notes=(*(place.note for place in places if place.note), *_unranked(ranking.masked, first.level)),
        source=source_line(year, [within.name], hidden),
        suggestions=around_area(places[0]),
        facts={
            **facts(question, "rank", year=year, areas_=places, wanted=[wanted]),
            "rank": ranks.get(first.ref),
            "of": len(ranks),
        },
    )


def _ranks(rows: Sequence[RankedRow], measure: Measure, by_share: bool) -> dict[str, int]:
    """Return the rank of each ref; equal figures share theirs."""

    def value(row: RankedRow) -> float:
        share = row.figures.share(measure) if by_share else None
        return share.value if share else float(row.figures.of(measure).published)

    values = [value(row) for row in rows]
    return {row.ref: 1 + sum(other > mine for other in values) for row, mine in zip(rows, values, strict=True)}


def _unranked(masked: int, level: Level) -> tuple[str, ...]:
    if not masked:
        return ()
    noun = {Level.BASSIN: "bassin", Level.DEPARTEMENT: "département"}.get(level, "territoire")
    verb = (
        "n'est pas classé : son chiffre est secret" if masked < 2 else "ne sont pas classés : leur chiffre est secret"
    )
    return (f"{capitalised(counted(masked, noun))} {verb}.",)


def _within(place: Area, knowledge: Knowledge) -> Area:
    """The région of a bassin or a département; France for a région."""
    parents = knowledge.territories.parents(place.units[0])
    wider = [parent for parent in parents if parent.level is Level.REGION] or list(parents[-1:])
    return Area(knowledge.territories.survey_area(wider[0] if wider else place.units[0]))


def _stands(
    unit: Territory, rank: int | None, total: int, figures: Figures | None, measure: Measure, by_share: bool
) -> str:
    subject = the_(unit)
    if rank is None or figures is None:
        return f"{subject} n'a pas de chiffre publié à classer"
    share = figures.share(measure)
    figure = percent(share.value) if by_share and share else _number(figures.of(measure))
    what = f"la part de projets{adjective(measure, 2)}" if by_share else f"le nombre de projets{adjective(measure, 2)}"
    level = _NOUNS.get(unit.level, "territoires")
    ordinal = "1er" if rank == 1 else f"{rank}e"
    return f"{subject} est {ordinal} sur {total}{NO_BREAK}{level} pour {what} : {figure}"


def _number(total: Sum) -> str:
    return f"au moins {number(total.published)}" if total.masked else number(total.published)


def _marked(row: Row, rank: int, asked: bool) -> Row:
    """Return the row with its rank, and an arrow when its place is asked about, so that it is found at once."""
    text = f"{rank}. {row.text.partition('. ')[2]}"
    return replace(row, text=f"→ {text}" if asked else text)
