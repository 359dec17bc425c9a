"""Whether two words are one trade of the survey: « barman, c'est dans la même case que serveur ? »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers.missing import Said
from bot.answers.scope import Chosen, UnanswerableError, chosen
from bot.question import Question
from bot.writing.blocks import Facts
from bot.writing.french import NARROW, quoted
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge
from knowledge.occupations.gazetteer import gazetteer
from knowledge.occupations.model import Selection
from knowledge.text import fold

_ASKS = re.compile(
    r"\bmemes? (?:case|metier|categorie|rubrique|profession|boulot|job|code|ligne)\b"
    r"|\b(?:ca|cela|il|elle|c'est|on)\b[^?]{0,12}\b(?:rapproche|ressemble)\b"
    r"|\b(?:se |s'en )rapproch[a-z]*\b"
    r"|\b(?:compte|range|classe|regroupe|melange|confondu)e?s? (?:avec|ensemble|a part)\b"
)
_APART = re.compile(r"\b(?:a part|separe[a-z]*)\b")
_LISTS = re.compile(r"\b(?:quels?|quelles?|metiers|boulots|jobs|professions|ces memes)\b")
"""« quels métiers ressemblent à soudeur ? » asks for a list."""
Word = tuple[str, Chosen]


def same_trade(said: Said, previous: Question | None, knowledge: Knowledge) -> Reply | None:
    """Return which trade of the survey holds each of two words, the second one being spoken of before if not said.

    None when that is not asked, or when one of them is no trade of the survey.
    """
    text, mentions = fold(said.text), said.mentions
    measured = mentions.measures or mentions.aspects or mentions.years or mentions.counts
    if measured or not _ASKS.search(text) or _LISTS.search(text):
        return None
    sides = _sides(said.text, previous, knowledge)
    return _told(sides[0], sides[1], knowledge, apart=bool(_APART.search(text))) if len(sides) > 1 else None


def _sides(text: str, previous: Question | None, knowledge: Knowledge) -> Sequence[Word]:
    """Return the first two trades the text names, else the one it names and the one before."""
    named = [(text[each.start : each.end], each.selection.value) for each in gazetteer().link(text, ())]
    if len(named) == 1 and previous is not None and previous.occupations:
        named.append((previous.words[0] if previous.words else "", previous.occupations[0]))
    found: list[Word] = []
    for word, value in named[:2]:
        if Selection.parse(value).fap2021:
            try:
                each = chosen(value, knowledge.bmo.latest_year(), knowledge)
            except UnanswerableError:
                return ()
            found.append((word or each.labels[0], each))
    return found


def _told(one: Word, other: Word, knowledge: Knowledge, *, apart: bool) -> Reply:
    (word, here), (second, there) = one, other
    common = [label for label in here.labels if label in there.labels]
    if common and set(here.labels) == set(there.labels):
        sentence = (
            f"{'Non' if apart else 'Oui'} : l'enquête compte {quoted(word)} et {quoted(second)} ensemble, "
            f"dans {here.name}."
        )
    elif common:
        sentence = (
            f"En partie : l'enquête compte {quoted(word)} dans {here.name}{NARROW}; "
            f"{quoted(second)}, dans {there.name}."
        )
    else:
        sentence = (
            f"{'Oui' if apart else 'Non'}, l'enquête les compte à part : {quoted(word)} dans {here.name}, "
            f"{quoted(second)} dans {there.name}.{_nearness(here, there, knowledge)}"
        )
    return Reply(
        sentence=sentence,
        suggestions=(
            Suggestion(f"Projets : {word}", f"combien de projets : {word} ?"),
            Suggestion("Métiers proches", f"quels métiers ressemblent à : {word} ?"),
        ),
        facts=Facts(topic=ReplyTopic.DEFINITION, occupations=(*here.refs, *there.refs)),
    )


def _nearness(here: Chosen, there: Chosen, knowledge: Knowledge) -> str:
    """Say whether the ROME holds one to be near the other, or a step from it."""
    around = knowledge.mobility.around(knowledge.rome.of_metiers(here.selection.fap2021, here.labels))
    links = {one.near for one in around if one.fap2021 in there.selection.fap2021}
    if not links:
        return ""
    return " Le ROME les dit proches." if True in links else " Le ROME y voit une évolution possible."
