"""Places the base does not detail: say so, and ask the same question of the nearest wider place that is detailed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.answers.asking import cell_of
from bot.answers.scope import Area, UnanswerableError, source_line, year_of
from bot.answers.suggestions import asks
from bot.answers.telling import cell_says
from bot.question import Question, Topic
from bot.writing.blocks import Facts
from bot.writing.french import capitalised, listed
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.bmo.model import Measure
from knowledge.figures.query import Query
from knowledge.library import HOME_REGION, Knowledge
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import de_, in_, named, the_

logger = logging.getLogger(__name__)

_LEVELS = {Level.REGION: "région", Level.DEPARTEMENT: "département"}

_ALONE = {Topic.WHERE: Topic.FIGURES, Topic.PROGRESS: Topic.EVOLUTION}
"""The question on a whole place that stands for a list of what it holds."""


def log_lacking(place: Territory, year: int) -> None:
    """Tell whoever runs the assistant, and nobody else, what a workbook would bring."""
    logger.info("No detail of %s in %s: `python -m knowledge import-bmo` loads all of France.", place.ref, year)


def check_covered(places: Sequence[Area], year: int, knowledge: Knowledge, *, totals_enough: bool = False) -> None:
    """Raise UnanswerableError, with the total held, when the base does not detail one of ``places``."""
    enough = {"rows", "reference"} if totals_enough else {"rows"}
    for place in places:
        if any(knowledge.bmo.coverage(unit, year) not in enough for unit in place.units):
            log_lacking(place.asked, year)
            raise UnanswerableError(_total(place, year, knowledge))


def detailed_around(place: Area, year: int, knowledge: Knowledge) -> Territory | None:
    """Return the nearest place that holds ``place`` and whose métiers are held, None when there is none."""
    around = knowledge.territories.parents(place.units[0]) if place.units else ()
    return next((parent for parent in around if knowledge.bmo.coverage(parent, year) == "rows"), None)


def widened(question: Question, knowledge: Knowledge) -> Question | None:
    """Return the same question of the nearest places that are detailed, None when it is already asked of them.

    Where the parts of a detailed place are not (« quels bassins de Bretagne… »), the place as a whole, or the régions.
    """
    year = year_of(question, knowledge)
    refs = question.territories or (HOME_REGION,)
    found = [_detailed(ref, year, knowledge) for ref in refs]
    wider = tuple(dict.fromkeys(ref for ref in found if ref))
    if None in found or wider == refs:
        return _of_the_whole(question, refs, knowledge)
    alone = question.topic is Topic.COMPARISON and max(len(wider), len(question.occupations)) < 2
    topic = (Topic.FIGURES if question.occupations else Topic.TOTALS) if alone else question.topic
    return replace(question, topic=topic, territories=wider)


def _detailed(ref: str, year: int, knowledge: Knowledge) -> str | None:
    place = Area(knowledge.territories.survey_area(knowledge.territories.get(ref)))
    if place.units and all(knowledge.bmo.coverage(unit, year) == "rows" for unit in place.units):
        return ref
    parent = detailed_around(place, year, knowledge)
    return parent.ref if parent else None


def _of_the_whole(question: Question, refs: tuple[str, ...], knowledge: Knowledge) -> Question | None:
    if question.topic not in _ALONE or not question.occupations:
        return None
    country = knowledge.territories.get(refs[0]).level is Level.FRANCE
    if country and question.level and question.level != Level.REGION.value:
        return replace(question, level=Level.REGION.value)
    return None if country else replace(question, topic=_ALONE[question.topic], level="", rank=False)


def stood_for(question: Question, wider: Question, reply: Reply, knowledge: Knowledge) -> Reply:
    """Return the reply to the wider question with the limit, said first unless the place was asked before."""
    get = knowledge.territories.get
    lacking = [get(ref) for ref in question.territories if ref not in wider.territories]
    if not lacking:
        where = get((wider.territories or (HOME_REGION,))[0])
        return replace(reply, sentence=f"{_only_whole(wider, where)} {reply.sentence}")
    year = year_of(question, knowledge)
    for place in lacking:
        log_lacking(place, year)
    units = [unit.ref for place in lacking for unit in knowledge.territories.survey_area(place).units]
    known = reply.facts.but(lacking=tuple(units))
    limit = f"je n'ai pas le détail par métier {listed([de_(each) for each in lacking])}"
    given = [get(ref) for ref in wider.territories if ref not in question.territories]
    if "territories" in question.inherited and given:
        note = f"Chiffres {listed([de_(each) for each in given])} : {limit}."
        return replace(reply, notes=(note, *reply.notes), facts=known)
    here = f" : voici {_called(given, len(lacking))}" if given else ""
    totals = _totals(lacking, year, knowledge) if question.topic is Topic.RECRUITING else ()
    return replace(
        reply, sentence=f"{capitalised(limit)}{here}. {reply.sentence}", notes=(*totals, *reply.notes), facts=known
    )


def _only_whole(wider: Question, place: Territory) -> str:
    if wider.level == Level.REGION.value:
        return f"Je n'ai le détail de ce métier que par région, pas plus finement {in_(place)}."
    return f"Je n'ai ce métier ni par bassin ni par département {in_(place)}, seulement le total."


def _called(given: Sequence[Territory], asked: int) -> str:
    """« celui de sa région », « celui de leurs régions », « celui de la France »."""
    if len(given) > 1:
        return "celui de leurs régions"
    level = _LEVELS.get(given[0].level)
    return f"celui de {'leur' if asked > 1 else 'sa'} {level}" if level else f"celui {de_(given[0])}"


def _totals(lacking: Sequence[Territory], year: int, knowledge: Knowledge) -> tuple[str, ...]:
    """« Dans le bassin d'emploi de Lens, tous métiers confondus : au moins 7 866 projets… », where it is held."""
    areas = [Area(knowledge.territories.survey_area(place)) for place in lacking]
    held = [area for area in areas if all(knowledge.bmo.coverage(unit, year) != "none" for unit in area.units)]
    return tuple(
        f"Tous métiers confondus, {area.where} : "
        f"{cell_says(cell_of(Query((area.asked.ref,), (year,)), knowledge), Measure.PROJECTS)}."
        for area in held
    )


def _total(place: Area, year: int, knowledge: Knowledge) -> Reply:
    """The total of the first place held among a place and those around it, where nothing wider is detailed."""
    around = [*(place.units if len(place.units) == 1 else ()), *knowledge.territories.parents(place.units[0])]
    known = next((each for each in around if knowledge.bmo.coverage(each, year) != "none"), None)
    facts = Facts(topic=ReplyTopic.NOT_HELD, year=year, asked=(place.asked.ref,))
    if known is None:
        sentence = f"Je n'ai pas les chiffres {year} de ce territoire ({named(place.asked)})."
        return Reply(sentence=sentence, facts=facts)
    cell, where = cell_of(Query((known.ref,), (year,)), knowledge), in_(known)
    only = "Je n'en connais que" if known.ref == place.units[0].ref else "Le plus proche que je connaisse est"
    return Reply(
        sentence=(
            f"Je n'ai pas le détail des chiffres {year} pour {the_(place.asked)}. "
            f"{only} le total {where} : {cell_says(cell, Measure.PROJECTS)}."
        ),
        source=source_line(year, [named(known)], cell.figures.projects.masked if cell.figures else 0),
        suggestions=(Suggestion(f"Chiffres clés {where}", f"chiffres clés {where}", asks=asks(Topic.TOTALS, known)),),
        facts=facts.but(territories=(known.ref,)),
    )
