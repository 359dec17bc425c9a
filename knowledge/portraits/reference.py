"""Who does each métier in France, in memory (Dares, Portraits statistiques des métiers, 2017-2019).

Pay is the median net monthly pay of full-time employees, in euros; all other figures are percents of those who do the
métier. They describe France and the people at work, not what a local employer asks or offers.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from knowledge.portraits.embed import FOLDER, PORTRAITS
from knowledge.portraits.model import ALL_METIERS, COLUMNS, FIGURES, Aspect, Portrait
from knowledge.tabular import read_table

_LEVELS = (5, 3, 1)
"""Lengths of a FAP2009 code: métier (225), family (87), domain (22)."""


class Portraits:
    """The portraits held; build it once with :func:`portraits`."""

    def __init__(self, folder: Path = FOLDER) -> None:
        _, *rows = read_table(folder / PORTRAITS)
        self._portraits = {
            code: Portrait(code, label, {name: float(cell) for name, cell in zip(COLUMNS, cells, strict=True) if cell})
            for code, label, *cells in rows
        }

    def __iter__(self) -> Iterator[Portrait]:
        return iter(self._portraits.values())

    @property
    def everyone(self) -> Portrait:
        """All métiers together."""
        return self._portraits[ALL_METIERS]

    def get(self, code: str) -> Portrait | None:
        """Return the portrait of a FAP2009 code, None where there is none."""
        return self._portraits.get(code)

    def of(self, code: str, aspect: Aspect) -> Portrait | None:
        """Return the portrait that tells ``aspect`` of a FAP2009 code, at the finest level that does, else None.

        The first figure of the aspect decides: a median pay, the first share. ``code`` is a métier (``D2Z42``), a
        family (``D2Z``) or a domain (``D``).
        """
        for length in _LEVELS:
            found = self._portraits.get(code[:length]) if length <= len(code) else None
            if found is not None and any(name in found.figures for name in FIGURES[aspect]):
                return found
        return None


@lru_cache(maxsize=1)
def portraits() -> Portraits:
    """Return the portraits of the embedded file, read once per process."""
    return Portraits()
