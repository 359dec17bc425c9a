"""When one word has several meanings, or the one thing needed is missing: ask, with buttons, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.answers.choice import Option, assumption, is_ambiguous, options_of, place_label
from bot.answers.scope import UnanswerableError, years_said
from bot.question import Question, Topic
from bot.writing.blocks import Facts
from bot.writing.french import capitalised, quoted
from bot.writing.one_trade import said_together
from bot.writing.reply import MAX_SUGGESTIONS, Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge
from knowledge.occupations.model import FIRST_FAP2021_YEAR, Selection
from knowledge.territories.model import Level, Territory

_SIDES = 2
_OTHERS = 2
"""Other choices offered beside the one taken for want of an answer."""

MOST_ASKED = 2
"""The same thing is never asked more than twice: then the first choice is taken, and said."""


def settle(question: Question, knowledge: Knowledge) -> Question:
    """Return the question with nothing ambiguous, or raise UnanswerableError with a question to the user."""
    question = assumed(question, knowledge)
    for refs in question.territories:
        if "|" in refs:
            raise UnanswerableError(_which_place(refs.split("|"), question, knowledge))
    if _open(question):
        question = _of_the_plain(question)
    for value in question.occupations:
        if key := Selection.parse(value).ambiguous:
            raise UnanswerableError(_which_occupation(key, question, knowledge))
    return _each_trade_once(_without_senses(question, knowledge), knowledge)


def _open(question: Question) -> list[str]:
    """Return the words of several senses that stand beside enough plain trades to be answered without them."""
    found = [value for value in question.occupations if is_ambiguous(value)]
    return found if len(question.occupations) - len(found) >= _SIDES else []


def _of_the_plain(question: Question) -> Question:
    paired = len(question.words) == len(question.occupations)
    words = [word for value, word in zip(question.occupations, question.words) if not is_ambiguous(value)]  # noqa: B905
    plain = tuple(value for value in question.occupations if not is_ambiguous(value))
    return replace(question, occupations=plain, words=tuple(words) if paired else ())


def with_open(reply: Reply, question: Question, knowledge: Knowledge) -> Reply:
    """Return the reply that says which words of the question it leaves out, for they have several senses."""
    keys = [Selection.parse(value).ambiguous for value in _open(assumed(question, knowledge))]
    words = [quoted(capitalised(knowledge.occupations.ambiguous_word(key))) for key in keys]
    notes = [f"{word} peut désigner plusieurs métiers : dites lequel pour l'ajouter." for word in words]
    return replace(reply, notes=(*notes, *reply.notes)) if notes else reply


def _without_senses(question: Question, knowledge: Knowledge) -> Question:
    """« sans les techniciens » leaves out all that the word may mean."""
    left = (option for value in question.excluded for option in _senses(value, knowledge))
    return replace(question, excluded=tuple(dict.fromkeys(left)))


def _senses(value: str, knowledge: Knowledge) -> list[str]:
    key = "" if "|" in value or not value.startswith("ambigu:") else Selection.parse(value).ambiguous
    return [each.value for _, each in knowledge.occupations.options(key)] if key else [value]


def _each_trade_once(question: Question, knowledge: Knowledge) -> Question:
    """« sage-femmes ou infirmières ? » : the survey counts them as one trade since 2024, which no side of is larger."""
    years = years_said(question.years, knowledge.bmo.latest_year())
    former = min(years, default=FIRST_FAP2021_YEAR) < FIRST_FAP2021_YEAR
    if question.topic is not Topic.COMPARISON or former:
        return question
    paired = len(question.words) == len(question.occupations)
    said = question.words if paired else ("",) * len(question.occupations)
    once: dict[str, tuple[str, list[str]]] = {}
    for value, word in zip(question.occupations, said, strict=True):
        codes = "+".join(sorted(Selection.parse(value).fap2021)) or value
        once.setdefault(codes, (value, []))[1].append(word)
    if len(once) == len(question.occupations):
        return question
    alone = len(once) == 1 and len(question.territories) < _SIDES
    return replace(
        question,
        topic=Topic.FIGURES if alone else question.topic,
        occupations=tuple(value for value, _ in once.values()),
        words=tuple(said_together(words) for _, words in once.values()) if paired else (),
    )


def assumed(question: Question, knowledge: Knowledge) -> Question:
    """Return the question with the first choice of what was asked often enough, unchanged before that.

    What was settled a moment ago (``offered``) is not asked again either: the same name means the same thing.
    """
    settled = {question.offered[0]: question.offered[1]} if question.offered else {}
    taken = {
        value: settled.get(value) or options_of(value, knowledge)[0].value
        for value in filter(is_ambiguous, (*question.territories, *question.occupations))
        if question.asked >= MOST_ASKED or value in settled
    }
    words = [option.label for value in question.occupations for option in _named(value, taken, knowledge)]
    return replace(
        question,
        territories=tuple(taken.get(refs, refs) for refs in question.territories),
        occupations=tuple(taken.get(value, value) for value in question.occupations),
        words=tuple(words) or question.words,  # the word said is the ambiguous one
    )


def _named(value: str, taken: Mapping[str, str], knowledge: Knowledge) -> list[Option]:
    return [each for each in options_of(value, knowledge) if each.value == taken[value]] if value in taken else []


def with_assumptions(reply: Reply, before: Question, after: Question, knowledge: Knowledge) -> Reply:
    """Return the reply that says which choice ``assumed`` took, with buttons to the others."""
    pairs = zip((*before.territories, *before.occupations), (*after.territories, *after.occupations), strict=True)
    for asked, taken in ((asked, taken) for asked, taken in pairs if asked != taken):
        options = options_of(asked, knowledge)
        notes = [assumption(option) for option in options if option.value == taken]
        others = [_option_button(option, asked, before, knowledge) for option in options if option.value != taken]
        reply = replace(reply, notes=(*notes, *reply.notes), suggestions=(*others[:_OTHERS], *reply.suggestions))
    return reply


def _option_button(option: Option, value: str, question: Question, knowledge: Knowledge) -> Suggestion:
    """Return the button that takes ``option`` for the ambiguous ``value`` of a question."""
    taken = replace(
        question,
        territories=tuple(option.value if each == value else each for each in question.territories),
        occupations=tuple(option.value if each == value else each for each in question.occupations),
        words=(option.label,) if question.occupations == (value,) else question.words,
    )
    if option.value in knowledge.territories:
        return replace(_place_button(knowledge.territories.get(option.value), knowledge), asks=taken)
    return Suggestion(option.label, option.label, asks=taken)


def _which_place(refs: list[str], question: Question, knowledge: Knowledge) -> Reply:
    places = [knowledge.territories.get(ref) for ref in refs]
    return Reply(
        sentence=_which(places),
        suggestions=_buttons("|".join(refs), question, knowledge),
        facts=Facts(topic=ReplyTopic.CLARIFICATION, asks="territory", measure=_measure(question)),
    )


def _buttons(value: str, question: Question, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    options = options_of(value, knowledge)[:MAX_SUGGESTIONS]
    return tuple(_option_button(option, value, question, knowledge) for option in options)


def _which(places: list[Territory]) -> str:
    if len({place.name for place in places}) == 1:
        return f"Il y a plusieurs communes de ce nom : de quel {quoted(places[0].name)} s'agit-il ?"
    return "Ce nom peut désigner plusieurs territoires : lequel voulez-vous ?"


def _place_button(place: Territory, knowledge: Knowledge) -> Suggestion:
    departement = next((p for p in knowledge.territories.parents(place) if p.level is Level.DEPARTEMENT), None)
    within = f" ({departement.name})" if departement else ""
    return Suggestion(place_label(place, knowledge), f"{place.name}{within}")


def _which_occupation(key: str, question: Question, knowledge: Knowledge) -> Reply:
    word = quoted(capitalised(knowledge.occupations.ambiguous_word(key)))
    return Reply(
        sentence=f"{word} peut désigner plusieurs métiers : lequel vous intéresse ?",
        suggestions=_buttons(f"ambigu:{key}", question, knowledge),
        facts=Facts(topic=ReplyTopic.CLARIFICATION, asks="occupation", measure=_measure(question)),
    )


def _measure(question: Question) -> str:
    return question.measure.value if question.measure else ""
