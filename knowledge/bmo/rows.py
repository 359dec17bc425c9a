"""One row of the survey, as every other module hands it on."""

from __future__ import annotations

from typing import NamedTuple


class BmoRow(NamedTuple):
    """One métier × one bassin × one département; a count is in projects, None when masked (secrecy).

    Counts are ints where whole; 2016 to 2018 have decimals. ``bassin`` is empty where the workbook names none.
    """

    year: int
    fap: str
    label: str
    famille: str
    famille_label: str
    bassin: str
    bassin_label: str
    departement: str
    region: str
    projects: float | None
    difficult: float | None
    seasonal: float | None

    @property
    def counts(self) -> tuple[float | None, float | None, float | None]:
        """Projects, difficult ones, seasonal ones."""
        return self.projects, self.difficult, self.seasonal
