"""What a question asks that the survey does not measure: said beside the figures it does hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers.portrait import in_short
from bot.answers.scope import Area
from bot.answers.subjects import Subject
from bot.answers.suggestions import STARTERS, around_area, asks
from bot.question import Question, Topic
from bot.reading.offer_terms import terms_of
from bot.writing.blocks import Facts
from bot.writing.french import NARROW, listed, quoted
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge
from knowledge.portraits.model import Aspect
from knowledge.text import fold

_WHY = re.compile(
    r"\b(?:pourquoi|pk|pq|pkoi|prkoi|pourkoi|pour quelles? raisons?|qu est ce qui (?:explique|justifie|cause))\b"
    r"(?! pas\b)"
    r"|\bd ou vien(?:t|nent) (?:cette|ce|ces|la|le) (?:hausse|baisse|recul|chute|progression|augmentation|diminution)\b"
)
_NO_REASON = "L'enquête ne dit pas pourquoi : elle compte les projets, sans leurs raisons."
_UNCOUNTED = (
    (
        re.compile(r"\btaux de chomage\b"),
        "C'est le nombre d'inscrits : le taux de chômage est publié par l'Insee, par zone d'emploi (insee.fr).",
    ),
    (
        re.compile(
            r"\b(?:jeunes?|seniors?|moins de \d\d ans|plus de \d\d ans|femmes|hommes|longue duree|beneficiaires"
            r"|handicap[a-z]*|categories? [a-e]\b|etrangers?|cadres|diplomes?)\b"
        ),
        "Ni l'âge, ni le sexe, ni l'ancienneté, ni la catégorie des inscrits ne sont distingués : tous sont comptés.",
    ),
)
"""What the monthly number of job seekers, which is of everyone registered, does not tell apart."""


_COUNTED = (
    "L'enquête ne mesure pas cela : elle compte, par métier et par bassin d'emploi, les projets de recrutement, "
    "ceux que les employeurs jugent difficiles et ceux qui sont saisonniers."
)
_NEAR = frozenset(aspect.value for aspect in Aspect if aspect is not Aspect.WOMEN)
_PAY_ONE_BY_ONE = "Le salaire, je le connais métier par métier, pour la France : demandez-le pour l'un d'eux."


def limit(subject: Subject | None, place: str, knowledge: Knowledge) -> Reply:
    """Return the limit alone: the subject named and who knows; where none is known, what the survey does hold.

    ``place``: the ref of the place spoken of, which the next questions are about, "" when there is none.
    """
    facts = Facts(topic=ReplyTopic.ELSEWHERE, service=subject.id if subject else "")
    said = subject.answer.format(year=knowledge.bmo.latest_year()) if subject else _COUNTED
    return Reply(sentence=said, suggestions=_around(place, knowledge) or STARTERS, facts=facts)


def asks_why(text: str) -> bool:
    """Return whether a message asks for a reason, in the words that always do."""
    return _WHY.search(fold(text)) is not None


def not_foretold(reply: Reply, latest: int) -> Reply:
    """Return that nothing is foretold, then the latest figure, which ``reply`` tells."""
    if reply.topic.about.without_figure:
        return reply
    told = f"Je n'ai pas de prévision{NARROW}: la dernière enquête est celle de {latest}."
    return replace(reply, sentence=f"{told} {reply.sentence}")


def _around(place: str, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """Return the questions on the moves and figures of a place; nothing when it is not known which one is meant."""
    if not place or "|" in place:
        return ()
    area = Area(knowledge.territories.survey_area(knowledge.territories.get(place)))
    asked = asks(Topic.PROGRESS, area, movement="down")
    falling = Suggestion("Métiers qui reculent le plus", f"quels métiers reculent le plus {area.where} ?", asks=asked)
    return (falling, *around_area(area))


def with_nearest(said: Reply, found: Reply) -> Reply:
    """Return the limit, then the figure of ``found``, the nearest one held; where it holds none, the limit alone."""
    if found.topic.about.without_figure or (found.topic is ReplyTopic.PORTRAIT and not found.rows):
        return replace(said, suggestions=found.suggestions or said.suggestions)
    nearest = f"Ce que je sais de plus proche{NARROW}: {continued(found.sentence)}"
    return replace(found, sentence=f"{said.sentence} {nearest}", rows=(), notes=())


def continued(sentence: str) -> str:
    """Return a sentence as it goes on after a colon."""
    return sentence[0].lower() + sentence[1:] if sentence.startswith(("En ", "De ", "À ", "Dans ", "Ce ")) else sentence


_OTHER_PAY = re.compile(
    r"\b(?:brute?s?|par an|annuel[a-z]*|a l annee|heure|taux horaire|a la journee|debut[a-z]*|jeunes? diplomee?s?"
    r"|sans experience|fin de carriere|primes?|temps partiel|mi temps|a la tache|au noir"
    r"|experience|experimentee?s?|confirmee?s?|anciennete|\d{2,3} ?k(?:e|euros?)?"
    r"|(?:\d+|deux|trois|cinq|dix|quinze|vingt) ans (?:de |d )?(?:metier|boite|carriere|pratique))\b"
)
"""The kinds of pay that are not published, beside the net monthly pay of full-time employees."""
_ONLY_NET = "Seul le net par mois à temps complet est publié, débutants et anciens ensemble : ni le brut, ni l'heure."


def untold(text: str, uncounted: Sequence[str], question: Question, answered: ReplyTopic) -> str:
    """Return what to say of what a question asks that its figure does not take into account, "" when nothing.

    ``uncounted``: the words that no figure on hiring explains. ``answered``: the topic of the reply.
    """
    topic = question.topic
    if topic is Topic.JOB_SEEKERS:
        folded = fold(text)
        return next((note for pattern, note in _UNCOUNTED if pattern.search(folded)), "")
    if topic is Topic.PORTRAIT and Aspect.PAY.value in question.aspects and _OTHER_PAY.search(fold(text)):
        return _ONLY_NET
    if topic.is_live:
        return _unsearched(uncounted)
    if topic.is_beside or answered.value not in {topic.value, ReplyTopic.NOT_HELD.value}:
        return ""
    return _NO_REASON if asks_why(text) else _unmeasured(uncounted)


def _unmeasured(uncounted: Sequence[str]) -> str:
    if not uncounted:
        return ""
    them = "les" if len(uncounted) > 1 else "le"
    return f"Je n'ai pas tenu compte de {_words(uncounted)} : l'enquête ne {them} mesure pas."


def _unsearched(uncounted: Sequence[str]) -> str:
    """Return what a search of offers or companies leaves aside: what is none of its terms."""
    aside = [each for each in uncounted if not terms_of(each).are_said]
    return f"Cette recherche ne tient pas compte de {_words(aside)}." if aside else ""


def _words(uncounted: Sequence[str]) -> str:
    return listed([quoted(each) for each in dict.fromkeys(uncounted)], "ni de")


def nearest(aspects: Sequence[str], question: Question, knowledge: Knowledge) -> str:
    """Return what is held of those who do the métier asked, of what no hiring project tells; "" when nothing is."""
    if question.topic is Topic.RECRUITING and Aspect.PAY.value in aspects:
        return _PAY_ONE_BY_ONE
    told = [each for each in aspects if each in _NEAR]
    alone = len(question.occupations) == 1 and not question.topic.is_beside
    return in_short(question.occupations[0], told, knowledge) if told and alone else ""
