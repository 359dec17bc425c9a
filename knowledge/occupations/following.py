"""Which métiers can be summed year after year for what was asked, when the nomenclature changes in 2024."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.occupations.crosswalk import Crosswalk
from knowledge.occupations.model import FIRST_FAP2021_YEAR, Nomenclature, Selection, nomenclature_of

_BROKEN = "sans équivalent sûr pour ce qui est demandé"
_NOT_BEFORE = f"l'enquête ne compte pas ce métier à part avant {FIRST_FAP2021_YEAR}"
_NO_MORE = f"l'enquête ne compte plus ce métier à part depuis {FIRST_FAP2021_YEAR}"
_SECTOR = "ce secteur ne réunit pas les mêmes métiers avant et après 2024"
_UNSURVEYED = "l'enquête ne publie pas ce métier"
_AMBIGUOUS = "ce mot désigne plusieurs métiers"


@dataclass(frozen=True, slots=True)
class Followed:
    """The métiers to sum in the years of each nomenclature: both sums mean the same thing.

    ``exact``: nothing more than what was asked is summed. ``added``: the refs of the neighbours that must be summed
    with it, else (``fap2021:T2B60``); they may be many (the whole of banking), so the reader must be told of them.
    ``why_not``: the French reason, no capital nor full stop, why no such sum exists, "" when there is one; then no
    code is given. A nomenclature that no year asked uses has no code.
    """

    fap2009: tuple[str, ...] = ()
    fap2021: tuple[str, ...] = ()
    exact: bool = False
    added: tuple[str, ...] = ()
    why_not: str = ""

    def codes(self, nomenclature: Nomenclature) -> tuple[str, ...]:
        """Return the codes to sum in the years of ``nomenclature``."""
        return self.fap2021 if nomenclature is Nomenclature.FAP2021 else self.fap2009


def followed(asked: Selection, years: Sequence[int], crosswalk: Crosswalk) -> Followed:
    """Return what to sum over ``years`` for the surveyed codes of ``asked``; ValueError without a year.

    Across 2024 the sums hold every code asked, or there is none: no other métier ever stands in for one.
    """
    used = {nomenclature_of(year) for year in years}
    if not used:
        raise ValueError("no year to follow")
    if asked.ambiguous:
        return Followed(why_not=_AMBIGUOUS)
    if len(used) == 1:
        return _within(asked, used.pop())
    if asked.sector:
        exact = crosswalk.follows_sector(asked.sector)
        return Followed(asked.fap2009, asked.fap2021, exact=True) if exact else Followed(why_not=_SECTOR)
    return _across(asked, crosswalk)


def _within(asked: Selection, nomenclature: Nomenclature) -> Followed:
    """Return the codes asked, as they are: the years have one nomenclature."""
    if nomenclature is Nomenclature.FAP2021:
        return Followed(fap2021=asked.fap2021, exact=True) if asked.fap2021 else Followed(why_not=_NO_MORE)
    return Followed(fap2009=asked.fap2009, exact=True) if asked.fap2009 else Followed(why_not=_NOT_BEFORE)


def _across(asked: Selection, crosswalk: Crosswalk) -> Followed:
    """Return the smallest sums that mean the same in both nomenclatures and hold every code asked."""
    group = crosswalk.enlarged(asked)
    if group is None:
        known = bool(asked.fap2009), bool(asked.fap2021)
        missing = {(True, False): _NO_MORE, (False, True): _NOT_BEFORE, (False, False): _UNSURVEYED}.get(known)
        return Followed(why_not=missing or crosswalk.why_not(asked.fap2009, asked.fap2021) or _BROKEN)
    added = tuple(
        f"{nomenclature.value}:{code}"
        for nomenclature in Nomenclature
        for code in group.codes(nomenclature)
        if asked.codes(nomenclature) and code not in asked.codes(nomenclature)
    )
    return Followed(group.fap2009, group.fap2021, exact=not added, added=added)
