"""What a figure means: the one clause a good adviser adds, computed, chosen by what stands out, never invented.

A finding is told only where its bounds settle it. Each knows how much it stands out, whether it is good or bad news
for a territory, and how to tell it to who asks: « difficile » is good news for a job seeker, a warning for an employer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.writing.french import NARROW, adjective, capitalised, number, percent, quoted, signed_percent
from bot.writing.values import amount, rate
from knowledge.bmo.model import Measure
from knowledge.errors import KnowledgeError, NotHeldError
from knowledge.figures.evaluate import evaluate
from knowledge.figures.interval import Interval
from knowledge.figures.query import Dimension, Query, Statistic
from knowledge.figures.result import Cell, Value
from knowledge.figures.scope import place_of
from knowledge.figures.sums import NOBODY
from knowledge.figures.values import growth_of
from knowledge.library import Knowledge
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import in_

_LEAST_GAP = 0.03
"""A share that differs from the region's by less than this is no finding."""
_LEAST_MOVE = 0.05
_LEAST_QUOTIENT = 1.5
_LEAST_PART = 0.2
_MOST = 2.0
"""A quotient may be very great where a plant has a town to itself: it does not hide all other findings."""
_FLOOR = 50
_FEW = 20
_PEERS = {Level.BASSIN: "bassins d'emploi", Level.DEPARTEMENT: "départements", Level.REGION: "régions"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What the findings are about: a place (its ref), a survey year, métiers (values of ``Selection``) or all."""

    place: str
    year: int
    occupations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands out; ``strength`` is about 1 when notable, ``news`` 1 good, −1 bad, 0 neither."""

    kind: str
    sentence: str
    strength: float
    news: int = 0
    to: Mapping[str, str] = field(default_factory=dict)
    """The sentence for a job seeker, an employer or an elected official, where it differs."""
    here: str = ""
    """The figure of the place, as written: « 93,8 % »."""
    briefly: Mapping[str, str] = field(default_factory=dict)
    """The sentences (« "" » for anyone) beside an answer that has told ``here`` already."""

    def told(self, role: str, beside: str = "") -> str:
        """Return the sentence for who asks, ``beside`` an answer whose figure it does not say again."""
        if self.here and self.here in beside:
            return self.briefly.get(role, self.briefly[""])
        return self.to.get(role, self.sentence)


def findings(subject: Subject, knowledge: Knowledge, kinds: Sequence[str] = ()) -> list[Finding]:
    """Return what stands out of a place's figures (or of a métier's there), the most notable first; ``kinds`` only."""
    possible = _OF_OCCUPATION if subject.occupations else _OF_PLACE
    wanted = [look for kind, look in possible.items() if not kinds or kind in kinds]
    found = [finding for look in wanted for finding in _tried(look, subject, knowledge)]
    return sorted(found, key=lambda finding: -finding.strength)


def clause(
    subject: Subject, knowledge: Knowledge, kinds: Sequence[str] = (), *, role: str = "", beside: str = ""
) -> str:
    """Return the finding that stands out most among ``kinds`` (all by default), for who asks; "" when none does.

    ``beside``: the sentence it goes with, whose figure it does not say again.
    """
    found = findings(subject, knowledge, kinds)
    return found[0].told(role, beside) if found and found[0].strength >= 1 else ""


Kind = Callable[[Subject, Knowledge], "Finding | None"]


def _tried(kind: Kind, subject: Subject, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield the finding of a kind; a figure that is not held (another year, a place by its total only) makes none."""
    try:
        finding = kind(subject, knowledge)
    except KnowledgeError:
        return
    if finding is not None:
        yield finding


def _around(subject: Subject, knowledge: Knowledge) -> Territory | None:
    """Return what a place is set against: its région, France for a région."""
    unit = place_of(subject.place, knowledge).units[0]
    wanted = Level.FRANCE if unit.level is Level.REGION else Level.REGION
    return next((one for one in knowledge.territories.parents(unit) if one.level is wanted), None)


def _pair(subject: Subject, knowledge: Knowledge, query: Query) -> tuple[Value, Value, Territory] | None:
    """Return a statistic of the place and of what it is set against, None unless both are known."""
    around = _around(subject, knowledge)
    if around is None:
        return None
    query = query.but(places=(subject.place, around.ref), occupations=subject.occupations, summed=True)
    cells = evaluate(query, knowledge).cells
    values = [cell.value for cell in cells]
    if len(values) != 2 or values[0] is None or values[1] is None or not _is_large(cells[0], _FEW):
        return None
    return values[0], values[1], around


def _difficulty(subject: Subject, knowledge: Knowledge) -> Finding | None:
    return _against(subject, knowledge, Measure.DIFFICULT)


def _seasonality(subject: Subject, knowledge: Knowledge) -> Finding | None:
    return _against(subject, knowledge, Measure.SEASONAL)


def _against(subject: Subject, knowledge: Knowledge, measure: Measure) -> Finding | None:
    """« Plus difficile qu'en Centre-Val de Loire : 56,3 % contre 49,4 %. »"""
    query = Query((), (subject.year,), measure, Statistic.SHARE)
    pair = _pair(subject, knowledge, query)
    if pair is None:
        return None
    here, there, around = pair
    gap = here.interval - there.interval
    distance = min(abs(gap.low), abs(gap.high))
    if not gap.direction or distance < _LEAST_GAP:
        return None
    compared = f"{rate(here)} de projets{adjective(measure, 2)} contre {rate(there)} {in_(around)}"
    more = "plus" if gap.direction > 0 else "moins"
    beside = f"{than(around)} ({rate(there)})"
    if measure is Measure.SEASONAL:
        sentence = f"L'emploi y est {more} saisonnier{NARROW}: {compared}."
        brief = {"": f"L'emploi y est {more} saisonnier {beside}."}
        return Finding("seasonal", sentence, distance / 0.08, -gap.direction, here=rate(here), briefly=brief)
    neutral = f"Recruter y est {more} difficile{NARROW}: {compared}."
    to, brief = _to_whom(compared, gap.direction), _briefly(more, beside)
    return Finding("difficult", neutral, distance / 0.06, -gap.direction, to, rate(here), brief)


def _briefly(more: str, beside: str) -> dict[str, str]:
    """« Les employeurs y peinent plus à recruter qu'en Centre-Val de Loire (66,2 %). », for each who may ask."""
    peine = f"es employeurs y peinent {more} à"
    favour = "C'est plutôt à votre avantage" if more == "plus" else ""
    warned = "Prévoyez du temps" if more == "plus" else "Vous devriez trouver plus facilement qu'ailleurs"
    return {
        "": f"L{peine} recruter {beside}.",
        "job_seeker": f"{favour}{NARROW}: l{peine} trouver {beside}." if favour else f"L{peine} trouver {beside}.",
        "employer": f"{warned}{NARROW}: l{peine} recruter {beside}.",
    }


def _to_whom(compared: str, direction: int) -> dict[str, str]:
    if direction > 0:
        return {
            "job_seeker": f"C'est plutôt à votre avantage{NARROW}: les employeurs peinent plus à trouver, {compared}.",
            "employer": f"Prévoyez du temps{NARROW}: {compared}.",
        }
    return {
        "job_seeker": f"Les employeurs y peinent moins à trouver{NARROW}: {compared}.",
        "employer": f"Vous devriez trouver plus facilement qu'ailleurs{NARROW}: {compared}.",
    }


def _growth(subject: Subject, knowledge: Knowledge) -> Finding | None:
    """« En recul de 14,3 % sur un an, plus qu'en Centre-Val de Loire (−12,1 %). »"""
    query = Query((), (subject.year - 1, subject.year), statistic=Statistic.GROWTH)
    pair = _pair(subject, knowledge, query)
    if pair is None:
        return None
    here, there, around = pair
    before = Query((subject.place,), (subject.year - 1,), occupations=subject.occupations, summed=True)
    if not _is_large(evaluate(before, knowledge).cells[0], _FEW):
        return None  # « +475 à +2 200 % », of four projects, tells nothing
    direction, moved, beside = here.interval.direction, here.interval.middle, there.interval.middle
    if not direction or abs(moved) < _LEAST_MOVE:
        return None
    verb = "progressent" if direction > 0 else "reculent"
    told = f"Sur un an, les projets {verb} de {_range(here.interval.times(100 * direction))}{NARROW}%"
    sentence = f"{told}, contre {_signed(there.interval)} {in_(around)}."
    return Finding("growth", sentence, max(abs(moved) / 0.15, abs(moved - beside) / 0.1), direction)


def _range(bounds: Interval) -> str:
    """Return « 24,0 », or « 22,9 à 25,1 » where secret values leave it open."""
    low, high = number(bounds.low, 1), number(bounds.high, 1)
    return low if low == high else f"{low} à {high}"


def _made_of(subject: Subject, knowledge: Knowledge) -> Finding | None:
    """« Le secteur « Hôtellerie » fait 3,1 des 14,3 points de baisse sur un an. », part and whole of the same rows."""
    years = (subject.year - 1, subject.year)
    told = evaluate(Query((subject.place,), years, statistic=Statistic.GROWTH), knowledge).cells[0]
    whole = growth_of(told.before or NOBODY, told.figures or NOBODY, Measure.PROJECTS)
    if whole is None or not whole.interval.direction or abs(whole.interval.middle) < _LEAST_MOVE:
        return None
    query = Query(
        (subject.place,), years, statistic=Statistic.CONTRIBUTION, by=Dimension.SECTOR,
        ascending=whole.interval.direction < 0, limit=1,
    )  # fmt: skip
    listing = evaluate(query, knowledge).only
    first = listing.cells[0].value if listing.cells else None
    if first is None or not listing.first_is_certain:
        return None
    part = first.interval.middle / whole.interval.middle
    offset = (first.interval - whole.interval).times(whole.interval.direction)
    if part < _LEAST_PART or offset.low < 0 < offset.high:  # whether the others add or offset must be certain
        return None
    by_rows = ", sur la somme des métiers" if told.value and told.value.official else ""
    sentence = f"Le secteur {quoted(listing.cells[0].label)} {_part_of_change(first.interval, whole.interval)}"
    return Finding("made_of", f"{sentence}{by_rows}.", part / 0.25, whole.interval.direction)


def _part_of_change(part: Interval, whole: Interval) -> str:
    """« fait 3,1 des 14,3 points de baisse sur un an »; a part greater than the whole is offset by the others."""
    falls = whole.direction < 0
    rest = part - whole
    points, total, others = (_range(each.times(100 * whole.direction)) for each in (part, whole, rest))
    if rest.direction != whole.direction:
        return f"fait {points} des {total} points de {'baisse' if falls else 'hausse'} sur un an"
    takes, give = ("retire", "en rendent") if falls else ("apporte", "en retirent")
    return f"{takes} à lui seul {points} points sur un an, les autres {give} {others}{NARROW}: {_signed(whole)} en tout"


def _signed(bounds: Interval) -> str:
    """Return « −10,4 % », or « −10,9 % à −10,1 % » where secret values leave it open."""
    low, high = signed_percent(bounds.low), signed_percent(bounds.high)
    return low if low == high else f"{low} à {high}"


def _concentration(subject: Subject, knowledge: Knowledge) -> Finding | None:
    """« Un secteur domine : « Agriculture, marine, pêche », 30,1 % des projets. »"""
    query = Query((subject.place,), (subject.year,), by=Dimension.SECTOR, statistic=Statistic.WEIGHT, limit=1)
    listing = evaluate(query, knowledge).only
    value = listing.cells[0].value if listing.cells else None
    if value is None or not listing.first_is_certain or value.interval.low < _LEAST_PART:
        return None
    low, high = percent(value.interval.low), percent(value.interval.high)
    told = low if low == high else f"entre {low} et {high}"
    sentence = f"Un secteur domine, {quoted(listing.cells[0].label)}{NARROW}: {told} des projets."
    return Finding("concentration", sentence, value.interval.low / 0.22)


def _specialisation(subject: Subject, knowledge: Knowledge) -> Finding | None:
    """« « Viticulteurs » y pèse 4,1 fois plus qu'en Centre-Val de Loire. »"""
    around = _around(subject, knowledge)
    if around is None:
        return None
    query = Query(
        (subject.place,), (subject.year,), by=Dimension.OCCUPATION, statistic=Statistic.SPECIALISATION,
        against=around.ref, floor=_FLOOR, limit=1,
    )  # fmt: skip
    listing = evaluate(query, knowledge).only
    value = listing.cells[0].value if listing.cells else None
    if value is None or not listing.first_is_certain or value.interval.low < _LEAST_QUOTIENT:
        return None
    sentence = (
        f"Une spécificité{NARROW}: {quoted(listing.cells[0].label)} y pèse {_times(value)} fois plus {than(around)}."
    )
    return Finding("specialisation", sentence, min(value.interval.low / 2.5, _MOST), 1)


def _weight_of_occupation(subject: Subject, knowledge: Knowledge) -> Finding | None:
    """« Le métier pèse 2,4 fois plus ici qu'en Centre-Val de Loire. »"""
    around = _around(subject, knowledge)
    if around is None:
        return None
    query = Query(
        (subject.place,), (subject.year,), occupations=subject.occupations, summed=True,
        statistic=Statistic.SPECIALISATION, against=around.ref,
    )  # fmt: skip
    cell = evaluate(query, knowledge).cells[0]
    value = cell.value
    if value is None or not _is_large(cell, _FEW) or value.interval.low < _LEAST_QUOTIENT:
        return None
    sentence = f"Le métier y pèse {_times(value)} fois plus {than(around)}."
    return Finding("specialisation", sentence, min(value.interval.low / 2.5, _MOST), 1)


def _rank(subject: Subject, knowledge: Knowledge) -> Finding | None:
    """« C'est le 2e des 22 bassins de la région pour le nombre de projets par habitant. »"""
    unit = place_of(subject.place, knowledge).units[0]
    noun = {Level.BASSIN: "bassins d'emploi", Level.DEPARTEMENT: "départements", Level.REGION: "régions"}.get(
        unit.level
    )
    around = _around(subject, knowledge)
    if noun is None or around is None:
        return None
    query = Query(
        (subject.place,), (subject.year,), statistic=Statistic.RANK, base=Statistic.PER_THOUSAND, against=around.ref
    )
    value = evaluate(query, knowledge).cells[0].value
    peers = len(knowledge.territories.units(unit.level, around))
    if value is None or value.published is None or peers < 3:
        return None
    rank = int(value.published)
    ordinal = "1er" if rank == 1 else f"{rank}e"
    near_an_end = min(rank, peers + 1 - rank)
    sentence = f"C'est le {ordinal} des {peers} {noun} {in_(around)} pour les projets par habitant."
    if unit.level is Level.REGION:
        sentence = sentence.replace("le 1er", "la 1re").replace("C'est le", "C'est la")
    return Finding("rank", sentence, 1.2 if near_an_end <= 3 else 0.5, 1 if rank <= peers / 2 else -1)


def _times(value: Value) -> str:
    low, high = number(value.interval.low, 1), number(value.interval.high, 1)
    return low if low == high else f"{low} à {high}"


def than(around: Territory) -> str:
    """Return « qu'en Centre-Val de Loire », « que dans le Cher »."""
    place = in_(around)
    return f"qu'{place}" if place[:1].lower() in "aeéiou" else f"que {place}"


def _is_large(cell: Cell, least: int) -> bool:
    return cell.figures is not None and cell.figures.interval(Measure.PROJECTS).low >= least


_OF_PLACE: Mapping[str, Kind] = {
    "difficult": _difficulty,
    "seasonal": _seasonality,
    "growth": _growth,
    "made_of": _made_of,
    "concentration": _concentration,
    "specialisation": _specialisation,
    "rank": _rank,
}
_OF_OCCUPATION: Mapping[str, Kind] = {
    "difficult": _difficulty,
    "growth": _growth,
    "specialisation": _weight_of_occupation,
}
"""What may be found of a place, of a métier in a place; each is named as ``Finding.kind``."""


def basics(subject: Subject, knowledge: Knowledge) -> list[Finding]:
    """Return the plain facts that make up the number where little stands out: difficult, seasonal, the first métier."""
    query = Query((subject.place,), (subject.year,), occupations=subject.occupations, summed=True)
    found = []
    for measure, predicate in ((Measure.DIFFICULT, "jugés difficiles à pourvoir"), (Measure.SEASONAL, "saisonniers")):
        value = evaluate(query.but(measure=measure, statistic=Statistic.SHARE), knowledge).cells[0].value
        if value is not None:
            found.append(Finding(measure.value, f"{capitalised(rate(value))} des projets sont {predicate}.", 0))
    if not subject.occupations:
        try:
            listing = evaluate(query.but(summed=False, by=Dimension.OCCUPATION, limit=1), knowledge).only
        except NotHeldError:  # a place known by its totals
            return found
        value = listing.cells[0].value if listing.first_is_certain else None
        if value is not None:
            label = quoted(listing.cells[0].label)
            found.append(Finding("first", f"Le métier le plus recherché est {label}{NARROW}: {amount(value)}.", 0))
    return found


def balance(found: list[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Return the good news and the bad ones, the most notable first."""
    return [one for one in found if one.news > 0], [one for one in found if one.news < 0]
