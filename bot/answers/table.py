"""The table behind an answer: what the web page shows and sorts, and exactly what its files hold.

One cell is ``{"value": 123, "text": "123", "masked": 0}``; a number under statistical secrecy has no value, and
``masked`` says how many survey cells are hidden behind a sum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.writing.blocks import Cell, Column, ColumnKind, Table, TableRow, Told, Total
from bot.writing.french import number, percent, signed, signed_percent, typeset
from bot.writing.reply import Reply, Row
from bot.writing.title import title_of
from bot.writing.values import margin, said, span
from knowledge.bmo.model import Measure
from knowledge.figures.interval import Interval
from knowledge.figures.query import Statistic
from knowledge.figures.result import Value
from knowledge.figures.sums import NOBODY, Figures, Sum
from knowledge.figures.values import change_of, growth_of

_HIDDEN = "secret"
_HEADERS = {
    "fap2021": "Métier",
    "fap2009": "Métier",
    "domaine": "Secteur",
    "famille": "Secteur",
    "bassin": "Bassin d'emploi",
    "departement": "Département",
    "region": "Région",
    "france": "Territoire",
    "commune": "Commune",
    "rome": "Métier (ROME)",
    "portrait": "Métier",
    "month": "Mois",
}


def table_of(reply: Reply) -> Table | None:
    """Return the table of an answer, with its whole list where it has one; None when there is nothing to put in one."""
    if not reply.rows:
        return None
    facts, about = reply.facts, reply.topic.about
    columns, rows = _shown(reply.rows)
    table = Table(
        title=typeset(title_of(facts)),
        columns=columns,
        rows=rows,
        drawing=about.drawing,
        numbered=about.numbered,
        measure=facts.measure or Measure.PROJECTS.value,
        share=facts.share,
        places=facts.places,
        origins=reply.origins,
        of_survey=not any(row.values for row in reply.rows),
    )
    if not reply.all_rows:
        return table
    columns, rows = _shown(reply.all_rows)
    return table.but(whole=table.but(columns=columns, rows=rows))


def _shown(rows: Sequence[Row]) -> tuple[tuple[Column, ...], tuple[TableRow, ...]]:
    columns, cells = _columns_of(rows)
    names = [_column("label", _header(rows), "text")]
    if any(row.group for row in rows):
        names.insert(0, _column("group", "Année" if rows[0].group.isdigit() else "Territoire", "text"))
    return (*names, *columns), tuple(_row(row, (*_names(row, names), *cells(row))) for row in rows)


def _row(row: Row, cells: tuple[Cell, ...]) -> TableRow:
    return TableRow(
        label=row.label,
        ref=row.ref,
        year=row.year,
        cells=cells,
        text=typeset(row.text),
        group=row.group,
        territory=row.territory,
        rank=row.rank,
        pointed=row.pointed,
        value=_told(row.value, row.statistic) if row.value else None,
        totals=_totals(row.figures) or _published_total(row),
        before=_totals(row.before),
    )


def _told(value: Value, statistic: Statistic) -> Told:
    low, high = value.interval.low, value.interval.high
    return Told(statistic=statistic.value, published=value.published, low=low, high=high, masked=value.masked)


def _totals(figures: Figures | None) -> dict[str, Total]:
    if figures is None:
        return {}
    return {each.value: _total(figures.of(each), figures.interval(each)) for each in Measure}


def _published_total(row: Row) -> dict[str, Total]:
    if row.published_total is None:
        return {}
    return {"projects": _total(Sum(row.published_total, 0, 1), Interval.exactly(row.published_total))}


def _total(total: Sum, bounds: Interval) -> Total:
    return Total.of(published=total.published, masked=total.masked, cells=total.cells, low=bounds.low, high=bounds.high)


def _column(key: str, label: str, kind: ColumnKind) -> Column:
    return Column(key=key, label=label, kind=kind)


def _columns_of(rows: Sequence[Row]) -> tuple[list[Column], Callable[[Row], list[Cell]]]:
    if rows[0].values:
        return _values(rows)
    return _changes(rows) if rows[0].before is not None else _figures(rows)


def _header(rows: Sequence[Row]) -> str:
    kinds = {row.ref.partition(":")[0] for row in rows}
    if all(kind.isdigit() for kind in kinds):
        return "Année"
    headers = {_HEADERS.get(kind, "Territoire") for kind in kinds}
    return headers.pop() if len(headers) == 1 else "Territoire"


def _names(row: Row, columns: Sequence[Column]) -> list[Cell]:
    names = [row.group if column.key == "group" else row.label for column in columns]
    return [Cell.of(name, name) for name in names]


def _values(rows: Sequence[Row]) -> tuple[list[Column], Callable[[Row], list[Cell]]]:
    """Figures of another source: the columns that the rows bring with them."""
    columns = [_column(each.key, each.label, each.kind) for each in rows[0].values]
    return columns, lambda row: [Cell.of(each.value, each.text) for each in row.values]


_MEASURES = (
    ("projects", "Projets", Measure.PROJECTS),
    ("difficult", "Difficiles", Measure.DIFFICULT),
    ("seasonal", "Saisonniers", Measure.SEASONAL),
)


_ASKED = {
    Statistic.PER_THOUSAND: _column("value", "Pour 1 000 habitants", "decimal"),
    Statistic.WEIGHT: _column("value", "Poids", "percent"),
    Statistic.SPECIALISATION: _column("value", "Poids comparé", "decimal"),
    Statistic.MASKED: _column("value", "Valeurs secrètes", "number"),
}
"""The column of what is asked, when it is neither a number nor a share of projects."""
_OFFICIAL = _column("official", "Total publié", "number")
_MINIMA = frozenset({Statistic.NUMBER, Statistic.PER_THOUSAND})
"""What secret values can only add to."""


def _asked(row: Row) -> Cell:
    return value_cell(row.value, row.statistic, row.measure)


def _published(row: Row) -> Cell:
    if row.value is None or not row.value.official:
        return _EMPTY
    return Cell.of(row.value.published, number(row.value.interval.low))


def value_cell(value: Value | None, statistic: Statistic, measure: Measure) -> Cell:
    """Return the cell of a figure: what is published of it, or nothing when all of it is secret."""
    if value is None:
        return _EMPTY
    if value.published is None:
        return Cell.of(None, margin(value, statistic), masked=value.masked)
    text = number(value.published, 1) if statistic in _DECIMALS else said(value, statistic, measure)
    masked = value.masked if statistic in _MINIMA else 0
    return Cell.of(round(value.published, 6), text, masked=masked)


_DECIMALS = frozenset({Statistic.PER_THOUSAND, Statistic.SPECIALISATION})


def _figures(rows: Sequence[Row]) -> tuple[list[Column], Callable[[Row], list[Cell]]]:
    """Projects, then difficult and seasonal ones with their shares; projects alone for published totals."""
    shown = _MEASURES if any(row.figures for row in rows) else _MEASURES[:1]
    asked = _ASKED.get(rows[0].statistic)
    official = any(row.value and row.value.official for row in rows)
    columns = [asked] if asked else [_OFFICIAL] if official else []
    for key, label, measure in shown:
        columns.append(_column(key, label, "number"))
        if measure is not Measure.PROJECTS:
            columns.append(_column(f"{key}_share", f"Part {label.lower()}", "percent"))

    def cells(row: Row) -> list[Cell]:
        found = [_asked(row)] if asked else [_published(row)] if official else []
        for _, _, measure in shown:
            found.append(_count(row, measure))
            if measure is not Measure.PROJECTS:
                found.append(_share(row.figures, measure))
        return found

    return columns, cells


def _count(row: Row, measure: Measure) -> Cell:
    if row.figures is not None:
        return sum_cell(row.figures.of(measure))
    if measure is Measure.PROJECTS and row.published_total is not None:
        return Cell.of(row.published_total, number(row.published_total))
    nobody = measure is Measure.PROJECTS and row.published_total is None
    return Cell.of(0 if nobody else None, "0" if nobody else "")


def sum_cell(total: Sum) -> Cell:
    """Return the cell of a sum: its published part, or nothing when everything is under secrecy."""
    if total.is_masked:
        return Cell.of(None, _HIDDEN, masked=total.masked)
    return Cell.of(total.published, number(total.published), masked=total.masked)


def _share(figures: Figures | None, measure: Measure) -> Cell:
    share = figures.share(measure) if figures else None
    if figures is None:
        return _EMPTY
    if share is None:
        return Cell.of(None, _HIDDEN, masked=figures.of(measure).masked)
    return Cell.of(round(share.value, 6), percent(share.value))


def _changes(rows: Sequence[Row]) -> tuple[list[Column], Callable[[Row], list[Cell]]]:
    """The number of each of the two surveys, the change, the change in percent, and the points asked, if any."""
    columns = [
        _column("before", str(rows[0].before_year), "number"),
        _column("after", str(rows[0].year), "number"),
        _column("change", "Écart", "change"),
        _column("ratio", "Évolution", "ratio"),
    ]
    asked = _POINTS.get(rows[0].statistic)

    def cells(row: Row) -> list[Cell]:
        before, after = row.before or NOBODY, row.figures or NOBODY
        return [
            sum_cell(before.of(row.measure)),
            sum_cell(after.of(row.measure)),
            _moved(change_of(before, after, row.measure), signed),
            _moved(growth_of(before, after, row.measure), signed_percent),
            *([_asked(row)] if asked else []),
        ]

    return [*columns, *([asked] if asked else [])], cells


_POINTS = {
    Statistic.POINTS: _column("value", "Écart de part", "ratio"),
    Statistic.CONTRIBUTION: _column("value", "Contribution", "ratio"),
}


def _moved(value: Value | None, write: Callable[[float], str]) -> Cell:
    if value is None:
        return _EMPTY
    low, high = write(value.interval.low), write(value.interval.high)
    if low != high:
        return Cell.of(None, span(low, high), masked=value.masked)
    return Cell.of(round(value.interval.low, 6), low)


_EMPTY = Cell.of(None, "")
