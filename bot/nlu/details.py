"""What a question asks besides where and which occupation: measure, years, order, limit, level, threshold.

The words are in ``details.yml``: few, and a wrong guess here would give a wrong figure, so nothing is learned.
Every detail is an entity with its exact span and a value that needs no further reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import yaml

from bot.nlu.short import short_details
from knowledge.text import Folded
from knowledge.vocabulary import repaired_aligned

_LEXICON = Path(__file__).with_suffix(".yml")
NUMBER_WORDS = {
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "douze": 12, "quinze": 15, "vingt": 20,
}  # fmt: skip
_NUMBER = r"(?P<n>\d{1,3}|" + "|".join(NUMBER_WORDS) + ")"
_YEAR = r"(?:19|20)\d\d"
_UNIT = r"(?:projets?|recrutements?|embauches?|intentions?|postes?|besoins?|%|pour ?cent)"
_WHETHER = (
    r"\b(?:dire|dites|dis|savoir|sais|savez|indiqu[a-z]*|confirm[a-z]*|precis[a-z]*|verifi[a-z]*|demande)"
    r" (?:\w+ ){0,2}?s(?:i\b|'(?=ils?\b|elles?\b|on\b|y\b))"
)
"""« pouvez-vous me dire si… » is answered by yes or no."""
_SUCH_AS = r"(?<=y a )(?:des|un|une) \w+ (?:qui|ou)\b|(?<=-t-il )(?:des|un|une) \w+ (?:qui|ou)\b"
"""« y a-t-il des bassins où… » asks neither where nor who."""
_PATTERNS = {
    "NUMBER": _NUMBER,
    "YEAR": _YEAR,
    "UNIT": _UNIT,
    "AMOUNT": r"\d[\d ]{0,11}?(?:[.,]\d{1,4})?",
    "RISES": (
        r"(?:progress|augment|grimp|explos|bondi|decoll|hausse|croi(?:t|ss)|accroi|accru|envol|accelere|essor|boom|rebond|remont)"
        r"[a-z]*|\bmont(?:e|ent|ee|ees|er)\b(?! (?:un|une|des|notre|mon|ma|nos|mes|a|au|sur)\b)"
    ),
    "FALLS": (
        r"(?:baiss|recul|chut|diminu|degringol|effondr|plong|regress|ralenti|declin|repli|flechi|perdu|perdent)[a-z]*"
    ),
    "RANKED": (
        r"(?:metier|profession|job|boulot|emploi|poste|bassin|departement|region|ville|commune|zone|territoire|endroit|coin)s"
    ),
    "WHETHER": _WHETHER,
    "EASY": r"(?:facile|simple|aise|commode|evident)(?:ment)?s?\b",
    "HARD": r"(?:difficile|dur|tendu|complique|galere|penible)(?:ment)?e?s?\b",
    "ALONE": r"(?<!\ble )(?<!\bla )(?<!\bles )(?<!\bde )(?<!\bdu )(?<!\bau )(?<!\ben )(?<!\bmetiers )(?<!\bprojets )",
    "SIDE": r"(?=\W*$|[?.!,;]| (?:d[e']|qu|que|ou|a|au|aux|en|dans|chez|sur|pour|cette|l'|ici)(?:\b| )(?! tout\b))",
    "ALSO": (
        r"a|en a|recrut[a-z]*|embauch[a-z]*|cherch[a-z]*|demand[a-z]*|propos[a-z]*|compt[a-z]*|prend|prennent|eu"
        r"|c'est|c|est|sont|serait|etait|etaient|avait|avaient|veulent"
    ),
}
"""Names that stand for these words in ``details.yml``."""
_RANGES = (
    rf"\b(?:entre|de) (?P<a>{_YEAR}) (?:et|a|jusqu'a|jusqu'en) (?P<b>{_YEAR})\b",
    rf"\b(?P<a>{_YEAR}) ?(?:-|–|/|a|->|vs|=>|→) ?(?P<b>{_YEAR})\b",
    rf"\bdepuis (?:l'annee )?(?P<a>{_YEAR})\b",
    rf"\b(?P<a>{_YEAR}) (?:et|a|puis|vs|contre) (?:de |d'|en |pour )?(?:aujourd'hui|maintenant|cette annee)\b",
)
_LAST_YEARS = rf"(?<!\ba )\b{_NUMBER} (?:dernieres annees|derniers ans|dernieres enquetes|ans)\b"
_YEARS_SINCE = rf"\b(?:depuis|en|sur) (?:les )?{_NUMBER} ans\b"
"""« depuis deux ans », « sur deux ans » start from the survey of two years before; « les deux dernières années » count
two surveys."""
_LONGEST = 14
"""« couvreurs, 10 ans » is a period, « 41 ans, Chinon » an age: the surveys held began in 2012."""
_YEARS_AGO = rf"\b(?:il )?y ?a {_NUMBER} ans\b"
_DATED = r"(?:(?<=\ben )|(?<=annee )|(?<=depuis )|(?<=enquete )|(?<=bmo )|(?<=\b20\d\d ))"
_ABSOLUTE_YEAR = rf"(?<!\d)(?<!\d[.,])(?:{_DATED}{_YEAR}|{_YEAR}(?! ?{_UNIT}))(?![\d%])"
"""« 2015 projets » counts, « en 2015 projets » does not; a number before a year (« top 3 2023 ») is no part of it."""
_OLD_YEAR = r"(?<=\ben )1[0-8]\d\d\b"
_COUNT_ASKED = (
    r"\b(?:combien|cmb|cb|nombre|nb) d(?:e |'| )(?:projets?|embauches?|postes?|recrutements?|intentions?)\b"
    r"|\b(?:combien|cmb|cb) (?:on )?en (?:cherch|recrut|demand|embauch|veu|faut|prend)"
)
_OPEN_QUESTION = (
    r"\b(?:(?:quel|kel|lequel|laquelle|lesquel|combien|cmb|comment|pourquoi)[a-z]*|qui|ki|quoi|koi"
    r"|ou(?! (?:pas|non|nan)\b)"
    r"|(?:donn|expliqu|indiqu|montr|fourni|communiqu|precise|presente|affich|list|detaill|rappel|resum|envo[iy]|transme)[a-z]*"
    r"|dire|dites|savoir|connaitre|obtenir)\b"
)
"""Such a word asks for more than yes or no, wherever it stands, unless « si » follows it (``_WHETHER``)."""
_THOUSANDS = re.compile(r"(?<=\d)[.](?=\d{3}(?!\d))")
_REPEATABLE = frozenset({"aspect", "direction", "level", "manner", "measure", "threshold"})

_SET_SIDE_BY_SIDE = frozenset({"which", "both", "among", "compared"})


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail found: entity name, value, and the characters ``text[start:end]`` that say it."""

    entity: str
    value: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """Return, per entity, its values with their patterns, in the order of the file."""
    raw: dict[str, dict[str, list[str]]] = yaml.safe_load(_LEXICON.read_text(encoding="utf-8"))
    return {
        entity: tuple((value, _compiled(pattern)) for value, patterns in values.items() for pattern in patterns)
        for entity, values in raw.items()
    }


