"""What can be listed (métiers, secteurs, bassins, départements, régions), and how each is called in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from bot.writing.french import counted, listed, quoted
from knowledge.figures.query import Dimension
from knowledge.figures.result import Cell
from knowledge.library import Knowledge
from knowledge.territories.model import Level
from knowledge.territories.wording import named, the_

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of row: its noun, and the breakdown that lists it."""

    dimension: Dimension
    noun: str
    plural: str
    feminine: bool = False

    @property
    def the(self) -> str:
        """« le métier », « la région »."""
        return f"{'la' if self.feminine else 'le'} {self.noun}"

    @property
    def none(self) -> str:
        """« aucun métier », « aucune région »."""
        return f"{'aucune' if self.feminine else 'aucun'} {self.noun}"

    def counted(self, count: int) -> str:
        """Return « 3 bassins d'emploi », « aucune région »."""
        return counted(count, self.noun, self.plural, self.feminine)

    def short(self, cell: Cell, knowledge: Knowledge) -> str:
        """Return what a row is called in a table: « Couvreurs », « Tours », « Loiret »."""
        return knowledge.territories.get(cell.ref).name if self.dimension.is_territory else cell.label

    def called(self, cell: Cell, knowledge: Knowledge) -> str:
        """Return what a row is called after « le bassin qui recrute le plus est »: « celui de Tours », « le Cher »."""
        if not self.dimension.is_territory:
            return quoted(cell.label)
        place = knowledge.territories.get(cell.ref)
        return f"celui {named(place).removeprefix(_BASSIN)}" if place.level is Level.BASSIN else the_(place)

    def all_called(self, cells: tuple[Cell, ...], knowledge: Knowledge, word: str = "et") -> str:
        """Return « a, b et c », or « a, b et 4 autres »."""
        names = [self.called(cell, knowledge) for cell in cells]
        if len(names) > _MOST_NAMED:
            others = len(names) - _MOST_NAMED + 1
            names = [*names[: _MOST_NAMED - 1], counted(others, "autre")]
        return listed(names, word)


_BASSIN = "bassin d'emploi "
OCCUPATIONS = Kind(Dimension.OCCUPATION, "métier", "métiers")
SECTORS = Kind(Dimension.SECTOR, "secteur", "secteurs")
PLACES = {
    Level.BASSIN: Kind(Dimension.BASSIN, "bassin d'emploi", "bassins d'emploi"),
    Level.DEPARTEMENT: Kind(Dimension.DEPARTEMENT, "département", "départements"),
    Level.REGION: Kind(Dimension.REGION, "région", "régions", feminine=True),
}
