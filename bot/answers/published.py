"""Years without rows (before 2022): the totals that press and administrations published, said to be so."""

from __future__ import annotations

from bot.answers.scope import Area, facts
from bot.answers.suggestions import around_area
from bot.question import Question
from bot.writing.french import NARROW, capitalised, listed, number, projects
from bot.writing.reply import Reply, Row
from knowledge.bmo.model import Measure, PublishedTotal
from knowledge.library import Knowledge
from knowledge.territories.wording import in_


def published_reply(question: Question, place: Area, year: int, knowledge: Knowledge) -> Reply:
    """Return the published total of ``year`` for the area, else for the first wider one that has it, else the years."""
    for territory in (*place.units[:1], *knowledge.territories.parents(place.units[0])):
        for total in knowledge.bmo.published_totals(territory.ref):
            if total.year == year:
                where = Area(knowledge.territories.survey_area(territory))
                return _told(question, place, where, total, listed([str(each) for each in knowledge.bmo.years()]))
    return _unknown(question, place, year, knowledge)


def said(total: PublishedTotal, measure: Measure = Measure.PROJECTS) -> str:
    """Return a published total in words: « environ 56 700 projets de recrutement, dont 36 % saisonniers »."""
    about = "environ " if total.approximate else ""
    parts = [
        f"{_percent(value)} {word}"
        for value, word in ((total.difficult_percent, "difficiles"), (total.seasonal_percent, "saisonniers"))
        if value is not None
    ]
    asked = {Measure.DIFFICULT: total.difficult_percent, Measure.SEASONAL: total.seasonal_percent}.get(measure)
    missing = measure is not Measure.PROJECTS and asked is None
    unknown = "; la part demandée n'a pas été publiée" if missing else ""
    share = f", dont {' et '.join(parts)}" if parts else ""
    return f"{about}{projects(total.projects)}{share}{NARROW + unknown if unknown else ''}"


def _de(amount: str) -> str:
    return f"d'{amount}" if amount.startswith("environ") else f"de {amount}"


def _percent(value: float) -> str:
    return f"{number(value, 0 if value == int(value) else 1)}{NARROW}%"


def _told(question: Question, place: Area, where: Area, total: PublishedTotal, held: str) -> Reply:
    measure = question.measure or Measure.PROJECTS
    wider = where.units[0].ref != place.units[0].ref
    opening = f"Je n'ai pas de total pour {total.year} {place.where}, mais " if wider else ""
    sentence = f"{opening}en {total.year}, {in_(where.units[0])}, le total publié est {_de(said(total, measure))}."
    row = Row(
        label=str(total.year),
        ref=str(total.year),
        year=total.year,
        text="",
        territory=where.units[0].ref,
        published_total=total.projects,
    )
    return Reply(
        sentence=capitalised(sentence),
        rows=(row,),
        notes=(f"C'est un total publié : je n'ai le détail par métier que pour {held}.",),
        source=f"Source : France Travail, enquête BMO {total.year}, d'après {total.source}.",
        suggestions=around_area(place),
        facts={
            **facts(question, "totals", year=total.year, areas_=[where]),
            "published_total": {
                "projects": total.projects,
                "difficult_percent": total.difficult_percent,
                "seasonal_percent": total.seasonal_percent,
                "approximate": total.approximate,
            },
        },
    )


def _unknown(question: Question, place: Area, year: int, knowledge: Knowledge) -> Reply:
    rows = listed([str(each) for each in knowledge.bmo.years()])
    totals = sorted({total.year for unit in place.units for total in knowledge.bmo.published_totals(unit.ref)})
    older = [str(each) for each in totals if each not in knowledge.bmo.years()]
    more = f", et un total publié pour {listed(older)}" if older else ""
    return Reply(
        sentence=f"Je n'ai aucun chiffre pour {year} {place.where}. Je détiens les enquêtes {rows}{more}.",
        suggestions=around_area(place),
        facts={**facts(question, "year_not_held", year=year, areas_=[place])},
    )
