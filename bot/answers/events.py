"""When the institution's meetings take place: those to come, else the last one known, said to be past."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.answers import definition
from bot.writing.blocks import Facts
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.institution.model import Event, Series, Topic
from knowledge.library import Knowledge
from knowledge.text import fold

AGENDA = "https://mesevenementsemploi.francetravail.fr"
_KINDS = {
    "labs": re.compile(r"\blabs?\b|\blaboratoires?\b"),
    "club_rh": re.compile(r"\bclubs?\b|\bdrh\b|\brh\b|ressources humaines"),
}
_PUBLIC = re.compile(
    r"\b(?:forums?|salons?|job ?dating|portes ouvertes|webinaires?|semaine|ateliers?|evenements?|jobs?)\b"
)
_SURVEY = re.compile(r"\b(?:enquetes?|bmo|questionnaire)\b")
_NAMES = {"club_rh": "du Club RH", "labs": "des Labs"}
_SUGGESTIONS = (
    Suggestion("Qu'est-ce que le Club RH ?", "c'est quoi le Club RH ?"),
    Suggestion("Qu'est-ce que les Labs ?", "c'est quoi les Labs ?"),
)


def answer(text: str, today: date, knowledge: Knowledge) -> Reply:
    """Return the dates known for the meetings ``text`` names, as of ``today``.

    A meeting without dates of its own (the Cordées, a CODEVE) is answered by its entry, a forum by the public agenda;
    « la prochaine réunion », without a name, is the Club RH's.
    """
    folded = fold(text)
    named = [kind for kind, name in _KINDS.items() if name.search(folded)]
    entry = None if named else knowledge.institution.find(text)
    if entry is not None and (entry.topic is Topic.INSTITUTION or _SURVEY.search(folded)):
        return definition.answer(text, knowledge)
    if not named and _PUBLIC.search(folded):
        return Reply(
            sentence=f"Je ne connais pas la date de cet événement : l'agenda de France Travail est sur {AGENDA}",
            suggestions=_SUGGESTIONS,
            facts=Facts(topic=ReplyTopic.EVENTS),
        )
    kind = named[0] if named else "club_rh"
    return _dated(knowledge.institution.series(kind), *knowledge.institution.events(kind, today), today)


def _dated(series: Series, upcoming: list[Event], past: list[Event], today: date) -> Reply:
    source = (*upcoming, *past)[0].source if upcoming or past else series.source
    return Reply(
        sentence=" ".join(_sentences(series, upcoming, past, today)),
        source=f"Source : {source}.",
        suggestions=_SUGGESTIONS,
        facts=Facts(topic=ReplyTopic.EVENTS),
    )


def _sentences(series: Series, upcoming: list[Event], past: list[Event], today: date) -> Iterator[str]:
    """Yield the next meeting, else that none is known, and the last one; then how often they are held."""
    if upcoming:
        yield upcoming[0].sentence(today)
    else:
        yield f"Je ne connais pas de prochaine date {_NAMES[series.kind]} : demandez au correspondant régional."
        if past:
            yield past[0].sentence(today)
    if series.rhythm:
        yield f"Rythme connu : {series.rhythm}."
