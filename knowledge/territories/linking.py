"""Finds the territories a message names, with their exact place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.matching import Match, common_words
from knowledge.territories import kinds, numbers
from knowledge.territories.abbreviated import abbreviated
from knowledge.territories.apposition import merged, told_after_all
from knowledge.territories.begun import begun_before
from knowledge.territories.candidates import Candidate
from knowledge.territories.context import Sentence, Verdict, by_accents, judge
from knowledge.territories.forms import normalised
from knowledge.territories.gazetteer import LITTLE, Name, gazetteer
from knowledge.territories.lexicon import lexicon
from knowledge.territories.model import is_division
from knowledge.territories.reference import territories
from knowledge.territories.typos import is_a_word, meant
from knowledge.territories.wording import in_
from knowledge.text import Token, tokenize

_ARTICLES = {"le", "la", "les", "l"}


@dataclass(frozen=True, slots=True)
class LinkedTerritory:
    """``text[start:end]`` names ``refs``: one ref, or several between which the user must choose, best first."""

    start: int
    end: int
    refs: tuple[str, ...]


def prepare() -> None:
    """Load what ``link`` needs (about a second), so that the first message does not wait for it."""
    lexicon()
    territories()
    gazetteer()
    common_words()
    is_a_word("mot")


def link(text: str) -> list[LinkedTerritory]:
    """Return the territories named in ``text``, from left to right, without overlap.

    Spans hold what the user typed, without the article or preposition before it, but with the kind of
    territory ("bassin d'emploi d'Orléans").
    """
    sentence = sentence_of(text)
    settled = _settled(sentence, merged(sentence, _candidates(sentence)))
    return [LinkedTerritory(each.start, each.end, each.refs) for each in settled]


def sentence_of(text: str) -> Sentence:
    """Return ``text`` cut into the words that names are looked for in."""
    return Sentence.of(text, _tokens(text))


def _tokens(text: str) -> list[Token]:
    """Return the tokens of ``text``, "st" and "s/" written in full."""
    tokens = tokenize(text)
    words = normalised([token.folded for token in tokens])
    for index, token in enumerate(tokens):
        if words[index] == "s" and text[token.end : token.end + 1] in {"/", " ", "."} and index:
            before = text[token.start - 1]
            words[index] = "sur" if before in " -/" else "s"
    return [Token(word, token.start, token.end) for token, word in zip(tokens, words, strict=True)]


def _candidates(sentence: Sentence) -> list[Candidate]:
    found: list[Candidate] = []
    doubted: Candidate | None = None
    position = 0
    while position < len(sentence.tokens):
        candidate = _at(sentence, position, found[-1] if found else None)
        if candidate is None or candidate.verdict is Verdict.NO_PLACE:
            doubted = candidate or doubted
            position += 1
            continue
        if doubted and (told := told_after_all(sentence, doubted, candidate)):
            found.append(told)
        elif begins := begun_before(sentence, candidate, found[-1].last if found else 0, doubted):
            found.append(begins)
        found.append(candidate)
        doubted, position = None, candidate.last
    return found


def _at(sentence: Sentence, position: int, previous: Candidate | None) -> Candidate | None:
    """Return what may be named at token ``position``, after the candidate ``previous``."""
    candidate = _initials(sentence, position) or _longest(sentence, position)
    if candidate is None and previous:
        return numbers.listed_after(sentence, previous, position)
    if candidate and sentence.tokens[position].folded in _ARTICLES:
        return _beyond_article(sentence, candidate)
    return candidate


def _beyond_article(sentence: Sentence, candidate: Candidate) -> Candidate:
    """Return the name that begins after the article, if longer, or a division: "le Val de Sully", "la Marne"."""
    beyond = _longest(sentence, candidate.first + 1) if candidate.last > candidate.first + 1 else None
    if beyond is None or beyond.verdict is not Verdict.PLACE or beyond.last < candidate.last:
        return candidate
    is_article = is_division(beyond.refs[0]) and not is_division(candidate.refs[0])
    if beyond.last > candidate.last or (is_article and sentence.left(candidate.first)[-1:] != ("a",)):
        return beyond
    return candidate


def _longest(sentence: Sentence, position: int) -> Candidate | None:
    announced = kinds.read(sentence, position) or numbers.read(sentence, position)
    named = _named(sentence, position)
    if announced and named and named.last > announced.last:
        return named
    return announced or named


def _named(sentence: Sentence, position: int) -> Candidate | None:
    seat = lexicon().seats.get(sentence.tokens[position].folded)
    if seat:
        bassin = territories().bassin_of(seat)
        return Candidate.over(sentence, position, position + 1, (bassin.ref,)) if bassin else None
    candidate = _whole_name(sentence, position)
    if candidate is None or candidate.verdict is Verdict.NO_PLACE:
        cut = abbreviated(sentence, position)
        return Candidate.over(sentence, position, *cut) if cut else candidate
    return candidate


def _whole_name(sentence: Sentence, position: int) -> Candidate | None:
    match = gazetteer().names.match_at(sentence.tokens, position)
    found = _read_as(sentence, match) if match else None
    if found is None:
        return None
    last, name = found
    name = by_accents(sentence, _as_commune(sentence, name, position), position, last)
    candidate = Candidate.named(sentence, position, last, name, judge(sentence, name, position, last))
    return _as_epci(sentence, candidate)


def _read_as(sentence: Sentence, match: Match[Name]) -> tuple[int, Name] | None:
    return (match.last, match.payloads[0]) if match.exact else _misspelt(sentence, match)


def _misspelt(sentence: Sentence, match: Match[Name]) -> tuple[int, Name] | None:
    """Return the token after, and the name meant by, a match that is not exact; else the exact one it hides."""
    first, names = match.first, gazetteer().names
    after = names.exact_at(sentence.tokens, first + 1)
    if after and after.last >= match.last and sentence.tokens[first].folded in LITTLE:
        return None
    name = meant(sentence, match.payloads, first, match.last)
    if name:
        return match.last, name
    exact = names.exact_at(sentence.tokens, first)
    return (exact.last, exact.payloads[0]) if exact else None


def _as_commune(sentence: Sentence, name: Name, first: int) -> Name:
    """Return the commune that a division's name is after "à": "à Vienne", "à Mayenne", where "en Vendée" is not."""
    if sentence.left(first)[-1:] != ("a",) or not name.others or not is_division(name.refs[0]):
        return name
    known = territories()
    if in_(known.get(name.refs[0])).startswith("à ") or not sentence.capital_if_any(first):
        return name
    return Name.of(name.phrase, name.others[:1], known, others=(*name.refs, *name.others[1:]), reading=name.reading)


