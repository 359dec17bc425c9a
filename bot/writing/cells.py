"""Writes one row of a list, and the figure that a sentence gives of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.writing.french import NARROW, adjective, counted, number, percent, projects
from bot.writing.values import amount, between, count, rate, said
from knowledge.bmo.model import Measure
from knowledge.figures.query import Dimension, Query, Statistic
from knowledge.figures.result import Cell, Value
from knowledge.figures.sums import NOBODY
from knowledge.figures.values import change_of, growth_of, number_of, share_of


def line(cell: Cell, query: Query) -> str:
    """Return what a row says: the figure asked first, then what puts it in proportion.

    A number with secret values beside it is written as it is published, a minimum: the answer says so once.
    """
    return _LINES.get(query.statistic, _number_line)(cell, query)


def headline(cell: Cell, query: Query) -> str:
    """Return the figure of a row in a sentence: « au moins 8 430 projets de recrutement », « 60,0 % (168 sur 280) »."""
    if query.statistic is not Statistic.NUMBER or cell.value is None:
        return line(cell, query)
    if query.measure is Measure.PROJECTS:
        return amount(cell.value)
    told, ratio = _part(cell, query.measure)
    least = "au moins " if count(cell.value, query.measure).startswith("au moins") else ""
    return f"{least}{told}, soit {ratio}" if ratio else f"{least}{told}"


def bare(value: Value, measure: Measure = Measure.PROJECTS) -> str:
    """Return a number without its noun, a minimum as it is published: « 12 », « entre 72 et 76 », « moins de 5 »."""
    return count(value, measure).removeprefix("au moins ")


def _counted(value: Value, measure: Measure = Measure.PROJECTS) -> str:
    if value.interval.is_exact:
        return projects(value.interval.low, measure).replace(" de recrutement", "")
    return f"{bare(value, measure)} projets{adjective(measure, 2)}"


def _number_line(cell: Cell, query: Query) -> str:
    if cell.value is None:
        return counted(0, "projet")
    if query.measure is not Measure.PROJECTS:
        told, ratio = _part(cell, query.measure)
        return f"{told} ({ratio})" if ratio else told
    parts = [f"{told} difficiles"] if (told := _told_share(cell, Measure.DIFFICULT)) else []
    if query.by is Dimension.YEAR and (told := _told_share(cell, Measure.SEASONAL)):  # a series tells all it holds
        parts.append(f"{told} saisonniers")
    dont = f", dont {' et '.join(parts)}" if parts else ""
    beside = (
        " (total publié)" if cell.value.official else " (secret statistique)" if cell.value.published is None else ""
    )
    return f"{_counted(cell.value)}{beside}{dont}"


def _told_share(cell: Cell, measure: Measure) -> str:
    share = share_of(cell.figures or NOBODY, measure)
    return percent(share.published) if share and share.published is not None else ""


def _part(cell: Cell, measure: Measure) -> tuple[str, str]:
    """Return « 12 projets difficiles sur 98 » and « 12,2 % », or « moins de 5 projets (secret statistique) » alone."""
    figures = cell.figures or NOBODY
    part, total = number_of(figures, measure), number_of(figures, Measure.PROJECTS)
    if total.published is None:
        return f"{_counted(total)} (secret statistique)", ""
    if measure is Measure.NON_SEASONAL:
        return _counted(part, measure), ""
    share = share_of(figures, measure)
    return f"{_counted(part, measure)} sur {bare(total)}", rate(share) if share else ""


def _share_line(cell: Cell, query: Query) -> str:
    if cell.value is None:
        return "part inconnue"
    figures, measure = cell.figures or NOBODY, query.measure
    if measure is Measure.NON_SEASONAL:
        return rate(cell.value)
    part, whole = number_of(figures, measure), number_of(figures, Measure.PROJECTS)
    if cell.value.published is None or part.published is None or whole.published is None:
        return f"{rate(cell.value)} ({_counted(part, measure)} sur {bare(whole)})"
    told = projects(figures.of(measure).published, measure).replace(" de recrutement", "")
    among, of_rows = f"{told} sur {number(figures.projects.published)}", share_of(figures, measure)
    if cell.value.official and of_rows:
        return f"{rate(cell.value)}, part publiée (somme des métiers{NARROW}: {rate(of_rows)}, {among})"
    return f"{rate(cell.value)} ({among})"


def _people_line(cell: Cell, query: Query) -> str:
    people = counted(cell.place.population, "habitant")
    part = _counted(number_of(cell.figures or NOBODY, query.measure), query.measure)
    return f"{said(cell.value, query.statistic, query.measure)} ({part} pour {people})"


def _rate_line(cell: Cell, query: Query) -> str:
    part = _counted(number_of(cell.figures or NOBODY, query.measure), query.measure)
    return f"{said(cell.value, query.statistic, query.measure)} ({part})"


def _masked_line(cell: Cell, query: Query) -> str:
    part = number_of(cell.figures or NOBODY, query.measure)
    hidden = counted(part.masked, "valeur secrète", "valeurs secrètes", feminine=True)
    if not part.masked:
        return f"{hidden} ({_counted(part, query.measure)})"
    return f"{hidden}, {between(part)} projets{adjective(query.measure, 2)} en les comptant"


def _change_line(cell: Cell, query: Query) -> str:
    """« +120 projets, de 300 à 420 (+40,0 %) »; between two published totals, the change alone."""
    before, after, measure = cell.before or NOBODY, cell.figures or NOBODY, query.measure
    if cell.value and cell.value.official:
        return f"{said(cell.value, query.statistic, measure)} entre les totaux publiés"
    grown = growth_of(before, after, measure)
    if grown is None:
        return _moved(cell, measure)
    possible = grown.published is not None and grown.published in grown.interval  # secrets may tell otherwise
    asked = possible or query.statistic is Statistic.GROWTH
    return _moved(cell, measure) + (f" ({said(grown, Statistic.GROWTH)})" if asked else "")


def _moved(cell: Cell, measure: Measure) -> str:
    """« +120 projets, de 300 à 420 », « entre +26 et +29 projets, moins de 5 puis 30 »."""
    before, after = cell.before or NOBODY, cell.figures or NOBODY
    moved = said(change_of(before, after, measure), Statistic.CHANGE, measure)
    first, last = number_of(before, measure), number_of(after, measure)
    told = [bare(first, measure), bare(last, measure)]
    one_number = all(each.published is not None for each in (first, last)) and " et " not in " ".join(told)
    return f"{moved}, {f'de {told[0]} à {told[1]}' if one_number else ' puis '.join(told)}"


def _points_line(cell: Cell, query: Query) -> str:
    """« +5,2 points, de 40,1 % à 45,3 % »."""
    first, last = (share_of(figures or NOBODY, query.measure) for figures in (cell.before, cell.figures))
    if cell.value is None or first is None or last is None:
        return "part inconnue l'une des deux années"
    shares = [rate(each) for each in (first, last)]
    span = f"de {shares[0]} à {shares[1]}" if first.published is not None and last.published is not None else (
        f"{shares[0]} puis {shares[1]}"
    )  # fmt: skip
    return f"{said(cell.value, query.statistic)}, {span}"


def _contribution_line(cell: Cell, query: Query) -> str:
    return f"{said(cell.value, query.statistic)} ({_moved(cell, query.measure)})"


_LINES: Mapping[Statistic, Callable[[Cell, Query], str]] = {
    Statistic.SHARE: _share_line,
    Statistic.PER_THOUSAND: _people_line,
    Statistic.WEIGHT: _rate_line,
    Statistic.SPECIALISATION: _rate_line,
    Statistic.MASKED: _masked_line,
    Statistic.CHANGE: _change_line,
    Statistic.GROWTH: _change_line,
    Statistic.POINTS: _points_line,
    Statistic.CONTRIBUTION: _contribution_line,
}
