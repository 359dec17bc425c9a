"""Does the sentence say that a word is a place? "emploi tours" does, "visite des tours" does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from wordfreq import zipf_frequency

from knowledge.territories.forms import folded_name
from knowledge.territories.gazetteer import Name, Reading
from knowledge.territories.lexicon import Phrase, WordRule, ends, lexicon, starts
from knowledge.territories.reference import territories
from knowledge.text import Token

_KNOWN_AT_HOME = 2_000
_A_WORD = 4.0
"""On wordfreq's scale of 0 to 8: "publier" 4.4, "thiers" 3.4."""
_TELEGRAPHIC_AT_HOME = 5_000
_TELEGRAPHIC_AWAY = 20_000
_FIRST_OF_MESSAGE = 100_000
_CONTRACTED = {2: {"au", "du"}, 4: {"aux", "des"}}
"""INSEE article code → words that hide the article of a commune ("au Blanc")."""
_ARTICLES = {2: {"au", "du", "le"}, 3: {"la"}, 4: {"aux", "des", "les"}, 5: {"l"}}
"""INSEE article code → words that stand before a département ("le Cher", "dans l'Aube")."""

_SENTENCE_ENDS = ".!?:;\n"
_BREAKS = frozenset(f"{_SENTENCE_ENDS}(,/")
_SHOUTING = 0.7
_LONGEST_LEFT = 4
_LONGEST_ACRONYM = 7
_LONGEST_INITIALS = 5
_ACROSS = (["autre", "cote"], ["autre", "rive"])


_NO_RULE = WordRule()


