"""Numbers that name a place: postal codes, INSEE codes, "le 37". A count of projects never does."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from knowledge.territories.candidates import Candidate
from knowledge.territories.context import Sentence, Verdict, is_alone
from knowledge.territories.lexicon import lexicon
from knowledge.territories.model import Level
from knowledge.territories.reference import HOME_REGION, territories

_POSTAL = 5
_SIREN = 9
_AGAINST = frozenset({"vs", "versus", "contre", "face"})
_NO_NOUN = ("askers", "adverbs", "determiners", "joiners", "strong", "closers", "fillers")
_SPACES = " \u00a0\u202f"
_ANCHORS = frozenset((word,) for word in ("le", "du", "au", "ds", "sur", "en", "cote"))
_SUPERLATIVES = frozenset({("le", "plus"), ("le", "moins"), ("le", "mieux")})


def read(sentence: Sentence, index: int) -> Candidate | None:
    """Return the place that the number at token ``index`` stands for, None when it is a count or a date."""
    digits = sentence.tokens[index].folded
    if not digits[0].isdigit():
        return None
    if _opens_with_a_postal_code(sentence, index):
        return _commune(sentence, index)
    if index in {0, 2} and _are_opposed(sentence):
        return Candidate.over(sentence, index, index + 1, (departement(sentence, index),))
    if _is_counted(sentence, index):
        return _spaced_code(sentence, index)
    return _code(sentence, index)


def _code(sentence: Sentence, index: int) -> Candidate | None:
    """Return the place whose postal, INSEE, EPCI or département code is token ``index``."""
    digits = sentence.tokens[index].folded
    if len(digits) == _POSTAL:
        return _commune(sentence, index)
    ref = f"epci:{digits}" if len(digits) == _SIREN else f"departement:{digits.upper()}"
    if ref not in territories() or (len(digits) != _SIREN and not _is_departement(sentence, index)):
        return None
    return replace(Candidate.over(sentence, index, index + 1, (ref,)), is_bare=_is_bare(sentence, index))


def _is_bare(sentence: Sentence, index: int) -> bool:
    """Tell whether neither parentheses nor a word before says that a number is a place: "homme 45 cherche"."""
    left = sentence.left(index)
    in_brackets = sentence.text[: sentence.tokens[index].start].endswith("(")
    return len(sentence.tokens[index].folded) < _SIREN and not in_brackets and left[-1:] not in _ANCHORS


def _opens_with_a_postal_code(sentence: Sentence, index: int) -> bool:
    """Tell whether the message begins with a postal code of the region: "28100 métiers en tension"."""
    digits, right = sentence.tokens[index].folded, sentence.right(index + 1)
    if index or len(digits) != _POSTAL or digits[:2] not in _home_numbers():
        return False
    return bool(right) and right[0] in lexicon().sets["after_postal_code"]


def _are_opposed(sentence: Sentence) -> bool:
    """Tell whether the message begins by setting two départements of the region against each other: "37 vs 45"."""
    words = [token.folded for token in sentence.tokens[:3]]
    home = _home_numbers()
    if len(words) < 3 or words[0] not in home or words[2] not in home:
        return False
    right = sentence.right(3)
    counted = bool(right) and right[0] in lexicon().sets["counted"] - {"pour"}
    return words[1] in _AGAINST or (words[1] in lexicon().sets["joiners"] and not counted)


def _spaced_code(sentence: Sentence, index: int) -> Candidate | None:
    """Return the postal code written "45 000": doubtful, a count unless its commune is named beside it."""
    tokens = sentence.tokens[index : index + 2]
    code = "".join(token.folded for token in tokens)
    communes = territories().communes_of_postal_code(code) if len(tokens) == 2 else ()
    if not communes or len(tokens[0].folded) != 2 or sentence.gap(index + 1) not in _SPACES:
        return None
    found = Candidate.over(sentence, index, index + 2, tuple(commune.ref for commune in communes))
    return replace(found, is_code=True, verdict=Verdict.DOUBTFUL)


def departement(sentence: Sentence, index: int) -> str:
    """Return the ref of the département whose number is token ``index``, whatever stands around, or ""."""
    if index >= len(sentence.tokens):
        return ""
    ref = f"departement:{sentence.tokens[index].folded.upper()}"
    return ref if ref in territories() and sentence.tokens[index].folded[0].isdigit() else ""


def listed_after(sentence: Sentence, previous: Candidate, index: int) -> Candidate | None:
    """Return the département whose number is token ``index``, listed after another: "départements 37 et 41"."""
    ref = departement(sentence, index)
    between = {token.folded for token in sentence.tokens[previous.last : index]}
    told = sentence.tokens[previous.last - 1].folded
    if not ref or not told[0].isdigit() or not previous.refs[0].startswith("departement:"):
        return None
    if not between or not between <= lexicon().sets["joiners"] | {"le"} or _is_counted(sentence, index):
        return None
    return Candidate.over(sentence, index, index + 1, (ref,))


def bassin(sentence: Sentence, index: int) -> str:
    """Return the ref of the bassin whose code is token ``index``, or ""."""
    if index >= len(sentence.tokens) or not sentence.tokens[index].folded.isdigit():
        return ""
    ref = f"bassin:{sentence.tokens[index].folded}"
    return ref if ref in territories() else ""


def _commune(sentence: Sentence, index: int) -> Candidate | None:
    """Return the communes of a postal code, one when they share a bassin, or that of an INSEE code of the region."""
    known = territories()
    digits = sentence.tokens[index].folded
    communes = known.communes_of_postal_code(digits)
    if communes:
        bassins = {known.bassin_of(commune) for commune in communes}
        kept = 1 if len(bassins) == 1 else len(communes)
        refs = tuple(commune.ref for commune in communes)
        found = Candidate.over(sentence, index, index + 1, refs[:kept])
        return replace(found, others=refs[kept:], is_code=True)
    ref = f"commune:{digits}"
    if ref not in known or known.get(ref).region != HOME_REGION:
        return None
    return replace(Candidate.over(sentence, index, index + 1, (ref,)), is_code=True)


def _is_counted(sentence: Sentence, index: int) -> bool:
    """Tell whether the number counts something: "45000 projets", "plus de 37 000", "12,5"."""
    words = lexicon()
    left, right = sentence.left(index), sentence.right(index + 1)
    if right and right[0] in words.sets["counted"]:
        return True
    if left and left[-1] in words.sets["counters"] and left[-2:] not in _SUPERLATIVES:
        return True
    if len(left) > 1 and left[-1] == "de" and left[-2] in words.sets["quantities"] | words.sets["counters"]:
        return True
    after = sentence.text[sentence.tokens[index].end :].lstrip(_SPACES)[:1]
    return after in {"%", "€"} or _is_part_of_a_number(sentence, index)


def _is_part_of_a_number(sentence: Sentence, index: int) -> bool:
    """Tell whether another number touches it: "37 000", "18/03", "12,5"."""
    for gap, other in ((sentence.gap(index), index - 1), (sentence.gap(index + 1), index + 1)):
        if gap and gap in f"{_SPACES}.,/:" and 0 <= other < len(sentence.tokens):
            digits = sentence.tokens[other].folded
            if gap == "/" and {digits, sentence.tokens[index].folded} <= _home_numbers():
                continue
            if digits.isdigit() and (gap != " " or len(sentence.tokens[max(other, index)].folded) == 3):
                return True
    return False


def _is_departement(sentence: Sentence, index: int) -> bool:
    """Tell whether a small number is said as a département: "dans le 41", "(45)", "plombier 37 dur à trouver"."""
    words = lexicon()
    token = sentence.tokens[index]
    if sentence.text[token.start - 1 : token.start] == "(" and sentence.text[token.end : token.end + 1] == ")":
        return True
    left, right = sentence.left(index), sentence.right(index + 1)
    if right and right[0] in words.sets["months"]:
        return False
    if left and left[-1] in {"le", "du", "au", "ds", "sur", "en"}:
        told_apart = left[-1] in {"le", "du", "au"} and _is_a_date(left, right)
        is_part = left[-1] == "sur" and (
            _measures(sentence, index) or _is_out_of(left, right, at_home=token.folded in _home_numbers())
        )
        return not (told_apart or _is_a_bare_verb(left) or is_part)
    return _is_at_home(sentence, index) and not _measures(sentence, index)


def _is_a_date(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Tell whether a number after an article is a day: "du 18 au 24", "du 2 au 18", "avant le 15", "part le 31"."""
    if left[-1] == "le":
        return left[-2:-1] != () and left[-2] in lexicon().sets["before_dates"]
    return (left[-1] == "du" and right[:1] == ("au",)) or (left[-1] == "au" and len(left) > 1 and left[-2].isdigit())


