"""Which mentions of a message are kept: those that are asked about, once each was weighed against the others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean

from bot.reading.clauses import ClauseModel
from bot.reading.dialogue import Before
from bot.reading.mentions import KINDS, LISTED, MentionModel
from bot.reading.persons import SELF, is_of_kin, people_meant, people_told, said_of
from bot.reading.spans import Span
from bot.reading.ties import told_of_others
from bot.reading.utterance import Utterance

_LIKELY = 0.5
_LEAST = 0.35
"""An occupation less likely than this is not asked about, though it be the only one named."""
_MARGIN = 1.0
"""Lists of occupations this much less likely than the likeliest (log odds) belong to somebody's life."""
_LINK_WORDS = """
    et ou ni de des du la le les d l un une pour chez vs ainsi que aussi puis comme en a au aux dans sur bien soit
    autre plus qu versus voire ensuite egalement notamment nos mes ces quelques plusieurs deux trois quatre cinq six
    sept huit neuf dix onze douze quinze vingt trente dizaine douzaine quinzaine vingtaine trentaine
    poste postes vacant vacants vacante vacantes
"""
_LINKS = frozenset(_LINK_WORDS.split())
"""What may stand between two of a list, beside numbers: « 60 préparateurs, 15 caristes et un chef d'équipe »."""
_LONGEST_LINK = 4
_ENUMERATED = 3
"""From so many places listed side by side on, all of them are asked about, or none."""
_LIKENESSES = ("ressembl", "proche", "rapproch", "voisin", "similaire", "reconver", "passerelle", "evoluer", "changer")
"""« je suis patron de bar, quels métiers proches ? » asks about the occupation of who asks."""
_OFFICE_WORDS = """
    dg dga dgs pdg drh directeur directrice president presidente gerant gerante patron patronne proviseur
"""
_OFFICES = frozenset(_OFFICE_WORDS.split())
_FIRST_PERSON = frozenset(("suis", "sommes", "moi", "chui", "jsuis"))
_GREETING_WORDS = "je j nous on bonjour bonsoir salut madame monsieur la le l un une en tant que"
_OPENING = _FIRST_PERSON | frozenset(_GREETING_WORDS.split())
_SEEKING = ("cherch", "trouv", "poste", "boulot", "taf")
_SETTING_AGAINST = frozenset({"versus", "compared"})
_CONTRASTS = frozenset({"both", "compared", "statistic", "versus", "which"})
_CHOOSING = frozenset({"both", "which"})
_PAIR = 2
_KIN_BEFORE = 7
"""How many words before a place may say whose it is."""
_APART = frozenset(".!?;:\n(")


def background_of(
    clauses: ClauseModel, mentions: MentionModel, text: str, spans: Sequence[Span], before: Before
) -> list[Span]:
    """Return the places, occupations, years and limits of ``text`` that are told and not asked about."""
    utterance = Utterance.of(text)
    if not utterance.tokens:
        return []
    requests = clauses.requests(utterance, spans)
    found: list[Span] = []
    ranked = any(span["entity"] == "rank" for span in spans)  # « maire de Montargis, à quel rang sommes-nous ? »
    for kind in KINDS:
        years_apart = kind == "year" and any(span["entity"] in _SETTING_AGAINST for span in spans)
        if (kind == "territory" and ranked) or (kind == "occupation" and _compares_pay(spans)) or years_apart:
            continue  # « les chiffres de 2022 et d'aujourd'hui, que je compare »
        named = [span for span in spans if span["entity"] == kind]
        if kind == "occupation":
            title = [span for span in named[:1] if _says_who(utterance, span, alone=len(named) == 1)]
            found, named = found + title, named[len(title) :]
        theirs = [each.value for each in people_meant(text, spans, people_told(text, spans))]
        if kind == "occupation" and theirs:  # « moi serveuse, lui plombier : pour lui, ça recrute ? »
            found += [each for each in named if str(each["value"]) not in theirs]
            continue
        alone = utterance.size == 1 and kind in {"occupation", "territory"}
        if not named or alone:  # a message of one clause has no background
            continue
        likely = mentions.likelihoods(utterance, spans, requests, before, kind)[-len(named) :]
        if kind == "occupation":
            asking = _lists_metiers(utterance, named, requests)
            apart = [span for span in spans if span["entity"] in _SETTING_AGAINST]
            told = _told(utterance, named, likely, apart)
            chosen = _chosen(named, spans)
            told = [each for each in told if each not in chosen]
            found += [each for each in named if not _is_sector(each)] if asking else told
        else:
            weighed = _weighed(utterance, named, likely) if kind == "territory" else likely
            found += [each for each in _unlikely(named, weighed) if not (kind == "year" and _is_plain(utterance, each))]
    others = [*_of_others(text, spans), *_of_kin(utterance, spans)]
    return [*found, *(each for each in others if each not in found)]


def _is_plain(utterance: Utterance, year: Span) -> bool:
    """« combien de postes il y a 3 ans ? » : one clause that speaks of nobody tells no one's past."""
    words = [token.folded for token in utterance.tokens]
    first = next(iter(utterance.covered(year["start"], year["end"])), 0)
    return utterance.size == 1 and said_of(words, first) != SELF


