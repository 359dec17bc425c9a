"""The one place that knows the columns of the survey's workbooks, whatever the vintage."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.text import fold


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in a row, the header shown in messages, the folded headers it had over the years."""

    field: str
    title: str
    headers: re.Pattern[str]
    required: bool = True


def _column(field: str, title: str, headers: str, *, required: bool = True) -> Column:
    return Column(field, title, re.compile(headers), required)


COLUMNS = (
    _column("year", "annee", r"annee"),
    _column("fap", "Code métier BMO", r"(code )?metier( bmo)?"),
    _column("label", "Nom métier BMO", r"nom ?metier( bmo)?|libelle du metier"),
    _column("famille", "Famille_met", r"famille met(ier)?"),
    _column("famille_label", "Lbl_fam_met", r"lbl fam met|libelle de famille de metier"),
    _column("bassin", "BE", r"be\d\d"),
    _column("bassin_label", "NOMBE", r"nombe\d\d"),
    _column("departement", "Dept", r"dept|departement"),
    _column("departement_label", "NomDept", r"nomdept", required=False),
    _column("region", "REG", r"reg(\d\d)?|region"),
    _column("region_label", "NOM_REG", r"nom reg(\d\d)?", required=False),
    _column("projects", "met", r"met"),
    _column("difficult", "xmet", r"xmet"),
    _column("seasonal", "smet", r"smet"),
    # 2016 only, and always "NORMAL".
    _column("normal", "NORMAL", r"normal", required=False),
    # From 2026: the local employment committee. It adds nothing to métier × bassin × département.
    _column("clpe", "clpe", r"clpe", required=False),
)


def column_of(header: object) -> Column | None:
    """Return the column a header cell names (accents, case, spaces and vintage ignored), None when unknown."""
    key = fold(str(header))
    return next((column for column in COLUMNS if column.headers.fullmatch(key)), None)
