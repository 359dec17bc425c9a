"""What a yes would claim: a turn is only answered by yes or no where the figure asked settles it.

« ça recrute ? » claims that there are projects, « c'est dur ? » a high share, « plus qu'à Blois ? » a greater figure,
« ça a monté ? » a rise. « ça passe ? », « 90 %, vous confirmez ? », « à part ou dedans ? » claim none of these.
"""

from __future__ import annotations

import re

from bot.mentions import Mentions
from bot.question import STAFF, WORK, Question, Topic
from bot.reading.frame import Told
from bot.reading.speaker import EMPLOYER, JOB_SEEKER
from bot.reading.telling import CLOSED, YES
from knowledge.bmo.model import Measure
from knowledge.text import fold_aligned

_HIRES = re.compile(
    r"\b(?:recrut|embauch)[a-z]*|\bcherche(?:nt)?(?:-t-on|-t-il|-t-elle)?\b|\bdemandee?s?\b|\bprennent\b|\brecherch[a-z]*"
    r"|\b(?:travail|boulot|taf|jobs?|emplois?|postes?|places?|projets?|offres?|besoins?|debouches?|demande|moyen|chances?)\b"
)
"""That there are projects is what such words ask."""
_OF_ONESELF = re.compile(
    r"\b(?:je|j'|j |on|nous)(?: en| n'en| ne)? ?(?:re)?cherch[a-z]*|\bon m'a\b"
    r"|\b(?:je|j'|nous) ?(?:recrut|embauch)[a-z]*"
)
_MUCH = re.compile(r"\b(?:tres|trop|beaucoup|bcp|enormement|suffisamment|suffisant|assez|peu|tout|rien|autant)\b")
"""How much is much is not for the survey to say."""
_OR = re.compile(r"\bou\b(?! (?:pas|non|nan|quoi|bien|alors|c'est (?:que )?moi|je (?:me )?(?:trompe|reve))\b)")
_OPEN = re.compile(
    r"\b(?:quel|kel|lequel|laquelle|lesquel|combien|cmb|comment|pourquoi|quand)[a-z]*\b|\bpar qui\b"
    r"|\b(?:faux|fausse|inexact[a-z]*|trompe|contraire)\b"
    r"|\b(?:moitie|tiers|quarts?|majorite)\b"
    r"|\d ?(?:%|pour ?cent)|\d sur \d|\b(?:un|une) [a-z]+ sur [a-z]+\b"
)
_FIGURE = re.compile(r"\d ?(?:%|pour ?cent)")
_DENIED = re.compile(
    r"\bpas (?:trop |si |tres |vraiment |bien |aussi )?(?:dur|difficil|tendu|compliq|facil|evident|simple)"
)
"""« c'est pas trop dur ? »: neither yes nor no would be plain."""
_OPINION = re.compile(r"\b(?:etes|es|est|sommes|seriez)(?:[- ](?:vous|tu|on))?(?: bien| pas| tous)? d'? ?accord\b")
"""« vous êtes d'accord ? » is for no figure to say."""
_PREDICATE = re.compile(
    r"\b(?:c|c'est|cest|est-ce|est|sont|reste|restent|ca reste|est-il|est-elle|sont-ils|sont-elles)\b[^?]{0,25}"
    r"\b(?:difficil|dur|tendu|en tension|penuri|compliqu|saisonni|introuvabl)[a-z]*"
)
"""« c tendu ? »: the state of a trade, told by a verb."""
_EITHER = re.compile(r"[,.;]? ?\b(?:c'est )?(?:vrai ou (?:faux|pas|non)|oui ou non)\b")
"""« …, vrai ou faux ? » asks nothing else than what comes before it."""
_ENDS = re.compile(r"(?<=[.!?;])")
_SURE = 0.6
"""How likely a verdict must be asked for."""
_WHOSE = {"": frozenset[str](), WORK: frozenset({"", JOB_SEEKER}), STAFF: frozenset({"", EMPLOYER})}
"""Who goes on speaking of each trouble."""
_SHORT = 8
_OF_A_FIGURE = frozenset({Topic.FIGURES, Topic.TOTALS, Topic.COMPARISON})
_STATES = frozenset({Measure.DIFFICULT, Measure.SEASONAL})