class Verdict(Enum):
    """What the sentence says of a candidate; DOUBTFUL: a place if it is listed beside a sure one."""

    PLACE = "place"
    DOUBTFUL = "doubtful"
    NO_PLACE = "no place"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text and its tokens; ``shouted``: all in capitals, or none, so that capitals tell nothing."""

    text: str
    tokens: Sequence[Token]
    shouted: bool
    gaps: tuple[str, ...]
    """The characters before each token."""
    broken: tuple[bool, ...]
    """Whether punctuation stands before each token."""

    @classmethod
    def of(cls, text: str, tokens: Sequence[Token]) -> Sentence:
        """Return the sentence, knowing whether its capitals mean anything."""
        letters = [char for char in text if char.isalpha()]
        shouted = bool(letters) and sum(char.isupper() for char in letters) > _SHOUTING * len(letters)
        ends = (0, *(token.end for token in tokens))
        gaps = tuple(text[end : token.start] for end, token in zip(ends, tokens, strict=False))
        return cls(text, tokens, shouted, gaps, tuple(not _BREAKS.isdisjoint(gap) for gap in gaps))

    def gap(self, index: int) -> str:
        """Return the characters between token ``index - 1`` and token ``index`` ("" outside the tokens)."""
        return self.gaps[index] if 0 < index < len(self.gaps) else ""

    def left(self, first: int) -> Phrase:
        """Return up to four words before token ``first``, stopping at punctuation."""
        start = first
        while start > max(0, first - _LONGEST_LEFT) and not (start < len(self.broken) and self.broken[start]):
            start -= 1
        return tuple(token.folded for token in self.tokens[start:first])

    def right(self, last: int) -> Phrase:
        """Return up to four words from token ``last``, stopping at punctuation."""
        end = last
        while end < min(len(self.tokens), last + _LONGEST_LEFT) and not self.broken[end]:
            end += 1
        return tuple(token.folded for token in self.tokens[last:end])

    def capital(self, first: int, last: int) -> bool:
        """Tell whether a token of ``[first, last)`` has a capital that only a proper noun explains."""
        if self.shouted:
            return False
        starts = (i for i in range(first, last) if not self._begins_sentence(i))
        return any(self.text[self.tokens[i].start].isupper() for i in starts)

    def capital_if_any(self, first: int) -> bool:
        """Tell whether token ``first`` has a capital, or capitals tell nothing here because there is none."""
        return self.text[self.tokens[first].start].isupper() or self.text.islower()

    def _begins_sentence(self, index: int) -> bool:
        return index == 0 or any(mark in self.gap(index) for mark in _SENTENCE_ENDS)


def judge(sentence: Sentence, name: Name, first: int, last: int) -> Verdict:
    """Return whether tokens ``[first, last)``, which read ``name``, are meant as a place."""
    left = sentence.left(first)
    rule = lexicon().words.get(name.phrase, _NO_RULE)
    if _is_something_else(sentence, name, rule, first, last):
        return Verdict.NO_PLACE
    if name.reading is Reading.FREE:
        return Verdict.PLACE
    if rule.only_after:
        return _ruled(sentence, name, rule, first, last)
    if _fits_article(name, left) and _is_expected(sentence, name, first, last):
        return Verdict.PLACE
    is_known = _is_known_enough(name) or sentence.capital(first, last)
    return Verdict.DOUBTFUL if is_known and not _wrongly_determined(name, left) else Verdict.NO_PLACE


def _is_something_else(sentence: Sentence, name: Name, rule: WordRule, first: int, last: int) -> bool:
    """Tell whether the words around, or the accents typed, rule the place out."""
    left = sentence.left(first)
    if ends(left, rule.never_after) or starts(sentence.right(last), rule.never_before):
        return True
    if left and (_bears_the_name(name, left) or _is_the_river(name, left)):
        return True
    if (
        _is_a_paper(left, sentence.right(last))
        or _is_a_thing(sentence, name, last)
        or _is_a_country(name, left)
        or _is_an_acronym(sentence, name, first, last)
    ):
        return True
    is_doubtful = name.reading is Reading.WORD or (not name.home and name.size < _TELEGRAPHIC_AWAY)
    return is_doubtful and not _fits_accents(sentence, name, first, last)


def _is_a_thing(sentence: Sentence, name: Name, last: int) -> bool:
    """Tell whether an article and a common noun, far from here, are written as the thing: "sur le port"."""
    far = not name.home and name.phrase in lexicon().also_words
    noun = sentence.text[sentence.tokens[last - 1].start]
    return far and name.phrase.startswith(("le ", "la ", "les ")) and not noun.isupper()


def _is_a_country(name: Name, left: Phrase) -> bool:
    """Tell whether "en" stands before the name of a small commune: "en Puisaye" is a country, not the village."""
    return left[-1:] == ("en",) and name.size < _TELEGRAPHIC_AWAY and name.refs[0].startswith("commune:")


def _is_an_acronym(sentence: Sentence, name: Name, first: int, last: int) -> bool:
    """Tell whether the name of a small commune far away is written as initials are: "GIAT", but "à GIAT"."""
    small = not name.home and name.size < _TELEGRAPHIC_AWAY
    return small and is_initials(sentence, first, last) and not is_expected(sentence, first)


def is_initials(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether one short word is all in capitals, where capitals tell something or it stands alone: "LADOM"."""
    token = sentence.tokens[first]
    written = sentence.text[token.start : token.end]
    told = not sentence.shouted or len(written) <= _LONGEST_INITIALS
    return last == first + 1 and told and written.isupper() and written.isalpha() and len(written) <= _LONGEST_ACRONYM


def _is_the_river(name: Name, left: Phrase) -> bool:
    """Tell whether what stands before is about water: "au bord du Cher", "de l'autre côté de la Loire"."""
    if not name.refs[0].startswith("departement:"):
        return False
    nouns = _nouns(left)
    return bool(nouns) and (nouns[-1] in lexicon().sets["river_nouns"] or nouns[-2:] in _ACROSS)


def _is_a_paper(left: Phrase, right: Phrase) -> bool:
    """Tell whether a newspaper or a station is named after it: "Le Courrier du Loiret", "Le Berry républicain"."""
    return not lexicon().sets["papers"].isdisjoint(_nouns(left)[-1:]) or right[:1] == ("republicain",)


def _nouns(left: Phrase) -> list[str]:
    return [word for word in left if word not in {"de", "du", "l", "la", "le", "dans"}]


def is_expected(sentence: Sentence, first: int) -> bool:
    """Tell whether a place is expected at token ``first``: after "à", "vers", "bassin de", "près de"."""
    left = sentence.left(first)
    if not left:
        return False
    sets = lexicon().sets
    if left[-1] in {"d", "de", "du", "des"}:
        return len(left) > 1 and left[-2] in sets["place_nouns"]
    return left[-1] in sets["strong"]


