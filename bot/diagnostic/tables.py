"""The tables of a diagnostic: rankings of métiers and sectors, places side by side, what rose and fell."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.remarks import lost
from bot.diagnostic import cells
from bot.diagnostic.document import Cell, Column, Evolution, Table, YearBar
from bot.diagnostic.model import Diagnostic, Movements, Peer, YearFigures
from bot.writing.french import capitalised, counted, number, percent, plural
from knowledge.bmo.model import Measure
from knowledge.figures.result import Cell as Figure
from knowledge.figures.result import Listing
from knowledge.figures.sums import NOBODY, Figures
from knowledge.territories.model import Level
from knowledge.territories.wording import de_, named

_RANK = Column("", "rank")
_OCCUPATION = Column("Métier", "label")
_SHARES = (Column("Difficiles", "share"), Column("Saisonniers", "share"))
_SHOWN_SECTORS = 12


def occupations(diagnostic: Diagnostic) -> Table:
    """Return the métiers most looked for."""
    columns = (
        _RANK,
        _OCCUPATION,
        Column("Projets", "bar"),
        *_SHARES,
    )
    ranking = diagnostic.occupations
    longest = _longest(ranking.cells, Measure.PROJECTS)
    rows = [
        (
            cells.count(_sums(row).projects, longest),
            cells.share(_sums(row), Measure.DIFFICULT),
            cells.share(_sums(row), Measure.SEASONAL),
        )
        for row in ranking.cells
    ]
    return Table("", columns, _numbered(ranking.cells, rows), _secret(ranking))


def most(diagnostic: Diagnostic, measure: Measure) -> Table:
    """Return the métiers with most difficult, or seasonal, projects."""
    word = "difficiles" if measure is Measure.DIFFICULT else "saisonniers"
    ranking = diagnostic.difficult if measure is Measure.DIFFICULT else diagnostic.seasonal
    columns = (
        _RANK,
        _OCCUPATION,
        Column(f"Projets {word}", "bar"),
        Column("Projets", "number"),
        Column("Part", "share"),
    )
    longest = _longest(ranking.cells, measure)
    rows = [
        (
            cells.count(_sums(row).of(measure), longest),
            cells.count(_sums(row).projects),
            cells.share(_sums(row), measure),
        )
        for row in ranking.cells
    ]
    title = "Le plus de projets difficiles" if measure is Measure.DIFFICULT else ""
    return Table(title, columns, _numbered(ranking.cells, rows), _secret(ranking), hue=measure.value)


def highest_share(diagnostic: Diagnostic) -> Table:
    """Return the métiers whose share of difficult projects is the highest, of those with projects enough."""
    ranking = diagnostic.difficult_share
    columns = (_RANK, _OCCUPATION, Column("Part difficile", "bar"), Column("Projets difficiles", "part"))
    rows = [
        (cells.share(_sums(row), Measure.DIFFICULT, bar=True), cells.part(_sums(row), Measure.DIFFICULT))
        for row in ranking.cells
    ]
    note = f"Parmi les métiers d'au moins {diagnostic.floor} projets."
    title = "La plus forte part de projets difficiles"
    return Table(title, columns, _numbered(ranking.cells, rows), note, hue=Measure.DIFFICULT.value)


def sectors(diagnostic: Diagnostic) -> Table:
    """Return the professional domains, those beyond the first ones left to a note."""
    columns = (
        Column("Domaine professionnel", "label"),
        Column("Projets", "bar"),
        Column("Poids", "share"),
        *_SHARES,
    )
    shown = diagnostic.sectors.cells[:_SHOWN_SECTORS]
    longest, whole = _longest(shown, Measure.PROJECTS), diagnostic.figures.projects.published
    rows = tuple(
        (
            Cell(row.label),
            cells.count(_sums(row).projects, longest),
            Cell(percent(_sums(row).projects.published / whole)) if whole else cells.SECRET,
            cells.share(_sums(row), Measure.DIFFICULT),
            cells.share(_sums(row), Measure.SEASONAL),
        )
        for row in shown
    )
    hidden = len(diagnostic.sectors.cells) - len(shown)
    rest = sum(_sums(row).projects.published for row in diagnostic.sectors.cells[_SHOWN_SECTORS:])
    more = f"{capitalised(counted(hidden, 'autre domaine', 'autres domaines'))} : {number(rest)} projets publiés. "
    return Table("", columns, rows, f"{more if hidden else ''}{_secret(diagnostic.sectors, 'domaine')}".strip())


def moves(movements: Movements) -> tuple[Table, ...]:
    """Return what rose and what fell the most; a direction in which nothing moved has no table."""
    return tuple(
        Table(title, _move_columns(movements), tuple(_move(change) for change in changes.cells), hue=hue)
        for title, changes, hue in (
            ("Les plus fortes hausses", movements.rising, "up"),
            ("Les plus forts reculs", movements.falling, "down"),
        )
        if changes.cells
    )


def _move_columns(movements: Movements) -> tuple[Column, ...]:
    years = (Column(f"Projets {movements.first}", "number"), Column(f"Projets {movements.last}", "number"))
    return (_OCCUPATION, *years, Column("Évolution", "share"))


def _move(change: Figure) -> tuple[Cell, ...]:
    return (
        Cell(change.label),
        cells.count((change.before or NOBODY).projects),
        cells.count(_sums(change).projects),
        cells.moved(change),
    )


def moves_lead(movements: Movements) -> str:
    """Return how many métiers rose and fell, and of how many nothing can be told."""
    counts = movements.rising
    said = [
        f"De {movements.first} à {movements.last}, {counted(counts.rises, 'métier')} en hausse et "
        f"{counted(counts.falls, 'métier')} en baisse, quelles que soient les valeurs secrètes."
    ]
    if counts.unsure:
        unsure = f"{number(counts.unsure)} {plural(counts.unsure, 'évolution')}"
        said.append(f"Le sens de {unsure} reste inconnu : trop de valeurs secrètes.")
    return " ".join([*said, *lost(movements.lost)])


def places(diagnostic: Diagnostic) -> Table:
    """Return the place set beside what holds it, and what it holds."""
    before = diagnostic.before
    columns = (
        Column("Territoire", "label"),
        Column("Projets", "number"),
        Column(f"Depuis {before.year}" if before else "", "number"),
        Column("Difficiles", "bar"),
        Column("Saisonniers", "share"),
    )
    itself = (diagnostic.figures, before.figures if before else None)
    lines = [
        *((_peer_name(peer), peer.figures, peer.before) for peer in diagnostic.inside),
        (capitalised(_own_name(diagnostic)), *itself),
        *((_peer_name(peer), peer.figures, peer.before) for peer in diagnostic.wider),
    ]
    rows = tuple(
        (
            Cell(name),
            cells.count(figures.projects),
            cells.rate(earlier, figures),
            cells.share(figures, Measure.DIFFICULT, bar=True),
            cells.share(figures, Measure.SEASONAL),
        )
        for name, figures, earlier in lines
    )
    return Table("", columns, rows, hue=Measure.DIFFICULT.value, strong=frozenset({len(diagnostic.inside)}))


def _own_name(diagnostic: Diagnostic) -> str:
    if diagnostic.area.asked.level is Level.EPCI and len(diagnostic.area.units) > 1:
        return "ensemble de ces bassins d'emploi"
    return diagnostic.area.name


def _peer_name(peer: Peer) -> str:
    return capitalised(named(peer.territory))


def evolution(years: Sequence[YearFigures]) -> Evolution:
    """Return a bar for each survey held, its difficult part apart."""
    longest = max((each.figures.projects.published for each in years), default=0) or 1
    bars = []
    for index, each in enumerate(years):
        total, difficult = each.figures.projects, each.figures.difficult
        earlier = years[index - 1] if index and years[index - 1].year == each.year - 1 else None
        change = cells.rate(earlier.figures, each.figures).text if earlier else ""
        length = 0.0 if total.is_masked else total.published / longest
        part = 0.0 if difficult.is_masked else min(difficult.published / longest, length)
        bars.append(YearBar(str(each.year), cells.count(total).text, change, length, part))
    said = " ; ".join(f"{bar.year} : {bar.text} projets" for bar in bars)
    return Evolution(tuple(bars), f"Projets de recrutement par année. {said}.", ("jugés difficiles", "autres projets"))


def by_year(years: Sequence[YearFigures]) -> Table:
    """Return the figures of each survey held."""
    columns = (
        Column("Enquête", "label"),
        Column("Projets", "number"),
        Column("Sur un an", "number"),
        *_SHARES,
    )
    rows = []
    for index, each in enumerate(years):
        earlier = years[index - 1].figures if index and years[index - 1].year == each.year - 1 else None
        rows.append(
            (
                Cell(str(each.year)),
                cells.count(each.figures.projects),
                cells.rate(earlier, each.figures),
                cells.share(each.figures, Measure.DIFFICULT),
                cells.share(each.figures, Measure.SEASONAL),
            )
        )
    return Table("", columns, tuple(rows), strong=frozenset({len(rows) - 1}))


def inside_lead(diagnostic: Diagnostic) -> str:
    """Return what the rows around the place are."""
    if not diagnostic.inside:
        return ""
    if diagnostic.area.asked.level is Level.EPCI:
        return diagnostic.area.note
    noun = "bassins d'emploi" if diagnostic.area.asked.level is Level.DEPARTEMENT else "départements"
    return f"Les {noun} {de_(diagnostic.area.asked)} par nombre de projets, puis ce qui les entoure."


def _numbered(rows: Sequence[Figure], figures: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    pairs = zip(rows, figures, strict=True)
    return tuple((Cell(str(rank)), Cell(row.label), *found) for rank, (row, found) in enumerate(pairs, start=1))


def _longest(rows: Sequence[Figure], measure: Measure) -> float:
    return max((_sums(row).of(measure).published for row in rows), default=0)


def _sums(row: Figure) -> Figures:
    return row.figures or NOBODY


def _secret(ranking: Listing, noun: str = "métier") -> str:
    """Say how many rows hide their number: each is of a few projects at most."""
    if not ranking.secret:
        return ""
    verb = plural(ranking.secret, "a un chiffre secret", "ont un chiffre secret")
    return f"{capitalised(counted(ranking.secret, noun))} {verb}."