def _compiled(pattern: str) -> re.Pattern[str]:
    for name, words in _PATTERNS.items():
        pattern = pattern.replace(name, words)
    return re.compile(pattern)


def details_of(text: str, taken: Iterable[tuple[int, int]] = ()) -> list[Detail]:
    """Return the details ``text`` holds, in order of appearance.

    ``taken``: spans already linked to a place or an occupation; only a measure may be read inside them
    (« job d'été »), never a year or a number.
    """
    folded, spans = repaired_aligned(text), tuple(taken)
    found = [Detail(*short) for short in short_details(text)]
    bare = {detail.entity for detail in found}
    found += [detail for entity in _lexicon() if entity not in bare for detail in _read(entity, folded)]
    free = [d for d in found if d.entity == "measure" or not _overlaps(d, spans)]
    if re.search(_OPEN_QUESTION, re.sub(f"{_WHETHER}|{_SUCH_AS}", "", folded.text)):
        free = [d for d in free if d.entity != "closed"]
    kept = _one_direction(_without_conflicts(_complaints_read(free, folded)))
    return sorted(kept, key=lambda d: (d.start, d.entity))


def _one_direction(details: list[Detail]) -> list[Detail]:
    """« en hausse ou en baisse ? » says no direction, and neither yes nor no answers it; a ranking has its own."""
    said = {d.value for d in details if d.entity == "direction"}
    dropped = {"direction", "closed"} if len(said) > 1 else set()
    if any(d.entity == "movement" for d in details):
        dropped = {"direction"}
    return [d for d in details if d.entity not in dropped]


def _complaints_read(details: list[Detail], folded: Folded) -> list[Detail]:
    """« on manque de soudeurs » asks how difficult it is; « … combien d'embauches ? » beside it asks a count."""
    counted = re.search(_COUNT_ASKED, folded.text) is not None
    told = [d for d in details if d.value != "complaint"]
    complaints = [replace(d, value="difficult") for d in details if d.value == "complaint"]
    return told if counted else [*told, *complaints]


