"""What the sums behind one cell say in words: the figure asked first, then what puts it in proportion."""

from __future__ import annotations

from dataclasses import replace

from bot.question import Question
from bot.writing.cells import line
from bot.writing.french import NARROW, adjective, capitalised, counted, number, plural, projects
from bot.writing.reply import Row
from bot.writing.values import amount, count, is_told_by_bounds, margin, rate
from knowledge.bmo.model import Measure, PublishedTotal
from knowledge.figures.interval import Interval
from knowledge.figures.query import Query, Statistic
from knowledge.figures.result import Cell, Value
from knowledge.figures.sums import NOBODY, Figures
from knowledge.figures.values import number_of, share_of

_PREDICATES = {
    Measure.DIFFICULT: ("jugé difficile", "jugés difficiles"),
    Measure.SEASONAL: ("saisonnier", "saisonniers"),
}


def says(
    figures: Figures,
    measure: Measure = Measure.PROJECTS,
    *,
    share: bool = False,
    total: PublishedTotal | None = None,
) -> str:
    """Return sums in words: « 28 projets de recrutement, dont 60 % difficiles », « 60 % de projets difficiles »."""
    value, ratio = number_of(figures, measure), share_of(figures, measure)
    if measure is Measure.PROJECTS or figures.projects.is_masked:
        return _secret(figures) or amount(number_of(figures, Measure.PROJECTS)) + _proportions(figures, None)
    if share and ratio and ratio.published is not None:
        among = number(figures.projects.published)
        detail = f" ({number(figures.of(measure).published)} publiés sur {among})"
        if not is_told_by_bounds(value, measure):
            detail = f" ({count(value, measure)} sur {among})"
        least = measure is Measure.NON_SEASONAL
        return f"{rate(ratio)} de projets{adjective(measure, 2)}{'' if least else detail}"
    if measure is Measure.NON_SEASONAL:
        return amount(value, measure)
    if value.published is None or ratio is None:
        return f"{amount(value, measure)}, pour {amount(number_of(figures, Measure.PROJECTS))}"
    is_one, by_bounds = value.interval.high < 2, is_told_by_bounds(value, measure)
    among = "" if by_bounds else f" sur {number(figures.projects.published)}"
    noun = f"{count(value)} {plural(value.interval.high, 'projet')}{among}"
    published = published_share(total, measure)
    part = f"{published} (part publiée)" if published else margin(ratio, Statistic.SHARE) if by_bounds else rate(ratio)
    return f"{noun} {'est' if is_one else 'sont'} {_PREDICATES[measure][not is_one]}, soit {part}"


def _secret(figures: Figures) -> str:
    """« entre 3 et 12 projets de recrutement (secret statistique) » where nothing at all is published, else ""."""
    if not figures.projects.is_masked:
        return ""
    said = amount(number_of(figures, Measure.PROJECTS))
    return said if "secret" in said else f"{said} (secret statistique)"


def _proportions(figures: Figures, total: PublishedTotal | None) -> str:
    parts = []
    for measure, word in ((Measure.DIFFICULT, "difficiles"), (Measure.SEASONAL, "saisonniers")):
        share = published_share(total, measure) or _rate(figures, measure)
        parts += [f"{share} {word}"] if share else []
    return f", dont {' et '.join(parts)}" if parts else ""


def _rate(figures: Figures, measure: Measure) -> str:
    ratio = share_of(figures, measure)
    return rate(ratio) if ratio and ratio.published is not None else ""


def published_share(total: PublishedTotal | None, measure: Measure) -> str:
    """Return the share published beside a total, « 50,1 % », "" where there is none."""
    found = {Measure.DIFFICULT: "difficult_percent", Measure.SEASONAL: "seasonal_percent"}.get(measure)
    percent = getattr(total, found) if total and found else None
    return "" if percent is None else f"{number(percent, 0 if percent == int(percent) else 1)}{NARROW}%"


def share_told(cell: Cell, measure: Measure) -> Value | None:
    """Return the share that every clause tells of a cell: the one published where there is one, else its rows'."""
    total = official_of(cell)
    percent = {Measure.DIFFICULT: total.difficult_percent, Measure.SEASONAL: total.seasonal_percent} if total else {}
    published = percent.get(measure)
    if published is None:
        return share_of(cell.figures or NOBODY, measure)
    return Value(published / 100, 0, Interval.exactly(published / 100), official=True)


