"""« c'est beaucoup ? », « c'est normal ? »: the figure just told, above or below that of the region or of France."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.answers.evolution import followed
from bot.answers.job_seekers import shared
from bot.answers.limits import continued
from bot.answers.profile import codes_of, told_of
from bot.answers.registry import answer as answer_again
from bot.answers.scope import Area, UnanswerableError, areas, chosen, source_line, year_of
from bot.answers.span import span_of
from bot.answers.suggestions import around_area
from bot.question import Question, Topic
from bot.writing.french import NARROW, adjective, number, percent
from bot.writing.insight import Subject, findings, than
from bot.writing.reply import Reply
from bot.writing.reply_topics import ReplyTopic
from bot.writing.values import said, span
from knowledge.bmo.model import Measure
from knowledge.errors import KnowledgeError
from knowledge.figures.evaluate import evaluate
from knowledge.figures.interval import Interval
from knowledge.figures.query import CHANGES, Query, Statistic
from knowledge.figures.result import Cell
from knowledge.figures.sums import MASKED_MAX, NOBODY
from knowledge.library import Knowledge
from knowledge.portraits.model import PERIOD, Aspect
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import in_, named

_MOST = 2
_WELL = frozenset({"pay_2000_3000", "pay_over_3000"})
"""The bands of pay that are called well paid: 2,000 € a month or more, net, full time."""
_AROUND = frozenset({Level.REGION, Level.FRANCE})
_SAME = "à peu près autant"
_MOVES = {"plus": "au-dessus", "moins": "au-dessous", _SAME: "proche"}
_FOR_PEOPLE = f" projets pour 1{NARROW}000 habitants"
_LEAST_GAP = 0.03
"""Two shares, or two changes, that differ by less than this are told as much the same."""
_LEAST_RATIO = 1.1
"""The same of two numbers for so many inhabitants, of two weights, of two pays."""


def answer(question: Question, knowledge: Knowledge) -> Reply | None:
    """Return whether the figure just told is above that of the region (of France, for a region), and what stands out.

    None where nothing is held to set it against.
    """
    if question.topic is Topic.JOB_SEEKERS and not question.occupations:
        return _of_job_seekers(question, knowledge)
    if question.topic is Topic.PORTRAIT and question.aspects == (Aspect.PAY.value,):
        return _of_pay(question, knowledge)
    several = len(question.territories) > 1 or len(question.occupations) > 1
    if question.topic.is_beside or question.waits_for_occupation or (several and not question.together):
        return None
    return _of_projects(question, knowledge)


@dataclass(frozen=True, slots=True)
class _Sides:
    """The figure of a place and that of what is around it: the same statistic of the same projects."""

    here: Cell
    there: Cell
    around: Territory
    statistic: Statistic
    measure: Measure

    @property
    def verdict(self) -> str:
        """« C'est plus qu'en Centre-Val de Loire : 61,2 % contre 48,8 % », "" where nothing is held of one."""
        here, there = self.here.value, self.there.value
        if here is None or there is None:
            return ""
        by_people = self.statistic is Statistic.PER_THOUSAND
        word = _beside(here.interval, there.interval, relative=by_people)
        last = said(there, self.statistic, self.measure).removesuffix(_FOR_PEOPLE)
        bounded = last.startswith("entre")
        both = f"{said(here, self.statistic, self.measure)}{' ici, ' if bounded else ' contre '}{last}"
        both += " là-bas" if bounded else ""
        by_share = "part de " if self.statistic in {Statistic.SHARE, Statistic.POINTS} else ""
        told = by_share or self.measure is not Measure.PROJECTS
        what = f"{by_share}projets{adjective(self.measure, 2)}, " if told else ""
        if self.statistic in CHANGES:
            since = f"l'évolution {in_(self.around)} de {self.here.first_year} à {self.here.year}"
            moved = f"C'est {_MOVES[word]} de" if word else "Rien ne dit que ce soit au-dessus ou au-dessous de"
            return f"{moved} {since}{NARROW}: {what}{both}"
        people = ", à population égale" if by_people else ""
        beside = f"C'est {word}" if word else "Rien ne dit que ce soit plus ou moins"
        return f"{beside} {than(self.around)}{people}{NARROW}: {what}{both}"


def _beside(here: Interval, there: Interval, *, relative: bool) -> str:
    """Return « plus », « moins » or « à peu près autant », as the bounds settle it; "" where they do not."""
    near = there.times(_LEAST_RATIO - 1).high if relative else _LEAST_GAP
    gap = here - there
    if gap.low > near:
        return "plus"
    if gap.high < -near:
        return "moins"
    return _SAME if max(abs(gap.low), abs(gap.high)) <= 2 * near else ""


def _of_projects(question: Question, knowledge: Knowledge) -> Reply | None:
    try:
        place, year = areas(question, knowledge)[0], year_of(question, knowledge)
        around = next((one for one in knowledge.territories.parents(place.units[0]) if one.level in _AROUND), None)
        if around is None or place.units[0].level is Level.FRANCE:
            return None
        sides = _sides(question, place, around, year, knowledge)
        beside = _figure_of(around, question, knowledge)
    except (UnanswerableError, KnowledgeError):
        return None
    verdict = _too_few(sides) or _weight(sides) or sides.verdict
    kinds = (
        {"difficult"} if sides.measure is Measure.DIFFICULT else {"specialisation"} if question.occupations else {""}
    )
    subject = Subject(place.asked.ref, year, question.occupations)
    stands_out = [each for each in findings(subject, knowledge) if not (verdict and each.kind in kinds)]
    years = (sides.here.first_year, sides.here.year) if sides.statistic in CHANGES else year
    hidden = sum(each.value.masked for each in (sides.here, sides.there) if each.value)
    return replace(
        beside,
        sentence=f"{verdict}." if verdict else f"Pour en juger, à côté{NARROW}: {continued(beside.sentence)}",
        rows=(),
        notes=tuple(f"• {each.told(question.role)}" for each in stands_out[:_MOST]),
        source=source_line(years, [place.name, around.name], hidden) if verdict else beside.source,
        suggestions=around_area(place),
        facts=beside.facts.but(topic=ReplyTopic.APPRAISAL),
    )


def _sides(question: Question, place: Area, around: Territory, year: int, knowledge: Knowledge) -> _Sides:
    """Return what the question told, in the statistic that two places of any size may be compared by."""
    measure, occupations = question.measure or Measure.PROJECTS, question.occupations
    years: tuple[int, ...] = (year,)
    moves = question.topic in {Topic.EVOLUTION, Topic.PROGRESS} or question.statistic in CHANGES
    statistic = Statistic.SHARE if measure is not Measure.PROJECTS else Statistic.PER_THOUSAND
    if moves:
        by_share = measure is not Measure.PROJECTS and (question.share or question.statistic == Statistic.POINTS.value)
        statistic = Statistic.POINTS if by_share else Statistic.GROWTH
        occupations, years = _moved(question, place, knowledge)
    elif question.occupations and measure is Measure.PROJECTS:
        statistic = Statistic.SPECIALISATION
    query = Query(
        (place.asked.ref, around.ref), years, measure, statistic, occupations,
        summed=True, against=around.ref if statistic is Statistic.SPECIALISATION else "",
    )  # fmt: skip
    here, there = evaluate(query, knowledge).cells
    return _Sides(here, there, around, statistic, measure)


def _moved(question: Question, place: Area, knowledge: Knowledge) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the métiers and the first and last years of the change that was told."""
    if question.topic is Topic.EVOLUTION:
        return followed(question, place, knowledge)
    span = span_of(question, knowledge)
    return question.occupations, (span.first, span.last)