def _of_others(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the places where somebody else is, or that one comes from, beside another that is asked about."""
    named = [span for span in spans if span["entity"] == "territory"]
    others = told_of_others(named, text) if len(named) > 1 else []
    return others if len(others) < len(named) else []


def _of_kin(utterance: Utterance, spans: Sequence[Span]) -> list[Span]:
    """« mon gendre est couvreur à Poitiers. Ici, ça recrute ? » : the place of a relative, before one's own."""
    here = [span["start"] for span in spans if span["entity"] == "own_place"]
    if not here or any(span["entity"] in _CONTRASTS for span in spans):
        return []
    words = [token.folded for token in utterance.tokens]
    found = []
    for span in spans:
        covered = utterance.covered(span["start"], span["end"])
        before = words[max(0, covered[0] - _KIN_BEFORE) : covered[0]] if covered else []
        if span["entity"] == "territory" and span["end"] < max(here) and is_of_kin(before):
            found.append(span)
    return found


def _compares_pay(spans: Sequence[Span]) -> bool:
    """« je suis vendeuse : caissière, je perdrais combien ? » sets one's own métier beside the other."""
    paid = any(span["entity"] == "aspect" and span["value"] == "pay" for span in spans)
    return paid and any(span["entity"] in _CONTRASTS for span in spans)


def _says_who(utterance: Utterance, span: Span, *, alone: bool) -> bool:
    """« Je suis DG d'une mission locale, donnez-moi trois chiffres » : an office says who asks, unless it is sought."""
    words = [token.folded for token in utterance.tokens]
    covered = utterance.covered(span["start"], span["end"])
    if not covered or words[covered[0]] not in _OFFICES:
        return False
    before, after = set(words[: covered[0]]), words[covered[-1] + 1 :]
    opens = bool(before & _FIRST_PERSON) and before <= _OPENING
    sought = alone and any(word.startswith(_SEEKING) for word in after)
    return opens and len(after) >= _LONGEST_LINK and not sought


def _is_sector(span: Span) -> bool:
    return str(span["value"]).startswith(("domaine:", "famille:"))


def _lists_metiers(utterance: Utterance, named: Sequence[Span], requests: Sequence[float]) -> bool:
    """« DRH dans l'agroalimentaire : quels métiers recrutent ? » asks for all of them: who asks is no part of it."""
    words = list(zip((token.folded for token in utterance.tokens), utterance.clauses, strict=True))
    pointed = {"ces", "deux"}  # « trois maçons et un couvreur : ces métiers sont-ils en tension ? »
    befores = ["", *(word for word, _ in words)]
    listing = {
        clause
        for before, (word, clause) in zip(befores, words, strict=False)
        if word in LISTED and before not in pointed and requests[clause] >= _LIKELY
    }
    own = {utterance.clauses[index] for span in named for index in utterance.covered(span["start"], span["end"])[:1]}
    likenesses = any(word.startswith(_LIKENESSES) for word, _ in words)
    asked = own & utterance.questions  # « combien de plombiers à Vierzon ? et quels métiers recrutent ? »
    return bool(listing) and not likenesses and not asked and max(own, default=0) < min(listing)


def _weighed(utterance: Utterance, named: Sequence[Span], likely: Sequence[float]) -> list[float]:
    """Return how likely each place is, those of « Le Blanc, Issoudun, La Châtre » as the likeliest of them."""
    found = list(likely)
    for indices in _lists(utterance, named, ()):
        if len(indices) >= _ENUMERATED:
            found = [max(likely[i] for i in indices) if i in indices else each for i, each in enumerate(found)]
    return found


def _chosen(named: Sequence[Span], spans: Sequence[Span]) -> Sequence[Span]:
    """Return the two trades that « lequel ? », « entre les deux » choose from: the last ones named before it."""
    asked = [span["start"] for span in spans if span["entity"] in _CHOOSING]
    before = [each for each in named if asked and each["end"] <= max(asked)]
    return before[-_PAIR:] if len(before) >= _PAIR else []


def _unlikely(named: Sequence[Span], likely: Sequence[float]) -> list[Span]:
    return [span for span, likelihood in zip(named, likely, strict=True) if likelihood < _LIKELY]


def _told(utterance: Utterance, named: Sequence[Span], likely: Sequence[float], against: Sequence[Span]) -> list[Span]:
    """Return the occupations that stand in no list nearly as likely as the likeliest one."""
    lists = _lists(utterance, named, against)
    odds = [fmean(_odds(likely[index]) for index in indices) for indices in lists]
    least = max(max(odds) - _MARGIN, _odds(_LEAST))
    return [named[index] for indices, each in zip(lists, odds, strict=True) if each < least for index in indices]


def _lists(utterance: Utterance, named: Sequence[Span], against: Sequence[Span]) -> list[list[int]]:
    """Return the indices of the mentions, those of « maçons, plombiers et couvreurs » together.

    So are those set ``against`` each other: « les cars, c'est plus demandé que les camions ? ».
    """
    found: list[list[int]] = []
    for index, span in enumerate(named):
        end = named[found[-1][-1]]["end"] if found else 0
        if found and (_goes_on(utterance, end, span["start"]) or _compares(utterance, end, span["start"], against)):
            found[-1].append(index)
        else:
            found.append([index])
    return found


def _compares(utterance: Utterance, start: int, end: int, against: Sequence[Span]) -> bool:
    said = any(start <= span["start"] and span["end"] <= end for span in against)
    return said and _APART.isdisjoint(utterance.text[start:end])


def _goes_on(utterance: Utterance, start: int, end: int) -> bool:
    words = [token.folded for token in utterance.tokens if start <= token.start < end]
    linked = {word for word in words if not word.isdigit()}  # « 60 préparateurs de commandes, 15 caristes »
    return len(words) <= _LONGEST_LINK and linked <= _LINKS and _APART.isdisjoint(utterance.text[start:end])


def _odds(likelihood: float) -> float:
    bounded = min(max(likelihood, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))
