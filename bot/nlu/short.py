"""Bare messages that lean on what was said before: « pas la ville, le département », « la suite », « peu importe ».

They are compared as a whole: a question that only holds one of those words is not such a message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.text import Token, tokenize

_LEXICON = Path(__file__).with_suffix(".yml")
_LONGEST = 16
"""Words beyond which a message is never bare."""


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Any]:
    raw: dict[str, Any] = yaml.safe_load(_LEXICON.read_text(encoding="utf-8"))
    aside = "|".join(raw["aside"].split()).replace("_", " ")
    levels = "|".join(raw["levels"].values())
    return {
        "fillers": frozenset(raw["fillers"].split()),
        "aside": re.compile(rf"\b(?:{aside})\b(?P<between>(?: [a-z]+)*?) (?:{levels})\b"),
        "details": [
            (entity, value, re.compile(pattern.strip()))
            for entity, values in raw["details"].items()
            for value, pattern in values.items()
        ],
    }


def short_details(text: str) -> list[tuple[str, str, int, int]]:
    """Return what a bare message means as (entity, value, start, end), at most one; [] for any other message."""
    tokens = tokenize(text)
    if not tokens or len(tokens) > _LONGEST:
        return []
    core = _core(_not_aside(tokens))
    words = " ".join(token.folded for token in core)
    for entity, value, pattern in _lexicon()["details"]:
        if core and pattern.fullmatch(words):
            return [(entity, value, core[0].start, core[-1].end)]
    return []


def _core(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.folded not in _lexicon()["fillers"]]


def _not_aside(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Leave out the level that a negation puts aside: « pas la ville »."""
    words = " ".join(token.folded for token in tokens)
    match = _lexicon()["aside"].search(words)
    if match is None or set(match["between"].split()) - _lexicon()["fillers"]:
        return tokens
    first = words[: match.start()].count(" ")
    return tokens[:first] + tokens[first + match.group().count(" ") + 1 :]
