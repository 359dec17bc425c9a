"""Which of the choices offered an answer picks: by its rank, its place, a word of its label, or all of them.

The choices stay open for a correction after one was taken (« celui du Cher plutôt », « finalement informatique »).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from bot.answers.missing import Said
from bot.mentions import Mentions
from bot.question import MAX_ROWS, Question
from bot.understanding import INTENT_TOPICS, understand
from bot.writing.french import capitalised, quoted
from knowledge.library import Knowledge
from knowledge.occupations.model import Nomenclature, Selection
from knowledge.occupations.words import LINK_WORDS, key_words, singular
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import named
from knowledge.text import fold

STAYS_OPEN = 2
"""How many turns after a choice it may still be corrected."""

_ALIKE = 85
"""From this likeness on (0 to 100), two long words are the same one, mistyped."""
_SHORTEST = 4
_OTHER = -2
_CATCH_ALL = ("Toutes ", "Autres ")
"""How a choice begins that gathers more than the word asked: « Toutes les fonctions d'encadrement »."""
_COURTESIES = (
    "celui celle ceux celles plutot finalement non nan oui ok pas mais ou et c est je j veux voudrais voulais dire dit "
    "parle parlais pense pensais disais moi alors bon ben euh en fait s il te vous plait stp svp merci plait metier "
    "secteur domaine option choix enfin pardon qui ce ca sont surtout juste seulement prend prends l autre cherche "
    "interesse oups erreur desole desolee me trompe trompee suis aussi ceci cela cote departement ville commune"
)
_FILLERS = LINK_WORDS | frozenset(_COURTESIES.split())
_ASIDE = re.compile(r"\b(?:pas|et non|plutot que|au lieu de|au lieu du)\b.*?(?:[,;:]|\bmais\b|$)")
_TAKES_BACK = re.compile(
    r"\b(?:celui|celle|ceux|plutot|finalement|en fait|non|pardon|oups|erreur|je (?:voulais|parlais|pensais|disais))\b"
)
_ASKS = re.compile(
    r"\b(?:combien|quel(?:le)?s?|recrut\w*|embauch\w*|projets?|evolution|compar\w*|chiffres?|metiers|tension|difficil\w*)\b"
)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the entity value it stands for, and how the user reads it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A question settled by a choice, and what must be said of it ("" when nothing)."""

    question: Question
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Taken:
    values: tuple[str, ...]
    words: tuple[str, ...] = ()
    note: str = ""


def is_ambiguous(value: str) -> bool:
    """Return whether an entity value stands for several things between which the user must choose."""
    return "|" in value or value.startswith("ambigu:")


def options_of(value: str, knowledge: Knowledge) -> list[Option]:
    """Return the choices behind an ambiguous value."""
    if "|" in value:
        return [Option(ref, place_label(knowledge.territories.get(ref), knowledge)) for ref in value.split("|")]
    named_options = knowledge.occupations.options(Selection.parse(value).ambiguous)
    return [Option(selection.value, label) for label, selection in named_options]


def place_label(place: Territory, knowledge: Knowledge) -> str:
    """Return « Montigny (Loiret, bassin d'emploi de Pithiviers) »."""
    parents = {parent.level: parent for parent in knowledge.territories.parents(place)}
    around = [named(parents[level]) for level in (Level.DEPARTEMENT, Level.BASSIN) if level in parents]
    return f"{place.name} ({', '.join(around)})" if around else place.name


def chosen_option(said: Said, previous: Question | None, knowledge: Knowledge) -> Choice | None:
    """Return the question before settled, or settled otherwise, by a choice among what was offered; else None."""
    if previous is None or _asks_something_else(said):
        return None
    for value in filter(is_ambiguous, (*previous.territories, *previous.occupations) if previous.asked else ()):
        taken = _taken(value, said, knowledge)
        if taken is not None:
            return _settled(previous, value, taken, said)
    if previous.open_for and (said.intent == "corriger" or said.mentions.choice or _TAKES_BACK.search(fold(said.text))):
        value, current = previous.offered
        taken = _taken(value, said, knowledge, current)
        if taken is not None and taken.values != (current,):
            return _settled(previous, current, taken, said)
    return None


def kept_open(question: Question, previous: Question | None, knowledge: Knowledge) -> Question:
    """Return the question with the choice settled last, as long as it may be corrected."""
    values = {*question.territories, *question.occupations}
    if previous is None:
        return replace(question, offered=(), open_for=0)
    pending = filter(is_ambiguous, (*previous.territories, *previous.occupations) if previous.asked else ())
    current = previous.offered[1] if previous.open_for else ""
    for value in (*pending, *previous.offered[:1]):
        taken = [option.value for option in options_of(value, knowledge) if option.value in values - {value, current}]
        if taken and value not in values:
            return replace(question, offered=(value, taken[0]), open_for=STAYS_OPEN)
    left = previous.open_for - 1 if current in values else 0
    return replace(question, offered=previous.offered if left > 0 else (), open_for=max(left, 0))


def _asks_something_else(said: Said) -> bool:
    """A complete question in the middle of a choice is a question, not a choice."""
    text = fold(said.text).replace("bassin d emploi", "")
    points = said.mentions.choice != 0 or re.search(r"\b(?:celui|celle|ceux|celles)\b", text) is not None
    return said.intent in INTENT_TOPICS and not points and _ASKS.search(text) is not None


def _taken(value: str, said: Said, knowledge: Knowledge, current: str = "") -> _Taken | None:
    """Return what ``said`` takes among the choices behind ``value``; ``current`` was taken before."""
    options = options_of(value, knowledge)
    picked = (
        _by_rank(options, said.mentions.choice, current)
        or _by_place(options, said, knowledge)
        or _by_words(options, said.text)
        or _by_sector(options, said, knowledge)
    )
    if picked is not None:
        return _Taken((picked.value,), (picked.label,) if not value.count("|") else ())
    if said.mentions.any or (said.mentions.both and current == ""):
        return _places_taken(options, said) if "|" in value else _all_occupations(value, options, knowledge)
    return None


def _settled(previous: Question, value: str, taken: _Taken, said: Said) -> Choice:
    is_place = value in previous.territories
    before = previous.territories if is_place else previous.occupations
    values = tuple(new for each in before for new in (taken.values if each == value else (each,)))
    told = Mentions(
        territories=values if is_place else (),
        occupations=() if is_place else values,
        words=taken.words if len(values) == 1 else (),
        years=said.mentions.years,
        measures=said.mentions.measures,
    )
    question = understand("preciser", told, previous) or previous
    return Choice(replace(question, before=previous.before), taken.note)


def _by_rank(options: Sequence[Option], choice: int, current: str) -> Option | None:
    others = [option for option in options if option.value != current]
    if choice == _OTHER:
        return others[0] if current and len(others) == 1 else None
    if choice == 0 or not -1 <= choice <= len(options):
        return None
    return options[choice - 1 if choice > 0 else -1]


def _by_place(options: Sequence[Option], said: Said, knowledge: Knowledge) -> Option | None:
    """Return the place named, or the only one that a wider place named holds."""
    for place in said.mentions.territories:
        held = [option for option in options if place == option.value or place in _holders(option, knowledge)]
        if len(held) == 1:
            return held[0]
    return None


def _holders(option: Option, knowledge: Knowledge) -> set[str]:
    if option.value not in knowledge.territories:
        return set()
    return {parent.ref for parent in knowledge.territories.parents(knowledge.territories.get(option.value))}


def _by_words(options: Sequence[Option], text: str) -> Option | None:
    """Return the one option whose label holds every word said, one of them at least its own."""
    words = _content(text)
    labels = [set(key_words(option.label)) for option in options]
    shared = set.intersection(*labels)
    if not words or all(_is_in(word, shared) for word in words):
        return None
    found = [
        option for option, label in zip(options, labels, strict=True) if all(_is_in(word, label) for word in words)
    ]
    return found[0] if len(found) == 1 else None


def _content(text: str) -> list[str]:
    """Return the words that say something, without what a negation puts aside."""
    parts = ", ".join(fold(part) for part in re.split(r"[,;:]", text))
    kept = [word for word in fold(_ASIDE.sub(" ", parts)).split() if word not in _FILLERS]
    return [singular(word) for word in kept if not re.fullmatch(r"(?:19|20)\d\d", word)]


def _is_in(word: str, label: set[str]) -> bool:
    return any(_is_same(word, other) for other in label)


def _is_same(said: str, known: str) -> bool:
    if said == known or (len(said) >= _SHORTEST and known.startswith(said)):
        return True
    return min(len(said), len(known)) > _SHORTEST and fuzz.ratio(said, known) >= _ALIKE


def _by_sector(options: Sequence[Option], said: Said, knowledge: Knowledge) -> Option | None:
    """Return the one option that lies in the sector named, and nothing else is said: « le BTP »."""
    sectors = [value for value in said.mentions.occupations if Selection.parse(value).sector]
    named_words = {singular(word) for words in said.mentions.words for word in fold(words).split()}
    if len(sectors) != 1 or set(_content(said.text)) - named_words:
        return None
    codes = set(knowledge.occupations.codes_in_sector(sectors[0], Nomenclature.FAP2021))
    inside = [option for option in options if 0 < len(_codes(option)) == len(_codes(option) & codes)]
    return inside[0] if len(inside) == 1 else None


def _codes(option: Option) -> set[str]:
    return set() if "commune:" in option.value else set(Selection.parse(option.value).fap2021)


def _places_taken(options: Sequence[Option], said: Said) -> _Taken:
    if said.mentions.any == "whichever":
        return _Taken((options[0].value,), note=assumption(options[0]))
    return _Taken(tuple(option.value for option in options[:MAX_ROWS]))


def assumption(option: Option) -> str:
    """Return the sentence that says which choice was taken for want of an answer."""
    return f"Faute de précision, je réponds pour : {option.label}."


def _all_occupations(value: str, options: Sequence[Option], knowledge: Knowledge) -> _Taken:
    """All the meanings of a word, added up, without the one that gathers what other words name too."""
    trades = [option for option in options if not option.label.startswith(_CATCH_ALL)]
    found = dict.fromkeys(code for option in trades for code in _every_code(option, knowledge))
    everything = Selection(
        tuple(code for nomenclature, code in found if nomenclature is Nomenclature.FAP2021),
        tuple(code for nomenclature, code in found if nomenclature is Nomenclature.FAP2009),
    )
    word = quoted(capitalised(knowledge.occupations.ambiguous_word(Selection.parse(value).ambiguous)))
    return _Taken((everything.value,), note=f"C'est la somme des {len(trades)} sens proposés de {word}.")


def _every_code(option: Option, knowledge: Knowledge) -> list[tuple[Nomenclature, str]]:
    selection = Selection.parse(option.value)
    return [
        (each, code)
        for each in Nomenclature
        for code in (
            knowledge.occupations.codes_in_sector(selection.sector, each) if selection.sector else selection.codes(each)
        )
    ]
