"""The known names nearest to an occupation nobody listed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from rapidfuzz import fuzz, process

from knowledge.occupations import tables
from knowledge.occupations.model import Nomenclature, Occupation, Selection
from knowledge.occupations.titles import genders
from knowledge.occupations.words import key

_SMALLEST_SCORE = 60
_SMALLEST_SUM = 125
_SHORTLIST = 80


class ClosestTitles:
    """Searches by spelling the métiers of the current nomenclature, the everyday words and the job titles."""

    def __init__(self, metiers: Iterable[Occupation]) -> None:
        self._metiers = [one for one in metiers if one.nomenclature is Nomenclature.FAP2021]

    def search(self, word: str, n: int) -> list[tuple[str, Selection]]:
        """Return at most ``n`` (label, selection), the nearest first, no two with the same name or selection."""
        names, keys = self._names
        wanted = key(word)
        near = process.extract(wanted, keys, scorer=fuzz.WRatio, limit=_SHORTLIST, score_cutoff=_SMALLEST_SCORE)
        # WRatio finds what shares words or letters; the whole spelling then tells the near from the merely alike.
        scored = [(score + fuzz.token_sort_ratio(wanted, found), index) for found, score, index in near]
        found: list[tuple[str, Selection]] = []
        seen: set[str] = set()
        for score, index in sorted(scored, key=lambda one: (-one[0], one[1])):
            label, selection = names[index]
            if score >= _SMALLEST_SUM and not seen & {keys[index], selection.value}:
                found.append((label, selection))
            seen |= {keys[index], selection.value}
        return found[:n]

    @cached_property
    def _names(self) -> tuple[list[tuple[str, Selection]], list[str]]:
        # Read at the first unknown word only: most conversations never need it.
        names = [(one.label, tables.selection_of(one)) for one in self._metiers]
        for entry in tables.curated("everyday.yml")["occupations"]:
            names += [(word[0].upper() + word[1:], tables.selection(entry)) for word in entry["words"]]
        for _, title, _, fap2021, fap2009 in tables.rows("appellations.csv"):
            if fap2021 or fap2009:
                names.append((genders(title)[0], tables.codes(fap2021, fap2009)))
        return names, [key(label) for label, _ in names]
