"""The names the corpus gives to places and occupations, led to what the linkers give: codes one can compare."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from knowledge.occupations.gazetteer import gazetteer
from knowledge.occupations.model import Selection
from knowledge.occupations.reference import occupations
from knowledge.territories.linking import link
from knowledge.territories.reference import territories
from knowledge.text import fold

_WIDE = {"departement", "region"}
_LEVELS = {
    "departement": ("departement {}", "département du {}", "département de {}"),
    "region": ("région {}",),
    "bassin": ("bassin d'emploi de {}", "bassin de {}"),
    "epci": ("{}", "communauté de communes {}"),
    "commune": ("à {}",),
    "ville": ("à {}",),
    "": ("à {}", "en {}", "{}", "dans le {}", "commune de {}"),
}
_SECTOR_PHRASES = ("secteur {}", "{}", "dans le secteur de la {}", "dans la {}", "dans le {}")


@lru_cache(maxsize=4096)
def place(name: str) -> str:
    """Return the survey's unit for a place of the corpus (``Tours``, ``département: Cher``), "" when unknown."""
    level, _, bare = (part.strip() for part in name.rpartition(":"))
    level = fold(level)
    if fold(bare) in {"france", "france entiere"}:
        return "france:FR"
    if level in _WIDE | {""}:
        wide = next((ref for ref, known in _wide_names() if known == fold(bare)), "")
        if wide:
            return wide
    for phrase in _LEVELS.get(level, _LEVELS[""]):
        found = link(phrase.format(bare))
        if found:
            return unit("|".join(found[0].refs))
    return ""


@lru_cache(maxsize=1)
def _wide_names() -> tuple[tuple[str, str], ...]:
    def named() -> Iterator[tuple[str, str]]:
        for region in territories().regions():
            yield region.ref, fold(region.name)
            yield from ((each.ref, fold(each.name)) for each in territories().departements_of(region))

    return tuple(named())


@lru_cache(maxsize=8192)
def unit(ref: str) -> str:
    """Return the unit of the survey that answers for an entity value: a commune's bassin, else itself."""
    if "|" in ref:
        return "|".join(sorted({unit(each) for each in ref.split("|")}))
    bassin = territories().bassin_of(ref) if ref.startswith("commune:") else None
    return bassin.ref if bassin else ref


@lru_cache(maxsize=4096)
def occupation(name: str) -> str:
    """Return the entity value of an occupation of the corpus, "" when it is not linked."""
    found = gazetteer().link(name, ())
    return found[0].selection.value if found else ""


@lru_cache(maxsize=1024)
def sector(name: str) -> str:
    """Return the entity value of a sector of the corpus, else what its name links to, "" when it is not linked."""
    for phrase in _SECTOR_PHRASES:
        found = [one for one in gazetteer().link(phrase.format(name), ()) if one.selection.sector]
        if found:
            return found[0].selection.sector
    return occupation(name)


@lru_cache(maxsize=8192)
def _codes(value: str, *, options: bool = False) -> frozenset[str]:
    selection = Selection.parse(value)
    if selection.sector:
        return frozenset({selection.sector})
    found = {*(f"2021:{code}" for code in selection.fap2021), *(f"2009:{code}" for code in selection.fap2009)}
    if selection.ambiguous:
        found.add(f"ambigu:{selection.ambiguous}")
        if options:
            for _, option in occupations().options(selection.ambiguous):
                found |= _codes(option.value)
    return frozenset(found)


def same_occupation(one: str, other: str) -> bool:
    """Return whether two entity values share a métier; a word that fits several fits each of them."""
    return bool(_codes(one) & _codes(other, options=True) or _codes(one, options=True) & _codes(other))


def same_place(one: str, other: str) -> bool:
    """Return whether two units are one place; a name shared by several fits each of them."""
    return bool(set(one.split("|")) & set(other.split("|")))