def _ruled(sentence: Sentence, name: Name, rule: WordRule, first: int, last: int) -> Verdict:
    left = sentence.left(first)
    if ends(left, rule.only_after) or _is_asked_of(name, left):
        return Verdict.PLACE
    told = _fits_contracted(name, left) if rule.article else not _wrongly_determined(name, left)
    if _is_spelt_out(sentence, name, first, last) or (rule.capital and told and sentence.capital(first, last)):
        return Verdict.PLACE
    if rule.last and is_telegraphic(sentence, name, first, last):
        return Verdict.PLACE
    is_proper = rule.alone or (rule.article and sentence.text[sentence.tokens[first].start].isupper())
    if is_proper and (is_alone(sentence, first, last) or _is_alone_in_clause(sentence, first, last)):
        return Verdict.PLACE
    return Verdict.DOUBTFUL if rule.last and told else Verdict.NO_PLACE


def _is_asked_of(name: Name, left: Phrase) -> bool:
    """Tell whether figures are asked of a département, in any case: "chiffres clés du nord", "métiers de la loire"."""
    if not name.refs[0].startswith("departement:") or not _fits_contracted(name, left):
        return False
    before = left[:-1] if left[-1] in {"du", "des"} else left[:-2] if left[-2:-1] == ("de",) else ()
    return bool(before) and before[-1] in lexicon().sets["asked_of"]


def _is_expected(sentence: Sentence, name: Name, first: int, last: int) -> bool:
    left = sentence.left(first)
    capital = sentence.capital(first, last)
    strong = is_expected(sentence, first) or (name.article > 1 and _fits_contracted(name, left))
    if strong and (capital or sentence.shouted or _is_known_enough(name, left)):
        return True
    sure = " " in name.phrase or (name.home and name.size >= _KNOWN_AT_HOME) or _linked(left)
    if capital and sure and not _wrongly_determined(name, left):
        return True
    if _wrongly_determined(name, left):
        return False
    if _is_proper(sentence, name, first) and is_alone(sentence, first, last):
        return True
    return _is_alone_in_clause(sentence, first, last) or is_telegraphic(sentence, name, first, last)


def _is_proper(sentence: Sentence, name: Name, first: int) -> bool:
    """Tell whether a name that is all the message says is the place: "feux" is Feux, "lance" an order."""
    if _is_known_enough(name) or (name.home and name.phrase not in lexicon().sets["not_alone"]):
        return True
    return name.size >= _TELEGRAPHIC_AT_HOME and sentence.text[sentence.tokens[first].start].isupper()


