"""Definitions and the institution: the entry that answers a question, dated and sourced."""

from __future__ import annotations

from bot.answers.elsewhere import service_reply
from bot.writing.reply import MAX_SUGGESTIONS, Reply, Suggestion
from knowledge.institution.model import Entry
from knowledge.library import Knowledge


def answer(text: str, knowledge: Knowledge) -> Reply:
    """Return the entry of ``knowledge/institution/entries.yml`` that answers ``text``, or choices among the closest."""
    entry = knowledge.institution.find(text)
    if entry is None:
        return service_reply(text) or _choices(text, knowledge)
    return Reply(
        sentence=entry.answer,
        notes=(f"En savoir plus : {entry.link}",) if entry.link else (),
        source=entry.source_line,
        suggestions=tuple(_button(each) for each in knowledge.institution.related(entry)),
        facts={"topic": "definition", "entry": entry.id, "territories": [], "occupations": []},
    )


def _choices(text: str, knowledge: Knowledge) -> Reply:
    closest = knowledge.institution.closest(text, MAX_SUGGESTIONS)
    return Reply(
        sentence=(
            "Je n'ai pas de réponse sûre à cette question. Un conseiller France Travail en a une, au 3949 "
            "(particuliers) ou au 3995 (entreprises). Ces sujets s'en approchent :"
        ),
        suggestions=tuple(_button(entry) for entry in closest),
        facts={"topic": "not_understood", "territories": [], "occupations": []},
    )


def _button(entry: Entry) -> Suggestion:
    return Suggestion(entry.title, entry.questions[0])
