"""When the institution's meetings take place: those to come, else the last one known, said to be past."""

from __future__ import annotations

import re
from datetime import date

from bot.answers.reply import Reply, Suggestion
from knowledge.library import Knowledge
from knowledge.text import fold

_LABS = re.compile(r"\blabs?\b|\blaboratoires?\b")
_NAMES = {"club_rh": "du Club RH", "labs": "des Labs"}


def answer(text: str, today: date, knowledge: Knowledge) -> Reply:
    """Return the dates known for the meetings ``text`` names (Club RH by default), as of ``today``."""
    kind = "labs" if _LABS.search(fold(text)) else "club_rh"
    upcoming, past = knowledge.institution.events(kind, today)
    shown = (*upcoming[:1], *past[:1])[:1]
    nothing = f"Je ne connais aucune date de session {_NAMES[kind]} : demandez au correspondant régional."
    return Reply(
        sentence=" ".join(event.sentence(today) for event in shown) or nothing,
        source=f"Source : {shown[0].source}." if shown else "",
        suggestions=(
            Suggestion("Qu'est-ce que le Club RH ?", "c'est quoi le Club RH ?"),
            Suggestion("Qu'est-ce que les Labs ?", "c'est quoi les Labs ?"),
        ),
        facts={"topic": "events", "kind": kind, "territories": [], "occupations": []},
    )
