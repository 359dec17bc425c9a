"""What of a request no figure takes into account: conditions that are not measured, words that nothing explains.

Only what stands in a clause that surely asks is looked at: a remark on somebody's life is worse than none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.reading.corpus import Example
from bot.reading.spans import Span
from bot.reading.utterance import Utterance
from knowledge.text import fold, fold_aligned

_ASKING = 0.6
"""How likely a clause must be to ask for a remark on what it says."""
_LIKELY = 0.5
_CONDITIONS = frozenset({"diploma", "hours", "contract", "part_time"})
"""What is measured of those who do a métier, and of no hiring project."""
_HELD = (
    r"permis|experience|formations?|qualifications?|voiture|vehicule|bagnole|logement|diplomes?|casier|caces|bac|brevet"
)
"""What somebody has, or has not, to be hired."""
_REFUSED = re.compile(
    rf"\b(?:sans(?: le| la| un| une| mon| aucune?)? (?:{_HELD})|sans conduite"
    rf"|(?:pas|plus|aucune?|ni|g pas)(?: de| d'| le| la| du| mon| un| une)? ?(?:{_HELD})"
    r"|(?:sans|pas|ni) (?:bien |trop |beaucoup |bcp )?(?:parler|lire|ecrire)(?: bien)?(?: le)?(?: francais)?"
    r"|(?:pas|peu|moins|rien de|non)(?: trop| tres| de| d')* ?(?:physiques?|fatigante?s?|penibles?|port de charges?)"
    r"|(?:pas|sans) (?:porter|rester debout|travailler dehors)"
    r"|en journee|horaires (?:d'ecole|scolaires|de bureau|fixes|reguliers|de jour))\b"
)
"""What somebody lacks or will not do: it limits what is asked, in whichever clause of the message it stands."""
_MONTHS = (
    r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|printemps|automne|hiver)"
)
_NO_FIRM = r"vous|nous|toi|moi|eux|elles?|lui|soi|des|les|une?\b|mes|nos|mon|ton|ses|son|vos|leurs?|particuli"
_UNMEASURED = re.compile(
    r"\b(?:teletravail|en alternance|alternance|en apprentissage|apprentissage|apprenti[es]?s?|caces(?: \d)*"
    r"|(?:peu|pas|non|moins|tres|plus|sur)[- ](?:qualifie|experimente)e?s?|debutante?s?|premier (?:emploi|boulot|job)"
    rf"|avec(?: le| la| un| une| de| mon)? (?:{_HELD})|loge(?:e|s|es)?\b(?! a la meme)|(?:avec )?hebergement|assise?s?"
    r"|(?:quelques|\d+|deux|trois) ?(?:heures?|h|matinees?|demi[- ]journees?|jours?) ?(?:par|la|/) ?semaine"
    r"|(?:plus|moins) de \d+ (?:ans|salaries)|(?:pour|pr) (?:les|des|une?) (?:jeunes?|seniors?)\b(?! enfants)"
    r"|(?:dans un rayon de |(?:pas )?(?:a )?(?:plus|moins) de |a )?\d+ ?(?:km|kms|kilometres?|bornes)"
    r"|(?:ca|sa|c|il|elle|ils|elles) dure(?:nt)?(?: combien de temps)?"
    r"|(?<!depuis )(?<!en )combien de temps(?: (?:ca|sa|ils?|elles?) dure(?:nt)?)?"
    r"|\d+ ?h(?:eures)?\d* ?(?:-|a|/)? ?\d+ ?h(?:eures)?\d*"
    r"|(?:apres |avec )?(?:un )?bac ?\+ ?[2-8]"
    rf"|(?:en|pour|d'|des|au mois de|au mois d') ?{_MONTHS}(?! ?\d{{4}})"
    rf"|chez (?!{_NO_FIRM})[a-z]{{3,}})\b"
)
"""The closed class of the other conditions that no source told here measures: level, mobility, length, month, firm."""
_Span = tuple[int, int]
_NAMES = frozenset({"occupation", "territory"})
_LINK = re.compile(r"\b(?:sans|a|de|en|hors|avec) $")
_SHORT = 2
_SEEN = 2


def uncounted(utterance: Utterance, entities: Sequence[Span], requests: Sequence[float]) -> list[str]:
    """Return what the request says, in its words, that no figure on hiring takes into account, in order."""
    folded = fold_aligned(utterance.text)
    named = [(int(each["start"]), int(each["end"])) for each in entities if each["entity"] in _NAMES]
    found = [
        (int(each["start"]), int(each["end"]))
        for each in entities
        if each["entity"] == "aspect" and each["value"] in _CONDITIONS and not _is_a_day(utterance, each)
    ]
    found = _with(found, [folded.span(*match.span()) for match in _UNMEASURED.finditer(folded.text)], named)
    asked = [span for span in found if _is_asked(utterance, requests, *span)]
    if max(requests, default=0.0) >= _ASKING:
        asked = _with(asked, [folded.span(*match.span()) for match in _REFUSED.finditer(folded.text)], named)
    return [utterance.text[_with_link(utterance.text, start) : end] for start, end in sorted(asked)]


def _with(found: list[_Span], others: Iterable[_Span], named: Sequence[_Span]) -> list[_Span]:
    """Return the spans with ``others``, which take the place of those they cover; none within a name."""
    for start, end in others:
        if not any(span[0] < end and start < span[1] for span in named):
            found = [span for span in found if not (span[0] < end and start < span[1])] + [(start, end)]
    return found


def _is_a_day(utterance: Utterance, span: Span) -> bool:
    """« J'interviens samedi » says when, not for which hours one hires."""
    return fold(utterance.text[span["start"] : span["end"]]) in {"samedi", "dimanche"}


def _is_asked(utterance: Utterance, requests: Sequence[float], start: int, end: int) -> bool:
    covered = utterance.covered(start, end)
    return bool(covered) and requests[utterance.clauses[covered[0]]] >= _ASKING


def _with_link(text: str, start: int) -> int:
    """Return where « sans diplôme » begins, of « diplôme »."""
    match = _LINK.search(fold_aligned(text[:start]).text)
    return match.start() if match else start


@dataclass(frozen=True)
class Coverage:
    """The words that plain questions use: they say what is asked, and nothing is to be said of them."""

    words: frozenset[str]

    @classmethod
    def fit(cls, plain: Iterable[Example]) -> Coverage:
        """Return the words of several of the plain questions."""
        seen = Counter(word for each in plain for word in {t.folded for t in Utterance.of(each.turn.text).tokens})
        return cls(frozenset(word for word, times in seen.items() if times >= _SEEN))

    def share(self, utterance: Utterance, entities: Sequence[Span], requests: Sequence[float]) -> float:
        """Return the part of the words asked that is linked or known, 0 to 1; 1 when no word says anything."""
        linked = {index for each in entities for index in utterance.covered(each["start"], each["end"])}
        asked = [
            (index, token.folded)
            for index, token in enumerate(utterance.tokens)
            if requests[utterance.clauses[index]] >= _LIKELY and len(token.folded) > _SHORT
        ]
        known = [word for index, word in asked if index in linked or word in self.words]
        return round(len(known) / len(asked), 2) if asked else 1.0
