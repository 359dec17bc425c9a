"""The rows of a result before anything is computed: what each is about, and its sums of cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.bmo.model import Measure
from knowledge.errors import KnowledgeError
from knowledge.figures.counted import Counted
from knowledge.figures.query import CHANGES, Dimension, Query
from knowledge.figures.reading import Reader
from knowledge.figures.scope import (
    Frame,
    OccupationSet,
    Place,
    codes_in,
    counts_occupations,
    excluded_codes,
    frames_of,
    holds,
    is_occupation,
    occupations_of,
    overlap,
    place_of,
    places_inside,
    places_of,
    units_inside,
)
from knowledge.figures.sums import NOBODY, Figures
from knowledge.occupations.model import FIRST_FAP2021_YEAR, Nomenclature, Selection, nomenclature_of

if TYPE_CHECKING:
    from knowledge.library import Knowledge


class NotFollowedError(KnowledgeError):
    """The métier cannot be followed across the nomenclature of 2024; the message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: ``figures`` of ``year`` (None: nobody announced a project), ``before`` those of ``first_year``.

    ``held`` is False for a year of a series whose rows are not: only a published total can tell it.
    """

    ref: str
    label: str
    place: Place
    occupations: OccupationSet
    year: int
    figures: Figures | None
    before: Figures | None = None
    first_year: int = 0
    held: bool = True

    @property
    def sums(self) -> Figures:
        """The figures, those of nobody where there is none."""
        return self.figures or NOBODY

    def masked(self, measure: Measure) -> int:
        """Return how many cells are hidden behind the measure, in one year or the two of a change."""
        return max(sums.masked_of(measure) for sums in (self.sums, self.before or NOBODY))


class Lines:
    """Reads the lines of each listing of a query; ``lost`` counts the métiers without an equivalent after 2024."""

    def __init__(self, query: Query, knowledge: Knowledge, reader: Reader) -> None:
        self._query, self._knowledge, self._reader = query, knowledge, reader
        self._compares = query.statistic in CHANGES
        self._sets = occupations_of(query)
        self.counted = Counted(query, knowledge, reader)
        self.lost = 0

    def read(self) -> list[tuple[Frame, list[Line]]]:
        """Return the lines of each listing, in no promised order; KnowledgeError when a figure is not held."""
        self._require()
        frames = [frame for frame in frames_of(self._query, self._knowledge) if not self._is_left_out(frame)]
        by = self._query.by
        if by is None or by is Dimension.YEAR:
            return [(frame, self._apart(frame)) for frame in frames]
        if by.is_territory:
            return [(frame, self._by_territory(frame, by)) for frame in frames]
        return self._by_occupation(frames)

    def taken_out(self) -> tuple[str, ...]:
        """Return the exclusions of the query that something was found for, in order."""
        places, nomenclature = places_of(self._query, self._knowledge), nomenclature_of(self._query.year)
        kept = codes_in(self._query.occupations, nomenclature, self._knowledge)

        def is_found(value: str) -> bool:
            if is_occupation(value):
                codes = codes_in([value], nomenclature, self._knowledge)
                return bool(codes & kept if kept else codes)
            out = place_of(value, self._knowledge)
            return any(overlap(place, out, self._knowledge).units for place in places)

        return tuple(sorted(value for value in self._query.excluded if is_found(value)))

    def _is_left_out(self, frame: Frame) -> bool:
        return bool(self._query.within) and holds(self.counted.out_of(frame.place), frame.place, self._knowledge)

    def _require(self) -> None:
        query = self._query
        places = places_of(query, self._knowledge)
        around = [place_of(query.against, self._knowledge)] if query.against else []
        units = [unit for place in (*places, *around) for unit in place.units]
        per_occupation = counts_occupations(query) or query.by in {Dimension.OCCUPATION, Dimension.SECTOR}
        years = (query.years[0], query.year) if self._compares else query.years
        if query.by is not Dimension.YEAR:
            needed = set(years) - self._told_by_totals(places)
            self._reader.require(units, sorted(needed), per_occupation=per_occupation)
        if query.by and query.by.is_territory:
            inside = [unit for place in places for unit in units_inside(place, query.by, self._knowledge)]
            self._reader.require_depth(inside, sorted(set(years)), per_occupation=per_occupation)
        self._sets = self._followed(self._sets)
        if query.excluded:
            self._require_exclusions(places, sorted(set(years) & set(self._knowledge.bmo.years())))
        if query.by is None or query.by.is_territory:
            self._require_codes(years)

    def _told_by_totals(self, places: Sequence[Place]) -> set[int]:
        """Return the years without a survey that a change may start from or end at: their totals were published."""
        query, bmo = self._query, self._knowledge.bmo
        if not self._compares or query.by or query.occupations:
            return set()
        known = [{total.year for total in bmo.published_totals(place.ref)} for place in places]
        return set.intersection(*known) - set(bmo.years())

    def _require_exclusions(self, places: Sequence[Place], years: Sequence[int]) -> None:
        """Refuse to leave out what the base does not tell: a sum would stand for less than it holds."""
        query, level = self._query, self._query.by.value if self._query.by else ""
        out = [unit for place in places for unit in self.counted.out_of(place).units if unit.level.value != level]
        self._reader.require(out, years, per_occupation=counts_occupations(query))
        if query.by is Dimension.OCCUPATION:
            return
        for value in filter(is_occupation, query.excluded):
            lacking = [year for year in years if not codes_in([value], nomenclature_of(year), self._knowledge)]
            if lacking or (self._crosses and self._both_names(value) != value):
                year = lacking[0] if lacking else query.years[0]
                raise KnowledgeError(
                    f"Je ne peux pas retirer ce métier de l'enquête BMO {year} : il n'y a pas de code."
                )

    def _require_codes(self, years: Sequence[int]) -> None:
        """Refuse a year whose nomenclature has no code for what is asked: nobody is not counted under another name."""
        for occupations in self._sets:
            lacking = [year for year in years if occupations.wanted(year, self._knowledge) is None]
            if lacking:
                raise KnowledgeError(f"Ce métier n'a pas de code dans la nomenclature de l'enquête BMO {lacking[0]}.")

    def _followed(self, sets: list[OccupationSet]) -> list[OccupationSet]:
        """Return what is asked under the codes of every year compared; refuse what the nomenclature of 2024 broke."""
        if not self._crosses or self._query.by is Dimension.OCCUPATION:
            return sets
        return [OccupationSet(tuple(map(self._both_names, one.values))) for one in sets]

    def _both_names(self, value: str) -> str:
        first, last = self._query.years[0], self._query.year
        selection, known = Selection.parse(value), self._knowledge.occupations
        followed = known.followed(selection, (first, last))
        if not followed.exact:
            added = ", ".join(f"« {known.get(ref).label} »" for ref in followed.added[:3])
            why = followed.why_not or f"il faut lui ajouter {added}"
            raise NotFollowedError(f"Entre {first} et {last}, la comparaison n'est pas sûre : {why}.")
        return value if selection.sector else Selection(followed.fap2021, followed.fap2009).value

    def _years(self) -> list[int]:
        return [self._query.year] if self._compares else list(self._query.years)

    def _apart(self, frame: Frame) -> list[Line]:
        """The places × métiers × years asked, each a line, in the order asked."""
        query = self._query
        places = [frame.place] if query.within else places_of(query, self._knowledge)
        years = (frame.year,) if query.within is Dimension.YEAR else tuple(self._years())
        wanted = sorted({*years, query.years[0]}) if self._compares else years
        lines = []
        for place in places:
            for occupations in self._sets:
                held = self._held(place, occupations, wanted)
                found = self.counted.figures(place, occupations, [year for year in wanted if year in held])
                for year in years:
                    line = self._line(place.ref, place.label, place, occupations, year, found)
                    ends = {year, line.first_year} if self._compares else {year}
                    lines.append(replace(line, held=ends <= held))
        return lines

    def _held(self, place: Place, occupations: OccupationSet, years: Sequence[int]) -> set[int]:
        """Return the years that can be read: those with a survey, required already unless they make a series."""
        if self._query.by is not Dimension.YEAR:
            return set(years) - self._told_by_totals([place])
        codes = {year for year in years if occupations.wanted(year, self._knowledge)}
        return self._reader.years_held(place, codes, per_occupation=counts_occupations(self._query))

    def _line(
        self, ref: str, label: str, place: Place, occupations: OccupationSet, year: int, found: Mapping[int, Figures]
    ) -> Line:
        if not self._compares:
            return Line(ref, label, place, occupations, year, found.get(year))
        first = self._query.years[0]
        return Line(ref, label, place, occupations, year, found.get(year), found.get(first, NOBODY), first)

    def _by_territory(self, frame: Frame, by: Dimension) -> list[Line]:
        places = places_inside(frame.place, by, self._knowledge)
        units = [place.units[0] for place in places]
        lines = []
        for occupations in self._sets:
            after = self.counted.by_unit(units, occupations, frame.year)
            before = self.counted.by_unit(units, occupations, self._query.years[0]) if self._compares else {}
            first = self._query.years[0] if self._compares else 0
            for place in places:
                ref = place.ref
                if ref in after or ref in before:
                    then = before.get(ref, NOBODY) if self._compares else None
                    lines.append(Line(ref, place.label, place, occupations, frame.year, after.get(ref), then, first))
        return lines

    def _by_occupation(self, frames: Sequence[Frame]) -> list[tuple[Frame, list[Line]]]:
        found: list[tuple[Frame, list[Line]]] = []
        for year in dict.fromkeys(frame.year for frame in frames):
            of_year = [frame for frame in frames if frame.year == year]
            places = [frame.place for frame in of_year]
            after = self.counted.by_occupation(places, year)
            first = self._query.years[0]
            before = self.counted.by_occupation(places, first) if self._compares else [{}] * len(places)
            labels = self._labels(year)
            for frame, now, then in zip(of_year, after, before, strict=True):
                found.append((frame, self._occupation_lines(frame, labels, now, then)))
        return found

    def _occupation_lines(
        self, frame: Frame, labels: Mapping[str, str], after: Mapping[str, Figures], before: Mapping[str, Figures]
    ) -> list[Line]:
        lines = []
        by_sector = self._query.by is Dimension.SECTOR
        first = self._query.years[0] if self._compares else 0
        for ref, names in self._rows({*after, *before}, labels).items():
            then = sum((before[name] for name in names if name in before), NOBODY) if self._compares else None
            now = after.get(ref if by_sector else ref.partition(":")[2])
            if now or (then and then.cells):
                lines.append(Line(ref, labels[ref], frame.place, OccupationSet((ref,)), frame.year, now, then, first))
        return lines

    def _labels(self, year: int) -> dict[str, str]:
        """Return the label of each row of a breakdown, by ref."""
        if self._query.by is Dimension.SECTOR:
            return self._knowledge.occupations.domain_labels()
        nomenclature, named = nomenclature_of(year), self._query.occupations
        kept = codes_in(named, nomenclature, self._knowledge)
        gone = excluded_codes(self._query, nomenclature, self._knowledge)
        labels = self._reader.labels(year)
        if self._compares:  # a métier that has gone keeps the label of its last survey
            labels = {**self._reader.labels(self._query.years[0]), **labels} if not self._crosses else labels
        return {
            f"{nomenclature.value}:{code}": label
            for code, label in labels.items()
            if code not in gone and (code in kept or not named)
        }

    @property
    def _crosses(self) -> bool:
        return self._compares and self._query.years[0] < FIRST_FAP2021_YEAR <= self._query.year

    def _rows(self, found: set[str], labels: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """Return the refs of the rows that have cells, with the names their earlier figures go by."""
        if self._query.by is Dimension.SECTOR:
            known = [ref for ref in labels if ref in found]
            followed = [ref for ref in known if not self._crosses or self._knowledge.occupations.follows_sector(ref)]
            self.lost += len(known) - len(followed)
            return {ref: (ref,) for ref in followed}
        rows: dict[str, tuple[str, ...]] = {}
        for ref in labels:
            code = ref.partition(":")[2]
            if not self._crosses:
                if code in found:
                    rows[ref] = (code,)
                continue
            origins = self._knowledge.occupations.same_meaning([code], Nomenclature.FAP2021)
            if origins is None:
                self.lost += code in found
            elif code in found or not found.isdisjoint(origins):
                rows[ref] = origins
        return rows