def _too_few(sides: _Sides) -> str:
    """« C'est très peu : moins de 5 projets, trop peu pour en tirer une conclusion », "" of more."""
    projects = (sides.here.figures or NOBODY).interval(Measure.PROJECTS)
    if sides.statistic in CHANGES or projects.high > MASKED_MAX:
        return ""
    told = number(projects.high) if projects.is_exact else f"moins de {MASKED_MAX + 1}"
    return f"C'est très peu{NARROW}: {told} projet{'s' if projects.high > 1 else ''}, trop peu pour en conclure"


def _weight(sides: _Sides) -> str:
    """What a trade weighs in the place, in times what it weighs around it: its number alone depends on the place."""
    value = sides.here.value
    if sides.statistic is not Statistic.SPECIALISATION or value is None:
        return ""
    low, high = value.interval.low, value.interval.high
    least, most = 1 / _LEAST_RATIO, _LEAST_RATIO
    if low >= most or high <= least:
        told = f"C'est {'plus' if low >= most else 'moins'} que d'ordinaire, pour un territoire de cette taille"
    else:
        told = "C'est dans la moyenne" if least < low and high < most else "Rien ne dit que ce soit plus ou moins"
    times = span(number(low, 1), number(high, 1))
    return f"{told}{NARROW}: le métier y pèse {times} fois ce qu'il pèse {in_(sides.around)}"


