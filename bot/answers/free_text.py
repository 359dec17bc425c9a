"""A trade told in words that no linker knows: ROMEO's guess where it is connected, a question when it is not sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers.market import Market, the_market
from bot.answers.missing import Said, unknown_occupation
from bot.question import Question
from bot.writing.blocks import Facts
from bot.writing.french import percent, quoted
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic
from knowledge.library import Knowledge
from knowledge.market.model import Guess, NotConnected, Unavailable
from knowledge.occupations.model import Selection

_SURE, _LIKELY = 0.75, 0.4
"""How sure a guess must be to be taken, with a word to say so; and to be offered."""
_MOST_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """The question with the trade guessed, and what to say of it; or ``asks``, the question to put back."""

    question: Question
    note: str = ""
    asks: Reply | None = None


def heard(
    said: Said, question: Question, missing: Reply | None, knowledge: Knowledge, market: Market | None = None
) -> Heard | None:
    """Return what a turn means by a trade that is not known, None where it names none or nobody knows better.

    ``missing``: what would be said instead. In a search of offers, the words themselves are searched at worst.
    """
    unknown = missing is not None and missing.topic is ReplyTopic.UNKNOWN_OCCUPATION
    if said.mentions.occupations or not (unknown or (missing is None and question.topic.is_live)):
        return None
    going_on = question.topic.is_live and (bool(question.occupations) or said.mentions.terms.are_said)
    words = unknown_occupation(said, surely=going_on)
    if not words:
        return None
    guesses = _guesses(words, knowledge, market or the_market())
    if guesses and guesses[0].score >= _SURE:
        best = guesses[0]
        note = (
            f"{quoted(words)} : je comprends {quoted(best.label)} (ROME {best.rome}, sûr à {percent(best.score, 0)})."
        )
        return Heard(_of(best, question, knowledge), note)
    if guesses:
        return Heard(replace(question, occupations=(), words=()), asks=_which(words, guesses, question, knowledge))
    if not question.topic.is_live:
        return None
    note = f"Je ne connais pas le métier {quoted(words)} : ces mots sont cherchés tels quels dans les offres."
    return Heard(replace(question, occupations=(), words=(words,)), note)


def _guesses(words: str, knowledge: Knowledge, market: Market) -> Sequence[Guess]:
    """Return the guesses that are likely, the surest first, each of a métier of the survey."""
    if not market.connected:
        return ()
    try:
        found = market.guess(words).value
    except (NotConnected, Unavailable):
        return ()
    likely = [each for each in found if each.score >= _LIKELY and knowledge.rome.metiers_of(each.rome)]
    return sorted(likely, key=lambda each: -each.score)


def _of(guess: Guess, question: Question, knowledge: Knowledge) -> Question:
    value = Selection(fap2021=knowledge.rome.metiers_of(guess.rome)).value
    return replace(question, occupations=(value,), words=(_said(guess),))


def _said(guess: Guess) -> str:
    return guess.label.partition(" / ")[0]


def _which(words: str, guesses: Sequence[Guess], question: Question, knowledge: Knowledge) -> Reply:
    options = tuple(
        Suggestion(_said(each), _said(each), asks=_of(each, question, knowledge)) for each in guesses[:_MOST_OFFERED]
    )
    return Reply(
        sentence=f"Je ne suis pas sûr du métier que désigne {quoted(words)} : est-ce l'un de ceux-ci ?",
        suggestions=options,
        facts=Facts(topic=ReplyTopic.CLARIFICATION, asks="occupation"),
    )
