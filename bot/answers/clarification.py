"""When one word has several meanings, or the one thing needed is missing: ask, with buttons, once."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.french import capitalised, quoted
from bot.answers.reply import MAX_SUGGESTIONS, Reply, Suggestion
from bot.answers.scope import UnanswerableError
from bot.question import Mentions, Question
from knowledge.library import Knowledge
from knowledge.occupations.model import Selection
from knowledge.territories.model import Level, Territory
from knowledge.territories.wording import named

MOST_ASKED = 2
"""The same thing is never asked more than twice: then the first choice is taken, and said."""


def settle(question: Question, knowledge: Knowledge) -> Question:
    """Return the question with nothing ambiguous, or raise UnanswerableError with a question to the user."""
    for refs in question.territories:
        if "|" in refs and question.asked < MOST_ASKED:
            raise UnanswerableError(_which_place(refs.split("|"), question, knowledge))
    territories = tuple(refs.split("|")[0] for refs in question.territories)
    occupations = []
    for value in question.occupations:
        key = Selection.parse(value).ambiguous
        if key and question.asked < MOST_ASKED:
            raise UnanswerableError(_which_occupation(key, question, knowledge))
        occupations.append(knowledge.occupations.options(key)[0][1].value if key else value)
    return replace(question, territories=territories, occupations=tuple(occupations))


def chosen_option(previous: Question | None, mentions: Mentions, knowledge: Knowledge) -> Question | None:
    """Return the pending question settled by « le deuxième » or « celui de l'Indre », None when it is not.

    The choice may be a rank, one of the places offered, or a wider place that holds only one of them.
    """
    if previous is None or not previous.asked:
        return None
    for refs in previous.territories:
        options = refs.split("|")
        picked = _picked(options, mentions, knowledge) if len(options) > 1 else None
        if picked is not None:
            kept = tuple(picked if each == refs else each for each in previous.territories)
            return replace(previous, territories=kept, asked=0)
    for value in previous.occupations:
        key = Selection.parse(value).ambiguous
        values = [selection.value for _, selection in knowledge.occupations.options(key)] if key else []
        if values and _is_rank(mentions.choice, values):
            picked = values[_index(mentions.choice)]
            return replace(
                previous, occupations=tuple(picked if v == value else v for v in previous.occupations), asked=0
            )
    return None


def widened(mentions: Mentions, previous: Question | None, knowledge: Knowledge) -> Mentions:
    """Return the mentions with the place that « tout le département » means after ``previous`` named one in it."""
    if not mentions.wider or mentions.territories or previous is None or not previous.territories:
        return mentions
    here = knowledge.territories.get(previous.territories[0].split("|")[0])
    wider = [parent.ref for parent in knowledge.territories.parents(here) if parent.level.value == mentions.wider]
    return replace(mentions, territories=tuple(wider[:1]), level="", wider="")


def _picked(options: list[str], mentions: Mentions, knowledge: Knowledge) -> str | None:
    if _is_rank(mentions.choice, options):
        return options[_index(mentions.choice)]
    for place in mentions.territories:
        held = [ref for ref in options if place == ref or place in _holders(ref, knowledge)]
        if len(held) == 1:
            return held[0]
    return None


def _holders(ref: str, knowledge: Knowledge) -> set[str]:
    return {parent.ref for parent in knowledge.territories.parents(knowledge.territories.get(ref))}


def _is_rank(choice: int, options: list[str]) -> bool:
    return choice != 0 and -1 <= choice <= len(options)


def _index(choice: int) -> int:
    return choice - 1 if choice > 0 else -1


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
