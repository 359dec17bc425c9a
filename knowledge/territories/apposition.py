"""A place told by another beside it: "Saint-Maur (Indre)", "Vineuil dans le Loir-et-Cher", "45000 Orléans"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.territories import numbers
from knowledge.territories.candidates import Candidate
from knowledge.territories.context import Sentence, Verdict
from knowledge.territories.lexicon import lexicon
from knowledge.territories.model import Level
from knowledge.territories.reference import territories
from knowledge.text import fold_aligned

_IN_PARENTHESES = re.compile(r"\s*\((?:(?:dans |en )?(?:le |la |les |l')?)?")
_BESIDE = re.compile(r"\s*[,-]?\s*(?:(?:dans|ds) (?:le |la |les |l')|en |du |de l'|de la |des |au |a (?:la )?)?")
_REPEATED = re.compile(r"\s*[,-]\s*|\s+soit (?:le |la |l'|les )?")
_INSIDE_FIRST = re.compile(r"\s*,?\s*a (?:la )?")
_TOUCHING = re.compile(r"[ \u00a0-]+")
_ARTICLE_LAST = re.compile(r"\s*\((?:le|la|les|l')\)")


def merged(sentence: Sentence, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates, each told by its neighbour where it is, the neighbour then left out."""
    kept: list[Candidate] = []
    for candidate in candidates:
        joined = _joined(sentence, kept[-1], candidate) if kept else None
        if joined:
            kept[-1] = joined
        else:
            kept.append(_ended(sentence, candidate))
    return kept


def _joined(sentence: Sentence, first: Candidate, second: Candidate) -> Candidate | None:
    """Return the one place that two candidates tell, None when they are two places."""
    gap = fold_aligned(sentence.text[first.end : second.start]).text
    bracketed = bool(_IN_PARENTHESES.fullmatch(gap))
    if first.refs == second.refs and (bracketed or _REPEATED.fullmatch(gap)):
        return _closed(sentence, first, second) if bracketed else first
    if first.is_code and _TOUCHING.fullmatch(gap):
        return _same_place(second, first)
    if second.is_code and (bracketed or _TOUCHING.fullmatch(gap)):
        told = _same_place(first, second)
        return _closed(sentence, told, second) if told and bracketed else told
    if _divides(second, first) and second.verdict is Verdict.PLACE and (bracketed or _BESIDE.fullmatch(gap)):
        told = narrowed(first, second.refs[0])
        return _closed(sentence, told, second) if told and bracketed else told
    if _holds(second, first) and (bracketed or _BESIDE.fullmatch(gap)):
        return first
    return _told_before(first, second) if _INSIDE_FIRST.fullmatch(gap) else None


def _told_before(division: Candidate, place: Candidate) -> Candidate | None:
    """Return the place told by what stands before it: "en Sologne, à Salbris", "dans le Cher, à Montigny"."""
    if _holds(division, place):
        return place
    return narrowed(place, division.refs[0]) if len(place.refs) > 1 and _divides(division, place) else None


def narrowed(candidate: Candidate, division: str) -> Candidate | None:
    """Return ``candidate`` reduced to what a département or région holds, None when it holds none of it."""
    known = territories()
    holder = known.get(division)
    for refs in (candidate.refs, candidate.others):
        inside = tuple(ref for ref in refs if _parent(ref, holder.level) == holder.code)
        if inside:
            keep = inside[:1] if holder.level is Level.DEPARTEMENT else inside
            return replace(candidate, refs=keep, others=(), verdict=Verdict.PLACE)
    return None


def _ended(sentence: Sentence, candidate: Candidate) -> Candidate:
    """Return ``candidate`` with what closes it: "Blanc (Le)", or the number that tells it, "Montigny 45"."""
    article = _ARTICLE_LAST.match(fold_aligned(sentence.text[candidate.end : candidate.end + 8]).text)
    if article:
        return replace(candidate, end=candidate.end + article.end())
    ref = numbers.departement(sentence, candidate.last)
    right = sentence.right(candidate.last + 1)
    if not ref or candidate.is_code or not _TOUCHING.fullmatch(sentence.gap(candidate.last)):
        return candidate
    if right and right[0] in lexicon().sets["counted"]:
        return candidate
    return narrowed(candidate, ref) or candidate


def _same_place(name: Candidate, code: Candidate) -> Candidate | None:
    """Return a name and the postal code that touches it as one, None when the code does not serve it."""
    served = {*code.refs, *code.others}
    shared = tuple(ref for ref in (*name.refs, *name.others) if ref in served)[:1]
    if not shared:
        return None
    return replace(
        name,
        first=min(name.first, code.first),
        last=max(name.last, code.last),
        start=min(name.start, code.start),
        end=max(name.end, code.end),
        refs=shared,
        others=(),
        verdict=Verdict.PLACE,
    )


def _closed(sentence: Sentence, told: Candidate, second: Candidate) -> Candidate:
    """Return ``told`` up to the parenthesis that closes after ``second``."""
    closing = sentence.text[second.end : second.end + 2].find(")")
    return replace(told, last=second.last, end=second.end + closing + 1)


def _divides(division: Candidate, place: Candidate) -> bool:
    """Tell whether ``division`` is one département or région, and ``place`` something smaller."""
    sizes = {Level.DEPARTEMENT: 1, Level.REGION: 2}
    known = territories()
    size = sizes.get(known.get(division.refs[0]).level, 0) if len(division.refs) == 1 else 0
    return size > sizes.get(known.get(place.refs[0]).level, 0) and place.refs[0] != "france:FR"


def _holds(area: Candidate, place: Candidate) -> bool:
    """Tell whether ``area`` is a country of several bassins ("la Sologne"), ``place`` a commune of one of them."""
    known = territories()
    if len(area.refs) < 2 or len(place.refs) > 1 or known.get(place.refs[0]).level is not Level.COMMUNE:
        return False
    bassin = known.bassin_of(place.refs[0])
    return bassin is not None and bassin.ref in area.refs


def _parent(ref: str, level: Level) -> str:
    territory = territories().get(ref)
    return territory.region if level is Level.REGION else territory.departement
