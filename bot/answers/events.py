"""When the institution's meetings take place: those to come, else the last one known, said to be past."""

from __future__ import annotations

import re
from datetime import date

from bot.answers.french import quoted
from bot.answers.reply import Reply, Suggestion
from knowledge.institution.reference import Event, french_date
from knowledge.library import Knowledge
from knowledge.text import fold

_KINDS = {
    "labs": re.compile(r"\blabs?\b|\blaboratoires?\b"),
    "club_rh": re.compile(r"\bclubs?\b|\brh\b|\bdrh\b"),
}
_NAMES = {"club_rh": "du Club RH", "labs": "des Labs"}


def answer(text: str, today: date, knowledge: Knowledge) -> Reply:
    """Return the dates known for the meetings ``text`` names (Club RH by default), as of ``today``."""
    folded = fold(text)
    kind = next((kind for kind, pattern in _KINDS.items() if pattern.search(folded)), "club_rh")
    upcoming, past = knowledge.institution.events(kind, today)
    name = _NAMES[kind]
    if upcoming:
        sentence = f"La prochaine session {name} : {_told(upcoming[0])}."
    elif past:
        sentence = f"Je ne connais aucune session {name} à venir. La dernière connue est passée : {_told(past[0])}."
    else:
        sentence = (
            f"Je ne connais aucune date de session {name}, passée ou à venir : demandez au correspondant régional."
        )
    shown = (*upcoming[:1], *past[:1])[:1]
    return Reply(
        sentence=sentence,
        source=f"Source : {shown[0].source}." if shown else "",
        suggestions=(
            Suggestion("Qu'est-ce que le Club RH ?", "c'est quoi le Club RH ?"),
            Suggestion("Qu'est-ce que les Labs ?", "c'est quoi les Labs ?"),
        ),
        facts={"topic": "events", "kind": kind, "territories": [], "occupations": []},
    )


def _told(event: Event) -> str:
    theme = f", {quoted(event.title)}" if event.title else ""
    place = f" à {event.place}" if event.place else ""
    return f"le {french_date(event.date)}{place}{theme}"
