"""Which places and trades a message leaves out: « sans les viticulteurs », « il ne veut pas de la restauration ».

Where the words that leave out are plain (« sauf », « hormis »), ``bot/nlu/negation.py`` is sure of it. Here it is
learned, from what governs each name: the first word before it that is more than an article, with its negation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.reading.clauses import words_of
from bot.reading.corpus import Example
from bot.reading.dialogue import Before
from bot.reading.spans import LEFT_OUT, Span
from bot.reading.utterance import Utterance
from bot.reading.weights import Features, Weights

_PENALTY = 10.0
_LIKELY = 0.5
_CANDIDATES = frozenset({"occupation", "territory", "aside", LEFT_OUT})
_PASSED_WORDS = """
    a au aux le la les l de du des d dans en sur pour que qu ce ces cette ceux celui celle et ou ni ds un une mon ma mes
    leur leurs notre nos metier metiers secteur secteurs domaine domaines poste postes emploi emplois boulot boulots
    truc trucs milieu monde faire fasse etre devenir comme travailler bosser travail job jobs taf tafs chez voir plus
    tomber faite fait bosse retourner revenir aller refaire entendre parler question avoir surtout meme jamais trop
    vraiment
"""
_PASSED = frozenset(_PASSED_WORDS.split())
"""Words that stand between a name and what governs it."""
_SENSES = {
    "except": "sauf hormis hors excep exclu dehor abstr delai",
    "remove": "enlev retir ote otez oter vire virer virez suppr ecart laiss sort sorte sorti zappe degag jette jetez"
    " effac soust compt ignor oubli",
    "refuse": "refus detes horre hais marre ras quitt arret stop fini evite fui fuis fuit suppo degou",
    "wish": "peux peut veut veux veu ve jve veule voul voudr vx souha aime aimer aimen envie tente inter cherc suis",
}
"""What the words that leave something out have in common, by how they begin (``_STEM`` letters at most)."""
_SENSE_OF = {stem[:5]: sense for sense, stems in _SENSES.items() for stem in stems.split()}
_NEGATION_WORDS = "pas plus jamais ni sans aucun aucune pa surtout non nan rien"
_NEGATIONS = frozenset(_NEGATION_WORDS.split())
_LISTED_WORDS = """
    metier metiers secteur secteurs profession professions boulot boulots job jobs taf tafs quoi koi qui ki autre autres
    liste top bassins departements regions villes dautre
"""
_LISTED = frozenset(_LISTED_WORDS.split())
"""Words that ask for a list."""
_SAYING = tuple(f"{where}sense {sense}" for where in ("", "after ") for sense in ("except", "remove", "refuse"))
_FAILING = frozenset(f"by {stem}" for stem in ("trouv", "manqu"))
"""What governs the trades that nobody finds, which are asked about."""
_APART = re.compile(r"[.?!;:\n]")
_STEM = 5
_REACH = 9
_AFTER = 4


@dataclass(frozen=True, slots=True)
class _Name:
    """A name with the words it covers, and what is said of it."""

    first: int
    last: int
    place: bool
    rank: int
    """How many of its kind are named before it in the same list."""


def with_left_out(model: LeavingOut, utterance: Utterance, spans: Sequence[Span], before: Before) -> list[Span]:
    """Return ``spans``, those that are to be left out of what is asked marked so (``LEFT_OUT``)."""
    named = candidates(spans)
    likely = model.likelihoods(utterance, spans, before)
    out = [span for span, likelihood in zip(named, likely, strict=True) if likelihood >= _LIKELY]
    return [{**span, "entity": LEFT_OUT} if any(span is other for other in out) else span for span in spans]


def candidates(spans: Sequence[Span]) -> list[Span]:
    """Return the spans that may be left out, in order."""
    return sorted((span for span in spans if span["entity"] in _CANDIDATES), key=lambda span: int(span["start"]))


@dataclass(frozen=True)
class LeavingOut:
    """Tells how likely each name is to be left out."""

    weights: Weights

    @classmethod
    def fit(cls, examples: Iterable[Example]) -> LeavingOut:
        """Return the model learned from the turns that ask, in ``corpus/README.md``'s ``except``."""
        seen: list[Features] = []
        answers: list[bool] = []
        for example in examples:
            if example.gold["act"] != "ask":
                continue
            seen += features_of(Utterance.of(example.turn.text), example.spans, example.before)
            answers += [span["entity"] == LEFT_OUT for span in candidates(example.spans)]
        return cls(Weights.fit(seen, answers, penalty=_PENALTY))

    def likelihoods(self, utterance: Utterance, spans: Sequence[Span], before: Before) -> list[float]:
        """Return how likely each candidate of ``spans`` is to be left out, in order, 0 to 1."""
        seen = features_of(utterance, spans, before)
        return [self.weights.probability(each) if _says_so(each) else 0.0 for each in seen]