def official_of(cell: Cell) -> PublishedTotal | None:
    """Return the total published for a cell, where it says more than the rows: they hide something, or are not held."""
    figures, total = cell.figures, cell.official
    if total is None or (figures and (total.approximate or figures.interval(Measure.PROJECTS).is_exact)):
        return None
    return total


def says_officially(total: PublishedTotal, figures: Figures | None, measure: Measure, *, share: bool = False) -> str:
    """Return what was published, with what the rows say beside; "" when it is not what is asked."""
    about = "environ " if total.approximate else ""
    if measure is Measure.PROJECTS:
        proportions = _proportions(figures or NOBODY, total)
        return f"{about}{projects(total.projects)} (total publié){proportions}"
    published = published_share(total, measure)
    if not published or (figures and not share):
        return ""
    whole = f", sur {about}{projects(total.projects)}" if figures is None else ""
    return f"{published} de projets{adjective(measure, 2)} (part publiée{whole})"


def cell_says(cell: Cell, measure: Measure, *, share: bool = False) -> str:
    """Return what a cell says, what was published as it stands before the sums of rows."""
    total = official_of(cell)
    official = says_officially(total, cell.figures, measure, share=share) if total else ""
    return official or (says(cell.figures, measure, share=share, total=total) if cell.figures else projects(0, measure))


def bounds_of(cell: Cell, question: Question) -> list[str]:
    """Return the sentence on what secret values leave possible, and on the sum of rows beside a published figure."""
    figures, measure = cell.figures, question.measure or Measure.PROJECTS
    if figures is None:
        return []
    share = share_of(figures, measure) if question.share and measure is not Measure.PROJECTS else None
    total = official_of(cell)
    official = bool(total and says_officially(total, figures, measure, share=question.share))
    if share:
        said = margin(share, Statistic.SHARE)
        lead = f"Somme des métiers{NARROW}: {rate(share)}, " if official else "Part "
        return [f"{lead}{said} avec les valeurs secrètes."] if said else []
    value = number_of(figures, measure)
    bounds = margin(value, Statistic.NUMBER)
    if value.published is None or not bounds:
        return []
    secret = counted(value.masked, "valeur secrète", "valeurs secrètes", feminine=True)
    if official:
        return [f"Somme des métiers{NARROW}: {number(value.published)} projets publiés, {bounds} en comptant {secret}."]
    added = plural(value.masked, "s'y ajoute", "s'y ajoutent")
    if is_told_by_bounds(value, measure):
        return [f"Valeurs publiées{NARROW}: {says_published(figures, measure)}{NARROW}; {added} {secret}."]
    return [f"{capitalised(secret)} {added}{NARROW}: le total est {bounds}."]


def says_published(figures: Figures, measure: Measure) -> str:
    """Return what published cells alone say: « 41 786 projets difficiles sur 84 515 (49,4 %) »."""
    part, ratio = figures.of(measure).published, share_of(figures, measure)
    noun = f"{number(part)} {plural(part, 'projet')}{adjective(measure, part)}"
    among = measure in _PREDICATES and ratio
    return f"{noun} sur {number(figures.projects.published)} ({rate(ratio)})" if among and ratio else noun


def row_of(cell: Cell, query: Query, label: str, ref: str = "", *, told: bool = False) -> Row:
    """Return the row of a cell, for the table; its text is left out unless ``told``: it would repeat the sentence.

    The row tells the sum, which the whole list tells, and the published total beside it.
    """
    total, rows = official_of(cell), cell
    if cell.figures and query.statistic is Statistic.NUMBER:
        rows = replace(cell, value=number_of(cell.figures, query.measure))
    difficult = published_share(total, Measure.DIFFICULT)
    dont = f", dont {difficult} difficiles" if difficult else ""
    beside = f" (total publié{NARROW}: {number(total.projects)}{dont})" if total and rows is not cell else ""
    about = "environ " if total and total.approximate else ""
    text = f"• {label} : {about}{line(rows, query)}{beside if query.measure is Measure.PROJECTS else ''}"
    published = total.projects if total and cell.figures is None else None
    row = Row.of(cell, query, text if told else "", label=label)
    return replace(row, ref=ref or cell.ref, territory=cell.place.units[0].ref, published_total=published)


def secret_cells(figures: Figures, measure: Measure) -> int:
    """Return how many masked cells stand behind what is shown for ``measure``."""
    return max(figures.projects.masked, figures.of(measure).masked)