def _is_alone_in_clause(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether a capitalised name is all that its clause says: "évolution : Marne"."""
    if first == 0 or sentence.shouted or sentence.left(first) or sentence.right(last):
        return False
    return sentence.text[sentence.tokens[first].start].isupper()


def _is_known_enough(name: Name, left: Phrase = ()) -> bool:
    """Tell whether a name typed in small letters after "à" is the place: a village named as a word rarely is."""
    if name.reading is Reading.SMALL:
        return True
    sets = lexicon().sets
    if left and left[-1] in sets["loose"]:
        return name.size >= (_TELEGRAPHIC_AT_HOME if name.home else _TELEGRAPHIC_AWAY)
    if name.home and left[-1:] and left[-1] in {"a", "au", "aux", "vers"}:
        if len(left) > 1 and left[-2] in sets["recruiting"]:
            return True
        if left[-1] in {"a", "vers"} and name.phrase not in sets["needs_capital"]:
            return len(left) == 1 or left[-2] not in sets["adverbs"]
    is_asked = len(left) > 1 and left[-1] == "a" and left[-2] in sets["recruiting"]
    is_asked = is_asked and zipf_frequency(name.phrase, "fr") < _A_WORD  # « un poste à publier »
    return name.size >= (_KNOWN_AT_HOME if name.home or is_asked else _TELEGRAPHIC_AWAY)


def by_accents(sentence: Sentence, name: Name, first: int, last: int) -> Name:
    """Return the communes whose accents are typed, where others of that name have not the same: "Luré", "Lure"."""
    written = _written(sentence, first, last)
    if written.isascii():
        return name
    fit = [tuple(ref for ref in refs if _is_written(written, ref)) for refs in (name.refs, name.others)]
    refs = fit[0] or fit[1]
    if not refs or refs == name.refs:
        return name
    others = tuple(ref for ref in (*name.refs, *name.others) if ref not in refs)
    return Name.of(name.phrase, refs, territories(), others=others, reading=name.reading, article=name.article)


def _written(sentence: Sentence, first: int, last: int) -> str:
    return sentence.text[sentence.tokens[first].start : sentence.tokens[last - 1].end].lower()


def _is_written(written: str, ref: str) -> bool:
    return written in territories().get(ref).name.lower()


def _fits_accents(sentence: Sentence, name: Name, first: int, last: int) -> bool:
    """Tell whether the accents typed, if any, are those of the place: "maçon" is not Mâcon."""
    written = _written(sentence, first, last)
    shown = territories().get(name.refs[0]).name
    return written.isascii() or name.phrase not in folded_name(shown) or _is_written(written, name.refs[0])


def _is_spelt_out(sentence: Sentence, name: Name, first: int, last: int) -> bool:
    """Tell whether a name is typed with its capital and accents, which the common word has not: "Mâcon"."""
    start = sentence.text[sentence.tokens[first].start]
    return (
        start.isupper() and not _written(sentence, first, last).isascii() and _fits_accents(sentence, name, first, last)
    )


def _bears_the_name(name: Name, left: Phrase) -> bool:
    """Tell whether what stands before is named after the place: "clinique Saint-Gatien", "la Saint-Jean"."""
    sets = lexicon().sets
    saint = name.phrase.startswith(("saint ", "sainte "))
    if saint and left[-1] == "la":
        return True
    if left[-1] in {"de", "d", "du", "des"} and len(left) > 1 and left[-2] in sets["streets"]:
        return True
    return left[-1] in sets["bearers"] and (saint or name.size < _TELEGRAPHIC_AT_HOME)


def is_alone(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether the message says nothing else: "et tours ?"."""
    fillers = lexicon().sets["fillers"] | lexicon().sets["closers"]
    others = (*sentence.tokens[:first], *sentence.tokens[last:])
    return all(token.folded in fillers for token in others)


def is_telegraphic(sentence: Sentence, name: Name, first: int, last: int) -> bool:
    """Tell whether a known town is just set at the end, or at the beginning, of a message without small words."""
    if name.size < (_TELEGRAPHIC_AT_HOME if name.home else _TELEGRAPHIC_AWAY):
        return False
    sets = lexicon().sets
    left, right = sentence.left(first), sentence.right(last)
    if ends_message(sentence, last):
        if not left:
            return True
        if left[-1] in {"d", "de"}:
            return name.home and len(left) > 1 and left[-2] not in sets["quantities"] | sets["determiners"]
        return left[-1] not in sets["determiners"] and left[-1] not in sets["adverbs"]
    if right and (right[0] in sets["askers"] or right[0].isdigit()):
        return not left or not (left[-1].isdigit() or _is_any(left[-1], "determiners", "adverbs", "quantities"))
    return first == 0 and _opens_message(name, right)


def _is_any(word: str, *names: str) -> bool:
    return any(word in lexicon().sets[name] for name in names)


def _opens_message(name: Name, right: Phrase) -> bool:
    return not right or (name.size >= _FIRST_OF_MESSAGE and right[0] not in {"de", "d", "du", "des"})


def ends_message(sentence: Sentence, last: int) -> bool:
    """Tell whether nothing but years and courtesies follow token ``last``."""
    closers = lexicon().sets["closers"]
    return all(token.folded in closers or token.folded.isdigit() for token in sentence.tokens[last:])


def _linked(left: Phrase) -> bool:
    return bool(left) and left[-1] in {"de", "d", "et", "ou", "comme", "dont"}


def _fits_article(name: Name, left: Phrase) -> bool:
    """Tell whether the article taken off the phrase stands before it ("au" before "Blanc")."""
    return name.article < 2 or _fits_contracted(name, left)


def _fits_contracted(name: Name, left: Phrase) -> bool:
    table = _ARTICLES if name.refs[0].startswith(("departement:", "region:")) else _CONTRACTED
    return bool(left) and left[-1] in table.get(name.article, ())


def _wrongly_determined(name: Name, left: Phrase) -> bool:
    """Tell whether an article that is not the name's own makes it a common noun ("les Tours")."""
    return bool(left) and left[-1] in lexicon().sets["determiners"] and not _fits_contracted(name, left)