def _as_epci(sentence: Sentence, candidate: Candidate) -> Candidate:
    """Return the EPCI when "agglo" or "métropole" touches the town: "Dreux agglo"."""
    after = sentence.tokens[candidate.last : candidate.last + 1]
    if not after or after[0].folded not in lexicon().sets["epci_after"] or len(candidate.refs) > 1:
        return candidate
    epci = territories().epci_of(candidate.refs[0])
    if epci is None or sentence.gap(candidate.last) not in {" ", "-"}:
        return candidate
    return Candidate.over(sentence, candidate.first, candidate.last + 1, (epci.ref,))


def _initials(sentence: Sentence, position: int) -> Candidate | None:
    """Return the territory of initials typed in capitals at token ``position``: "I&L", "AURA"."""
    start = sentence.tokens[position].start
    if not sentence.text[start].isupper():
        return None
    for written, ref in lexicon().initials.items():
        if sentence.text.startswith(written, start):
            end = start + len(written)
            last = next((i for i, t in enumerate(sentence.tokens) if t.start >= end), len(sentence.tokens))
            if sentence.tokens[last - 1].end == end and sentence.text[start - 1 : start] in {"", " ", "("}:
                return Candidate.over(sentence, position, last, (ref,))
    return None


def _settled(sentence: Sentence, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the sure candidates, and the doubtful ones that a list sets beside a sure one ("tours et Blois")."""
    sure = [candidate.verdict is Verdict.PLACE for candidate in candidates]
    for order in (range(1, len(candidates)), range(len(candidates) - 1, 0, -1)):
        for index in order:
            if sure[index] != sure[index - 1] and _are_listed(sentence, candidates[index - 1], candidates[index]):
                sure[index] = sure[index - 1] = True
    return _without_bare([candidate for candidate, is_sure in zip(candidates, sure, strict=True) if is_sure], sentence)


def _without_bare(candidates: list[Candidate], sentence: Sentence) -> list[Candidate]:
    """Return the candidates without the bare numbers apart from a place that is named: "homme 45 ... à Tours"."""
    if all(each.is_bare for each in candidates):
        return candidates
    listed = [_are_beside(sentence, one, other) for one, other in pairwise(candidates)]
    beside = zip([False, *listed], [*listed, False], strict=True)
    return [each for each, near in zip(candidates, beside, strict=True) if not each.is_bare or any(near)]


def _are_beside(sentence: Sentence, first: Candidate, second: Candidate) -> bool:
    return first.last == second.first or _are_listed(sentence, first, second)


def _are_listed(sentence: Sentence, first: Candidate, second: Candidate) -> bool:
    between = {token.folded for token in sentence.tokens[first.last : second.first]}
    gap = sentence.text[first.end : second.start]
    return between <= lexicon().sets["joiners"] and (bool(between) or gap.strip() in {",", "/", "-", "–", "+", "&"})
