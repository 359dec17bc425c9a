"""The phone numbers and the addresses of a text, as links. What the user wrote, which is quoted, never is one."""

from __future__ import annotations

import re

from bot.writing.blocks import Block, Choice, Choices, Link, Links, Message, Sentence

_QUOTED = re.compile(r"«[^»]*»")
_FOUND = re.compile(
    r"(?P<page>https?://[^\s<>«»\"]*[^\s<>«»\".,;:!?)\]])"
    r"|(?P<site>(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:fr|org|com)\b(?:/[\w/-]*\w)?)"
    r"|(?P<emergency>(?:(?<=appelez le )|(?<=\d ou le ))1\d{1,2}\b)"
    r"|(?P<phone>(?<![\w,.\u202f\u00a0-])(?:3\d{3}|0\d(?:[\s\u202f\u00a0.]?\d\d){4})(?![\w\u202f\u00a0,]*\d))"
)
"""A page, a site as people say it (« caf.fr »), a phone number (« 3949 », « 01 23 45 67 89 »; « appelez le 15 »)."""


def links_in(*texts: str) -> tuple[Link, ...]:
    """Return the links of texts, each words of theirs once, in order."""
    found = (match for text in texts for match in _FOUND.finditer(_QUOTED.sub(" ", text)))
    return tuple({match[0]: Link(text=match[0], url=_address(match)) for match in found}.values())


def _address(match: re.Match[str]) -> str:
    if match["page"]:
        return match["page"]
    return f"https://{match['site']}" if match["site"] else f"tel:{re.sub('[^0-9]', '', match[0])}"


def told(sentence: str, options: tuple[Choice, ...] = ()) -> Message:
    """Return a sentence with its links and its buttons, as a message that is no answer."""
    links = links_in(sentence)
    beside: list[Block] = [*([Links(links=links)] if links else []), *([Choices(options=options)] if options else [])]
    return Message(blocks=(Sentence(text=sentence), *beside))
