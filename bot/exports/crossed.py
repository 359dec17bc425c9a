"""The crossed table of a list wanted within each place or year: one row per métier or place, one column for each."""

from __future__ import annotations

from collections.abc import Mapping

from bot.exports.sheet import SECRET, Column, Kind, Sheet, sheet_of
from bot.writing.blocks import Document, TableRow

_KINDS: Mapping[str, Kind] = {
    "share": "percent",
    "weight": "percent",
    "per_thousand": "decimal",
    "specialisation": "decimal",
}
"""How a statistic is written; as a whole number where it is not here."""


def crossed(document: Document) -> Sheet | None:
    """Return the figure asked, rows by groups, None when the answer is one list; an empty cell is not in that list."""
    rows = (document.table.whole or document.table).rows
    if not any(row.group for row in rows):
        return None
    import pandas  # noqa: PLC0415 - half a second, in the process that writes files only

    whole = sheet_of(document)
    frame = pandas.DataFrame(
        [(row.group, row.label, _figure(row)) for row in rows], columns=["group", "label", "figure"], dtype=object
    )
    table = frame.pivot(index="label", columns="group", values="figure")
    table = table.reindex(index=frame["label"].unique(), columns=frame["group"].unique())  # in the answer's order
    cells = table.astype(object).where(table.notna(), other=None)
    kind: Kind = _KINDS.get(rows[0].value.statistic if rows[0].value else "", "number")
    return Sheet(
        title=whole.title,
        columns=(whole.columns[1], *(Column(str(name), kind) for name in cells.columns)),
        rows=tuple((str(name), *values) for name, values in zip(cells.index, cells.to_numpy().tolist(), strict=True)),
        source=whole.source,
        notes=whole.notes,
        origins=whole.origins,
    )


def _figure(row: TableRow) -> float | str:
    return SECRET if row.value is None or row.value.published is None else row.value.published
