"""The embedded files of occupations, read as typed rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.occupations.model import Nomenclature, Occupation, Selection
from knowledge.occupations.words import key
from knowledge.paths import EMBEDDED

FOLDER = EMBEDDED / "occupations"
CURATED = Path(__file__).parent

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C loader is ten times faster; PyYAML may come without it."""


def rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of an embedded CSV, header excluded."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, delimiter=";")
        next(lines)
        yield from lines


@cache
def curated(name: str) -> Any:
    """Return the content of a curated YAML file of this package (shared: do not change it)."""
    return yaml.load((CURATED / name).read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - safe loaders


def metiers() -> list[Occupation]:
    """Return the surveyed métiers of both nomenclatures, then the FAP2021 ones the survey leaves out."""
    surveyed = [Occupation(Nomenclature(one), *others) for one, *others in rows("metiers.csv")]
    others = [Occupation(Nomenclature.FAP2021, code, label, code[0], "") for code, label in rows("unsurveyed.csv")]
    return surveyed + others


def labels(name: str) -> dict[str, str]:
    """Return the labels by letter of ``domaines.csv`` or ``familles.csv``."""
    return {letter: label for letter, label in rows(name)}  # noqa: C416 - typed pairs


@cache
def _older_labels() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for nomenclature, code, label in rows("libelles_anciens.csv"):
        ref = f"{nomenclature}:{code}"
        found[ref] = (*found.get(ref, ()), label)
    return found


def published_labels(one: Occupation) -> tuple[str, ...]:
    """Return the labels a métier has had over the surveys, the last one first."""
    return (one.label, *_older_labels().get(one.ref, ()))


def rome_of(nomenclature: Nomenclature) -> dict[str, tuple[str, ...]]:
    """Return the ROME codes of each métier of ``nomenclature``, whatever the qualification level."""
    found: dict[str, list[str]] = {}
    for fap, rome, _ in rows(f"{nomenclature.value}_rome.csv"):
        found.setdefault(fap, []).append(rome)
    return {fap: tuple(romes) for fap, romes in found.items()}


def codes(fap2021: str, fap2009: str) -> Selection:
    """Return the selection of two ``+``-separated lists of codes, as the embedded files write them."""
    return Selection(tuple(filter(None, fap2021.split("+"))), tuple(filter(None, fap2009.split("+"))))


def selection(entry: Mapping[str, Any]) -> Selection:
    """Return the selection a curated entry stands for (``fap2021``, ``fap2009`` lists, or ``sector``)."""
    if "sector" in entry:
        return Selection(sector=entry["sector"])
    return Selection(tuple(entry.get("fap2021", ())), tuple(entry.get("fap2009", ())))


def selection_of(one: Occupation) -> Selection:
    """Return the selection of a métier named by its own label: its code, and the nearest ones before or after 2024."""
    known = curated("counterparts.yml")[one.nomenclature.value].get(one.code)
    others = tuple(known) if known is not None else _same_label().get((one.nomenclature, key(one.label)), ())
    own = (one.code,)
    return Selection(own, others) if one.nomenclature is Nomenclature.FAP2021 else Selection(others, own)


@cache
def _same_label() -> dict[tuple[Nomenclature, str], tuple[str, ...]]:
    """Return, for a nomenclature and a label, the métiers of the other one that bear the same label."""
    found: dict[tuple[Nomenclature, str], tuple[str, ...]] = {}
    for one in metiers():
        other = Nomenclature.FAP2009 if one.nomenclature is Nomenclature.FAP2021 else Nomenclature.FAP2021
        found[other, key(one.label)] = (*found.get((other, key(one.label)), ()), one.code)
    return found
