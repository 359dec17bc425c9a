"""What Telegram reads of a text sent in HTML, and what it says of one it refuses."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

_TAGS = frozenset(
    {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "span", "a", "code", "pre", "blockquote"}
)
_TOKEN = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>[^<>]*)>|(?P<open><)|(?P<entity>&[^;\s<&]*;?)"
)
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]+|#x[0-9a-fA-F]+);")

_REFUSED = "Bad Request: can't parse entities"


class RefusedError(Exception):
    """A request that the Bot API answers with 400; its text is the description."""


def read(text: str, parse_mode: str) -> str:
    """Return what a person sees of a text. Raises RefusedError."""
    if not parse_mode:
        return text
    if parse_mode.upper() != "HTML":
        raise RefusedError("Bad Request: unsupported parse_mode")
    opened: list[str] = []
    shown = _TOKEN.sub(lambda found: _read_one(found, opened, lambda at: len(text[:at].encode())), text)
    if opened:
        raise RefusedError(
            f"Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"{opened[-1]}\""
        )
    return shown


def _read_one(found: re.Match[str], opened: list[str], byte: Callable[[int], int]) -> str:
    where = f"at byte offset {byte(found.start())}"
    if found["open"]:
        raise RefusedError(f'{_REFUSED}: Unsupported start tag "" {where}')
    if entity := found["entity"]:
        return html.unescape(entity) if _ENTITY.fullmatch(entity) else entity
    name = found["name"].lower()
    if name not in _TAGS:
        raise RefusedError(f'{_REFUSED}: Unsupported start tag "{name}" {where}')
    if not found["end"]:
        opened.append(name)
    elif not opened or opened.pop() != name:
        raise RefusedError(f"{_REFUSED}: Unmatched end tag {where}")
    return ""


def length(shown: str) -> int:
    """Return the length of a text as Telegram counts it: UTF-16 units."""
    return len(shown.encode("utf-16-le")) // 2
