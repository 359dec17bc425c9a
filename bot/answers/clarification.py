"""When one word has several meanings, or the one thing needed is missing: ask, with buttons, once."""

from __future__ import annotations

from bot.answers.french import quoted
from bot.answers.reply import MAX_SUGGESTIONS, Reply, Suggestion
from bot.answers.scope import UnanswerableError
from bot.question import Question
from knowledge.library import Knowledge
from knowledge.occupations.model import Selection
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import named


def settle(question: Question, knowledge: Knowledge) -> None:
    """Raise UnanswerableError with a question to the user when a place or an occupation is ambiguous."""
    for refs in question.territories:
        if "|" in refs:
            raise UnanswerableError(_which_place(refs.split("|"), question, knowledge))
    for value in question.occupations:
        selection = Selection.parse(value)
        if selection.ambiguous:
            raise UnanswerableError(_which_occupation(selection.ambiguous, question, knowledge))


def _which_place(refs: list[str], question: Question, knowledge: Knowledge) -> Reply:
    places = [knowledge.territories.get(ref) for ref in refs]
    return Reply(
        sentence=f"Il y a plusieurs communes de ce nom : de quel {quoted(places[0].name)} s'agit-il ?",
        suggestions=tuple(_place_button(place, knowledge) for place in places[:MAX_SUGGESTIONS]),
        facts={"topic": "clarification", "about": "territory", "options": refs, "measure": _measure(question)},
    )


def _place_button(place: Territory, knowledge: Knowledge) -> Suggestion:
    parents = knowledge.territories.parents(place)
    departement = next((p for p in parents if p.level is Level.DEPARTEMENT), None)
    bassin = next((p for p in parents if p.level is Level.BASSIN), None)
    detail = ", ".join(
        each for each in (departement.name if departement else "", named(bassin) if bassin else "") if each
    )
    within = f" ({departement.name})" if departement else ""
    return Suggestion(f"{place.name} ({detail})" if detail else place.name, f"{place.name}{within}")


def _which_occupation(key: str, question: Question, knowledge: Knowledge) -> Reply:
    options = knowledge.occupations.options(key)
    return Reply(
        sentence=f"{quoted(key.capitalize())} peut désigner plusieurs métiers : lequel vous intéresse ?",
        suggestions=tuple(Suggestion(label, label) for label, _ in options[:MAX_SUGGESTIONS]),
        facts={
            "topic": "clarification",
            "about": "occupation",
            "options": [selection.value for _, selection in options],
            "measure": _measure(question),
        },
    )


def _measure(question: Question) -> str | None:
    return question.measure.value if question.measure else None
