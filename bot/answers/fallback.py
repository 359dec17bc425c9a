"""Not understood: say so, and offer questions built on what was recognised."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.elsewhere import TO_SOMEONE
from bot.answers.limits import continued
from bot.answers.scope import Area
from bot.answers.suggestions import STARTERS, in_years
from bot.mentions import Mentions
from bot.question import Question, Topic
from bot.writing.blocks import Facts
from bot.writing.french import NARROW
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import HOME_REGION, Knowledge
from knowledge.occupations.model import Selection
from knowledge.territories.wording import in_
from knowledge.text import fold

_SENTENCES = (
    "Je n'ai pas bien compris votre question. Voici ce que je peux vous dire :",
    "Je ne comprends toujours pas. Dites-moi un métier et un lieu, par exemple « soudeur à Vierzon » :",
)
_AT_LENGTH = (
    "Je n'y arrive pas, désolé. Un conseiller France Travail le pourra : 3949 (particuliers) ou 3995 (entreprises).",
    "Je n'ai reconnu ni métier ni lieu. Il m'en faut au moins un : « infirmiers », « Chartres », « 45 »…",
    "Écrivez « aide » pour la liste de ce que je sais dire, ou choisissez une de ces questions :",
    "Je ne peux rien tirer de ce message. Pour parler à quelqu'un : 3949 (particuliers) ou 3995 (entreprises).",
)
"""Said in turns from the third message on, so that the same sentence is never all there is."""


_COURTESIES = (
    (re.compile(r"\b(?:merci+|mrc|mci|thx|remercie\w*)\b"), "Avec plaisir. Une autre question ?"),
    (
        re.compile(r"\b(?:au revoir|au plaisir|amities|a bientot|bonne (?:journee|soiree|nuit|continuation|fin de))\b"),
        "Au revoir, et bonne continuation.",
    ),
    (
        re.compile(r"\bcomment (?:allez|vas|va|ca va|se porte|vous portez)\b|\bla forme\b"),
        "Bien, merci. Dites-moi un métier ou un lieu : je réponds sur les métiers qui recrutent.",
    ),
)


def courtesy(text: str) -> Reply | None:
    """Return the answer to thanks, a goodbye or a « comment allez-vous », None when a message is none of them.

    For messages that nothing else explains: a courtesy beside a question is no more than that.
    """
    folded = fold(text)
    said = next((answer for pattern, answer in _COURTESIES if pattern.search(folded)), "")
    if not said:
        return None
    return Reply(sentence=said, suggestions=STARTERS, facts=Facts(topic=ReplyTopic.COURTESY))


_UNSURE = "Je ne suis pas sûr d'avoir compris votre question."


def about_what(mentions: Mentions, previous: Question | None) -> Question | None:
    """Return the plainest question on the place and the trade of a message, or spoken of before; None without any."""
    before = previous or Question(Topic.TOTALS)
    occupations = mentions.occupations or before.occupations
    territories = mentions.territories or before.territories
    named = (*occupations, *territories)
    if not named or any("|" in ref or ref.startswith("ambigu:") for ref in named):
        return None
    topic = Topic.FIGURES if occupations else Topic.RECRUITING
    if occupations and max(len(occupations), len(territories)) > 1:
        topic = Topic.COMPARISON
    words = mentions.words if mentions.occupations else before.words
    return Question(topic, territories, occupations, mentions.years or before.years, words=words)


def told_already(near: Question, previous: Question | None) -> bool:
    """Return whether ``near`` is what was just answered."""
    if previous is None or near.topic is not previous.topic:
        return False
    return {*near.territories, *near.occupations} <= {*previous.territories, *previous.occupations}


def guessed(found: Reply) -> Reply:
    """Return a figure given in doubt of what was asked."""
    return replace(found, sentence=f"{_UNSURE} Ce que je sais de plus proche{NARROW}: {continued(found.sentence)}")


def not_understood(mentions: Mentions, knowledge: Knowledge, *, again: int = 0) -> Reply:
    """Return choices about the place and the occupation of the message, else the starting questions.

    ``again``: how many messages in a row were not understood before; the same words are not repeated, and after
    two the user is sent to a person.
    """
    about = in_years(_about(mentions, knowledge), Question(Topic.TOTALS, years=mentions.years), knowledge)
    return Reply(
        sentence=_sentence(again),
        suggestions=(*(about or STARTERS), *((TO_SOMEONE,) if again else ())),
        facts=Facts(topic=ReplyTopic.NOT_UNDERSTOOD),
    )


def _sentence(again: int) -> str:
    if again < len(_SENTENCES):
        return _SENTENCES[again]
    return _AT_LENGTH[(again - len(_SENTENCES)) % len(_AT_LENGTH)]


def _about(mentions: Mentions, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    place = mentions.territories[0] if mentions.territories else ""
    if "|" in place:
        return ()
    territory = knowledge.territories.get(place or HOME_REGION)
    where = in_(territory)
    offers: list[Suggestion] = []
    for value in mentions.occupations[:1]:
        selection = Selection.parse(value)
        codes = selection.fap2021 or ()
        if codes:
            label = knowledge.occupations.get(f"fap2021:{codes[0]}").label
            offers.append(Suggestion(f"{label} {where}", f"combien de projets : {label} {where} ?"))
    if place:
        area = Area(knowledge.territories.survey_area(territory))
        offers.append(Suggestion(f"Métiers qui recrutent {area.where}", f"quels métiers recrutent {where} ?"))
        offers.append(Suggestion("Chiffres clés", f"chiffres clés {where}"))
        offers.append(Suggestion("Évolution", f"évolution depuis 2022 {where}", spans_years=True))
    return tuple(offers)
