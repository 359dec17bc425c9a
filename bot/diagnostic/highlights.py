"""The few sentences to remember, each from the figures of the diagnostic."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers.firsts import certain_first
from bot.diagnostic import cells
from bot.diagnostic.model import Diagnostic, Peer
from bot.writing.french import NARROW, amount, capitalised, number, percent, plural, projects, quoted, signed_percent
from bot.writing.values import said
from knowledge.bmo.model import Measure
from knowledge.figures.interval import Interval
from knowledge.figures.query import Statistic
from knowledge.figures.result import Listing, Value
from knowledge.figures.sums import NOBODY, Figures, Share
from knowledge.territories.model import Level
from knowledge.territories.wording import de_, in_

_NOUNS = {Level.BASSIN: "bassins d'emploi", Level.DEPARTEMENT: "départements"}


def highlights(diagnostic: Diagnostic) -> tuple[str, ...]:
    """Return the sentences of « À retenir »."""
    return tuple(_sentences(diagnostic))


def _sentences(diagnostic: Diagnostic) -> Iterator[str]:
    yield _total(diagnostic)
    if diagnostic.rank and diagnostic.rank.projects:
        yield _standing(diagnostic)
    if comparison := _against(diagnostic):
        yield comparison
    if diagnostic.occupations.cells:
        yield _first_occupation(diagnostic)
    if tension := _tension(diagnostic):
        yield tension
    if movement := _movement(diagnostic):
        yield movement


def _total(diagnostic: Diagnostic) -> str:
    said = f"{capitalised(amount(diagnostic.figures.projects))} {_announced(diagnostic.figures)} en {diagnostic.year}"
    before = diagnostic.before
    if before is None or not before.figures.projects.published or diagnostic.figures.projects.is_masked:
        return f"{said}."
    after, earlier = diagnostic.figures.projects.published, before.figures.projects.published
    if after == earlier:
        return f"{said}, autant qu'en {before.year}."
    word = "plus" if after > earlier else "moins"
    change = signed_percent(after / earlier - 1)
    return f"{said}, {number(abs(after - earlier))} de {word} qu'en {before.year} ({change})."


def _announced(figures: Figures) -> str:
    return plural(figures.projects.published, "annoncé")


def _standing(diagnostic: Diagnostic) -> str:
    rank = diagnostic.rank
    if rank is None or rank.projects is None:
        return ""
    level = _NOUNS[diagnostic.area.asked.level]
    share = f", {_ordinal(rank.difficult_share)} pour la part de projets difficiles" if rank.difficult_share else ""
    place = f"{_ordinal(rank.projects)} des {rank.of} {level} {de_(rank.within)} pour le nombre de projets"
    return f"{capitalised(place)}{share}."


def _ordinal(rank: Interval) -> str:
    return said(Value(None, 0, rank), Statistic.RANK)


def _against(diagnostic: Diagnostic) -> str:
    """The difficult share set against that of the région, or of France for a région."""
    share = diagnostic.figures.share(Measure.DIFFICULT)
    other = _reference(diagnostic)
    theirs = other.figures.share(Measure.DIFFICULT) if other else None
    if share is None or other is None or theirs is None:
        return ""
    opening = f"{percent(share.value)} des projets sont jugés difficiles"
    where = f"{in_(other.territory)} ({percent(theirs.value)})"
    if _overlap(share, theirs):
        return f"{opening}, une part comparable à celle relevée {where}."
    gap = (share.value - theirs.value) * 100
    unit = plural(int(abs(gap)), "point")
    return f"{opening}, {number(abs(gap), 1)} {unit} de {'plus' if gap > 0 else 'moins'} qu'{where}."


def _reference(diagnostic: Diagnostic) -> Peer | None:
    by_level = {peer.territory.level: peer for peer in diagnostic.wider}
    return by_level.get(Level.REGION) or by_level.get(Level.FRANCE)


def _overlap(one: Share, other: Share) -> bool:
    """Secret values leave the two intervals a common part: neither share can be said the greater."""
    return one.low <= other.high and other.low <= one.high


def _first_occupation(diagnostic: Diagnostic) -> str:
    rows = diagnostic.occupations.cells
    named = _named(diagnostic.occupations, "Premier métier recherché", "Parmi les premiers métiers recherchés")
    first = f"{named}, {_count(rows[0].figures or NOBODY)}"
    if len(rows) < 2 or not diagnostic.figures.projects.published:
        return f"{first}."
    shown = sum((row.figures or NOBODY).projects.published for row in rows)
    together = shown / diagnostic.figures.projects.published
    return f"{first}{NARROW}; les {len(rows)} premiers métiers réunissent {percent(together)} des projets publiés."


def _named(listing: Listing, certain: str, uncertain: str) -> str:
    """Return « Premier métier recherché : « Couvreurs » », in other words where others may be before it."""
    sure = len(certain_first(listing)) == 1
    return f"{certain if sure else uncertain} : {quoted(listing.cells[0].label)}"


def _count(figures: Figures) -> str:
    return amount(figures.projects).replace(" de recrutement", "")


def _tension(diagnostic: Diagnostic) -> str:
    if not diagnostic.difficult.cells:
        return ""
    figures = diagnostic.difficult.cells[0].figures or NOBODY
    part, share = figures.difficult, figures.share(Measure.DIFFICULT)
    ratio = f", soit {percent(share.value)} des siens" if share else ""
    least = "au moins " if part.masked else ""
    counted = projects(part.published, Measure.DIFFICULT).replace(" de recrutement", "")
    first = _named(
        diagnostic.difficult, "Plus grand nombre de projets difficiles", "Parmi les plus nombreux projets difficiles"
    )
    return f"{first}, {least}{counted}{ratio}."


def _movement(diagnostic: Diagnostic) -> str:
    """What certainly rose, and fell, the most; nothing where secret values leave that open."""
    moves = diagnostic.movements
    if moves is None:
        return ""
    parts = []
    for word, listing in (("plus forte hausse", moves.rising), ("plus fort recul", moves.falling)):
        certain = certain_first(listing)
        if len(certain) == 1:
            parts.append(f"{word} : {quoted(certain[0].label)} ({cells.moved(certain[0]).text})")
    return f"{capitalised(f'{NARROW}; '.join(parts))} depuis {moves.first}." if parts else ""
