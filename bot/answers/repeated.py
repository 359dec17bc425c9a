"""An answer that says again what was just said: it says so, and why where that is known."""

from __future__ import annotations

import zlib
from dataclasses import replace

from bot.answers.limits import continued
from bot.question import Question
from bot.writing.french import listed, quoted
from bot.writing.reply import Reply
from knowledge.occupations.model import Selection
from knowledge.occupations.words import key_words

_STEM = 4
SAME = "C'est la même réponse que juste avant."
_OTHERWISE = (
    "Si vous demandiez autre chose, dites-le autrement : je sais compter les projets, dire s'ils sont difficiles "
    "ou saisonniers, comparer des lieux, des métiers ou des années."
)


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
    return counted_together(question, previous, again=again) or (SAME if again else "")


def only_said_again(reply: Reply) -> Reply:
    """Return a reply whose figures were just given as one sentence: its lines and its notes were read already."""
    sentence = f"{SAME.removesuffix('.')} : {continued(reply.sentence)}"
    return replace(reply, sentence=sentence, rows=(), notes=(_OTHERWISE,))


def counted_together(question: Question, previous: Question, *, again: bool) -> str:
    """Return that the trade asked and an earlier one are one trade of the survey, "" where nothing is to be said of it.

    ``again``: the figures are those of the turn before, whose word needs not be another: « laquelle des deux ? ».
    """
    if len(question.words) != 1 or len(question.occupations) != 1:
        return ""
    word, trade = question.words[0], _trade(question.occupations[0])
    same = [each for each in (*previous.told, previous) if len(each.occupations) == 1 == len(each.words)]
    others = [each.words[0] for each in same if trade and _trade(each.occupations[0]) == trade]
    words = [
        each for place, each in enumerate(others) if not any(_is_one(each, one) for one in (*others[:place], word))
    ]
    new = len(previous.words) != 1 or not _is_one(previous.words[0], word)
    if not words or not (new or again):
        return ""
    tail = " : le chiffre est le même" if again else ""
    return f"L'enquête compte {listed([quoted(each) for each in (*words, word)])} ensemble{tail}."


def _is_one(word: str, other: str) -> bool:
    """Return whether two words name a trade alike: « bouchers » and « boucher », « maçonnerie » and « maçon »."""
    one, two = ({each[:_STEM] for each in key_words(said)} for said in (word, other))
    return one <= two or two <= one


def _trade(value: str) -> tuple[str, ...]:
    return tuple(Selection.parse(value).fap2021)
