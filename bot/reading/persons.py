"""The people of a conversation: of whom each trade is said, and for whom one asks.

« Ma femme est serveuse, moi plombier : pour elle, ça recrute ? », then « et pour moi ? ».
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.reading.utterance import Utterance

PEOPLE, MEANT = "people", "meant"
"""Where the message keeps the people of whom it tells the trade, and those for whom it asks."""
SELF, OTHER = "self", "other"
_HE, _SHE, _THEY, _THEIRS, _TWO = "he", "she", "they", "theirs", "two"
_KIN: Mapping[str, tuple[str, str]] = {
    "husband": ("mari epoux conjoint compagnon copain mec homme", _HE),
    "wife": ("femme epouse conjointe compagne copine nana", _SHE),
    "son": ("fils fiston gamin garcon", _HE),
    "daughter": ("fille gamine", _SHE),
    "brother": ("frere frangin", _HE),
    "sister": ("soeur frangine", _SHE),
    "parents": ("parent parents darons famille", _THEY),
    "father": ("pere papa daron", _HE),
    "mother": ("mere maman daronne", _SHE),
    "cousin": ("cousin", _HE),
    "cousine": ("cousine", _SHE),
    "nephew": ("neveu", _HE),
    "niece": ("niece", _SHE),
    "uncle": ("oncle tonton", _HE),
    "aunt": ("tante tata", _SHE),
    "son in law": ("gendre", _HE),
    "daughter in law": ("bru", _SHE),
    "neighbour": ("voisin", _HE),
    "neighbouress": ("voisine", _SHE),
    "friend": ("ami pote", _HE),
    "friendess": ("amie", _SHE),
    "colleague": ("collegue", ""),
    "lady": ("dame", _SHE),
    "former": ("ex", ""),
}
_OF_KIN = {word: person for person, (words, _) in _KIN.items() for word in words.split()}
_GENDER = {person: gender for person, (_, gender) in _KIN.items()} | {_HE: _HE, _SHE: _SHE}
_MINE_WORDS = "mon ma mes mn notre nos"
_SELF_WORDS = frozenset(f"je j moi me m suis jsuis chui chuis jai nous on {_MINE_WORDS}".split())
_THEM = {"lui": _HE, "il": _HE, "elle": _SHE, "ils": _THEY, "elles": _THEY, "eux": _THEY, "leur": _THEY}
_ONES = {"sien": _THEIRS, "sienne": _THEIRS, "moi": SELF, "mien": SELF, "mienne": SELF}
_MEANT = {"lui": _HE, "elle": _SHE, "eux": _THEY} | _ONES
"""The words that, said of nobody's trade, ask for that of a person; « il », « je » stand in any sentence."""
_THEIR, _MINE, _TRADE = frozenset({"son", "leur"}), frozenset({"mon"}), frozenset({"metier", "boulot", "job", "taf"})
_SEEKING = ("cherch", "recherch", "recrut", "embauch", "trouv", "combien", "veut", "veux", "besoin", "faut", "devenir")
_BEFORE_ME = frozenset({"", "pour", "pr", "et", "non", "mais", "plutot", *_MEANT}) - {"moi"}
"""« donne-moi », « selon moi », « chez moi » ask for nobody."""
_OF_ONE = (("d", "un"), ("d", "une"))
_NOBODY = frozenset({"y", "parait", "faut", "semble", "reste", "existe", "s"})
_FAR = 7


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the conversation and the trade told of them; ``value`` as in the entity."""

    who: str
    value: str
    word: str

    @property
    def gender(self) -> str:
        """``he``, ``she``, or "" when nothing tells it."""
        return _GENDER.get(self.who, "")

    @property
    def line(self) -> str:
        """The person as the frame keeps it."""
        return "\t".join((self.who, self.value, self.word))


def said_of(words: Sequence[str], index: int) -> str:
    """Return whether the word at ``index`` is said of ``self`` or ``other``: the nearest person before it; "" none."""
    return next((side for word in reversed(words[:index]) if (side := _side(word))), "")


def is_of_kin(words: Sequence[str]) -> bool:
    """Return whether what follows ``words`` is said of a relative: named last, or by a pronoun for one named before."""
    last = next((word for word in reversed(words) if _side(word)), "")
    return last in _OF_KIN or (last in _THEM and any(word in _OF_KIN for word in words))


def asked_for(words: Sequence[str], last: int) -> str:
    """Return for whom one asks after the last mention, that ends before ``last``: « pour lui », « et moi ? »."""
    return next((side for word in words[last:] if (side := _side(word))), "")


def _side(word: str) -> str:
    return SELF if word in _SELF_WORDS else OTHER if word in _OF_KIN or word in _THEM or word in _ONES else ""


def people_told(text: str, spans: Iterable[Mapping[str, Any]]) -> list[Person]:
    """Return the people of whom a message tells the trade, in order."""
    utterance = Utterance.of(text)
    words = [token.folded for token in utterance.tokens]
    trades = [(span, utterance.covered(span["start"], span["end"])) for span in spans if span["entity"] == "occupation"]
    named = {index for _, covered in trades for index in covered}
    found: list[Person] = []
    for span, covered in trades:
        who = _told_of(words, covered[0], named, found) if covered else ""
        if who:
            found.append(Person(who, str(span["value"]), text[span["start"] : span["end"]]))
    return found


def _told_of(words: Sequence[str], first: int, named: set[int], told: Sequence[Person]) -> str:
    """Return the person of whom the trade at ``first`` is told, "" when it is sought or nobody is near."""
    for index in range(first - 1, max(-1, first - 1 - _FAR), -1):
        word = words[index]
        of_another = word in _OF_KIN and tuple(words[index + 1 : index + 3]) in _OF_ONE  # « le mari d'une infirmière »
        if index in named or word.startswith(_SEEKING) or of_another or (word == "il" and words[index + 1] in _NOBODY):
            return ""
        if word in {"lui", "il", "elle"}:
            gender = _THEM[word]
            return next((each.who for each in reversed(told) if each.gender == gender), _kin(words[:index], gender))
        if word in _OF_KIN:
            return _OF_KIN[word]
        if word in _SELF_WORDS and word not in _MINE_WORDS.split():
            return SELF
    return ""


def _kin(words: Sequence[str], gender: str) -> str:
    """Return whom a pronoun stands for: the last of that gender named before it, else the pronoun itself."""
    named = (_OF_KIN[word] for word in reversed(words) if word in _OF_KIN)
    return next((who for who in named if _GENDER[who] == gender), gender)


def people_meant(text: str, spans: Iterable[Mapping[str, Any]], people: Sequence[Person]) -> list[Person]:
    """Return those of ``people`` for whom a message asks, after the last trade it names: « et pour elle ? »."""
    utterance = Utterance.of(text)
    words = [token.folded for token in utterance.tokens]
    covered = [utterance.covered(each["start"], each["end"]) for each in spans if each["entity"] == "occupation"]
    last = max((indices[-1] + 1 for indices in covered if indices), default=0)
    found: list[Person] = []
    for form in _forms(words[last:]):
        found += [each for each in _those(form, people) if each not in found]
    return found


def _forms(words: Sequence[str]) -> Iterator[str]:
    """Yield the persons that words stand for; « pas elle » is not meant."""
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if before == "pas":
            continue
        if word == "deux" and before in {"nous", "eux"}:
            yield _TWO
        elif word in _MEANT and (word != "moi" or before in _BEFORE_ME):
            yield _MEANT[word]
        elif word in _OF_KIN and before not in {"de", "d"}:
            yield _OF_KIN[word]
        elif after in _TRADE and word in _THEIR | _MINE:
            yield SELF if word in _MINE else _THEIRS


def _those(form: str, people: Sequence[Person]) -> list[Person]:
    others = [each for each in people if each.who != SELF]
    if form == _TWO:
        return [each for each in people if each.who == SELF][-1:] + others[-1:]
    if form == _THEY:
        return others[-2:]
    if form == _THEIRS:
        return others[-1:]
    if form in {_HE, _SHE}:
        of_gender = [each for each in others if each.gender == form]
        return (of_gender or [each for each in others if not each.gender])[-1:]
    return [each for each in people if each.who == form][-1:]
