"""Names of use that stand for several départements or bassins (``groups.yml``), as territories to be summed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.territories.model import Level, Territory


@dataclass(frozen=True, slots=True)
class Group:
    """A name of use: its territory, the refs summed, its other spellings, and why these ("" when exact)."""

    territory: Territory
    members: tuple[str, ...]
    also: tuple[str, ...]
    why: str


@lru_cache(maxsize=1)
def _written() -> Mapping[str, Mapping[str, object]]:
    raw: Mapping[str, Mapping[str, object]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
    return raw


def groups(known: Mapping[str, Territory]) -> list[Group]:
    """Return the groups, made of the territories of ``known`` (by ref); their population is their members'."""
    return [_group(code, raw, known) for code, raw in _written().items()]


def _group(code: str, raw: Mapping[str, object], known: Mapping[str, Territory]) -> Group:
    members = tuple(f"{raw['level']}:{member}" for member in _texts(raw["members"]))
    regions = {known[ref].region for ref in members}
    territory = Territory(
        Level.GROUP,
        code,
        str(raw["name"]),
        int(str(raw["liaison"])),
        region=regions.pop() if len(regions) == 1 else "",
        population=sum(known[ref].population for ref in members),
    )
    return Group(territory, members, _texts(raw.get("also", ())), str(raw.get("why", "")))


def _texts(raw: object) -> tuple[str, ...]:
    return tuple(str(each) for each in raw) if isinstance(raw, list) else ()
