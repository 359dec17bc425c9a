"""An answer that says again what was just said: it says so, and why where that is known."""

from __future__ import annotations

import zlib

from bot.question import Question
from bot.writing.french import listed, quoted
from bot.writing.reply import Reply
from knowledge.occupations.model import Selection
from knowledge.text import fold

_SAME = "C'est la même réponse que juste avant."


def given_by(reply: Reply) -> str:
    """Return what tells the figures of a reply from others: "" for a reply that has none."""
    told = [
        (row.ref, row.territory, row.year, row.figures, row.before, row.value, row.values, row.text)
        for row in reply.rows
    ]
    return f"{zlib.crc32(repr(told).encode()):x}" if told else ""


def said_before(reply: Reply, question: Question, previous: Question | None) -> str:
    """Return the note of an answer that gives the very figures of the one before, "" for any other.

    Of two words that the survey counts as one trade, « coiffeuse » after « esthéticienne », that is why.
    """
    if previous is None or question.closed:
        return ""
    given = given_by(reply)
    about = set(question.occupations) <= set(previous.occupations)  # two trades may have the same figures by chance
    again = bool(given) and given == previous.given and about
    return counted_together(question, previous, again=again) or (_SAME if again else "")


def counted_together(question: Question, previous: Question, *, again: bool) -> str:
    """Return that the trade asked and an earlier one are one trade of the survey, "" where nothing is to be said of it.

    ``again``: the figures are those of the turn before, whose word needs not be another: « laquelle des deux ? ».
    """
    if len(question.words) != 1 or len(question.occupations) != 1:
        return ""
    word, trade = question.words[0], _trade(question.occupations[0])
    same = [each for each in (*previous.told, previous) if len(each.occupations) == 1 == len(each.words)]
    others = [each.words[0] for each in same if trade and _trade(each.occupations[0]) == trade]
    words = list({fold(each): each for each in (*others, word)}.values())
    new = len(previous.words) != 1 or fold(previous.words[0]) != fold(word)
    if len(words) < 2 or not (new or again):
        return ""
    return f"L'enquête compte {listed([quoted(each) for each in words])} ensemble : le chiffre est le même."


def _trade(value: str) -> tuple[str, ...]:
    return tuple(Selection.parse(value).fap2021)