def _is_out_of(left: tuple[str, ...], right: tuple[str, ...], *, at_home: bool) -> bool:
    """Tell whether a number after a bare "sur" is what a part is taken of: "7 sur 10", "sur 10 patrons"."""
    if right and not at_home and "combien" in left:
        return True  # "combien d'offres sur 10 sont difficiles ?"
    ones = lexicon().sets["ones"]
    return (bool(right) and _is_several(right[0])) or any(word.isdigit() or word in ones for word in left[-3:-1])


def _is_a_bare_verb(left: tuple[str, ...]) -> bool:
    return left[-1] == "en" and len(left) > 1 and left[-2] in {"j", "il", "on", "y"}


def _is_at_home(sentence: Sentence, index: int) -> bool:
    """Tell whether a number is one of the home region and no word before it, or before its list, forbids it."""
    left, home = sentence.left(index), _home_numbers()
    while left and (left[-1] in home or (left[-1] in lexicon().sets["joiners"] and left[-2:-1] and left[-2] in home)):
        left = left[:-1]
    free = not left or left[-2:] in _SUPERLATIVES or not _forbids_departement(left[-1])
    return sentence.tokens[index].folded in home and (free or is_alone(sentence, index, index + 1))


def _measures(sentence: Sentence, index: int) -> bool:
    """Tell whether what follows a number is what it counts: "45 couverts", "18 ha", "18 à 25 ans", "36 rue du Pont"."""
    right, sets = sentence.right(index + 1), lexicon().sets
    if not right or sentence.gap(index + 1) != " ":
        return False
    is_range = right[0] in {"a", "et", "ou"} and right[1:2] and right[1].isdigit() and right[1] not in _home_numbers()
    return bool(is_range) or right[0] in sets["units"] or right[0] in sets["streets"] or _is_several(right[0])


def _is_several(word: str) -> bool:
    """Tell whether a word looks like a plural noun, what a number counts."""
    return word.endswith(("s", "x")) and not any(word in lexicon().sets[name] for name in _NO_NOUN)


def _forbids_departement(word: str) -> bool:
    sets = lexicon().sets
    forbidding = ("not_before_departement", "determiners", "adverbs", "quantities", "counters", "months")
    return word.isdigit() or any(word in sets[name] for name in forbidding)


@lru_cache(maxsize=1)
def _home_numbers() -> frozenset[str]:
    known = territories()
    return frozenset(d.code for d in known.units(Level.DEPARTEMENT, known.home))
