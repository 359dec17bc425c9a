"""The occupations the survey knows, in memory: labels, sectors, and what can be followed across nomenclatures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from knowledge.errors import KnowledgeError
from knowledge.occupations import tables
from knowledge.occupations.closest import ClosestTitles
from knowledge.occupations.crosswalk import Crosswalk
from knowledge.occupations.following import Followed, followed
from knowledge.occupations.model import Nomenclature, Occupation, Selection


class Occupations:
    """All occupations; build it once per process with ``occupations()``."""

    def __init__(self) -> None:
        everything = tables.metiers()
        self._by_ref = {one.ref: one for one in everything}
        self._surveyed = tuple(one for one in everything if one.famille)
        self._sectors = {f"domaine:{letter}": label for letter, label in tables.labels("domaines.csv").items()}
        self._sectors |= {f"famille:{letter}": label for letter, label in tables.labels("familles.csv").items()}
        self._crosswalk = Crosswalk()
        self._rome = {one: tables.rome_of(one) for one in Nomenclature}
        self._closest = ClosestTitles(self._surveyed)

    def get(self, ref: str) -> Occupation:
        """Return the occupation of ``fap2021:S2X61``; KnowledgeError when there is none."""
        try:
            return self._by_ref[ref]
        except KeyError:
            raise KnowledgeError(f"Le métier « {ref} » n'existe pas dans l'enquête.") from None

    def label(self, nomenclature: Nomenclature, code: str) -> str:
        """Return the published label of a métier; KnowledgeError when there is none."""
        return self.get(f"{nomenclature.value}:{code}").label

    def surveyed(self, ref: str) -> bool:
        """Return whether the survey publishes this métier; it leaves out the State's own (police, armée…)."""
        return ref in self._by_ref and bool(self._by_ref[ref].famille)

    def all(self, nomenclature: Nomenclature | None = None) -> tuple[Occupation, ...]:
        """Return the surveyed métiers by code, those of ``nomenclature`` only when it is given."""
        return tuple(one for one in self._surveyed if nomenclature in {None, one.nomenclature})

    def sector_label(self, sector: str) -> str:
        """Return the label of ``domaine:B`` or ``famille:O``; KnowledgeError when there is none."""
        try:
            return self._sectors[sector]
        except KeyError:
            raise KnowledgeError(f"Le secteur « {sector} » n'existe pas dans l'enquête.") from None

    def sectors(self) -> tuple[str, ...]:
        """Return the sectors that hold surveyed métiers (21 domaines, 8 familles)."""
        return tuple(one for one in sorted(self._sectors) if self.codes_in_sector(one, Nomenclature.FAP2021))

    def domain_labels(self) -> dict[str, str]:
        """Return the label of each professional domain the survey covers, by ref (``domaine:B``)."""
        return {one: self.sector_label(one) for one in self.sectors() if one.startswith("domaine:")}

    @lru_cache(maxsize=128)  # noqa: B019 — all of them, of the one reference there is
    def codes_in_sector(self, sector: str, nomenclature: Nomenclature) -> tuple[str, ...]:
        """Return the codes of the surveyed métiers of a sector in ``nomenclature``, in order."""
        kind, _, letter = sector.partition(":")
        if kind == "domaine":
            return tuple(one.code for one in self.all(nomenclature) if one.domaine == letter)
        return tuple(one.code for one in self.all(nomenclature) if one.famille == letter)

    def same_meaning(self, codes: Iterable[str], source: Nomenclature = Nomenclature.FAP2009) -> tuple[str, ...] | None:
        """Return the codes of the other nomenclature that mean the same as ``codes`` of ``source``, else None."""
        return self._crosswalk.translate(codes, source)

    def followed(self, selection: Selection, years: Sequence[int]) -> Followed:
        """Return which métiers to sum over ``years`` for ``selection``: as asked, with neighbours, or why none can be.

        See ``Followed``; ValueError without a year.
        """
        fap2009, fap2021 = (tuple(self._surveyed_codes(selection, one)) for one in Nomenclature)
        return followed(replace(selection, fap2009=fap2009, fap2021=fap2021), years, self._crosswalk)

    def _surveyed_codes(self, selection: Selection, nomenclature: Nomenclature) -> Iterable[str]:
        if selection.sector:
            return self.codes_in_sector(selection.sector, nomenclature)
        return (code for code in selection.codes(nomenclature) if self.surveyed(f"{nomenclature.value}:{code}"))

    def follows_sector(self, sector: str) -> bool:
        """Return whether the sum of a sector means the same before and after 2024."""
        return self._crosswalk.follows_sector(sector)

    def why_not_same(self, fap2009: Iterable[str], fap2021: Iterable[str]) -> str:
        """Return the French reason why two look-alikes cannot be followed, "" when none is recorded."""
        return self._crosswalk.why_not(fap2009, fap2021)

    def rome(self, nomenclature: Nomenclature, code: str) -> tuple[str, ...]:
        """Return the ROME "parent" codes of a métier (several métiers may share one, by qualification)."""
        return self._rome[nomenclature].get(code, ())

    def options(self, ambiguous: str) -> list[tuple[str, Selection]]:
        """Return what an ambiguous word may mean, as (button label, selection); KnowledgeError for no such key."""
        entry = tables.curated("ambiguous.yml").get(ambiguous)
        if entry is None:
            raise KnowledgeError(f"« {ambiguous} » ne désigne aucun métier connu.")
        return [(option["label"], tables.selection(option)) for option in entry["options"]]

    def ambiguous_word(self, ambiguous: str) -> str:
        """Return the word an ambiguous key stands for, with its accents ("charge-d-etudes" → "chargé d'études")."""
        self.options(ambiguous)
        return str(tables.curated("ambiguous.yml")[ambiguous]["words"][0])

    def closest_titles(self, word: str, n: int = 5) -> list[tuple[str, Selection]]:
        """Return the ``n`` métiers or job titles nearest to an unknown occupation, nearest first, may be fewer."""
        return self._closest.search(word, n)


@lru_cache(maxsize=1)
def occupations() -> Occupations:
    """Return the occupations, read once per process."""
    return Occupations()
