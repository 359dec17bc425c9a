"""What a question lists: which kind of row, of which places, told how, in which order. No figure is read here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers.asking import query_of
from bot.answers.kinds import OCCUPATIONS, PLACES, SECTORS, Kind
from bot.answers.scope import Area, Chosen, areas, every_chosen
from bot.answers.span import Span, span_of, years_listed
from bot.question import Question, Topic
from bot.writing.french import listed as in_words
from bot.writing.reply_topics import ReplyTopic
from knowledge.bmo.model import Measure
from knowledge.figures.query import CHANGES, Comparator, Condition, Dimension, Query, Statistic
from knowledge.library import HOME_REGION, Knowledge
from knowledge.occupations.model import Selection
from knowledge.territories.model import Level, Territory
from knowledge.territories.reference import FRANCE

_INSIDE = {Level.FRANCE: Level.REGION, Level.REGION: Level.BASSIN, Level.DEPARTEMENT: Level.BASSIN}
"""The level listed inside a place when none is asked."""

_MOST_NAMED = 3
"""More places or sectors are told by their number."""

_ONE_BY_ONE = frozenset({Statistic.WEIGHT, Statistic.PER_THOUSAND, Statistic.SPECIALISATION, Statistic.MASKED})


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it is asked: its query, the kind of its rows, the places and métiers it is about."""

    question: Question
    query: Query
    kind: Kind
    places: tuple[Area, ...]
    wanted: tuple[Chosen, ...]
    span: Span | None = None
    """The two surveys that a change compares."""
    against: Area | None = None
    """The area that a specialisation is set against."""
    own: tuple[Territory, ...] = ()
    """The places named that are rows of the list: « l'Indre, par rapport aux autres départements de la région »."""

    @property
    def changes(self) -> bool:
        """True when two surveys are compared."""
        return self.query.statistic in CHANGES

    @property
    def topic(self) -> ReplyTopic:
        """What the answer is about."""
        if self.changes:
            return ReplyTopic.PROGRESS
        if not self.kind.dimension.is_territory:
            return ReplyTopic.RECRUITING
        return ReplyTopic.WHERE if self.wanted else ReplyTopic.RANKING

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What the question itself sets: « plus de 100 projets »."""
        return tuple(each for each in self.query.conditions if each.statistic not in CHANGES)

    @property
    def where(self) -> str:
        """« en Centre-Val de Loire », « dans le Loiret et dans le Cher », « parmi ces 6 départements »."""
        if self.kind.dimension.is_territory and len(self.places) > _MOST_NAMED:
            return f"parmi ces {len(self.places)} {self.kind.plural}"
        return in_words([place.where for place in self.places])

    @property
    def about(self) -> str:
        """« , pour « Couvreurs » », « , secteur « Santé » », "" for all métiers."""
        names = " et ".join(each.name for each in self.wanted)
        if not names:
            return ""
        size = sum(len(each.labels) for each in self.wanted)
        if is_a_set(self.wanted, self.kind) and size > 1:
            return f", parmi ces {size} {self.kind.plural}"
        sectors = all(each.is_sector for each in self.wanted) and not self.kind.dimension.is_territory
        kind = f"secteur{'s' if len(self.wanted) > 1 else ''}" if sectors else "pour"
        return f", {kind} {names}"

    @property
    def opening(self) -> str:
        """« En 2025, dans le Loiret, pour « Couvreurs » », « De 2024 à 2025, … »."""
        years = self.query.years
        when = f"De {years[0]} à {years[-1]}" if self.changes else f"En {' et '.join(map(str, years))}"
        return f"{when}, {self.where}{self.about}"


def listed(question: Question, knowledge: Knowledge) -> Listed:
    """Return the list that a question asks; UnanswerableError when its year or its métier is not held."""
    statistic = _statistic(question)
    span = span_of(question, knowledge) if statistic in CHANGES else None
    query = query_of(replace(question, years=(str(span.last),)) if span else question, knowledge)
    kind = _kind(question, statistic, knowledge)
    wider = _wider(question, kind, knowledge)
    places, own = ((wider,), ()) if wider else _summed(areas(question, knowledge), kind, knowledge)
    wanted = _wanted(question, query.year, kind, statistic, knowledge)
    falling = question.movement == "down"
    against = _around(places[0], knowledge) if statistic is Statistic.SPECIALISATION else None
    return Listed(
        question,
        query.but(
            places=query.places if question.together else tuple(place.asked.ref for place in places),
            years=(span.first, span.last) if span else _years(question, query, knowledge),
            statistic=statistic,
            occupations=tuple(each.selection.value for each in wanted),
            together=True,
            summed=kind.dimension.is_territory,
            by=kind.dimension,
            against=against.asked.ref if against else "",
            within=Dimension(question.within) if question.within else None,
            conditions=(*query.conditions, *towards(query, statistic, falling=falling)),
            ascending=falling if statistic in CHANGES else question.ascending,
            limit=None if question.whole else question.page,
            skip=question.skip,
            floor=0 if is_a_set(wanted, kind) else query.floor,
        ),
        kind,
        places,
        wanted,
        span,
        against,
        own,
    )


def _summed(named: Sequence[Area], kind: Kind, knowledge: Knowledge) -> tuple[tuple[Area, ...], tuple[Territory, ...]]:
    """Part what is listed or summed from the places that one named holds: the Indre, of Indre and région.

    Of a list of places, these are rows; of one of trades, they alone are summed, which their wholes would count twice.
    """
    wholes = {parent.ref for each in named for unit in each.units for parent in knowledge.territories.parents(unit)}
    if not kind.dimension.is_territory:
        return tuple(each for each in named if each.asked.ref not in wholes), ()
    held = {each.asked.ref for each in named}
    own = [
        each
        for each in named
        if len(each.units) == 1
        and each.units[0].level.value == kind.dimension.value
        and held & {parent.ref for parent in knowledge.territories.parents(each.units[0])}
    ]
    return tuple(each for each in named if each not in own), tuple(each.units[0] for each in own)


def is_a_set(wanted: Sequence[Chosen], kind: Kind) -> bool:
    """Return whether the rows are trades, or many sectors, chosen one by one: none is left out for being small."""
    if kind is SECTORS:
        return len(wanted) > _MOST_NAMED
    return bool(wanted) and kind is OCCUPATIONS and not any(each.is_sector for each in wanted)


def towards(query: Query, statistic: Statistic, *, falling: bool) -> tuple[Condition, ...]:
    """Return the condition of a list of changes: what rose, or fell, whatever the secret values are."""
    if statistic not in CHANGES:
        return ()
    told = Statistic.POINTS if statistic is Statistic.POINTS else Statistic.CHANGE
    return (Condition(Comparator.LT if falling else Comparator.GT, 0, query.measure, told),)


def _statistic(question: Question) -> Statistic:
    """How the rows are told: as said, by share where the degree is asked, by number else."""
    measure = question.measure or Measure.PROJECTS
    asked = Statistic(question.statistic) if question.statistic else None
    if asked is Statistic.CONTRIBUTION:
        return asked
    if question.topic is Topic.PROGRESS or question.movement:
        relative = Statistic.GROWTH if measure is Measure.PROJECTS else Statistic.POINTS
        return relative if question.share else Statistic.CHANGE
    if asked in _ONE_BY_ONE and asked is not None:
        return asked
    places = question.topic in {Topic.RANKING, Topic.WHERE}
    least = question.ascending and (measure is Measure.DIFFICULT or not places)  # by number, only the smallest place
    by_share = (question.share or question.degree or least) and measure is not Measure.PROJECTS
    return Statistic.SHARE if by_share else Statistic.NUMBER


def _kind(question: Question, statistic: Statistic, knowledge: Knowledge) -> Kind:
    level = Level(question.level) if question.level in {each.value for each in PLACES} else None
    if question.topic in {Topic.RANKING, Topic.WHERE} or (question.topic is Topic.PROGRESS and level):
        return PLACES[level or _usual_level(areas(question, knowledge))]
    if question.grain or (statistic is Statistic.WEIGHT and _only_sectors(question.occupations)):
        return SECTORS
    return OCCUPATIONS


def _only_sectors(values: Sequence[str]) -> bool:
    return bool(values) and all(Selection.parse(value).sector for value in values)


def _usual_level(named: Sequence[Area]) -> Level:
    """The level of the places named, when there are several; else the one listed inside the only one."""
    levels = {unit.level for area in named for unit in area.units}
    if len(named) > 1:
        return levels.pop() if len(levels) == 1 and levels <= PLACES.keys() else Level.BASSIN
    return _INSIDE.get(named[0].asked.level, Level.BASSIN)


def _wider(question: Question, kind: Kind, knowledge: Knowledge) -> Area | None:
    """The place around the only one named, where that one holds nothing to list (a bassin among bassins)."""
    if not kind.dimension.is_territory or len(question.territories) > 1:
        return None
    units = areas(question, knowledge)[0].units
    level, unit = Level(kind.dimension.value), units[0]
    if len(units) > 1 or unit.level not in {Level.BASSIN, level}:
        return None
    above = Level.REGION if is_of_france(question, level) else level
    around = (p for p in knowledge.territories.parents(unit) if p.level in _INSIDE and p.level not in {level, above})
    return Area(knowledge.territories.survey_area(next(around, knowledge.territories.get(HOME_REGION))))


def is_of_france(question: Question, level: Level) -> bool:
    """Tell whether a département is set among all of them: « et le Rhône, à quel rang ? », after those of France."""
    return level is Level.DEPARTEMENT and question.before[-1:] == (FRANCE.ref,)


def _around(place: Area, knowledge: Knowledge) -> Area:
    """The région of a bassin or a département, the place itself when it is one; France for what is not in one."""
    unit = place.units[0]
    parents = knowledge.territories.parents(unit)
    region = next((each for each in (unit, *parents) if each.level in {Level.REGION, Level.FRANCE}), unit)
    return Area(knowledge.territories.survey_area(region))


def _wanted(
    question: Question, year: int, kind: Kind, statistic: Statistic, knowledge: Knowledge
) -> tuple[Chosen, ...]:
    """The métiers or sectors that the rows are about; a weight is that of what is named among all of them."""
    among_all = statistic is Statistic.WEIGHT and not kind.dimension.is_territory
    if among_all or question.topic is Topic.RANKING:
        return ()
    return tuple(every_chosen(question, year, knowledge))


def _years(question: Question, query: Query, knowledge: Knowledge) -> tuple[int, ...]:
    """The years of a list within each: those said and held; the one asked else."""
    if question.within != Dimension.YEAR.value:
        return query.years
    return years_listed(question, knowledge) or query.years
