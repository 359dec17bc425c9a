"""The written forms of a commune's name: official, without its article, shortened, without its little words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.text import fold


def words(text: str) -> frozenset[str]:
    """Return the words of ``text``, as a set."""
    return frozenset(text.split())


LINKS = words("sur sous les le la l de du des d en aux au et a es lez")
"""Words that join the parts of a name ("Saint-Cyr-sur-Loire"): people drop them, or stop before them."""

_ARTICLES = {"le", "la", "les", "l", "los", "las", "aux"}
_TOO_GENERAL = words(
    "saint sainte saints saintes notre chateau ville villes mont pont bois val vallee bourg cour croix port grand "
    "grande petit petite vieux vieille haut haute hauts bas basse le la les l tour roche chapelle ile val rives "
    "terres portes fontaine cours"
)
"""First words that alone never designate one place."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Folded forms of one name. ``bare``: without its article, ``shorts``: beginnings, ``skeleton``: no links."""

    full: str
    bare: str
    shorts: tuple[str, ...]
    skeleton: str


def forms(name: str, liaison: int) -> Forms:
    """Return the forms of a commune's ``name`` (``liaison`` above 1: it begins with an article)."""
    parts = normalised(fold(name).split())
    has_article = liaison > 1 and len(parts) > 1 and parts[0] in _ARTICLES
    bare = parts[1:] if has_article else parts
    kept = [part for part in parts if part not in LINKS]
    return Forms(
        full=" ".join(parts),
        bare=" ".join(bare) if has_article else "",
        shorts=tuple(_beginnings(parts, has_article)),
        skeleton=" ".join(kept) if 2 <= len(kept) < len(bare) else "",
    )


def folded_name(name: str) -> str:
    """Return ``name`` folded, "st" and "ste" in full: the key under which every name is indexed."""
    return " ".join(normalised(fold(name).split()))


def normalised(parts: list[str]) -> list[str]:
    """Return ``parts`` with "st" and "ste" in full, as every name is indexed."""
    return [_ABBREVIATED.get(part, part) for part in parts]


_ABBREVIATED = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


def _beginnings(parts: list[str], has_article: bool) -> Iterator[str]:
    """Yield the beginnings of a name that people use for the whole: "romorantin", "saint amand", "la ferte"."""
    first = 1 if has_article else 0
    for size in range(first + 1, len(parts)):
        beginning = parts[:size]
        if beginning[-1] in LINKS or (size == first + 1 and parts[first] in _TOO_GENERAL and not has_article):
            continue
        yield " ".join(beginning)
        if beginning[first] not in {"saint", "sainte"} or size > first + 1:
            return
