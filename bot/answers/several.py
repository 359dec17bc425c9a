"""The answers to the requests of one message, as one reply in several blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.repeated import given_by
from bot.writing.french import listed, quoted
from bot.writing.reply import Reply, Suggestion
from bot.writing.reply_topics import ReplyTopic

MOST_ANSWERED = 3
"""How many requests of one message are answered."""
_LONGEST_TITLE = 60


def several(replies: Sequence[Reply], rest: Sequence[str]) -> list[Reply]:
    """Return the replies, which name what is left, ``rest``; buttons under the last one and those that ask back."""
    *first, last = replies
    if rest:
        left = [_title(text) for text in rest]
        note = f"Je n'ai pas encore répondu à {listed([quoted(title) for title in left])}."
        buttons = tuple(Suggestion(title, text) for title, text in zip(left, rest, strict=True))
        offered = (*last.suggestions, *buttons) if _asks_back(last) else (*buttons, *last.suggestions)
        last = replace(last, notes=(*last.notes, note), suggestions=offered)
    return [*(reply if _asks_back(reply) else replace(reply, suggestions=()) for reply in first), last]


def _asks_back(reply: Reply) -> bool:
    return reply.topic is ReplyTopic.CLARIFICATION


def said_again(replies: Sequence[Reply]) -> set[int]:
    """Return which replies a later one gives again: two requests that come to the same figure have one answer."""
    told = [(reply.sentence, reply.rows) for reply in replies]
    again = {place for place, each in enumerate(told) if each in told[place + 1 :]}
    given = [given_by(reply) for reply in replies]
    later = {place for place, each in enumerate(given) if place and each and each in given[:place]}
    return again or later


def _title(text: str) -> str:
    words = " ".join(text.split()).strip(" ,;:.-")
    return words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 1].rstrip()}…"
