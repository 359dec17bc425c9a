"""The name of a file: readable, and the same on every system."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 90
_LEVELS = ("bassin d'emploi d'", "bassin d'emploi de ")


def file_name(title: str, extension: str) -> str:
    """Return « bemo-metiers-qui-recrutent-le-plus-tours-2025.csv »: lower case ASCII, words joined by hyphens."""
    title = title or "donnees"
    for level in _LEVELS:
        title = title.replace(level, "")
    plain = unicodedata.normalize("NFKD", title.lower().replace("’", " ").replace("œ", "oe").replace("æ", "ae"))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    return f"{_cut(['bemo', *words])}.{extension}"


def _cut(words: list[str]) -> str:
    """Join the words; when they are too many, those before the last one (the year) give way."""
    *others, last = words
    while others and len("-".join([*others, last])) > _LONGEST:
        others.pop()
    return "-".join([*others, last])
