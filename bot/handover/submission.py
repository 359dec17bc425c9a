"""What may be left: checked and made harmless, packed to be sealed, and how two of them are told to be the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.handover.request import Asker, HandoverError, Request
from knowledge.text import fold

_LONGEST = {"subject": 200, "name": 120, "organisation": 160, "email": 254, "phone": 20}
_LONGEST_MESSAGE = 4000
_LONGEST_CONTEXT, _MOST_CONTEXT = 2000, 20
_SEALED = ("subject", "name", "message", "email", "phone", "organisation", "context")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")  # those of French, which do not break, are kept
_BREAKS = ("Cc", "Zl", "Zp")
_UNREACHABLE = "Il faut une adresse de messagerie ou un numéro de téléphone pour vous répondre."
_EMPTY = "Il faut un message, un nom et un objet."
_WRONG_ADDRESS = "Cette adresse de messagerie ne convient pas."


def harmless(request: Request) -> Request:
    """Return the request as it is kept: lengths bounded, without control characters, on one line but the message.

    Raises HandoverError when nobody could answer it, or when it says nothing.
    """
    context = tuple(text[:_LONGEST_CONTEXT] for text in map(paragraphs, request.context[-_MOST_CONTEXT:]))
    lines: dict[str, Any] = {name: line(getattr(request, name))[:most] for name, most in _LONGEST.items()}
    message = paragraphs(request.message)[:_LONGEST_MESSAGE]
    kept = replace(request, **lines, message=message, context=context)
    if not kept.email and not kept.phone:
        raise HandoverError(_UNREACHABLE)
    if not (kept.message and kept.name and kept.subject):
        raise HandoverError(_EMPTY)
    if kept.email and (" " in kept.email or kept.email.count("@") != 1):
        raise HandoverError(_WRONG_ADDRESS)
    return kept


def line(text: str) -> str:
    """Return ``text`` on one line, without control or invisible characters."""
    return _SPACES.sub(" ", _visible(text)).strip()


def paragraphs(text: str) -> str:
    """Return ``text`` without control or invisible characters, its lines kept, two empty ones at most in a row."""
    lines = [line(each) for each in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept = [each for number, each in enumerate(lines) if each or any(lines[max(0, number - 2) : number])]
    return "\n".join(kept).strip()


def fingerprint(request: Request) -> str:
    """Return what is the same when the same person asks the same thing again, however it is spaced or accented."""
    return "\0".join((person(request), fold(request.subject), fold(request.message), request.territory))


def person(request: Request) -> str:
    """Return what stands for who asks: the address in lower case, else the phone number."""
    return email_key(request.email) or request.phone


def email_key(email: str) -> str:
    """Return an address as two spellings of it are compared."""
    return email.strip().casefold()


def packed(request: Request) -> dict[str, Any]:
    """Return what is sealed of a request; the rest has columns of its own."""
    return {name: getattr(request, name) for name in _SEALED}


def unpacked(content: Mapping[str, Any], *, asker: str, territory: str, channel: str) -> Request:
    """Return a request as it was left, but for its conversation, of which a hash only is kept."""
    texts = {name: content[name] for name in _SEALED if name != "context"}
    return Request(**texts, context=tuple(content["context"]), asker=Asker(asker), territory=territory, channel=channel)


def _visible(text: str) -> str:
    """A control becomes a space; what no eye sees goes: marks of direction that reverse what one reads, zero widths."""
    kinds = ((each, unicodedata.category(each)) for each in text)
    return "".join(" " if kind in _BREAKS else each for each, kind in kinds if kind in _BREAKS or kind[0] != "C")