def _says_so(features: Features) -> bool:
    """Return whether a word near a name may leave it out: a negation, or one of the senses that do."""
    if not _FAILING.isdisjoint(features):  # « ils ne trouvent ni soudeurs, ni usineurs »
        return False
    if "negated " not in features:
        return True
    return any(name.startswith(_SAYING) or ("negated True" in name and name.startswith("after")) for name in features)


def features_of(utterance: Utterance, spans: Sequence[Span], before: Before) -> list[Features]:
    """Return what is seen of each candidate: what governs it, what follows it, whether a list is asked."""
    named = candidates(spans)
    positions = [utterance.covered(span["start"], span["end"]) or [0] for span in named]
    words = [token.folded for token in utterance.tokens]
    stands = words_of(utterance, [{**span, "entity": _kind(span)} for span in named])
    starts = {at for at in range(1, len(words)) if _APART.search(utterance.text, *_between(utterance, at))}
    inside = {index for each in positions for index in each}
    lists = any(word in _LISTED for index, word in enumerate(words) if index not in inside)
    context = "list" if lists else before.shape or "none"
    found: list[Features] = []
    names: list[_Name] = []
    for span, covered in zip(named, positions, strict=True):
        first = next((index for index in covered if words[index] not in _PASSED | _NEGATIONS), covered[-1])
        stands[covered[0] : first] = words[covered[0] : first]  # « pas travailler dans le ménage » is one name
        rank = names[-1].rank + 1 if names and _goes_on(utterance, names[-1].last, first, words) else 0
        names.append(_Name(first, covered[-1], _kind(span) == "territory", rank))
        head = names[-1 - rank]
        begins = max((at for at in starts if at <= head.first), default=0)
        found.append(_features(stands[begins:], _moved(head, begins), _moved(names[-1], begins), context))
    return found


def _kind(span: Span) -> str:
    return "territory" if str(span["value"]).startswith(_PLACES) else "occupation"


_PLACES = ("commune:", "bassin:", "epci:", "departement:", "region:", "france:")


def _between(utterance: Utterance, at: int) -> tuple[int, int]:
    return utterance.tokens[at - 1].end, utterance.tokens[at].start


def _moved(name: _Name, by: int) -> _Name:
    return replace(name, first=name.first - by, last=name.last - by)


def _goes_on(utterance: Utterance, last: int, first: int, words: Sequence[str]) -> bool:
    """« les serveurs et les cuisiniers », « pas l'agriculture, ni la santé »."""
    between = words[last + 1 : first]
    parted = utterance.text[utterance.tokens[last].end : utterance.tokens[first].start]
    linked = bool({"et", "ni", "ou"} & set(between)) or "," in parted or "/" in parted
    return linked and set(between) <= _PASSED and not _APART.search(parted)


def _features(words: Sequence[str], head: _Name, name: _Name, context: str) -> Features:
    """Return the features of a name; those of a list are governed by what governs its first name."""
    governor, negated, passed = _governor(words, head.first)
    stem = governor[:_STEM]
    sense = _SENSE_OF.get(stem, "")
    kind = "place" if name.place else "trade"
    after = words[name.last + 1 : name.last + 1 + _AFTER]
    found = {
        "bias": 1.0,
        kind: 1.0,
        f"{kind} in {context}": 1.0,
        f"negated {negated}": 1.0,
        f"negated {negated} in {context}": 1.0,
        f"by {stem}": 1.0,
        f"sense {sense}": 1.0,
        f"sense {sense} negated {bool(negated)}": 1.0,
        f"sense {sense} negated {bool(negated)} in {context}": 1.0,
        f"negated {bool(negated)} in {context}": 1.0,
        f"opens {governor == ''} negated {negated}": 1.0,
        f"listed {name.rank > 0}": 1.0,
    }
    found |= {f"passed {word}": 1.0 for word in passed}
    found |= {f"after {word[:_STEM]}": 1.0 for word in after}
    unwanted = not _NEGATIONS.isdisjoint(after)  # « la vente, j'en veux plus »
    found |= {
        f"after sense {sense} {said}": 1.0
        for word in after
        if (sense := _SENSE_OF.get(word[:_STEM], ""))
        for said in ("", f"negated {unwanted} in {context}")
    }
    found[f"after {' '.join(word[:_STEM] for word in after[:2])}"] = 1.0
    return found


def _governor(words: Sequence[str], first: int) -> tuple[str, str, list[str]]:
    """Return the word that governs a name ("" none), the negation met on the way, or before it, and what was passed."""
    negated, passed, index = "", [], first - 1
    while index >= max(0, first - _REACH):
        word = words[index]
        if word in _NEGATIONS:
            negated = word if not negated or negated == "plus" else negated
        elif word not in _PASSED:
            break
        passed.append(word)
        index -= 1
    governor = words[index] if index >= max(0, first - _REACH) else ""
    if not negated and index > 0 and words[index - 1] in _NEGATIONS:  # « ne pas compter les cadres »
        negated = words[index - 1]
    return governor, negated, passed