def claims(text: str, mentions: Mentions, question: Question) -> bool:
    """Return whether a turn asks by ``text`` what the figures of ``question`` answer by yes or no."""
    if _asks_to_agree(text):
        return False
    asked = _last_question(fold_aligned(text).text)
    compares = bool(mentions.compared) and text.rstrip().endswith("?")
    stated = asked.endswith("?") and _PREDICATE.search(asked) is not None
    return (question.closed or compares or stated) and _settles(text, mentions, question)


def goes_on_claiming(text: str, mentions: Mentions, question: Question, previous: Question | None) -> bool:
    """Return whether « et à Blois ? », after a yes or a no, wants one too: of the same figure for something else."""
    if previous is None or not previous.closed or not mentions.follows or mentions.counts or previous.threshold:
        return False
    same = (question.topic, question.measure, question.years, question.statistic, question.rank)
    before = (previous.topic, previous.measure, previous.years, previous.statistic, previous.rank)
    short = len(text.split()) <= _SHORT and text.rstrip().endswith("?")
    return short and same == before and question.topic in _OF_A_FIGURE and not _is_open(fold_aligned(text).text)


def weighs(text: str, told: Told) -> bool:
    """Return whether a turn asks by ``text`` for a verdict that is no yes: « bouché ou pas ? », « c'est normal ? »."""
    folded = fold_aligned(text).text
    sure = told.get(CLOSED, {}).get(YES, 0.0) >= _SURE and not _asks_to_agree(text)
    return sure and not _FIGURE.search(folded) and not _OPEN.search(_last_question(folded))


def goes_on_weighing(text: str, mentions: Mentions, question: Question, previous: Question | None) -> bool:
    """Return whether « et à Blois ? », after a verdict, wants one too: of the same figure for something else."""
    if previous is None or not (previous.judged or previous.closed) or mentions.counts or not question.inherited:
        return False
    same = (question.topic, question.measure, question.years, question.statistic)
    before = (previous.topic, previous.measure, previous.years, previous.statistic)
    return len(text.split()) <= _SHORT and same == before and not _is_open(fold_aligned(text).text)


def whose_trouble(mentions: Mentions, previous: Question | None, role: str) -> str:
    """Return whose trouble « c'est dur ? » asks: ``work``, ``staff``, or "" when nothing tells it.

    A turn that does not say it goes on from the one before; who looks for work speaks of finding some.
    """
    goes_on = previous.seeking if previous is not None and role in _WHOSE[previous.seeking] else ""
    return mentions.seeking or (WORK if role == JOB_SEEKER else goes_on)


def _asks_to_agree(text: str) -> bool:
    return _OPINION.search(_last_question(fold_aligned(text).text)) is not None


def _settles(text: str, mentions: Mentions, question: Question) -> bool:
    asked = _last_question(fold_aligned(text).text)
    if not question.threshold and _FIGURE.search(fold_aligned(text).text):
        return False  # « 57 % sont difficiles, c'est exact ? »: the figure says it
    if question.threshold or _is_open(asked):
        return bool(question.threshold) and not _OR.search(asked)
    if question.topic is Topic.EVOLUTION:
        return bool(question.towards) or "change" in mentions.manners
    if question.topic in {Topic.COMPARISON, Topic.JOB_SEEKERS, Topic.PORTRAIT}:
        return bool(question.compared) or question.topic is Topic.JOB_SEEKERS
    if mentions.compared:  # beside what, nobody said
        return question.measure in _STATES and (mentions.versus or "moyenne" in asked)
    return _is_level(question, mentions) if question.measure in _STATES else _is_hiring(asked)


def _is_level(question: Question, mentions: Mentions) -> bool:
    """« c'est dur ? », « c'est saisonnier ? »; « part jugée difficile ? » asks the figure."""
    return question.measure in mentions.measures and not mentions.share


def _is_hiring(asked: str) -> bool:
    """« ça recrute ? », « il y a du travail ? »."""
    return bool(_HIRES.search(_OF_ONESELF.sub("", asked))) and not _MUCH.search(asked)


def _last_question(text: str) -> str:
    """Return the last sentence that ends with a question mark, all of ``text`` when none does."""
    text = _EITHER.sub("", text)
    asked = [each for each in _ENDS.split(text) if each.endswith("?") and re.search(r"[a-z]{2}", each)]
    return asked[-1] if asked else text


def _is_open(asked: str) -> bool:
    return any(pattern.search(asked) for pattern in (_OR, _OPEN, _DENIED))
