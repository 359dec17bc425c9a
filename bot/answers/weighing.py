"""« c'est bouché ? », « c'est normal ? », « ça va mal chez nous ? »: questions that figures weigh and no yes settles.

The verdict is a clause before the figures it is drawn from, told only where their bounds settle it.
"""

from __future__ import annotations

from dataclasses import replace

from bot.answers.appraisal import answer as appraisal
from bot.answers.scope import year_of
from bot.question import WORK, Question, Topic
from bot.reading.speaker import EMPLOYER, JOB_SEEKER
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from knowledge.bmo.model import Measure
from knowledge.errors import KnowledgeError
from knowledge.figures.evaluate import evaluate
from knowledge.figures.interval import Interval
from knowledge.figures.query import Query, Statistic
from knowledge.figures.scope import place_of
from knowledge.figures.sums import NOBODY, Figures
from knowledge.figures.values import share_of
from knowledge.library import HOME_REGION, Knowledge
from knowledge.territories.model import Level
from knowledge.territories.wording import in_

_HALF = 0.5
_FEW = 10
"""Fewer projects than this are called few."""
_NEARLY_ALL = 0.9
_PROMISING = "c'est plutôt porteur"
_CLOSED = "c'est plutôt bouché ici"
_OF_ONE_PLACE = frozenset({ReplyTopic.FIGURES, ReplyTopic.TOTALS})


def weighed(reply: Reply, question: Question, role: str, knowledge: Knowledge) -> Reply:
    """Return the reply with its verdict first, as it is where its figures settle none.

    ``role``: who asks, "" when nothing tells. Only one figure of the latest survey is weighed.
    """
    if reply.topic is ReplyTopic.PORTRAIT and (paid := appraisal(question, knowledge)) is not None:
        return replace(reply, sentence=f"{paid.sentence} {reply.sentence}")
    verdict = _verdict(reply, question, role, knowledge)
    if not verdict:
        return reply
    sentence = f"{verdict[:1].upper()}{verdict[1:]} : {reply.sentence[:1].lower()}{reply.sentence[1:]}"
    return replace(reply, sentence=sentence)


def _verdict(reply: Reply, question: Question, role: str, knowledge: Knowledge) -> str:
    figures = reply.rows[0].figures if len(reply.rows) == 1 else NOBODY if not reply.rows else None
    plain = not (question.statistic or question.threshold or question.excluded or question.rank)
    recent = year_of(question, knowledge) == knowledge.bmo.latest_year()
    told = figures is not None and plain and recent and not reply.facts.lacking
    if figures is None or not told:
        return ""
    if question.measure is Measure.SEASONAL and reply.topic in _OF_ONE_PLACE:
        return _season(figures)
    if reply.topic is ReplyTopic.TOTALS and question.measure is None:
        return _faring(question, knowledge)
    if reply.topic is ReplyTopic.FIGURES and question.measure in {None, Measure.DIFFICULT}:
        return _of_trade(figures, question, role)
    return ""


def _of_trade(figures: Figures, question: Question, role: str) -> str:
    if not figures.projects.cells:  # who recruits nobody is no trouble of an employer
        return "" if role == EMPLOYER or question.measure else _CLOSED
    hard = _most_are_hard(figures)
    if role == EMPLOYER or (question.measure is Measure.DIFFICULT and question.seeking != WORK):
        return _trouble(hard, common=question.measure is Measure.DIFFICULT)
    return _prospects(figures.interval(Measure.PROJECTS), hard, seeks=role == JOB_SEEKER or question.seeking == WORK)


def _most_are_hard(figures: Figures) -> bool | None:
    """Return whether most projects are called hard to fill, None when secret values leave it open."""
    return _most_are(figures, Measure.DIFFICULT)


def _most_are(figures: Figures, measure: Measure) -> bool | None:
    share = share_of(figures, measure)
    if share is None:
        return None
    return True if share.interval.low >= _HALF else False if share.interval.high < _HALF else None


def _season(figures: Figures) -> str:
    """Whether most of the projects are seasonal, nearly all where their bounds say so."""
    share, most = share_of(figures, Measure.SEASONAL), _most_are(figures, Measure.SEASONAL)
    if share is None or most is None:
        return ""
    if most:
        least = share.interval.low
        much = "tous" if least >= 1 else "presque tous" if least >= _NEARLY_ALL else "la plupart"
        return f"{much} sont saisonniers"
    return "la plupart ne sont pas saisonniers" if share.interval.high > 0 else "aucun n'est saisonnier"


def _trouble(hard: bool | None, *, common: bool) -> str:
    """For who recruits: whether others have the same trouble."""
    if hard is None:
        return ""
    if common:
        return "c'est courant" if hard else "ce n'est pas le cas le plus fréquent"
    return f"la plupart des employeurs {'' if hard else 'ne '}s'attendent {'' if hard else 'pas '}à peiner"


def _prospects(projects: Interval, hard: bool | None, *, seeks: bool) -> str:
    """Whether there are posts, and whether employers struggle to fill them: good news for who ``seeks`` one only."""
    if projects.high < _FEW:
        return "peu de postes sont annoncés"
    if projects.low < _FEW or hard is None:
        return ""
    if hard:
        return _PROMISING if seeks else "il y a des postes, et la plupart des employeurs s'attendent à peiner"
    return "il y a des postes, mais la plupart des employeurs ne s'attendent pas à peiner"


def _faring(question: Question, knowledge: Knowledge) -> str:
    """For a place: whether its projects move better or worse than those of its région (of France, for a région)."""
    place = (question.territories or (HOME_REGION,))[0]
    if question.topic is not Topic.TOTALS or "|" in place or len(question.territories) > 1:
        return ""
    unit = place_of(place, knowledge).units[0]
    wanted = Level.FRANCE if unit.level is Level.REGION else Level.REGION
    around = next((each for each in knowledge.territories.parents(unit) if each.level is wanted), None)
    if around is None:
        return ""
    year = year_of(question, knowledge)
    here, there = (_move(each, year, knowledge) for each in (place, around.ref))
    if here is None or there is None or not here.direction or not (here.is_above(there) or there.is_above(here)):
        return ""
    if here.direction != there.direction:
        moved, other = ("progressent", "reculent") if here.direction > 0 else ("reculent", "progressent")
        return f"les projets y {moved}, quand ils {other} {in_(around)}" if there.direction else ""
    verb = "progressent" if here.direction > 0 else "reculent"
    more = "plus" if here.is_above(there) is (here.direction > 0) else "moins"
    return f"sur un an, les projets y {verb} {more} qu'{in_(around)}"


def _move(place: str, year: int, knowledge: Knowledge) -> Interval | None:
    """Return the change over a year, as a ratio with its bounds; None where a survey is not held."""
    try:
        cell = evaluate(Query((place,), (year - 1, year), statistic=Statistic.GROWTH), knowledge).cells[0]
    except KnowledgeError:
        return None
    return cell.value.interval if cell.value else None