def _of_job_seekers(question: Question, knowledge: Knowledge) -> Reply | None:
    """Return the people registered for 1,000 inhabitants, beside those of the région or of France."""
    month, _ = shared.month_asked(question, knowledge)
    place = shared.places_asked(question, knowledge)[0]
    here = shared.counted(place, month, knowledge)
    wider = (
        shared.counted(one, month, knowledge) for one in knowledge.territories.parents(place) if one.level in _AROUND
    )
    there = next((each for each in wider if each is not None and each.per_thousand), None)
    if here is None or there is None or not here.per_thousand or not there.per_thousand:
        return None
    one, other = (Interval.exactly(round(each.per_thousand or 0)) for each in (here, there))
    word = _beside(one, other, relative=True) or _SAME
    when = shared.month_name(month)
    return Reply(
        sentence=(
            f"C'est {word} {than(there.place)}, à population égale{NARROW}: {number(one.low)} inscrits à France "
            f"Travail pour 1{NARROW}000 habitants contre {number(other.low)}, en {when}."
        ),
        rows=(shared.row(here), shared.row(there)),
        notes=(shared.ROUNDED,),
        source=shared.source([named(place), named(there.place)], when),
        suggestions=shared.next_questions(place),
        facts=shared.facts(ReplyTopic.APPRAISAL, [place, there.place], when),
        origins=shared.origins(when),
    )


def _of_pay(question: Question, knowledge: Knowledge) -> Reply | None:
    """Return how many earn much in a métier, beside how many do in all of them."""
    if len(question.occupations) != 1:
        return None
    try:
        wanted = chosen(question.occupations[0], knowledge.bmo.latest_year(), knowledge)
    except UnanswerableError:
        return None
    portraits = told_of(Aspect.PAY, codes_of(wanted.selection, knowledge), knowledge).portraits
    if len(portraits) != 1 or not portraits[0].figures.keys() >= _WELL:
        return None
    here, there = (
        sum(each.figures[name] for name in _WELL) / 100 for each in (portraits[0], knowledge.portraits.everyone)
    )
    word = _beside(Interval.exactly(here), Interval.exactly(there), relative=False) or _SAME
    told = answer_again(question, knowledge)
    return replace(
        told,
        sentence=(
            f"C'est {word} que dans l'ensemble des métiers{NARROW}: {percent(here)} y gagnaient au moins "
            f"2{NARROW}000{NARROW}€ nets par mois à temps complet, contre {percent(there)} en moyenne "
            f"(France, {PERIOD})."
        ),
        rows=(),
        notes=told.notes[-1:],
        facts=told.facts.but(topic=ReplyTopic.APPRAISAL),
    )


def _figure_of(place: Territory, question: Question, knowledge: Knowledge) -> Reply:
    """Return the figure of ``place`` for the métiers, the year and the measure of a question."""
    topic = Topic.FIGURES if question.occupations else Topic.TOTALS
    asked = Question(
        topic,
        (place.ref,),
        question.occupations,
        question.years[-1:],
        measure=question.measure,
        share=question.share,
        words=question.words,
    )
    return answer_again(asked, knowledge)
