"""When one word has several meanings, or the one thing needed is missing: ask, with buttons, once."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.choice import assumption, is_ambiguous, options_of, place_label
from bot.answers.french import capitalised, quoted
from bot.answers.reply import MAX_SUGGESTIONS, Reply, Suggestion
from bot.answers.scope import UnanswerableError
from bot.question import Question
from knowledge.library import Knowledge
from knowledge.occupations.model import Selection
from knowledge.territories.model import Level, Territory

MOST_ASKED = 2
"""The same thing is never asked more than twice: then the first choice is taken, and said."""


def settle(question: Question, knowledge: Knowledge) -> Question:
    """Return the question with nothing ambiguous, or raise UnanswerableError with a question to the user."""
    question = assumed(question, knowledge)
    for refs in question.territories:
        if "|" in refs:
            raise UnanswerableError(_which_place(refs.split("|"), question, knowledge))
    for value in question.occupations:
        if key := Selection.parse(value).ambiguous:
            raise UnanswerableError(_which_occupation(key, question, knowledge))
    return question


def assumed(question: Question, knowledge: Knowledge) -> Question:
    """Return the question with the first choice of what was asked often enough, unchanged before that."""
    if question.asked < MOST_ASKED:
        return question
    occupations = tuple(
        options_of(value, knowledge)[0].value if is_ambiguous(value) else value for value in question.occupations
    )
    return replace(
        question,
        territories=tuple(refs.split("|")[0] for refs in question.territories),
        occupations=occupations,
        words=question.words if occupations == question.occupations else (),  # the word is the ambiguous one
    )


def assumption_note(before: Question, after: Question, knowledge: Knowledge) -> str:
    """Return which choice ``assumed`` took for want of an answer, "" when it took none."""
    pairs = zip((*before.territories, *before.occupations), (*after.territories, *after.occupations), strict=True)
    return " ".join(assumption(options_of(old, knowledge)[0]) for old, new in pairs if old != new)


def _which_place(refs: list[str], question: Question, knowledge: Knowledge) -> Reply:
    places = [knowledge.territories.get(ref) for ref in refs]
    return Reply(
        sentence=_which(places),
        suggestions=tuple(_place_button(place, knowledge) for place in places[:MAX_SUGGESTIONS]),
        facts={"topic": "clarification", "about": "territory", "options": refs, "measure": _measure(question)},
    )


def _which(places: list[Territory]) -> str:
    if len({place.name for place in places}) == 1:
        return f"Il y a plusieurs communes de ce nom : de quel {quoted(places[0].name)} s'agit-il ?"
    return "Ce nom peut désigner plusieurs territoires : lequel voulez-vous ?"


def _place_button(place: Territory, knowledge: Knowledge) -> Suggestion:
    departement = next((p for p in knowledge.territories.parents(place) if p.level is Level.DEPARTEMENT), None)
    within = f" ({departement.name})" if departement else ""
    return Suggestion(place_label(place, knowledge), f"{place.name}{within}")


def _which_occupation(key: str, question: Question, knowledge: Knowledge) -> Reply:
    options = knowledge.occupations.options(key)
    word = quoted(capitalised(knowledge.occupations.ambiguous_word(key)))
    return Reply(
        sentence=f"{word} peut désigner plusieurs métiers : lequel vous intéresse ?",
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