def _read(entity: str, folded: Folded) -> list[Detail]:
    if entity == "year":
        return _years(folded)
    found: list[Detail] = []
    for value, match in _matches(entity, folded):
        detail = _detail(folded, match, entity, _value(entity, value, match))
        if detail is not None and not _overlaps(detail, [(d.start, d.end) for d in found]):
            found.append(detail)
            if entity not in _REPEATABLE:
                break
    return found


def _matches(entity: str, folded: Folded) -> Iterator[tuple[str, re.Match[str]]]:
    for value, pattern in _lexicon()[entity]:
        for match in pattern.finditer(folded.text):
            yield value, match


def _value(entity: str, value: str, match: re.Match[str]) -> str:
    if value == "number":
        return str(_integer(match["n"]))
    if entity == "threshold":
        said = ("%" if match["u"].startswith(("%", "pour")) else "") + _what_is_counted(match)
        low = _amount(match["n"])
        return f"ge:{low}{said}&le:{_amount(match['m'])}{said}" if value == "between" else f"{value}:{low}{said}"
    return value


def _amount(written: str) -> str:
    """Return « 1 000 » or « 1.000 » as ``1000``, « 12,5 » as ``12.5``."""
    digits = _THOUSANDS.sub("", written.replace(" ", "")).replace(",", ".")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _what_is_counted(match: re.Match[str]) -> str:
    """« plus de 100 projets difficiles » counts these only; « plus de 100 ? » counts what the question is about."""
    if not match["u"].strip("? "):
        return ":asked"
    adjective = re.match(r" (?:de recrutement )?(?:juges? )?(difficil|saisonnier)", match.string[match.end() :])
    return {"difficil": ":difficult", "saisonnier": ":seasonal"}[adjective[1]] if adjective else ""


def _years(folded: Folded) -> list[Detail]:
    """Return a range (« entre 2023 et 2025 »), else the years written, else a relative one."""
    future = [m for value, m in _matches("year", folded) if value == "+1"][:1]
    if future:
        return _kept(_detail(folded, future[0], "year", "+1"))
    for pattern in _RANGES:
        match = re.search(pattern, folded.text)
        if match:
            last = match.groupdict().get("b") or "0"
            return _kept(_detail(folded, match, "year", f"{match['a']}..{last}"))
    for pattern, value in ((_YEARS_SINCE, "-{}..0"), (_YEARS_AGO, "-{}")):
        match = re.search(pattern, folded.text)
        if match:
            return _kept(_detail(folded, match, "year", value.format(_integer(match["n"]))))
    match = re.search(_LAST_YEARS, folded.text)
    if match and (_integer(match["n"]) <= _LONGEST or "derni" in match.group()):
        return _kept(_detail(folded, match, "year", f"-{_integer(match['n']) - 1}..0"))
    any_year = rf"{_OLD_YEAR}|{_ABSOLUTE_YEAR}"
    written = [_detail(folded, m, "year", m.group()) for m in re.finditer(any_year, folded.text)]
    if written:
        return _kept(*written)
    relative = [(value, m) for value, m in _matches("year", folded)]
    sides = [each for each in relative if each[0] in {"-1", "0"}]
    both = {value for value, _ in sides} == {"-1", "0"}  # « l'année dernière ou cette année »
    return _kept(*(_detail(folded, m, "year", value) for value, m in (sides[:2] if both else relative[:1])))


def _kept(*details: Detail | None) -> list[Detail]:
    return [detail for detail in details if detail is not None]


def _detail(folded: Folded, match: re.Match[str], entity: str, value: str) -> Detail | None:
    if not match.group():
        return None
    start, end = folded.span(*match.span())
    return Detail(entity, value, start, end)


def _overlaps(detail: Detail, spans: Sequence[tuple[int, int]]) -> bool:
    return any(detail.start < end and start < detail.end for start, end in spans)


def _without_conflicts(details: list[Detail]) -> list[Detail]:
    """A threshold (« plus de 100 projets »), or a date, is neither a limit, nor an order, nor a year.

    A place told by its level alone (« tout le département ») asks for no ranking. What is set side by side has an axis.
    """
    whole = [(d.start, d.end) for d in details if d.entity in {"threshold", "subject"}]
    scales = [(d.start, d.end) for d in details if d.entity == "scale"]
    told = [d for d in details if d.entity not in {"limit", "order", "year"} or not _overlaps(d, whole)]
    beside = any(d.entity in _SET_SIDE_BY_SIDE for d in details)
    told = [d for d in told if d.entity != "level" or not _overlaps(d, scales)]
    return [d for d in told if beside or d.entity != "axis"]


def _integer(text: str) -> int:
    return NUMBER_WORDS.get(text) or int(text)
