"""A place told by another beside it: "Saint-Maur (Indre)", "Vineuil dans le Loir-et-Cher", "45000 Orléans"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.territories import numbers
from knowledge.territories.begun import told_by
from knowledge.territories.candidates import Candidate
from knowledge.territories.context import Sentence, Verdict
from knowledge.territories.lexicon import lexicon
from knowledge.territories.model import Level
from knowledge.territories.reference import territories
from knowledge.text import fold_aligned

_IN_PARENTHESES = re.compile(r"\s*\((?:(?:dans |en )?(?:le |la |les |l')?)?")
_NATURAL = r"(?:(?:parc(?: naturel)?(?: regional)?|pnr|coeur|pays) (?:de l'|de la |du |des |de |d'))?"
_BESIDE = re.compile(
    rf"\s*[,-]?\s*(?:juste )?(?:en face |a cote )?"
    rf"(?:(?:dans|ds) (?:le |la |les |l'){_NATURAL}|en |du |de l'|de la |des |de |d'|au |a (?:la )?)?"
)
_SET_OFF = re.compile(r"\s*, ?")
_REPEATED = re.compile(r"\s*[,-]\s*|\s+soit (?:le |la |l'|les )?")
_INSIDE_FIRST = re.compile(
    r"\s*[,:]?\s*(?:(?:c'est |donc |disons |plutot |surtout |plus precisement |precisement )*)"
    r"(?:(?:a|vers|cote|du cote de|pres de|autour de|canton de|secteur de|commune de|bassin de) (?:la |l')?|disons )"
)
_TOUCHING = re.compile(r"[ \u00a0-]+")
_CEDEX = re.compile(r",?\s*cedex(?:\s*\d{1,2}\b)?")
_CEDEX_LENGTH = 12
_CODE_LENGTH = 5
_ARTICLE_LAST = re.compile(r"\s*\((?:le|la|les|l')\)")


def merged(sentence: Sentence, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates, each told by its neighbour where it is, the neighbour then left out."""
    kept: list[Candidate] = []
    for candidate in candidates:
        joined = _joined(sentence, kept[-1], candidate) if kept else None
        ended = _ended(sentence, joined or candidate)
        if kept and (joined or ended.start <= kept[-1].start):
            kept[-1] = ended
        else:
            kept.append(ended)
    return kept


def told_after_all(sentence: Sentence, doubted: Candidate, division: Candidate) -> Candidate | None:
    """Return the place that a word is because its département follows it: "Feux (Cher)", "Lacs, Indre"."""
    gap = fold_aligned(sentence.text[doubted.end : division.start]).text
    beside = _IN_PARENTHESES.fullmatch(gap) or _SET_OFF.fullmatch(gap)
    is_proper = sentence.text[doubted.start].isupper()
    return narrowed(doubted, division.refs[0]) if beside and is_proper and _divides(division, doubted) else None


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
        told = narrowed(first, second.refs[0]) or told_by(first, sentence.text[first.start : first.end], second)
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
    after = fold_aligned(sentence.text[candidate.end : candidate.end + _CEDEX_LENGTH]).text
    article = _ARTICLE_LAST.match(after)
    if article:
        return replace(candidate, end=candidate.end + article.end())
    cedex = _CEDEX.match(after)
    if cedex:
        return _with_cedex(sentence, candidate, candidate.end + cedex.end())
    ref = numbers.departement(sentence, candidate.last)
    right = sentence.right(candidate.last + 1)
    if not ref or candidate.is_code or not _TOUCHING.fullmatch(sentence.gap(candidate.last)):
        return candidate
    if right and right[0] in lexicon().sets["counted"]:
        return candidate
    return narrowed(candidate, ref) or candidate


def _with_cedex(sentence: Sentence, candidate: Candidate, end: int) -> Candidate:
    """Return the town with the "cedex" after it, and the code before, which is no one's: "45067 Orléans cedex 2"."""
    last = next((i for i, token in enumerate(sentence.tokens) if token.start >= end), len(sentence.tokens))
    before = sentence.tokens[candidate.first - 1] if candidate.first else None
    is_coded = before is not None and before.folded.isdigit() and len(before.folded) == _CODE_LENGTH
    first, start = (candidate.first - 1, before.start) if before and is_coded else (candidate.first, candidate.start)
    return replace(candidate, first=first, last=last, start=start, end=end)


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
    """Tell whether ``division`` is one département or région, and ``place``, or a namesake, something smaller."""
    sizes = {Level.DEPARTEMENT: 1, Level.REGION: 2}
    known = territories()
    holder = known.get(division.refs[0])
    size = sizes.get(holder.level, 0) if len(division.refs) == 1 else 0
    if size and any(_parent(ref, holder.level) == holder.code for ref in place.others):
        return place.refs[0] != division.refs[0]
    return size > sizes.get(known.get(place.refs[0]).level, 0) and place.refs[0] != "france:FR"


def _holds(area: Candidate, place: Candidate) -> bool:
    """Tell whether ``area`` is a bassin, several ("la Sologne") or a département, ``place`` a commune of it."""
    known = territories()
    holder, inside = known.get(area.refs[0]), known.get(place.refs[0])
    wide = holder.level in {Level.GROUP, Level.BASSIN, Level.DEPARTEMENT} and len(area.refs) == 1
    if not wide or len(place.refs) > 1 or inside.level is not Level.COMMUNE:
        return False
    members = {unit.ref for unit in known.survey_area(holder).units}
    return not members.isdisjoint(parent.ref for parent in known.parents(inside))


def _parent(ref: str, level: Level) -> str:
    territory = territories().get(ref)
    return territory.region if level is Level.REGION else territory.departement
